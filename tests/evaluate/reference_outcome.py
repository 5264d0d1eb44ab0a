"""What becomes of a workload in a scenario: of all ways back the better one, and its coverage."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from bcdr.model.entries import Scenario
from bcdr.model.landscape import Target
from bcdr.model.strategy import Protection
from bcdr.model.vocabulary import Coverage, Option, Scope
from tests.evaluate.reference_book import Book, Ground
from tests.evaluate.reference_copies import Copy, copies_of, is_usable, loss_of
from tests.evaluate.reference_needs import Needs, Objectives
from tests.evaluate.reference_recovery import Time, spread_of, time_back

TIE = 1e-6
"""How far apart two values may lie and still count as equal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way back: hours until up at the planning percentile and on average, and the loss."""

    planning_hours: float
    likely_hours: float
    worst_loss_hours: float
    mean_loss_hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """The ways back that are known, and whether there may be others."""

    known: tuple[Way, ...]
    may_be_more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What becomes of a workload in one scenario; `way` is None where none is known.

    `rank` is what the way is preferred by: its value, 1 more where it meets all, -1 for none.
    """

    coverage: Coverage
    way: Way | None
    rank: float
    value: float
    event_cost: float


def objective_value(hours: float, objective: float | None, limit: float, floor: float) -> float:
    """Return 1 up to the objective, 0 from the limit, and between them by the logarithm."""
    if objective is None:
        return 0.0
    if hours <= objective:
        return 1.0
    if hours >= limit:
        return 0.0
    start = max(objective, floor)
    value = 1.0 - math.log(max(hours, start) / start) / math.log(limit / start)
    return min(1.0, max(0.0, value))


def meets(way: Way, asked: Objectives) -> bool:
    """Return whether a way back keeps both objectives; what nobody asked for is not kept."""
    return (
        asked.rto_hours is not None
        and asked.rpo_hours is not None
        and way.planning_hours <= asked.rto_hours
        and way.worst_loss_hours <= asked.rpo_hours
    )


def value_of(way: Way, asked: Objectives, floor: float) -> float:
    """Return the smaller of what its time and its loss are worth."""
    return min(
        objective_value(way.planning_hours, asked.rto_hours, asked.time_limit_hours, floor),
        objective_value(way.worst_loss_hours, asked.rpo_hours, asked.loss_limit_hours, floor),
    )


def cost_of_event(needs: Needs, scenario: Scenario, book: Book, way: Way | None) -> float:
    """Return the money of one event; without a way back as replacement and total loss."""
    asked = needs.objectives[scenario.id]
    hours = scenario.replacement_hours if way is None else way.likely_hours
    lost = book.values["total-loss-hours"] if way is None else way.mean_loss_hours
    downtime = 0.0 if asked.rto_hours == math.inf else needs.downtime_cost_per_hour
    data_loss = 0.0 if asked.rpo_hours == math.inf else needs.data_loss_cost_per_hour
    return downtime * hours + data_loss * (lost + scenario.noticed_after_hours)


def fate(needs: Needs, scenario: Scenario, book: Book, ways: Iterable[Ways]) -> Fate:
    """Return the better way back by objective value, then money, then time, and its coverage."""
    asked = needs.objectives[scenario.id]
    floor = book.values["objective-floor-hours"]
    best: tuple[float, float, Way] | None = None
    may_be_more = False
    for group in ways:
        may_be_more = may_be_more or group.may_be_more
        for way in group.known:
            rank = value_of(way, asked, floor) + meets(way, asked)
            cost = cost_of_event(needs, scenario, book, way)
            if best is None or _is_better((rank, cost, way), best):
                best = rank, cost, way
    rank, cost, way_back = best or (-1.0, cost_of_event(needs, scenario, book, None), None)
    coverage = _coverage(way_back, asked, may_be_more=may_be_more)
    value = 0.0
    if asked.is_accepted:
        value = 1.0
    elif way_back is not None and coverage is not Coverage.UNKNOWN:
        value = value_of(way_back, asked, floor)
    return Fate(coverage=coverage, way=way_back, rank=rank, value=value, event_cost=cost)


def _is_better(one: tuple[float, float, Way], other: tuple[float, float, Way]) -> bool:
    """Return whether one way back comes before another; ranks that hardly differ are equal."""
    if abs(one[0] - other[0]) > TIE:
        return one[0] > other[0]
    return (one[1], one[2].planning_hours) < (other[1], other[2].planning_hours)


