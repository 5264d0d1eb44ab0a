"""Rooms: what is free where workloads are recovered, and what each workload takes of it."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bcdr.evaluate.axes import Codes, Flags, Numbers, by_level, by_protection, by_workload
from bcdr.evaluate.inputs import Inputs
from bcdr.evaluate.protections import BLANK, OPTIONS, ProtectionArrays
from bcdr.evaluate.world import World
from bcdr.model.catalogue import Catalogue
from bcdr.model.landscape import Target
from bcdr.model.vocabulary import Standby

KINDS: Final = ("vcpu", "memory_gb", "storage_gb")
"""What a place has room of: the last axis of every array of room."""
NOWHERE: Final = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Rooms:
    """Where workloads can be recovered (r): Hubs, providers and clouds.

    Targets that are the same Hub share one room. `free` is room x kind: infinite where it is
    elastic, NaN where nobody said. `of_place` is the room of a place of the world, -1 for the
    source Hub and its replacement; `of_target` that of a target.
    """

    names: tuple[str, ...]
    free: Numbers
    of_place: Codes
    of_target: Codes

    def __len__(self) -> int:
        """Return the number of rooms."""
        return len(self.names)


def make_rooms(world: World) -> Rooms:
    """Return the rooms of a landscape.

    Processors and memory are those of the target, else what is free on the Hub it is. Storage is
    what is free on the Hub, else the capacity of the target. Of several targets on one Hub the
    largest figure counts.
    """
    keys = [world.targets[t].hub or world.targets[t].name if t >= 0 else "" for t in
            world.place_target.tolist()]  # fmt: skip
    names = tuple(dict.fromkeys(key for key in keys if key))
    of_place = np.array([names.index(key) if key else NOWHERE for key in keys], dtype=np.int64)
    of_target = np.full(len(world.targets), NOWHERE, dtype=np.int64)
    free = np.full((len(names), len(KINDS)), np.nan)
    for place, code in enumerate(world.place_target.tolist()):
        if code < 0:
            continue
        room = int(of_place[place])
        of_target[code] = room
        stated = (
            world.place_vcpu[place],
            world.place_memory_gb[place],
            _storage_gb(world, world.targets[code]),
        )
        here = np.full(len(KINDS), np.inf) if world.place_is_elastic[place] else np.array(stated)
        free[room] = np.fmax(free[room], here)
    return Rooms(names=names, free=free, of_place=of_place, of_target=of_target)


def _storage_gb(world: World, target: Target) -> float:
    on_hub = next((hub.free_storage_tb for hub in world.hubs if hub.name == target.hub), None)
    terabytes = target.capacity_tb if on_hub is None else on_hub
    return np.nan if terabytes is None else terabytes * 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What workloads take of rooms.

    `whole` is workload x kind, what one takes that comes back where nothing of it is.
    `runs_at` and `rests_at`, workload x room, tell where a running standby, or a replica of the
    data, is there already. `standing` is room x kind: what the assignment would add for good.
    """

    whole: Numbers
    runs_at: Flags
    rests_at: Flags
    standing: Numbers

    def at(self, rows: Codes, rooms: Codes) -> Numbers:
        """Return what workloads take in an event at these rooms, row x kind."""
        taken = self.whole[rows].copy()
        taken[self.runs_at[rows, rooms], :2] = 0.0
        taken[self.rests_at[rows, rooms], 2] = 0.0
        return taken


def runs_already(
    catalogue: Catalogue, arrays: ProtectionArrays, today: ProtectionArrays | None
) -> Flags:
    """Return per workload whether a standby of it under an assignment runs today.

    `today` is what it has today, None where the assignment is just that.
    """
    option, target = by_protection(arrays.option), by_protection(arrays.target)
    runs = _where_option(catalogue, option) & (target >= 0)
    if today is not None:
        runs = runs & _exists(option, target, today)
    return np.asarray(runs.any(axis=1))


def make_needs(
    inputs: Inputs,
    catalogue: Catalogue,
    world: World,
    rooms: Rooms,
    arrays: ProtectionArrays,
    today: ProtectionArrays | None,
    target: Codes,
    stored_gb: Numbers,
) -> Needs:
    """Return what workloads take of rooms under an assignment.

    What runs or rests there today is not free any more, so that only what the assignment adds to
    `today` (None: nothing) is added for good. `target` are the places of all copies, `stored_gb`
    what each protection puts at its first, workload x protection.
    """
    shape = inputs.count, len(rooms)
    option, at = (
        np.broadcast_to(by_protection(array), stored_gb.shape)
        for array in (arrays.option, arrays.target)
    )
    room = np.where((option >= 0) & (at >= 0), rooms.of_target[np.maximum(at, 0)], NOWHERE)
    runs = _where_option(catalogue, option) & (room >= 0)
    rests = world.options.is_continuity[np.maximum(option, 0)] & (room >= 0)
    whole = np.stack(
        [
            np.nan_to_num(by_workload(values))
            for values in (inputs.vcpu, inputs.memory_gb, inputs.data_gb)
        ],
        axis=1,
    )
    standing = np.zeros((len(rooms), len(KINDS)))
    if today is not None:
        new = ~_exists(option, at, today)
        slot = np.nonzero(runs & new)
        np.add.at(standing[:, :2], room[slot], whole[slot[0], :2])
        copies = by_level(target)
        where = np.where(copies >= 0, rooms.of_target[np.maximum(copies, 0)], NOWHERE)
        added = (where >= 0) & new[:, :, None]
        amounts = np.broadcast_to(stored_gb[:, :, None], where.shape)
        np.add.at(standing[:, 2], where[added], amounts[added])
    return Needs(
        whole=whole,
        runs_at=_marked(shape, runs, room),
        rests_at=_marked(shape, rests, room),
        standing=standing,
    )


def _where_option(catalogue: Catalogue, option: Codes) -> Flags:
    """Return where the standby runs all the time."""
    table = np.array([catalogue.option(item).standby is Standby.FULL for item in OPTIONS])
    return np.asarray(table[np.maximum(option, 0)] & (option >= 0))


def _exists(option: Codes, target: Codes, today: ProtectionArrays) -> Flags:
    """Return where a workload has an option at a target today, whatever the policy."""
    known = by_protection(today.option), by_protection(today.target)
    same = (option[:, :, None] == known[0][:, None]) & (target[:, :, None] == known[1][:, None])
    return np.asarray((same & (option != BLANK)[:, :, None]).any(axis=2))


def _marked(shape: tuple[int, int], holds: NDArray[Any], room: Codes) -> Flags:
    marks = np.zeros(shape, dtype=bool)
    rows, slots = np.nonzero(holds)
    marks[rows, room[rows, slots]] = True
    return marks
