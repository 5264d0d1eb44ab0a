"""Makes one row of rows with the same name: of several sheets, files and business functions."""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from bcdr.intake.attach import KnownApplications, may_be_several
from bcdr.intake.codes import Code
from bcdr.intake.faults import Fault, FaultLog, cell_of, enumerate_some, quote
from bcdr.intake.header_words import header_text
from bcdr.intake.intervals import Interval
from bcdr.intake.text import name_key
from bcdr.intake.typed import TypedRow
from bcdr.intake.words import Words
from bcdr.model.columns import SHEETS
from bcdr.model.header_vocabulary import load_header_vocabulary
from bcdr.model.records import RecordTable
from bcdr.model.units import format_hours, format_number
from bcdr.model.vocabulary import Duration, Special

JOINED: Final = ("Hubs", "Targets", "Objectives", "Scenarios", "Assumptions", "Prices", "Settings")
"""Sheets on which a row is the same thing wherever it stands."""

_OBJECTIVES: Final = ("rto_hours", "rpo_hours", "mtd_hours")
_COSTS: Final = ("downtime_cost_per_hour", "data_loss_cost_per_hour")
_SIZES: Final = (
    "data_gb", "vm_count", "vcpu", "memory_gb", "largest_disk_gb", "os", "hub",
)  # fmt: skip
_NOT_COMPARED: Final = frozenset({"id", "application", "workload", "notes"})
_PROTECTION: Final = (
    "current_option", "current_target", "current_interval_hours", "retention_days",
)  # fmt: skip
_FILE: Final = re.compile(r"\[(.*)\]")


@dataclass(frozen=True, slots=True)
class _Picked:
    """The value that counts of several, and whether rows gave different ones."""

    value: Any
    differs: bool


def file_of(table: RecordTable) -> str:
    """Return the file that a table of several files came from, empty where there is only one."""
    match = _FILE.match(table.sheet)
    return match[1] if match else ""


def in_file(file: str, sheet: str) -> str:
    """Return a sheet's name as it is said where there are several files: `[A.xlsx]Sheet1`."""
    return f"[{file}]{sheet}"


def joined_rows(rows: Sequence[TypedRow], role: str, log: FaultLog) -> list[TypedRow]:
    """Return the rows of a role, those of one name on several sheets as one: the first counts.

    Rows of one sheet are left as they are.
    """
    found: dict[tuple[str, ...], int] = {}
    kept: list[TypedRow] = []
    for row in rows:
        key = tuple(name_key(_said(row.get(field))) for field in SHEETS[role].key)
        place = found.get(key)
        if place is None or kept[place].table is row.table or not any(key):
            if place is None:
                found[key] = len(kept)
            kept.append(row)
        else:
            kept[place] = _first_counts(kept[place], row, log)
    return kept


def merged_applications(rows: Sequence[TypedRow], words: Words, log: FaultLog) -> list[TypedRow]:
    """Return the rows of applications and workloads, each name once.

    Business functions of an application are no parts of it. Of rows on one sheet, or on several of
    one file, the strictest objective counts; of several files the first one counts. Rows of one
    sheet that differ in size are parts, and rows of the template's own sheet, and stay apart.
    """
    plain = _with_one_application_each(_without_functions(rows, log), log)
    groups: dict[tuple[str, str], list[TypedRow]] = {}
    for place, row in enumerate(plain):
        application = name_key(row.text("application")) or f"\0{place}"
        groups.setdefault((application, name_key(row.text("workload"))), []).append(row)
    merged: dict[int, list[TypedRow]] = {}
    several: list[TypedRow] = []
    for group in groups.values():
        found = group if len(group) == 1 else _merged(group, words, log)
        if len(found) == len(group):
            merged.update((id(row), [row]) for row in group)
            continue
        several.append(found[0])
        merged[id(group[0])] = found
    if several:
        _say_merged(several, log)
    return [found for row in plain for found in merged.get(id(row), ())]


def _without_functions(rows: Sequence[TypedRow], log: FaultLog) -> list[TypedRow]:
    """Return the rows without the workload where its column names business functions."""
    tables = {id(row.table): row.table for row in rows}
    of_functions = {key: _names_functions(table) for key, table in tables.items()}
    for key, table in tables.items():
        if of_functions[key]:
            header = next(column.header for column in table.columns if column.field == "workload")
            log.add(
                Code.ROWS_MERGED,
                f"{quote(header)} names what people do with an application, which is no part of "
                "it; its rows are read as rows of the application.",
                "If they are parts that are protected one by one, call the column Workload.",
                sheet=table.sheet,
                cell=f"{table.letter('workload')}{table.header_row or ''}",
            )
    return [
        replace(row, values={f: value for f, value in row.values.items() if f != "workload"})
        if of_functions[id(row.table)] and row.text("application")
        else row
        for row in rows
    ]


