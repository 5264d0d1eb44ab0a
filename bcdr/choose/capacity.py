"""What is left of the capacity that all share: storage and links of targets, room at Hubs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from bcdr.evaluate.axes import Codes, Flags, Numbers, by_protection, by_workload
from bcdr.evaluate.basis import Basis
from bcdr.evaluate.copies import family_of, onward_target
from bcdr.evaluate.evaluation import Evaluation
from bcdr.evaluate.pairs import Pairing
from bcdr.evaluate.sharing import available_mb_per_s
from bcdr.evaluate.strategies import Details
from bcdr.model.vocabulary import Family

NONE: Final = -1
SLACK: Final = 1e-9
"""What rounding may add to a sum."""

_TO_RUN: Final = frozenset({"vcpu", "memory"})
"""Resources that only a workload takes that would run at the target."""

Room = Mapping[str, Numbers]
"""What each target (t) has left of a resource, infinite where it is elastic or not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sites:
    """Where the copies of single protections (p) lie, and strategies are made of which.

    `copies` counts the copies that a protection keeps at each target, target x protection; `runs`
    is where the workload would run as well. `parts` are the two protections of each strategy, the
    second -1 where there is but one.
    """

    copies: Codes
    runs: Flags
    parts: Codes
    pairing: Pairing


@dataclass(frozen=True, slots=True, kw_only=True)
class Loads:
    """What a copy of some workloads (m) takes by resource, protection x workload."""

    sites: Sites
    amounts: Mapping[str, Numbers]

    def held(self, rows: Codes, positions: Codes) -> Room:
        """Return what strategies of these workloads take, by resource, workload x target."""
        parts = self.sites.parts[positions]
        held = {}
        for name, amounts in self.amounts.items():
            copies = self._copies(name)
            taken = amounts[parts, rows[:, None]] * copies[:, parts]
            held[name] = np.where(parts != NONE, taken, 0.0).sum(axis=-1).T
        return held

    def all_fit(self, rows: Codes, room: Room) -> Flags:
        """Return where a strategy of these workloads would fit by itself, workload x strategy."""
        pairing = self.sites.pairing
        fits = np.ones((pairing.count, len(rows)), dtype=bool)
        for name, amounts in self.amounts.items():
            copies, wanted = self._copies(name), amounts[:, rows]
            for target in np.flatnonzero(np.isfinite(room[name]) & copies.any(axis=1)):
                free = room[name][target] + SLACK
                alone = wanted * copies[target][:, None]
                # What is not a number fits nowhere, so it is looked at like what is too much.
                if not 2 * alone.max(initial=0.0) <= free:
                    fits &= pairing.spread(alone, np.add) <= free
        return np.asarray(fits.T)

    def _copies(self, resource: str) -> Codes | Flags:
        return self.sites.runs if resource in _TO_RUN else self.sites.copies


def make_sites(basis: Basis) -> Sites:
    """Return where the copies of all strategies lie."""
    arrays, strategies, world = basis.arrays, basis.strategies, basis.world
    own = by_protection(arrays.target)[0]
    onward = by_protection(onward_target(world, arrays))[0]
    continuity = by_protection(family_of(arrays, basis.catalogue, Family.CONTINUITY))[0]
    targets = np.arange(len(world.targets))[:, None]
    first, second = strategies.first, strategies.second
    return Sites(
        copies=(own == targets).astype(np.int64) + (onward == targets),
        runs=(own == targets) & continuity,
        parts=np.stack([first, np.where(first != second, second, NONE)], axis=1),
        pairing=basis.pairing,
    )


def loads_of(sites: Sites, details: Details) -> Loads:
    """Return what a copy of workloads takes that were judged."""
    stored = details.costs.stored_gb.T
    inputs = details.inputs
    return Loads(
        sites=sites,
        amounts={
            "stored": stored,
            "link": np.nan_to_num(details.copies.needed_mb_per_s[0, 0, 0]),
            "vcpu": np.broadcast_to(by_workload(inputs.vcpu), stored.shape),
            "memory": np.broadcast_to(by_workload(inputs.memory_gb), stored.shape),
        },
    )


def whole_room(evaluation: Evaluation) -> Room:
    """Return what each target has of each resource; what is not known or elastic has no end."""
    world = evaluation.world
    vcpu, memory = np.full(len(world.targets), np.inf), np.full(len(world.targets), np.inf)
    for place, target in enumerate(world.place_target):
        if target >= 0 and not world.place_is_elastic[place]:
            vcpu[target] = world.place_vcpu[place]
            memory[target] = world.place_memory_gb[place]
    room = {
        "stored": world.capacity_gb,
        "link": available_mb_per_s(world, evaluation.catalogue),
        "vcpu": vcpu,
        "memory": memory,
    }
    return {name: np.nan_to_num(free, nan=np.inf) for name, free in room.items()}
