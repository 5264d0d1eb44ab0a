"""The parts of a study's JSON: strategies, workloads with their outcomes, applications.

A value that is unknown or does not exist is null, and a reason stands beside it.
"""

import math
from collections.abc import Iterable, Mapping
from typing import Any, Final

from bcdr.model.results import (
    ApplicationOutcome,
    ApplicationResult,
    AssignmentResult,
    Objectives,
    Outcome,
    Reason,
    Score,
    StrategyResult,
    WorkloadResult,
)
from bcdr.model.strategy import Protection, Strategy
from bcdr.model.vocabulary import Coverage, Duration, Special

_NULL_WORDS: Final[Mapping[Coverage, str]] = {
    Coverage.UNRECOVERABLE: "No copy survives.",
    Coverage.UNKNOWN: "An input is missing.",
}


def strategy_json(strategy: Strategy) -> dict[str, Any]:
    """Return a strategy with its id, by which it is named elsewhere."""
    return {"id": strategy.id, "protections": _protections(strategy.protections)}


def _protections(protections: Iterable[Protection]) -> list[dict[str, Any]]:
    return [
        {
            "option": str(item.option),
            "target": item.target,
            "mode": str(item.mode),
            "interval_hours": number_json(item.interval_hours),
            "retention_days": number_json(item.retention_days),
        }
        for item in protections
    ]


def workload_json(
    result: WorkloadResult,
    copies: Mapping[tuple[str, str], list[dict[str, Any]]],
    clauses: Mapping[str, list[dict[str, Any]]],
) -> dict[str, Any]:
    """Return everything that is said of one workload.

    `copies` are by workload and assignment, `clauses` by workload.
    """
    id_ = result.workload.id
    return {
        "id": id_,
        "application": result.workload.application,
        "workload": result.workload.workload,
        "objectives": {item.scenario: _objectives(item) for item in result.objectives},
        "today": _assignment(result.today, copies.get((id_, "today"), [])),
        "planned": _assignment(result.planned, copies.get((id_, "planned"), [])),
        "recommended": {
            "strategy": None if result.recommended is None else result.recommended.id,
            "verdict": str(result.verdict),
            "verdict_reason": result.verdict_reason,
        },
        "feasible_count": result.feasible_count,
        "refused_count": result.refused_count,
        "clauses": clauses.get(id_, []),
        "ranked": [_ranked(item) for item in result.ranked],
    }


def _objectives(item: Objectives) -> dict[str, Any]:
    """Return objectives in hours; what has no hours is null, with the reason by field."""
    wanted: dict[str, Duration] = {
        "rto_hours": item.rto_hours,
        "rpo_hours": item.rpo_hours,
        "mtd_hours": item.mtd_hours,
    }
    return {
        **{
            name: None if isinstance(hours, Special) else number_json(hours)
            for name, hours in wanted.items()
        },
        "origin": item.origin,
        "null_reasons": {
            name: str(hours) if isinstance(hours, Special) else "not given"
            for name, hours in wanted.items()
            if hours is None or isinstance(hours, Special)
        },
    }


def _assignment(result: AssignmentResult, copies: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "protections": _protections(result.protections),
        "reasons": _reasons(result.reasons),
        "scenarios": {item.scenario: _outcome(item) for item in result.outcomes},
        "copies": copies,
        "components": {
            name: number_json(amount) for name, amount in result.cost.components.items()
        },
        "outlay_per_year": number_json(result.cost.outlay_per_year),
        "expected_penalty_per_year": number_json(result.cost.expected_penalty_per_year),
        "evidence": str(result.evidence),
    }


def _ranked(item: StrategyResult) -> dict[str, Any]:
    score = item.score
    return {
        "strategy": item.strategy.id,
        "rank": item.rank,
        "feasible": item.is_feasible,
        "to_build": item.is_to_build,
        "reasons": _reasons(item.reasons),
        "scenarios": {outcome.scenario: _brief(outcome) for outcome in item.outcomes},
        "outlay_per_year": number_json(item.cost.outlay_per_year),
        "expected_penalty_per_year": number_json(item.cost.expected_penalty_per_year),
        "score": None if score is None else number_json(score.total),
        "score_is_at_least": None if score is None else score.is_at_least,
        "parts": None if score is None else _parts(score),
        "null_reason": None if score is not None else "A refused strategy has no score.",
    }


def _parts(score: Score) -> dict[str, float | None]:
    """Return the parts of a score; one that is not applicable is null."""
    return {
        "objectives": number_json(score.objectives),
        "regulation": number_json(score.regulation),
        "cost": number_json(score.cost),
        "guidance": number_json(score.guidance),
    }


def _reasons(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    return [
        {
            "code": item.code,
            "severity": str(item.severity),
            "message": item.message,
            "remedy": item.remedy,
            "source": item.source,
            "protection": item.protection,
        }
        for item in reasons
    ]


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        **_brief(outcome),
        "mean_loss_hours": number_json(outcome.mean_loss_hours),
        "copy": outcome.copy or None,
        "missing": list(outcome.missing),
        "is_assumed": outcome.is_assumed,
        "event_cost": number_json(outcome.event_cost),
        "evidence": str(outcome.evidence),
        "evidence_reason": outcome.evidence_reason or None,
    }


def _brief(outcome: Outcome) -> dict[str, Any]:
    """Return an outcome as it stands under the many strategies of `ranked`."""
    # What waits for something that never comes back has hours of its own that are no use.
    gone = outcome.coverage is Coverage.UNRECOVERABLE
    hours = (
        None if gone else outcome.recovery_likely_hours,
        None if gone else outcome.recovery_planning_hours,
        None if gone else outcome.loss_hours,
    )
    reason = outcome.null_reason or None
    if reason is None and None in hours:
        reason = _NULL_WORDS.get(outcome.coverage, "It is not known.")
    return {
        "recovery_hours": {"likely": number_json(hours[0]), "planning": number_json(hours[1])},
        "loss_hours": number_json(hours[2]),
        "recovery_place": outcome.recovery_place or None,
        "coverage": str(outcome.coverage),
        "null_reason": reason,
    }


def application_json(result: ApplicationResult) -> dict[str, Any]:
    """Return an application over its workloads, today and as planned."""
    return {
        "application": result.application,
        "workloads": list(result.workload_ids),
        "today": _application(result.today),
        "planned": _application(result.planned),
    }


def _application(outcomes: Iterable[ApplicationOutcome]) -> dict[str, Any]:
    return {
        item.scenario: {
            "recovery_hours": number_json(item.recovery_hours),
            "coverage": str(item.coverage),
            "critical_path": list(item.critical_path),
            "event_cost": number_json(item.event_cost),
            "is_mtd_broken": item.is_mtd_broken,
            "null_reason": _NULL_WORDS.get(item.coverage, "It is not known.")
            if item.recovery_hours is None
            else None,
        }
        for item in outcomes
    }


def number_json(value: float | None) -> float | None:
    """Return a number as JSON can hold it; one that is infinite or none is a fault of ours."""
    if value is not None and not math.isfinite(value):
        raise ValueError(f"{value} is no number of a study: it should be None with a reason.")
    return value
