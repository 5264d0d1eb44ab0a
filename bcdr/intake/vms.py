"""Adds what the sheet VMs says to workloads whose own rows leave it blank."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from bcdr.intake.codes import Code
from bcdr.intake.dependencies import WorkloadNames
from bcdr.intake.faults import Fault, FaultLog, cell_of
from bcdr.intake.text import name_key
from bcdr.intake.typed import TypedRow
from bcdr.model.columns import APPLICATIONS
from bcdr.model.units import format_number

_SUMS: Final = ("vcpu", "memory_gb", "data_gb")
_WORDS: Final = ("os", "hub")
_FILLED_ONLY: Final = (
    "location", "environment", "owner", "business_unit", "workload_type", "criticality",
)  # fmt: skip
"""Words that fill a blank where all VMs agree, and that a row may say in its own way."""
_SAME_SHARE: Final = 0.01

_SEVERAL_WORKLOADS: Final = Fault(
    code=Code.VM_WITHOUT_APPLICATION,
    problem="the application of the VM {value} has several workloads; the VM is not counted.",
    many="the applications of the VMs {values} have several workloads; the VMs are not counted.",
    remedy="Fill in Workload.",
)


@dataclass(frozen=True, slots=True)
class WithVms:
    """Workload rows with what their VMs add, and the workload id of each VM by `id(record)`."""

    rows: tuple[TypedRow, ...]
    workload_of: Mapping[int, str]


def add_vms(
    rows: Sequence[TypedRow],
    vm_rows: Sequence[TypedRow],
    log: FaultLog,
    without_application: Fault,
) -> WithVms:
    """Return the workload rows with blanks filled from their VMs, one row each.

    Counts, processors, memory and data are sums, the largest disk is the largest; a word is taken
    where all VMs agree. A sum over VMs of which one is blank stays blank.
    """
    if not vm_rows:
        return WithVms(tuple(rows), {})
    names = WorkloadNames(rows)
    by_workload: dict[str, list[TypedRow]] = {}
    workload_of: dict[int, str] = {}
    for vm in vm_rows:
        workload = _workload_of(vm, names, log, without_application)
        if workload:
            by_workload.setdefault(workload, []).append(vm)
            workload_of[id(vm.record)] = workload
    filled = tuple(
        _filled(row, by_workload[row.record.id], log) if row.record.id in by_workload else row
        for row in rows
    )
    return WithVms(filled, workload_of)


def _workload_of(
    vm: TypedRow, names: WorkloadNames, log: FaultLog, without_application: Fault
) -> str:
    application, workload = vm.text("application"), vm.text("workload")
    if not application:
        vm.fault(log, without_application, "application", vm.text("vm"))
        return ""
    title = f"{application} / {workload}" if workload else application
    found = names.find(title)
    if len(found) == 1:
        return found[0]
    if found:
        vm.fault(log, _SEVERAL_WORKLOADS, "workload", vm.text("vm"))
        return ""
    unknown = Fault(
        code=Code.VM_WITHOUT_APPLICATION,
        problem="{value} is not on the sheet Applications; its VMs are not counted.",
        many="{values} are not on the sheet Applications; their VMs are not counted.",
        remedy=names.titles.remedy(title, "Add a row for it, or correct the name."),
    )
    vm.fault(log, unknown, "application", title)
    return ""


def _filled(row: TypedRow, vms: Sequence[TypedRow], log: FaultLog) -> TypedRow:
    found = _together(row, vms, log)
    values = dict(row.values)
    for field, value in found.items():
        if field not in values:
            values[field] = value
        elif field not in _FILLED_ONLY and not _is_same(values[field], value):
            row.fault(log, _disagree(field), field, _both(values[field], value))
    return replace(row, values=values)


def _together(row: TypedRow, vms: Sequence[TypedRow], log: FaultLog) -> Mapping[str, Any]:
    found: dict[str, Any] = {"vm_count": len(vms)}
    for field in _SUMS:
        given = [vm.values[field] for vm in vms if vm.get(field) is not None]
        if len(given) == len(vms):
            found[field] = sum(given)
        elif given and field not in row.values:
            log.add(
                Code.VMS_INCOMPLETE,
                f"{APPLICATIONS.column(field).header} is blank for {len(vms) - len(given)} of the "
                f"{len(vms)} VMs of '{row.text('application')}', so their sum is not known.",
                "Fill it in for every VM, or write the total on the workload's row.",
                sheet=vms[0].table.sheet,
                cell=cell_of(vms[0].table, vms[0].record, field),
            )
    disks = [vm.values["largest_disk_gb"] for vm in vms if vm.get("largest_disk_gb") is not None]
    if disks:
        found["largest_disk_gb"] = max(disks)
    for field in (*_WORDS, *_FILLED_ONLY):
        words = {name_key(vm.text(field)): vm.text(field) for vm in reversed(vms)}
        if len(words) == 1 and all(words.values()):
            found[field] = next(iter(words.values()))
    return found


def _is_same(one: Any, other: Any) -> bool:
    if isinstance(one, str) or isinstance(other, str):
        return name_key(str(one or "")) == name_key(str(other or ""))
    return one is None or math.isclose(one, other, rel_tol=_SAME_SHARE)


def _disagree(field: str) -> Fault:
    header = APPLICATIONS.column(field).header
    return Fault(
        code=Code.VMS_DISAGREE,
        problem=f"{header} does not agree with the sheet VMs: {{value}}. This row's own is used.",
        many=f"{header} does not agree with the sheet VMs: {{values}}. Each row's own is used.",
        remedy="Correct whichever is out of date.",
    )


def _both(own: Any, together: Any) -> str:
    here, there = (v if isinstance(v, str) else format_number(v) for v in (own, together))
    return f"{here} here, {there} there"
