"""The tables of a study: flat rows of plain values for charts, sheets and notebooks."""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

import pandas as pd

from bcdr.choose.plan import Plan
from bcdr.evaluate.assess import Assessment
from bcdr.evaluate.axes import by_scenario
from bcdr.evaluate.describe import first_reasons_of
from bcdr.evaluate.evaluation import Evaluation
from bcdr.model.catalogue import Catalogue
from bcdr.model.portfolio import Portfolio
from bcdr.model.results import AssignmentResult, Detail, Outcome, WorkloadResult
from bcdr.model.vocabulary import Coverage, Duration, Scope, Severity, Special, TargetKind


class Studied(Protocol):
    """What the tables need to know of a study."""

    @property
    def portfolio(self) -> Portfolio:
        """Return what was studied."""

    @property
    def catalogue(self) -> Catalogue:
        """Return the numbers and facts it rests on."""

    @property
    def evaluation(self) -> Evaluation:
        """Return every workload judged against every strategy."""

    @property
    def plan(self) -> Plan:
        """Return what was chosen."""

    @property
    def planned(self) -> Assessment:
        """Return the plan, assessed together."""

    def workloads(self, detail: Detail = "ranked") -> Iterator[WorkloadResult]:
        """Yield every workload's result in the order of the portfolio."""


WORST_FIRST = (
    Coverage.UNRECOVERABLE,
    Coverage.LATE_AND_LOSSY,
    Coverage.LOSSY,
    Coverage.LATE,
    Coverage.UNKNOWN,
)
"""The states of a gap in the order of their weight."""


def _hours(wanted: Duration) -> float:
    """Return hours for a table: infinite where not applicable, NaN where not defined."""
    if wanted is None:
        return float("nan")
    return float("inf") if isinstance(wanted, Special) else wanted


def _blank(value: float | None) -> float:
    return float("nan") if value is None else value


def _about(study: Studied, result: WorkloadResult) -> dict[str, Any]:
    workload = result.workload
    ranks = {tier.id: tier.rank for tier in study.catalogue.tiers}
    return {
        "workload_id": workload.id,
        "application": workload.application,
        "workload": workload.workload,
        "title": workload.title,
        "owner": workload.owner or "",
        "business_unit": workload.business_unit or "",
        "environment": workload.environment or "",
        "criticality": result.criticality_title,
        "criticality_rank": ranks.get(workload.criticality or "", len(ranks) + 1),
    }


def coverage_table(study: Studied) -> pd.DataFrame:
    """Return one row per workload and scenario."""
    rows = []
    binding = by_scenario(study.evaluation.inputs.is_binding)
    for number, result in enumerate(study.workloads("none")):
        about = _about(study, result)
        for column, scenario in enumerate(study.catalogue.scenarios):
            today, planned = result.today.outcomes[column], result.planned.outcomes[column]
            wanted = result.objectives[column]
            rows.append(
                {
                    **about,
                    "scenario": scenario.id,
                    "scenario_title": scenario.title,
                    "is_binding": bool(binding[number, column]) and scenario.in_scope,
                    "today": str(today.coverage),
                    "planned": str(planned.coverage),
                    "today_recovery_hours": _blank(today.recovery_planning_hours),
                    "planned_recovery_hours": _blank(planned.recovery_planning_hours),
                    "today_loss_hours": _blank(today.loss_hours),
                    "planned_loss_hours": _blank(planned.loss_hours),
                    "rto_hours": _hours(wanted.rto_hours),
                    "rpo_hours": _hours(wanted.rpo_hours),
                    "today_place": today.recovery_place,
                    "planned_place": planned.recovery_place,
                    "today_null_reason": today.null_reason,
                    "planned_null_reason": planned.null_reason,
                    "today_event_cost": _blank(today.event_cost),
                    "planned_event_cost": _blank(planned.event_cost),
                }
            )
    return pd.DataFrame(rows)


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


def plan_table(study: Studied) -> pd.DataFrame:
    """Return one row per workload."""
    rows = []
    to_build = {target.name for target in study.portfolio.landscape.targets if target.is_to_build}
    for row, result in enumerate(study.workloads("none")):
        worst = worst_outcome(study, row, result.planned)
        position = int(study.plan.chosen[row])
        wanted = result.objectives[0]
        protections = result.planned.protections
        judged = study.evaluation.judged
        score = float(judged.score[row, position]) if position >= 0 else float("nan")
        rows.append(
            {
                **_about(study, result),
                "hub": result.hub,
                "rto_hours": _hours(wanted.rto_hours),
                "rpo_hours": _hours(wanted.rpo_hours),
                "mtd_hours": _hours(wanted.mtd_hours),
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
                "recovery_likely_hours": _blank(worst.recovery_likely_hours),
                "recovery_planning_hours": _blank(worst.recovery_planning_hours),
                "loss_hours": _blank(worst.loss_hours),
                "evidence": str(result.planned.evidence),
                "score": score,
                "score_is_at_least": bool(judged.is_at_least[row, position])
                if position >= 0
                else False,
                "outlay_per_year": result.planned.cost.outlay_per_year,
                "expected_penalty_per_year": result.planned.cost.expected_penalty_per_year,
                "today_strategy": result.today.strategy.title if result.today.protections else "",
                "today_outlay_per_year": result.today.cost.outlay_per_year,
                "today_expected_penalty_per_year": result.today.cost.expected_penalty_per_year,
                "warnings": sum(
                    item.severity is Severity.WARNING for item in result.planned.reasons
                ),
            }
        )
    return pd.DataFrame(rows)


