"""Says which application each VM belongs to, adds applications where asked, and asks if unsure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bcdr.intake.attach import (
    Grouping,
    KnownApplications,
    attach,
    attach_certain,
    groupings,
    names_applications,
)
from bcdr.intake.codes import Code
from bcdr.intake.faults import Fault, FaultLog, enumerate_some, quote
from bcdr.intake.grouping_words import NAME, NONE, column_of, creates_applications
from bcdr.intake.row_ids import slug, unique_id
from bcdr.intake.same_names import SHARED
from bcdr.intake.text import name_key
from bcdr.intake.typed import TypedRow
from bcdr.model.columns import APPLICATIONS
from bcdr.model.records import Record, RecordTable

_MOST_SHARE: Final = 0.9
"""A column in which nearly every VM has a value of its own makes no groups."""
_FEW: Final = 3
"""So few VMs may each be an application, or all of them one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedVms:
    """VMs with the applications they belong to, and rows of applications, some of them created.

    `created` is a table of the applications that were created, None if none was. `groupings` are
    the ways in which the VMs that are left could still be placed.
    """

    vms: tuple[TypedRow, ...]
    rows: tuple[TypedRow, ...]
    created: RecordTable | None
    groupings: tuple[Grouping, ...]


def place_vms(
    vms: Sequence[TypedRow], rows: Sequence[TypedRow], setting: str, log: FaultLog
) -> PlacedVms:
    """Return the VMs placed by what nobody can doubt, then by the column that a person chose.

    Without a choice nothing else is placed, and a finding names the column that would place most.
    Applications are created only where the setting says so.
    """
    if not vms:
        return PlacedVms(vms=(), rows=tuple(rows), created=None, groupings=())
    names = _names(rows)
    known = KnownApplications(names)
    placed = tuple(_one_application(vm, known, log) for vm in vms)
    placed = attach_certain(placed, names)
    possible = groupings(placed, names)
    column = column_of(setting)
    created: RecordTable | None = None
    if column and column != NONE:
        has_open = any(not known.is_listed(vm.text("application")) for vm in placed)
        if has_open and all(item.by != column for item in possible):
            _say_no_values(column, possible, log)
        creates = creates_applications(setting)
        placed = attach(placed, column, names, creates=creates)
        if creates:
            rows, created = _with_created(placed, rows, names, log)
    elif possible and rows:
        _ask(possible[0], log, placed)
    return PlacedVms(vms=placed, rows=tuple(rows), created=created, groupings=possible)


def best_to_create(found: Sequence[Grouping]) -> Grouping | None:
    """Return the grouping that makes the most telling applications of VMs, None if none does.

    A column that names applications comes first, if half of the VMs have it; then the column that
    most of them have, the beginning of their names last.
    """
    usable = [item for item in found if _makes_groups(item)]
    named = [item for item in usable if names_applications(item.by) and _is_usual(item)]
    if named:
        return min(named, key=lambda item: item.blank_count)
    return min(usable, key=lambda item: (item.by == NAME, item.blank_count), default=None)


def _is_usual(item: Grouping) -> bool:
    return item.blank_count <= sum(group.vm_count for group in item.groups)


def _makes_groups(item: Grouping) -> bool:
    """Return whether a column puts VMs together and apart: neither all in one nor each alone."""
    count = sum(group.vm_count for group in item.groups)
    if count <= _FEW:
        return bool(item.groups)
    return 1 < len(item.groups) <= _MOST_SHARE * count


def _names(rows: Sequence[TypedRow]) -> list[str]:
    names = []
    for row in rows:
        application, workload = row.text("application"), row.text("workload")
        if application:
            names.append(f"{application} / {workload}" if workload else application)
    return names


def _one_application(vm: TypedRow, known: KnownApplications, log: FaultLog) -> TypedRow:
    """Return a VM that several applications share with the first of them."""
    name = vm.text("application")
    several = known.shared(name) if name else ()
    if not several:
        return vm
    vm.fault(log, SHARED, "application", name)
    return replace(vm, values={**vm.values, "application": several[0]})


