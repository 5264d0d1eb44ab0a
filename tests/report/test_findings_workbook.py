"""The user's own rows with findings beside them: values as they were, words for every colour."""

import datetime
import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from bcdr.intake import read_workbook
from bcdr.intake.findings_left_out import without_findings
from bcdr.intake.raw import RawSheet, read_raw
from bcdr.intake.reading import Reading
from bcdr.model.findings import Finding, FindingSeverity
from bcdr.model.findings_sheets import FINDINGS_TITLE
from bcdr.model.records import Cell
from bcdr.report.finding_marks import marks_of
from bcdr.report.findings_workbook import header_rows_of, write_findings
from bcdr.report.sheet_names import LONGEST_NAME, SheetNames
from bcdr.resources import data_folder
from tests.machine import LIBREOFFICE, saved_by
from tests.ui.messy import messy_register

AS_OF = datetime.date(2026, 6, 1)
SAMPLE = data_folder() / "sample-portfolio.xlsx"

moment = datetime.datetime.fromisoformat

VALUES: tuple[Cell, ...] = (
    "Order desk", "=1+1", "007", 4.0, 12.5, True, datetime.date(2026, 5, 12),
    moment("2026-05-12 10:30"), datetime.time(4, 0), datetime.timedelta(hours=36),
)  # fmt: skip


def finding(
    cell: str,
    *,
    severity: FindingSeverity = FindingSeverity.ERROR,
    sheet: str = "List",
    cells: tuple[str, ...] = (),
) -> Finding:
    return Finding(
        code="not-a-duration",
        severity=severity,
        sheet=sheet,
        cell=cell,
        problem="'soon' is not a duration; it is read as blank.",
        remedy="Write 4 h.",
        cells=cells,
    )


def sheet(*rows: list[Cell], name: str = "List", is_visible: bool = True) -> RawSheet:
    return RawSheet(name=name, is_visible=is_visible, rows=list(rows))


def written(sheets: list[RawSheet], findings: list[Finding], *heads: int) -> bytes:
    target = io.BytesIO()
    write_findings(sheets, findings, target, header_rows={"List": heads})
    return target.getvalue()


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_workbook(SAMPLE, as_of=AS_OF)


