"""The rows of a review laid out as the sheets they came from, with what was changed since."""

import datetime
from dataclasses import replace

from bcdr.intake import read_tables
from bcdr.intake.raw import RawSheet
from bcdr.model.records import Record
from bcdr.report.rows_as_read import sheets_of_tables
from tests.intake.books import book

CONTENT = book(
    Applications=[
        ["A title"],
        [None, "Application", "RTO", "Colour"],
        [None, "Shop", datetime.time(4, 0), "red"],
    ]
)


def laid_out(*more: Record) -> RawSheet:
    (table,) = read_tables(CONTENT, "list.xlsx").tables
    (found,) = sheets_of_tables([replace(table, records=(*table.records, *more))])
    return found


def test_every_used_cell_stands_where_it_stood() -> None:
    rows = laid_out().rows
    assert rows[1][1:4] == ["Application", "RTO", "Colour"]
    assert rows[2][1:3] == ["Shop", datetime.time(4, 0)]


def test_a_row_that_was_added_stands_below_the_others() -> None:
    added = Record(id="new", row=0, cells={"application": "Till"})
    assert laid_out(added).rows[3][1] == "Till"


def test_tables_without_a_sheet_are_left_out() -> None:
    (table,) = read_tables(CONTENT, "list.xlsx").tables
    assert sheets_of_tables([replace(table, role="Notes"), replace(table, header_row=0)]) == ()
