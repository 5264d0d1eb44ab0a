"""Writes a report as an Excel workbook: one sheet per section, then the sheets to fill in."""

import datetime
import io
import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, Final

from openpyxl import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bcdr.report.blocks import Medium, Report, Section, Table
from bcdr.report.cell_text import storable
from bcdr.report.content import build_content
from bcdr.report.input_sheet import write_input_sheet
from bcdr.report.list_sheet import write_list_sheet
from bcdr.report.page_sheet import write_page_sheet
from bcdr.report.palette import ACCENT, INPUT_LINE
from bcdr.report.row_stream import insert_rows
from bcdr.report.sheet_writer import SheetWriter
from bcdr.report.styles import add_styles
from bcdr.study import Study

_PAGE_CHARACTERS: Final = 210
"""Widest that a printed page can be and still be read, in characters of a sheet."""

LONGEST_LIST: Final = 1_000_000
"""Rows of a list that one sheet holds: Excel ends at 1,048,576."""

_A4: Final = 9


def write_excel(study: Study, target: Path | str | BinaryIO) -> None:
    """Write the plan of a study to a path or an open binary file."""
    write_workbook(build_content(study), target, as_of=study.settings.as_of)


def write_workbook(report: Report, target: Path | str | BinaryIO, *, as_of: datetime.date) -> None:
    """Write a report as a workbook; `as_of` becomes the date it was made."""
    workbook = Workbook(write_only=True)
    add_styles(workbook)
    workbook.properties.title = storable(f"{report.title}, {report.subtitle}")
    workbook.properties.creator = "bcdr"
    workbook.properties.created = datetime.datetime.combine(as_of, datetime.time())
    writers: list[SheetWriter] = []
    for section in report.sections:
        writers += _write_section(workbook, section, report)
    for table in report.inputs:
        sheet = workbook.create_sheet(table.id)
        sheet.sheet_properties.tabColor = INPUT_LINE.removeprefix("#")
        _set_up_print(sheet, report, sum(column.width + 1 for column in table.columns))
        writers.append(SheetWriter(sheet))
        write_input_sheet(writers[-1], table)
    saved = io.BytesIO()
    workbook.save(saved)
    insert_rows(
        saved,
        target,
        {
            writer.sheet.path.removeprefix("/"): writer.rows.file
            for writer in writers
            if writer.rows is not None
        },
    )


def _write_section(workbook: Workbook, section: Section, report: Report) -> Iterator[SheetWriter]:
    """Write a section to its sheet, or to several where its one list is longer than a sheet."""
    if len(section.tables) == 1:
        table = section.tables[0].shown_on(Medium.WORKBOOK)
        for number, piece in enumerate(_pieces(table), start=1):
            title = section.title if number == 1 else f"{section.title} {number}"
            writer = _section_sheet(workbook, title)
            _set_up_print(writer.sheet, report, sum(column.width + 1 for column in table.columns))
            write_list_sheet(writer, section, piece)
            yield writer
    else:
        writer = _section_sheet(workbook, section.title)
        _set_up_print(writer.sheet, report, 0)
        write_page_sheet(writer, section, report.subtitle)
        yield writer


def _pieces(table: Table) -> Iterator[Table]:
    """Yield a table in pieces that fit on a sheet."""
    for start in range(0, max(1, len(table.rows)), LONGEST_LIST):
        yield replace(table, rows=table.rows[start : start + LONGEST_LIST])


def _section_sheet(workbook: Workbook, title: str) -> SheetWriter:
    sheet = workbook.create_sheet(title)
    sheet.sheet_properties.tabColor = ACCENT.removeprefix("#")
    sheet.sheet_view.showGridLines = False
    return SheetWriter(sheet)


def _set_up_print(sheet: Worksheet, report: Report, characters: float) -> None:
    """Landscape, as many pages wide as can be read, with file, sheet and page in the footer."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth = max(1, math.ceil(characters / _PAGE_CHARACTERS))
    sheet.page_setup.fitToHeight = 0
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = 0.5
    sheet.page_margins.bottom = 0.6
    footer: Any = sheet.oddFooter
    footer.left.text = _footer(f"{report.title} · {report.subtitle}")
    footer.center.text = "&A"
    footer.right.text = "&P / &N"
    for part in (footer.left, footer.center, footer.right):
        part.size = 8


def _footer(text: str) -> str:
    """Return a text for a footer, where & begins a code and a part holds 255 characters."""
    return storable(text).replace("\n", " ")[:100].replace("&", "&&")
