"""What a page shows while there is nothing to show: what to do next."""

import streamlit as st

from bcdr.ui import state
from bcdr.ui.components.headings import headline
from bcdr.ui.navigation import PORTFOLIO, REVIEWS


def no_study(*, is_open: bool, is_scoped: bool = False) -> None:
    """Say why there is nothing here yet, and where to go."""
    if is_scoped:
        headline(
            "No workload is in the scope you chose",
            "Open Scope above and choose less, or show everything.",
        )
        return
    if is_open:
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
        PORTFOLIO if is_open else REVIEWS,
        label="Go to Portfolio" if is_open else "Go to Reviews",
        icon=":material/arrow_forward:",
        query_params=state.address(),
    )
