"""A plan that is sent out, filled in and read again: what was decided, and what that changes."""

import datetime
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bcdr.intake import Reading, read_original, read_workbook, reading_of
from bcdr.model.returned import DUTY_HEADINGS, PLAN_DECISION_HEADINGS
from bcdr.model.vocabulary import DecisionKind
from bcdr.report.drop_downs import LISTS_SHEET
from bcdr.report.excel import write_excel
from bcdr.report.origin_sheet import Edition
from bcdr.study import run_study, study_reading
from bcdr.study_changes import changes_between
from tests.machine import saved_by
from tests.report.portfolios import AS_OF, SETTINGS, portfolio, workload

Edit = Callable[[Workbook], None]


def heads(sheet: Worksheet, first: str) -> dict[str, tuple[int, int]]:
    """The row and column of each heading of a sheet, by the heading of one that it has."""
    for row in sheet.iter_rows(max_row=30):
        titles = {str(cell.value): (cell.row, cell.column) for cell in row if cell.value}
        if first in titles:
            return titles
    raise LookupError(first)


def decide(sheet: Worksheet, workload_id: str, **cells: object) -> None:
    """Fill in decision cells of a workload's row, None to empty one."""
    places = heads(sheet, "ID")
    row = next(
        cell.row
        for cell in sheet[openpyxl.utils.get_column_letter(places["ID"][1])]
        if cell.value == workload_id
    )
    for field, value in cells.items():
        sheet.cell(row, places[PLAN_DECISION_HEADINGS[field]][1]).value = value


