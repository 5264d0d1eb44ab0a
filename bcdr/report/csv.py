"""Writes a table as CSV: plain numbers, headings with units, and no text that acts as a formula."""

import csv
import datetime
import io
from dataclasses import replace
from pathlib import Path
from typing import Final

from bcdr.model.vocabulary import Coverage
from bcdr.report.blocks import CellKind, CellValue, Column, Medium, Report, Table
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
    lines.writerow([csv_text(column_heading(column)) for column in table.columns])
    for row in table.rows:
        lines.writerow(
            [_field(value, column) for value, column in zip(row, table.columns, strict=True)]
        )
    return BYTE_ORDER_MARK + written.getvalue()


def write_csv(report: Report, folder: Path | str) -> tuple[Path, ...]:
    """Write every table of a report to a file of its own, `ID.csv`, and return the files.

    The folder is made if it is not there.
    """
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    written = []
    for table in (table for section in report.sections for table in section.tables):
        path = place / f"{table.id}.csv"
        path.write_text(table_csv(table), encoding="utf-8", newline="")
        written.append(path)
    return tuple(written)


def column_heading(column: Column) -> str:
    """Return the heading of a column in a CSV file, where shares are no percentages."""
    if column.kind is CellKind.SHARE:
        return replace(column, unit="share").full_heading
    return column.full_heading


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
