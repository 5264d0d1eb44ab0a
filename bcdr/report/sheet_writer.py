"""Writes rows of styled cells to one sheet, from top to bottom, sharing every style."""

import math
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, Final
from unicodedata import east_asian_width

from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from bcdr.model.vocabulary import Coverage
from bcdr.report.blocks import CellKind, CellValue, Column
from bcdr.report.cell_text import excel_text, looks_like_formula
from bcdr.report.cell_words import NUMBER_KINDS
from bcdr.report.row_stream import PLACE, Formula, RowStream, Styled
from bcdr.report.styles import STYLE_OF_KIND, Style, answer_style, coverage_style
from bcdr.report.symbols import ANSWERS, SYMBOLS

LINE_POINTS: Final = 13.5
"""Height of one line of text in a cell."""

_OF_A_DIGIT: Final = 0.85
"""Width of an average letter, with room for words that do not break, in widths of a digit."""

_NOTE_PIXELS: Final = 420
_NOTE_CHARACTERS: Final = 62
_NOTE_LINE_PIXELS: Final = 17


_WITH_LOOKS: Final = frozenset({CellKind.COVERAGE, CellKind.SYMBOL, CellKind.ANSWER})
"""Kinds of columns in which the look of a cell follows from its value."""

_INPUT_STYLES: Final = {
    CellKind.DATE: Style.INPUT_DATE,
    CellKind.LONG_TEXT: Style.INPUT_PROSE,
    CellKind.VALUE: Style.INPUT_NUMBER,
    CellKind.MARK: Style.INPUT_MARK,
}


class SheetWriter:
    """Writes one sheet row by row; `row` is the number of the last row written.

    What goes into `stream` follows all that was appended, and waits for the workbook to be saved.
    """

    def __init__(self, sheet: Worksheet) -> None:
        """Start at the top of an empty sheet."""
        self.sheet = sheet
        self.row = 0
        self.rows: RowStream | None = None
        self._styled: dict[tuple[str, bool], Any] = {}
        self._numbers: dict[tuple[str, bool], int] = {}

    def append(
        self,
        cells: Iterable[Styled | None],
        height: float | None = None,
        notes: Sequence[str] = (),
    ) -> int:
        """Write the next row and return its number; None leaves a cell alone.

        A text stays text whatever it begins with. Without a height in points the program that
        opens the file may fit the row to its text, or not. `notes` are comments on the first
        cells, empty for none.
        """
        self.row += 1
        if height is not None:
            self.sheet.row_dimensions[self.row].height = height
        written = [None if cell is None else self._cell(*cell) for cell in cells]
        for cell, note in zip(written, notes, strict=False):
            if cell is not None and note:
                cell.comment = _comment(note)
        self.sheet.append(written)
        return self.row

    def stream(self, rows: Iterable[tuple[Iterable[Styled | None], float | None]]) -> None:
        """Write all further rows of the sheet, each with its height in points or None."""
        if self.rows is None:
            self.rows = RowStream(self._style_number)
            self.sheet.append([PLACE])
        for cells, height in rows:
            self.row += 1
            self.rows.write(self.row, cells, height)

    def skip(self, rows: int = 1, height: float | None = None) -> None:
        """Leave rows empty."""
        for _ in range(rows):
            self.append((), height)

    def merge(self, row: int, first_column: int, last_column: int) -> None:
        """Join cells of a row; columns count from 1."""
        if last_column > first_column:
            # Adding to the ranges themselves: `add` compares each with all that are there.
            self.sheet.merged_cells.ranges.add(
                CellRange(min_row=row, max_row=row, min_col=first_column, max_col=last_column)
            )

    def _cell(self, value: CellValue | Formula, style: str) -> Any:
        cell: Any = WriteOnlyCell(self.sheet)
        is_quoted = False
        if isinstance(value, str):
            kept = excel_text(value)
            is_quoted = looks_like_formula(kept)
            cell.value = kept
            # Setting a value guesses a type: a text that begins with = would become a formula.
            cell.data_type = "s"
        else:
            cell.value = f"={value.text}" if isinstance(value, Formula) else value
        # There is no public way to share a style, and naming it for every cell is far slower.
        cell._style = self._style(style, is_quoted=is_quoted)  # noqa: SLF001
        return cell

    def _style(self, name: str, *, is_quoted: bool) -> Any:
        key = (name, is_quoted)
        if key not in self._styled:
            self._styled[key] = self._example(name, is_quoted=is_quoted)._style  # noqa: SLF001
        return self._styled[key]

    def _style_number(self, name: str, is_quoted: bool) -> int:
        key = (name, is_quoted)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = self._example(name, is_quoted=is_quoted).style_id
        return number

    def _example(self, name: str, *, is_quoted: bool) -> Any:
        """Return an empty cell in a style."""
        cell: Any = WriteOnlyCell(self.sheet)
        cell.style = name
        cell.quotePrefix = is_quoted
        return cell


