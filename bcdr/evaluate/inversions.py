"""Inversions: what is held up by a dependency slower than itself, and what would close the gap."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bcdr.evaluate.assess import Assessment
from bcdr.evaluate.axes import SCENARIO, Codes, Flags, Numbers, by_protection, by_scenario
from bcdr.evaluate.dependencies import circles
from bcdr.evaluate.evaluation import CHUNK, Evaluation
from bcdr.evaluate.outcomes import MET, TIE, UNRECOVERABLE
from bcdr.evaluate.strategies import Details
from bcdr.model.results import Inversion


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """Every dependency that is up later than what waits for it would be by itself (g).

    `waiting` and `needed` are workloads, `scenario` the column; hours are at the planning
    percentile.
    """

    waiting: Codes
    needed: Codes
    scenario: Codes
    needed_hours: Numbers
    own_hours: Numbers


def gaps(assessment: Assessment) -> Gaps:
    """Return the inversions of an assignment in scenarios in scope, the largest gap first.

    Only where both times are known: what waits for something unknown or unrecoverable is that
    itself, and says so.
    """
    order = assessment.order
    own = by_scenario(assessment.outcomes.planning_hours)
    in_scope = np.array([item.in_scope for item in assessment.case.catalogue.scenarios])
    theirs, mine = assessment.planning_hours[order.needed], own[order.waiting]
    with np.errstate(invalid="ignore"):
        edge, column = np.nonzero(order.is_hit & in_scope & (theirs > mine))
    needed_hours, own_hours = theirs[edge, column], mine[edge, column]
    largest = np.argsort(own_hours - needed_hours, kind="stable")
    return Gaps(
        waiting=order.waiting[edge][largest],
        needed=order.needed[edge][largest],
        scenario=column[largest],
        needed_hours=needed_hours[largest],
        own_hours=own_hours[largest],
    )


def inversions(evaluation: Evaluation, assessment: Assessment) -> tuple[Inversion, ...]:
    """Return the inversions with what it would cost to close each, the largest gap first.

    A gap is closed by the cheapest feasible strategy of the dependency that is up, by itself, no
    later than what waits for it, and leaves no more binding scenarios unrecoverable or not met
    than its present one. Links and places that others fill are not looked at.
    """
    found = gaps(assessment)
    position, extra = _closing(evaluation, assessment, found)
    workloads, scenarios = evaluation.inputs.workloads, evaluation.catalogue.scenarios
    rto = by_scenario(evaluation.inputs.rto_hours)[found.waiting, found.scenario]
    waits = assessment.planning_hours[found.waiting, found.scenario]
    return tuple(
        Inversion(
            workload=workloads[found.waiting[g]].id,
            needed=workloads[found.needed[g]].id,
            scenario=scenarios[found.scenario[g]].id,
            needed_hours=float(found.needed_hours[g]),
            own_hours=float(found.own_hours[g]),
            rto_hours=float(rto[g]) if np.isfinite(rto[g]) else None,
            gap_hours=float(found.needed_hours[g] - found.own_hours[g]),
            is_late=bool(waits[g] > rto[g] >= found.own_hours[g]),
            closing_strategy=None
            if position[g] < 0
            else evaluation.strategies.strategy(int(position[g])),
            closing_cost_per_year=None if position[g] < 0 else float(extra[g]),
        )
        for g in range(len(found.waiting))
    )


def _closing(evaluation: Evaluation, assessment: Assessment, found: Gaps) -> tuple[Codes, Numbers]:
    """Return for each gap the strategy that closes it (-1 none) and its outlay less the present."""
    position = np.full(len(found.waiting), -1, dtype=np.int64)
    extra = np.full(len(found.waiting), np.nan)
    rows, place = np.unique(found.needed, return_inverse=True)
    present = assessment.outlay_per_year
    lost, unmet = _present(evaluation, assessment)
    for start in range(0, len(rows), CHUNK):
        some = rows[start : start + CHUNK]
        details, judged = evaluation.look(some)
        for g in np.flatnonzero((place >= start) & (place < start + len(some))).tolist():
            row, at = int(found.needed[g]), int(place[g]) - start
            hours = _strategy_hours(evaluation, details, at, int(found.scenario[g]))
            with np.errstate(invalid="ignore"):
                fits = judged.is_feasible[at] & (hours <= found.own_hours[g])
            fits &= judged.binding_unrecoverable[at] <= lost[row]
            fits &= judged.binding_not_met[at] <= unmet[row]
            if fits.any():
                outlay = np.where(fits, judged.outlay_per_year[at], np.inf)
                position[g] = int(np.argmin(outlay))
                extra[g] = float(outlay[position[g]]) - present[row]
    return position, extra


def _present(evaluation: Evaluation, assessment: Assessment) -> tuple[Codes, Codes]:
    """Return per workload its binding scenarios that are unrecoverable, and that are not met."""
    inputs, state = evaluation.inputs, by_scenario(assessment.outcomes.state)
    unneeded = np.isposinf(inputs.rto_hours) & np.isposinf(inputs.rpo_hours)
    counts = by_scenario(inputs.is_binding & inputs.is_in_scope & ~unneeded)
    return (
        (counts & (state == UNRECOVERABLE)).sum(axis=1),
        (counts & (state != MET)).sum(axis=1),
    )


def _strategy_hours(evaluation: Evaluation, details: Details, at: int, scenario: int) -> Numbers:
    """Return planning hours of every strategy of one workload in a scenario.

    The way back of a pair is the preferred one of its parts, then the cheaper one.
    """
    first, second = evaluation.strategies.first, evaluation.strategies.second
    outcomes = details.outcomes

    def here(array: NDArray[Any]) -> NDArray[Any]:
        whole = np.broadcast_to(array, outcomes.rank.shape)
        return np.asarray(by_protection(np.take(whole, [scenario], axis=SCENARIO))[at])

    rank, money, hours = (
        here(array) for array in (outcomes.rank, outcomes.event_cost, outcomes.planning_hours)
    )
    lead = rank[first] - rank[second]
    takes_first: Flags = (lead > TIE) | ((lead >= -TIE) & (money[first] <= money[second]))
    return np.where(takes_first, hours[first], hours[second])


def circle_titles(assessment: Assessment) -> tuple[tuple[str, ...], ...]:
    """Return circles of dependencies as titles; each waits for the next, the last for the first."""
    workloads = assessment.case.inputs.workloads
    return tuple(
        tuple(workloads[row].title for row in circle) for circle in circles(assessment.order)
    )
