"""Lays out a sheet of the workbook contract: title, purpose, headings, then cells to fill in."""

import datetime
from typing import Final

from bcdr.report.blocks import CellKind, CellValue, Column, Table
from bcdr.report.choice_lists import ChoiceLists, add_choices
from bcdr.report.formulas import INPUT_HEAD_ROW, Book, lines_of_input
from bcdr.report.sheet_writer import LINE_POINTS, SheetWriter, letter, lines_needed
from bcdr.report.styles import Style

FIXED_LISTS: Final = frozenset({"Prices"})
"""Sheets on which every row that there can be is listed."""

SPARE_ROWS: Final = 20
"""Empty rows in the look of an input, so that people see where to go on."""

_WIDEST_TEXT: Final = 110


def write_input_sheet(writer: SheetWriter, table: Table, lists: ChoiceLists, book: Book) -> None:
    """Write a table as the reader of workbooks expects it, with room for more rows.

    A table of which no column is an input is a log: it has no room and no cell to fill in.
    """
    sheet, columns = writer.sheet, table.columns
    spare = spare_rows(table)
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[letter(number)].width = column.width + 1
    first = INPUT_HEAD_ROW + 1
    sheet.freeze_panes = f"{letter(table.heading_columns + 1)}{first}"
    last = letter(len(columns))
    sheet.auto_filter.ref = f"A{INPUT_HEAD_ROW}:{last}{max(first, first + len(table.rows) - 1)}"
    sheet.print_title_rows = f"{INPUT_HEAD_ROW}:{INPUT_HEAD_ROW}"
    writer.append([(table.title, Style.TITLE)], height=30)
    across, width = _columns_of_text(columns)
    row = writer.append(
        [(table.empty, Style.PURPOSE)],
        height=LINE_POINTS * lines_needed(table.empty, width) + 4,
    )
    writer.merge(row, 1, across)
    lines_of_heads = max(lines_needed(column.title, column.width) for column in columns)
    writer.append(
        [(column.title, Style.INPUT_HEAD) for column in columns],
        height=LINE_POINTS * max(2, lines_of_heads) + 4,
        notes=[column.note for column in columns],
    )
    blank = [(None, _style(None, column)) for column in columns]
    writer.stream(
        (
            [(value, _style(value, column)) for value, column in zip(row, columns, strict=True)],
            None,
        )
        for row in table.rows
    )
    writer.stream((blank, None) for _ in range(spare))
    rows = first, first + len(table.rows) + spare - 1
    lines = lines_of_input(table, spare)
    for column in (one for one in columns if one.is_input):
        add_choices(sheet, column, rows, lambda key: f"{lines.letters[key]}{first}", lists, book)


def spare_rows(table: Table) -> int:
    """Return how many empty rows a sheet offers: none in a log, and none in a fixed list."""
    is_open = any(column.is_input for column in table.columns)
    return SPARE_ROWS if is_open and table.id not in FIXED_LISTS else 0


def _style(value: CellValue, column: Column) -> Style:
    if not column.is_input:
        return Style.DATE if isinstance(value, datetime.date) else Style.LOG
    if isinstance(value, datetime.date):
        return Style.INPUT_DATE
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Style.INPUT_NUMBER
    if value is None and column.kind is CellKind.VALUE:
        return Style.INPUT_NUMBER
    if value is None and column.kind is CellKind.DATE:
        return Style.INPUT_DATE
    return Style.INPUT_TEXT


def _columns_of_text(columns: tuple[Column, ...]) -> tuple[int, float]:
    """Return over how many columns a line of text may run, and how wide these are."""
    width = 0.0
    for number, column in enumerate(columns, start=1):
        width += column.width + 1
        if width >= _WIDEST_TEXT:
            return number, width
    return len(columns), width
