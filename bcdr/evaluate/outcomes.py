"""Outcomes: of everything that could bring a workload back, the best, and how it is covered."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bcdr.evaluate.axes import LEVEL, PLACE, PROTECTION, WORKLOAD, Codes, Flags, Numbers
from bcdr.evaluate.copies import Copies, make_copies
from bcdr.evaluate.inputs import Inputs
from bcdr.evaluate.missing import Missing
from bcdr.evaluate.protections import ProtectionArrays
from bcdr.evaluate.recording import quantity
from bcdr.evaluate.select import mask_of, put, select
from bcdr.evaluate.times import make_times
from bcdr.evaluate.ways import (
    NO_COPY,
    NOTHING_MISSING,
    Way,
    make_routes,
    standing_ways,
    ways_by_level,
    ways_by_slot,
)
from bcdr.evaluate.world import World
from bcdr.evaluate.worth import limit_hours, loss_value, outcome_value, time_value
from bcdr.model.catalogue import Catalogue

MET: Final = 0
UNCERTAIN: Final = 1
LATE: Final = 2
LOSSY: Final = 3
LATE_AND_LOSSY: Final = 4
UNRECOVERABLE: Final = 5
TIE: Final = 1e-6
"""Values nearer than this count as equal, so that money decides and not the last digit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """The best way back per scenario, protection and workload (level and place have length 1).

    `state` is one of the codes above; hours are NaN where unknown or unrecoverable, and then
    `missing` says why, if it is unknown. `event_cost` is the money of one event, in which an
    outcome that is not known counts as unrecoverable. `value` is 0 to 1. `rank` orders ways back
    as they are preferred: -1 where none is known, else the value, and 1 more where all is met.
    """

    state: Codes
    missing: Codes
    value: Numbers
    rank: Numbers
    event_cost: Numbers
    copy: Codes
    place: Codes
    likely_hours: Numbers
    planning_hours: Numbers
    ready_likely_hours: Numbers
    ready_planning_hours: Numbers
    worst_loss_hours: Numbers
    mean_loss_hours: Numbers


@quantity(
    title="Cost of one event",
    unit="money",
    formula="downtime cost per hour x mean recovery time + data loss cost per hour x "
    "(mean loss + hours until noticed)",
    source="Keeton et al., Designing for disasters, FAST 2004",
)
def event_cost(
    downtime_cost_per_hour: Numbers,
    likely_hours: Numbers,
    data_loss_cost_per_hour: Numbers,
    mean_loss_hours: Numbers,
    noticed_after_hours: Numbers,
) -> Numbers:
    """Return the money of one event; the changes since the damage must be redone too."""
    return downtime_cost_per_hour * likely_hours + data_loss_cost_per_hour * (
        mean_loss_hours + noticed_after_hours
    )


def judge(
    inputs: Inputs,
    world: World,
    catalogue: Catalogue,
    protections: ProtectionArrays,
    z: float,
) -> tuple[Outcomes, Copies]:
    """Return the outcome of each of a shared list of protections by itself, and its copies.

    What is missing, and what only waiting for others needs, is left out.
    """
    copies = make_copies(inputs, world, catalogue, protections, with_missing=False)
    return judge_copies(inputs, world, catalogue, protections, copies, z), copies


def judge_copies(
    inputs: Inputs,
    world: World,
    catalogue: Catalogue,
    protections: ProtectionArrays,
    copies: Copies,
    z: float,
) -> Outcomes:
    """Return the outcome of each of a shared list of protections by itself, from its copies."""
    routes = make_routes(inputs, world, catalogue, protections, copies.target, z)
    ways = ways_by_level(copies, routes) + standing_ways(inputs, world, catalogue, z)
    return best_outcome(inputs, world, catalogue, ways, with_details=False)


def judge_together(
    inputs: Inputs,
    world: World,
    catalogue: Catalogue,
    protections: ProtectionArrays,
    z: float,
    link_use: Numbers | None = None,
    *,
    only_built: bool = False,
) -> tuple[Outcomes, Copies]:
    """Return one outcome per workload over all its protections, and their copies.

    The copy code of an outcome is protection x levels + level.
    """
    copies = make_copies(inputs, world, catalogue, protections, link_use, only_built=only_built)
    times = make_times(inputs, world, catalogue, protections.option, copies.target, z)
    ways = ways_by_slot(copies, times) + standing_ways(inputs, world, catalogue, z)
    return best_outcome(inputs, world, catalogue, ways), copies


