"""Finds what a name in another list means: a workload, an application or the VM of one."""

from collections.abc import Mapping, Sequence

from bcdr.intake.dependencies import WorkloadNames
from bcdr.intake.text import name_key
from bcdr.intake.typed import TypedRow


class Places:
    """Workloads found by their own name, their application, or a VM that belongs to them."""

    def __init__(
        self,
        rows: Sequence[TypedRow],
        vms: Sequence[TypedRow],
        workload_of: Mapping[int, str],
    ) -> None:
        self._names = WorkloadNames(rows)
        self._workloads: dict[str, list[str]] = {}
        for row in rows:
            if row.text("workload"):
                key = name_key(row.text("workload"))
                self._workloads.setdefault(key, []).append(row.record.id)
        self._vms: dict[str, str] = {}
        self._of_workload: dict[str, set[str]] = {}
        for vm in vms:
            workload = workload_of.get(id(vm.record))
            if workload:
                key = name_key(vm.text("vm"))
                self._vms.setdefault(key, workload)
                self._vms.setdefault(_without_domain(key), workload)
                self._of_workload.setdefault(workload, set()).add(key)

    def find(self, name: str, application: str = "") -> tuple[str, ...]:
        """Return the ids of the workloads that a name means, several for an application.

        A VM comes before a workload that has its name in several applications.
        """
        if not name:
            return self._names.find(application) if application else ()
        key = name_key(name)
        within = self._names.find(f"{application} / {name}") if application else ()
        if within:
            return within
        vm = self._vms.get(key) or self._vms.get(_without_domain(key))
        if vm:
            return (vm,)
        parts = self._workloads.get(key, [])
        if len(parts) == 1:
            return tuple(parts)
        return self._names.find(name)

    def vm_of(self, name: str) -> str:
        """Return the VM that a name means, by its key, empty if it is none."""
        key = name_key(name)
        short = _without_domain(key)
        return key if key in self._vms else short if short in self._vms else ""

    def vms_of(self, workload: str) -> frozenset[str]:
        """Return the VMs of a workload by key."""
        return frozenset(self._of_workload.get(workload, ()))


def _without_domain(key: str) -> str:
    # An address has points too, but no letters.
    return key.partition(".")[0] if any(char.isalpha() for char in key) else key
