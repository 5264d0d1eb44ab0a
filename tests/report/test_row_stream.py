"""Rows as text: what a program reads from them, and where they are put."""

import datetime
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from defusedxml import ElementTree

from bcdr.report import excel
from bcdr.report.blocks import CellKind, Column, Report, Section, Table, Text, TextRole
from bcdr.report.excel import write_workbook
from bcdr.report.row_stream import PLACE, Formula, RowStream, insert_rows

AS_OF = datetime.date(2026, 11, 22)


def element(*cells: Any, height: float | None = None) -> Any:
    rows = RowStream(lambda name, is_quoted: len(name) + 100 * is_quoted)
    rows.write(7, [cell if cell is None else (cell, "Words") for cell in cells], height)
    rows.file.seek(0)
    return ElementTree.fromstring(rows.file.read())


def report_of(*tables: Table) -> Report:
    sections = tuple(
        Section(
            id=table.id, title=table.title, purpose="For tests.",
            blocks=(Text(PLACE, TextRole.CLAIM), table),
        )
        for table in tables
    )  # fmt: skip
    return Report(title="Plan", subtitle="today", sections=sections, inputs=())


def table_of(rows: int, *columns: Column) -> Table:
    made = columns or (Column(key="name", title="Name"), Column(key="n", title="N"))
    return Table(
        id="list", title="List", columns=made,
        rows=tuple((f"row {number}", number) for number in range(rows)),
    )  # fmt: skip


def written(report: Report, path: Path) -> Path:
    write_workbook(report, path, as_of=AS_OF)
    return path


def test_a_row_has_its_number_height_and_styles() -> None:
    row = element("a", None, 2, height=27.5)
    assert row.attrib == {"r": "7", "ht": "27.5", "customHeight": "1"}
    assert [cell.attrib["r"] for cell in row] == ["A7", "C7"]
    assert {cell.attrib["s"] for cell in row} == {"5"}
    assert element("a").attrib == {"r": "7"}


@pytest.mark.parametrize(
    ("value", "shown"),
    [(3, "3"), (0.1 + 0.2, "0.30000000000000004"), (-4.5, "-4.5"), (1e-9, "1e-09"),
     (datetime.date(2026, 11, 22), "46348")],
)  # fmt: skip
def test_numbers_keep_all_their_figures_and_dates_are_days(value: object, shown: str) -> None:
    (cell,) = element(value)
    assert "t" not in cell.attrib
    assert cell.find("v").text == shown


@pytest.mark.parametrize("text", ["a < b & c", " in front", "two\nlines", '"said"', "</is>"])
def test_texts_stay_as_they_are(text: str) -> None:
    (cell,) = element(text)
    assert cell.attrib["t"] == "inlineStr"
    assert cell.find("is/t").text == text


def test_what_looks_like_a_formula_stays_text_in_a_style_that_keeps_it() -> None:
    (cell,) = element("=1+1")
    assert cell.attrib == {"r": "A7", "s": "105", "t": "inlineStr"}
    assert cell.find("f") is None


def test_a_formula_of_ours_stands_beside_what_it_gives() -> None:
    number, words, blank = element(
        Formula("A1/B1", 0.25), Formula('IF(A1<1,"few","many")', "few"), Formula("A1")
    )
    assert (number.find("f").text, number.find("v").text) == ("A1/B1", "0.25")
    assert words.attrib["t"] == "str"
    assert (words.find("f").text, words.find("v").text) == ('IF(A1<1,"few","many")', "few")
    assert blank.find("v").text is None


def test_a_program_that_computes_nothing_shows_what_a_formula_gives(tmp_path: Path) -> None:
    columns = (
        Column(key="name", title="Name"),
        Column(key="n", title="N", kind=CellKind.NUMBER, formula="{n}*1"),
    )
    path = written(report_of(table_of(2, *columns)), tmp_path / "plan.xlsx")
    shown = openpyxl.load_workbook(path, data_only=True)["List"]
    assert [cell.value for cell in shown["B"]][-2:] == [0, 1]


def test_rows_follow_the_headings_even_where_the_claim_says_what_the_place_says(
    tmp_path: Path,
) -> None:
    path = written(report_of(table_of(3)), tmp_path / "plan.xlsx")
    sheet = openpyxl.load_workbook(path)["List"]
    assert [cell.value for cell in sheet["A"]] == [
        "List", "For tests.", PLACE, "Name", "row 0", "row 1", "row 2",
    ]  # fmt: skip


def test_a_list_longer_than_a_sheet_goes_on_on_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(excel, "LONGEST_LIST", 4)
    book = openpyxl.load_workbook(written(report_of(table_of(10)), tmp_path / "plan.xlsx"))
    assert book.sheetnames == ["List", "List 2", "List 3", "Origin"]
    names = [
        cell.value for sheet in book for cell in sheet["A"] if str(cell.value).startswith("row")
    ]
    assert names == [f"row {number}" for number in range(10)]
    assert {sheet["A1"].value for sheet in book if sheet.title != "Origin"} == {"List"}


def test_a_file_may_be_written_to_memory() -> None:
    target = io.BytesIO()
    write_workbook(report_of(table_of(1)), target, as_of=AS_OF)
    assert openpyxl.load_workbook(target)["List"].max_row == 5


def test_rows_without_a_place_are_a_fault() -> None:
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as package:
        package.writestr("sheet.xml", "<sheetData></sheetData>")
    rows = RowStream(lambda _name, _quoted: 1)
    with pytest.raises(ValueError, match="no row that stands for those to follow"):
        insert_rows(saved, io.BytesIO(), {"sheet.xml": rows.file})
