"""What a report says of the sample and of small portfolios."""

import re
from dataclasses import replace

import pytest

from bcdr.intake.reading import Reading
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.portfolio import Workload
from bcdr.model.vocabulary import Coverage, Special
from bcdr.report.cell_words import NUMBER_KINDS
from bcdr.report.content import (
    CellKind,
    Chart,
    Figures,
    Medium,
    Report,
    Section,
    Text,
    TextRole,
    build_content,
)
from bcdr.report.sections import reasons
from bcdr.report.symbols import GAP_STATES, SYMBOLS
from bcdr.study import Study, run_study
from tests.report.portfolios import SETTINGS, portfolio, workload

SECTIONS = [
    "Summary",
    "Plan",
    "Coverage",
    "Gaps and actions",
    "Reasons",
    "Regulation",
    "Alternatives",
    "Copies",
    "Cost",
    "Cost per workload",
    "Cost per target",
    "Cost lines",
    "Penalty lines",
    "Price list",
    "Target use",
    "Recovery order",
    "Runbooks",
    "Responsibilities",
    "Assumptions used",
    "Quantities",
    "Findings",
    "About",
]


def claim(section: Section) -> str:
    return next(
        block.text
        for block in section.blocks
        if isinstance(block, Text) and block.role is TextRole.CLAIM
    )


def test_sections_come_in_the_order_in_which_people_ask(report: Report) -> None:
    assert [section.title for section in report.sections] == SECTIONS


def test_every_section_says_what_it_is_for_and_what_it_shows(report: Report) -> None:
    for section in report.sections:
        assert section.purpose.endswith(".")
        assert claim(section).endswith(".")


def test_the_headline_counts_workloads_that_meet_every_binding_objective(
    report: Report, study: Study
) -> None:
    table = study.coverage_table()
    binding = table[table["is_binding"]]
    expected = [
        int(binding[when].isin(["met", "accepted"]).groupby(binding["workload_id"]).all().sum())
        for when in ("today", "planned")
    ]
    assert claim(report.section("summary")) == (
        f"{expected[0]} of 120 workloads meet every binding objective today; "
        f"{expected[1]} would with the plan."
    )


def test_figures_agree_with_the_study(report: Report, study: Study) -> None:
    figures = next(b for b in report.section("summary").blocks if isinstance(b, Figures)).figures
    assert figures[0].note.endswith("of 120 workloads in 60 applications")
    outlay = float(re.sub(r"[^\d.]", "", figures[2].value))
    assert outlay * 1e6 == pytest.approx(study.outlay_per_year, rel=0.01)


def test_coverage_counts_add_up_to_the_workloads_in_every_scenario(report: Report) -> None:
    table = report.table("coverage-counts")
    for row in table.rows:
        states = [row[table.position(state)] for state in SYMBOLS]
        assert sum(int(str(count)) for count in states) == 120
        assert row[table.position("workloads")] == 120


def test_every_row_of_every_table_has_a_value_for_every_column(report: Report) -> None:
    for table in [t for s in report.sections for t in s.tables] + list(report.inputs):
        assert len({column.key for column in table.columns}) == len(table.columns), table.id
        assert {len(row) for row in table.rows} <= {len(table.columns)}, table.id


def test_every_number_has_a_unit_or_counts_something(report: Report) -> None:
    needs_unit = {CellKind.HOURS, CellKind.MONEY, CellKind.SHARE, CellKind.NUMBER}
    for table in (table for section in report.sections for table in section.tables):
        for column in table.columns:
            assert column.unit or column.kind not in needs_unit, (table.id, column.key)


def test_every_number_says_which_formula_gives_it_or_where_it_comes_from(report: Report) -> None:
    for table in (table for section in report.sections for table in section.tables):
        for column in table.columns:
            if column.kind in NUMBER_KINDS:
                assert column.note, (table.id, column.key)
            if column.quantity:
                assert column.note.startswith(f"{column.quantity}: ")
                assert f"--quantity {column.quantity} " in column.note


