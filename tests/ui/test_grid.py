"""The grid: cells as text, what was typed as edits, nothing twice and nothing lost."""

import datetime

import pytest

from bcdr.model.portfolio import Workload
from bcdr.model.records import Cell, Record
from bcdr.ui.grid import COLUMN_GROUPS, Grid, build_grid, cell_text, edits, records_in_scope, typed
from tests.ui.conftest import NOW


def record(id_: str, **cells: Cell) -> Record:
    return Record(id=id_, row=2, cells=cells)


RECORDS = (
    record("a", application="Order desk", rto_hours=4.0, owner="Ana"),
    record("b", application="Payroll", rto_hours="2 d"),
)


def grid() -> Grid:
    return build_grid(
        RECORDS,
        COLUMN_GROUPS["Essentials"],
        purpose="portfolio",
        sheet="Applications",
        review_id="r",
        revision=3,
        number=1,
    )


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("  ", ""),
        ("4 h", "4 h"),
        (4.0, "4"),
        (0.25, "0.25"),
        (True, "Yes"),
        (datetime.date(2026, 5, 12), "2026-05-12"),
        (datetime.datetime(2026, 5, 12), "2026-05-12"),  # noqa: DTZ001  a cell has no zone
        (datetime.timedelta(hours=36), "36 h"),
        (datetime.time(4, 30), "04:30:00"),
    ],
)
def test_a_cell_stands_in_the_grid_as_people_write_it(cell: Cell, text: str) -> None:
    assert cell_text(cell) == text


def test_the_grid_shows_the_columns_of_its_group_and_every_row() -> None:
    assert tuple(grid().frame.columns) == COLUMN_GROUPS["Essentials"]
    assert grid().frame["application"].tolist() == ["Order desk", "Payroll"]


def test_what_was_typed_becomes_an_edit_with_what_was_there_before() -> None:
    shown = grid()
    changes = typed(shown, {0: {"rto_hours": "2 h"}, "1": {"owner": "Bo"}})
    assert changes == {(0, "rto_hours"): "2 h", (1, "owner"): "Bo"}
    made = edits(shown, changes, "ana", NOW)
    assert [(e.row_id, e.field, e.before, e.after, e.who) for e in made] == [
        ("a", "rto_hours", 4.0, "2 h", "ana"),
        ("b", "owner", None, "Bo", "ana"),
    ]


def test_what_is_written_is_not_written_again() -> None:
    shown = grid()
    seen = {0: {"rto_hours": "2 h"}}
    after = shown.after_write(4, typed(shown, seen))
    assert typed(after, seen) == {}
    assert after.key == shown.key


def test_a_second_change_of_a_cell_stands_on_the_first() -> None:
    shown = grid()
    after = shown.after_write(4, typed(shown, {0: {"rto_hours": "2 h"}}))
    made = edits(after, typed(after, {0: {"rto_hours": "1 h"}}), "ana", NOW)
    assert [(e.before, e.after) for e in made] == [("2 h", "1 h")]


def test_a_cleared_cell_becomes_empty() -> None:
    shown = grid()
    made = edits(shown, typed(shown, {0: {"owner": None}}), "ana", NOW)
    assert [(e.before, e.after) for e in made] == [("Ana", None)]


def test_a_cell_typed_as_it_was_is_no_change() -> None:
    assert typed(grid(), {0: {"rto_hours": "4"}, 1: {"owner": None}}) == {}


def test_what_no_row_or_column_has_is_left_out() -> None:
    assert typed(grid(), {7: {"owner": "Bo"}, 0: {"nothing": "x"}}) == {}


def test_rows_in_scope_keep_the_rows_of_their_application() -> None:
    records = (
        record("own", application="Order desk"),
        record("db", application="ORDER DESK"),
        record("pay", application="Payroll"),
    )
    workloads = (
        Workload(id="db", application="Order desk", workload="Database"),
        Workload(id="pay", application="Payroll"),
    )
    assert [one.id for one in records_in_scope(records, workloads, {"db"})] == ["own", "db"]
    assert records_in_scope(records, workloads, {"db", "pay"}) == records
