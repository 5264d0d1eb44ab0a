"""Tabs of which only the open one is computed."""

from collections.abc import Callable, Mapping

import streamlit as st

from bcdr.ui import state


def views(page: str, shown: Mapping[str, Callable[[], None]]) -> None:
    """Show one tab per title, and the content of the open one; the choice stands in the address.

    `page` is the key of the address that tells the tab of this page.
    """
    titles = list(shown)
    chosen = state.view(page) if state.view(page) in shown else titles[0]
    key = state.tabs_key(page)
    # The choice may have come with a link: the control follows it.
    st.session_state[key] = chosen
    tabs = st.tabs(titles, key=key, on_change=_choose, args=(page, titles[0]))
    for title, tab in zip(titles, tabs, strict=True):
        if tab.open:
            with tab:
                shown[title]()


def _choose(page: str, first: str) -> None:
    chosen = str(st.session_state[state.tabs_key(page)])
    state.choose_view(page, "" if chosen == first else chosen)
