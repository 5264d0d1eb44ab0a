"""Blockers of the application: what the way it is built and used does not allow."""

import numpy as np

from bcdr.evaluate.axes import Flags
from bcdr.evaluate.case import Case
from bcdr.evaluate.cell import Cell, enumerated, option_source
from bcdr.evaluate.inputs import NO, YES
from bcdr.evaluate.protections import OPTIONS
from bcdr.evaluate.rules import rule
from bcdr.model.units import format_hours
from bcdr.model.vocabulary import Deployment, Option, Severity


def needs_stop(case: Case) -> Flags:
    """Return where the VMs are stopped for every copy."""
    return case.where_option(
        np.array([case.catalogue.option(option).needs_stop for option in OPTIONS])
    )


def is_vm_level(case: Case) -> Flags:
    """Return where whole VMs are copied, not the application's data."""
    return case.where_option(
        np.array([case.catalogue.option(option).vm_level for option in OPTIONS])
    )


def _downtime_words(cell: Cell) -> tuple[str, str]:
    stop_hours = cell.case.catalogue.value("planned-stop-hours")
    return (
        f"Its VMs would be stopped for every copy, about {format_hours(stop_hours)} each time, and "
        "Planned downtime allowed says No.",
        "Allow planned downtime, or use an agent in the guest.",
    )


@rule("needs-planned-downtime", Severity.BLOCKER, option_source, _downtime_words)
def needs_planned_downtime(case: Case) -> Flags:
    """Hold where VMs would have to be stopped and may not be."""
    return needs_stop(case) & (case.column("planned_downtime_allowed") == NO)


def _ephemeral_words(cell: Cell) -> tuple[str, str]:
    is_scale_set = cell.workload.deployment is Deployment.SCALE_SET
    instances = f"instances of {'a scale set' if is_scale_set else 'an availability set'}"
    if cell.given("stateful") == NO:
        return (
            f"Its VMs are {instances} and keep no data: copies of them bring nothing back that "
            "the template would not.",
            "Redeploy it from its template, kept off the Hub.",
        )
    return (
        f"Its VMs are {instances} that come and go, so that a copy may be of one that is no "
        "longer part of it.",
        "Redeploy it from its template, and back up the application's data.",
    )


@rule("ephemeral-instances", Severity.BLOCKER, "P4: Protect VMs deployed on Azure Stack Hub",
      _ephemeral_words)  # fmt: skip
def ephemeral_instances(case: Case) -> Flags:
    """Hold where VM-level copies would be made of ephemeral instances."""
    return is_vm_level(case) & case.column("is_ephemeral")


def _active_words(cell: Cell) -> tuple[str, str]:
    is_stateful, takes_writes = cell.workload.stateful, cell.workload.multi_writer
    keeps = "It keeps data" if is_stateful else "It is taken to keep data, as Stateful is blank"
    blank = [
        name for name, answer in (("Stateful", is_stateful), ("Multi-writer", takes_writes))
        if answer is None
    ]  # fmt: skip
    if takes_writes is None:
        return (
            f"{keeps}, and nobody has said under Multi-writer that several places can take writes.",
            f"Fill in {enumerated(blank)}, or use native replication.",
        )
    return (
        f"{keeps}, and Multi-writer says No: only one place can take writes.",
        "Use native replication, which keeps a second copy ready without serving from it."
        if not blank
        else "Fill in Stateful, or use native replication.",
    )


@rule("stateful-active-active", Severity.BLOCKER, option_source, _active_words)
def stateful_active_active(case: Case) -> Flags:
    """Hold where a stateful application would be active in two places without multi-writer."""
    one_writer = (case.column("stateful") != NO) & (case.column("multi_writer") != YES)
    return case.has(Option.ACTIVE_ACTIVE) & one_writer


def _native_words(cell: Cell) -> tuple[str, str]:
    if cell.workload.stateful is False:
        return (
            "It keeps no data that could be replicated.",
            "Run it active/active, or redeploy it from its template.",
        )
    return (
        "Native replication says No: the application cannot replicate its own data.",
        "Replicate in the guest, or back up the application's data more often.",
    )


@rule("no-native-replication", Severity.BLOCKER, option_source, _native_words)
def no_native_replication(case: Case) -> Flags:
    """Hold where native replication is impossible or there is nothing to replicate."""
    cannot = (case.column("native_replication") == NO) | (case.column("stateful") == NO)
    return case.has(Option.NATIVE_REPLICATION) & cannot


def _no_recovery_words(cell: Cell) -> tuple[str, str]:
    wanted = [
        f"its {name} is {format_hours(float(hours))}"
        for name, array in (("RTO", cell.case.rto_hours), ("RPO", cell.case.rpo_hours))
        if np.isfinite(hours := cell.pick(array))
    ]
    if wanted:
        said = enumerated(wanted)
        message = f"{said[0].upper()}{said[1:]}, and nobody has accepted that it is lost."
    else:
        message = "Nobody has said that it is not needed back."
    return (
        message,
        "Write 'not applicable' as RTO and RPO if nobody needs it back, or have the gap accepted "
        "until a date on the sheet Decisions.",
    )


@rule("no-recovery-not-accepted", Severity.BLOCKER, option_source, _no_recovery_words)
def no_recovery_not_accepted(case: Case) -> Flags:
    """Hold where doing without recovery is neither asked for nor accepted."""
    nothing = case.option == OPTIONS.index(Option.NO_RECOVERY)
    return nothing & ~case.is_unneeded & ~case.accepted.reshape(-1, 1)
