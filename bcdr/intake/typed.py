"""Reads the rows of a table: each filled cell becomes a value of its column's kind."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bcdr.intake.cells import CellReader, Typed, reader_of
from bcdr.intake.faults import Fault, FaultLog
from bcdr.intake.text import name_key
from bcdr.intake.votes import context_of
from bcdr.intake.words import Words
from bcdr.model.columns import SHEETS, Kind
from bcdr.model.records import Cell, Record, RecordTable
from bcdr.model.review import is_empty

_NAMED: Final = ("application", "workload", "hub", "target")
_LISTED: Final = frozenset({Kind.LIST, Kind.CHOICES})


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedRow:
    """A row with the value of every filled cell.

    A field that is there with None was filled with something that could not be read; a blank
    field is not there at all.
    """

    table: RecordTable
    record: Record
    values: Mapping[str, Any]

    def get(self, field: str) -> Any:
        """Return the value of a field, None where it is blank or could not be read."""
        return self.values.get(field)

    def text(self, field: str) -> str:
        """Return the text of a field, empty where it is blank."""
        return self.values.get(field) or ""

    def fault(self, log: FaultLog, fault: Fault, field: str, value: Cell = None) -> None:
        """Add a fault of one of the row's cells."""
        log.add_cell(fault, self.table, self.record, field, value)


def typed_rows(
    table: RecordTable,
    words: Words,
    log: FaultLog,
    *,
    known_names: Collection[str] = (),
    as_of: datetime.date | None = None,
) -> list[TypedRow]:
    """Return a table's rows with their values; what cannot be read becomes a finding.

    `known_names` are names (by `name_key`) that lists may hold; `as_of` is the day from which ages
    count back. Each column is looked through once for what its cells together say.
    """
    # Lists of thousands of rows repeat their texts; each is read once a column.
    distinct = _distinct(table)
    readers = _readers(table, words, distinct, known_names, as_of)
    typed_cells: dict[str, dict[tuple[type, Cell], Typed]] = {
        field: {key: readers[field](key[1]) for key in keys} for field, keys in distinct.items()
    }
    rows: list[TypedRow] = []
    for record in table.records:
        values: dict[str, Any] = {}
        for field, cell in record.cells.items():
            known = typed_cells.get(field)
            typed = None if known is None else known.get((cell.__class__, cell))
            if typed is None:
                continue
            value, fault = typed
            if fault is not None:
                log.add_cell(fault, table, record, field)
            elif value is None:
                continue
            values[field] = value
        rows.append(TypedRow(table=table, record=record, values=values))
    return rows


def names_in(tables: Sequence[RecordTable]) -> frozenset[str]:
    """Return the names of applications, workloads, Hubs and targets by `name_key`.

    A workload is also known by `Application / Workload`.
    """
    names: set[str] = set()
    for table in tables:
        for record in table.records:
            given = [record.cells.get(field) for field in _NAMED]
            names.update(cell for cell in given if isinstance(cell, str))
            application, workload = given[:2]
            if isinstance(application, str) and isinstance(workload, str):
                names.update((f"{application} / {workload}", f"{application}/{workload}"))
    return frozenset(map(name_key, names))


def _distinct(table: RecordTable) -> dict[str, dict[tuple[type, Cell], None]]:
    """Return the different filled cells of each column, in the order they are met."""
    found: dict[str, dict[tuple[type, Cell], None]] = {
        column.field: {} for column in SHEETS[table.role].columns
    }
    for record in table.records:
        for field, cell in record.cells.items():
            if field in found:
                found[field][cell.__class__, cell] = None
    return {
        field: {key: None for key in keys if not is_empty(key[1])} for field, keys in found.items()
    }


def _readers(
    table: RecordTable,
    words: Words,
    cells: Mapping[str, Mapping[tuple[type, Cell], None]],
    known_names: Collection[str],
    as_of: datetime.date | None,
) -> dict[str, CellReader]:
    matched = {c.field: c for c in table.columns if c.field is not None}
    readers: dict[str, CellReader] = {}
    for column in SHEETS[table.role].columns:
        known = words.listed.get(column.field, frozenset()) if column.kind in _LISTED else ()
        context = context_of(
            column,
            [cell for _, cell in cells[column.field]],
            header=matched[column.field].header if column.field in matched else "",
            unit=matched[column.field].unit if column.field in matched else "",
            family=table.family,
            known={*known, *known_names} if column.kind in _LISTED else (),
            as_of=as_of,
        )
        readers[column.field] = reader_of(column, words, context)
    return readers
