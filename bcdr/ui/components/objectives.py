"""The objectives of an application as controls: a change is saved and judged at once."""

from typing import Final

import streamlit as st

from bcdr.model.portfolio import Workload
from bcdr.model.review import ReviewState
from bcdr.model.units import format_hours
from bcdr.ui.cells import CellPlace, cell_of_workload
from bcdr.ui.components.cell_control import cell_control
from bcdr.ui.components.headings import note

FIELDS: Final = ("rto_hours", "rpo_hours", "mtd_hours")


def objective_controls(review: ReviewState, workload: Workload) -> None:
    """Show RTO, RPO and MTD as they are written in a row, to be changed."""
    cells = [cell for name in FIELDS if (cell := cell_of_workload(review, workload.id, name))]
    is_inherited = any(_is_inherited(cell, workload) for cell in cells)
    note(
        "Objectives: a change is saved and judged at once."
        + (" Those inherited come from the application's own row." if is_inherited else "")
    )
    for cell, place in zip(cells, st.columns(len(FIELDS)), strict=False):
        cell_control(
            review, cell, purpose="objective", placeholder=_placeholder(cell, workload), at=place
        )


def _is_inherited(cell: CellPlace, workload: Workload) -> bool:
    """Return whether the row itself says nothing and its application's row does."""
    return cell.held is None and getattr(workload, cell.column.field) is not None


def _placeholder(cell: CellPlace, workload: Workload) -> str:
    if not _is_inherited(cell, workload):
        return "not given"
    return f"{format_hours(getattr(workload, cell.column.field))}, inherited"
