"""A cell of the review as a control: a change is saved and judged at once."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from bcdr.model.columns import Kind
from bcdr.model.review import ReviewState
from bcdr.ui import state
from bcdr.ui.cells import CellPlace, save_cells
from bcdr.ui.state import Notice
from bcdr.ui.units import heading, help_text, units_of_row

_CHOSEN: Final = frozenset({Kind.YES_NO, Kind.CHOICE})


def cell_control(
    review: ReviewState,
    cell: CellPlace,
    *,
    purpose: str,
    placeholder: str,
    of: str = "",
    note: str = "",
    at: DeltaGenerator | None = None,
    width: int | Literal["stretch"] = "stretch",
) -> None:
    """Show one cell as it is written, to be changed; a word of a closed list is chosen.

    `of` says whose it is, `note` is said beside the help of its column. A unit that is not the
    contract's stands in its title.
    """
    column = cell.column
    place = at or st.container()
    key = state.cell_key(purpose, review.id, cell.row_id, column.field, review.revision)
    units = units_of_row(review.tables, cell.sheet, cell.row_id, column)
    is_own_unit = units[0].name != column.unit
    title = f"{heading(column, units, '') if is_own_unit else column.header}{of}"
    about = f"{help_text(column, units, '')} {note}".strip()
    if column.kind in _CHOSEN:
        # What stands in the file stays to be chosen, even where it is none of the words.
        words = [word for word in dict.fromkeys([*column.choices, cell.text]) if word]
        place.selectbox(
            title,
            words,
            index=words.index(cell.text) if cell.text else None,
            key=key,
            help=about,
            placeholder=placeholder,
            on_change=_save,
            args=(key, cell, title),
            width=width,
        )
    else:
        place.text_input(
            title,
            value=cell.text,
            key=key,
            help=about,
            placeholder=placeholder,
            on_change=_save,
            args=(key, cell, title),
            width=width,
        )


def words_control(
    review: ReviewState,
    cell: CellPlace,
    known: Sequence[str],
    *,
    purpose: str,
    label: str,
    placeholder: str,
    help_text: str,
) -> None:
    """Show a cell that lists several words, to be chosen among known ones or written anew."""
    held = [word.strip() for word in cell.text.split(";") if word.strip()]
    key = state.cell_key(purpose, review.id, cell.row_id, cell.column.field, review.revision)
    with st.form(f"{key}-form", border=False):
        st.multiselect(
            label,
            list(dict.fromkeys([*held, *known])),
            default=held,
            key=key,
            help=help_text,
            placeholder=placeholder,
            accept_new_options=True,
        )
        st.form_submit_button("Save", on_click=_save_words, args=(key, cell, label))


def _save(key: str, cell: CellPlace, title: str) -> None:
    _write(key, cell, title, str(st.session_state[key] or ""))


def _save_words(key: str, cell: CellPlace, title: str) -> None:
    _write(key, cell, title, "; ".join(st.session_state[key]))


def _write(key: str, cell: CellPlace, title: str, text: str) -> None:
    """Save what a control says now.

    While a long study is made, the control that was changed stays on the screen: what it saved
    before is what the cell holds then.
    """
    held = state.written_from(key)
    place = cell if held is None else replace(cell, held=held or None)
    if save_cells([(place, text)]):
        state.keep_written(key, text)
        state.say(Notice(f"{title} is now '{text or 'not given'}'. Saved."))
