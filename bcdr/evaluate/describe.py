"""Turns arrays into what people read: outcomes, reasons, costs, scores of one workload."""

from collections.abc import Iterable

import numpy as np

from bcdr.evaluate.assess import Assessment
from bcdr.evaluate.axes import LEVEL, Codes, Flags, by_scenario, by_workload
from bcdr.evaluate.copies import Copies
from bcdr.evaluate.cost import COMPONENTS, Costs
from bcdr.evaluate.evaluation import Evaluation
from bcdr.evaluate.inputs import ASSUMED, FROM_TIER, ORIGINS, Inputs
from bcdr.evaluate.missing import NO_COPY_LEFT, Missing, missing_inputs, missing_sentence
from bcdr.evaluate.outcomes import (
    LATE,
    LATE_AND_LOSSY,
    LOSSY,
    MET,
    UNCERTAIN,
    UNRECOVERABLE,
    Outcomes,
)
from bcdr.evaluate.rules import RULES, Case
from bcdr.evaluate.times import REPLACED_HUB, SOURCE_HUB
from bcdr.evaluate.ways import PLATFORM, TEMPLATE
from bcdr.evaluate.world import World
from bcdr.model.results import Cost, Objectives, Outcome, Reason, Score
from bcdr.model.strategy import Protection
from bcdr.model.vocabulary import Coverage, Duration, Evidence, Special

COVERAGE = {
    MET: Coverage.MET,
    UNCERTAIN: Coverage.UNKNOWN,
    LATE: Coverage.LATE,
    LOSSY: Coverage.LOSSY,
    LATE_AND_LOSSY: Coverage.LATE_AND_LOSSY,
    UNRECOVERABLE: Coverage.UNRECOVERABLE,
}
NEVER_UP = "What it depends on is unrecoverable."


def coverage_of(code: int, *, in_scope: bool, accepted: bool) -> Coverage:
    """Return the coverage state of a code; what is accepted or out of scope says so."""
    if not in_scope:
        return Coverage.OUT_OF_SCOPE
    state = COVERAGE[code]
    return Coverage.ACCEPTED if accepted and state is not Coverage.MET else state


def accepted_flags(evaluation: Evaluation) -> Flags:
    """Return along workload and scenario where nobody needs it back or a decision accepts it."""
    inputs = evaluation.inputs
    decided = evaluation.basis.accepted_flags([item.id for item in inputs.workloads])
    unneeded = np.isposinf(inputs.rto_hours) & np.isposinf(inputs.rpo_hours)
    return np.asarray(by_scenario(unneeded) | decided.reshape(-1, 1))


def objectives_of(inputs: Inputs, scenarios: Iterable[str], row: int) -> tuple[Objectives, ...]:
    """Return the objectives of one workload in every scenario."""
    found = []
    for f, scenario in enumerate(scenarios):
        weakest = max(
            int(by_scenario(inputs.origins[name])[row, f]) for name in ("rto_hours", "rpo_hours")
        )
        found.append(
            Objectives(
                scenario=scenario,
                rto_hours=_duration(by_scenario(inputs.rto_hours)[row, f]),
                rpo_hours=_duration(by_scenario(inputs.rpo_hours)[row, f]),
                mtd_hours=_duration(by_scenario(inputs.mtd_hours)[row, f]),
                origin=ORIGINS[weakest],
            )
        )
    return tuple(found)


def _duration(hours: float) -> Duration:
    if np.isnan(hours):
        return None
    return Special.NOT_APPLICABLE if np.isposinf(hours) else float(hours)


def number(value: float) -> float | None:
    """Return a number, None where it is unknown or infinite."""
    return float(value) if np.isfinite(value) else None


def describe_outcome(
    *,
    outcomes: Outcomes,
    copies: Copies,
    protections: tuple[Protection, ...],
    world: World,
    scenario: str,
    hub: str,
    row: int,
    column: int,
    coverage: Coverage,
    likely: float,
    planning: float,
    event_cost: float,
    missing: int,
    is_assumed: bool,
    because: str = "",
    evidence: Evidence = Evidence.MODELLED,
    evidence_reason: str = "",
) -> Outcome:
    """Return one outcome in words and numbers."""
    copy = int(by_scenario(outcomes.copy)[row, column])
    place = int(by_scenario(outcomes.place)[row, column])
    unknown = coverage is Coverage.UNKNOWN
    gone = int(by_scenario(outcomes.state)[row, column]) == UNRECOVERABLE
    null_reason = ""
    if gone:
        null_reason = NO_COPY_LEFT
    elif missing:
        null_reason = missing_sentence(missing)
    elif not np.isfinite(planning):
        null_reason = NEVER_UP
    # What is unrecoverable, be it with its application, is never a number of hours.
    gone = gone or coverage is Coverage.UNRECOVERABLE
    shows = not gone and not (unknown and missing & ~int(Missing.RTO | Missing.RPO))
    return Outcome(
        scenario=scenario,
        coverage=coverage,
        recovery_likely_hours=number(likely) if shows else None,
        recovery_planning_hours=number(planning) if shows else None,
        loss_hours=number(by_scenario(outcomes.worst_loss_hours)[row, column]) if shows else None,
        mean_loss_hours=number(by_scenario(outcomes.mean_loss_hours)[row, column])
        if shows
        else None,
        recovery_place=place_name(world, place, hub) if shows and place >= 0 else "",
        copy=_copy_name(copy, copies, protections, world) if shows else "",
        null_reason=null_reason or because,
        missing=missing_inputs(missing),
        is_assumed=is_assumed,
        event_cost=number(event_cost),
        evidence=evidence,
        evidence_reason=evidence_reason,
    )


