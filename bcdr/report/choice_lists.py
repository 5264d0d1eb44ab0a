"""Drop-downs of a workbook: the words they offer, in the cell or on a hidden sheet of lists."""

from collections.abc import Callable
from itertools import zip_longest
from typing import Any, Final

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from bcdr.report.blocks import CellKind, Column
from bcdr.report.drop_downs import LISTS_SHEET
from bcdr.report.formulas import Book, formula_text
from bcdr.report.sheet_writer import SheetWriter
from bcdr.report.styles import Style

_INLINE_LENGTH: Final = 250
"""Longest list that a drop-down may hold in itself, in characters."""

_FIRST_DAY: Final = 36_526
"""1 January 2000: no date of a decision is older."""


class ChoiceLists:
    """The lists of words that are too long for a drop-down of their own."""

    def __init__(self) -> None:
        """Begin without a list."""
        self._lists: dict[tuple[str, ...], str] = {}

    def formula(self, words: tuple[str, ...]) -> str:
        """Return what a drop-down takes these words from."""
        inline = ",".join(words)
        if len(inline) <= _INLINE_LENGTH and not any(set(word) & set(',"') for word in words):
            return f'"{inline}"'
        if words not in self._lists:
            place = get_column_letter(len(self._lists) + 1)
            self._lists[words] = f"{LISTS_SHEET}!${place}$1:${place}${len(words)}"
        return self._lists[words]

    def write(self, workbook: Any) -> None:
        """Write the lists to a hidden sheet, one a column, if there are any."""
        if not self._lists:
            return
        writer = SheetWriter(workbook.create_sheet(LISTS_SHEET))
        writer.sheet.sheet_state = "hidden"
        for row in zip_longest(*self._lists):
            writer.append([None if word is None else (word, Style.LOG) for word in row])


def add_choices(
    sheet: Worksheet,
    column: Column,
    rows: tuple[int, int],
    cell_of: Callable[[str], str],
    lists: ChoiceLists,
    book: Book,
) -> None:
    """Add the drop-down of a column to its cells from the first to the last of these rows.

    `cell_of` gives the cell of a column in the first row, which a formula is seen from.
    """
    found = _validation(column, cell_of, lists, book)
    if found is None:
        return
    letters = cell_of(column.key).rstrip("0123456789").lstrip("$")
    found.add(f"{letters}{rows[0]}:{letters}{max(rows)}")
    sheet.data_validations.append(found)


def _validation(
    column: Column, cell_of: Callable[[str], str], lists: ChoiceLists, book: Book
) -> DataValidation | None:
    if column.choices_from or column.choices:
        formula: str | None = lists.formula(column.choices) if column.choices else None
        if column.choices_from:
            formula = formula_text(column.choices_from, lambda key: f"${cell_of(key)}", book)
        if formula is None:
            return None
        return DataValidation(
            type="list",
            formula1=formula,
            allow_blank=True,
            showErrorMessage=column.is_closed,
            errorTitle=column.title[:32],
            error=f"Choose one of the words on the list for {column.title}, or leave it blank.",
        )
    if column.kind is CellKind.DATE:
        return DataValidation(
            type="date",
            operator="greaterThan",
            formula1=str(_FIRST_DAY),
            allow_blank=True,
            showErrorMessage=True,
            errorTitle=column.title[:32],
            error="Write a date, such as 2026-05-12, or leave it blank.",
        )
    return None
