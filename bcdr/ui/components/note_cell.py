"""A cell of the user's own on every page: Markdown that goes into the report."""

import streamlit as st

from bcdr.ui import page_notes, state
from bcdr.ui.components.headings import section
from bcdr.ui.studies import Current

_HEIGHT = 110


def note_cell(now: Current, page: str, *, about: str = "") -> None:
    """Show the note of a page as it reads, and the text to change it."""
    held = now.notes.get(page, "")
    section(
        f"Your note on {about}" if about else "Your note",
        "Goes into the report with this page. Markdown: **bold**, lists with -, links. Saved when "
        "you leave the field.",
    )
    if held:
        with st.container(border=True):
            st.markdown(page_notes.harmless(held))
    key = state.cell_key("note", now.review.id, page, "text", now.review.revision)
    st.text_area(
        "Note",
        value=held,
        key=key,
        height=_HEIGHT,
        placeholder="What was said, what is agreed, what is still open.",
        label_visibility="collapsed",
        on_change=_save,
        args=(key, now, page, held),
    )


def _save(key: str, now: Current, page: str, held: str) -> None:
    page_notes.write_note(now.review, page, held, str(st.session_state[key] or ""))
