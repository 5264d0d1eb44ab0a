"""Writes a report as an Excel workbook: one sheet per section, then the sheets to fill in."""

import datetime
import io
import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, Final

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bcdr.model.returned import ORIGIN_SHEET
from bcdr.report.blocks import Medium, Report, Section, Table
from bcdr.report.cell_text import storable
from bcdr.report.choice_lists import ChoiceLists
from bcdr.report.content import build_content
from bcdr.report.excel_charts import Place
from bcdr.report.formulas import Book, Lines, lines_of_input, lines_of_list
from bcdr.report.input_sheet import spare_rows, write_input_sheet
from bcdr.report.list_sheet import write_list_sheet
from bcdr.report.origin_sheet import Edition, write_origin_sheet
from bcdr.report.page_sheet import write_page_sheet
from bcdr.report.palette import ACCENT, INPUT_LINE
from bcdr.report.row_stream import insert_rows
from bcdr.report.sheet_writer import SheetWriter
from bcdr.report.styles import add_styles
from bcdr.study import Study
from bcdr.study_changes import Changes

_PAGE_CHARACTERS: Final = 210
"""Widest that a printed page can be and still be read, in characters of a sheet."""

LONGEST_LIST: Final = 199_000
"""Rows of a list that one sheet holds: as many as are read again when the workbook comes back."""

_A4: Final = 9


def write_excel(
    study: Study,
    target: Path | str | BinaryIO,
    *,
    edition: Edition | None = None,
    changes: Changes | None = None,
) -> None:
    """Write the plan of a study to a path or an open binary file.

    `edition` says which state of which review it shows, and is kept in the workbook. `changes`
    are those since an earlier plan, for a sheet that says what changed.
    """
    report = build_content(study, changes)
    write_workbook(report, target, as_of=study.settings.as_of, edition=edition)


def write_workbook(
    report: Report,
    target: Path | str | BinaryIO,
    *,
    as_of: datetime.date,
    edition: Edition | None = None,
) -> None:
    """Write a report as a workbook; `as_of` becomes the date it was made."""
    workbook = Workbook(write_only=True)
    add_styles(workbook)
    workbook.properties.title = storable(f"{report.title}, {report.subtitle}")
    workbook.properties.creator = "bcdr"
    workbook.properties.created = datetime.datetime.combine(as_of, datetime.time())
    book = _book(report)
    writers: list[SheetWriter] = []
    lists = ChoiceLists()
    for section in _sections(report):
        writers += _write_section(workbook, section, report, lists, book)
    results = workbook.sheetnames
    for table in report.inputs:
        sheet = workbook.create_sheet(table.id)
        sheet.sheet_properties.tabColor = INPUT_LINE.removeprefix("#")
        _set_up_print(sheet, report, sum(column.width + 1 for column in table.columns))
        writers.append(SheetWriter(sheet))
        write_input_sheet(writers[-1], table, lists, book)
        _protect(sheet, is_input=any(column.is_input for column in table.columns))
    lists.write(workbook)
    writers.append(SheetWriter(workbook.create_sheet(ORIGIN_SHEET)))
    write_origin_sheet(writers[-1], report, edition or Edition(), as_of, results)
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


def _sections(report: Report) -> tuple[Section, ...]:
    """Return the sections that a workbook shows."""
    return tuple(section for section in report.sections if section.medium is not Medium.PAGE)


def _book(report: Report) -> dict[str, Lines]:
    """Return where the rows of lists and input sheets stand, for formulas of other sheets.

    A list that is longer than a sheet is left out: what looks at it keeps its value.
    """
    found = {table.id: lines_of_input(table, spare_rows(table)) for table in report.inputs}
    for section in _sections(report):
        if len(section.tables) == 1 and len(section.tables[0].rows) <= LONGEST_LIST:
            table = section.tables[0].shown_on(Medium.WORKBOOK)
            found[table.id] = lines_of_list(section, table, section.title)
    return found


def _write_section(
    workbook: Workbook, section: Section, report: Report, lists: ChoiceLists, book: Book
) -> Iterator[SheetWriter]:
    """Write a section to its sheet, or to several where its one list is longer than a sheet."""
    if len(section.tables) == 1:
        table = section.tables[0].shown_on(Medium.WORKBOOK)
        for number, piece in enumerate(_pieces(table), start=1):
            title = section.title if number == 1 else f"{section.title} {number}"
            writer = _section_sheet(workbook, title)
            _set_up_print(writer.sheet, report, sum(column.width + 1 for column in table.columns))
            write_list_sheet(writer, section, piece, lists, book)
            yield writer
    else:
        writer = _section_sheet(workbook, section.title)
        _set_up_print(writer.sheet, report, 0)
        places = write_page_sheet(writer, section, report.subtitle, book)
        for table in section.tables:
            _name_cells(workbook, section, table, places[table.id])
        yield writer


def _name_cells(workbook: Workbook, section: Section, table: Table, place: Place) -> None:
    """Give the cells of a table the names by which other programs and people find them."""
    for name, key, row in table.names:
        column = get_column_letter(place.columns[key])
        cell = f"{quote_sheetname(section.title)}!${column}${place.head_row + 1 + row}"
        workbook.defined_names[name] = DefinedName(name, attr_text=cell)


def _pieces(table: Table) -> Iterator[Table]:
    """Yield a table in pieces that fit on a sheet."""
    for start in range(0, max(1, len(table.rows)), LONGEST_LIST):
        yield replace(table, rows=table.rows[start : start + LONGEST_LIST])


def _section_sheet(workbook: Workbook, title: str) -> SheetWriter:
    sheet = workbook.create_sheet(title)
    sheet.sheet_properties.tabColor = ACCENT.removeprefix("#")
    sheet.sheet_view.showGridLines = False
    _protect(sheet, is_input=False)
    return SheetWriter(sheet)


def _protect(sheet: Worksheet, *, is_input: bool) -> None:
    """Lock all cells but those to fill in, against slips: there is no password.

    Filters and the width of columns can be changed everywhere, rows added on input sheets.
    """
    protection = sheet.protection
    protection.sheet = True
    protection.autoFilter = protection.sort = False
    protection.formatColumns = protection.formatRows = False
    protection.insertRows = protection.deleteRows = not is_input


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
