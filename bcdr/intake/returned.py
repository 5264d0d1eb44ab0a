"""Reads what a plan that comes back kept of itself, and what was decided in it since."""

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from bcdr.intake.letters import number_to_letters
from bcdr.intake.raw import RawSheet
from bcdr.intake.tables import TablesRead
from bcdr.intake.text import clean_text, name_key
from bcdr.model.columns import DECISIONS, SHEETS
from bcdr.model.records import Cell, ColumnMatch, Record, RecordTable
from bcdr.model.returned import (
    DUTY_HEADINGS,
    DUTY_SHEET,
    FACT,
    ORIGIN_SCHEMA,
    ORIGIN_SHEET,
    PLAN_DECISION_HEADINGS,
    PLAN_ID,
    PLAN_SHEET,
    REPORT,
    ROW,
)
from bcdr.model.review import is_empty
from bcdr.model.vocabulary import DecisionKind

_HEAD_ROWS: Final = 30
"""Rows at the top of the plan among which its headings are looked for."""

TAKEN_BACK: Final = "Taken back in the plan."
"""The reason of a decision that was emptied in the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a plan said when it was written.

    `reports` are the sheets that hold results, `tables` the input sheets as they were; `decided`
    holds what stood in the decision columns of the plan, by workload id and field.
    """

    review: str
    revision: int
    as_of: datetime.date | None
    reports: frozenset[str]
    tables: tuple[RecordTable, ...]
    decided: Mapping[str, Mapping[str, Cell]]


def origin_of(sheets: Sequence[RawSheet]) -> Origin | None:
    """Return what a plan kept of itself, None where it is no plan or of another layout."""
    sheet = next((one for one in sheets if one.name == ORIGIN_SHEET), None)
    if sheet is None:
        return None
    facts: dict[str, str] = {}
    reports: set[str] = set()
    rows: dict[str, dict[str, dict[str, Cell]]] = {}
    for kind, name, id_, content in _filled(sheet):
        if kind == FACT:
            facts[name] = id_
        elif kind == REPORT:
            reports.add(name)
        elif kind == ROW:
            rows.setdefault(name, {})[id_] = _cells(content)
    if facts.get("schema") != str(ORIGIN_SCHEMA):
        return None
    return Origin(
        review=facts.get("review", ""),
        revision=int(facts.get("revision") or 0),
        as_of=_date(facts.get("as-of", "")),
        reports=frozenset(reports),
        tables=tuple(
            _table(name, rows.get(name, {})) for name in (*SHEETS, DUTY_SHEET) if name in rows
        ),
        decided=rows.get(PLAN_SHEET, {}),
    )


def input_sheets(sheets: Sequence[RawSheet], origin: Origin | None) -> tuple[RawSheet, ...]:
    """Return the sheets that may hold input: all but those that a plan wrote its results on."""
    if origin is None:
        return tuple(sheets)
    return tuple(
        sheet for sheet in sheets if sheet.name not in origin.reports and sheet.name != ORIGIN_SHEET
    )


def with_plan(read: TablesRead, sheets: Sequence[RawSheet], origin: Origin | None) -> TablesRead:
    """Return tables with what was decided in the plan since it was written, as further decisions.

    The log of decisions stays as it is: what was emptied in the plan is taken back by a new row.
    What people said of their duties comes as a table of its own.
    """
    if origin is None:
        return read
    found = (_decided_since(sheets, origin), _duties(sheets))
    return replace(read, tables=(*read.tables, *(table for table in found if table is not None)))