def styled(value: CellValue, column: Column, *, is_key: bool, is_total: bool) -> Styled:
    """Return what a cell shows of a value, and in which style."""
    is_numeric = column.kind in NUMBER_KINDS
    if column.is_input:
        return value, _INPUT_STYLES.get(column.kind, Style.INPUT_TEXT)
    if is_total:
        return value, Style.TOTAL_NUMBER if is_numeric else Style.TOTAL_TEXT
    if value is not None and column.kind in {CellKind.COVERAGE, CellKind.SYMBOL}:
        symbol = SYMBOLS[Coverage(str(value))]
        is_symbol = column.kind is CellKind.SYMBOL
        style = coverage_style(symbol.state, is_symbol=is_symbol)
        return symbol.symbol if is_symbol else symbol.label, style
    if value is not None and column.kind is CellKind.ANSWER:
        answer = str(value)
        return f"{ANSWERS[answer].symbol} {answer}", answer_style(answer)
    if isinstance(value, bool):
        return "Yes" if value else "No", Style.TEXT
    if isinstance(value, str) and is_numeric:
        return value, Style.NO_NUMBER
    if is_key and not is_numeric:
        return value, Style.KEY
    return value, STYLE_OF_KIND.get(column.kind, Style.TEXT)


def styler(column: Column, *, is_key: bool) -> Callable[[CellValue], Styled]:
    """Return what makes a value of a column into a cell, quickly for the usual kinds."""
    if column.is_input or column.kind in _WITH_LOOKS:
        return lambda value: styled(value, column, is_key=is_key, is_total=False)
    style = STYLE_OF_KIND.get(column.kind, Style.TEXT)
    if column.kind in NUMBER_KINDS:
        return lambda value: (value, Style.NO_NUMBER if isinstance(value, str) else style)
    usual = Style.KEY if is_key else style
    return lambda value: (
        styled(value, column, is_key=is_key, is_total=False)
        if isinstance(value, bool)
        else (value, usual)
    )


def head_style(column: Column) -> Style:
    """Return the style of a column's heading: numbers are headed on the right."""
    return Style.HEAD_NUMBER if column.kind in NUMBER_KINDS else Style.HEAD


def _comment(text: str) -> Comment:
    """Return a comment as large as its text."""
    lines = lines_needed(text, _NOTE_CHARACTERS) + 1
    return Comment(text, "bcdr", width=_NOTE_PIXELS, height=lines * _NOTE_LINE_PIXELS)


@lru_cache(maxsize=65_536)
def lines_needed(text: str, characters: float) -> int:
    """Return how many lines a text takes in a cell that is so many characters wide."""
    room = max(1.0, characters - 1.5)
    return sum(max(1, math.ceil(_units(line) * _OF_A_DIGIT / room)) for line in text.split("\n"))


def _units(line: str) -> int:
    """Return how wide a line is in characters: those of East Asia count twice."""
    return (
        len(line) if line.isascii() else sum(2 if east_asian_width(c) in "WF" else 1 for c in line)
    )


def letter(column: int) -> str:
    """Return the letters of a column counted from 1."""
    return str(get_column_letter(column))
