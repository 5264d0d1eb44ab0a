"""What a study says of clauses: today, the plan, open questions, and the table."""

import datetime
from dataclasses import replace

import numpy as np
import pytest

from bcdr.model.portfolio import PolicyRule
from bcdr.model.vocabulary import (
    Severity,
)
from tests.evaluate.checking import only
from tests.factories import (
    AS_OF,
    codes,
    current,
    portfolio,
    second_hub,
    study,
    target,
    workload,
)


def test_a_duty_that_no_strategy_changes_is_told_of_today_and_the_plan_but_not_scored() -> None:
    given = workload(regulations=("FINMA",), criticality="mission-critical",
                     last_test_date=datetime.date(2025, 1, 22), current=(current(),))  # fmt: skip
    done = study(given, only("FINMACIRC2-02"))
    found = done.workload("Ledger")
    assert np.isnan(done.evaluation.judged.regulation).all()
    for assigned in (found.today, found.planned):
        reason = next(item for item in assigned.reasons if item.code == "regulation-advice")
        assert reason.message.startswith(
            "Time since the last test: 22 months, at most 12 months wanted."
        )
    assert all("regulation-advice" not in codes(item.reasons) for item in found.ranked)


def test_what_exists_is_judged_by_its_measured_recovery_and_the_plan_by_the_model() -> None:
    given = workload(regulations=("MAS",), criticality="mission-critical", current=(current(),),
                     last_test_date=AS_OF, measured_recovery_hours=2.0)  # fmt: skip
    done = study(given, only("MASTRMNOTI-01"))
    table = done.regulation_table()
    (line,) = table.to_dict("records")
    assert line["today"] == "pass"
    assert done.results.reasons.clauses(0, is_today=True)[0].value == "2 h"
    old = study(replace(given, last_test_date=datetime.date(2024, 1, 1)), only("MASTRMNOTI-01"))
    assert old.regulation_table()["today"].tolist() == ["fail"]


def test_an_open_question_is_one_note_and_not_one_for_each_clause() -> None:
    done = study(workload(regulations=("NIS2",), data_class="internal"))
    notes = [
        item for item in done.workload("Ledger").planned.reasons
        if item.code == "regulation-not-stated"
    ]  # fmt: skip
    assert len(notes) == 1
    assert notes[0].severity is Severity.NOTE
    assert notes[0].message.startswith("Whether 10 clauses apply is not stated: Entity types")
    assert notes[0].source == "NIS2 CIR (EU) 2024/2690"


def test_the_table_holds_a_line_for_each_workload_and_clause() -> None:
    given = portfolio(
        workload("Till", regulations=("GDPR",), data_class="personal"), workload("Shop"),
        rules=(PolicyRule(name="Two", parameter="copies_min", operator=">=", value=2.0),),
    )  # fmt: skip
    table = study(given).regulation_table()
    assert table["workload_id"].value_counts().to_dict() == {"Till": 7, "Shop": 1}
    assert set(table["planned"]) <= {"pass", "fail", "unknown", "not stated"}
    line = table[(table["workload_id"] == "Till") & (table["id"] == "GDPR-04")].iloc[0]
    assert (line["regime"], line["wanted"], line["planned"]) == ("GDPR", "EEA", "pass")
    assert line["date"] == "2026-11-22"
    policy = table[table["workload_id"] == "Shop"].iloc[0]
    assert (policy["regime"], policy["clause"]) == ("Corporate policy", "Two")


def test_without_clauses_and_rules_the_table_has_columns_and_no_lines() -> None:
    table = study(workload()).regulation_table()
    assert list(table.columns[:3]) == ["workload_id", "title", "id"]
    assert table.empty


def test_the_score_is_explained_with_the_share_of_clauses_that_pass() -> None:
    given = portfolio(
        workload(regulations=("SecNumCloud", "NIS2", "MSP"), last_test_date=AS_OF),
        targets=(target(is_isolated=True), second_hub()),
    )
    done = study(given)
    share = float(done.evaluation.judged.regulation[0, done.plan.chosen[0]])
    assert 0.0 < share < 1.0
    found = done.explain("Ledger", "score", "site-loss")
    assert found.value == pytest.approx(
        float(done.evaluation.judged.score[0, done.plan.chosen[0]]), rel=1e-5
    )
    said = {name: (value, origin) for name, value, origin in found.steps[-1].inputs}
    value, origin = said["regulation part"]
    assert float(value) == pytest.approx(share, rel=1e-3)
    assert origin.startswith("clauses and rules of policy that pass")
    (best,) = done.workload("Ledger", detail="chosen").ranked
    assert best.score is not None
    assert best.score.regulation == pytest.approx(share)
