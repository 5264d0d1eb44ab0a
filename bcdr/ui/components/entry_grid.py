"""Entries of the catalogue to be edited, with the way back to the default for each."""

from collections.abc import Sequence

import streamlit as st

from bcdr.model.records import Record
from bcdr.model.review import ReviewState
from bcdr.report.wording import counted
from bcdr.ui import entry_rows, state
from bcdr.ui.components.headings import section
from bcdr.ui.components.sheet_grid import sheet_grid
from bcdr.ui.entry_rows import TITLE, EntrySheet
from bcdr.ui.grid import cell_text
from bcdr.ui.rows import Author
from bcdr.ui.state import Notice
from bcdr.ui.store_access import now, save, who


def entry_grid(
    review: ReviewState,
    entries: Sequence[Record],
    sheet: EntrySheet,
    *,
    purpose: str,
    noun: str,
    about: str,
) -> None:
    """Show entries with value, source and date; what is typed stands over the default."""
    titles = {entry.id: cell_text(entry.get(TITLE)) for entry in entries}
    own = entry_rows.overridden(review, sheet, list(titles))
    section(
        f"{counted(len(entries), noun)}, {len(own):,} of them given by this review",
        about,
    )
    if own:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.selectbox(
                "Given by this review",
                own,
                format_func=lambda id_: titles.get(id_, id_),
                key=f"reset-{purpose}",
                width=520,
            )
            st.button(
                "Reset to the default",
                key=f"reset-{purpose}-now",
                icon=":material/restart_alt:",
                on_click=_reset,
                args=(review, sheet, purpose, titles),
            )
    sheet_grid(
        review,
        entries,
        sheet.columns,
        purpose=purpose,
        sheet=sheet.sheet,
        pinned=(TITLE,),
        fixed=sheet.fixed,
        label=f"{noun.capitalize()}s, to be edited",
        to_edits=lambda shown, typed: entry_rows.entry_edits(
            review, sheet, shown, typed, Author(who(), now())
        ),
    )


def _reset(review: ReviewState, sheet: EntrySheet, purpose: str, titles: dict[str, str]) -> None:
    id_ = str(st.session_state[f"reset-{purpose}"])
    edits = entry_rows.reset_edits(review, sheet, id_, Author(who(), now()))
    if edits and save(edits) is not None:
        state.say(Notice(f"{titles.get(id_, id_)}: the default stands again. Saved."))
