"""A review's tables with edits folded in, against known answers and a slow reading of the log."""

import math
from collections.abc import Sequence

import pytest
from hypothesis import given

from bcdr.model.records import Cell, Record, RecordTable
from bcdr.model.review import (
    PRESENT,
    REMOVED,
    ROW_FIELD,
    Edit,
    Folding,
    current_cell,
    fold,
    is_empty,
    same_cell,
)
from tests.store.factories import BASE, MINUTE, NOW, WISHES, edit, edits_for

Wishes = list[tuple[tuple[str, str, str], Cell]]

ADD_HR = edit("hr", ROW_FIELD, None, PRESENT)
REMOVE_ERP = edit("erp", ROW_FIELD, PRESENT, REMOVED)
RESTORE_ERP = edit("erp", ROW_FIELD, REMOVED, PRESENT)


def row_ids(tables: Sequence[RecordTable], role: str = "Applications") -> list[str]:
    return [record.id for table in tables if table.role == role for record in table.records]


def test_without_edits_the_tables_are_the_base() -> None:
    assert fold(BASE, ()) == BASE


def test_the_newest_edit_of_a_cell_counts() -> None:
    tables = fold(BASE, (edit(after="2 h"), edit(before="2 h", after="1 h")))
    assert current_cell(tables, "Applications", "erp", "rto_hours") == "1 h"
    assert current_cell(tables, "Applications", "erp", "application") == "ERP"


def test_an_edit_leaves_the_base_as_it_is() -> None:
    fold(BASE, (edit(),))
    assert BASE[0].records[0].get("rto_hours") == "4 h"


def test_an_edit_adds_the_row_and_the_table_that_are_not_there() -> None:
    tables = fold(BASE, (edit("d1", "notes", None, "went well", table="Drills"),))
    assert tables[2] == RecordTable(
        role="Drills",
        sheet="Drills",
        header_row=0,
        columns=(),
        records=(Record(id="d1", row=0, cells={"notes": "went well"}),),
    )


def test_a_row_brought_by_a_cell_goes_with_its_last_cell() -> None:
    set_goal = edit("goal", "value", None, "lowest-outlay", table="Settings")
    assert row_ids(fold(BASE, (set_goal,)), "Settings") == ["currency", "goal"]
    assert fold(BASE, (set_goal, set_goal.inverse("Bob", NOW))) == BASE


def test_an_added_row_stands_while_it_is_empty() -> None:
    assert row_ids(fold(BASE, (ADD_HR,))) == ["erp", "crm", "hr"]


def test_a_removed_row_comes_back_with_its_cells_in_its_place() -> None:
    changed = edit(after="2 h")
    assert row_ids(fold(BASE, (changed, REMOVE_ERP))) == ["crm"]
    assert fold(BASE, (changed, REMOVE_ERP, RESTORE_ERP)) == fold(BASE, (changed,))


def test_a_row_is_found_in_each_of_two_tables_of_one_role() -> None:
    second = RecordTable(
        role="Applications",
        sheet="Site B",
        header_row=1,
        columns=(),
        records=(Record(id="web", row=2, cells={"rto_hours": "1 h"}),),
    )
    tables = fold((BASE[0], second), (edit("web", before="1 h", after="3 h"), ADD_HR))
    assert [[record.id for record in table.records] for table in tables] == [
        ["erp", "crm", "hr"],
        ["web"],
    ]
    assert current_cell(tables, "Applications", "web", "rto_hours") == "3 h"


def test_the_current_cell_of_a_row_says_whether_it_is_there() -> None:
    assert current_cell(BASE, "Applications", "erp", ROW_FIELD) == PRESENT
    assert current_cell(BASE, "Applications", "hr", ROW_FIELD) is None
    assert current_cell(BASE, "Settings", "erp", "rto_hours") is None


def test_a_folding_tells_a_removed_row_from_one_that_never_was() -> None:
    folding = Folding(BASE)
    folding.apply(REMOVE_ERP)
    assert folding.cell("Applications", "erp", ROW_FIELD) == REMOVED
    assert folding.cell("Applications", "erp", "rto_hours") is None
    assert folding.cell("Applications", "hr", ROW_FIELD) is None