_JUDGED_HOURS: Final = ("planning_hours", "worst_loss_hours")
_OTHER_HOURS: Final = (
    "likely_hours",
    "mean_loss_hours",
    "ready_likely_hours",
    "ready_planning_hours",
)
_LEFT_OUT: Final = np.full((1, 1, 1, 1, 1), np.nan)


class _Best:
    """The best way back so far: by objective value, then money, then planning hours."""

    def __init__(self, shape: tuple[int, ...], details: bool) -> None:
        """Begin with no way back; without details only what is judged is kept."""
        self.rank = np.full(shape, -1.0)
        self.of_time, self.of_loss = (np.zeros(shape if details else 0) for _ in range(2))
        self.money = np.full(shape, np.inf)
        kept = _JUDGED_HOURS + (_OTHER_HOURS if details else ())
        self.hours = {name: np.full(shape, np.nan) for name in kept}
        self.copy = np.full(shape, NO_COPY, dtype=np.int64) if details else NOTHING_MISSING
        self.place = np.full(shape, -1, dtype=np.int64) if details else NOTHING_MISSING
        self.details = details

    def offer(
        self, way: Way, rank: Numbers, of_time: Numbers, of_loss: Numbers, money: Numbers
    ) -> None:
        """Take a way wherever it is known and better than the best so far.

        One scenario after the other: its numbers stay in the processor's cache from step to step.
        """
        theirs: list[tuple[NDArray[Any], NDArray[Any]]] = [
            (self.rank, rank), (self.money, money),
            *((mine, getattr(way, name)) for name, mine in self.hours.items()),
        ]  # fmt: skip
        if self.details:
            theirs += [(self.of_time, of_time), (self.of_loss, of_loss)]
            theirs += [(self.copy, np.full((1, 1, 1, 1, 1), way.copy)), (self.place, way.place)]
        known_in = way.known.any(axis=(PLACE, LEVEL, PROTECTION, WORKLOAD))
        for scenario in np.flatnonzero(known_in).tolist():

            def here(array: NDArray[Any], scenario: int = scenario) -> NDArray[Any]:
                return array if len(array) == 1 else array[scenario : scenario + 1]

            def ours(array: NDArray[Any], scenario: int = scenario) -> NDArray[Any]:
                one = array[scenario : scenario + 1]
                return one if way.among is None else one[..., way.among, :]

            new_rank, best_rank = here(rank), ours(self.rank)
            new_money, best_money = here(money), ours(self.money)
            ahead, level = new_rank > best_rank + TIE, new_rank >= best_rank - TIE
            with np.errstate(invalid="ignore"):
                sooner = ~(here(way.planning_hours) >= ours(self.hours["planning_hours"]))
            cheaper = (new_money < best_money) | ((new_money == best_money) & sooner)
            better = mask_of(here(way.known) & (ahead | (level & cheaper)), np.float64)
            for mine, value in theirs:
                part = ours(mine)
                put(part, here(value), better)
                if way.among is not None:
                    mine[scenario : scenario + 1, :, :, way.among] = part


def best_outcome(
    inputs: Inputs,
    world: World,
    catalogue: Catalogue,
    ways: Sequence[Way],
    *,
    with_details: bool = True,
) -> Outcomes:
    """Return the best way back by objective value, money and time, and how it is covered.

    A way that is unknown leaves the outcome unknown unless a known one meets everything. Without
    `with_details`, copy, place, what is missing and all hours but those that are judged are left
    out.
    """
    floor = catalogue.value("objective-floor-hours")
    noticed = world.scenarios.noticed_after_hours
    time_limit = limit_hours(
        inputs.rto_hours, inputs.mtd_hours, inputs.mtd_is_given,
        catalogue.value("mtd-factor"), floor,
    )  # fmt: skip
    loss_limit = limit_hours(inputs.rpo_hours, np.nan, False, catalogue.value("loss-factor"), floor)
    rates = _rates(inputs)
    shapes = (way.known.shape for way in ways if way.among is None)
    shape = np.broadcast_shapes(inputs.rto_hours.shape, *shapes)
    best = _Best(shape, with_details)
    any_known, any_unknown = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    missing: Codes = NOTHING_MISSING
    for way in ways:
        of_time = time_value(
            planning_hours=way.planning_hours,
            rto_hours=inputs.rto_hours,
            time_limit_hours=time_limit,
            objective_floor_hours=floor,
        )
        of_loss = loss_value(
            worst_loss_hours=way.worst_loss_hours,
            rpo_hours=inputs.rpo_hours,
            loss_limit_hours=loss_limit,
            objective_floor_hours=floor,
        )
        money = event_cost(
            downtime_cost_per_hour=rates[0],
            likely_hours=way.likely_hours,
            data_loss_cost_per_hour=rates[1],
            mean_loss_hours=way.mean_loss_hours,
            noticed_after_hours=noticed,
        )
        with np.errstate(invalid="ignore"):
            meets = (way.planning_hours <= inputs.rto_hours) & (
                way.worst_loss_hours <= inputs.rpo_hours
            )
        best.offer(way, np.minimum(of_time, of_loss) + meets, of_time, of_loss, money)
        _tick(any_known, way.known, way.among)
        _tick(any_unknown, way.unknown, way.among)
        missing = missing | way.missing
    return _outcomes(inputs, world, catalogue, best, any_known, any_unknown, missing)


