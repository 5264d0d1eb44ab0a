"""What to do where two people changed the same cell: the second decides, field by field."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import streamlit as st

from bcdr.model.review import PRESENT, REMOVED, ROW_FIELD, Conflict, Edit, ReviewState
from bcdr.report.wording import counted
from bcdr.ui import state
from bcdr.ui.components.headings import note
from bcdr.ui.markup import show, tag
from bcdr.ui.places_in_words import field_words, held_words, row_names, row_words
from bcdr.ui.state import Notice
from bcdr.ui.store_access import Pending, local_time, now, save, store, who

KEEP = "Keep what is saved"
MINE = "Write mine"


def conflicts_panel(review: ReviewState) -> None:
    """Show the changes that were not written, with what others wrote, until it is decided."""
    pending: Pending | None = state.pending()
    if pending is None or pending.review_id != review.id:
        return
    count = len(pending.conflicts)
    with st.container(border=True, key="conflicts"):
        show(
            tag(
                "h2",
                f"Not saved yet: somebody else changed {counted(count, 'cell')} you changed too",
                css="b-conflict",
            )
        )
        note("Nothing of your change is written until you decide for each of them.")
        names = row_names(review.tables)
        log = store().edits(review.id)
        for number, conflict in enumerate(pending.conflicts):
            _choice(number, conflict, row_words(conflict.edit.table, conflict.edit.row_id, names),
                    log)  # fmt: skip
        with st.container(horizontal=True):
            st.button("Save as chosen", type="primary", key="conflicts_save", on_click=_save)
            st.button("Drop my change", key="conflicts_drop", on_click=_drop)


def _choice(number: int, conflict: Conflict, row: str, log: Sequence[Edit]) -> None:
    edit = conflict.edit
    theirs = [
        one
        for one in log
        if (one.table, one.row_id) == (edit.table, edit.row_id)
        and one.field in {edit.field, ROW_FIELD}
    ]
    by = ""
    if theirs:
        by = f"by {theirs[-1].who}, {local_time(theirs[-1].when):%d %B, %H:%M:%S}"
    words, control = st.columns([3, 2], vertical_alignment="center")
    with words:
        found = "the row was removed" if conflict.row_removed else held_words(conflict.found)
        show(
            tag(
                "div",
                tag("b", f"{row}, {field_words(edit.table, edit.field)}"),
                tag("span", f"you saw: {held_words(edit.before)}"),
                tag("span", tag("b", f"saved: {found} "), by),
                tag("span", tag("b", f"yours: {held_words(edit.after)}")),
                css="b-line",
            )
        )
    control.segmented_control(
        f"What to write to {row}",
        [KEEP, MINE],
        default=KEEP,
        required=True,
        key=_key(number),
        label_visibility="collapsed",
    )


def _key(number: int) -> str:
    return f"conflict-{number}"


def _drop() -> None:
    state.keep_pending(None)
    state.say(Notice("Your change is dropped; what was saved stands."))


def _save() -> None:
    pending: Pending = state.pending()
    mine = {
        number
        for number in range(len(pending.conflicts))
        if st.session_state.get(_key(number)) == MINE
    }
    state.keep_pending(None)
    edits = tuple(decided(pending.edits, pending.conflicts, mine))
    if not edits:
        state.say(Notice("What was saved stands."))
    elif save(tuple(replace(one, who=who(), when=now()) for one in edits)) is not None:
        state.say(Notice(f"Saved as you chose: {counted(len(edits), 'cell')}."))


def decided(edits: Sequence[Edit], conflicts: Sequence[Conflict], mine: set[int]) -> Iterator[Edit]:
    """Yield what is to be written: what met nobody, and the conflicts decided for one's own.

    `mine` are the numbers of these conflicts. A row that was removed comes back for it.
    """
    of_edit = {id(one.edit): (number, one) for number, one in enumerate(conflicts)}
    brought_back: set[tuple[str, str]] = set()
    for edit in edits:
        met = of_edit.get(id(edit))
        if met is None:
            yield edit
            continue
        number, conflict = met
        if number not in mine:
            continue
        row = (edit.table, edit.row_id)
        if conflict.row_removed and row not in brought_back:
            brought_back.add(row)
            yield replace(edit, field=ROW_FIELD, before=REMOVED, after=PRESENT)
        # What a row held when it was removed comes back with it.
        before = edit.before if conflict.row_removed else conflict.found
        yield replace(edit, before=before)
