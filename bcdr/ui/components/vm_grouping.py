"""Which column of an infrastructure export names the application of a VM."""

import streamlit as st

from bcdr.intake.attach import Grouping
from bcdr.model.review import ReviewState
from bcdr.report.wording import counted
from bcdr.ui import state
from bcdr.ui.cells import setting_cell, write_cells
from bcdr.ui.components.headings import note, section

_NAME = "vm-grouping"


def vm_grouping(review: ReviewState, groupings: tuple[Grouping, ...], held: str) -> None:
    """Ask by which column VMs belong to applications, where their export leaves it open."""
    if not groupings:
        return
    by = {one.by: one for one in groupings}
    section(
        "Which column names the application of a VM?",
        "The export does not say it outright. VMs add size and place to applications that are "
        "listed; they create none.",
    )
    key = state.cell_key("grouping", review.id, _NAME, "value", review.revision)
    words = ["", *by, *([held] if held and held not in by else [])]
    chosen = st.selectbox(
        "VMs belong together by",
        words,
        index=words.index(held),
        format_func=lambda word: _words(word, by),
        key=key,
        on_change=_save,
        args=(review, key),
    )
    shown = by.get(str(chosen or ""))
    if shown is not None and shown.applications:
        names = ", ".join(f"{name} ({vms:,})" for name, vms in shown.applications[:8])
        note(f"It would attach them to {names}.")


def _words(word: str, by: dict[str, Grouping]) -> str:
    if not word:
        return "nothing: leave them out"
    found = by.get(word)
    if found is None:
        return word
    return (
        f"{found.title}: {counted(found.attached_count, 'VM')} attached, {found.left_count:,} left"
    )


def _save(review: ReviewState, key: str) -> None:
    chosen = str(st.session_state[key] or "")
    said = f"VMs are grouped by {chosen}. Saved." if chosen else "VMs are not grouped. Saved."
    write_cells([(setting_cell(review, _NAME), chosen)], said)
