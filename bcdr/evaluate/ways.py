"""Ways back: everything that could bring a workload back, with a protection or without."""

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bcdr.evaluate import loss, recovery
from bcdr.evaluate.axes import LEVEL, PROTECTION, Codes, Flags, Numbers, along
from bcdr.evaluate.copies import Copies
from bcdr.evaluate.inputs import BLANK, NO, YES, Inputs
from bcdr.evaluate.missing import Missing
from bcdr.evaluate.protections import OPTIONS, ProtectionArrays
from bcdr.evaluate.tables import spread_of
from bcdr.evaluate.times import SOURCE_HUB, Slots, Times, make_times, part_of
from bcdr.evaluate.world import World
from bcdr.model.catalogue import Catalogue
from bcdr.model.vocabulary import Option

NO_COPY: Final = -1
PLATFORM: Final = -2
"""Copy code of an outcome the platform gives by itself: a restart, a wait, other VMs of a set."""
TEMPLATE: Final = -3
"""Copy code of a rebuild from the workload's template."""
NOTHING_MISSING: Final = np.zeros((1, 1, 1, 1, 1), dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way back along scenario, protection and workload (level and place have length 1).

    `copy` is the code of the copy it starts from. Where it is neither known nor unknown there is
    no such way. Hours are NaN where unknown; `missing` holds the bits of what would tell. Its
    protections are those `among` the listed ones, None where they are all of them or the same.
    """

    copy: int
    among: Codes | None = None
    known: Flags
    unknown: Flags
    missing: Codes
    place: Codes
    likely_hours: Numbers
    planning_hours: Numbers
    ready_likely_hours: Numbers
    ready_planning_hours: Numbers
    worst_loss_hours: Numbers
    mean_loss_hours: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Routes:
    """Times of the routes that copies come back by, once each, along the axis of protections.

    `of_copy` is the route of each copy, level x protection.
    """

    times: Times
    of_copy: Codes

    def times_of(self, level: int, slots: Slots) -> Times:
        """Return the times of the copies that some protections have at a level."""
        return self.times.of(0, self.of_copy[level, slots])


def ways_by_level(copies: Copies, routes: Routes) -> tuple[Way, ...]:
    """Return the way back from every level of copies, for all protections side by side.

    Few protections are copied on, so what is said of the levels after the first is of these alone.
    """
    every = slice(None)
    ways = [_from_copy(copies, routes.times_of(0, every), 0, every, 0)]
    for level in range(1, copies.target.shape[LEVEL]):
        among = np.flatnonzero((copies.state[:, 0, level] != NO).any(axis=(0, -1)))
        if among.size:
            way = _from_copy(copies, routes.times_of(level, among), level, among, level)
            ways.append(replace(way, among=among))
    return tuple(ways)


def ways_by_slot(copies: Copies, times: Times) -> tuple[Way, ...]:
    """Return the way back from every copy of every protection of a workload, one by one.

    The code of a copy is protection x levels + level.
    """
    levels, slots = copies.target.shape[LEVEL], copies.target.shape[PROTECTION]
    return tuple(
        _from_copy(copies, times.of(level, one), level, one, one.start * levels + level)
        for one in (slice(slot, slot + 1) for slot in range(slots))
        for level in range(levels)
    )


def _from_copy(copies: Copies, times: Times, level: int, slots: Slots, code: int) -> Way:
    """Return the way back from the copies some protections have at a level, in these times."""

    def of(array: NDArray[Any]) -> NDArray[Any]:
        return part_of(array, level, slots)

    # Where nobody said where copies go, nobody knows from where they would be brought back.
    time_state = np.where(of(copies.target) < 0, np.int8(BLANK), times.state)
    copy_state = of(copies.state)
    exists = (copy_state != NO) & (time_state != NO)
    known = (copy_state == YES) & (time_state == YES) & ~np.isnan(of(copies.worst_loss_hours))
    unknown = exists & ~known
    missing = of(copies.missing)
    if missing.any() or times.missing.any():
        asked = missing | np.where(copy_state != BLANK, times.missing, 0)
        missing = np.where(unknown, asked, 0)
    return Way(
        copy=code,
        known=known,
        unknown=unknown,
        missing=missing,
        place=times.place,
        likely_hours=times.likely_hours,
        planning_hours=times.planning_hours,
        ready_likely_hours=times.ready_likely_hours,
        ready_planning_hours=times.ready_planning_hours,
        worst_loss_hours=of(copies.worst_loss_hours),
        mean_loss_hours=of(copies.mean_loss_hours),
    )


def make_routes(
    inputs: Inputs,
    world: World,
    catalogue: Catalogue,
    protections: ProtectionArrays,
    target: Codes,
    z: float,
) -> Routes:
    """Return times per protection of a shared list, without the hours until ready.

    They do not depend on the policy, so each option with each target counts once, whatever the
    level of the copy.
    """
    option = np.broadcast_to(protections.option, target.shape)
    routes = np.stack([option.ravel(), target.ravel()], axis=1)
    _, first, inverse = np.unique(routes, axis=0, return_index=True, return_inverse=True)
    times = make_times(
        inputs,
        world,
        catalogue,
        along(option.ravel()[first], PROTECTION),
        along(target.ravel()[first], PROTECTION),
        z,
        with_details=False,
    )
    of_copy = inverse.reshape(target.shape[LEVEL], target.shape[PROTECTION])
    return Routes(times=times, of_copy=of_copy)


def standing_ways(inputs: Inputs, world: World, catalogue: Catalogue, z: float) -> tuple[Way, ...]:
    """Return the ways back that need no protection.

    The Hub restarts VMs of a lost node; a set of two or more VMs rides through the loss of one
    VM or node; a Hub that is out comes back by itself after its repair with its data; and what
    keeps no data can be rebuilt from a template that is kept off the Hub.
    """
    scenarios = world.scenarios
    spread = spread_of(catalogue.phase("hub-restart"))
    high = float(recovery.planning_hours(
        phases_mean_hours=spread.mean, phases_variance=spread.variance,
        phases_high_hours=spread.high, z=z, wait_hours=np.zeros(())
    ))  # fmt: skip
    rides = inputs.is_set & (scenarios.is_node | scenarios.is_vm)
    known = rides | scenarios.is_node | ~np.isnan(scenarios.repair_hours)
    planning, likely = (
        recovery.platform_hours(
            rides_through=rides,
            is_restart=scenarios.is_node,
            restart_hours=hours,
            repair_hours=scenarios.repair_hours,
        )
        for hours in (high, float(spread.mean))
    )
    zero = loss.intact_loss_hours(platform_hours=planning)
    platform = Way(
        copy=PLATFORM,
        known=known,
        unknown=np.zeros_like(known),
        missing=NOTHING_MISSING,
        place=np.full((1, 1, 1, 1, 1), SOURCE_HUB),
        likely_hours=likely,
        planning_hours=planning,
        ready_likely_hours=likely,
        ready_planning_hours=planning,
        worst_loss_hours=zero,
        mean_loss_hours=zero,
    )
    if not (inputs.stateful == NO).any():
        return (platform,)
    return platform, _template_way(inputs, world, catalogue, z)


def _template_way(inputs: Inputs, world: World, catalogue: Catalogue, z: float) -> Way:
    """Return the rebuild from the template at the best place that runs workloads."""
    option = along([OPTIONS.index(Option.APPLICATION_DATA_BACKUP)], PROTECTION)
    any_target = along([0], PROTECTION)
    times = make_times(inputs, world, catalogue, option, any_target, z)
    has = np.where(inputs.stateful == NO, inputs.template_off_hub, NO)
    exists = ~world.scenarios.is_node & (has != NO)
    known = exists & (has == YES) & (times.state == YES)
    unknown = exists & ~known
    missing = np.where(has == BLANK, int(Missing.TEMPLATE), times.missing)
    return Way(
        copy=TEMPLATE,
        known=known,
        unknown=unknown,
        missing=np.where(unknown, missing, 0),
        place=times.place,
        likely_hours=times.likely_hours,
        planning_hours=times.planning_hours,
        ready_likely_hours=times.ready_likely_hours,
        ready_planning_hours=times.ready_planning_hours,
        worst_loss_hours=np.zeros((1, 1, 1, 1, 1)),
        mean_loss_hours=np.zeros((1, 1, 1, 1, 1)),
    )
