"""The tables of coverage and plan say what the records of the workloads say, row by row."""

import datetime
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from bcdr.evaluate.axes import by_scenario
from bcdr.model.portfolio import Decision, PolicyRule, Workload
from bcdr.model.results import AssignmentResult, Outcome, WorkloadResult
from bcdr.model.vocabulary import Coverage, DecisionKind, Duration, Severity, Special
from bcdr.study import Study, run_study
from bcdr.study_decided import with_decisions
from tests.factories import (
    AS_OF,
    current,
    hub,
    knowledge,
    portfolio,
    second_hub,
    settings,
    target,
    workload,
)

WEIGHTS = {
    Coverage.UNRECOVERABLE: 5, Coverage.LATE_AND_LOSSY: 4, Coverage.LOSSY: 3, Coverage.LATE: 2,
    Coverage.UNKNOWN: 1,
}  # fmt: skip


def all_kinds() -> tuple[Workload, ...]:
    """Workloads of every fate: met, late, lossy, unknown, accepted, held up, crowded, refused."""
    return (
        workload("Shop", "Database", rto_hours=4.0, rpo_hours=1.0, current=(current(),)),
        workload("Shop", "Web", rto_hours=90.0, current=(current(every=None),)),
        workload("Ledger", rto_hours=1.0, rpo_hours=0.1, data_gb=4000.0, criticality="minor"),
        workload("Payroll", data_gb=None, owner=None, business_unit="Finance"),
        workload("Archive", rto_hours=None, rpo_hours=None, current=(current(to="Elsewhere"),)),
        workload("Sandbox", rto_hours=Special.NOT_APPLICABLE, rpo_hours=Special.NOT_APPLICABLE),
        workload("Mail", hub=None, current=(current(), current(to="Vault", every=4.0))),
        workload("Site", native_replication=True, hub="South", current=(current(),)),
        workload("Wiki", "Pages", rto_hours=200.0, rpo_hours=1.0, current=(current(),)),
        workload("Wiki", "Search", rto_hours=200.0, rpo_hours=90.0, current=(current(),)),
        workload("Old", rto_hours=2.0, rpo_hours=2.0, multi_writer=True),
    )


def decision(name: str, kind: DecisionKind, **given: Any) -> Decision:
    known = {"decided_by": "Ana", "date": AS_OF, "reason": "agreed"}
    return Decision(workload_id=name, kind=kind, **known | given)


def studied(case: str) -> Study:
    """The study of all kinds, with what the case adds."""
    catalogue = knowledge()
    rules: tuple[PolicyRule, ...] = ()
    decisions: tuple[Decision, ...] = ()
    if case == "out of scope":
        one = catalogue.scenarios[0]
        catalogue = catalogue.with_entries(scenarios=(replace(one, in_scope=False),))
    if case == "decided":
        decisions = (
            decision("Ledger", DecisionKind.ACCEPT_GAP, until=AS_OF + datetime.timedelta(days=9)),
            decision("Site", DecisionKind.KEEP_TODAY),
            decision("Old", DecisionKind.OVERRIDE_RULE, rule="Often"),
        )
    if case in ("ruled", "decided"):
        rules = (PolicyRule(name="Often", parameter="interval_hours", operator="<=", value=4.0),)
    regimes = ("DORA",) if case == "regulated" else ()
    given = portfolio(
        *(replace(item, regulations=regimes) for item in all_kinds()),
        hubs=(hub(), hub("South", jurisdiction="NL", free_vcpu=None)),
        targets=(
            target(capacity_tb=0.5, link_mbit_per_s=3.0), second_hub(vcpu=5.0, memory_gb=None),
        ),
        edges=(("Shop / Database", "Ledger"), ("Site", "Mail"), ("Mail", "Site")),
        rules=rules,
        decisions=decisions,
    )  # fmt: skip
    return with_decisions(run_study(given, settings(), catalogue))


@pytest.fixture(scope="module", params=["plain", "out of scope", "ruled", "regulated", "decided"])
def study(request: pytest.FixtureRequest) -> Study:
    """A study with as many kinds of outcome as possible."""
    return studied(request.param)


def same(found: pd.DataFrame, rows: Iterable[dict[str, Any]]) -> None:
    expected = pd.DataFrame(list(rows))
    pd.testing.assert_frame_equal(found, expected, rtol=1e-9, check_exact=False)


def hours(wanted: Duration) -> float:
    if wanted is None:
        return float("nan")
    return float("inf") if isinstance(wanted, Special) else wanted


def blank(value: float | None) -> float:
    return float("nan") if value is None else value


def about(study: Study, result: WorkloadResult) -> dict[str, Any]:
    item = result.workload
    ranks = {tier.id: tier.rank for tier in study.catalogue.tiers}
    return {
        "workload_id": item.id,
        "application": item.application,
        "workload": item.workload,
        "title": item.title,
        "owner": item.owner or "",
        "business_unit": item.business_unit or "",
        "environment": item.environment or "",
        "criticality": result.criticality_title,
        "criticality_rank": ranks.get(item.criticality or "", len(ranks) + 1),
    }


def binding(study: Study, row: int) -> list[bool]:
    flags = by_scenario(study.evaluation.inputs.is_binding)[row]
    return [bool(flag) and item.in_scope
            for flag, item in zip(flags, study.catalogue.scenarios, strict=True)]  # fmt: skip


