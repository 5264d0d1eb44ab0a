"""Rows as they were read: their cells as JSON, and their names for the user."""

import datetime
import json

import pytest
from hypothesis import given

from bcdr.model.records import (
    Cell,
    ColumnMatch,
    JsonCell,
    Record,
    RecordTable,
    cell_from_json,
    cell_to_json,
)
from tests.store.factories import CELLS


def table(record: Record) -> RecordTable:
    column = ColumnMatch(header="RTO", letter="E", field="rto_hours", unit="h", confidence=1.0)
    return RecordTable(
        role="Applications", sheet="Apps", header_row=1, columns=(column,), records=(record,)
    )


@given(cell=CELLS)
def test_a_cell_comes_back_from_json_as_it_was(cell: Cell) -> None:
    back = cell_from_json(json.loads(json.dumps(cell_to_json(cell))))
    assert back == cell
    assert type(back) is type(cell)


@pytest.mark.parametrize(
    ("cell", "stored"),
    [
        ("4 h", "4 h"),
        (4, 4),
        (True, True),
        (None, None),
        (datetime.date(2026, 11, 22), {"date": "2026-11-22"}),
        (datetime.datetime.fromisoformat("2026-11-22T04:30"), {"datetime": "2026-11-22T04:30:00"}),
        (datetime.time(4, 30), {"time": "04:30:00"}),
        (datetime.timedelta(hours=36), {"seconds": 129600.0}),
    ],
)
def test_json_says_which_kind_of_time_a_cell_is(cell: Cell, stored: JsonCell) -> None:
    assert cell_to_json(cell) == stored


@pytest.mark.parametrize("stored", [{"weeks": 3.0}, {"seconds": "3"}, {"date": 3.0}, {}])
def test_json_that_is_no_cell_is_refused(stored: JsonCell) -> None:
    with pytest.raises(ValueError, match="is no stored cell; expected datetime, date, time"):
        cell_from_json(stored)


def test_a_record_without_the_field_has_an_empty_cell() -> None:
    assert Record(id="erp", row=7, cells={"rto_hours": 4}).get("rto_hours") == 4
    assert Record(id="erp", row=7, cells={"rto_hours": 4}).get("rpo_hours") is None


def test_a_cell_is_named_as_the_user_sees_it() -> None:
    record = Record(id="erp", row=7, cells={"rto_hours": "soon"})
    assert table(record).cell_name(record, "rto_hours") == "E7"


def test_a_cell_without_a_place_in_the_file_is_named_by_its_record() -> None:
    read, made = Record(id="erp", row=7, cells={}), Record(id="hr", row=0, cells={})
    assert table(read).cell_name(read, "rpo_hours") == "erp"
    assert table(made).cell_name(made, "rto_hours") == "hr"
