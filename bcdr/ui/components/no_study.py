"""What a page shows while there is nothing to show: what to do next."""

import streamlit as st

from bcdr.ui import state, waiting
from bcdr.ui.components.headings import headline
from bcdr.ui.navigation import PORTFOLIO, REVIEWS
from bcdr.ui.studies import Current


def no_study(now: Current | None, *, is_scoped: bool = False) -> None:
    """Say why there is nothing here yet, and where to go."""
    if is_scoped:
        headline(
            "No workload is in the scope you chose",
            "Open Scope above and choose less, or show everything.",
        )
        return
    if now is not None and now.reading.portfolio is not None:
        _stopped()
        return
    if now is not None:
        headline(
            "There is no application to judge yet",
            "The list has no row with an application. Add one on Portfolio.",
        )
    else:
        headline(
            "No review is open",
            "Load the sample portfolio, hand over a list of applications, or go on with a review.",
        )
    st.page_link(
        PORTFOLIO if now is not None else REVIEWS,
        label="Go to Portfolio" if now is not None else "Go to Reviews",
        icon=":material/arrow_forward:",
        query_params=state.address(),
    )


def _stopped() -> None:
    headline(
        "The judging was stopped",
        "Everything you changed is saved. The list on Portfolio and everything on Landscape can "
        "be changed meanwhile; after the next change the judging begins by itself.",
    )
    st.button("Judge it now", key="go_on", type="primary", on_click=waiting.go_on)
