"""Writes a table as CSV: plain numbers, headings with units, and no text that acts as a formula."""

import csv
import datetime
import io
from typing import Final

from bcdr.model.vocabulary import Coverage
from bcdr.report.blocks import CellKind, CellValue, Column, Medium, Table
from bcdr.report.cell_text import csv_text
from bcdr.report.symbols import SYMBOLS

BYTE_ORDER_MARK: Final = "\ufeff"


def table_csv(table: Table) -> str:
    """Return a table as comma-separated text with one line of headings.

    It begins with a byte order mark, so that a spreadsheet opens the UTF-8 text rightly. Numbers
    keep all their figures and a point as decimal mark; shares count from 0 to 1. A text that
    begins like a formula is kept as text by a quote mark in front.
    """
    table = table.shown_on(Medium.WORKBOOK)
    written = io.StringIO()
    lines = csv.writer(written)
    lines.writerow([csv_text(_heading(column)) for column in table.columns])
    for row in table.rows:
        lines.writerow(
            [_field(value, column) for value, column in zip(row, table.columns, strict=True)]
        )
    return BYTE_ORDER_MARK + written.getvalue()


def _heading(column: Column) -> str:
    heading = column.heading if column.kind is not CellKind.SHARE else f"{column.title} (share)"
    return f"{column.group}: {heading}" if column.group else heading


def _field(value: CellValue, column: Column) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if column.kind in {CellKind.COVERAGE, CellKind.SYMBOL}:
        return SYMBOLS[Coverage(value)].title
    return csv_text(value)
