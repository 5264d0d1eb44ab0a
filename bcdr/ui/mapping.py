"""How the tables of a file are read, as rows to look at, and what a person changes in them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import pandas as pd

from bcdr.model.columns import SHEETS, Kind
from bcdr.model.recognition import (
    ColumnProposal,
    Layout,
    SheetCorrection,
    SheetProposal,
    TableRole,
    UnitSource,
)
from bcdr.report.wording import counted

NOT_USED: Final = "not used"
"""What stands for a column that holds no field."""

NO_UNIT: Final = "\N{EN DASH}"
"""What stands where plain numbers have no unit."""

COLUMN, HEADER, SAMPLES, FIELD, UNIT, SURE, RUNNER_UP, REASON = (
    "Column", "Header", "Values", "Field", "Unit", "Sure", "Might be", "Why",
)  # fmt: skip

ROLE_WORDS: Final[Mapping[TableRole, str]] = {
    TableRole.APPLICATIONS: "Applications: the list to protect",
    TableRole.VMS: "VMs: an infrastructure export",
    TableRole.DEPENDENCIES: "Dependencies: what needs what",
    TableRole.BACKUPS: "Backups: a report of a backup tool",
    TableRole.HUBS: "Hubs",
    TableRole.TARGETS: "Targets: where copies are kept",
    TableRole.OBJECTIVES: "Objectives: RTO, RPO and MTD per criticality",
    TableRole.RULES: "Rules",
    TableRole.SCENARIOS: "Scenarios",
    TableRole.ASSUMPTIONS: "Assumptions",
    TableRole.PRICES: "Prices",
    TableRole.DRILLS: "Drills",
    TableRole.DECISIONS: "Decisions",
    TableRole.SETTINGS: "Settings",
    TableRole.IGNORED: "Nothing: leave it alone",
}
LAYOUT_WORDS: Final[Mapping[Layout, str]] = {
    Layout.TABLE: "a row for each thing",
    Layout.TRANSPOSED: "a column for each thing",
    Layout.LONG: "a row for each attribute of a thing",
    Layout.EDGES: "a row for each pair of things",
    Layout.MIXED_RECORDS: "rows of several kinds",
    Layout.TIER_LEGEND: "objectives for each criticality",
    Layout.REJECTED: "no table that is used",
}
_SOURCE_WORDS: Final[Mapping[UnitSource, str]] = {
    UnitSource.CELL: "from the cells",
    UnitSource.HEADER: "from the header",
    UnitSource.NUMBER_FORMAT: "from the number format",
    UnitSource.NEIGHBOUR: "from the next column",
    UnitSource.FAMILY: "known of such exports",
    UnitSource.ANSWERED: "chosen",
    UnitSource.ASSUMED: "assumed: please check",
}
_TIMES: Final = ("s", "min", "hours", "days", "weeks")
_SIZES: Final = ("B", "MB", "MiB", "GB", "GiB", "TB", "TiB")
_UNITS_OF_KIND: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.DURATION: _TIMES,
    Kind.DURATIONS: _TIMES,
    Kind.SHARE: ("%", "fraction", "GB per day"),
    Kind.CRITICALITY: ("1 = most critical", "5 = most critical"),
}


def title(proposal: SheetProposal, files: int) -> str:
    """Return which table this is, in one line."""
    file = f"{proposal.file}, " if files > 1 else ""
    return f"{file}{proposal.sheet} {proposal.block}"


def summary(proposals: Sequence[SheetProposal]) -> str:
    """Return how much of the files is used."""
    read = [one for one in proposals if one.role is not TableRole.IGNORED]
    columns = [column for one in read for column in one.columns]
    used = sum(column.field is not None for column in columns)
    left = len(proposals) - len(read)
    said = (
        f"How it was read: {counted(len(read), 'table')}, {counted(used, 'column')} used, "
        f"{len(columns) - used:,} not used"
    )
    return f"{said}, {counted(left, 'table')} left alone" if left else said


def used(proposals: Sequence[SheetProposal]) -> int:
    """Return how many columns hold a field."""
    return sum(column.field is not None for one in proposals for column in one.columns)


def to_check(proposals: Sequence[SheetProposal]) -> int:
    """Return how many columns hold plain numbers whose unit is only assumed."""
    return sum(
        column.field is not None and column.unit_source is UnitSource.ASSUMED
        for one in proposals
        for column in one.columns
    )


def frame_of(proposal: SheetProposal) -> pd.DataFrame:
    """Return a row for each column of a table, all of it words."""
    rows = [
        {
            COLUMN: column.letter,
            HEADER: column.header,
            SAMPLES: " | ".join(column.samples),
            FIELD: header_of(proposal.role, column.field),
            UNIT: (column.unit if column.field else "") or NO_UNIT,
            SURE: f"{column.confidence:.0%}" if column.field else "",
            RUNNER_UP: header_of(proposal.role, column.runner_up.field) if column.runner_up else "",
            REASON: _reason(column),
        }
        for column in proposal.columns
    ]
    names: tuple[str, ...] = (COLUMN, HEADER, SAMPLES, FIELD, UNIT, SURE, RUNNER_UP, REASON)
    if not any(row[RUNNER_UP] for row in rows):
        names = tuple(name for name in names if name != RUNNER_UP)
    return pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype=str) for name in names})


def fields_of(role: TableRole) -> tuple[str, ...]:
    """Return the words for what a column can be, first that it is not used."""
    sheet = SHEETS.get(role.value)
    return (NOT_USED, *(column.header for column in sheet.columns)) if sheet else (NOT_USED,)


def units_of(proposal: SheetProposal) -> tuple[str, ...]:
    """Return the units that plain numbers of a table can be in, with those it has."""
    held = [column.unit for column in proposal.columns if column.field]
    sheet = SHEETS.get(proposal.role.value)
    known = [unit for column in sheet.columns for unit in _units(column.kind, column.unit)] \
        if sheet else []  # fmt: skip
    return tuple(dict.fromkeys([NO_UNIT, *known, *(unit for unit in held if unit)]))


def header_of(role: TableRole, field: str | None) -> str:
    """Return the word for a field of a sheet."""
    sheet = SHEETS.get(role.value)
    if field is None or sheet is None or field not in sheet.fields:
        return NOT_USED
    return sheet.column(field).header


def corrected_by(
    proposal: SheetProposal, held: SheetCorrection | None, typed: Mapping[int, Mapping[str, Any]]
) -> SheetCorrection:
    """Return the correction of a table after some of its rows were changed on the screen.

    `typed` holds the changed cells by the position of their row. A unit that no field of its
    kind can have is left out.
    """
    before = held or SheetCorrection(headers_key=proposal.headers_key)
    fields, units = dict(before.fields), dict(before.units)
    sheet = SHEETS.get(proposal.role.value)
    by_header = {column.header: column.field for column in sheet.columns} if sheet else {}
    for position, cells in typed.items():
        column = proposal.columns[position]
        name = _name(proposal, column)
        field = column.field
        if FIELD in cells:
            field = by_header.get(str(cells[FIELD] or ""))
            fields[name] = field
            units.pop(name, None)
        unit = str(cells.get(UNIT) or "")
        if unit and sheet and field:
            spec = sheet.column(field)
            if unit in _units(spec.kind, spec.unit):
                units[name] = unit
    return replace(before, fields=fields, units=units)


def with_role(
    proposal: SheetProposal, held: SheetCorrection | None, role: TableRole
) -> SheetCorrection:
    """Return the correction that reads a table as something else; its fields begin anew."""
    headers_key = held.headers_key if held else proposal.headers_key
    return SheetCorrection(headers_key=headers_key, role=role)


def _units(kind: Kind, unit: str) -> tuple[str, ...]:
    if kind in _UNITS_OF_KIND:
        return _UNITS_OF_KIND[kind]
    return _SIZES if unit in _SIZES else ()


def _reason(column: ColumnProposal) -> str:
    if column.field is None or column.unit_source is None or not column.unit:
        return column.reason
    return f"{column.reason} Unit {_SOURCE_WORDS[column.unit_source]}."


def _name(proposal: SheetProposal, column: ColumnProposal) -> str:
    """Return how a correction names a column: by its header, or its letter where that says more."""
    same = {
        one.letter for one in proposal.columns if one.header.casefold() == column.header.casefold()
    }
    return column.header if column.header.strip() and len(same) == 1 else column.letter
