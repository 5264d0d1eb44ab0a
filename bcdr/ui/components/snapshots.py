"""Frozen snapshots of a review: what it said when something was decided, kept as JSON."""

import io

import streamlit as st

from bcdr.report.study_json import write_json
from bcdr.report.wording import counted
from bcdr.store import Snapshot, StoreError
from bcdr.ui import state
from bcdr.ui.components.headings import note, section
from bcdr.ui.days import day
from bcdr.ui.markup import show, tag
from bcdr.ui.state import Notice
from bcdr.ui.store_access import local_time, now, store, who
from bcdr.ui.studies import Current


def snapshots(opened: Current) -> None:
    """Show the snapshots of the open review, and freeze another."""
    kept = store().snapshots(opened.review.id)
    section(
        f"{counted(len(kept), 'snapshot') if kept else 'No snapshot'} of this review",
        "A snapshot keeps the whole study as JSON, as it is at this moment: inputs, settings, "
        "decisions and results. It never changes, whatever is changed in the review later.",
    )
    if opened.study is None:
        note("There is nothing to freeze: the list has no application, or its judging was stopped.")
        return
    with st.form("freeze", border=False, clear_on_submit=True):
        words, action = st.columns([3, 1], vertical_alignment="bottom")
        words.text_input(
            "Name of the snapshot", key="snapshot_name", placeholder="Decided by the board"
        )
        action.form_submit_button(
            "Freeze as it is now", on_click=_freeze, args=(opened,), width="stretch"
        )
    for snapshot in kept:
        _row(opened.review.id, snapshot)


def _row(review_id: str, snapshot: Snapshot) -> None:
    words, action = st.columns([3, 1], vertical_alignment="center")
    when = local_time(snapshot.when)
    with words:
        show(
            tag(
                "div",
                tag("h3", snapshot.name),
                tag(
                    "p",
                    f"Frozen by {snapshot.who}, "
                    f"{day(when)}, {when:%H:%M:%S}, after "
                    f"{counted(snapshot.revision, 'change')}",
                    css="b-note",
                ),
                css="b-card",
            )
        )
    action.download_button(
        "Download the JSON",
        data=lambda: store().snapshot_content(review_id, snapshot.number).encode(),
        file_name=f"snapshot-{snapshot.number}.json",
        mime="application/json",
        key=f"snapshot-{snapshot.number}",
        icon=":material/download:",
        on_click="ignore",
        width="stretch",
    )


def _freeze(opened: Current) -> None:
    if opened.study is None:
        return
    written = io.StringIO()
    write_json(opened.study, written)
    name = " ".join(str(st.session_state["snapshot_name"]).split())
    try:
        store().freeze(
            opened.review.id,
            name or f"Snapshot of {opened.review.title}",
            written.getvalue(),
            revision=opened.review.revision,
            who=who(),
            now=now(),
        )
    except StoreError as error:
        state.say(Notice(str(error), is_fault=True))
        return
    state.say(Notice("The review is frozen as it is now; work goes on beside the snapshot."))
