"""Lays out a sheet of the workbook contract: headings in the first row, values below."""

import datetime
from typing import Final

from bcdr.report.blocks import CellValue, Table
from bcdr.report.sheet_writer import LINE_POINTS, SheetWriter, letter, lines_needed
from bcdr.report.styles import Style

_SPARE_ROWS: Final = 20
"""Empty rows in the look of an input, so that people see where to go on."""


def write_input_sheet(writer: SheetWriter, table: Table) -> None:
    """Write a table as the reader of workbooks expects it, with room for more rows."""
    sheet = writer.sheet
    for number, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[letter(number)].width = column.width + 1
    sheet.freeze_panes = f"{letter(table.heading_columns + 1)}2"
    last = letter(len(table.columns))
    sheet.auto_filter.ref = f"A1:{last}{max(2, len(table.rows) + 1)}"
    sheet.print_title_rows = "1:1"
    lines = max(lines_needed(column.title, column.width) for column in table.columns)
    writer.append(
        [(column.title, Style.INPUT_HEAD) for column in table.columns],
        height=LINE_POINTS * max(2, lines) + 4,
    )
    blank = [(None, Style.INPUT_TEXT)] * len(table.columns)
    writer.stream(([(value, _style(value)) for value in row], None) for row in table.rows)
    writer.stream((blank, None) for _ in range(_SPARE_ROWS))


def _style(value: CellValue) -> Style:
    if isinstance(value, datetime.date):
        return Style.INPUT_DATE
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Style.INPUT_NUMBER
    return Style.INPUT_TEXT
