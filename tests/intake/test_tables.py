"""Sheets become tables; what is left out is reported."""

from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

from bcdr.intake import Code, read_tables
from bcdr.intake.tables import TablesRead
from tests.intake.books import book, codes, finding, read, saved, with_part
from tests.intake.test_package import SHEET, sheet_xml


def tables(**sheets: Sequence[Any]) -> TablesRead:
    return read_tables(book(**sheets), "book.xlsx")


def test_rows_keep_their_number_their_cells_and_an_id_of_their_own() -> None:
    read_ = tables(
        Applications=[
            ["Applications of 2026"],
            [],
            ["ID", "Application", "Workload", "RTO"],
            ["A1", "Shop", None, "4 h"],
            [],
            [None, "Order desk", "Database", 8],
            [None, "Order  DESK", "database", None],
        ]
    )

    (table,) = read_.tables
    assert (table.role, table.sheet, table.header_row) == ("Applications", "Applications", 3)
    assert [(record.row, record.id) for record in table.records] == [
        (4, "A1"),
        (6, "order-desk--database"),
        (7, "order-desk--database-2"),
    ]
    assert table.records[1].cells == {"application": "Order desk", "workload": "Database",
                                      "rto_hours": 8.0}  # fmt: skip
    assert (read_.rows_read, read_.rows_blank, read_.rows_skipped) == (3, 1, 0)


def test_an_id_that_stands_twice_is_told_apart() -> None:
    read_ = tables(Applications=[["ID", "Application"], ["A1", "Shop"], ["A1", "Desk"]])

    assert [record.id for record in read_.tables[0].records] == ["A1", "A1-2"]
    assert codes(read_.findings) == [("Applications!A3", Code.ID_TWICE)]


def test_a_list_under_another_name_is_found_by_its_header() -> None:
    read_ = tables(
        Cover=[["Business impact analysis"]],
        Inventory=[["App name", "Owner", "RTO"], ["Shop", "Ana", "4 h"]],
        Apps=[["Application"], ["Desk"]],
    )

    assert [(table.role, table.sheet) for table in read_.tables] == [("Applications", "Inventory")]
    assert codes(read_.findings) == [
        ("Inventory", Code.SHEET_GUESSED),
        ("file", Code.SHEET_NOT_USED),
    ]
    assert "'Cover' and 'Apps'" in read_.findings[1].problem


def test_a_hidden_sheet_is_not_guessed() -> None:
    workbook = Workbook()
    workbook.worksheets[0].append(["Fruit"])
    hidden = workbook.create_sheet("Old list")
    hidden.append(["Application", "RTO"])
    hidden.sheet_state = "hidden"

    read_ = read_tables(saved(workbook), "book.xlsx")

    assert read_.tables == ()
    assert codes(read_.findings)[-1] == ("file", Code.NO_USABLE_SHEET)


def test_the_sheets_that_explain_the_template_are_not_reported() -> None:
    read_ = tables(Applications=[["Application"], ["Shop"]], Columns=[["Sheet"]], Lists=[["x"]])

    assert read_.findings == ()


def test_a_sheet_without_its_header_is_reported() -> None:
    read_ = tables(Applications=[["Application"], ["Shop"]], Hubs=[["Site"], ["Hamburg"]])

    assert codes(read_.findings) == [("Hubs", Code.HEADER_MISSING)]
    assert "'Hub'" in read_.findings[0].problem


def test_columns_that_are_not_used_are_listed_once() -> None:
    read_ = tables(
        Applications=[["Application", "Colour", "Support tier", "Fruit"], ["Shop", 1, 2, 3]]
    )

    assert codes(read_.findings) == [
        ("Applications!B1 and D1", Code.COLUMN_NOT_USED),
        ("Applications!C1", Code.LOOK_ALIKE),
    ]
    assert "it ranks something else" in read_.findings[1].problem


def test_small_typing_errors_in_headers_are_forgiven() -> None:
    read_ = tables(Applications=[["Application", "Criticalty"], ["Shop", "High"]])

    assert read_.tables[0].records[0].cells["criticality"] == "High"


