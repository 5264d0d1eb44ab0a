"""The objectives of an application as controls: a change is saved and judged at once."""

from typing import Final

import streamlit as st

from bcdr.model.columns import APPLICATIONS
from bcdr.model.portfolio import Workload
from bcdr.model.records import Cell, Record
from bcdr.model.review import Edit, ReviewState, is_empty
from bcdr.model.units import format_hours
from bcdr.model.vocabulary import Duration
from bcdr.ui import state
from bcdr.ui.grid import cell_text
from bcdr.ui.state import Notice
from bcdr.ui.store_access import now, save, who

FIELDS: Final = ("rto_hours", "rpo_hours", "mtd_hours")


def objective_controls(review: ReviewState, workload: Workload) -> None:
    """Show RTO, RPO and MTD as they are written in a row, to be changed."""
    row_id = workload.id
    record = _record(review, row_id)
    if record is None:
        return
    for name, place in zip(FIELDS, st.columns(len(FIELDS)), strict=True):
        column = APPLICATIONS.column(name)
        key = state.objective_key(review.id, row_id, name, review.revision)
        place.text_input(
            column.header,
            value=cell_text(record.get(name)),
            key=key,
            help=column.help,
            placeholder=_placeholder(record.get(name), getattr(workload, name)),
            on_change=_save,
            args=(key, row_id, name, record.get(name)),
        )


def _save(key: str, row_id: str, name: str, before: Cell) -> None:
    text = str(st.session_state[key] or "")
    if text == cell_text(before):
        return
    result = save(
        (
            Edit(
                table=APPLICATIONS.name,
                row_id=row_id,
                field=name,
                before=before,
                after=text if text.strip() else None,
                who=who(),
                when=now(),
            ),
        )
    )
    if result is not None:
        header = APPLICATIONS.column(name).header
        state.say(Notice(f"{header} is now '{text or 'not given'}'. Saved."))


def _placeholder(own: Cell, held: Duration) -> str:
    """Return what holds where the row itself says nothing: what its application's row says."""
    if held is None or not is_empty(own):
        return "not given"
    return f"{format_hours(held)}, from the application's own row"


def _record(review: ReviewState, row_id: str) -> Record | None:
    for table in review.tables:
        if table.role == APPLICATIONS.name:
            return next((record for record in table.records if record.id == row_id), None)
    return None
