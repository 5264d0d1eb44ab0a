"""The plan with what people decided in place of what is recommended."""

import datetime
from dataclasses import replace

import pytest

from bcdr.intake import read_workbook
from bcdr.model.portfolio import Decision
from bcdr.model.vocabulary import DecisionKind
from bcdr.study import Study, run_study
from bcdr.study_decided import standing_decisions, strategy_named, with_decisions
from tests.ui.workbooks import five_applications

AS_OF = datetime.date(2026, 11, 22)


def decided(*decisions: Decision) -> tuple[Study, Study]:
    """The study with what is recommended, and with these decisions."""
    reading = read_workbook(five_applications(), name="five.xlsx", as_of=AS_OF)
    assert reading.portfolio is not None
    portfolio = replace(reading.portfolio, decisions=decisions)
    study = run_study(portfolio, reading.settings, reading.catalogue)
    return study, with_decisions(study)


def of(kind: DecisionKind, workload_id: str = "payroll", **rest: object) -> Decision:
    return replace(Decision(workload_id=workload_id, kind=kind), **rest)


def test_without_a_decision_the_study_is_the_same() -> None:
    study, then = decided()
    assert then is study


def test_what_is_parked_or_overridden_keeps_what_is_recommended() -> None:
    study, then = decided(of(DecisionKind.PARK), of(DecisionKind.OVERRIDE_RULE, rule="in-rack"))
    assert then is study


def test_the_chosen_strategy_is_planned_and_assessed() -> None:
    study, _ = decided()
    other = study.workload("payroll").ranked[1]
    _, then = decided(of(DecisionKind.CHOOSE, strategy=other.strategy.title))
    result = then.workload("payroll")
    assert result.recommended == other.strategy
    assert result.planned.strategy == other.strategy
    assert result.planned.cost.outlay_per_year == pytest.approx(other.cost.outlay_per_year)
    assert then.workload("archive").planned.strategy == study.workload("archive").planned.strategy
    row = then.plan_table().set_index("workload_id").loc["payroll"]
    assert row["strategy"] == other.strategy.title


def test_what_is_kept_as_today_has_todays_protections() -> None:
    _, then = decided(of(DecisionKind.KEEP_TODAY))
    result = then.workload("payroll")
    assert result.planned.strategy.title == "in-guest backup to Vault, every 24 h, kept 30 d"
    assert [one.coverage for one in result.planned.outcomes] == [
        one.coverage for one in result.today.outcomes
    ]


def test_an_accepted_gap_without_a_strategy_keeps_today_and_counts_as_accepted() -> None:
    _, then = decided(of(DecisionKind.ACCEPT_GAP, "archive", until=AS_OF))
    result = then.workload("archive")
    assert result.planned.protections == ()
    assert "accepted" in {str(one.coverage) for one in result.planned.outcomes}


def test_a_decision_counts_until_its_date_and_the_last_one_stands() -> None:
    yesterday = AS_OF - datetime.timedelta(days=1)
    study, then = decided(of(DecisionKind.KEEP_TODAY, until=yesterday))
    assert then is study
    both = (of(DecisionKind.KEEP_TODAY), of(DecisionKind.PARK))
    study, then = decided(*both)
    assert standing_decisions(study.portfolio, study.settings)["payroll"] == both[1]
    assert then is study


def test_a_strategy_that_is_no_longer_there_keeps_what_is_recommended() -> None:
    study, then = decided(of(DecisionKind.CHOOSE, strategy="in-guest backup to Nowhere"))
    assert then is study
    assert strategy_named(study, "in-guest backup to Nowhere") is None


def test_a_strategy_is_found_by_title_and_by_id() -> None:
    study, _ = decided()
    first = study.workload("payroll").ranked[0].strategy
    assert strategy_named(study, f" {first.title.upper()} ") == first
    found = strategy_named(study, first.id)
    assert found is not None
    assert found.id == first.id