def test_a_column_that_is_only_likely_is_said() -> None:
    read_ = tables(Inventory=[["Name", "RTO", "Owner"], ["Shop", "4 h", "Ana"]])

    assert ("Inventory!A1", Code.COLUMN_GUESSED) in codes(read_.findings)


def test_the_second_of_two_columns_that_say_the_same_is_reported() -> None:
    read_ = tables(Applications=[["Application", "RTO", "RTO"], ["Shop", "4 h", "8 h"]])

    assert codes(read_.findings) == [("Applications!C1", Code.COLUMN_TWICE)]
    assert read_.tables[0].records[0].cells["rto_hours"] == "4 h"


def test_totals_and_headers_among_the_rows_are_left_out_and_reported() -> None:
    read_ = tables(
        Applications=[
            ["Application", "RTO"],
            ["Shop", "4 h"],
            ["Application", "RTO"],
            ["TOTAL:", 4],
            ["Total commerce", "8 h"],
        ]
    )

    assert [record.row for record in read_.tables[0].records] == [2, 5]
    assert codes(read_.findings) == [
        ("Applications!A3", Code.HEADER_AGAIN),
        ("Applications!A4", Code.TOTAL_ROW),
    ]
    assert read_.rows_skipped == 2


def test_the_example_row_is_left_out_unless_someone_wrote_over_it() -> None:
    header = ["ID", "Application", "Workload"]
    kept = tables(Applications=[header, ["example", "Shop", "Database"]])
    left_out = tables(Applications=[header, ["example", "Order desk", "Database"]])

    assert [record.id for record in kept.tables[0].records] == ["example"]
    assert left_out.tables[0].records == ()
    assert codes(left_out.findings) == [("Applications!B2", Code.EXAMPLE_ROW)]


def test_rows_that_are_only_numbered_are_blank() -> None:
    rows: list[Any] = [["ID", "Application"], [1, "Shop"], *([n, None] for n in range(6))]

    read_ = tables(Applications=rows)

    assert [record.id for record in read_.tables[0].records] == ["1"]
    assert codes(read_.findings) == [("Applications!A3, A4, A5 and 3 more", Code.BLANK_ROWS)]
    assert read_.rows_blank == 6


def test_cells_merged_downwards_hold_for_each_row() -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Applications"
    for row in (["Application", "Workload"], ["Shop", "Web"], [None, "Database"], ["Desk", "Web"]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")

    read_ = read_tables(saved(workbook), "book.xlsx")

    assert [record.cells["application"] for record in read_.tables[0].records] == [
        "Shop",
        "Shop",
        "Desk",
    ]
    assert codes(read_.findings) == [("Applications!A2", Code.MERGED_CELLS)]


def test_cells_whose_value_is_lost_are_reported_where_they_count() -> None:
    content = book(Applications=[["Application", "RTO", "Colour"], ["Shop", "=1+3", "=1+1"]])
    found = read(content)

    assert codes(found) == [
        ("Applications!C1", Code.COLUMN_NOT_USED),
        ("Applications!B2", Code.FORMULA_WITHOUT_VALUE),
    ]
    assert "save it and upload it again" in finding(found, Code.FORMULA_WITHOUT_VALUE).remedy


def test_error_cells_are_quoted() -> None:
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Application</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>RTO</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>Shop</t></is></c>'
        '<c r="B2" t="e"><v>#REF!</v></c></row>'
    )
    found = read(with_part(book(Applications=[["x"]]), SHEET, sheet_xml(cells)))

    assert codes(found) == [("Applications!B2", Code.ERROR_CELL)]
    assert "'#REF!'" in finding(found, Code.ERROR_CELL).problem


def test_a_file_without_a_list_says_what_to_do() -> None:
    nothing = tables(Sheet1=[])
    other = tables(Fruit=[["Fruit", "Colour"], ["Apple", "red"]])

    assert codes(nothing.findings) == [("file", Code.NO_ROWS)]
    assert codes(other.findings)[-1] == ("file", Code.NO_USABLE_SHEET)
    assert "`bcdr template`" in other.findings[-1].remedy
