"""The empty workbook: what people fill in, and what the reader makes of it."""

import datetime
import io
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bcdr.intake import Code, Reading, read_workbook
from bcdr.model.columns import APPLICATIONS, SHEETS, Kind
from bcdr.report.drop_downs import LISTS_SHEET
from bcdr.report.template import COLUMNS_SHEET, write_template
from tests.machine import saved_by

AS_OF = datetime.date(2026, 6, 1)


@pytest.fixture
def template() -> Workbook:
    """The workbook as written, opened again."""
    stream = io.BytesIO()
    write_template(stream)
    return load_workbook(io.BytesIO(stream.getvalue()))


def read(workbook: Workbook) -> Reading:
    stream = io.BytesIO()
    workbook.save(stream)
    return read_workbook(stream.getvalue(), name="template.xlsx", as_of=AS_OF)


def fill_in(workbook: Workbook) -> None:
    """Write the example of every column of every sheet below its header."""
    for sheet in SHEETS.values():
        worksheet = workbook[sheet.name]
        for number, column in enumerate(sheet.columns, start=1):
            example: str | float = column.example
            if column.kind in (Kind.NUMBER, Kind.COUNT, Kind.MONEY) and column.example:
                example = float(column.example)
            worksheet.cell(3, number).value = example or None
    sheet = workbook["Applications"]
    for row, (name, workload) in enumerate([("Order desk", "Web"), ("Directory", None)], start=4):
        sheet.cell(row, 2).value = name
        sheet.cell(row, 3).value = workload
    targets = workbook["Targets"]
    targets.append([])
    for cell, value in zip(targets[4], ("Backup vault", "dedicated-external"), strict=False):
        cell.value = value
    workbook["Hubs"].cell(4, 1).value = "Hub South"
    workbook["Hubs"].cell(4, 2).value = "Rotterdam"


def test_every_sheet_of_the_contract_is_there_with_its_headers(template: Workbook) -> None:
    assert template.sheetnames == [*SHEETS, COLUMNS_SHEET, LISTS_SHEET]
    for sheet in SHEETS.values():
        headers = [cell.value for cell in template[sheet.name][1]]
        assert headers == [column.header for column in sheet.columns]


def test_every_header_explains_its_column(template: Workbook) -> None:
    for sheet in SHEETS.values():
        for cell, column in zip(template[sheet.name][1], sheet.columns, strict=True):
            assert cell.comment is not None
            assert column.help in cell.comment.text


def test_headers_stay_in_sight_and_can_be_filtered(template: Workbook) -> None:
    for name in SHEETS:
        worksheet = template[name]
        assert worksheet.freeze_panes == ("D2" if name == "Applications" else "B2")
        assert worksheet.auto_filter.ref.startswith("A1:")


def offered(worksheet: Worksheet, cell: str) -> str:
    for drop_down in worksheet.data_validations.dataValidation:
        if cell in drop_down:
            return str(drop_down.formula1)
    return ""


def test_closed_lists_are_offered_as_drop_downs(template: Workbook) -> None:
    for sheet in SHEETS.values():
        for number, column in enumerate(sheet.columns, start=1):
            cell = template[sheet.name].cell(5, number).coordinate
            if column.kind in (Kind.CHOICE, Kind.YES_NO, Kind.CRITICALITY):
                assert offered(template[sheet.name], cell), f"{sheet.name} {column.header}"
    assert offered(template["Applications"], "W2") == '"Yes,No"'
    hub = APPLICATIONS.fields.index("hub") + 1
    cell = template["Applications"].cell(900, hub).coordinate
    assert offered(template["Applications"], cell) == "Hubs!$A$2:$A$1000"


def test_drop_downs_of_long_lists_point_at_the_words(template: Workbook) -> None:
    criticality = APPLICATIONS.fields.index("criticality") + 1
    cell = template["Applications"].cell(2, criticality).coordinate
    reference = offered(template["Applications"], cell)
    sheet, _, cells = reference.partition("!")

    words = [row[0].value for row in template[sheet][cells.replace("$", "")]]

    assert template[sheet].sheet_state == "hidden"
    assert "Mission critical" in words
    assert None not in words


def test_durations_stay_words_so_that_no_program_makes_dates_of_them(template: Workbook) -> None:
    rto = APPLICATIONS.fields.index("rto_hours") + 1

    assert template["Applications"].cell(10, rto).number_format == "@"


def test_every_column_is_explained(template: Workbook) -> None:
    rows = list(template[COLUMNS_SHEET].iter_rows(min_row=5, values_only=True))

    explained = [(row[0], row[1], row[7]) for row in rows]
    assert explained == [
        (sheet.name, column.header, column.field)
        for sheet in SHEETS.values()
        for column in sheet.columns
    ]
    assert all(row[3] for row in rows)


def test_the_empty_template_says_only_that_it_is_empty(template: Workbook) -> None:
    found = read(template)

    assert [(item.place, item.code) for item in found.findings] == [
        ("Applications!B2", Code.EXAMPLE_ROW),
        ("Applications", Code.NO_ROWS),
    ]


def test_the_examples_of_all_columns_are_read_without_a_fault(template: Workbook) -> None:
    fill_in(template)

    found = read(template)

    assert not [str(item) for item in found.findings if item.severity == "error"]
    assert found.portfolio is not None
    database = found.portfolio.workloads[0]
    assert (database.title, database.rto_hours, database.rpo_hours) == (
        "Order desk / Database",
        4,
        0.25,
    )
    assert [item.target for item in database.current] == ["Hub South", "Backup vault"]


def test_libreoffice_changes_nothing_that_counts(
    template: Workbook, libreoffice: Path, tmp_path: Path
) -> None:
    fill_in(template)
    (tmp_path / "in").mkdir()
    source = tmp_path / "in" / "template.xlsx"
    template.save(source)

    before = read_workbook(source, as_of=AS_OF)
    after = read_workbook(saved_by(libreoffice, source, "xlsx", tmp_path), as_of=AS_OF)
    assert after.portfolio == before.portfolio
    assert after.findings == before.findings