def better(one: Fate, other: Fate, asked: Objectives) -> Fate:
    """Return what becomes of a workload that has two ways of recovering: the better of both.

    What one of them leaves unknown stays so unless the other meets everything.
    """
    leads = one.rank - other.rank
    first = leads > TIE or (abs(leads) <= TIE and one.event_cost <= other.event_cost)
    best = one if first else other
    in_doubt = Coverage.UNKNOWN in (one.coverage, other.coverage)
    if not in_doubt or best.coverage in (Coverage.MET, Coverage.UNKNOWN):
        return best
    value = 1.0 if asked.is_accepted else 0.0
    return replace(best, coverage=Coverage.UNKNOWN, value=value)


def _coverage(best: Way | None, asked: Objectives, *, may_be_more: bool) -> Coverage:
    """Return met where the best way is, else unknown where anything is, else what it lacks."""
    if asked.rto_hours is None or asked.rpo_hours is None:
        return Coverage.UNKNOWN
    if best is not None and meets(best, asked):
        return Coverage.MET
    if may_be_more:
        return Coverage.UNKNOWN
    if best is None:
        return Coverage.UNRECOVERABLE
    if best.worst_loss_hours <= asked.rpo_hours:
        return Coverage.LATE
    return Coverage.LOSSY if best.planning_hours <= asked.rto_hours else Coverage.LATE_AND_LOSSY


@dataclass(slots=True)
class Recoveries:
    """The ways back of one workload: those the platform gives, and those of protections.

    A recovery time does not depend on how often copies are made, so each is worked out once.
    """

    needs: Needs
    ground: Ground
    z: float
    _times: dict[tuple[Option, str | None, str], tuple[Time | None, bool]] = field(
        default_factory=dict
    )

    def by_itself(self, scenario: Scenario) -> Ways:
        """Return what needs no protection: a set that rides on, a restart, a repair, a rebuild."""
        needs, book = self.needs, self.ground.book
        known: list[Way] = []
        in_doubt = False
        is_node = scenario.scope is Scope.WORKLOAD
        if needs.is_set and (is_node or scenario.scope is Scope.VM):
            known.append(_intact(0.0, 0.0))
        elif is_node:
            known.append(_intact(*spread_of([(book.phases["hub-restart"], 1.0)], self.z)))
        elif scenario.repair_hours is not None:
            known.append(_intact(scenario.repair_hours, scenario.repair_hours))
        # A node takes no template with it, and the Hub has restarted the VM long before.
        if not needs.keeps_data and not is_node and needs.template_off_hub is not False:
            time, doubt = self._time(Option.APPLICATION_DATA_BACKUP, None, scenario)
            if time is not None and needs.template_off_hub:
                known.append(_intact(time.planning_hours, time.likely_hours))
            in_doubt = doubt if time is None else needs.template_off_hub is None
        return Ways(known=tuple(known), may_be_more=in_doubt)

    def of(self, protection: Protection) -> dict[str, Ways]:
        """Return what a protection gives in each scenario."""
        copies = copies_of(self.needs, protection, self.ground)
        return {
            scenario.id: self._of_copies(protection, copies, scenario)
            for scenario in self.ground.book.scenarios
        }

    def _of_copies(self, protection: Protection, copies: list[Copy], scenario: Scenario) -> Ways:
        known: list[Way] = []
        in_doubt = False
        for copy in copies:
            usable = is_usable(copy, self.needs, scenario, self.ground)
            if usable is False:
                continue
            time, doubt = self._time(protection.option, copy.target, scenario)
            lost = loss_of(copy, self.needs, scenario)
            if time is None and not doubt:
                continue
            if usable is None or time is None or lost is None:
                in_doubt = True
                continue
            known.append(
                Way(
                    planning_hours=time.planning_hours,
                    likely_hours=time.likely_hours,
                    worst_loss_hours=lost[0],
                    mean_loss_hours=lost[1],
                )
            )
        return Ways(known=tuple(known), may_be_more=in_doubt)

    def _time(
        self, option: Option, copy: Target | None, scenario: Scenario
    ) -> tuple[Time | None, bool]:
        key = option, None if copy is None else copy.name, scenario.id
        if key not in self._times:
            self._times[key] = time_back(self.needs, option, copy, scenario, self.ground, self.z)
        return self._times[key]


def _intact(planning_hours: float, likely_hours: float) -> Way:
    return Way(
        planning_hours=planning_hours,
        likely_hours=likely_hours,
        worst_loss_hours=0.0,
        mean_loss_hours=0.0,
    )