def returned(plan: Path, *edits: Edit) -> Reading:
    """The plan as it is read after people wrote into it."""
    book = openpyxl.load_workbook(plan)
    for edit in edits:
        edit(book)
    changed = plan.with_name("returned.xlsx")
    book.save(changed)
    return read_workbook(changed, as_of=AS_OF)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The plan of two workloads, one of them with an old system, as it is sent out."""
    path = tmp_path / "plan.xlsx"
    given = portfolio([workload("Shop", os="Windows 95"), workload("Desk")])
    write_excel(run_study(given, SETTINGS), path, edition=Edition(review="r-7", revision=3))
    return path


def test_a_plan_that_nobody_touched_changes_nothing(plan: Path) -> None:
    again = returned(plan)
    original = read_original(plan)
    assert original is not None
    before = reading_of(original, as_of=AS_OF)
    assert again.portfolio == before.portfolio
    assert again.catalogue == before.catalogue
    assert changes_between(study_reading(before), study_reading(again)).is_empty


def test_a_note_as_long_as_a_cell_is_kept_whole(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    write_excel(run_study(portfolio([workload("Shop", notes="n" * 32_000)]), SETTINGS), path)
    original = read_original(path)
    assert original is not None
    before = reading_of(original, as_of=AS_OF)
    assert before.portfolio is not None
    assert len(before.portfolio.workloads[0].notes) == 32_000
    assert before.portfolio == returned(path).portfolio


def test_what_is_decided_in_the_plan_is_read_as_a_decision(plan: Path) -> None:
    again = returned(
        plan,
        lambda book: decide(
            book["Plan"], "Shop", decision="accept gap until", decided_by="Ana Ruiz",
            date=datetime.date(2026, 11, 20), reason="until it is replaced",
            until=datetime.date(2027, 6, 30),
        ),
    )  # fmt: skip
    assert again.portfolio is not None
    (decision,) = again.portfolio.decisions
    assert (decision.workload_id, decision.kind) == ("Shop", DecisionKind.ACCEPT_GAP)
    assert decision.decided_by == "Ana Ruiz"
    assert decision.until == datetime.date(2027, 6, 30)
    assert study_reading(again).accepted[0].all()


def test_a_decision_stays_in_the_log_when_another_takes_its_place(
    plan: Path, tmp_path: Path
) -> None:
    first = returned(plan, lambda book: decide(book["Plan"], "Desk", decision="keep today"))
    second = tmp_path / "second.xlsx"
    write_excel(study_reading(first), second)
    again = returned(
        second, lambda book: decide(book["Plan"], "Desk", decision="choose", strategy="nothing")
    )
    assert again.portfolio is not None
    kinds = [decision.kind for decision in again.portfolio.decisions]
    assert kinds == [DecisionKind.KEEP_TODAY, DecisionKind.CHOOSE]


def test_a_decision_that_is_emptied_is_taken_back_by_a_row_of_its_own(
    plan: Path, tmp_path: Path
) -> None:
    accepted = returned(
        plan, lambda book: decide(book["Plan"], "Shop", decision="accept gap until")
    )
    assert study_reading(accepted).accepted[0].all()
    second = tmp_path / "second.xlsx"
    write_excel(study_reading(accepted), second)
    again = returned(second, lambda book: decide(book["Plan"], "Shop", decision=None))
    assert again.portfolio is not None
    kinds = [decision.kind for decision in again.portfolio.decisions]
    assert kinds == [DecisionKind.ACCEPT_GAP, DecisionKind.PARK]
    assert not study_reading(again).accepted[0].any()


def test_a_row_with_a_reason_but_no_decision_is_named(plan: Path) -> None:
    again = returned(plan, lambda book: decide(book["Plan"], "Shop", reason="we talked about it"))
    said = [finding for finding in again.findings if finding.sheet == "Plan"]
    assert len(said) == 1
    assert "Decision" in said[0].problem


def test_the_sheets_of_results_are_not_taken_for_input(plan: Path) -> None:
    assert [str(one) for one in returned(plan).findings if "not used" in one.problem] == []


def test_status_owner_and_date_of_a_duty_are_read_and_written_again(
    plan: Path, tmp_path: Path
) -> None:
    def fill(book: Workbook) -> None:
        sheet = book["Responsibilities"]
        places = heads(sheet, DUTY_HEADINGS["duty"])
        row = places[DUTY_HEADINGS["duty"]][0] + 2
        for field, value in (
            ("status", "agreed"), ("owner", "Jo Berg"), ("date", datetime.date(2026, 12, 1)),
        ):  # fmt: skip
            sheet.cell(row, places[DUTY_HEADINGS[field]][1]).value = value

    again = returned(plan, fill)
    assert again.portfolio is not None
    (duty,) = again.portfolio.duties
    assert (duty.of, duty.status, duty.owner) == ("Shop", "agreed", "Jo Berg")
    second = tmp_path / "second.xlsx"
    write_excel(study_reading(again), second)
    assert read_workbook(second, as_of=AS_OF).portfolio == again.portfolio


def test_changed_objectives_prices_and_assumptions_are_read_and_explained(plan: Path) -> None:
    def fill(book: Workbook) -> None:
        applications = book["Applications"]
        column = heads(applications, "RTO")["RTO"][1]
        applications.cell(4, column).value = "2 h"
        prices = book["Prices"]
        prices.cell(4, heads(prices, "Discount (%)")["Discount (%)"][1]).value = 25
        assumptions = book["Assumptions"]
        assumptions.cell(4, 1).value = "link-efficiency"
        assumptions.cell(4, 2).value = 0.5

    again = returned(plan, fill)
    original = read_original(plan)
    assert original is not None
    changes = changes_between(
        study_reading(reading_of(original, as_of=AS_OF)), study_reading(again)
    )
    assert [(one.sheet, one.subject, one.before, one.after) for one in changes.inputs] == [
        ("Applications", "Shop", "2 d", "2 h"),
        ("Assumptions", "link-efficiency", "0.7", "0.5"),
        ("Prices", "storage-own", "0", "25"),
    ]
    assert {one.title for one in changes.results} >= {"Shop"}
    assert all(one.cause for one in changes.results)


def test_a_formula_in_an_input_cell_is_read_as_its_value(plan: Path, libreoffice: Path) -> None:
    def fill(book: Workbook) -> None:
        sheet = book["Applications"]
        sheet.cell(4, heads(sheet, "Data (GB)")["Data (GB)"][1]).value = "=100*2+50"

    returned(plan, fill)
    computed = saved_by(libreoffice, plan.with_name("returned.xlsx"), "xlsx", plan.parent / "out")
    again = read_workbook(computed, as_of=AS_OF)
    assert again.portfolio is not None
    assert again.portfolio.workloads[0].data_gb == 250.0


def test_a_plan_that_libreoffice_saved_changes_nothing_and_keeps_its_charts(
    plan: Path, libreoffice: Path
) -> None:
    saved = saved_by(libreoffice, plan, "xlsx", plan.parent / "out")
    original = read_original(saved)
    assert original is not None
    before, after = reading_of(original, as_of=AS_OF), read_workbook(saved, as_of=AS_OF)
    assert changes_between(study_reading(before), study_reading(after)).is_empty
    book = openpyxl.load_workbook(saved)
    charts = book["Summary"]._charts  # type: ignore[attr-defined]
    assert len(charts) == 4
    for chart in charts:
        for series in chart.series:
            assert [point.v for point in series.val.numRef.numCache.pt]


def test_review_and_revision_are_kept(plan: Path) -> None:
    rows = openpyxl.load_workbook(plan)["Origin"].iter_rows(max_row=4, values_only=True)
    facts = {row[1]: row[2] for row in rows}
    assert (facts["schema"], facts["review"], facts["revision"]) == (1, "r-7", 3)


def test_the_rows_that_were_written_are_very_hidden_and_lists_are_hidden(plan: Path) -> None:
    book = openpyxl.load_workbook(plan)
    assert book["Origin"].sheet_state == "veryHidden"
    assert book[LISTS_SHEET].sheet_state == "hidden"


def test_each_datum_has_one_cell_to_change(plan: Path) -> None:
    book = openpyxl.load_workbook(plan)
    unlocked = {
        sheet.title
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked
    }
    assert unlocked == {
        *("Plan", "Runbooks", "Responsibilities"),
        *("Applications", "Hubs", "Targets", "Objectives", "Rules", "Scenarios"),
        *("Assumptions", "Prices", "Drills", "Settings"),
    }
    for sheet in book:
        if sheet.sheet_state == "visible":
            assert sheet.protection.sheet, sheet.title
            assert not sheet.protection.password


def test_the_drop_downs_of_the_plan_offer_what_can_be_decided(plan: Path) -> None:
    book = openpyxl.load_workbook(plan)
    sheet = book["Plan"]
    places = heads(sheet, "ID")
    formulas = {
        str(one.sqref).split(":")[0].rstrip("0123456789"): one.formula1
        for one in sheet.data_validations.dataValidation
    }
    letters = {
        field: openpyxl.utils.get_column_letter(places[title][1])
        for field, title in PLAN_DECISION_HEADINGS.items()
    }
    assert formulas[letters["decision"]] == f'"{",".join(DecisionKind)}"'
    assert "Alternatives" in formulas[letters["strategy"]]
    assert formulas[letters["rule"]].startswith(f"{LISTS_SHEET}!")
    assert {"date", "until"} <= {field for field in letters if letters[field] in formulas}


def test_a_rule_overridden_in_the_plan_makes_the_refused_strategy_the_recommended_one(
    plan: Path,
) -> None:
    refused = "guest-replication@Hub South:continuous"
    again = returned(
        plan,
        lambda book: decide(
            book["Plan"], "Shop", decision="override a rule", rule="guest-os-unsupported",
            strategy=refused, decided_by="Ana Ruiz", reason="the vendor supports it",
        ),
    )  # fmt: skip
    study = study_reading(again)
    chosen = study.plan.strategy(0)
    assert chosen is not None
    assert chosen.id == refused
    said = [one for one in study.workload("Shop").planned.reasons
            if one.code == "guest-os-unsupported"]  # fmt: skip
    assert said[0].message.startswith("Overridden by Ana Ruiz (the vendor supports it): ")
