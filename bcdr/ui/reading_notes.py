"""Keeps what only a file showed while it was read with the review, so that nothing loses it.

What can be found in the tables is found again at every change. What stood between them (a column
that is not used, a total that was left out, blank rows) is kept as a table of its own beside them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bcdr.intake import TablesRead
from bcdr.model.findings import Finding, FindingSeverity
from bcdr.model.records import Cell, Record, RecordTable

ROLE: Final = "Notes of the reading"
_ROWS: Final = "rows"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingNotes:
    """What was found while a file was read, and how many rows of it are in no table."""

    findings: tuple[Finding, ...] = ()
    rows_skipped: int = 0
    rows_blank: int = 0


def with_notes(read: TablesRead) -> tuple[RecordTable, ...]:
    """Return the tables of a file with one more that holds the notes."""
    records = [
        Record(id=_ROWS, row=0, cells={"skipped": read.rows_skipped, "blank": read.rows_blank}),
        *(
            Record(id=str(number), row=0, cells=_cells(finding))
            for number, finding in enumerate(read.findings)
        ),
    ]
    notes = RecordTable(role=ROLE, sheet="", header_row=0, columns=(), records=tuple(records))
    return (*read.tables, notes)


def without_notes(tables: Sequence[RecordTable]) -> tuple[RecordTable, ...]:
    """Return the tables of the file alone."""
    return tuple(table for table in tables if table.role != ROLE)


def notes_of(tables: Sequence[RecordTable]) -> ReadingNotes:
    """Return the notes that `with_notes` put beside the tables, empty ones if it did not."""
    records = [record for table in tables if table.role == ROLE for record in table.records]
    rows = next((record for record in records if record.id == _ROWS), None)
    return ReadingNotes(
        findings=tuple(_finding(record) for record in records if record.id != _ROWS),
        rows_skipped=_count(rows.get("skipped")) if rows else 0,
        rows_blank=_count(rows.get("blank")) if rows else 0,
    )


def _cells(finding: Finding) -> dict[str, Cell]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "problem": finding.problem,
        "remedy": finding.remedy,
        **({"cells": " ".join(finding.cells)} if finding.cells else {}),
    }


def _finding(record: Record) -> Finding:
    return Finding(
        code=str(record.get("code")),
        severity=FindingSeverity(str(record.get("severity"))),
        sheet=str(record.get("sheet")),
        cell=str(record.get("cell")),
        problem=str(record.get("problem")),
        remedy=str(record.get("remedy")),
        cells=tuple(str(record.get("cells") or "").split()),
    )


def _count(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0
