"""The tables of what to do: the plan, and the gaps it closes."""

from collections.abc import Callable
from typing import Any, Final

import pandas as pd

from bcdr.model.results import WorkloadResult
from bcdr.model.vocabulary import Severity
from bcdr.study_tables_coverage import WORST_FIRST, coverage_rows, worst_outcome
from bcdr.study_tables_studied import Studied, about, blank, hours

_ROWS_BETWEEN_WORDS: Final = 64


def coverage_and_plan_tables(
    study: Studied, *, written: Callable[[int], None] | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the table of coverage and that of the plan, made in one walk over the workloads.

    `written` is told now and then how many workloads are in them; what it raises ends the walk.
    """
    coverage: list[dict[str, Any]] = []
    plan: list[dict[str, Any]] = []
    to_build = {target.name for target in study.portfolio.landscape.targets if target.is_to_build}
    for row, result in enumerate(study.workloads("none")):
        if written is not None and row % _ROWS_BETWEEN_WORDS == 0:
            written(row)
        coverage += coverage_rows(study, row, result)
        plan.append(_plan_row(study, row, result, to_build))
    return pd.DataFrame(coverage), pd.DataFrame(plan)


def _plan_row(
    study: Studied, row: int, result: WorkloadResult, to_build: set[str]
) -> dict[str, Any]:
    """Return one workload with what is recommended and what it means."""
    worst = worst_outcome(study, row, result.planned)
    wanted = result.objectives[0]
    protections = result.planned.protections
    return {
        **about(study, result),
        "hub": result.hub,
        "rto_hours": hours(wanted.rto_hours),
        "rpo_hours": hours(wanted.rpo_hours),
        "mtd_hours": hours(wanted.mtd_hours),
        "verdict": str(result.verdict),
        "verdict_reason": result.verdict_reason,
        "strategy_id": result.planned.strategy.id if protections else "",
        "strategy": result.planned.strategy.title if protections else "",
        "option": "; ".join(str(item.option) for item in protections),
        "target": "; ".join(item.target or "none" for item in protections),
        "policy": "; ".join(item.policy_text or "none" for item in protections),
        "is_to_build": any(item.target in to_build for item in protections),
        "recovery_place": worst.recovery_place,
        "worst_scenario": worst.scenario,
        "recovery_likely_hours": blank(worst.recovery_likely_hours),
        "recovery_planning_hours": blank(worst.recovery_planning_hours),
        "loss_hours": blank(worst.loss_hours),
        "evidence": str(result.planned.evidence),
        "score": float(study.plan.score[row]),
        "score_is_at_least": bool(study.plan.score_is_at_least[row]),
        "outlay_per_year": result.planned.cost.outlay_per_year,
        "expected_penalty_per_year": result.planned.cost.expected_penalty_per_year,
        "today_strategy": result.today.strategy.title if result.today.protections else "",
        "today_outlay_per_year": result.today.cost.outlay_per_year,
        "today_expected_penalty_per_year": result.today.cost.expected_penalty_per_year,
        "warnings": sum(item.severity is Severity.WARNING for item in result.planned.reasons),
    }


def gaps_table(study: Studied) -> pd.DataFrame:
    """Return the rows of the coverage table that are not covered today, worst first."""
    table = study.coverage_table()
    plan = study.plan_table().set_index("workload_id")
    gaps = table[table["today"].isin([str(state) for state in WORST_FIRST])].copy()
    weight = {str(state): place for place, state in enumerate(WORST_FIRST)}
    gaps["strategy"] = gaps["workload_id"].map(plan["strategy"])
    gaps["outlay_per_year"] = gaps["workload_id"].map(plan["outlay_per_year"])
    gaps["is_to_build"] = gaps["workload_id"].map(plan["is_to_build"])
    gaps["event_cost_today"] = gaps["today_event_cost"]
    gaps["weight"] = gaps["today"].map(weight)
    return (
        gaps.sort_values(
            ["is_binding", "criticality_rank", "weight", "event_cost_today"],
            ascending=[False, True, True, False],
            kind="stable",
        )
        .drop(columns=["weight"])
        .reset_index(drop=True)
    )
