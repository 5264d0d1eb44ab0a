"""Keeps in a workbook what it said when it was written, so that changes show when it returns."""

import datetime
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from bcdr.model.columns import SHEETS
from bcdr.model.returned import (
    DUTY_HEADINGS,
    DUTY_SHEET,
    FACT,
    ORIGIN_SCHEMA,
    PLAN_DECISION_HEADINGS,
    PLAN_SHEET,
    REPORT,
    ROW,
)
from bcdr.report.blocks import CellValue, Report, Table
from bcdr.report.row_stream import Styled
from bcdr.report.sections.decided import key
from bcdr.report.sheet_writer import SheetWriter
from bcdr.report.styles import Style

_PLAN_TABLE: Final = "plan"
_DUTY_TABLE: Final = "responsibilities"
_PIECE: Final = 30_000
"""Characters of a piece of JSON: less than a cell holds, to leave room for what is escaped."""

_DUTY_KEYS: Final = ("duty", "of")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Which state of which review a workbook shows; empty and 0 where it is none."""

    review: str = ""
    revision: int = 0


def write_origin_sheet(
    writer: SheetWriter,
    report: Report,
    edition: Edition,
    as_of: datetime.date,
    results: Iterable[str],
) -> None:
    """Write schema, review and revision, the names of the sheets of results, and every row."""
    writer.sheet.sheet_state = "veryHidden"
    facts = _facts(edition, as_of)
    rows = (*facts, *((REPORT, name) for name in results), *_rows(report))
    writer.stream((_styled(row), None) for row in rows)


def _facts(edition: Edition, as_of: datetime.date) -> Iterator[tuple[CellValue, ...]]:
    yield FACT, "schema", ORIGIN_SCHEMA
    yield FACT, "review", edition.review
    yield FACT, "revision", edition.revision
    yield FACT, "as-of", as_of.isoformat()


def _rows(report: Report) -> Iterator[tuple[CellValue, ...]]:
    for table in report.inputs:
        if table.id in SHEETS:
            yield from _input_rows(table)
    yield from _plan_rows(report)
    yield from _duty_rows(report)


def _input_rows(table: Table) -> Iterator[tuple[CellValue, ...]]:
    keys = [column.key for column in table.columns]
    for number, row in enumerate(table.rows, start=1):
        cells = {name: _plain(value) for name, value in zip(keys, row, strict=True)}
        yield ROW, table.id, str(number), *_json(cells)


def _plan_rows(report: Report) -> Iterator[tuple[CellValue, ...]]:
    """Yield what is decided for each workload by its id, nothing where nothing is."""
    if not _has(report, _PLAN_TABLE):
        return
    table = report.table(_PLAN_TABLE)
    places = {field: table.position(key(field)) for field in PLAN_DECISION_HEADINGS}
    ids = table.position("workload_id")
    for row in table.rows:
        cells = {field: _plain(row[place]) for field, place in places.items()}
        yield ROW, PLAN_SHEET, str(row[ids]), *_json(cells)


def _duty_rows(report: Report) -> Iterator[tuple[CellValue, ...]]:
    """Yield the duties of which anything is said."""
    if not _has(report, _DUTY_TABLE):
        return
    table = report.table(_DUTY_TABLE)
    places = {field: table.position(field) for field in DUTY_HEADINGS}
    for number, row in enumerate(table.rows, start=1):
        cells = {field: _plain(row[place]) for field, place in places.items()}
        if any(cells[field] is not None for field in DUTY_HEADINGS if field not in _DUTY_KEYS):
            yield ROW, DUTY_SHEET, str(number), *_json(cells)


def _has(report: Report, id_: str) -> bool:
    return any(table.id == id_ for section in report.sections for table in section.tables)


def _plain(value: CellValue) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else value


def _json(cells: dict[str, Any]) -> list[str]:
    """Return cells as JSON, in pieces that fit into a cell."""
    whole = json.dumps(
        {name: value for name, value in cells.items() if value is not None},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return [whole[start : start + _PIECE] for start in range(0, len(whole), _PIECE)]


def _styled(row: tuple[CellValue, ...]) -> list[Styled | None]:
    return [(value, Style.LOG) for value in row]
