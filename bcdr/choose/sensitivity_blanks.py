"""Blank inputs: which cell of which sheet would tell what is not known, and who answers for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bcdr.evaluate.axes import by_scenario
from bcdr.evaluate.inputs import ASSUMED, UNKNOWN, Inputs
from bcdr.evaluate.missing import WORDS, Missing
from bcdr.model.columns import APPLICATIONS, HUBS, TARGETS, Sheet
from bcdr.model.landscape import Hub, Target
from bcdr.model.portfolio import Workload

OF_WORKLOAD: Final = (
    Missing.RTO, Missing.RPO, Missing.DATA, Missing.CURRENT_OPTION, Missing.CURRENT_TARGET,
    Missing.CURRENT_INTERVAL, Missing.RETENTION, Missing.TEMPLATE, Missing.HUB,
)  # fmt: skip
"""Bits that a cell of the workload's own row would clear."""

OF_TARGET: Final = (
    Missing.TARGET_PLACE, Missing.PROTECTED_COPY, Missing.LINK, Missing.JURISDICTION,
    Missing.TARGET_ASSUMED,
)  # fmt: skip
"""Bits that a cell of a target's row would clear."""

ASKED: Final = (
    "stateful", "template_off_hub", "native_replication", "multi_writer",
    "planned_downtime_allowed", "daily_change_share", "peak_change_mb_per_s", "vm_count", "vcpu",
    "memory_gb", "downtime_cost_per_hour", "data_loss_cost_per_hour",
)  # fmt: skip
"""Columns of Applications whose blanks leave nothing unknown, but something assumed or refused."""


PROTECTION: Final = WORDS[Missing.PROTECTED_COPY][0]
"""What is asked of a target: one of two columns says that copies are out of reach."""


@dataclass(frozen=True, slots=True)
class Blank:
    """One cell to fill: the header of its column, its sheet, its row, and who answers for it.

    `where` is the Hub or target whose row it is, empty for the row of a workload.
    """

    input: str
    sheet: str
    where: str
    owner: str


def header(field: str) -> str:
    """Return the header of a column of Applications."""
    return APPLICATIONS.column(field).header


def of_workload(name: str, workload: Workload) -> Blank:
    """Return a blank in the row of a workload."""
    return Blank(name, APPLICATIONS.name, "", workload.owner or "")


def of_target(name: str, target: Target) -> Blank:
    """Return a blank in the row of a target."""
    return Blank(name, TARGETS.name, target.name, target.operator or "")


def blanks_of(
    bits: int, workload: Workload, targets: Sequence[Target], hub: Hub | None
) -> tuple[Blank, ...]:
    """Return the cells that would tell what some bits of `Missing` leave unknown.

    `targets` are those in use. What no cell would tell, such as a link that is too slow, is left
    out.
    """
    found = [of_workload(WORDS[bit][0], workload) for bit in OF_WORKLOAD if bits & bit]
    if bits & Missing.HUB_PLACE and hub is not None:
        found.append(Blank(_joined(HUBS, hub, "site", "region"), HUBS.name, hub.name, ""))
    for bit in OF_TARGET:
        if bits & bit:
            named = [of_target(name, item) for item in targets if (name := _lacks(bit, item))]
            found += named or [Blank(WORDS[bit][0], TARGETS.name, "", "")]
    return tuple(dict.fromkeys(found))


def _lacks(bit: Missing, target: Target) -> str:
    """Return the header of what a target's row lacks to clear a bit, empty if it lacks nothing."""
    if bit == Missing.TARGET_PLACE:
        return _joined(TARGETS, target, "site", "region")
    if bit == Missing.PROTECTED_COPY:
        return PROTECTION if lacks_protection(target) else ""
    if bit == Missing.TARGET_ASSUMED:
        return TARGETS.column("exists").header if target.is_to_build else ""
    field = "link_mbit_per_s" if bit == Missing.LINK else "jurisdiction"
    return _joined(TARGETS, target, field)


def _joined(sheet: Sheet, row: Hub | Target, *fields: str) -> str:
    """Return the headers of those fields of a row that are blank."""
    return " and ".join(
        sheet.column(field).header for field in fields if getattr(row, field) is None
    )


def lacks_protection(target: Target) -> bool:
    """Return whether nobody said if copies at a target are out of an attacker's reach."""
    said = (target.is_immutable, target.is_isolated)
    return None in said and True not in said


def assumed_blanks(inputs: Inputs, row: int) -> tuple[Blank, ...]:
    """Return the blanks of a workload for which something is assumed or refused meanwhile."""
    workload = inputs.workloads[row]
    fields = [
        field
        for field in ASKED
        if int(by_scenario(inputs.origins[field])[row, 0]) in (ASSUMED, UNKNOWN)
    ]
    if workload.criticality is None:
        fields.insert(0, "criticality")
    return tuple(of_workload(header(field), workload) for field in fields)
