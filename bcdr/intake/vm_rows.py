"""Makes one row of each VM from all that tell of it: its disks, partitions and other sheets."""

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from bcdr.intake.codes import Code
from bcdr.intake.faults import Fault, FaultLog, cell_of, quote
from bcdr.intake.same_names import SHARED
from bcdr.intake.text import name_key
from bcdr.intake.typed import TypedRow
from bcdr.model.columns import VMS
from bcdr.model.records import RecordTable
from bcdr.model.units import format_number
from bcdr.model.value_words import WORDS

_OF_WHOLE: Final = ("vcpu", "memory_gb")
_TELLS_APART: Final = ("vcpu", "memory_gb", "location", "folder")
_COMPARED: Final = ("vcpu", "memory_gb", "data_gb", "largest_disk_gb", "application", "hub")
_PARTS_SHEET: Final = re.compile(r"disk|partition|volume|disque|disco|schijf", re.IGNORECASE)
_USED: Final = re.compile(r"\b(?:used|in use|consumed|belegt|utilis|usado|gebruikt)", re.IGNORECASE)
_SAME_SHARE: Final = 0.01

_TEMPLATE: Final = Fault(
    code=Code.VM_TEMPLATE,
    problem="{value} is a template; it is left out.",
    many="{values} are templates; they are left out.",
    remedy="Nothing to do. If one of them is a VM that has to be recovered, write No there.",
)
_POWERED_OFF: Final = Fault(
    code=Code.VM_POWERED_OFF,
    problem="the VM {value} is switched off; it is counted like the others.",
    many="the VMs {values} are switched off; they are counted like the others.",
    remedy="Remove those that nobody needs any more.",
)


def one_row_per_vm(rows: Sequence[TypedRow], log: FaultLog) -> tuple[TypedRow, ...]:
    """Return one row per VM, in the order they are met, without templates.

    Rows of one sheet are parts of the VM, so sizes add up and the largest part is its largest
    disk; where every row gives processors or memory too, equal sizes are those of the whole VM.
    Across sheets the first that tells of whole VMs counts, others fill what it leaves blank; space
    that is in use counts before space that is given.
    """
    tables: dict[int, list[TypedRow]] = {}
    for row in _without_templates(rows, log):
        tables.setdefault(id(row.table), []).append(row)
    whole: dict[str, TypedRow] = {}
    for group in sorted(tables.values(), key=_is_of_parts):
        for key, row in _rows_of_table(group, log).items():
            known = whole.get(key)
            whole[key] = row if known is None else _joined(known, row, log)
    first = {id(row.record): place for place, row in enumerate(rows)}
    found = sorted(whole.values(), key=lambda row: first[id(row.record)])
    for row in found:
        if name_key(row.text("power_state")) in WORDS.phrase("powered-off"):
            row.fault(log, _POWERED_OFF, "power_state", row.text("vm"))
    return tuple(found)


def _without_templates(rows: Sequence[TypedRow], log: FaultLog) -> list[TypedRow]:
    templates = {name_key(row.text("vm")) for row in rows if row.get("is_template") is True}
    said: set[str] = set()
    kept = []
    for row in rows:
        key = name_key(row.text("vm"))
        if key not in templates:
            kept.append(row)
        elif key not in said and row.get("is_template") is True:
            said.add(key)
            row.fault(log, _TEMPLATE, "is_template", row.text("vm"))
    return kept


def _is_of_parts(rows: Sequence[TypedRow]) -> bool:
    """Return whether a sheet lists parts of VMs: no processors or memory, disks by name or rows."""
    if any(row.get(field) is not None for row in rows for field in _OF_WHOLE):
        return False
    names = [name_key(row.text("vm")) for row in rows]
    return len(set(names)) < len(names) or bool(_PARTS_SHEET.search(rows[0].table.sheet))


def _rows_of_table(rows: Sequence[TypedRow], log: FaultLog) -> dict[str, TypedRow]:
    """Return one row per VM of a sheet; VMs of one name that differ keep rows of their own."""
    are_parts = _is_of_parts(rows)
    by_name: dict[str, list[TypedRow]] = {}
    for place, row in enumerate(rows):
        by_name.setdefault(name_key(row.text("vm")) or f"\0{place}", []).append(row)
    found: dict[str, TypedRow] = {}
    several: list[TypedRow] = []
    for key, group in by_name.items():
        if len(group) > 1 and not are_parts and _are_different(group):
            # Several clusters may each have a VM of the same name.
            found.update((f"{key}\0{place}" if place else key, r) for place, r in enumerate(group))
            continue
        if len(group) > 1:
            several.append(group[0])
            _say_shared(group, log)
        found[key] = _together(group, are_parts=are_parts)
    if several:
        _say_several(several, log)
    return found


