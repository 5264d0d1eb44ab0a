"""Lays out a sheet that holds one list: title, purpose, what it shows, then the table."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Final

from bcdr.report.blocks import CellKind, CellValue, Column, Section, Table, Text, TextRole
from bcdr.report.choice_lists import ChoiceLists, add_choices
from bcdr.report.conditional_formats import add_state_formats
from bcdr.report.formulas import Book, Lines, formula_text, head_rows, lines_of_list
from bcdr.report.row_stream import Formula, Styled
from bcdr.report.sheet_writer import (
    LINE_POINTS,
    SheetWriter,
    head_style,
    letter,
    lines_needed,
    styler,
)
from bcdr.report.styles import Style

_STYLE_OF_ROLE: Final = {
    TextRole.CLAIM: Style.CLAIM,
    TextRole.BODY: Style.BODY,
    TextRole.NOTE: Style.NOTE,
}
_WIDEST_TEXT: Final = 110
_WRAPPED: Final = frozenset({CellKind.TEXT, CellKind.LONG_TEXT})
_ROW_MARK: Final = "\N{SECTION SIGN}"
_TALLEST_ROW: Final = 409
"""The limit of Excel, in points."""


def write_list_sheet(
    writer: SheetWriter, section: Section, table: Table, lists: ChoiceLists, book: Book
) -> None:
    """Write a section whose one table people scroll, filter and print.

    The headings stay in view and are repeated on every printed page. `book` says where the tables
    are that its formulas look at.
    """
    sheet = writer.sheet
    for number, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[letter(number)].width = column.width + 1
    texts = [block for block in section.blocks if isinstance(block, Text)]
    lines = lines_of_list(section, table, sheet.title)
    head_row = lines.first_row - 1
    last_letter = letter(len(table.columns))
    sheet.freeze_panes = f"{letter(table.heading_columns + 1)}{head_row + 1}"
    if table.rows:
        sheet.auto_filter.ref = f"A{head_row}:{last_letter}{head_row + len(table.rows)}"
    sheet.print_title_rows = f"{head_row - head_rows(table) + 1}:{head_row}"
    sheet.print_title_cols = f"A:{letter(table.heading_columns)}"

    writer.append([(section.title, Style.TITLE)], height=30)
    _write_line(writer, section.purpose, Style.PURPOSE, table.columns)
    for text in texts:
        _write_line(writer, text.text, _STYLE_OF_ROLE[text.role], table.columns)
    write_heads(writer, table.columns)
    first = writer.row + 1
    formulas = _formulas(table, lines, book)
    stylers = [
        styler(column, is_key=place < table.heading_columns)
        for place, column in enumerate(table.columns)
    ]
    wrapped = [
        (place, column.width)
        for place, column in enumerate(table.columns)
        if column.kind in _WRAPPED
    ]
    writer.stream(
        (_cells(row, number, stylers, formulas), _height(row, wrapped))
        for number, row in enumerate(table.rows, start=first)
    )
    rows = lines.first_row, lines.last_row
    add_state_formats(
        sheet,
        [lines.letters[column.key] for column in table.columns if column.kind is CellKind.SYMBOL],
        rows,
    )
    for column in table.columns:
        if column.is_input:
            add_choices(
                sheet, column, rows, lambda key: f"{lines.letters[key]}{rows[0]}", lists, book
            )
    if not table.rows:
        writer.append([(table.empty, Style.BODY)], height=LINE_POINTS * 2)
        writer.merge(writer.row, 1, _columns_of_text(table.columns))


def write_heads(writer: SheetWriter, columns: Sequence[Column]) -> None:
    """Write the headings, under those of their groups where there are any."""
    if any(column.group for column in columns):
        groups = [
            (name, [column.width for column in found])
            for name, found in groupby(columns, lambda column: column.group)
        ]
        lines = max(lines_needed(name, sum(widths)) for name, widths in groups)
        row = writer.append(
            [
                (name or None, Style.HEAD_GROUP if name else Style.HEAD_ABOVE)
                for name, widths in groups
                for _ in widths
            ],
            height=LINE_POINTS * lines + 4,
        )
        start = 1
        for name, widths in groups:
            if name:
                writer.merge(row, start, start + len(widths) - 1)
            start += len(widths)
    lines = max(lines_needed(column.heading, column.width) for column in columns)
    writer.append(
        [(column.heading, head_style(column)) for column in columns],
        height=LINE_POINTS * max(2, lines) + 4,
        notes=[column.note for column in columns],
    )


def _formulas(table: Table, lines: Lines, book: Book) -> list[str | None]:
    """Return the formula of each column with a mark where the number of the row goes."""
    return [
        formula_text(column.formula, lambda key: f"{lines.letters[key]}{_ROW_MARK}", book)
        if column.formula
        else None
        for column in table.columns
    ]


def _cells(
    row: tuple[CellValue, ...],
    number: int,
    stylers: Sequence[Callable[[CellValue], Styled]],
    formulas: Sequence[str | None],
) -> list[Styled]:
    cells = [styler(value) for styler, value in zip(stylers, row, strict=True)]
    for place, formula in enumerate(formulas):
        if formula is not None:
            live = Formula(formula.replace(_ROW_MARK, str(number)), row[place])
            cells[place] = live, cells[place][1]
    return cells


def _height(row: tuple[CellValue, ...], wrapped: Sequence[tuple[int, int]]) -> float:
    """Return the height a row needs for its longest text: not every program fits rows itself."""
    lines = 1
    for place, width in wrapped:
        value = row[place]
        if isinstance(value, str):
            lines = max(lines, lines_needed(value, width))
    return min(LINE_POINTS * lines + 2, _TALLEST_ROW)


def _write_line(writer: SheetWriter, text: str, style: Style, columns: Sequence[Column]) -> None:
    last = _columns_of_text(columns)
    width = sum(column.width + 1 for column in columns[:last])
    size = 1.25 if style is Style.CLAIM else 1.0
    lines = lines_needed(text, width / size)
    row = writer.append([(text, style)], height=LINE_POINTS * size * lines + 4)
    writer.merge(row, 1, last)


def _columns_of_text(columns: Sequence[Column]) -> int:
    """Return how many columns a line of text may run over: what a screen shows."""
    width = 0
    for number, column in enumerate(columns, start=1):
        width += column.width + 1
        if width >= _WIDEST_TEXT:
            return number
    return len(columns)