def gaps_table(study: Studied) -> pd.DataFrame:
    """Return the rows of the coverage table that are not covered today, worst first."""
    table = coverage_table(study)
    plan = plan_table(study).set_index("workload_id")
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


def reasons_table(study: Studied) -> pd.DataFrame:
    """Return one row per workload, option, target and reason; policies of one pair share it."""
    evaluation = study.evaluation
    protections = evaluation.strategies.protections
    routes: dict[tuple[str, str], list[int]] = {}
    for column, item in enumerate(protections):
        routes.setdefault((str(item.option), item.target or ""), []).append(column)
    rows = []
    for workload, (details, at) in zip(
        study.portfolio.workloads, evaluation.each_single(), strict=True
    ):
        for (option, target), columns in routes.items():
            found = first_reasons_of(details.case, details.rule_bits, at, columns, protections)
            rows += [
                {
                    "workload_id": workload.id,
                    "title": workload.title,
                    "option": option,
                    "target": target,
                    "code": reason.code,
                    "severity": str(reason.severity),
                    "message": reason.message,
                    "remedy": reason.remedy,
                    "source": reason.source,
                }
                for reason in found
            ]
    return pd.DataFrame(rows)


def ranked_table(study: Studied) -> pd.DataFrame:
    """Return one row per workload and ranked strategy."""
    rows = []
    for result in study.workloads():
        for item in result.ranked:
            score = item.score
            if score is None:
                continue
            rows.append(
                {
                    "workload_id": result.workload.id,
                    "title": result.workload.title,
                    "rank": item.rank,
                    "strategy_id": item.strategy.id,
                    "strategy": item.strategy.title,
                    "score": score.total,
                    "score_is_at_least": score.is_at_least,
                    "objectives": score.objectives,
                    "regulation": _blank(score.regulation),
                    "cost": _blank(score.cost),
                    "guidance": score.guidance,
                    "outlay_per_year": item.cost.outlay_per_year,
                    "expected_penalty_per_year": item.cost.expected_penalty_per_year,
                    "scenarios_met": sum(
                        outcome.coverage in (Coverage.MET, Coverage.ACCEPTED)
                        for outcome in item.outcomes
                    ),
                    "is_to_build": item.is_to_build,
                }
            )
    return pd.DataFrame(rows)


def assumptions_table(study: Studied) -> pd.DataFrame:
    """Return every number the study rests on."""
    catalogue = study.catalogue
    rows = []

    def add(kind: str, item: Any, title: str, value: float, low: float, high: float) -> None:
        rows.append(
            {
                "id": item.id,
                "title": title,
                "value": value,
                "low": low,
                "high": high,
                "unit": item.unit,
                "origin": str(getattr(item, "origin", "assumed")),
                "source": item.source,
                "date": item.date.isoformat(),
                "confidence": str(item.confidence),
                "kind": kind,
            }
        )

    for assumption in catalogue.assumptions:
        add("assumption", assumption, assumption.title, assumption.value, assumption.low,
            assumption.high)  # fmt: skip
    for phase in catalogue.phases:
        add("phase", phase, phase.title, phase.likely, phase.low, phase.high)
    for price in catalogue.prices:
        add("price", price, price.title, price.value, price.low, price.high)
    for scenario in catalogue.scenarios:
        add("scenario", scenario, f"{scenario.title}: frequency", scenario.frequency_per_year,
            scenario.frequency_low, scenario.frequency_high)  # fmt: skip
    for fact in catalogue.facts:
        if fact.value is not None:
            add("fact", fact, fact.statement, fact.value, fact.value, fact.value)
    return pd.DataFrame(rows)


def targets_table(study: Studied) -> pd.DataFrame:
    """Return one row per target with what the plan puts on it."""
    use = study.planned.targets
    return pd.DataFrame(
        [
            {
                "target": target.name,
                "kind": str(target.kind),
                "site": target.site or ("cloud" if target.kind is TargetKind.AZURE else ""),
                "jurisdiction": target.jurisdiction or "",
                "is_to_build": target.is_to_build,
                "workloads": int(use.workload_count[t]),
                "planned_tb": float(use.stored_gb[t]) / 1000.0,
                "capacity_tb": float(study.evaluation.world.capacity_gb[t]) / 1000.0,
                "planned_link_mbit_per_s": float(use.needed_mb_per_s[t]) * 8.0,
                "link_mbit_per_s": float(use.available_mb_per_s[t]) * 8.0,
                "link_share": float(use.link_share[t]),
                "fixed_cost_per_year": float(use.fixed_cost_per_year[t]),
            }
            for t, target in enumerate(study.portfolio.landscape.targets)
        ]
    )


def events_per_year(study: Studied) -> Mapping[str, float]:
    """Return expected events a year for the whole portfolio, per scenario."""
    hubs = study.portfolio.landscape.hubs
    inputs = study.evaluation.inputs
    counts = {
        Scope.APPLICATION: float(len({item.application for item in study.portfolio.workloads})),
        Scope.VM: float(inputs.vm_count.sum()),
        Scope.WORKLOAD: float(inputs.count),
        Scope.HUB: float(len(hubs)),
        Scope.SITE: float(len({hub.site or hub.name for hub in hubs})),
        Scope.REGION: float(len({hub.region or hub.name for hub in hubs})),
        Scope.ORGANISATION: 1.0,
    }
    return {
        item.id: counts[item.scope] * item.frequency_per_year if item.in_scope else 0.0
        for item in study.catalogue.scenarios
    }
