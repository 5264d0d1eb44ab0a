"""Checks what rows say together: objectives that do not fit, sizes nobody has, names alike."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from bcdr.intake import limits
from bcdr.intake.alike import alike_names
from bcdr.intake.circles import circles_of
from bcdr.intake.codes import Code
from bcdr.intake.faults import Fault, FaultLog, enumerate_some
from bcdr.intake.text import clean_text, name_key
from bcdr.intake.typed import TypedRow
from bcdr.model.columns import APPLICATIONS
from bcdr.model.units import format_hours, format_number
from bcdr.model.vocabulary import Duration, Special

_NAMES: Final = ("application", "owner", "business_unit")
_AGREED: Final = (
    "rto_hours", "rpo_hours", "mtd_hours", "criticality", "data_gb", "stateful", "hub",
)  # fmt: skip
_LARGEST: Final[Mapping[str, float]] = {
    "data_gb": limits.LARGEST_DATA_GB,
    "largest_disk_gb": limits.LARGEST_DATA_GB,
    "memory_gb": limits.LARGEST_MEMORY_GB,
    "vcpu": limits.MOST_VCPU,
}


def check_rows(
    rows: Sequence[TypedRow],
    own_rows: Sequence[TypedRow],
    vm_rows: Sequence[TypedRow],
    log: FaultLog,
) -> None:
    """Add a finding for everything that rows of workloads and VMs say and that does not fit."""
    for row in rows:
        _check_objectives(row, log)
    for row in (*rows, *vm_rows):
        _check_sizes(row, log)
    _check_same_workload(rows, log)
    _check_same_workload(own_rows, log)
    _check_names(rows, log)


def check_dependencies(
    rows: Sequence[TypedRow], edges: Iterable[tuple[str, str]], log: FaultLog
) -> None:
    """Add a finding where what has to be up first may take longer than what waits for it.

    Members of a circle are left out: the circle itself has been said.
    """
    known = tuple(edges)
    by_id = {row.record.id: row for row in rows}
    circle_of = {id_: place for place, circle in enumerate(circles_of(known)) for id_ in circle}
    for one, other in known:
        if one in circle_of and circle_of[one] == circle_of.get(other):
            continue
        wanted, given = by_id[one].get("rto_hours"), by_id[other].get("rto_hours")
        if wanted is None or given is None or _as_number(given) <= _as_number(wanted):
            continue
        value = f"{_title(by_id[other])} ({format_hours(given)}, this row {format_hours(wanted)})"
        by_id[one].fault(log, _DEPENDENCY_SLOWER, "depends_on", value)


def _check_objectives(row: TypedRow, log: FaultLog) -> None:
    rto, rpo, mtd = (row.get(field) for field in ("rto_hours", "rpo_hours", "mtd_hours"))
    if not isinstance(rpo, float):
        return
    if isinstance(mtd, float) and rpo > mtd:
        row.fault(log, _RPO_ABOVE_MTD, "rpo_hours", f"{format_hours(rpo)}, {format_hours(mtd)}")
    elif isinstance(rto, float) and rpo >= limits.ODD_RPO_HOURS and rpo >= limits.ODD_RPO_RTO * rto:
        row.fault(log, _RPO_ABOVE_RTO, "rpo_hours", f"{format_hours(rpo)}, {format_hours(rto)}")


def _check_sizes(row: TypedRow, log: FaultLog) -> None:
    for field, most in _LARGEST.items():
        number = row.get(field)
        if isinstance(number, (int, float)) and number > most:
            row.fault(log, _TOO_LARGE, field, row.record.get(field) or number)
    memory_gb, vcpu = row.get("memory_gb"), row.get("vcpu")
    if memory_gb and vcpu and memory_gb / vcpu > limits.MOST_MEMORY_GB_PER_VCPU:
        row.fault(log, _MEMORY_IN_MB, "memory_gb", row.record.get("memory_gb") or memory_gb)
    if row.get("data_gb") == 0 and row.get("stateful") is True:
        row.fault(log, _NO_DATA, "data_gb", row.record.get("data_gb"))


def _check_same_workload(rows: Sequence[TypedRow], log: FaultLog) -> None:
    """Add a finding for each value in which rows of the same name differ."""
    same: dict[tuple[str, str], list[TypedRow]] = {}
    for row in rows:
        same.setdefault(
            (name_key(row.text("application")), name_key(row.text("workload"))), []
        ).append(row)
    for group in same.values():
        for field in _AGREED if len(group) > 1 else ():
            given = {_said(row.get(field)): row for row in group if row.get(field) is not None}
            if len(given) > 1:
                last = next(reversed(given.values()))
                said = enumerate_some(list(given), 4)
                last.fault(log, _disagree(field), field, f"{_title(last)}: {said}")


def _check_names(rows: Sequence[TypedRow], log: FaultLog) -> None:
    for field in _NAMES:
        _check_spellings(rows, field, log)
        first = _first_rows(rows, field)
        for one, other in alike_names(first):
            first[other].fault(log, _ALIKE, field, f"{other} / {one}")
    parts: dict[str, dict[str, TypedRow]] = {}
    for row in rows:
        if row.text("workload"):
            of_one = parts.setdefault(name_key(row.text("application")), {})
            of_one.setdefault(row.text("workload"), row)
    for of_one in parts.values():
        for one, other in alike_names(of_one) if len(of_one) > 1 else ():
            of_one[other].fault(log, _ALIKE, "workload", f"{other} / {one}")


def _check_spellings(rows: Sequence[TypedRow], field: str, log: FaultLog) -> None:
    """Add a finding for names that differ in nothing but case and spaces: they count as one."""
    seen: dict[str, dict[str, TypedRow]] = {}
    for row in rows:
        # What a row inherits is its application's own spelling; its cell is what was written.
        cell = row.record.get(field)
        if isinstance(cell, str) and clean_text(cell):
            seen.setdefault(name_key(cell), {}).setdefault(clean_text(cell), row)
    for spellings in seen.values():
        (first, _), *others = spellings.items()
        for other, row in others:
            row.fault(log, _SPELLINGS, field, f"{other} / {first}")


def _first_rows(rows: Sequence[TypedRow], field: str) -> dict[str, TypedRow]:
    first: dict[str, TypedRow] = {}
    for row in rows:
        name = row.text(field)
        if name:
            first.setdefault(name, row)
    return first


def _as_number(hours: Duration) -> float:
    if hours is Special.NOT_APPLICABLE:
        return math.inf
    return float(hours) if isinstance(hours, (int, float)) else 0.0


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, (int, float)):
        return format_number(value)
    return str(value)


def _title(row: TypedRow) -> str:
    return " / ".join(filter(None, (row.text("application"), row.text("workload"))))


_RPO_ABOVE_RTO: Final = Fault(
    code=Code.RPO_ABOVE_RTO,
    problem="RPO and RTO are {value}: it would be back soon, with data that is very old. RPO may "
    "well be longer than RTO, but seldom by so much.",
    many="RPO and RTO are {values}: these would be back soon, with data that is very old. RPO may "
    "well be longer than RTO, but seldom by so much.",
    remedy="Check that the two are not swapped.",
)
_RPO_ABOVE_MTD: Final = Fault(
    code=Code.RPO_ABOVE_MTD,
    problem="RPO and MTD are {value}: more work would be lost than the time that is tolerable "
    "without it.",
    many="RPO and MTD are {values}: more work would be lost than the time that is tolerable "
    "without it.",
    remedy="Shorten RPO, or check that MTD is right.",
)
_DEPENDENCY_SLOWER: Final = Fault(
    code=Code.DEPENDENCY_SLOWER,
    problem="what has to be up first may take longer than this row allows: RTO of {value}.",
    many="what has to be up first may take longer than these rows allow: RTO of {values}.",
    remedy="Shorten the RTO of what they depend on, or lengthen that of the rows.",
)
_TOO_LARGE: Final = Fault(
    code=Code.SIZE_ABSURD,
    problem="{value} is more than one row is likely to have; it is taken as it is.",
    many="{values} are more than one row is likely to have; they are taken as they are.",
    remedy="Check the unit of the column: it may hold MB or bytes.",
)
_MEMORY_IN_MB: Final = Fault(
    code=Code.SIZE_ABSURD,
    problem="{value} is more memory than goes with so few processors; it is taken as it is.",
    many="{values} are more memory than goes with so few processors; they are taken as they are.",
    remedy="Check the unit of the column: memory is often listed in MB.",
)
_NO_DATA: Final = Fault(
    code=Code.SIZE_ABSURD,
    problem="the size of the data is {value}, yet Stateful says that there is data to bring back.",
    many="the sizes of the data are {values}, yet Stateful says that there is data to bring back.",
    remedy="Correct one of them; leave Data (GB) blank if it is not known.",
)
_ALIKE: Final = Fault(
    code=Code.NAMES_ALIKE,
    problem="{value} may be one name written in two ways; nothing was merged.",
    many="{values} may be one name each, written in two ways; nothing was merged.",
    remedy="If they are the same, write them the same way.",
)
_SPELLINGS: Final = Fault(
    code=Code.NAME_SPELLINGS,
    problem="{value} differ in case or spaces only; they are taken as one name.",
    many="{values} differ in case or spaces only; each pair is taken as one name.",
    remedy="Nothing to do if that is right.",
)


def _disagree(field: str) -> Fault:
    header = APPLICATIONS.column(field).header
    return Fault(
        code=Code.ROWS_DISAGREE,
        problem=f"rows of the same name give different {header}: {{value}}. Each row keeps its "
        "own.",
        many=f"rows of the same name give different {header}: {{values}}. Each row keeps its own.",
        remedy="Correct the row that is out of date, or tell the rows apart by Workload.",
    )
