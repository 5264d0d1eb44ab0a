"""The table of coverage: every workload in every scenario, today beside the plan."""

from typing import Any

from bcdr.evaluate.axes import by_scenario
from bcdr.model.results import AssignmentResult, Outcome, WorkloadResult
from bcdr.model.vocabulary import Coverage
from bcdr.study_tables_studied import Studied, about, blank, hours

WORST_FIRST = (
    Coverage.UNRECOVERABLE,
    Coverage.LATE_AND_LOSSY,
    Coverage.LOSSY,
    Coverage.LATE,
    Coverage.UNKNOWN,
)
"""The states of a gap in the order of their weight."""


def coverage_rows(study: Studied, row: int, result: WorkloadResult) -> list[dict[str, Any]]:
    """Return one row per scenario of a workload, today beside the plan."""
    binding = by_scenario(study.evaluation.inputs.is_binding)[row]
    known = about(study, result)
    rows = []
    for column, scenario in enumerate(study.catalogue.scenarios):
        today, planned = result.today.outcomes[column], result.planned.outcomes[column]
        wanted = result.objectives[column]
        rows.append(
            {
                **known,
                "scenario": scenario.id,
                "scenario_title": scenario.title,
                "is_binding": bool(binding[column]) and scenario.in_scope,
                "today": str(today.coverage),
                "planned": str(planned.coverage),
                "today_recovery_hours": blank(today.recovery_planning_hours),
                "planned_recovery_hours": blank(planned.recovery_planning_hours),
                "today_loss_hours": blank(today.loss_hours),
                "planned_loss_hours": blank(planned.loss_hours),
                "rto_hours": hours(wanted.rto_hours),
                "rpo_hours": hours(wanted.rpo_hours),
                "today_place": today.recovery_place,
                "planned_place": planned.recovery_place,
                "today_null_reason": today.null_reason,
                "planned_null_reason": planned.null_reason,
                "today_event_cost": blank(today.event_cost),
                "planned_event_cost": blank(planned.event_cost),
            }
        )
    return rows


def worst_outcome(study: Studied, row: int, assigned: AssignmentResult) -> Outcome:
    """Return the outcome that weighs most over the binding scenarios, else over all in scope."""
    binding = by_scenario(study.evaluation.inputs.is_binding)[row]
    in_scope = [item.in_scope for item in study.catalogue.scenarios]
    candidates = [
        outcome
        for outcome, binds, looked_at in zip(assigned.outcomes, binding, in_scope, strict=True)
        if binds and looked_at
    ] or list(assigned.outcomes)

    def weight(outcome: Outcome) -> tuple[int, float, float]:
        state = (
            len(WORST_FIRST) - WORST_FIRST.index(outcome.coverage)
            if outcome.coverage in WORST_FIRST
            else 0
        )
        return (state, outcome.recovery_planning_hours or 0.0, outcome.loss_hours or 0.0)

    return max(candidates, key=weight)
