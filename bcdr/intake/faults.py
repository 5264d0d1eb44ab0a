"""Collects findings: the same fault in many cells of a column becomes one finding."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from bcdr.intake.codes import SEVERITIES, Code
from bcdr.model.columns import SHEETS
from bcdr.model.findings import Finding
from bcdr.model.records import Cell, Record, RecordTable

CELLS_NAMED: Final = 3
VALUES_NAMED: Final = 3
VALUE_LENGTH: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong with a cell, before its place is known.

    `{value}` in `problem` becomes the quoted value. `many` is the same said of several different
    values, with `{values}`.
    """

    code: Code
    problem: str
    many: str
    remedy: str


@dataclass(slots=True)
class _Group:
    """The cells of one column that share a fault, in the order they were met."""

    fault: Fault
    sheet: str
    cells: list[str] = field(default_factory=list)
    values: dict[str, None] = field(default_factory=dict)

    def finding(self) -> Finding:
        quoted = list(self.values)
        if len(quoted) > 1:
            problem = self.fault.many.replace("{values}", enumerate_some(quoted, VALUES_NAMED))
        else:
            problem = self.fault.problem.replace("{value}", quoted[0] if quoted else "''")
        return Finding(
            code=self.fault.code,
            severity=SEVERITIES[self.fault.code],
            sheet=self.sheet,
            cell=enumerate_some(self.cells, CELLS_NAMED),
            problem=problem,
            remedy=self.fault.remedy,
            cells=tuple(self.cells) if len(self.cells) > CELLS_NAMED else (),
        )


class FaultLog:
    """The findings of one reading, in the order they were met."""

    __slots__ = ("_entries", "_groups")

    def __init__(self) -> None:
        self._entries: list[Finding | _Group] = []
        self._groups: dict[tuple[Fault, str, str], _Group] = {}

    def add(
        self, code: Code, problem: str, remedy: str, *, sheet: str = "", cell: str = ""
    ) -> None:
        """Add one finding of its own."""
        self._entries.append(
            Finding(
                code=code,
                severity=SEVERITIES[code],
                sheet=sheet,
                cell=cell,
                problem=problem,
                remedy=remedy,
            )
        )

    def add_cell(
        self, fault: Fault, table: RecordTable, record: Record, name: str, value: Cell = None
    ) -> None:
        """Add a fault of the field `name` in a row; it joins the same fault in that column.

        `value` is what is quoted, the raw cell by default.
        """
        shown = record.get(name) if value is None else value
        self.add_place(fault, table.sheet, name, cell_of(table, record, name), shown)

    def add_place(self, fault: Fault, sheet: str, column: str, cell: str, value: Cell) -> None:
        """Add a fault of a cell by its place; it joins the same fault in that column."""
        key = (fault, sheet, column)
        group = self._groups.get(key)
        if group is None:
            group = self._groups[key] = _Group(fault, sheet)
            self._entries.append(group)
        if not group.cells or group.cells[-1] != cell:
            group.cells.append(cell)
        group.values.setdefault(quote(value))

    def findings(self) -> tuple[Finding, ...]:
        """Return what was found, each fault of a column once."""
        return tuple(
            entry.finding() if isinstance(entry, _Group) else entry for entry in self._entries
        )


def cell_of(table: RecordTable, record: Record, name: str) -> str:
    """Return the cell of a field as the user sees it; the row's name where it has no column."""
    if table.letter(name) or not record.row:
        return table.cell_name(record, name)
    return table.cell_name(record, SHEETS[table.role].key[0])


def quote(value: Cell) -> str:
    """Return a cell's value in quotes, cut where it is long, without control characters."""
    text = "".join(char if char.isprintable() else " " for char in str(value))
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        text = str(int(value))
    return f"'{text if len(text) <= VALUE_LENGTH else text[: VALUE_LENGTH - 3] + '...'}'"


def enumerate_some(words: Iterable[str], most: int) -> str:
    """Return words as a list for people: all, or the first few `and 14 more`.

    One word beyond `most` is named, since `and 1 more` would save nothing.
    """
    found = list(words)
    if len(found) > most + 1:
        return f"{', '.join(found[:most])} and {len(found) - most:,} more"
    if len(found) < 2:
        return "".join(found)
    return f"{', '.join(found[:-1])} and {found[-1]}"
