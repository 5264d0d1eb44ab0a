"""Writes the user's own rows as they were read, with what was found in them beside each row."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Final

from openpyxl import Workbook
from openpyxl.worksheet.cell_range import CellRange

from bcdr.intake.raw import RawSheet
from bcdr.model.findings import Finding
from bcdr.model.findings_sheets import FINDINGS_TITLE
from bcdr.model.records import Cell, RecordTable
from bcdr.report.finding_marks import Marks, marks_of
from bcdr.report.findings_book import FindingsBook, set_up_print
from bcdr.report.findings_list import write_list
from bcdr.report.palette import INPUT_LINE, LINE
from bcdr.report.row_stream import Styled, insert_rows
from bcdr.report.sheet_names import SheetNames
from bcdr.report.sheet_writer import SheetWriter, letter
from bcdr.report.stored_cells import stored_cell
from bcdr.report.styles import Style, add_styles

_WIDTH_ROWS: Final = 200
_NARROWEST: Final = 8
_WIDEST: Final = 44
_FINDINGS_WIDTH: Final = 90

_NO_ROWS: Final[Mapping[str, Sequence[int]]] = MappingProxyType({})


def write_findings(
    sheets: Sequence[RawSheet],
    findings: Sequence[Finding],
    target: Path | str | BinaryIO,
    *,
    header_rows: Mapping[str, Sequence[int]] = _NO_ROWS,
) -> None:
    """Write the sheets of a file as they were read, with findings, to a path or open binary file.

    `header_rows` gives the rows, from 1, that head the tables of a sheet; the column of findings
    is headed there too. Texts stay texts, dates, times and numbers keep their type.
    """
    workbook = Workbook(write_only=True)
    add_styles(workbook)
    workbook.properties.title = "Findings"
    workbook.properties.creator = "bcdr"
    book = FindingsBook(workbook, SheetNames((FINDINGS_TITLE,)))
    titles = {sheet.name: book.names.of(sheet.name) for sheet in sheets}
    writers = [write_list(book, findings, titles, {sheet.name: sheet for sheet in sheets})]
    for sheet in sheets:
        heads = header_rows.get(sheet.name, ())
        writers.append(_write_sheet(book, sheet, findings, titles[sheet.name], heads))
    saved = io.BytesIO()
    workbook.save(saved)
    rows = {
        writer.sheet.path.removeprefix("/"): writer.rows.file
        for writer in writers
        if writer.rows is not None
    }
    insert_rows(saved, target, rows)


def header_rows_of(tables: Sequence[RecordTable]) -> dict[str, tuple[int, ...]]:
    """Return the rows that head the tables of each sheet."""
    found: dict[str, tuple[int, ...]] = {}
    for table in tables:
        if table.header_row:
            found[table.sheet] = (*found.get(table.sheet, ()), table.header_row)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A sheet as it was read, how wide it is, which rows head it, and what is said of it."""

    sheet: RawSheet
    width: int
    heads: frozenset[int]
    marks: Marks
    said: Mapping[int, str]


def _write_sheet(
    book: FindingsBook,
    sheet: RawSheet,
    findings: Sequence[Finding],
    title: str,
    heads: Sequence[int],
) -> SheetWriter:
    writer = SheetWriter(book.workbook.create_sheet(title))
    worksheet = writer.sheet
    width = max((len(row) for row in sheet.rows), default=0)
    width = max(width, max((last[1] + 1 for _, last in sheet.merged), default=0))
    marks = marks_of(findings, sheet.name, len(sheet.rows), width)
    read = _Read(sheet=sheet, width=width, heads=frozenset(heads), marks=marks, said=marks.rows())
    if not sheet.is_visible:
        worksheet.sheet_state = "hidden"
    worksheet.sheet_properties.tabColor = (INPUT_LINE if read.said else LINE).removeprefix("#")
    for column in range(width):
        worksheet.column_dimensions[letter(column + 1)].width = _width(sheet, column)
    if heads:
        worksheet.freeze_panes = f"A{min(heads) + 1}"
    if read.said:
        worksheet.column_dimensions[letter(width + 1)].width = _FINDINGS_WIDTH
    for first, last in sheet.merged:
        worksheet.merged_cells.add(
            CellRange(
                min_row=first[0] + 1, min_col=first[1] + 1, max_row=last[0] + 1,
                max_col=last[1] + 1,
            )
        )  # fmt: skip
    set_up_print(worksheet, sum(_width(sheet, column) for column in range(width)))
    writer.stream(
        (_row(book, read, number, row), None) for number, row in enumerate(sheet.rows, start=1)
    )
    book.add_comments(worksheet, marks)
    return writer


def _row(book: FindingsBook, read: _Read, number: int, row: Sequence[Cell]) -> list[Styled | None]:
    cells: list[Styled | None] = []
    for position, cell in enumerate(row):
        severity = read.marks.severity((number, position + 1))
        if (cell is None or cell == "") and severity is None:
            cells.append(None)
            continue
        value, number_format = stored_cell(cell)
        number_format = read.sheet.number_formats.get((number - 1, position), number_format)
        style = book.style(number_format, severity, is_head=number in read.heads)
        cells.append((value, style))
    last: Styled | None = None
    if read.said and number in (read.heads or {1}):
        last = FINDINGS_TITLE, Style.HEAD
    elif number in read.said:
        last = read.said[number], Style.PROSE
    return cells if last is None else [*cells, *[None] * (read.width - len(cells)), last]


def _width(sheet: RawSheet, column: int) -> float:
    longest = max(
        (
            len(line)
            for row in sheet.rows[:_WIDTH_ROWS]
            if column < len(row)
            for line in str(row[column]).split("\n")
        ),
        default=0,
    )
    return min(_WIDEST, max(_NARROWEST, longest + 2))
