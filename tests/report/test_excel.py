"""The workbook: what stands on its sheets, how it looks, and that it computes nothing wrong."""

import io
import math
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from defusedxml import ElementTree
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.workbook import Workbook

from bcdr.evaluate.recording import QUANTITIES
from bcdr.model.columns import SHEETS
from bcdr.model.returned import PLAN_DECISION_HEADINGS
from bcdr.report.cell_text import LONGEST_CELL, excel_text
from bcdr.report.content import Chart, Medium, Report, build_content
from bcdr.report.excel import write_excel, write_workbook
from bcdr.report.styles import Style, answer_style, coverage_style
from bcdr.report.symbols import ANSWERS, SYMBOLS
from bcdr.study import Study, run_study
from tests.machine import saved_by
from tests.report.portfolios import AS_OF, HOSTILE_NAMES, SETTINGS, portfolio, workload

REPORT_SHEETS = [
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
PAGE_SHEETS = {"Summary", "Cost", "Recovery order", "About"}
HIDDEN_SHEETS = ["Lists", "Origin"]
LIST_SHEETS = [name for name in REPORT_SHEETS if name not in PAGE_SHEETS]
INPUT_SHEETS = [name for name in SHEETS if name not in {"VMs", "Dependencies", "Backups"}]


def head_row(workbook: Workbook, sheet: str) -> int:
    """The row of the headings of a sheet that holds one list."""
    return int(workbook[sheet].auto_filter.ref.split(":")[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def headings(workbook: Workbook, sheet: str) -> list[object]:
    row = head_row(workbook, sheet)
    return [cell.value for cell in workbook[sheet][row]]


def test_sheets_are_the_report_and_then_the_contract(workbook: Workbook) -> None:
    assert workbook.sheetnames == REPORT_SHEETS + INPUT_SHEETS + HIDDEN_SHEETS
    assert workbook.active.title == "Summary"


def test_every_report_sheet_begins_with_title_and_purpose(
    workbook: Workbook, report: Report
) -> None:
    for section in report.sections:
        sheet = workbook[section.title]
        assert sheet["A1"].value == section.title
        assert str(sheet["A2"].value).startswith(section.purpose)


def test_the_headings_of_the_plan(workbook: Workbook) -> None:
    assert headings(workbook, "Plan") == [
        "Application",
        "Workload",
        "Owner",
        "Business unit",
        "Environment",
        "Criticality",
        "Hub",
        "Verdict",
        "Why",
        "Option",
        "Target",
        "Policy",
        "To build",
        *PLAN_DECISION_HEADINGS.values(),
        "Scenario",
        "Recovery place",
        "RTO (hours)",
        "Recovery, likely (hours)",
        "Recovery, planning (hours)",
        "RPO (hours)",
        "Data loss (hours)",
        "MTD (hours)",
        "Evidence",
        "Score (0 to 100)",
        "Score is at least",
        "Warnings",
        "Outlay (USD per year)",
        "Expected penalty (USD per year)",
        "Protection",
        "Outlay (USD per year)",
        "Expected penalty (USD per year)",
        "ID",
        "First alternative",
        "Alternatives",
    ]


def test_the_rows_of_the_plan_are_those_of_the_study(workbook: Workbook, study: Study) -> None:
    sheet, top = workbook["Plan"], head_row(workbook, "Plan")
    columns = {name: place for place, name in enumerate(headings(workbook, "Plan"))}
    rows = list(sheet.iter_rows(min_row=top + 1, max_row=top + 120, values_only=True))
    plan = study.plan_table()
    assert [row[columns["ID"]] for row in rows] == list(plan["workload_id"])
    assert [row[columns["Verdict"]] for row in rows] == list(plan["verdict"])
    penalty = [row[columns["ID"] - 1] for row in rows]
    assert penalty == pytest.approx(list(plan["today_expected_penalty_per_year"]))
    scores = [row[columns["Score (0 to 100)"]] for row in rows]
    for shown, score in zip(scores, plan["score"], strict=True):
        assert shown == (None if math.isnan(score) else pytest.approx(score))


def test_coverage_shows_symbols_with_the_style_of_their_state(
    workbook: Workbook, report: Report
) -> None:
    sheet, top = workbook["Coverage"], head_row(workbook, "Coverage")
    table = report.table("coverage").shown_on(Medium.WORKBOOK)
    for number, row in enumerate(table.rows, start=top + 1):
        for column, value in enumerate(row[4:], start=5):
            state = next(one for one in SYMBOLS if one == value)
            cell = sheet.cell(number, column)
            assert cell.value == SYMBOLS[state].symbol
            assert cell.style == coverage_style(state, is_symbol=True)


def test_coverage_has_its_legend_and_today_beside_the_plan(workbook: Workbook) -> None:
    sheet, top = workbook["Coverage"], head_row(workbook, "Coverage")
    texts = [str(sheet.cell(row, 1).value) for row in range(1, top)]
    assert any("● met" in text and "? unknown" in text for text in texts)
    assert headings(workbook, "Coverage")[4:8] == ["Today", "Plan", "Today", "Plan"]
    assert sheet.cell(top - 1, 5).value == "Data deleted or corrupted *"


def test_lists_keep_their_headings_in_view_filter_and_repeat_them_on_paper(
    workbook: Workbook,
) -> None:
    for name in LIST_SHEETS:
        sheet, top = workbook[name], head_row(workbook, name)
        frozen_column, frozen_row, _, _ = range_boundaries(sheet.freeze_panes)
        assert frozen_row == top + 1
        assert frozen_column >= 2
        assert sheet.print_title_rows.endswith(f"${top}")
        assert range_boundaries(sheet.auto_filter.ref)[3] == sheet.max_row


def test_every_sheet_is_set_up_for_paper(workbook: Workbook) -> None:
    for sheet in (one for one in workbook if one.sheet_state == "visible"):
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.oddFooter.left.text.startswith("Protection plan")
        assert sheet.oddFooter.right.text == "&P / &N"


def test_every_cell_has_a_style_with_a_name(workbook: Workbook) -> None:
    ours = set(map(str, Style)) | {
        coverage_style(state, is_symbol=is_symbol)
        for state in SYMBOLS
        for is_symbol in (True, False)
    }
    ours |= set(map(answer_style, ANSWERS))
    for sheet in workbook:
        used = {cell.style for row in sheet.iter_rows() for cell in row if cell.value is not None}
        assert used <= ours, (sheet.title, used - ours)


def test_headings_of_numbers_carry_the_id_of_their_formula_as_a_comment(
    workbook: Workbook, report: Report
) -> None:
    noted = 0
    for name in LIST_SHEETS:
        table = next(one for one in report.sections if one.title == name).tables[0]
        heads = workbook[name][head_row(workbook, name)]
        for cell, column in zip(heads, table.shown_on(Medium.WORKBOOK).columns, strict=True):
            said = cell.comment.text if cell.comment else ""
            assert said == column.note
            noted += column.quantity in QUANTITIES and said.startswith(column.quantity)
    assert noted > 25


def test_a_comment_can_be_typed_as_a_command(workbook: Workbook) -> None:
    top = head_row(workbook, "Plan")
    heads = {str(cell.value): cell for cell in workbook["Plan"][top]}
    assert heads["Recovery, planning (hours)"].comment.text.splitlines()[-1] == (
        "Why this number: bcdr explain FILE --workload ID --quantity planning_hours --scenario S"
    )


def test_an_answer_has_symbol_word_and_a_style_of_its_own(workbook: Workbook) -> None:
    sheet, top = workbook["Copies"], head_row(workbook, "Copies")
    place = headings(workbook, "Copies").index("Ransomware") + 1
    found = {
        (sheet.cell(row, place).value, sheet.cell(row, place).style)
        for row in range(top + 1, sheet.max_row + 1)
    }
    assert {(f"{ANSWERS[word].symbol} {word}", f"Answer {word}") for word in ("yes", "no")} <= found
    assert len(found) <= 3


def test_columns_are_wide_enough_for_the_words_of_their_headings(workbook: Workbook) -> None:
    for name in LIST_SHEETS:
        for place, heading in enumerate(headings(workbook, name), start=1):
            width = workbook[name].column_dimensions[get_column_letter(place)].width
            longest = max(len(word) for word in str(heading).split())
            assert width >= longest, (name, heading)


def test_numbers_are_formatted_with_separators_and_few_decimals(workbook: Workbook) -> None:
    sheet, top = workbook["Plan"], head_row(workbook, "Plan")
    first = [cell.number_format for cell in sheet[top + 1]]
    formats = dict(zip(headings(workbook, "Plan"), first, strict=True))
    assert formats["Outlay (USD per year)"] == "#,##0;-#,##0"
    assert formats["Recovery, planning (hours)"] == "[<1]0.00;[<100]0.0;#,##0"
    assert formats["Score (0 to 100)"] == "0.0"


def test_charts_are_bound_to_cells_that_hold_what_they_show(
    workbook_file: Path, report: Report
) -> None:
    sheet = openpyxl.load_workbook(workbook_file)["Summary"]
    claims = [block.claim for block in report.section("summary").blocks if isinstance(block, Chart)]
    titles = []
    for chart in sheet._charts:
        titles.append("".join(run.t for run in chart.title.tx.rich.p[0].r))
        for series in chart.series:
            name = sheet[series.tx.strRef.f.split("!")[1].replace("$", "")]
            values = sheet[series.val.numRef.f.split("!")[1].replace("$", "")]
            labels = sheet[series.cat.strRef.f.split("!")[1].replace("$", "")]
            assert name[0][0].value if isinstance(name, tuple) else name.value
            assert len(values) == len(labels) > 1
            assert all(isinstance(row[0].value, (int, float)) for row in values)
            assert all(isinstance(row[0].value, str) for row in labels)
    assert titles == claims


def test_a_change_of_cost_is_not_drawn_as_if_it_were_a_cost(workbook: Workbook) -> None:
    cost = workbook["Summary"]._charts[2]
    labels = workbook["Summary"][cost.series[0].cat.strRef.f.split("!")[1].replace("$", "")]
    assert [row[0].value for row in labels] == ["Today", "With the plan"]


@pytest.mark.parametrize("name", HOSTILE_NAMES, ids=lambda name: repr(name)[:20])
def test_what_people_wrote_stays_text(name: str, hostile_workbook: Workbook) -> None:
    written = excel_text(name)
    found = 0
    for sheet in hostile_workbook:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == written:
                    found += 1
                    assert cell.data_type == "s"
    assert found > 10


def test_only_our_own_formulas_are_formulas(
    hostile_workbook: Workbook, hostile_report: Report
) -> None:
    def column_of(cell: Cell) -> str:
        page = cell.parent.title in PAGE_SHEETS
        return f"{cell.column} {_table_above(cell)}" if page else str(cell.column)

    def _table_above(cell: Cell) -> int:
        """The row of the headings above a cell of a page."""
        row = cell.row
        while cell.parent.cell(row, 1).style not in {Style.HEAD, Style.HEAD_NUMBER}:
            row -= 1
        return int(row)

    formulas = {
        (sheet.title, column_of(cell))
        for sheet in hostile_workbook
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    ours = {
        (section.title, column.key)
        for section in hostile_report.sections
        for table in section.tables
        for column in table.shown_on(Medium.WORKBOOK).columns
        if column.formula and table.rows
    }
    assert {sheet for sheet, _ in formulas} == {sheet for sheet, _ in ours}
    assert len(formulas) == len(ours)


def test_a_text_that_looks_like_a_formula_stays_text_when_it_is_edited(
    hostile_workbook: Workbook,
) -> None:
    cells = [
        cell
        for row in hostile_workbook["Plan"].iter_rows()
        for cell in row
        if cell.value == "@SUM(A1:A9)"
    ]
    assert cells
    assert all(cell.quotePrefix for cell in cells)


def test_a_note_that_is_too_long_for_a_cell_is_cut_and_says_so() -> None:
    long = portfolio([workload("Order desk", notes="n" * (LONGEST_CELL + 5))])
    written = io.BytesIO()
    write_excel(run_study(long, SETTINGS), written)
    sheet = openpyxl.load_workbook(written)["Applications"]
    notes = str(sheet.cell(4, sheet.max_column).value)
    assert len(notes) == LONGEST_CELL
    assert notes.endswith("[cut: a cell holds 32,767 characters]")


def test_the_footer_shows_an_ampersand_of_the_file_name(
    tmp_path: Path, hostile_report: Report
) -> None:
    write_workbook(
        replace(hostile_report, subtitle="R&D.xlsx"), tmp_path / "plan.xlsx", as_of=AS_OF
    )
    sheet = openpyxl.load_workbook(tmp_path / "plan.xlsx")["Plan"]
    assert "R&&D.xlsx" in sheet.oddFooter.left.text


def test_every_part_of_the_file_is_well_formed(workbook_file: Path) -> None:
    with zipfile.ZipFile(workbook_file) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(package.read(name))


@pytest.fixture(scope="session")
def recalculated(
    workbook_file: Path, libreoffice: Path, tmp_path_factory: pytest.TempPathFactory
) -> Workbook:
    """The workbook of the sample as LibreOffice computes and saves it."""
    folder = tmp_path_factory.mktemp("libreoffice")
    saved = saved_by(libreoffice, workbook_file, "xlsx", folder)
    return openpyxl.load_workbook(saved, data_only=True)


def test_libreoffice_finds_no_error_in_any_cell(recalculated: Workbook) -> None:
    assert recalculated.sheetnames == REPORT_SHEETS + INPUT_SHEETS + HIDDEN_SHEETS
    errors = [
        f"{sheet.title}!{cell.coordinate}: {cell.value}"
        for sheet in recalculated
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "e"
    ]
    assert errors == []


def test_libreoffice_computes_what_the_report_says(
    recalculated: Workbook, workbook: Workbook, report: Report
) -> None:
    table = report.table("target-use")
    top = head_row(workbook, "Target use")
    formulas = 0
    for place, column in enumerate(table.columns, start=1):
        if not column.formula:
            continue
        for number, expected in enumerate(table.values(column.key), start=top + 1):
            formulas += 1
            assert workbook["Target use"].cell(number, place).data_type == "f"
            shown = recalculated["Target use"].cell(number, place).value
            assert shown == (
                pytest.approx(expected, abs=1e-9) if isinstance(expected, float) else expected
            )
    assert formulas == 2 * len(table.rows)


def test_an_empty_list_says_why_it_is_empty(tmp_path: Path) -> None:
    study = run_study(portfolio([workload("Order desk")]), SETTINGS)
    report = build_content(study)
    write_workbook(report, tmp_path / "plan.xlsx", as_of=AS_OF)
    sheet = openpyxl.load_workbook(tmp_path / "plan.xlsx")["Findings"]
    texts = [cell.value for cell in sheet["A"]]
    assert "The input raised no finding." in texts
