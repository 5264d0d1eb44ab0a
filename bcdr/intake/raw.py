"""Reads the raw cells of a file, in a process of its own with limits; no cell is judged here."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bcdr.intake import limits
from bcdr.intake.cell_formats import FormatRuns
from bcdr.intake.package import FileKind, open_file
from bcdr.intake.problem_cells import ProblemCell
from bcdr.intake.reading_process import MergedRange, ReadingProcess
from bcdr.intake.refusals import shown_name
from bcdr.intake.text_file import read_text_table
from bcdr.model.records import Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class RawSheet:
    """One sheet: rows of cells from A1 on, where empty cells are empty texts.

    `merged` holds first and last cell of each merged range as (row, column) from 0.
    `number_formats` holds the format code of numbers by (row, column) from 0, where the format
    says more than the number: a unit in quotes, a currency, percent, elapsed hours.
    """

    name: str
    is_visible: bool
    rows: list[list[Cell]]
    merged: tuple[MergedRange, ...] = ()
    problem_cells: tuple[ProblemCell, ...] = ()
    number_formats: Mapping[tuple[int, int], str] = field(default_factory=FormatRuns)


@dataclass(frozen=True, slots=True)
class RawFile:
    """All sheets of a file, and the name it came with."""

    sheets: tuple[RawSheet, ...] = field(default_factory=tuple)
    name: str = ""


def read_raw(content: bytes, name: str) -> RawFile:
    """Return the raw cells of a file of any kind.

    Raises:
        RefusedFileError: the file cannot be used; the error says why and what to do.
    """
    until = time.thread_time() + limits.READ_SECONDS
    opened = open_file(content, name, until)
    if opened.kind is FileKind.TEXT:
        title = Path(name).stem or "Table"
        rows = read_text_table(content)
        return RawFile((RawSheet(name=title, is_visible=True, rows=rows),), name)
    inspection = opened.look_inside()
    with ReadingProcess(content, shown_name(name), until - time.thread_time()) as process:
        tables = process.tables()
    return RawFile(
        tuple(
            RawSheet(
                name=table.name,
                is_visible=table.is_visible,
                rows=table.rows,
                merged=table.merged,
                problem_cells=inspection.problem_cells.get(table.name, ()),
                number_formats=inspection.number_formats.get(table.name) or FormatRuns(),
            )
            for table in tables
        ),
        name,
    )
