"""The tables of what to do: the plan, and the gaps it closes."""

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bcdr.evaluate.axes import Codes, by_scenario
from bcdr.evaluate.evidence import LEVELS
from bcdr.evaluate.protections import today_protections
from bcdr.evaluate.today import evidence_levels
from bcdr.model.strategy import Strategy
from bcdr.study_tables_outcomes import (
    WORST_FIRST,
    OutcomeArrays,
    worst_scenarios,
)
from bcdr.study_tables_studied import Studied, about, words

_NO_STRATEGY: Final = Strategy(())


def plan_table(study: Studied, planned: OutcomeArrays) -> pd.DataFrame:
    """Return one row per workload with what is recommended and what it means."""
    workloads, inputs = study.evaluation.inputs.workloads, study.evaluation.inputs
    verdicts = [study.verdict(row) for row in range(len(workloads))]
    warnings = [study.warning_count(row) for row in range(len(workloads))]
    strategies = [study.plan.strategy(row) or _NO_STRATEGY for row in range(len(workloads))]
    present = [Strategy(today_protections(item)) for item in workloads]
    worst = worst_scenarios(study, planned)
    levels = words(str(level) for level in LEVELS)
    shape = planned.coverage.shape

    def first(values: NDArray[Any]) -> NDArray[Any]:
        return np.broadcast_to(values, shape)[:, 0]

    return pd.DataFrame(
        {
            **about(study),
            "hub": words(item.hub for item in workloads),
            "rto_hours": first(by_scenario(inputs.rto_hours)),
            "rpo_hours": first(by_scenario(inputs.rpo_hours)),
            "mtd_hours": first(by_scenario(inputs.mtd_hours)),
            "verdict": words(str(verdict) for verdict, _ in verdicts),
            "verdict_reason": words(reason for _, reason in verdicts),
            **_described(study, strategies),
            "recovery_place": _at(planned.place, worst),
            "worst_scenario": words(item.id for item in study.catalogue.scenarios)[worst],
            "recovery_likely_hours": _at(planned.likely_hours, worst),
            "recovery_planning_hours": _at(planned.planning_hours, worst),
            "loss_hours": _at(planned.loss_hours, worst),
            "evidence": levels[evidence_levels(study.planned)],
            "score": study.plan.score.astype(np.float64),
            "score_is_at_least": study.plan.score_is_at_least,
            "outlay_per_year": study.planned.outlay_per_year,
            "expected_penalty_per_year": study.planned.expected_penalty_per_year,
            "today_strategy": _titles(present),
            "today_outlay_per_year": study.today.outlay_per_year,
            "today_expected_penalty_per_year": study.today.expected_penalty_per_year,
            "warnings": np.array(warnings, dtype=np.int64),
        }
    )


def _described(study: Studied, strategies: Sequence[Strategy]) -> dict[str, NDArray[Any]]:
    """Return the columns that say what strategies are made of, empty where there is none."""
    to_build = {target.name for target in study.portfolio.landscape.targets if target.is_to_build}

    @cache
    def told(strategy: Strategy) -> tuple[str, ...]:
        parts = strategy.protections
        return (
            strategy.id if parts else "",
            strategy.title if parts else "",
            "; ".join(str(item.option) for item in parts),
            "; ".join(item.target or "none" for item in parts),
            "; ".join(item.policy_text or "none" for item in parts),
        )

    @cache
    def is_to_build(strategy: Strategy) -> bool:
        return any(item.target in to_build for item in strategy.protections)

    found = [told(strategy) for strategy in strategies]
    names = ("strategy_id", "strategy", "option", "target", "policy")
    return {
        **{name: words(item[place] for item in found) for place, name in enumerate(names)},
        "is_to_build": np.array([is_to_build(strategy) for strategy in strategies], dtype=bool),
    }


def _titles(strategies: Sequence[Strategy]) -> NDArray[Any]:
    @cache
    def title(strategy: Strategy) -> str:
        return strategy.title if strategy.protections else ""

    return words(title(strategy) for strategy in strategies)


def _at(cells: NDArray[Any], columns: Codes) -> NDArray[Any]:
    """Return the cell of one column in every row."""
    return cells[np.arange(len(columns)), columns]


def worst_first(study: Studied, today: OutcomeArrays) -> Codes:
    """Return the workloads with a gap today by row, in the order of the table of gaps."""
    weight = np.full(today.coverage.shape, -1)
    for place, state in enumerate(WORST_FIRST):
        weight[today.coverage == state] = place
    in_scope = np.array([item.in_scope for item in study.catalogue.scenarios], dtype=bool)
    binding = by_scenario(study.evaluation.inputs.is_binding) & in_scope
    rank = np.broadcast_to(about(study)["criticality_rank"][:, None], weight.shape)
    row, column = np.nonzero(weight >= 0)
    keys = (-today.event_cost, weight, rank, ~np.broadcast_to(binding, weight.shape))
    order = row[np.lexsort([key[row, column] for key in keys])]
    return order[np.sort(np.unique(order, return_index=True)[1])]


def _gaps(study: Studied) -> pd.DataFrame:
    """Return the rows of the coverage table that are not covered today, worst first."""
    table = study.coverage_table()
    weight = {str(state): place for place, state in enumerate(WORST_FIRST)}
    gaps = table[table["today"].isin(list(weight))]
    return (
        gaps.assign(weight=gaps["today"].map(weight))
        .sort_values(
            ["is_binding", "criticality_rank", "weight", "today_event_cost"],
            ascending=[False, True, True, False],
            kind="stable",
        )
        .drop(columns=["weight"])
        .reset_index(drop=True)
    )


def gaps_table(study: Studied) -> pd.DataFrame:
    """Return what is not covered today, worst first, and what would cover it."""
    plan = study.plan_table().set_index("workload_id")
    gaps = _gaps(study)
    for name in ("strategy", "outlay_per_year", "is_to_build"):
        gaps[name] = gaps["workload_id"].map(plan[name])
    gaps["event_cost_today"] = gaps["today_event_cost"]
    return gaps
