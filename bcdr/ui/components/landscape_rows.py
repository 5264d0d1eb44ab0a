"""Rows that a person describes: Hubs, targets, objectives, rules; to be edited, added, removed."""

from collections.abc import Mapping

import streamlit as st

from bcdr.model.columns import Sheet
from bcdr.model.records import Cell
from bcdr.model.review import ReviewState
from bcdr.report.wording import counted
from bcdr.ui import rows, state
from bcdr.ui.components.headings import note, section
from bcdr.ui.components.sheet_grid import sheet_grid
from bcdr.ui.grid import cell_text
from bcdr.ui.rows import Author
from bcdr.ui.state import Notice
from bcdr.ui.store_access import now, save, who
from bcdr.ui.units import heading, help_text, units_of


def landscape_rows(
    review: ReviewState,
    sheet: Sheet,
    *,
    noun: str,
    about: str,
    required: tuple[str, ...],
    assumed: Mapping[str, Mapping[str, Cell]] | None = None,
    currency: str = "",
) -> None:
    """Show the rows of a sheet; `required` are the fields that a new row needs.

    `assumed` are rows, by name, that stand in as long as nobody describes them; one click makes
    them the review's own. `currency` is that of money, where a column holds some.
    """
    records = rows.records_of(review, sheet.name)
    offered = assumed or {}
    verb = "is" if len(offered) == 1 else "are"
    also = f"; {len(offered):,} more {verb} assumed" if offered else ""
    section(f"{counted(len(records), noun)} described{also}", about)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _add(review, sheet, noun, required)
        if records:
            _remove(sheet, {one.id: cell_text(one.get(sheet.key[0])) or one.id for one in records})
        if offered:
            st.button(
                f"Describe the assumed {noun}s yourself",
                key=f"take-{sheet.name}",
                icon=":material/edit_note:",
                on_click=_take,
                args=(review, sheet, offered),
                help="Writes what is assumed into rows of this review, to be corrected there.",
            )
    if records:
        sheet_grid(
            review,
            records,
            sheet.columns,
            purpose=f"rows-{sheet.name}",
            sheet=sheet.name,
            pinned=sheet.key[:1],
            label=f"{sheet.title}, to be edited",
            currency=currency,
        )
    if offered:
        note(f"Assumed: {', '.join(offered)}.")


def _add(review: ReviewState, sheet: Sheet, noun: str, required: tuple[str, ...]) -> None:
    with st.popover(f"Add a {noun}", icon=":material/add:", key=f"add-{sheet.name}"):
        for field in required:
            column = sheet.column(field)
            key = _new_key(sheet, field)
            # A new row goes into the first table, and is read as its rows are.
            units = units_of(review.tables, sheet.name, column)[:1]
            title, about = heading(column, units, ""), help_text(column, units, "")
            if column.choices:
                st.selectbox(title, column.choices, key=key, help=about)
            else:
                st.text_input(title, key=key, help=about)
        st.button("Add", key=f"add-{sheet.name}-now", type="primary", on_click=_add_now,
                  args=(review, sheet, required))  # fmt: skip


def _remove(sheet: Sheet, titles: dict[str, str]) -> None:
    with st.popover("Remove", icon=":material/remove:", key=f"remove-{sheet.name}"):
        chosen = st.multiselect(
            "Rows",
            list(titles),
            format_func=lambda id_: titles.get(id_, id_),
            key=f"removed-{sheet.name}",
        )
        st.button(
            f"Remove {counted(len(chosen), 'row')}",
            key=f"remove-{sheet.name}-now",
            on_click=_remove_now,
            args=(sheet, tuple(chosen)),
            disabled=not chosen,
        )


def _new_key(sheet: Sheet, field: str) -> str:
    return f"new-{sheet.name}-{field}"


def _add_now(review: ReviewState, sheet: Sheet, required: tuple[str, ...]) -> None:
    cells = {
        field: str(st.session_state[_new_key(sheet, field)] or "").strip() for field in required
    }
    missing = [sheet.column(field).header for field, text in cells.items() if not text]
    if missing:
        state.say(Notice(f"Fill in {' and '.join(missing)} first.", is_fault=True))
        return
    if save(rows.added(review, sheet.name, cells, Author(who(), now()))) is not None:
        state.say(Notice(f"{cells[required[0]]} is added. Saved."))
        for field in required:
            st.session_state.pop(_new_key(sheet, field), None)


def _remove_now(sheet: Sheet, chosen: tuple[str, ...]) -> None:
    if save(rows.removed(sheet.name, chosen, Author(who(), now()))) is not None:
        state.say(Notice(f"{counted(len(chosen), 'row')} removed. Saved; Undo brings them back."))


def _take(review: ReviewState, sheet: Sheet, offered: Mapping[str, Mapping[str, Cell]]) -> None:
    author = Author(who(), now())
    edits = tuple(
        edit for cells in offered.values() for edit in rows.added(review, sheet.name, cells, author)
    )
    if save(edits) is not None:
        state.say(Notice(f"{counted(len(offered), 'row')} to correct now. Saved."))
