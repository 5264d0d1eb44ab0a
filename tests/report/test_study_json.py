"""The JSON of a study: a contract that others read."""

import io
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bcdr.model.vocabulary import Coverage, Special
from bcdr.report.content import Report
from bcdr.report.study_json import study_json, write_json
from bcdr.study import Study, run_study
from tests.report.portfolios import SETTINGS, portfolio, workload


@pytest.fixture(scope="module")
def said(study: Study) -> dict[str, Any]:
    return study_json(study)


@pytest.fixture(scope="module")
def small() -> Study:
    """A study of three workloads: one that is known, one with blanks, one that nobody needs."""
    unneeded = Special.NOT_APPLICABLE
    return run_study(
        portfolio(
            [
                workload("Known"),
                workload("Blank", rto_hours=None, rpo_hours=None, current=()),
                workload("Nobody", rto_hours=unneeded, rpo_hours=unneeded),
            ]
        ),
        SETTINGS,
    )


def outcomes(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for item in said["workloads"]:
        for part in (item["today"], item["planned"], *item["ranked"]):
            yield from part["scenarios"].values()


def values(said: object) -> Iterator[object]:
    if isinstance(said, dict):
        for value in said.values():
            yield from values(value)
    elif isinstance(said, list):
        for value in said:
            yield from values(value)
    else:
        yield said


def test_the_fields_of_schema_1(said: dict[str, Any]) -> None:
    assert (said["schema"], said["kind"]) == (1, "study")
    assert list(said) == [
        "schema",
        "kind",
        "as_of",
        "currency",
        "inputs",
        "settings",
        "assumptions",
        "quantities",
        "strategies",
        "workloads",
        "applications",
        "portfolio",
    ]
    assert set(said["strategies"][0]) == {"id", "protections"}
    assert set(said["strategies"][0]["protections"][0]) == {
        "option",
        "target",
        "mode",
        "interval_hours",
        "retention_days",
    }


def test_the_fields_of_a_workload(said: dict[str, Any]) -> None:
    item = said["workloads"][0]
    assert {"id", "application", "workload", "objectives", "today", "recommended", "ranked"} <= set(
        item
    )
    objectives = item["objectives"]["site-loss"]
    assert {"rto_hours", "rpo_hours", "mtd_hours", "origin"} <= set(objectives)
    assert {"protections", "reasons", "scenarios"} <= set(item["today"])
    assert {"strategy", "verdict"} <= set(item["recommended"])
    ranked = item["ranked"][0]
    assert {
        "strategy",
        "feasible",
        "reasons",
        "scenarios",
        "outlay_per_year",
        "expected_penalty_per_year",
        "score",
        "score_is_at_least",
        "parts",
    } <= set(ranked)
    assert set(ranked["parts"]) == {"objectives", "regulation", "cost", "guidance"}
    assert set(ranked["scenarios"]["site-loss"]) == {
        "recovery_hours",
        "loss_hours",
        "recovery_place",
        "coverage",
        "null_reason",
    }
    assert set(ranked["scenarios"]["site-loss"]["recovery_hours"]) == {"likely", "planning"}


def test_the_fields_of_a_reason(said: dict[str, Any]) -> None:
    reasons = [reason for item in said["workloads"] for reason in item["today"]["reasons"]]
    assert reasons
    for reason in reasons:
        assert {"code", "severity", "message", "remedy", "source"} <= set(reason)


def test_the_fields_of_an_application_and_the_portfolio(said: dict[str, Any]) -> None:
    assert len(said["applications"]) == 60
    outcome = said["applications"][0]["today"]["site-loss"]
    assert {"recovery_hours", "coverage", "critical_path"} <= set(outcome)
    whole = said["portfolio"]
    assert {"outlay_per_year", "expected_penalty_per_year", "coverage"} <= set(whole)
    assert set(whole["coverage"]["today"]["site-loss"]) == set(Coverage)


def test_a_null_always_has_a_reason(said: dict[str, Any]) -> None:
    nulls = 0
    for outcome in outcomes(said):
        hours = [*outcome["recovery_hours"].values(), outcome["loss_hours"]]
        if None in hours:
            nulls += 1
            assert outcome["null_reason"]
    assert nulls > 100


def test_what_is_unrecoverable_has_no_hours(said: dict[str, Any]) -> None:
    gone = [one for one in outcomes(said) if one["coverage"] == "unrecoverable"]
    assert gone
    for outcome in gone:
        assert outcome["recovery_hours"] == {"likely": None, "planning": None}


def test_objectives_that_are_no_hours_say_why(small: Study) -> None:
    found = {item["id"]: item["objectives"]["site-loss"] for item in study_json(small)["workloads"]}
    assert found["Known"]["rto_hours"] == 48
    assert found["Known"]["null_reasons"] == {}
    assert found["Blank"]["rto_hours"] is None
    assert found["Blank"]["null_reasons"]["rto_hours"] == "not given"
    assert found["Nobody"]["null_reasons"]["rpo_hours"] == "not applicable"


def test_no_value_is_infinite_or_none_at_all(study: Study) -> None:
    written = io.StringIO()
    write_json(study, written)
    found = json.loads(written.getvalue(), parse_constant=pytest.fail)
    numbers = [value for value in values(found) if isinstance(value, float)]
    assert all(math.isfinite(number) for number in numbers)


def test_numbers_are_those_of_the_workbook(said: dict[str, Any], report: Report) -> None:
    plan, coverage = report.table("plan"), report.table("coverage")
    by_id = {item["id"]: item for item in said["workloads"]}
    for row, states in zip(plan.rows, coverage.rows, strict=True):
        item = by_id[row[plan.position("workload_id")]]
        assert item["recommended"]["verdict"] == row[plan.position("verdict")]
        assert item["planned"]["outlay_per_year"] == row[plan.position("outlay_per_year")]
        penalty = row[plan.position("today_expected_penalty_per_year")]
        assert item["today"]["expected_penalty_per_year"] == penalty
        for scenario, outcome in item["today"]["scenarios"].items():
            assert outcome["coverage"] == states[coverage.position(f"{scenario} today")]
        for scenario, outcome in item["planned"]["scenarios"].items():
            assert outcome["coverage"] == states[coverage.position(f"{scenario} planned")]


def test_scores_and_parts_are_those_of_the_workbook(said: dict[str, Any], report: Report) -> None:
    table = report.table("alternatives")
    ranked = [one for item in said["workloads"] for one in item["ranked"]]
    assert len(ranked) == len(table.rows) > 100
    assert [one["score"] for one in ranked] == list(table.values("score"))
    assert [one["parts"]["guidance"] for one in ranked] == list(table.values("guidance"))


def test_totals_are_those_of_the_workbook(said: dict[str, Any], report: Report) -> None:
    today, planned, _ = report.table("costs").rows
    whole = said["portfolio"]
    assert whole["outlay_per_year"] == planned[1]
    assert whole["expected_penalty_per_year"] == planned[2]
    assert whole["today_outlay_per_year"] == today[1]
    counts = report.table("coverage-counts")
    for row in range(0, len(counts.rows), 2):
        scenario = list(whole["coverage"]["today"])[row // 2]
        for state in Coverage:
            column = counts.position(state)
            assert whole["coverage"]["today"][scenario][state] == counts.rows[row][column]
            assert whole["coverage"]["planned"][scenario][state] == counts.rows[row + 1][column]


def test_every_strategy_that_is_named_is_described(said: dict[str, Any]) -> None:
    described = {strategy["id"] for strategy in said["strategies"]}
    for item in said["workloads"]:
        named = {one["strategy"] for one in item["ranked"]} | {item["recommended"]["strategy"]}
        assert named - {None} <= described


def test_ranked_holds_the_best_few_unless_asked_otherwise(small: Study) -> None:
    assert {len(item["ranked"]) for item in study_json(small, "chosen")["workloads"]} == {1}
    assert len(study_json(small)["workloads"][0]["ranked"]) == SETTINGS.ranked_count
    everything = study_json(small, "all")
    assert len(everything["strategies"]) == len(small.strategies)
    for item in everything["workloads"]:
        assert len(item["ranked"]) == len(small.strategies)


def test_a_refused_strategy_has_its_reasons_and_no_score(small: Study) -> None:
    refused = [
        one
        for item in study_json(small, "all")["workloads"]
        for one in item["ranked"]
        if not one["feasible"]
    ]
    assert refused
    for one in refused:
        assert one["score"] is None
        assert one["null_reason"] == "A refused strategy has no score."
        assert "blocker" in {reason["severity"] for reason in one["reasons"]}


@pytest.mark.parametrize("detail", ["chosen", "ranked", "all"])
def test_what_is_written_is_what_is_said(detail: Any, small: Study, tmp_path: Path) -> None:
    write_json(small, tmp_path / "study.json", detail)
    written = json.loads((tmp_path / "study.json").read_text(encoding="utf-8"))
    assert written == study_json(small, detail)


def test_each_workload_is_written_on_a_line_of_its_own(small: Study) -> None:
    written = io.StringIO()
    write_json(small, written, "chosen")
    lines = written.getvalue().splitlines()
    first = lines.index('"workloads":[') + 1
    assert [json.loads(line.rstrip(","))["id"] for line in lines[first : first + 3]] == [
        "Known",
        "Blank",
        "Nobody",
    ]
