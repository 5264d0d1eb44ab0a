"""What the report says of clauses and rules of policy."""

import re

from bcdr.report.blocks import Report, Text
from bcdr.report.content import build_content
from bcdr.study import Study, run_study
from tests.report.portfolios import SETTINGS, portfolio, workload


def texts(report: Report) -> list[str]:
    return [b.text for b in report.section("regulation").blocks if isinstance(b, Text)]


def test_what_is_failed_or_open_is_listed_and_what_is_passed_is_counted(
    report: Report, study: Study
) -> None:
    every = study.regulation_table()
    table = report.table("regulation")
    passed = every["today"].eq("pass") & every["planned"].isin(["pass", ""])
    assert 0 < len(table.rows) == len(every) - passed.sum() < len(every)
    outcomes = every["planned"].where(every["planned"] != "", every["today"])
    said = texts(report)[0]
    assert said.startswith(f"{len(every)} checks of {every['workload_id'].nunique()} workloads")
    for outcome, words in (
        ("pass", "pass"),
        ("fail", "fail"),
        ("unknown", "are unknown"),
        ("not stated", "are not stated"),
    ):
        count = int(outcomes.eq(outcome).sum())
        assert (f"{count} {words}" in said) == (count > 0)


def test_what_is_worse_comes_first(report: Report) -> None:
    table = report.table("regulation")
    order = ["fail", "unknown", "not stated", "pass"]
    shown = [
        order.index(str(planned or today))
        for planned, today in zip(table.values("planned"), table.values("today"), strict=True)
    ]
    assert shown == sorted(shown)


def test_what_is_unknown_names_what_is_missing_and_its_source(report: Report) -> None:
    table = report.table("regulation")
    for row in table.rows:
        if (row[table.position("planned")] or row[table.position("today")]) == "unknown":
            assert row[table.position("missing")], row
        assert row[table.position("source")]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", str(day)) for day in table.values("date") if day)


def test_counts_per_regime_add_up_to_all_checks(report: Report, study: Study) -> None:
    lines = texts(report)[1:]
    counts = [int(n) for line in lines for n in re.findall(r"(\d+) (?:pass|fail|un|not)", line)]
    assert sum(counts) == len(study.regulation_table())


def test_where_no_regime_is_named_the_report_says_how_to_name_one() -> None:
    report = build_content(run_study(portfolio([workload("Order desk")]), SETTINGS))
    assert texts(report)[0].startswith("No regime is named on Applications")
    assert report.table("regulation").rows == ()
