"""The editable grid of one sheet: every change is saved the moment it is made."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Literal, TypeAlias

import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from bcdr.model.columns import Column, Kind
from bcdr.model.records import Record
from bcdr.model.review import Edit, ReviewState
from bcdr.ui import grid, state
from bcdr.ui.grid import Grid
from bcdr.ui.store_access import now, save, who
from bcdr.ui.units import Unit, heading, help_text, units_of

_ROW_HEIGHT = 35
_LETTERS_SHOWN = 6
"""Of a number, in a column as narrow as the browser makes it."""
_LETTER_PIXELS = 8
_MARK_LETTERS = 4
"""What the mark of a column that can be edited takes beside its title."""
_EDGE_PIXELS = 20
_WIDEST_PIXELS = 240

Typed: TypeAlias = Mapping[tuple[int, str], str]
ToEdits: TypeAlias = Callable[[Grid, Typed], Sequence[Edit]]
"""From what was typed, by position and field, to the edits that save it."""


def own_edits(shown: Grid, typed: Typed) -> Sequence[Edit]:
    """Return what was typed as edits of the rows that are shown."""
    return grid.edits(shown, typed, who(), now())


def sheet_grid(
    review: ReviewState,
    records: Sequence[Record],
    columns: Sequence[Column],
    *,
    purpose: str,
    sheet: str,
    pinned: Collection[str],
    fixed: Collection[str] = (),
    height: int = 520,
    label: str,
    to_edits: ToEdits = own_edits,
    currency: str = "",
) -> None:
    """Show rows to be edited in place; `pinned` columns stay in sight, `fixed` ones stay as is.

    Each heading says the unit that a plain number is read in; `currency` is that of money,
    where a column holds some.
    """
    units = {column.field: units_of(review.tables, sheet, column) for column in columns}
    shown = _shown_grid(records, review, tuple(one.field for one in columns), purpose, sheet)
    with st.container(key=f"sheet-{purpose}"):
        st.data_editor(
            shown.frame,
            key=shown.key,
            on_change=_save_typed,
            args=(purpose, to_edits),
            hide_index=True,
            column_config=_column_config(shown, columns, pinned, units, currency),
            disabled=("id", *fixed),
            num_rows="fixed",
            height=min(height, _ROW_HEIGHT * (len(shown.rows) + 1) + 3),
            placeholder="",
            alt=label,
        )


def _shown_grid(
    records: Sequence[Record],
    review: ReviewState,
    fields: tuple[str, ...],
    purpose: str,
    sheet: str,
) -> Grid:
    """Return the grid on the screen, or a new one where the review changed elsewhere."""
    kept: Grid | None = state.grid(purpose)
    rows = tuple(record.id for record in records)
    if (
        kept is not None
        and (kept.review_id, kept.revision) == (review.id, review.revision)
        and (kept.fields, kept.rows) == (fields, rows)
        # A page that was left takes its widgets with it: what was typed is in the review by now.
        and kept.key in st.session_state
    ):
        return kept
    fresh = grid.build_grid(
        records,
        fields,
        purpose=purpose,
        sheet=sheet,
        review_id=review.id,
        revision=review.revision,
        number=0 if kept is None else kept.number + 1,
    )
    state.keep_grid(purpose, fresh)
    return fresh


def _save_typed(purpose: str, to_edits: ToEdits) -> None:
    """Write what was typed since the last time; runs before the page is shown again."""
    shown: Grid = state.grid(purpose)
    changes = grid.typed(shown, st.session_state[shown.key]["edited_rows"])
    if not changes:
        return
    result = save(to_edits(shown, changes))
    if result is not None:
        state.keep_grid(purpose, shown.after_write(result.revision, changes))
    else:
        # What is on the screen was not saved: show what is.
        state.keep_grid(purpose, shown.outdated())


def _column_config(
    shown: Grid,
    columns: Sequence[Column],
    pinned: Collection[str],
    units: Mapping[str, Sequence[Unit]],
    currency: str,
) -> Mapping[str, ColumnConfig]:
    config: dict[str, ColumnConfig] = {}
    for column in columns:
        is_pinned = column.field in pinned
        title = heading(column, units[column.field], currency)
        about = help_text(column, units[column.field], currency)
        if column.kind in {Kind.CHOICE, Kind.YES_NO}:
            # What stands in the file stays to be chosen, even where it is none of the words.
            words = [*column.choices, *shown.frame[column.field].tolist()]
            config[column.field] = st.column_config.SelectboxColumn(
                title,
                help=about,
                options=["", *(word for word in dict.fromkeys(words) if word)],
                pinned=is_pinned,
            )
        else:
            config[column.field] = st.column_config.TextColumn(
                title,
                help=about,
                alignment="right" if grid.is_numeric(column) else None,
                pinned=is_pinned,
                width=_width(shown, column, title, is_pinned=is_pinned),
            )
    return config


def _width(
    shown: Grid, column: Column, title: str, *, is_pinned: bool
) -> Literal["medium", "large"] | int | None:
    """Return how wide a column of text is, None where the browser may tell."""
    if column.field == "title":
        return "large"
    if is_pinned:
        return "medium"
    if not grid.is_numeric(column):
        return None
    longest = max(map(len, shown.frame[column.field].tolist()), default=0)
    if longest <= _LETTERS_SHOWN:
        return None
    # A number that is cut at its left is another number.
    letters = max(longest, len(title) + _MARK_LETTERS)
    return min(_WIDEST_PIXELS, _LETTER_PIXELS * letters + _EDGE_PIXELS)
