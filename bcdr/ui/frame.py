"""What stands around every page: the look, the open review, the scope, and faults in words."""

import logging

import streamlit as st
from streamlit.navigation.page import Page

from bcdr.report.wording import counted
from bcdr.store import StoreError
from bcdr.ui import state, style
from bcdr.ui.components.conflicts import conflicts_panel
from bcdr.ui.components.mode import follow_mode
from bcdr.ui.components.person import keep_person, person_control
from bcdr.ui.components.waiting import waiting_place
from bcdr.ui.days import day
from bcdr.ui.escaping import markdown_text
from bcdr.ui.markup import show, tag
from bcdr.ui.scope import scope_filter
from bcdr.ui.store_access import local_time, redo, undo
from bcdr.ui.studies import Current, current

_UNDO = "Takes back the newest change of this review, whoever made it."
_log = logging.getLogger(__name__)


def show_page(page: Page) -> None:
    """Show what every page has above it, then the page; whatever fails is said in a sentence."""
    style.apply()
    waiting_place()
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
    keep_person()
    follow_mode("dark" if style.palette().is_dark else "light")


def _show_review(now: Current | None) -> None:
    if now is None:
        return
    counts = now.reading.counts
    changed = local_time(now.review.changed)
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        key="frame",
    ):
        show(
            tag(
                "div",
                tag("b", now.review.title),
                tag("span", counted(counts["applications"], "application")),
                tag("span", counted(counts["workloads"], "workload")),
                tag("span", f"saved {day(changed)}, {changed:%H:%M:%S}"),
                css="b-line",
            )
        )
        with st.container(horizontal=True, width="content", gap="small"):
            is_new = now.review.revision == 0
            st.button(
                "Undo",
                icon=":material/undo:",
                key="undo",
                type="tertiary",
                on_click=undo,
                disabled=is_new,
                help=_UNDO,
            )
            st.button(
                "Redo",
                icon=":material/redo:",
                key="redo",
                type="tertiary",
                on_click=redo,
                disabled=is_new,
            )
            person_control()
            scope_filter(now.scoped)
    conflicts_panel(now.review)


def _show_notice() -> None:
    # Its place is there without it too: what stands beneath keeps its own while a study is made.
    place = st.empty()
    notice = state.take_notice()
    if notice is None:
        return
    written = markdown_text(notice.text)
    if notice.is_fault:
        place.error(written, icon=":material/error:")
    else:
        place.info(written, icon=":material/info:")
