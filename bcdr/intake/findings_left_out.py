"""Leaves out what a workbook of findings holds beside the user's own rows."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bcdr.intake.raw import RawSheet
from bcdr.model.findings import FindingSeverity
from bcdr.model.findings_sheets import FINDINGS_HEADS, FINDINGS_TITLE, SAID_OF_CELL
from bcdr.model.records import Cell

_HEAD_ROWS: Final = 10
_SAID: Final = re.compile(
    f"({'|'.join(severity.value for severity in FindingSeverity)}){SAID_OF_CELL}[A-Z]+[0-9]+: ",
    re.IGNORECASE,
)


def without_findings(sheets: Sequence[RawSheet]) -> tuple[RawSheet, ...]:
    """Return the sheets as they were before findings were written beside their rows.

    A file that is no workbook of findings stays as it is.
    """
    if not any(_is_list(sheet) for sheet in sheets):
        return tuple(sheets)
    return tuple(_without_column(sheet) for sheet in sheets if not _is_list(sheet))


def _is_list(sheet: RawSheet) -> bool:
    return sheet.name == FINDINGS_TITLE and any(
        tuple(row[: len(FINDINGS_HEADS)]) == FINDINGS_HEADS for row in sheet.rows[:_HEAD_ROWS]
    )


def _without_column(sheet: RawSheet) -> RawSheet:
    last = max((len(row) for row in sheet.rows), default=0) - 1
    cells = [row[last] for row in sheet.rows if len(row) > last >= 0]
    if FINDINGS_TITLE not in cells or not all(_is_ours(cell) for cell in cells):
        return sheet
    return replace(sheet, rows=[row[:last] for row in sheet.rows])


def _is_ours(cell: Cell) -> bool:
    if cell is None or cell in ("", FINDINGS_TITLE):
        return True
    return isinstance(cell, str) and _SAID.match(cell) is not None