def _say_shared(rows: Sequence[TypedRow], log: FaultLog) -> None:
    """Add a note where the rows of a VM name several applications."""
    named = {name_key(row.text("application")): row.text("application") for row in rows}
    names = [name for name in named.values() if name]
    if len(names) > 1:
        rows[0].fault(log, SHARED, "application", f"{rows[0].text('vm')}: {', '.join(names)}")


def _are_different(rows: Sequence[TypedRow]) -> bool:
    return any(
        len({name_key(str(row.get(field))) for row in rows if row.get(field) is not None}) > 1
        for field in _TELLS_APART
    )


def _together(rows: Sequence[TypedRow], *, are_parts: bool) -> TypedRow:
    first = rows[0]
    values: dict[str, Any] = {}
    for row in rows:
        for field, value in row.values.items():
            if values.get(field) is None:
                values[field] = value
    sizes = [row.values["data_gb"] for row in rows if row.get("data_gb") is not None]
    if sizes and (are_parts or len(set(sizes)) > 1):
        values["data_gb"] = sum(sizes) if len(sizes) == len(rows) else None
        if values.get("largest_disk_gb") is None:
            values["largest_disk_gb"] = max(sizes)
    disks = [row.values["largest_disk_gb"] for row in rows if row.get("largest_disk_gb")]
    if disks:
        values["largest_disk_gb"] = max(disks)
    tags = [tag for row in rows for tag in row.get("tags") or ()]
    if tags:
        values["tags"] = tuple(dict.fromkeys(tags))
    return replace(first, values=values)


def _joined(known: TypedRow, other: TypedRow, log: FaultLog) -> TypedRow:
    """Return what is known of a VM with what another sheet adds."""
    values = dict(known.values)
    takes_used = (
        other.get("data_gb") is not None and _is_used(other.table) and not _is_used(known.table)
    )
    for field, value in other.values.items():
        if values.get(field) is None or (field == "data_gb" and takes_used):
            values[field] = value
        elif field in _COMPARED and not _is_part_size(field, known, other):
            _compare(field, known, other, log)
    return replace(known, values=values)


def _is_part_size(field: str, known: TypedRow, other: TypedRow) -> bool:
    """Return whether two sizes are of different things: space given, space used, one disk."""
    if field not in ("data_gb", "largest_disk_gb"):
        return False
    return known.table.sheet != other.table.sheet or _is_used(known.table) != _is_used(other.table)


def _compare(field: str, known: TypedRow, other: TypedRow, log: FaultLog) -> None:
    one, two = known.values[field], other.values[field]
    if isinstance(one, (int, float)) and isinstance(two, (int, float)):
        is_same = math.isclose(one, two, rel_tol=_SAME_SHARE)
    else:
        is_same = name_key(str(one)) == name_key(str(two))
    if not is_same:
        said = [v if isinstance(v, str) else format_number(v) for v in (one, two)]
        value = f"{known.text('vm')}: {said[0]} on {known.table.sheet}, {said[1]} here"
        other.fault(log, _disagree(field), field, value)


def _is_used(table: RecordTable) -> bool:
    header = next((column.header for column in table.columns if column.field == "data_gb"), "")
    return bool(_USED.search(header))


def _say_several(rows: Sequence[TypedRow], log: FaultLog) -> None:
    row, count = rows[0], len(rows)
    are = f"{count} VMs stand" if count > 1 else "1 VM stands"
    log.add(
        Code.VM_ON_SEVERAL_ROWS,
        f"{are} on several rows, such as {quote(row.text('vm'))}; each counts once, with what its "
        "rows add up to.",
        "Nothing to do if each row is a disk or another part.",
        sheet=row.table.sheet,
        cell=cell_of(row.table, row.record, "vm"),
    )


def _disagree(field: str) -> Fault:
    header = VMS.column(field).header
    return Fault(
        code=Code.FILES_DISAGREE,
        problem=f"{header} differs from what was read first: {{value}}. The first counts.",
        many=f"{header} differs from what was read first: {{values}}. The first counts.",
        remedy="Correct whichever is out of date.",
    )
