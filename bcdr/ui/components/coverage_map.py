"""The map of workloads and scenarios, page by page, and what is behind the cell clicked."""

import math
from collections.abc import Sequence

import streamlit as st

from bcdr.ui import charts, state
from bcdr.ui.claims import cell_claim
from bcdr.ui.components.coverage_legend import state_mark
from bcdr.ui.coverage_rows import MapRow
from bcdr.ui.markup import show, tag
from bcdr.ui.navigation import WORKSHOP
from bcdr.ui.style import palette

ROWS_PER_PAGE = 40


def coverage_map(rows: Sequence[MapRow]) -> None:
    """Show the map, today beside the plan; a click on a cell chooses its workload."""
    pages = math.ceil(len(rows) / ROWS_PER_PAGE)
    number = min(st.session_state.get(state.COVERAGE_PAGE) or 1, pages)
    shown = rows[(number - 1) * ROWS_PER_PAGE : number * ROWS_PER_PAGE]
    selected = charts.clicked_cell(st.session_state.get(state.COVERAGE_MAP))
    _show_cell(shown, selected)
    st.plotly_chart(
        charts.coverage_map(shown, palette(), selected),
        key=state.COVERAGE_MAP,
        on_select="rerun",
        selection_mode="points",
        theme=None,
        config={"displayModeBar": False},
        alt=f"Coverage of {len(shown)} workloads in every scenario, today and with the plan",
    )
    if pages > 1:
        st.pagination(pages, key=state.COVERAGE_PAGE, on_change=_forget_cell)


def _show_cell(rows: Sequence[MapRow], selected: int | None) -> None:
    place = None if selected is None else charts.cell_place(selected, rows)
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="chosen_cell"):
        if place is None:
            show(tag("p", "No cell is chosen. Click one to see what is behind it.", css="b-note"))
            return
        row, panel, column = place
        chosen = rows[row]
        cell = chosen.cells[column]
        state.choose_workload(chosen.workload_id)
        show(
            tag(
                "div",
                state_mark(cell.planned if panel else cell.today),
                tag("span", cell_claim(chosen.title, cell, is_planned=bool(panel))),
                css="b-cell",
            )
        )
        st.page_link(
            WORKSHOP,
            label="Show this workload",
            icon=":material/arrow_forward:",
            query_params=state.address(),
        )


def _forget_cell() -> None:
    st.session_state.pop(state.COVERAGE_MAP, None)
