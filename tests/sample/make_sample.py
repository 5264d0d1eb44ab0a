"""Writes data/sample-portfolio.xlsx, an invented port and freight operator, always the same.

Run `python -m tests.sample.make_sample` from the top of the checkout after changing a row.
"""

import datetime
import io
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.styleable import StyleableObject
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bcdr.model.columns import APPLICATIONS, SHEETS, Column, Kind, Sheet
from tests.sample import freight, group_it, office, terminal
from tests.sample.parts import Cell, Row
from tests.sample.review_sheets import DECISIONS, SHEET_ROWS

SAMPLE_PATH: Final = Path(__file__).parents[2] / "data" / "sample-portfolio.xlsx"
MADE_AT: Final = datetime.datetime(2026, 10, 30, 9, 0)  # noqa: DTZ001  Excel knows no time zones

TOTALLED: Final = ("data_gb", "vm_count", "vcpu", "memory_gb")
HEADER_HEIGHT: Final = 44
WIDTHS: Final = {
    Kind.TEXT: 20, Kind.LIST: 24, Kind.DURATION: 14, Kind.DURATIONS: 18, Kind.NUMBER: 11,
    Kind.COUNT: 8, Kind.SHARE: 9, Kind.MONEY: 13, Kind.YES_NO: 11, Kind.DATE: 12, Kind.DAYS: 11,
    Kind.CHOICE: 17, Kind.CHOICES: 30, Kind.CRITICALITY: 13, Kind.VALUE: 24,
}  # fmt: skip
FIELD_WIDTHS: Final = {
    "id": 9, "application": 30, "workload": 25, "environment": 13, "data_class": 13,
    "regulations": 13, "allowed_jurisdictions": 13, "tags": 16, "hub": 12, "notes": 64,
    "depends_on": 64, "current_option": 42, "current_target": 28, "os": 34, "source_platform": 19,
    "unit": 21, "source": 46, "message": 46, "rule": 42, "reason": 56, "title": 40, "vm": 12,
    "jurisdiction": 12, "scenario": 16, "round_trip_ms": 11, "setting": 16, "assumption": 18,
    "price": 18, "applies_to_field": 14, "is_operational": 13,
    "has_infrastructure_backup": 16, "applies_to_values": 18, "kind": 19,
}  # fmt: skip
GROUPS: Final = (
    ("id", "1F3A5F"),
    ("rto_hours", "7A4A1E"),
    ("data_gb", "2F5D50"),
    ("hub", "1F3A5F"),
    ("data_class", "5B3A6B"),
    ("depends_on", "1F3A5F"),
    ("current_option", "8A2F3B"),
    ("notes", "4A4F57"),
)
"""Where a group of columns begins on Applications, and the colour of its headers."""

_LINE: Final = Side(style="thin", color="D5DAE1")
_TEXT: Final = Font(name="Calibri", size=10, color="1C2430")
_BOLD: Final = Font(name="Calibri", size=10, bold=True, color="1C2430")
_HEADER: Final = Font(name="Calibri", size=10, bold=True, color="FFFFFF")
_BAND: Final = PatternFill("solid", fgColor="F4F6F9")


def application_rows() -> list[Row]:
    """Return the rows of Applications with their IDs, the total row last."""
    rows = [*terminal.ROWS, *freight.ROWS, *office.ROWS, *group_it.ROWS]
    numbered = [{"id": f"NG-{number:03}", **row} for number, row in enumerate(rows, start=1)]
    return [*numbered, {"application": "Total", **_totals(numbered)}]


def _totals(rows: Iterable[Row]) -> Row:
    totals: Row = {}
    for field in TOTALLED:
        numbers = (row.get(field) for row in rows)
        totals[field] = sum(number for number in numbers if isinstance(number, int | float))
    return totals


def decision_rows(applications: Iterable[Row]) -> list[Row]:
    """Return the rows of Decisions, each with the ID of the workload that it names."""
    ids = {(row["application"], row.get("workload", "")): row.get("id") for row in applications}
    return [{"id": ids[row["application"], row["workload"]], **row} for row in DECISIONS]