def test_the_plan_has_every_workload_once_in_order(report: Report, study: Study) -> None:
    expected = tuple(workload.id for workload in study.portfolio.workloads)
    assert report.table("plan").values("workload_id") == expected


def test_objectives_in_the_plan_are_those_of_the_scenario_shown(
    report: Report, study: Study
) -> None:
    wanted = study.coverage_table().set_index(["workload_id", "scenario_title"])["rto_hours"]
    table = report.table("plan")
    keys = zip(table.values("workload_id"), table.values("worst_scenario"), strict=True)
    for key, shown in zip(keys, table.values("rto_hours"), strict=True):
        if isinstance(shown, float):
            assert wanted[key] == shown


def test_no_gap_is_without_a_reason_or_blank_where_a_number_is_missing(report: Report) -> None:
    table = report.table("gaps")
    assert len(table.rows) > 100
    assert None not in table.values("why")
    for key in ("today_recovery_hours", "today_loss_hours", "rto_hours", "strategy"):
        assert None not in table.values(key), key


def test_an_unrecoverable_gap_is_never_a_number_of_hours(report: Report) -> None:
    table = report.table("gaps")
    for when in ("today", "planned"):
        rows = zip(table.values(when), table.values(f"{when}_recovery_hours"), strict=True)
        hours = {shown for state, shown in rows if state == Coverage.UNRECOVERABLE}
        assert hours == {"unrecoverable"}


def test_gaps_are_what_coverage_says_is_not_covered(report: Report) -> None:
    table = report.table("coverage")
    today = [c.key for c in table.columns if c.group and c.title == "Today"]
    count = sum(state in GAP_STATES for key in today for state in table.values(key))
    assert len(report.table("gaps").rows) == count


def test_the_worst_ten_are_ten_different_workloads(report: Report) -> None:
    titles = report.table("worst-gaps").values("title")
    assert len(set(titles)) == len(titles) == 10


def test_all_reasons_against_an_option_and_target_are_in_one_row(
    report: Report, study: Study
) -> None:
    table = report.table("reasons")
    keys = [
        tuple(row[table.position(key)] for key in ("workload_id", "option", "target", "severity"))
        for row in table.rows
    ]
    assert len(set(keys)) == len(keys)
    said = study.reasons_table()
    codes = {code for cell in table.values("code") for code in str(cell).split("; ")}
    assert codes == set(said["code"])
    remedies = "\n".join(str(cell) for cell in table.values("remedy"))
    assert all(remedy in remedies for remedy in set(said["remedy"]))


def test_every_chart_has_a_finding_as_title_and_words_for_those_who_cannot_see_it(
    report: Report,
) -> None:
    charts = [b for s in report.sections for b in s.blocks if isinstance(b, Chart)]
    assert len(charts) == 4
    for chart in charts:
        assert re.search(r"\d", chart.claim)
        assert len(chart.alternative) > len(chart.claim)
        assert chart.unit
        for key in (*chart.x, *chart.y):
            assert chart.table.column(key)


def test_a_chart_stands_beside_the_table_it_shows(report: Report) -> None:
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Chart):
                assert block.table in section.tables


def test_the_change_of_cost_is_what_the_plan_adds(report: Report, study: Study) -> None:
    table = report.table("costs")
    change = table.rows[-1]
    assert table.has_total
    assert change[1] == pytest.approx(study.outlay_per_year - study.today_outlay_per_year)
    assert change[3] == pytest.approx(float(str(change[1])) + float(str(change[2])))


def test_rows_are_reconciled_from_file_to_plan(report: Report, sample: Reading) -> None:
    said = dict(report.table("rows").rows)
    assert said["Rows read, all sheets"] == str(sample.counts["rows_read"])
    assert said["Workloads in the plan"] == "120"
    assert said["Difference"] == "none: every workload is in the plan"


