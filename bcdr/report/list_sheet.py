"""Lays out a sheet that holds one list: title, purpose, what it shows, then the table."""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from bcdr.report.blocks import CellKind, CellValue, Column, Section, Table, Text, TextRole
from bcdr.report.row_stream import Formula, Styled
from bcdr.report.sheet_writer import (
    LINE_POINTS,
    SheetWriter,
    head_style,
    letter,
    lines_needed,
    styled,
)
from bcdr.report.styles import Style

_STYLE_OF_ROLE: Final = {
    TextRole.CLAIM: Style.CLAIM,
    TextRole.BODY: Style.BODY,
    TextRole.NOTE: Style.NOTE,
}
_WIDEST_TEXT: Final = 150
_WRAPPED: Final = frozenset({CellKind.TEXT, CellKind.LONG_TEXT})
_TALLEST_ROW: Final = 409
"""The limit of Excel, in points."""

_KEY_IN_FORMULA: Final = re.compile(r"\{(\w+)\}")


def write_list_sheet(writer: SheetWriter, section: Section, table: Table) -> None:
    """Write a section whose one table people scroll, filter and print.

    The headings stay in view and are repeated on every printed page.
    """
    sheet = writer.sheet
    for number, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[letter(number)].width = column.width + 1
    head_rows = 2 if any(column.group for column in table.columns) else 1
    texts = [block for block in section.blocks if isinstance(block, Text)]
    head_row = 2 + len(texts) + head_rows
    last_letter = letter(len(table.columns))
    sheet.freeze_panes = f"{letter(table.heading_columns + 1)}{head_row + 1}"
    if table.rows:
        sheet.auto_filter.ref = f"A{head_row}:{last_letter}{head_row + len(table.rows)}"
    sheet.print_title_rows = f"{head_row - head_rows + 1}:{head_row}"
    sheet.print_title_cols = f"A:{letter(table.heading_columns)}"

    writer.append([(section.title, Style.TITLE)], height=30)
    _write_line(writer, section.purpose, Style.PURPOSE, table.columns)
    for text in texts:
        _write_line(writer, text.text, _STYLE_OF_ROLE[text.role], table.columns)
    write_heads(writer, table.columns)
    first = writer.row + 1
    writer.stream(_row(table, row, number) for number, row in enumerate(table.rows, start=first))
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
                (name, Style.HEAD_GROUP if name else Style.HEAD)
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


def _row(table: Table, row: tuple[CellValue, ...], number: int) -> tuple[list[Styled], float]:
    cells: list[Styled] = []
    for place, (value, column) in enumerate(zip(row, table.columns, strict=True)):
        shown, style = styled(value, column, is_key=place < table.heading_columns, is_total=False)
        if column.formula:
            cells.append((_formula(table, column, number, value), style))
        else:
            cells.append((shown, style))
    return cells, row_height(row, table.columns)


def row_height(row: Sequence[CellValue], columns: Sequence[Column]) -> float:
    """Return the height a row needs for its longest text: not every program fits rows itself."""
    lines = max(
        (
            lines_needed(value, column.width)
            for value, column in zip(row, columns, strict=True)
            if isinstance(value, str) and column.kind in _WRAPPED
        ),
        default=1,
    )
    return min(LINE_POINTS * lines + 2, _TALLEST_ROW)


def _formula(table: Table, column: Column, row: int, value: CellValue) -> Formula:
    text = _KEY_IN_FORMULA.sub(
        lambda found: f"{letter(table.position(found[1]) + 1)}{row}", column.formula
    )
    return Formula(text, value)


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