def place_name(world: World, place: int, hub: str) -> str:
    """Return the name of a recovery place for a workload on a Hub."""
    if place == SOURCE_HUB:
        return hub
    return f"{hub}, replaced" if place == REPLACED_HUB else world.place_names[place]


def _copy_name(copy: int, copies: Copies, protections: tuple[Protection, ...], world: World) -> str:
    if copy == PLATFORM:
        return "the Hub itself"
    if copy == TEMPLATE:
        return "its template"
    levels = copies.target.shape[LEVEL]
    slot, level = divmod(copy, levels)
    if copy < 0 or slot >= len(protections):
        return ""
    if level == 0:
        return protections[slot].title
    code = world.copies_to[[t.name for t in world.targets].index(protections[slot].target or "")]
    return f"{protections[slot].title}, copied on to {world.targets[int(code)].name}"


def is_assumed(inputs: Inputs, row: int) -> bool:
    """Return whether anything that times and losses rest on was assumed for a workload."""
    names = ("daily_change_share", "vm_count", "stateful")
    if any(int(by_workload(inputs.origins[name])[row]) == ASSUMED for name in names):
        return True
    return bool((by_scenario(inputs.origins["rto_hours"])[row] == FROM_TIER).any())


def reasons_of(
    case: Case, bits: Codes, row: int, columns: Iterable[int], protections: tuple[Protection, ...]
) -> tuple[Reason, ...]:
    """Return every reason for or against the protections in some columns of one row."""
    return tuple(
        _reason(case, row, column, position, protection)
        for column, protection in zip(columns, protections, strict=True)
        for position in _positions(int(bits[row, column]))
    )


def first_reasons_of(
    case: Case, bits: Codes, row: int, columns: Iterable[int], protections: tuple[Protection, ...]
) -> tuple[Reason, ...]:
    """Return each kind of reason once, from the first of the columns it holds in."""
    found: dict[int, Reason] = {}
    for column in columns:
        for position in _positions(int(bits[row, column])):
            if position not in found:
                found[position] = _reason(case, row, column, position, protections[column])
    return tuple(found[position] for position in sorted(found))


def _positions(word: int) -> tuple[int, ...]:
    return tuple(position for position in range(len(RULES)) if word & (1 << position))


def _reason(case: Case, row: int, column: int, position: int, protection: Protection) -> Reason:
    rule = RULES[position]
    message, remedy = rule.words(case, row, column)
    return Reason(
        code=rule.code,
        severity=rule.severity,
        message=message,
        remedy=remedy,
        source=rule.sources(case, row, column),
        protection=protection.id,
    )


def cost_of(costs: Costs, row: int, columns: Iterable[int], penalty: float) -> Cost:
    """Return outlay by component over some columns of one row, and the penalty."""
    some = tuple(columns)
    amounts = costs.amounts(row, some).sum(axis=0)
    return Cost(
        components={name: float(amount) for name, amount in zip(COMPONENTS, amounts, strict=True)},
        outlay_per_year=float(costs.outlay_per_year[row, list(some)].sum()),
        expected_penalty_per_year=penalty,
    )


def score_of(
    evaluation: Evaluation, row: int, position: int, missing: tuple[str, ...]
) -> Score | None:
    """Return the score of one strategy with its parts, None where it is refused."""
    judged = evaluation.judged_at(row)
    if not judged.is_feasible[0, position]:
        return None
    return Score(
        total=float(judged.score[0, position]),
        objectives=float(judged.objectives[0, position]),
        regulation=number(judged.regulation[0, position]),
        cost=number(judged.cost[0, position]),
        guidance=float(judged.guidance[0, position]),
        is_at_least=bool(judged.is_at_least[0, position]),
        missing=missing,
    )


def because_of(assessment: Assessment, row: int, column: int) -> str:
    """Return why a workload that is fine by itself does not count as met, in words."""
    if assessment.own_state[row, column] != MET or assessment.state[row, column] == MET:
        limiting = int(assessment.limiting[row, column])
        if limiting >= 0 and assessment.state[row, column] != MET:
            title = assessment.case.inputs.workloads[limiting].title
            return f"It waits for {title}."
        return ""
    application = assessment.applications[int(assessment.application_of[row])]
    members = assessment.groups.members(int(assessment.application_of[row]))
    event = assessment.events.of_workload[:, column]
    unplaced = assessment.events.is_unplaced[members, column].any()
    slow = [
        assessment.case.inputs.workloads[int(n)].title
        for n in members
        if assessment.own_state[n, column] != MET and (unplaced or event[n] == event[row])
    ]
    return f"It is up in time, but {application} is not: {', '.join(slow[:3])}."