def _tick(flags: Flags, theirs: Flags, among: Codes | None) -> None:
    """Set flags where those of some protections are set, of all where nobody tells which."""
    if among is None:
        flags |= theirs
    else:
        flags[..., among, :] |= theirs


def _rates(inputs: Inputs) -> tuple[Numbers, Numbers]:
    """Return the cost of an hour down and of an hour lost; what nobody needs costs nothing."""
    return (
        np.where(np.isposinf(inputs.rto_hours), 0.0, inputs.downtime_cost_per_hour),
        np.where(np.isposinf(inputs.rpo_hours), 0.0, inputs.data_loss_cost_per_hour),
    )


def _outcomes(
    inputs: Inputs,
    world: World,
    catalogue: Catalogue,
    best: _Best,
    any_known: Flags,
    any_unknown: Flags,
    missing: Codes,
) -> Outcomes:
    planning, worst = best.hours["planning_hours"], best.hours["worst_loss_hours"]
    state, missing = _coverage(
        inputs, any_known, any_unknown, planning, worst, missing, with_details=best.details
    )
    downtime_rate, loss_rate = _rates(inputs)
    lost = event_cost(
        downtime_cost_per_hour=downtime_rate,
        likely_hours=world.scenarios.replacement_hours,
        data_loss_cost_per_hour=loss_rate,
        mean_loss_hours=np.full((1, 1, 1, 1, 1), catalogue.value("total-loss-hours")),
        noticed_after_hours=world.scenarios.noticed_after_hours,
    )
    accepted = np.isposinf(inputs.rto_hours) & np.isposinf(inputs.rpo_hours)
    # The rank is the smaller of both values, and 1 more where all is met and both are 1.
    smaller = np.minimum(best.rank, 1.0)
    of_time, of_loss = (best.of_time, best.of_loss) if best.details else (smaller, smaller)
    others = {name: best.hours.get(name, _LEFT_OUT) for name in _OTHER_HOURS}
    return Outcomes(
        state=state,
        missing=missing,
        value=outcome_value(
            time_value=of_time,
            loss_value=of_loss,
            is_known=any_known & (state != UNCERTAIN),
            is_not_needed=accepted,
        ),
        rank=best.rank,
        event_cost=select(any_known, best.money, lost),
        copy=best.copy,
        place=best.place,
        planning_hours=planning,
        worst_loss_hours=worst,
        **others,
    )


def _coverage(
    inputs: Inputs,
    any_known: Flags,
    any_unknown: Flags,
    planning: Numbers,
    worst: Numbers,
    missing: Codes,
    *,
    with_details: bool,
) -> tuple[NDArray[Any], Codes]:
    """Return the coverage code and the bits of what is missing where it is unknown."""
    # Objectives that are not defined leave everything unknown.
    no_rto, no_rpo = np.isnan(inputs.rto_hours), np.isnan(inputs.rpo_hours)
    undefined = np.where(no_rto, int(Missing.RTO), 0) | np.where(no_rpo, int(Missing.RPO), 0)
    with np.errstate(invalid="ignore"):
        late = ~(planning <= inputs.rto_hours)
        lossy = ~(worst <= inputs.rpo_hours)
    # The codes of late, lossy and both are made so that they can be added up.
    code = late * np.int8(LATE) + lossy * np.int8(LOSSY)
    code = np.minimum(code, np.int8(LATE_AND_LOSSY))
    put(code, np.array(UNRECOVERABLE, dtype=np.int8), mask_of(~any_known, np.int8))
    doubtful = ((code != MET) & any_unknown) | (undefined > 0)
    put(code, np.array(UNCERTAIN, dtype=np.int8), mask_of(doubtful, np.int8))
    return code, select(code == UNCERTAIN, missing | undefined, 0) if with_details else missing
