"""The grid of applications with what is done to whole rows: add, remove, fill, paste."""

from collections.abc import Sequence, Set

import streamlit as st

from bcdr.model.columns import APPLICATIONS, Column
from bcdr.model.portfolio import Workload
from bcdr.model.records import Record
from bcdr.model.review import Edit, ReviewState
from bcdr.report.wording import counted
from bcdr.ui import grid, rows, state
from bcdr.ui.components.headings import note
from bcdr.ui.components.sheet_grid import sheet_grid
from bcdr.ui.grid import cell_text
from bcdr.ui.rows import Author
from bcdr.ui.state import Notice
from bcdr.ui.store_access import now, save, who
from bcdr.ui.units import Unit, heading, help_text, units_of

_SHEET = APPLICATIONS.name


def portfolio_grid(
    review: ReviewState, workloads: Sequence[Workload], ids: Set[str], currency: str
) -> None:
    """Show the rows of the workloads in scope, to be edited in place.

    `workloads` are all of the portfolio, `ids` those in scope; money is in the currency.
    """
    records = rows.records_of(review, _SHEET)
    shown = grid.records_in_scope(records, workloads, ids)
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        group = st.segmented_control(
            "Columns",
            list(grid.COLUMN_GROUPS),
            default=next(iter(grid.COLUMN_GROUPS)),
            required=True,
            key=state.PORTFOLIO_COLUMNS,
            persist_state="session",
            label_visibility="collapsed",
        )
        with st.container(horizontal=True, width="content", gap="small"):
            _add(review)
            _remove(shown)
            _fill(review, shown, currency)
            _paste(review)
    if len(shown) < len(records):
        st.caption(f"The rows in scope: {len(shown):,} of {len(records):,}.")
    columns = [APPLICATIONS.column(field) for field in grid.COLUMN_GROUPS[str(group)]]
    sheet_grid(
        review,
        shown,
        columns,
        purpose="portfolio",
        sheet=_SHEET,
        pinned=grid.NAMES,
        label="The rows of the applications, to be edited",
        currency=currency,
    )
    note(
        "Cells copied from a spreadsheet can be pasted into the grid with Ctrl+V. They fill the "
        "rows and columns that are there, and a drop-down takes its own words only; Paste, above "
        "the grid, adds rows too and understands other spellings."
    )


def _add(review: ReviewState) -> None:
    with st.popover("Add", icon=":material/add:", key="add"):
        st.text_input("Application", key=state.ADD_APPLICATION)
        st.text_input(
            "Workload", key=state.ADD_WORKLOAD, placeholder="blank: the application is one"
        )
        st.button("Add the row", key="add_row", on_click=_add_row, args=(review,), type="primary")


def _remove(shown: Sequence[Record]) -> None:
    with st.popover("Remove", icon=":material/remove:", key="remove"):
        titles = {record.id: _title(record) for record in shown}
        st.multiselect(
            "Rows",
            list(titles),
            format_func=lambda id_: titles.get(id_, id_),
            key=state.REMOVE_ROWS,
            placeholder="Choose rows by name",
        )
        chosen = [id_ for id_ in st.session_state[state.REMOVE_ROWS] if id_ in titles]
        st.button(
            f"Remove {counted(len(chosen), 'row')}",
            key="remove_rows_now",
            on_click=_remove_rows,
            args=(chosen,),
            disabled=not chosen,
        )
        st.caption("Undo brings them back.")


def _fill(review: ReviewState, shown: Sequence[Record], currency: str) -> None:
    with st.popover("Fill", icon=":material/format_color_fill:", key="fill"):
        fields = [column.field for column in APPLICATIONS.columns if column.field != "id"]
        field = st.selectbox(
            "Column",
            fields,
            index=fields.index("owner"),
            format_func=lambda name: heading(*_with_units(review, name), currency),
            key=state.FILL_FIELD,
        )
        column, units = _with_units(review, str(field))
        st.text_input("Value", key=state.FILL_TEXT, help=help_text(column, units, currency))
        st.checkbox("Only where it is blank", value=True, key=state.FILL_BLANKS)
        st.button(
            f"Fill {counted(len(shown), 'row')} in scope",
            key="fill_rows",
            on_click=_fill_rows,
            args=(shown,),
        )
        st.caption("Narrow Scope first to fill a part of the list.")


def _with_units(review: ReviewState, field: str) -> tuple[Column, Sequence[Unit]]:
    column = APPLICATIONS.column(field)
    return column, units_of(review.tables, _SHEET, column)


def _paste(review: ReviewState) -> None:
    with st.popover("Paste", icon=":material/content_paste:", key="paste"):
        st.text_area(
            "Rows from a spreadsheet, with their headings",
            key=state.PASTED,
            height=160,
            placeholder="Application\tRTO\tOwner",
        )
        st.button("Take them over", key="paste_rows", on_click=_paste_rows, args=(review,),
                  type="primary")  # fmt: skip
        st.caption(
            "Rows that are in the list already change the cells they fill; others are added. "
            "A plain number is read in the unit that its heading names."
        )


def _add_row(review: ReviewState) -> None:
    application = str(st.session_state[state.ADD_APPLICATION]).strip()
    workload = str(st.session_state[state.ADD_WORKLOAD]).strip()
    if not application:
        state.say(Notice("A row needs the name of its application.", is_fault=True))
        return
    cells = {"application": application, "workload": workload}
    if _write(rows.added(review, _SHEET, cells, _author()),
              f"{' / '.join(filter(None, (application, workload)))} is added."):  # fmt: skip
        st.session_state[state.ADD_APPLICATION] = st.session_state[state.ADD_WORKLOAD] = ""


def _remove_rows(chosen: Sequence[str]) -> None:
    if _write(rows.removed(_SHEET, chosen, _author()),
              f"{counted(len(chosen), 'row')} removed."):  # fmt: skip
        st.session_state[state.REMOVE_ROWS] = []


def _fill_rows(shown: Sequence[Record]) -> None:
    field = str(st.session_state[state.FILL_FIELD])
    edits = rows.filled(
        _SHEET,
        shown,
        field,
        str(st.session_state[state.FILL_TEXT]),
        _author(),
        only_blank=bool(st.session_state[state.FILL_BLANKS]),
    )
    _write(edits, f"{APPLICATIONS.column(field).header}: {counted(len(edits), 'row')} filled.")


def _paste_rows(review: ReviewState) -> None:
    found = rows.pasted(review, str(st.session_state[state.PASTED]), _author())
    if found.fault:
        state.say(Notice(found.fault, is_fault=True))
    elif _write(found.edits, found.words):
        st.session_state[state.PASTED] = ""


def _write(edits: Sequence[Edit], said: str) -> bool:
    if not edits:
        state.say(Notice("Nothing changes by that."))
        return False
    if save(edits) is None:
        return False
    state.say(Notice(f"{said} Saved; Undo takes it back in one step."))
    return True


def _author() -> Author:
    return Author(who(), now())


def _title(record: Record) -> str:
    return " / ".join(filter(None, (cell_text(record.get(name)) for name in grid.NAMES)))