def _decided_since(sheets: Sequence[RawSheet], origin: Origin) -> RecordTable | None:
    sheet = next((one for one in sheets if one.name == PLAN_SHEET), None)
    if sheet is None:
        return None
    head = _head(sheet, {**PLAN_DECISION_HEADINGS, "id": PLAN_ID}, {"id", "decision"})
    if head is None:
        return None
    number, places = head
    records = []
    for row_number, row in enumerate(sheet.rows[number:], start=number + 1):
        cells = {field: row[place] for field, place in places.items() if place < len(row)}
        workload = clean_text(cells.pop("id", None))
        if not workload:
            continue
        before, now = origin.decided.get(workload, {}), _given(cells)
        if _words(before) == _words(now):
            continue
        if not now:
            now = {"decision": DecisionKind.PARK.value, "reason": TAKEN_BACK}
        records.append(Record(id=f"plan {workload}", row=row_number, cells={"id": workload, **now}))
    if not records:
        return None
    return RecordTable(
        role=DECISIONS.name,
        sheet=sheet.name,
        header_row=number,
        columns=tuple(
            ColumnMatch(
                header=DECISIONS.column(field).header,
                letter=number_to_letters(place + 1),
                field=field,
                unit="",
                confidence=1.0,
            )
            for field, place in places.items()
        ),
        records=tuple(records),
    )


def _duties(sheets: Sequence[RawSheet]) -> RecordTable | None:
    """Return the duties of which people said anything, None where they said nothing."""
    sheet = next((one for one in sheets if one.name == DUTY_SHEET), None)
    head = None if sheet is None else _head(sheet, DUTY_HEADINGS, {"duty", "of", "status"})
    if sheet is None or head is None:
        return None
    number, places = head
    records = []
    for row_number, row in enumerate(sheet.rows[number:], start=number + 1):
        cells = _given({field: row[place] for field, place in places.items() if place < len(row)})
        if {"duty", "of"} <= cells.keys() and len(cells) > len(("duty", "of")):
            id_ = f"{clean_text(cells['duty'])} {clean_text(cells['of'])}"
            records.append(Record(id=id_, row=row_number, cells=cells))
    if not records:
        return None
    return RecordTable(
        role=DUTY_SHEET, sheet=DUTY_SHEET, header_row=number, columns=(), records=tuple(records)
    )


def _head(
    sheet: RawSheet, headings: Mapping[str, str], needed: set[str]
) -> tuple[int, dict[str, int]] | None:
    """Return the row of a sheet's headings, from 1, and the place of each field, from 0."""
    wanted = {name_key(title): field for field, title in headings.items()}
    for number, row in enumerate(sheet.rows[:_HEAD_ROWS], start=1):
        places = {
            wanted[name_key(cell)]: place
            for place, cell in enumerate(row)
            if isinstance(cell, str) and name_key(cell) in wanted
        }
        if needed <= places.keys():
            return number, places
    return None


def _given(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    return {field: cell for field, cell in cells.items() if not is_empty(cell)}


def _words(cells: Mapping[str, Cell]) -> dict[str, str]:
    """Return cells as words that are the same however a program stored them."""
    return {field: _word(cell) for field, cell in cells.items() if not is_empty(cell)}


def _word(cell: Cell) -> str:
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, datetime.date) else clean_text(cell)


def _filled(sheet: RawSheet) -> Iterator[tuple[str, str, str, str]]:
    """Yield kind, name, id and content; long content stands in several cells."""
    for row in sheet.rows:
        kind, name, id_ = (*(_text(cell) for cell in row[:3]), "", "", "")[:3]
        if kind:
            yield kind, name, id_, "".join(_text(cell) for cell in row[3:])


def _text(cell: Cell) -> str:
    """Return a cell as it was written: whole numbers come back with a point."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _cells(content: str) -> dict[str, Cell]:
    try:
        found: Any = json.loads(content)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _table(name: str, rows: Mapping[str, Mapping[str, Cell]]) -> RecordTable:
    return RecordTable(
        role=name,
        sheet=name,
        header_row=0,
        columns=(),
        records=tuple(
            Record(id=str(cells.get("id") or f"{name}-{number}"), row=0, cells=cells)
            for number, cells in rows.items()
        ),
    )


def _date(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
