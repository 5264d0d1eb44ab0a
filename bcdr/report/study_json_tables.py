"""The parts of a study's JSON that are rows of its tables: quantities, copies, clauses, targets."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from bcdr.report.sections.extract import Record, records
from bcdr.study import Study

FIELDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "likely_hours": ("scenarios.SCENARIO.recovery_hours.likely",),
        "planning_hours": ("scenarios.SCENARIO.recovery_hours.planning",),
        "worst_loss_hours": ("scenarios.SCENARIO.loss_hours", "copies.most_age_hours"),
        "mean_loss_hours": ("scenarios.SCENARIO.mean_loss_hours",),
        "event_cost": ("scenarios.SCENARIO.event_cost",),
        "outlay_per_year": ("outlay_per_year",),
        "expected_penalty_per_year": ("expected_penalty_per_year",),
        "score": ("score",),
        "objectives_part": ("parts.objectives",),
        "cost_part": ("parts.cost",),
        "effective_interval_hours": ("copies.interval_hours",),
        "least_lag_hours": ("copies.least_age_hours",),
        "oldest_hours": ("copies.oldest_age_hours",),
        "kept_copies": ("copies.kept_copies",),
        "stored_gb": ("copies.stored_gb",),
    }
)
"""The fields of `today`, `planned` and `ranked` that hold a number of each quantity."""

_OF_WORKLOAD: Final = frozenset({"workload_id", "application", "workload", "title", "assignment"})


def quantities_json(study: Study) -> list[dict[str, Any]]:
    """Return every quantity with unit, formula and source, and the fields that hold it."""
    return [
        {**row, "fields": list(FIELDS.get(str(row["id"]), ()))}
        for row in records(study.quantities_table())
    ]


def copies_json(study: Study) -> Mapping[tuple[str, str], list[dict[str, Any]]]:
    """Return the copies of every workload and assignment, `usable` per scenario."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in records(study.copies_table()):
        key = str(row["workload_id"]), str(row["assignment"])
        found.setdefault(key, []).append(_copy(row, study.scenario_ids))
    return found


def _copy(row: Record, scenarios: tuple[str, ...]) -> dict[str, Any]:
    kept = {name: value for name, value in row.items() if name not in {*_OF_WORKLOAD, *scenarios}}
    return {
        **kept,
        "missing": str(row["missing"] or "").split("; ") if row["missing"] else [],
        "usable": {scenario: row[scenario] for scenario in scenarios},
    }


def clauses_json(study: Study) -> Mapping[str, list[dict[str, Any]]]:
    """Return how today and the plan of every workload stand to what applies to it."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in records(study.regulation_table()):
        clause = {name: value for name, value in row.items() if name not in _OF_WORKLOAD}
        missing = str(row["missing"]).split("; ") if row["missing"] else []
        found.setdefault(str(row["workload_id"]), []).append({**clause, "missing": missing})
    return found


def target_costs_json(study: Study) -> list[dict[str, Any]]:
    """Return what each target costs by component, today and planned."""
    return [dict(row) for row in records(study.target_cost_table())]