def _names_functions(table: RecordTable) -> bool:
    """Return whether the parts of a table are functions, and its applications are not."""
    functions = frozenset(load_header_vocabulary().kinds.functions)
    headers = {column.field: column.header for column in table.columns}
    parts = header_text(headers.get("workload", "")).tokens
    applications = header_text(headers.get("application", "")).tokens
    return not functions.isdisjoint(parts) and functions.isdisjoint(applications)


def _with_one_application_each(rows: Sequence[TypedRow], log: FaultLog) -> list[TypedRow]:
    """Return the rows; a workload whose cell names several applications is the first one's."""
    found = list(rows)
    places = [place for place, row in enumerate(rows) if row.text("workload")]
    several = [place for place in places if may_be_several(rows[place].text("application"))]
    if not several:
        return found
    known = KnownApplications(row.text("application") for row in rows)
    for place in several:
        row = rows[place]
        names = known.shared(row.text("application"))
        if names:
            row.fault(log, SHARED, "application", row.text("application"))
            found[place] = replace(row, values={**row.values, "application": names[0]})
    return found


SHARED: Final = Fault(
    code=Code.NAMES_SHARED,
    problem="{value} names several applications; it counts with the first.",
    many="{values} name several applications; each counts with the first.",
    remedy="Nothing to do, but let the other applications depend on it.",
)


def _merged(group: Sequence[TypedRow], words: Words, log: FaultLog) -> list[TypedRow]:
    tables: dict[int, list[TypedRow]] = {}
    for row in group:
        tables.setdefault(id(row.table), []).append(row)
    files: dict[str, list[TypedRow]] = {}
    for rows in tables.values():
        is_apart = _is_contract(rows[0].table) or _are_parts(rows)
        alone = rows if is_apart else [_strictest(rows, words, log)]
        files.setdefault(file_of(rows[0].table), []).extend(alone)
    per_file: list[list[TypedRow]] = []
    for rows in files.values():
        of_one_table = all(row.table is rows[0].table for row in rows)
        per_file.append(rows if of_one_table else _over_sheets(rows, words, log))
    first, *others = per_file
    for rows in others:
        for row in rows:
            first = [_first_counts(first[0], row, log), *first[1:]]
    return first


def _over_sheets(rows: Sequence[TypedRow], words: Words, log: FaultLog) -> list[TypedRow]:
    table = rows[0].table
    own = [row for row in rows if row.table is table]
    others = [row for row in rows if row.table is not table]
    return [_strictest([own[0], *others], words, log), *own[1:]]


def _is_contract(table: RecordTable) -> bool:
    sheet = _FILE.sub("", table.sheet, count=1)
    return name_key(sheet) == name_key(table.role)


def _are_parts(rows: Sequence[TypedRow]) -> bool:
    return any(
        len({_said(row.get(field)) for row in rows if row.get(field) is not None}) > 1
        for field in _SIZES
    )


def _strictest(rows: Sequence[TypedRow], words: Words, log: FaultLog) -> TypedRow:
    """Return rows of one name as one row, each value as strict as any of them."""
    first = rows[0]
    if len(rows) == 1:
        return first
    values = dict(first.values)
    protected = next((row for row in rows if any(row.get(f) for f in _PROTECTION)), first)
    for field in dict.fromkeys(field for row in rows for field in row.values):
        if field in _PROTECTION:
            values[field] = protected.get(field)
            continue
        given = [row for row in rows if row.get(field) is not None]
        if not given:
            continue
        picked = _pick(field, [row.values[field] for row in given], words)
        values[field] = picked.value
        if picked.differs and field not in _NOT_COMPARED:
            _say_differ(field, given, log)
    return replace(first, values=values)


def _pick(field: str, given: Sequence[Any], words: Words) -> _Picked:
    differs = len({_said(value) for value in given}) > 1
    choose = _CHOOSERS.get(field)
    if field == "criticality":
        order = {tier: rank for rank, tier in enumerate(words.tiers_in_order)}
        return _Picked(min(given, key=lambda tier: order.get(tier, len(order))), differs)
    if choose is not None:
        return _Picked(choose(given), differs)
    if field == "notes":
        return _Picked("; ".join(dict.fromkeys(given)), differs=False)
    if isinstance(given[0], tuple):
        return _Picked(tuple(dict.fromkeys(i for item in given for i in item)), differs=False)
    return _Picked(given[0], differs)


