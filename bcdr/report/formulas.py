"""Puts the formulas of columns into the cells of a workbook: which sheet, which column, which rows.

In a formula `{key}` is the cell of that column in the same row, `{table.key}` the whole column of
another list or input sheet. Only functions that Excel 2010 and LibreOffice both know are used.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from openpyxl.utils import get_column_letter, quote_sheetname

from bcdr.report.blocks import Medium, Section, Table, Text

INPUT_HEAD_ROW: Final = 3
"""The row of the headings of an input sheet, below its title and what it is for."""

_REFERENCE: Final = re.compile(r"\{([\w-]+)(?:\.([\w-]+))?\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Where the rows of a table stand: sheet, first and last row, letters of its columns."""

    sheet: str
    first_row: int
    last_row: int
    letters: Mapping[str, str]

    def column(self, key: str) -> str:
        """Return all cells of a column, as other sheets refer to them.

        Raises:
            KeyError: the table has no such column.
        """
        place = self.letters[key]
        return f"{quote_sheetname(self.sheet)}!${place}${self.first_row}:${place}${self.last_row}"

    def cell(self, key: str, row: int) -> str:
        """Return one cell of a column, by the row of its sheet, as other sheets refer to it."""
        return f"{quote_sheetname(self.sheet)}!${self.letters[key]}${row}"


Book: TypeAlias = Mapping[str, Lines]
"""Where every table is that formulas may look at, by its id."""


def head_rows(table: Table) -> int:
    """Return how many rows the headings of a list take."""
    return 2 if any(column.group for column in table.columns) else 1


def lines_of_list(section: Section, table: Table, sheet: str) -> Lines:
    """Return where the rows of a section's one list stand: below title, purpose, texts, heads."""
    texts = sum(isinstance(block, Text) for block in section.blocks)
    first = 2 + texts + head_rows(table) + 1
    return _lines(table, sheet, first)


def lines_of_input(table: Table, spare_rows: int) -> Lines:
    """Return where the rows of an input sheet stand, with those that are still to be filled in."""
    found = _lines(table, table.id, INPUT_HEAD_ROW + 1)
    return Lines(
        sheet=found.sheet,
        first_row=found.first_row,
        last_row=max(found.first_row, found.first_row + len(table.rows) + spare_rows - 1),
        letters=found.letters,
    )


def formula_text(formula: str, cell_of: Callable[[str], str], book: Book) -> str | None:
    """Return a formula with its references put in, None where it looks at what is not there.

    Raises:
        KeyError: a table that is there has no such column.
    """
    for table, key in _REFERENCE.findall(formula):
        if key and table not in book:
            return None

    def put(found: re.Match[str]) -> str:
        table, key = found[1], found[2]
        return book[table].column(key) if key else cell_of(table)

    return _REFERENCE.sub(put, formula)


def _lines(table: Table, sheet: str, first_row: int) -> Lines:
    shown = table.shown_on(Medium.WORKBOOK)
    return Lines(
        sheet=sheet,
        first_row=first_row,
        last_row=first_row + max(len(shown.rows), 1) - 1,
        letters={
            column.key: get_column_letter(number)
            for number, column in enumerate(shown.columns, start=1)
        },
    )