def test_a_trial_on_a_part_leaves_the_folding_as_it_is() -> None:
    folding = Folding(BASE)
    folding.apply(edit(after="2 h"))
    part = folding.part((edit(),))
    assert part.cell("Applications", "erp", "rto_hours") == "2 h"
    part.apply(edit(after="1 h"))
    assert part.cell("Applications", "erp", "rto_hours") == "1 h"
    assert folding.cell("Applications", "erp", "rto_hours") == "2 h"


def test_an_inverse_edit_names_the_edit_it_undoes() -> None:
    saved = Edit(
        table="Applications",
        row_id="erp",
        field="rto_hours",
        before="4 h",
        after="2 h",
        who="Ada",
        when=NOW,
        number=7,
        batch=6,
    )
    assert saved.inverse("Bob", NOW + MINUTE) == Edit(
        table="Applications",
        row_id="erp",
        field="rto_hours",
        before="2 h",
        after="4 h",
        who="Bob",
        when=NOW + MINUTE,
        undoes=7,
    )


@pytest.mark.parametrize("cell", [None, "", "  ", "\n"])
def test_none_and_blank_text_are_empty(cell: Cell) -> None:
    assert is_empty(cell)
    assert same_cell(cell, None)
    assert not same_cell(cell, 0)


@pytest.mark.parametrize("cell", [0, False, "0", 0.0])
def test_zero_is_not_empty(cell: Cell) -> None:
    assert not is_empty(cell)


def test_cells_are_the_same_by_what_they_say() -> None:
    assert same_cell(4, 4.0)
    assert same_cell(math.nan, math.nan)
    assert not same_cell(1, True)
    assert not same_cell("4", 4)
    assert not same_cell("4 h", "4h")


@given(wishes=WISHES)
def test_folding_agrees_with_a_slow_reading_of_the_log(wishes: Wishes) -> None:
    edits = edits_for(wishes, Folding(BASE))
    tables = fold(BASE, edits)
    assert {
        (table.role, record.id): dict(record.cells) for table in tables for record in table.records
    } == slow_rows(BASE, edits)


@given(wishes=WISHES)
def test_a_folding_holds_what_the_folded_tables_hold(wishes: Wishes) -> None:
    folding = Folding(BASE)
    edits = edits_for(wishes, folding)
    tables = folding.tables()
    assert tables == fold(BASE, edits)
    for one in edits:
        place = (one.table, one.row_id, one.field)
        held = folding.cell(*place)
        assert same_cell(current_cell(tables, *place), None if held == REMOVED else held)


@given(wishes=WISHES)
def test_the_inverse_of_every_edit_gives_the_base_back(wishes: Wishes) -> None:
    edits = edits_for(wishes, Folding(BASE))
    back = [one.inverse("Bob", NOW) for one in reversed(edits)]
    assert fold(BASE, [*edits, *back]) == BASE


def slow_rows(
    base: Sequence[RecordTable], edits: Sequence[Edit]
) -> dict[tuple[str, str], dict[str, Cell]]:
    """Every row as the log tells it, each cell looked up on its own: the newest edit counts."""
    in_base = {(table.role, row.id): dict(row.cells) for table in base for row in table.records}
    rows: dict[tuple[str, str], dict[str, Cell]] = {}
    for key in [*in_base, *((one.table, one.row_id) for one in edits)]:
        newest = {one.field: one.after for one in edits if (one.table, one.row_id) == key}
        presence = newest.pop(ROW_FIELD, None)
        was_added = any(
            (one.table, one.row_id, one.field, one.before) == (*key, ROW_FIELD, None)
            for one in edits
        )
        base_cells = in_base.get(key, {})
        cells = {
            field: newest.get(field, base_cells.get(field))
            for field in [*base_cells, *newest]
            if field in base_cells or newest[field] is not None
        }
        is_there = key in in_base or was_added or any(not is_empty(c) for c in cells.values())
        if is_there and presence != REMOVED:
            rows[key] = cells
    return rows