def _shortest(given: Sequence[Duration]) -> Duration:
    return min(given, key=as_number)


def as_number(hours: Duration) -> float:
    """Return hours by which durations are compared: near zero is least, not applicable most."""
    if hours is Special.NOT_APPLICABLE or hours is None:
        return math.inf
    return 0.0 if isinstance(hours, Special) else float(hours)


def _everywhere(given: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the places that all lists allow, those of the first where there are none."""
    allowed = [{name_key(item) for item in items} for items in given]
    common = tuple(i for i in given[0] if all(name_key(i) in names for names in allowed))
    return common or given[0]


_CHOOSERS: Final[Mapping[str, Callable[[Sequence[Any]], Any]]] = {
    **dict.fromkeys(_OBJECTIVES, _shortest),
    **dict.fromkeys(_COSTS, max),
    "planned_downtime_allowed": all,
    "stateful": any,
    "allowed_jurisdictions": _everywhere,
}


def _first_counts(first: TypedRow, other: TypedRow, log: FaultLog) -> TypedRow:
    """Return the first row with what the other adds to it; where both speak, the first counts."""
    values = dict(first.values)
    not_compared = _NOT_COMPARED.union(SHEETS[first.table.role].key)
    has_protection = any(first.get(field) for field in _PROTECTION)
    for field, value in other.values.items():
        if field in _PROTECTION and has_protection and not values.get(field):
            continue
        own = values.get(field)
        if own is None:
            values[field] = value
        elif field not in not_compared and value is not None and _said(own) != _said(value):
            said = f"{_name(other)}: {_shown(field, own)} there, {_shown(field, value)} here"
            other.fault(log, _differ_between_files(field, other, first), field, said)
    return replace(first, values=values)


def _differ_between_files(field: str, row: TypedRow, first: TypedRow) -> Fault:
    header = SHEETS[row.table.role].column(field).header
    return Fault(
        code=Code.FILES_DISAGREE,
        problem=f"{header} is not what {first.table.sheet} says: {{value}}. What was read first "
        "counts.",
        many=f"{header} is not what {first.table.sheet} says: {{values}}. What was read first "
        "counts.",
        remedy="Correct whichever is out of date, or name the file that counts first.",
    )


def _say_differ(field: str, rows: Sequence[TypedRow], log: FaultLog) -> None:
    header = SHEETS[rows[0].table.role].column(field).header
    how = "strictest" if field in _CHOOSERS or field == "criticality" else "first"
    places: dict[str, list[str]] = {}
    for row in rows:
        place = f"row {row.record.row}" if row.record.row else row.record.id
        if row.table is not rows[0].table:
            place = f"{row.table.sheet} {place}"
        places.setdefault(_shown(field, row.values[field]), []).append(place)
    said = ", ".join(f"{value} ({enumerate_some(at, 3)})" for value, at in places.items())
    fault = Fault(
        code=Code.ROWS_DISAGREE,
        problem=f"rows of one name give different {header}: {{value}}. The {how} counts.",
        many=f"rows of one name give different {header}: {{values}}. The {how} counts.",
        remedy="Correct the row that is out of date, or tell the rows apart by Workload.",
    )
    first = rows[0]
    cell = cell_of(first.table, first.record, field)
    log.add_place(fault, first.table.sheet, field, cell, f"{_name(first)}: {said}")


def _say_merged(rows: Sequence[TypedRow], log: FaultLog) -> None:
    names = enumerate_some([quote(_name(row)) for row in rows], 3)
    row = rows[0]
    log.add(
        Code.ROWS_MERGED,
        f"{names} {'stands' if len(rows) == 1 else 'stand'} on several rows, which are read as "
        "one each.",
        "Nothing to do if they are the same. If rows are parts of an application, name the parts "
        "under Workload.",
        sheet=row.table.sheet,
        cell=cell_of(row.table, row.record, "application"),
    )


def _name(row: TypedRow) -> str:
    given = [row.text(field) for field in SHEETS[row.table.role].key if field in row.values
             and isinstance(row.values[field], str)]  # fmt: skip
    return " / ".join(filter(None, given)) or row.record.id


def _shown(field: str, value: Any) -> str:
    if field.endswith("_hours") and isinstance(value, (float, Special)):
        return format_hours(value)
    if isinstance(value, tuple):
        return ", ".join(_shown(field, item) for item in value) or "none"
    return _said(value)


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, (int, float)):
        return format_number(value)
    if isinstance(value, Interval):
        return format_hours(value.hours) if value.hours else str(value.mode or "")
    return str(value)