def test_without_a_file_the_report_says_so(hostile_report: Report) -> None:
    assert hostile_report.subtitle == "as of 2026-11-22"
    assert "without a file" in str(hostile_report.table("source").rows[0][1])
    assert "Rows read, all sheets" not in hostile_report.table("rows").values("name")


def test_every_assumption_has_unit_source_and_date(report: Report) -> None:
    table = report.table("assumptions-used")
    for key in ("value", "unit", "origin", "source", "date"):
        assert None not in table.values(key), key


def test_one_application_makes_a_report() -> None:
    report = build_content(run_study(portfolio([workload("Order desk")]), SETTINGS))
    assert "of 1 workload meet" in claim(report.section("summary"))
    assert len(report.table("plan").rows) == 1


def test_where_nobody_needs_it_back_there_is_no_gap() -> None:
    unneeded = workload(
        "Sandbox", rto_hours=Special.NOT_APPLICABLE, rpo_hours=Special.NOT_APPLICABLE
    )
    report = build_content(run_study(portfolio([unneeded]), SETTINGS))
    assert report.table("gaps").rows == ()
    assert claim(report.section("gaps")).startswith("There is no gap today")
    assert claim(report.section("summary")).startswith("1 of 1 workload meets")


def test_where_nothing_is_protected_everything_is_a_gap() -> None:
    bare = [replace(workload(f"App {number}"), current=()) for number in range(3)]
    report = build_content(run_study(portfolio(bare), SETTINGS))
    assert {str(row[0]) for row in report.table("worst-gaps").rows} == {"App 0", "App 1", "App 2"}
    assert claim(report.section("summary")).startswith("0 of 3 workloads meet")


def test_where_no_scenario_is_in_scope_nothing_is_said_to_be_covered() -> None:
    known = load_catalogue()
    scenarios = tuple(replace(scenario, in_scope=False) for scenario in known.scenarios)
    changed = known.with_entries(scenarios=scenarios)
    report = build_content(run_study(portfolio([workload("Order desk")]), SETTINGS, changed))
    assert claim(report.section("summary")).startswith("0 of 1 workload meet")
    assert "nothing can be said" in claim(report.section("coverage"))


def test_where_no_scenario_is_binding_nothing_is_met() -> None:
    known = load_catalogue()
    scenarios = tuple(replace(scenario, binding_for=()) for scenario in known.scenarios)
    changed = known.with_entries(scenarios=scenarios)
    report = build_content(run_study(portfolio([workload("Order desk")]), SETTINGS, changed))
    assert "No scenario is binding for 1 of them" in claim(report.section("summary"))


def test_a_workload_of_which_only_the_name_is_known_is_reported_as_unknown() -> None:
    bare = Workload(id="x", application="Order desk")
    report = build_content(run_study(portfolio([bare]), SETTINGS))
    table = report.table("plan")
    assert table.values("rto_hours") == ("not given",)
    assert "unknown" in {str(row[7]) for row in table.shown_on(Medium.WORKBOOK).rows}


def test_it_is_told_how_far_the_report_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reasons, "_WORKLOADS_BETWEEN", 1)
    given = portfolio((workload("Payroll"), workload("Archive")))
    told: list[tuple[float, str]] = []
    build_content(
        run_study(given, SETTINGS), progress=lambda share, words: told.append((share, words))
    )
    assert [words for _, words in told[:7]] == [
        "Part 1 of 19",
        "Part 2 of 19",
        "Part 3 of 19",
        "Part 4 of 19",
        "Part 5 of 19",
        "Part 5 of 19: 0 of 2 workloads",
        "Part 5 of 19: 1 of 2 workloads",
    ]
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert 0.0 <= shares[0] < shares[-1] < 1.0


def test_what_progress_raises_ends_the_report_in_its_longest_part() -> None:
    def enough(_share: float, words: str) -> None:
        if words.endswith("of 1 workloads"):
            raise LookupError("enough")

    with pytest.raises(LookupError, match="enough"):
        build_content(run_study(portfolio((workload("Payroll"),)), SETTINGS), progress=enough)