def make_workbook() -> Workbook:
    """Return the sample as a workbook, sheets in the order of the contract."""
    book = Workbook()
    for page in book.worksheets:
        book.remove(page)
    applications = application_rows()
    all_rows = {
        # Dependencies and Backups stay empty: the sample says both on Applications.
        **SHEET_ROWS,
        "Applications": applications,
        "Decisions": decision_rows(applications),
    }
    for sheet in SHEETS.values():
        _write_sheet(book.create_sheet(sheet.name), sheet, all_rows.get(sheet.name, []))
    properties = book.properties
    properties.title = "Application inventory for continuity"
    properties.creator = properties.lastModifiedBy = "Nordhafen Group"
    properties.created = MADE_AT
    return book


def _write_sheet(page: Worksheet, sheet: Sheet, rows: list[Row]) -> None:
    used = [
        column
        for column in sheet.columns
        if sheet is APPLICATIONS
        or not rows
        or any(row.get(column.field) is not None for row in rows)
    ]
    fills = _header_fills(sheet, used)
    for number, column in enumerate(used, start=1):
        cell = page.cell(1, number, column.header)
        cell.font, cell.fill = _HEADER, fills[number - 1]
        cell.alignment = _alignment(column, vertical="center", wrap_text=True)
        width = FIELD_WIDTHS.get(column.field, WIDTHS[column.kind])
        page.column_dimensions[get_column_letter(number)].width = width
    page.row_dimensions[1].height = HEADER_HEIGHT
    banded = False
    for number, row in enumerate(rows, start=2):
        # A band changes with the application, so that its workloads stay together to the eye.
        banded ^= number > 2 and _name(rows[number - 3]) != _name(row)
        for letter, column in enumerate(used, start=1):
            value = row.get(column.field)
            cell = page.cell(number, letter, value)
            _style_cell(cell, column, value)
            if banded:
                cell.fill = _BAND
            if row.get("application") == "Total":
                cell.font = _BOLD
    last = f"{get_column_letter(len(used))}{_last_filtered_row(rows)}"
    page.auto_filter.ref = f"A1:{last}"
    page.freeze_panes = "D2" if sheet is APPLICATIONS else "B2"
    page.sheet_view.showGridLines = False
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=sheet is not APPLICATIONS)
    page.page_setup.paperSize = page.PAPERSIZE_A3
    page.print_title_rows = "1:1"


def _last_filtered_row(rows: list[Row]) -> int:
    if not rows:
        return 1
    return len(rows) + 1 - (rows[-1].get("application") == "Total")


def _name(row: Row) -> str:
    return str(row.get("application", "")).strip().casefold() or str(next(iter(row.values())))


def _header_fills(sheet: Sheet, used: list[Column]) -> list[PatternFill]:
    begins = dict(GROUPS) if sheet is APPLICATIONS else {}
    fills, colour = [], GROUPS[0][1]
    for column in used:
        colour = begins.get(column.field, colour)
        fills.append(PatternFill("solid", fgColor=colour))
    return fills


def _alignment(column: Column, *, vertical: str, wrap_text: bool) -> Alignment:
    # A figure written as text stands with the figures of its column. Indented at the right,
    # some viewers print figures out of line.
    is_figure = bool(column.unit) or column.kind in {Kind.NUMBER, Kind.MONEY, Kind.DATE}
    return Alignment(
        horizontal="right" if is_figure else "left",
        indent=0 if is_figure else 1,
        vertical=vertical,
        wrap_text=wrap_text,
    )


def _style_cell(cell: StyleableObject, column: Column, value: Cell) -> None:
    cell.font = _TEXT
    cell.border = Border(bottom=_LINE)
    cell.alignment = _alignment(column, vertical="top", wrap_text=False)
    if isinstance(value, datetime.timedelta):
        cell.number_format = "[h]:mm"
    elif isinstance(value, datetime.time):
        cell.number_format = "h:mm"
    elif isinstance(value, datetime.date):
        cell.number_format = "yyyy-mm-dd"
    elif isinstance(value, int):
        cell.number_format = "#,##0"
    elif isinstance(value, float):
        cell.number_format = "0.0##"


def write_sample(path: Path = SAMPLE_PATH) -> None:
    """Write the sample so that equal rows give equal bytes."""
    unsettled = io.BytesIO()
    make_workbook().save(unsettled)
    with (
        zipfile.ZipFile(unsettled) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as settled,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                # openpyxl notes the time of saving, which no property can fix beforehand.
                made_at = MADE_AT.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + made_at, content)
            entry = zipfile.ZipInfo(name, MADE_AT.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            settled.writestr(entry, content)


if __name__ == "__main__":
    write_sample()
    print(f"Wrote {SAMPLE_PATH}")
