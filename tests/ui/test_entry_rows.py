"""Figures over their defaults: what is typed becomes a row of its own, and goes away again."""

import datetime

import pytest

from bcdr.intake import build
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.records import Record, RecordTable
from bcdr.model.review import Edit, ReviewState, fold
from bcdr.ui import entry_rows
from bcdr.ui.entry_rows import EntrySheet, entry_edits, reset_edits
from bcdr.ui.grid import Grid, build_grid
from bcdr.ui.rows import Author
from tests.ui.conftest import NOW

AUTHOR = Author("ana", NOW)
CATALOGUE = load_catalogue()
LISTS = {
    "figures": (entry_rows.figures, entry_rows.FIGURES),
    "prices": (entry_rows.prices, entry_rows.PRICE_LIST),
    "scenarios": (entry_rows.scenarios, entry_rows.SCENARIO_LIST),
    "facts": (entry_rows.facts, entry_rows.FACTS),
}


def review(*tables: RecordTable) -> ReviewState:
    one = Record(id="a", row=2, cells={"application": "A"})
    applications = RecordTable(
        role="Applications", sheet="A", header_row=1, columns=(), records=(one,)
    )
    return ReviewState(
        id="r", title="R", source=None, tables=(applications, *tables), revision=0, created=NOW,
        changed=NOW,
    )  # fmt: skip


def grid(entries: tuple[Record, ...], sheet: EntrySheet) -> Grid:
    fields = [column.field for column in sheet.columns]
    return build_grid(
        entries, fields, purpose="p", sheet=sheet.sheet, review_id="r", revision=0, number=0
    )


def place(entries: tuple[Record, ...], id_: str) -> int:
    return next(number for number, entry in enumerate(entries) if entry.id == id_)


def after(state: ReviewState, edits: tuple[Edit, ...]) -> ReviewState:
    return review(*fold(state.tables, edits)[1:])


def test_a_value_typed_over_a_default_counts_with_its_source() -> None:
    entries = entry_rows.figures(CATALOGUE)
    row = place(entries, "link-efficiency")
    made = entry_edits(
        review(), entry_rows.FIGURES, grid(entries, entry_rows.FIGURES),
        {(row, "value"): "0.5", (row, "source"): "Measured"}, AUTHOR,
    )  # fmt: skip
    state = after(review(), made)
    reading = build(state.tables, as_of=datetime.date(2026, 11, 22))
    entry = reading.catalogue.assumption("link-efficiency")
    assert (entry.value, entry.source, str(entry.origin)) == (0.5, "Measured", "given")
    assert not reading.has_errors
    assert entry_rows.overridden(state, entry_rows.FIGURES, ["link-efficiency"])


def test_a_range_typed_alone_keeps_the_value() -> None:
    entries = entry_rows.figures(CATALOGUE)
    row = place(entries, "link-efficiency")
    shown = grid(entries, entry_rows.FIGURES)
    made = entry_edits(review(), entry_rows.FIGURES, shown, {(row, "low"): "0.1"}, AUTHOR)
    reading = build(after(review(), made).tables, as_of=datetime.date(2026, 11, 22))
    entry = reading.catalogue.assumption("link-efficiency")
    default = CATALOGUE.assumption("link-efficiency")
    assert (entry.low, entry.value) == (0.1, default.value)


@pytest.mark.parametrize("name", list(LISTS))
def test_every_entry_has_what_its_columns_show(name: str) -> None:
    records, sheet = LISTS[name]
    entries = records(CATALOGUE)
    assert entries
    frame = grid(entries, sheet).frame
    assert (frame["title"] != "").all()
    assert (frame["source"] != "").all()
    assert (frame["date"] != "").all()


@pytest.mark.parametrize("name", list(LISTS))
def test_what_is_shown_can_be_written_back_without_a_finding(name: str) -> None:
    records, sheet = LISTS[name]
    entries = records(CATALOGUE)
    shown = grid(entries, sheet)
    field = "value" if sheet.has_value else "frequency_per_year"
    typed = {
        (row, field): shown.frame[field][row]
        for row in range(len(entries))
        if shown.frame[field][row]
    }
    made = entry_edits(review(), sheet, shown, typed, AUTHOR)
    reading = build(after(review(), made).tables, as_of=datetime.date(2026, 11, 22))
    assert [one for one in reading.findings if one.sheet == sheet.sheet] == []


def test_a_default_stands_again_after_a_reset() -> None:
    entries = entry_rows.prices(CATALOGUE)
    shown = grid(entries, entry_rows.PRICE_LIST)
    made = entry_edits(review(), entry_rows.PRICE_LIST, shown, {(0, "value"): "99"}, AUTHOR)
    state = after(review(), made)
    reset = reset_edits(state, entry_rows.PRICE_LIST, entries[0].id, AUTHOR)
    reading = build(after(review(), (*made, *reset)).tables, as_of=datetime.date(2026, 11, 22))
    assert reading.catalogue.prices == CATALOGUE.prices
    assert [one for one in reading.findings if one.sheet == "Prices"] == []


def test_a_row_of_the_file_is_changed_where_it_stands_and_removed_by_a_reset() -> None:
    held = Record(id="row-7", row=7, cells={"price": CATALOGUE.prices[0].id, "value": 3})
    table = RecordTable(role="Prices", sheet="P", header_row=1, columns=(), records=(held,))
    entries = entry_rows.prices(CATALOGUE)
    shown = grid(entries, entry_rows.PRICE_LIST)
    state = review(table)
    (made,) = entry_edits(state, entry_rows.PRICE_LIST, shown, {(0, "value"): "4"}, AUTHOR)
    assert (made.row_id, made.before, made.after) == ("row-7", 3, "4")
    (reset,) = reset_edits(state, entry_rows.PRICE_LIST, CATALOGUE.prices[0].id, AUTHOR)
    assert (reset.row_id, reset.after) == ("row-7", "removed")
    assert reset_edits(review(), entry_rows.PRICE_LIST, CATALOGUE.prices[0].id, AUTHOR) == ()
