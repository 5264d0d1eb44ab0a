"""Cells and tables as JSON text."""

import datetime
import json
import math
from decimal import Decimal
from types import MappingProxyType

import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcdr.model.records import Cell, ColumnMatch, Record, RecordTable
from bcdr.store.encoding import cell_from_text, cell_to_text, tables_from_text, tables_to_text
from tests.store.factories import BASE, CELLS

COLUMNS = st.builds(
    ColumnMatch,
    header=st.text(),
    letter=st.text(),
    field=st.none() | st.text(),
    unit=st.text(),
    confidence=st.floats(0, 1),
)
RECORDS = st.builds(
    Record, id=st.text(), row=st.integers(0), cells=st.dictionaries(st.text(), CELLS, max_size=4)
)
TABLES = st.builds(
    RecordTable,
    role=st.text(),
    sheet=st.text(),
    header_row=st.integers(0),
    columns=st.lists(COLUMNS, max_size=3).map(tuple),
    records=st.lists(RECORDS, max_size=3).map(tuple),
)


@given(cell=CELLS)
def test_a_cell_comes_back_from_text_as_it_was(cell: Cell) -> None:
    back = cell_from_text(cell_to_text(cell))
    assert back == cell
    assert type(back) is type(cell)


@given(tables=st.lists(TABLES, max_size=2).map(tuple))
def test_tables_come_back_from_text_as_they_were(tables: tuple[RecordTable, ...]) -> None:
    assert tables_from_text(tables_to_text(tables)) == tables


def test_a_mapping_that_cannot_be_changed_is_kept_too() -> None:
    record = Record(id="erp", row=4, cells=MappingProxyType({"rto_hours": 4.0}))
    table = RecordTable(role="A", sheet="A", header_row=1, columns=(), records=(record,))
    assert tables_from_text(tables_to_text((table,)))[0].records[0].cells == {"rto_hours": 4.0}


def test_stored_text_is_plain_ascii_json() -> None:
    """Any database keeps it, whatever its character set."""
    text = tables_to_text(BASE)
    assert text.isascii()
    assert [table["role"] for table in json.loads(text)["tables"]] == ["Applications", "Settings"]
    assert cell_to_text("a\x00\ud800é").isascii()


@pytest.mark.parametrize("number", [math.inf, -math.inf])
def test_a_number_without_bound_is_kept(number: float) -> None:
    assert cell_from_text(cell_to_text(number)) == number


def test_a_type_that_no_cell_has_is_refused() -> None:
    with pytest.raises(TypeError, match=r"Decimal\('4'\) is of type Decimal, which no cell has"):
        cell_to_text(Decimal(4))  # type: ignore[arg-type]


def test_a_missing_time_of_pandas_is_refused_as_it_would_not_come_back() -> None:
    missing: datetime.datetime = pandas.NaT  # type: ignore[assignment]
    with pytest.raises(ValueError, match="Invalid isoformat string: 'NaT'"):
        cell_to_text(missing)
