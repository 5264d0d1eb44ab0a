"""What stands around every page: the look, the open review, the scope, and faults in words."""

import logging

import streamlit as st
from streamlit.navigation.page import Page

from bcdr.report.wording import counted
from bcdr.store import StoreError
from bcdr.ui import state, style
from bcdr.ui.escaping import markdown_text
from bcdr.ui.markup import show, tag
from bcdr.ui.scope import scope_filter
from bcdr.ui.store_access import local_time
from bcdr.ui.studies import Current, current

_log = logging.getLogger(__name__)


def show_page(page: Page) -> None:
    """Show what every page has above it, then the page; whatever fails is said in a sentence."""
    style.apply()
    state.arrive()
    try:
        _show_review(current())
        _show_notice()
        page.run()
        state.write_address()
    except StoreError as error:
        st.error(markdown_text(str(error)), icon=":material/error:")
    except Exception:
        # The outermost place of the app: a fault of ours must not show people a traceback.
        _log.exception("the page could not be shown")
        st.error(
            "This page cannot be shown because of a fault in the program, not in your data. "
            "Everything you changed is saved. Reload the page; if that does not help, the "
            "terminal in which the program runs says more.",
            icon=":material/error:",
        )


def _show_review(now: Current | None) -> None:
    if now is None:
        return
    counts = now.reading.counts
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        show(
            tag(
                "div",
                tag("b", now.review.title),
                tag("span", counted(counts["applications"], "application")),
                tag("span", counted(counts["workloads"], "workload")),
                tag("span", f"saved {local_time(now.review.changed):%d %B %Y, %H:%M:%S}"),
                css="b-line",
            )
        )
        scope_filter(now.scoped)


def _show_notice() -> None:
    notice = state.take_notice()
    if notice is None:
        return
    written = markdown_text(notice.text)
    if notice.is_fault:
        st.error(written, icon=":material/error:")
    else:
        st.info(written, icon=":material/info:")