@pytest.fixture(scope="module")
def sample_file(reading: Reading, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("findings") / "findings.xlsx"
    sheets = read_raw(SAMPLE.read_bytes(), SAMPLE.name).sheets
    write_findings(sheets, reading.findings, path, header_rows=header_rows_of(reading.tables))
    return path


def test_every_row_comes_back_as_the_same_portfolio(reading: Reading, sample_file: Path) -> None:
    assert read_workbook(sample_file, as_of=AS_OF).portfolio == reading.portfolio


def test_libreoffice_keeps_every_row(reading: Reading, sample_file: Path, tmp_path: Path) -> None:
    libreoffice = LIBREOFFICE.path()
    assert libreoffice is not None, LIBREOFFICE.remedy()
    saved = saved_by(libreoffice, sample_file, "xlsx", tmp_path)
    assert read_workbook(saved, as_of=AS_OF).portfolio == reading.portfolio


def test_every_finding_is_listed_the_weightiest_first(reading: Reading, sample_file: Path) -> None:
    rows = list(openpyxl.load_workbook(sample_file)[FINDINGS_TITLE].iter_rows(values_only=True))
    heads = next(number for number, row in enumerate(rows) if row[0] == "Severity")
    listed = rows[heads + 1 :]
    assert len(listed) == len(reading.findings)
    words = [str(row[0]).lower() for row in listed]
    assert words == sorted(words, key=["error", "warning", "note"].index)
    assert {row[2] for row in listed} == {one.cell or None for one in reading.findings}


def test_values_keep_their_type() -> None:
    content = written([sheet(["Heading"] * len(VALUES), list(VALUES))], [], 1)
    assert tuple(read_raw(content, "findings.xlsx").sheets[1].rows[1]) == VALUES


def test_a_text_is_never_a_formula() -> None:
    cell = opened(written([sheet(["=SUM(A2:A9)"])], []))["List"]["A1"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=SUM(A2:A9)", "s", True)


def test_a_moment_before_spreadsheets_have_dates_stays_a_text() -> None:
    early = moment("1890-01-01 04:00")
    assert opened(written([sheet([early])], []))["List"]["A1"].value == "1890-01-01 04:00:00"


def test_durations_that_were_read_as_moments_come_back_as_they_were() -> None:
    moments: list[Cell] = [moment("1900-01-01 12:00"), moment("1900-03-01 01:00")]
    content = written([sheet(moments)], [])
    assert read_raw(content, "findings.xlsx").sheets[1].rows[0] == moments


def test_a_cell_with_a_finding_is_coloured_commented_and_named_in_words() -> None:
    page = opened(written([sheet(["Name", "RTO"], ["Desk", "soon"])], [finding("B2")], 1))["List"]
    comment = page["B2"].comment
    assert comment is not None
    assert comment.text == ("Error: 'soon' is not a duration; it is read as blank.\nWrite 4 h.")
    assert page["B2"].fill.fgColor.rgb != page["A2"].fill.fgColor.rgb
    assert [page["C1"].value, page["C2"].value] == [
        FINDINGS_TITLE,
        "Error in B2: 'soon' is not a duration; it is read as blank. Write 4 h.",
    ]


def test_the_severities_have_colours_of_their_own() -> None:
    rows = sheet(["a", "b", "c"])
    findings = [
        finding(cell, severity=severity)
        for cell, severity in zip(("A1", "B1", "C1"), FindingSeverity, strict=True)
    ]
    page = opened(written([rows], findings))["List"]
    assert len({page[cell].fill.fgColor.rgb for cell in ("A1", "B1", "C1")}) == 3


def test_a_cell_takes_the_colour_of_its_weightiest_finding() -> None:
    findings = [finding("A1", severity=FindingSeverity.NOTE), finding("A1")]
    marks = marks_of(findings, "List", 1, 1)
    assert marks.severity((1, 1)) is FindingSeverity.ERROR


def test_a_repeated_fault_marks_every_cell_not_only_those_it_names() -> None:
    one = finding("A2, A3, A4 and 2 more", cells=("A2", "A3", "A4", "A5", "A6"))
    assert [row for row, _ in marks_of([one], "List", 6, 1).cells] == [2, 3, 4, 5, 6]


def test_reading_says_every_cell_of_a_repeated_fault(tmp_path: Path) -> None:
    workbook = Workbook()
    page = workbook.active
    assert page is not None
    page.title = "Applications"
    page.append(["Application", "RTO"])
    for number in range(9):
        page.append([f"Application {number}", "soon"])
    workbook.save(tmp_path / "list.xlsx")
    found = read_workbook(tmp_path / "list.xlsx", as_of=AS_OF).findings
    repeated = next(one for one in found if one.code == "not-a-duration")
    assert repeated.cells == tuple(f"B{row}" for row in range(2, 11))


def test_a_range_marks_the_cells_that_lie_on_the_sheet() -> None:
    assert list(marks_of([finding("A2:B9")], "List", 3, 2).cells) == [
        (2, 1), (2, 2), (3, 1), (3, 2),
    ]  # fmt: skip


def test_the_id_of_a_row_is_no_cell() -> None:
    assert not marks_of([finding("order-desk")], "List", 9, 9).cells


def test_a_list_of_findings_leads_to_the_cell() -> None:
    page = opened(written([sheet(["Name"], ["soon"])], [finding("A2")], 1))[FINDINGS_TITLE]
    link = page["C4"].hyperlink
    assert link is not None
    assert link.location == "'List'!A2"


def test_hidden_sheets_stay_hidden_and_names_are_made_fit() -> None:
    sheets = [sheet(["a"], name="findings", is_visible=False), sheet(["b"], name="A/B")]
    book = opened(written(sheets, []))
    assert book.sheetnames == [FINDINGS_TITLE, "findings 2", "A_B"]
    assert book["findings 2"].sheet_state == "hidden"


def test_names_of_sheets_are_short_and_differ() -> None:
    names = SheetNames()
    first, second = names.of("x" * 40), names.of("x" * 50)
    assert len(first) == len(second) == LONGEST_NAME
    assert first != second


def test_a_sheet_without_findings_gets_no_column() -> None:
    page = opened(written([sheet(["Name"], ["Desk"])], [], 1))["List"]
    assert page.max_column == 1


def test_a_workbook_of_findings_is_read_again_without_its_own_parts(
    reading: Reading, sample_file: Path
) -> None:
    again = read_workbook(sample_file, as_of=AS_OF)
    assert again.findings == reading.findings
    assert [one.headers_key for one in again.proposals] == [
        one.headers_key for one in reading.proposals
    ]


def test_a_list_of_ones_own_called_findings_is_not_left_out() -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = FINDINGS_TITLE
    for row in (["Application", "RTO", FINDINGS_TITLE], ["Desk", "4 h", "none"]):
        page.append(row)
    written_book = io.BytesIO()
    book.save(written_book)
    found = read_workbook(written_book.getvalue(), name="own.xlsx", as_of=AS_OF)
    assert found.counts["applications"] == 1


def test_a_column_of_ones_own_called_findings_stays_in_a_workbook_of_findings() -> None:
    own = sheet(["Application", "RTO", FINDINGS_TITLE], ["Desk", "4 h", "to be looked at"])
    content = written([own], [], 1)
    assert without_findings(read_raw(content, "findings.xlsx").sheets)[0].rows == own.rows


def test_a_mended_workbook_of_a_messy_list_is_read_as_the_list() -> None:
    content = messy_register()
    before = read_workbook(content, name="register.xlsx", as_of=AS_OF)
    target = io.BytesIO()
    write_findings(
        read_raw(content, "register.xlsx").sheets,
        before.findings,
        target,
        header_rows=header_rows_of(before.tables),
    )
    after = read_workbook(target.getvalue(), name="findings.xlsx", as_of=AS_OF)
    assert (after.portfolio, after.findings) == (before.portfolio, before.findings)
