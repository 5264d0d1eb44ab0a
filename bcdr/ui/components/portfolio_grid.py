"""The editable grid of applications: every change is saved the moment it is made."""

from collections.abc import Mapping, Sequence, Set

import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from bcdr.model.columns import APPLICATIONS, Kind
from bcdr.model.portfolio import Workload
from bcdr.model.records import Record
from bcdr.model.review import ReviewState
from bcdr.ui import grid, state
from bcdr.ui.grid import Grid
from bcdr.ui.store_access import now, redo, save, undo, who

_HEIGHT = 520
_ROW_HEIGHT = 34


def portfolio_grid(review: ReviewState, workloads: Sequence[Workload], ids: Set[str]) -> None:
    """Show the rows of the workloads in scope, to be edited in place, with undo and redo.

    `workloads` are all of the portfolio, `ids` those in scope.
    """
    records = next(
        (table.records for table in review.tables if table.role == APPLICATIONS.name), ()
    )
    shown_records = grid.records_in_scope(records, workloads, ids)
    with st.container(horizontal=True, vertical_alignment="center"):
        group = st.segmented_control(
            "Columns",
            list(grid.COLUMN_GROUPS),
            default=next(iter(grid.COLUMN_GROUPS)),
            required=True,
            key=state.PORTFOLIO_COLUMNS,
            persist_state="session",
            label_visibility="collapsed",
        )
        st.button("Undo", icon=":material/undo:", on_click=undo, disabled=review.revision == 0)
        st.button("Redo", icon=":material/redo:", on_click=redo, disabled=review.revision == 0)
    if len(shown_records) < len(records):
        st.caption(f"The rows in scope: {len(shown_records):,} of {len(records):,}.")
    shown = _shown_grid(shown_records, review, str(group))
    st.data_editor(
        shown.frame,
        key=shown.key,
        on_change=_save_typed,
        hide_index=True,
        column_config=_column_config(shown),
        disabled=("id",),
        num_rows="fixed",
        height=min(_HEIGHT, _ROW_HEIGHT * (len(shown.rows) + 2)),
        alt="The rows of the applications, to be edited",
    )


def _shown_grid(records: Sequence[Record], review: ReviewState, group: str) -> Grid:
    """Return the grid on the screen, or a new one where the review changed elsewhere."""
    kept: Grid | None = state.grid()
    rows = tuple(record.id for record in records)
    if (
        kept is not None
        and (kept.review_id, kept.revision) == (review.id, review.revision)
        and (kept.group, kept.rows) == (group, rows)
        # A page that was left takes its widgets with it: what was typed is in the review by now.
        and kept.key in st.session_state
    ):
        return kept
    fresh = grid.build_grid(
        records,
        group,
        review_id=review.id,
        revision=review.revision,
        number=0 if kept is None else kept.number + 1,
    )
    state.keep_grid(fresh)
    return fresh


def _save_typed() -> None:
    """Write what was typed since the last time; runs before the page is shown again."""
    shown: Grid = state.grid()
    changes = grid.typed(shown, st.session_state[shown.key]["edited_rows"])
    if not changes:
        return
    result = save(grid.edits(shown, changes, who(), now()))
    if result is not None:
        state.keep_grid(shown.after_write(result.revision, changes))
    else:
        # What is on the screen was not saved: show what is.
        state.keep_grid(shown.outdated())


def _column_config(shown: Grid) -> Mapping[str, ColumnConfig]:
    config: dict[str, ColumnConfig] = {}
    for name in shown.fields:
        column = APPLICATIONS.column(name)
        is_name = name in grid.NAMES
        if column.kind in {Kind.CHOICE, Kind.YES_NO}:
            # What stands in the file stays to be chosen, even where it is none of the words.
            words = [*column.choices, *shown.frame[name].tolist()]
            config[name] = st.column_config.SelectboxColumn(
                column.header,
                help=column.help,
                options=[word for word in dict.fromkeys(words) if word],
                pinned=is_name,
            )
        else:
            config[name] = st.column_config.TextColumn(
                column.header,
                help=column.help,
                alignment="right" if grid.is_numeric(column) else None,
                pinned=is_name,
                width="medium" if is_name else None,
            )
    return config