def _with_created(
    vms: Sequence[TypedRow], rows: Sequence[TypedRow], names: Sequence[str], log: FaultLog
) -> tuple[tuple[TypedRow, ...], RecordTable | None]:
    """Return the rows with one more for each application that is not listed."""
    known = KnownApplications(names)
    wanted: dict[str, str] = {}
    for vm in vms:
        name = vm.text("application")
        if name and not known.is_listed(name):
            wanted.setdefault(name_key(name), name)
    if not wanted:
        return tuple(rows), None
    empty = RecordTable(
        role=APPLICATIONS.name, sheet=APPLICATIONS.name, header_row=0, columns=(), records=()
    )
    # A created application that was filled in since has a row with its id, but without a name.
    nameless = {row.record.id: row for row in rows if not row.text("application")}
    taken = {row.record.id for row in rows if row.text("application")}
    kept = {id(row): row for row in rows}
    records = []
    made = []
    for name in wanted.values():
        own_id = unique_id(slug(name) or "application", taken)
        taken.add(own_id)
        filled = nameless.get(own_id)
        if filled is not None:
            named = replace(filled, values={**filled.values, "application": name})
            kept[id(filled)] = named
            continue
        record = Record(id=own_id, row=0, cells={"application": name})
        records.append(record)
        made.append(TypedRow(table=empty, record=record, values={"application": name}))
    table = replace(empty, records=tuple(records)) if records else None
    log.add(
        Code.APPLICATIONS_CREATED,
        f"{_applications(len(wanted))} were created from the VMs, such as "
        f"{enumerate_some([quote(name) for name in wanted.values()], 3)}.",
        "Fill in what each of them needs: criticality, RTO and RPO.",
        sheet=vms[0].table.sheet,
    )
    return (*(kept[id(row)] for row in rows), *made), table


def _ask(best: Grouping, log: FaultLog, vms: Sequence[TypedRow]) -> None:
    if not best.attached_count:
        return
    total = best.attached_count + best.left_count
    log.add(
        Code.VM_GROUPING,
        f"{total} VMs do not say which application they belong to. Grouped by {quote(best.title)}, "
        f"{best.attached_count} of them belong to {_applications(len(best.applications))} of the "
        f"list, and {best.left_count} to none.",
        f"Choose a grouping of VMs, or write {best.by} for vm-grouping on the sheet Settings.",
        sheet=vms[0].table.sheet,
    )


def say_only_infrastructure(
    vms: Sequence[TypedRow], found: Sequence[Grouping], others: Sequence[TypedRow], log: FaultLog
) -> None:
    """Add a finding that machines, backups or pairs are listed, but no application."""
    first = (*vms, *others)[0]
    if not vms:
        log.add(
            Code.ONLY_INFRASTRUCTURE,
            "it says what is backed up or depends on what, but lists no application.",
            "Read it together with a list of applications: one row each, with RTO and RPO.",
            sheet=first.table.sheet,
        )
        return
    best = best_to_create(found)
    is_one = len(vms) == 1
    problem = f"{'1 VM is' if is_one else f'{len(vms)} VMs are'} listed, but no application."
    remedy = "Read it together with a list of applications: one row each, with RTO and RPO."
    if best is not None:
        count = len(best.groups)
        remedy = (
            f"{remedy[:-1]}. Or make {_applications(count)} out of {quote(best.title)}: choose "
            f"that grouping, or write create from {best.by} for vm-grouping on a sheet Settings."
        )
    log.add(Code.ONLY_INFRASTRUCTURE, problem, remedy, sheet=first.table.sheet)


def _say_no_values(column: str, found: Sequence[Grouping], log: FaultLog) -> None:
    ways = enumerate_some([item.by for item in found], 6)
    log.add(
        Code.VM_GROUPING,
        f"no VM has a value by which {quote(column)} could group it.",
        f"Write one of {ways} for vm-grouping on the sheet Settings." if ways else
        "Leave vm-grouping blank on the sheet Settings.",
    )  # fmt: skip


def _applications(count: int) -> str:
    return "1 application" if count == 1 else f"{count} applications"


def without_application(found: Sequence[Grouping]) -> Fault:
    """Return the fault of a VM that belongs to no application, with what would help most."""
    best = found[0] if found and found[0].attached_count else None
    remedy = "Fill in Application, and Workload where the application has several."
    if best is not None:
        remedy = f"{remedy[:-1]}, or group the VMs by {quote(best.title)}."
    return Fault(
        code=Code.VM_WITHOUT_APPLICATION,
        problem="the VM {value} names no application; it is not counted anywhere.",
        many="the VMs {values} name no application; they are not counted anywhere.",
        remedy=remedy,
    )
