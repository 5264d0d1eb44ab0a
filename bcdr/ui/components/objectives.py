"""The objectives of an application as controls: a change is saved and judged at once."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from bcdr.model.findings import Finding
from bcdr.model.portfolio import Workload
from bcdr.model.results import Objectives
from bcdr.model.review import ReviewState
from bcdr.model.units import format_hours
from bcdr.ui.cells import CellPlace, cell_of_workload, said_of
from bcdr.ui.components.cell_control import cell_control
from bcdr.ui.components.headings import note
from bcdr.ui.escaping import markdown_text

FIELDS: Final = ("rto_hours", "rpo_hours", "mtd_hours")
_INHERITED: Final = "What is inherited comes from the application's own row."


def objective_findings(
    review: ReviewState, workload: Workload, findings: Sequence[Finding]
) -> None:
    """Say what of the objectives of a row could not be used, or is odd."""
    for cell in _cells(review, workload):
        for one in said_of(review, findings, cell):
            said = f"{cell.column.header} is written as '{cell.text}': {one.problem} {one.remedy}"
            st.warning(markdown_text(said), icon=":material/warning:")


def objective_controls(
    review: ReviewState, workload: Workload, holding: Sequence[Objectives]
) -> None:
    """Show RTO, RPO and MTD as they are written in a row, to be changed.

    `holding` are the objectives that hold in each scenario, defaults included.
    """
    cells = _cells(review, workload)
    note("Objectives: a change is saved and judged at once.")
    for cell, place in zip(cells, st.columns(len(FIELDS)), strict=False):
        cell_control(
            review,
            cell,
            purpose="objective",
            placeholder=_placeholder(cell, workload, holding),
            note=_INHERITED if _is_inherited(cell, workload) else "",
            at=place,
        )


def _cells(review: ReviewState, workload: Workload) -> list[CellPlace]:
    return [cell for name in FIELDS if (cell := cell_of_workload(review, workload.id, name))]


def _is_inherited(cell: CellPlace, workload: Workload) -> bool:
    """Return whether the row itself says nothing and its application's row does."""
    return cell.held is None and getattr(workload, cell.column.field) is not None


def _placeholder(cell: CellPlace, workload: Workload, holding: Sequence[Objectives]) -> str:
    """Return what holds where the row itself says nothing."""
    field = cell.column.field
    if _is_inherited(cell, workload):
        return f"{format_hours(getattr(workload, field))}, inherited"
    defaults = dict.fromkeys(getattr(one, field) for one in holding)
    defaults.pop(None, None)
    if not defaults or cell.held is not None:
        return "not given"
    if len(defaults) > 1:
        return "by criticality"
    return f"{format_hours(next(iter(defaults)))}, by criticality"
