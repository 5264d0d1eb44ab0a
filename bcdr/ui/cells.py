"""Single cells of the review: where one stands, what it holds, and how a change of it is saved."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bcdr.model.columns import APPLICATIONS, SETTINGS, SHEETS, Column, Sheet
from bcdr.model.findings import Finding, FindingSeverity
from bcdr.model.records import Cell, Record
from bcdr.model.review import Edit, ReviewState, is_empty
from bcdr.report.finding_marks import names_in
from bcdr.ui import state
from bcdr.ui.grid import cell_text
from bcdr.ui.state import Notice
from bcdr.ui.store_access import now, save, who

ENTITY_TYPES: Final = "entity-types"


@dataclass(frozen=True, slots=True, kw_only=True)
class CellPlace:
    """One cell that a person can fill in: sheet, row and column, and what it holds now.

    `names` are cells to be written with it where the row is a new one.
    """

    sheet: str
    row_id: str
    column: Column
    held: Cell
    names: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """Return what it holds as text, empty for nothing."""
        return cell_text(self.held)


def cell_of_workload(review: ReviewState, row_id: str, field: str) -> CellPlace | None:
    """Return the cell of a workload's row, None if the row is not in the review."""
    record = _record(review, APPLICATIONS.name, row_id)
    return None if record is None else _place(APPLICATIONS, record, APPLICATIONS.column(field))


def said_of(
    review: ReviewState, findings: Sequence[Finding], cell: CellPlace
) -> tuple[Finding, ...]:
    """Return what was found wrong or remarkable in a cell, notes left out."""
    for table in review.tables:
        if table.role == cell.sheet:
            for record in table.records:
                if record.id == cell.row_id:
                    name = table.cell_name(record, cell.column.field)
                    return tuple(
                        one
                        for one in findings
                        if one.sheet == table.sheet
                        and one.severity is not FindingSeverity.NOTE
                        and name in names_in(one)
                    )
    return ()


def cells_by_words(
    review: ReviewState, sheet_name: str, named: str, words: str
) -> tuple[CellPlace, ...]:
    """Return the cells that some words ask for, such as `Site and Region` of a target.

    `named` is the id of a workload's row, or the name of a Hub or target. Nothing is found where
    the row is not in the review, as for a target that is only assumed.
    """
    sheet = SHEETS.get(sheet_name)
    if sheet is None:
        return ()
    record = _record(review, sheet.name, named) or _record_named(review, sheet, named)
    if record is None:
        return ()
    headers = {column.header.casefold(): column for column in sheet.columns}
    asked = without_place(words).casefold()
    parts = [asked] if asked in headers else re.split(" and | or ", asked)
    return tuple(_place(sheet, record, headers[part]) for part in parts if part in headers)


def without_place(words: str) -> str:
    """Return the name of an input without whose it is.

    >>> without_place("Site and region of the target")
    'Site and region'
    """
    return re.sub(" of the (Hub|target)$", "", words)


def entity_types_cell(review: ReviewState) -> CellPlace:
    """Return the setting that says which kinds of entity the organisation is."""
    return setting_cell(review, ENTITY_TYPES)


def setting_cell(review: ReviewState, name: str) -> CellPlace:
    """Return the cell of a setting; its row may be one that is yet to be written."""
    record = _record_named(review, SETTINGS, name)
    column = SETTINGS.column("value")
    if record is not None:
        return _place(SETTINGS, record, column)
    return CellPlace(
        sheet=SETTINGS.name,
        row_id=name,
        column=column,
        held=None,
        names=(("setting", name),),
    )


def write_cells(written: Sequence[tuple[CellPlace, str]], said: str) -> None:
    """Save some cells in one change, to be undone in one step, and say so on the next page."""
    if save_cells(written):
        state.say(Notice(said))


def save_cells(written: Sequence[tuple[CellPlace, str]]) -> bool:
    """Save some cells in one change, and return whether something was saved."""
    moment, name = now(), who()
    edits = tuple(
        Edit(
            table=place.sheet,
            row_id=place.row_id,
            field=field,
            before=before,
            after=text if text.strip() else None,
            who=name,
            when=moment,
        )
        for place, wanted in written
        if wanted != place.text
        for field, before, text in (
            *((field, None, text) for field, text in place.names),
            (place.column.field, place.held, wanted),
        )
    )
    return bool(edits) and save(edits) is not None


def _place(sheet: Sheet, record: Record, column: Column) -> CellPlace:
    held = record.get(column.field)
    return CellPlace(
        sheet=sheet.name,
        row_id=record.id,
        column=column,
        held=None if is_empty(held) else held,
    )


def _records(review: ReviewState, sheet: str) -> tuple[Record, ...]:
    return next((table.records for table in review.tables if table.role == sheet), ())


def _record(review: ReviewState, sheet: str, row_id: str) -> Record | None:
    return next((one for one in _records(review, sheet) if one.id == row_id), None)


def _record_named(review: ReviewState, sheet: Sheet, name: str) -> Record | None:
    """Return the row whose naming cell says a name."""
    wanted = name.strip().casefold()
    key = sheet.key[0]
    return next(
        (one for one in _records(review, sheet.name)
         if cell_text(one.get(key)).strip().casefold() == wanted),
        None,
    )  # fmt: skip