def worst(study: Study, row: int, assigned: AssignmentResult) -> Outcome:
    looked_at = [item for item, binds in zip(assigned.outcomes, binding(study, row), strict=True)
                 if binds] or list(assigned.outcomes)  # fmt: skip
    return max(
        looked_at,
        key=lambda item: (
            WEIGHTS.get(item.coverage, 0),
            item.recovery_planning_hours or 0.0,
            item.loss_hours or 0.0,
        ),
    )


def test_coverage_is_that_of_the_records(study: Study) -> None:
    rows = []
    for row, result in enumerate(study.workloads("none")):
        for column, scenario in enumerate(study.catalogue.scenarios):
            today, planned = result.today.outcomes[column], result.planned.outcomes[column]
            rows.append(
                {
                    **about(study, result),
                    "scenario": scenario.id,
                    "scenario_title": scenario.title,
                    "is_binding": binding(study, row)[column],
                    "today": str(today.coverage),
                    "planned": str(planned.coverage),
                    "today_recovery_hours": blank(today.recovery_planning_hours),
                    "planned_recovery_hours": blank(planned.recovery_planning_hours),
                    "today_loss_hours": blank(today.loss_hours),
                    "planned_loss_hours": blank(planned.loss_hours),
                    "rto_hours": hours(result.objectives[column].rto_hours),
                    "rpo_hours": hours(result.objectives[column].rpo_hours),
                    "today_place": today.recovery_place,
                    "planned_place": planned.recovery_place,
                    "today_null_reason": today.null_reason,
                    "planned_null_reason": planned.null_reason,
                    "today_event_cost": blank(today.event_cost),
                    "planned_event_cost": blank(planned.event_cost),
                }
            )
    same(study.coverage_table(), rows)


def test_the_plan_is_that_of_the_records(study: Study) -> None:
    rows = []
    to_build = {item.name for item in study.portfolio.landscape.targets if item.is_to_build}
    for row, result in enumerate(study.workloads("none")):
        parts, found = result.planned.protections, worst(study, row, result.planned)
        score = study.plan.score[row]
        rows.append(
            {
                **about(study, result),
                "hub": result.hub,
                "rto_hours": hours(result.objectives[0].rto_hours),
                "rpo_hours": hours(result.objectives[0].rpo_hours),
                "mtd_hours": hours(result.objectives[0].mtd_hours),
                "verdict": str(result.verdict),
                "verdict_reason": result.verdict_reason,
                "strategy_id": result.planned.strategy.id if parts else "",
                "strategy": result.planned.strategy.title if parts else "",
                "option": "; ".join(str(item.option) for item in parts),
                "target": "; ".join(item.target or "none" for item in parts),
                "policy": "; ".join(item.policy_text or "none" for item in parts),
                "is_to_build": any(item.target in to_build for item in parts),
                "recovery_place": found.recovery_place,
                "worst_scenario": found.scenario,
                "recovery_likely_hours": blank(found.recovery_likely_hours),
                "recovery_planning_hours": blank(found.recovery_planning_hours),
                "loss_hours": blank(found.loss_hours),
                "evidence": str(result.planned.evidence),
                "score": float(score),
                "score_is_at_least": bool(study.plan.score_is_at_least[row]),
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
    same(study.plan_table(), rows)


def test_the_ranked_are_those_of_the_records(study: Study) -> None:
    rows = [
        {
            "workload_id": result.workload.id,
            "rank": one.rank,
            "strategy_id": one.strategy.id,
            "strategy": one.strategy.title,
            "score": one.score.total if one.score else None,
            "outlay_per_year": one.cost.outlay_per_year,
            "is_to_build": one.is_to_build,
        }
        for result in study.workloads()
        for one in result.ranked
    ]
    table = study.ranked_table()
    assert len({row["strategy_id"] for row in rows}) > 2
    for name in rows[0]:
        expected = [row[name] for row in rows]
        if name in {"score", "outlay_per_year"}:
            # The table keeps four bytes of a number.
            assert table[name].tolist() == pytest.approx(expected, rel=1e-4)
        else:
            assert table[name].tolist() == expected


def test_the_worst_are_first_as_in_the_table_of_gaps(study: Study) -> None:
    expected = dict.fromkeys(study.gaps_table()["workload_id"].tolist())
    assert study.worst_first() == tuple(expected)
    assert len(expected) > 3


def test_the_score_of_the_plan_is_that_of_the_strategy_planned(study: Study) -> None:
    for row, position in enumerate(study.plan.chosen.tolist()):
        if position >= 0:
            judged = study.evaluation.judged_at(row)
            assert study.plan.score[row] == pytest.approx(judged.score[0, position], nan_ok=True)


def test_all_kinds_of_fate_occur() -> None:
    plain = studied("plain")
    table = plain.coverage_table()
    assert {*table["today"], *table["planned"]} >= {str(state) for state in WEIGHTS} | {"met"}
    for words in ("It waits for", "is not:", "No copy survives", "is not known"):
        assert table["planned_null_reason"].str.contains(words).any(), words
    assert plain.plan_table()["warnings"].gt(0).any()
