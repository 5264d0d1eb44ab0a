"""Where the workshop stands: progress over the list, which list, one back and one on."""

from collections.abc import Sequence

import streamlit as st

from bcdr.model.portfolio import Workload
from bcdr.ui import state
from bcdr.ui.decisions import Shown, list_of, of_list, progress
from bcdr.ui.markup import show, tag
from bcdr.ui.studies import Current

_MARKS = {Shown.DECIDED: "●", Shown.PARKED: "\N{EN DASH}", Shown.OPEN: "○"}


def workshop_bar(now: Current, workloads: Sequence[Workload]) -> str:
    """Return the id of the workload to speak of now.

    The choice stands in the address. A workload that has just left the list, for instance because
    it is decided now, stays until somebody goes on.
    """
    titles = {workload.id: workload.title for workload in workloads}
    ids = list(titles)
    done = progress(ids, now.decisions)
    shown = _shown()
    listed = of_list(ids, now.decisions, shown)
    wanted = state.workload_id() if state.workload_id() in titles else (*listed, *ids)[0]
    state.choose_workload(wanted)
    share = done.decided / max(1, done.every)
    with st.container(key="workshop_bar"):
        words, lists, back, choice, on = st.columns(
            [3.6, 4.2, 1.4, 4.6, 1.4], vertical_alignment="center"
        )
        with words:
            show(
                tag("div", done.words, css="b-progress-words"),
                tag(
                    "div",
                    tag("span", css="b-part-0", style=f"width:{100 * share:.1f}%"),
                    css="b-bar b-progress",
                    role="img",
                    aria_label=done.words,
                ),
            )
        st.session_state[state.WORKSHOP_LIST_CHOICE] = shown
        lists.segmented_control(
            "Which workloads",
            list(Shown),
            required=True,
            key=state.WORKSHOP_LIST_CHOICE,
            on_change=_choose_list,
            label_visibility="collapsed",
        )
        before, after = _neighbours(ids, listed, wanted)
        back.button(
            "Back",
            key="workshop_back",
            icon=":material/arrow_back:",
            on_click=state.choose_workload,
            args=(before,),
            disabled=before is None,
            width="stretch",
        )
        with choice:
            _choice(now, titles, listed, wanted)
        on.button(
            "Next",
            key="workshop_next",
            icon=":material/arrow_forward:",
            icon_position="right",
            on_click=state.choose_workload,
            args=(after,),
            disabled=after is None,
            width="stretch",
        )
    return wanted


def _choice(now: Current, titles: dict[str, str], listed: Sequence[str], wanted: str) -> None:
    offered = listed if wanted in listed else (wanted, *listed)
    # The choice may have been made on another page, or by a link: the control follows it.
    st.session_state[state.WORKSHOP_CHOICE] = wanted
    st.selectbox(
        "Application and workload",
        offered,
        format_func=lambda id_: f"{_MARKS[list_of(now.decisions.get(id_))]} {titles.get(id_, id_)}",
        key=state.WORKSHOP_CHOICE,
        on_change=_choose,
        label_visibility="collapsed",
    )


def _shown() -> Shown:
    said = state.view(state.WORKSHOP_LIST)
    return Shown(said) if said in set(Shown) else Shown.ALL


def _choose_list() -> None:
    chosen = Shown(st.session_state[state.WORKSHOP_LIST_CHOICE])
    state.choose_view(state.WORKSHOP_LIST, "" if chosen is Shown.ALL else str(chosen))


def _choose() -> None:
    state.choose_workload(str(st.session_state[state.WORKSHOP_CHOICE]))


def _neighbours(
    ids: Sequence[str], listed: Sequence[str], wanted: str
) -> tuple[str | None, str | None]:
    """Return the ids before and after in the list, by the order of all workloads."""
    place = {id_: number for number, id_ in enumerate(ids)}
    here = place[wanted]
    before = [id_ for id_ in listed if place[id_] < here]
    after = [id_ for id_ in listed if place[id_] > here]
    return (before[-1] if before else None), (after[0] if after else None)
