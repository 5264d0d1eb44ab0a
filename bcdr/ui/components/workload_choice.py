"""Which workload the Application page is about."""

from collections.abc import Sequence

import streamlit as st

from bcdr.model.portfolio import Workload
from bcdr.ui import state


def workload_choice(workloads: Sequence[Workload]) -> str:
    """Return the id of the workload chosen.

    The choice stands in the address; the first is chosen where there is none that can be.
    """
    titles = {workload.id: workload.title for workload in workloads}
    ids = list(titles)
    wanted = state.workload_id()
    if wanted not in titles:
        wanted = ids[0]
    # The choice may have been made on another page, or by a link: the control follows it.
    st.session_state[state.APPLICATION_CHOICE] = wanted
    chosen = st.selectbox(
        "Application and workload",
        ids,
        format_func=lambda id_: titles.get(id_, id_),
        key=state.APPLICATION_CHOICE,
        on_change=_choose,
        width=560,
        label_visibility="collapsed",
    )
    state.choose_workload(str(chosen))
    return str(chosen)


def _choose() -> None:
    state.choose_workload(str(st.session_state[state.APPLICATION_CHOICE]))
