"""The catalogue as small arrays: what every option and every scenario is like, looked up once."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from bcdr.evaluate import recovery
from bcdr.evaluate.axes import SCENARIO, Codes, Flags, Numbers, along
from bcdr.evaluate.protections import OPTIONS
from bcdr.evaluate.recovery import Spread, pert
from bcdr.model.catalogue import Catalogue
from bcdr.model.entries import Phase
from bcdr.model.vocabulary import SHARED_SCOPES, Family, Option, Scope, Standby

COMPUTED_PHASES: Final = frozenset({"transfer", "redirect", "provision-place", "fetch-media"})
NOTHING: Final = pert(0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseSums:
    """Sums of phases per option code; each holds arrays of one entry per option."""

    fixed: Spread
    prepare_here: Spread
    prepare_elsewhere: Spread
    per_vm: Spread
    per_vm_by_hand: Spread
    convert_in_cloud: Spread
    up: Spread
    transfer: Spread


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionTables:
    """What each option is like, one entry per option code.

    `history_hours` is NaN where the policy says how far back its points reach.
    """

    is_continuity: Flags
    is_backup: Flags
    needs_stop: Flags
    standby_share: Numbers
    history_hours: Numbers
    phases: PhaseSums


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioTables:
    """What each scenario is like, along the scenario axis.

    `lost_hours` is how long the Hub is away: until it is repaired or replaced. `repair_hours` is
    NaN where nothing comes back by itself. `kind` numbers scenarios that take the same time at
    the same place; `kind_is_vm` and `kind_cleaning` describe each kind.
    """

    noticed_after_hours: Numbers
    replacement_hours: Numbers
    repair_hours: Numbers
    lost_hours: Numbers
    needs_protected_copy: Flags
    is_vm: Flags
    is_node: Flags
    is_shared: Flags
    kind: Codes
    kind_is_vm: Flags
    kind_cleaning: Numbers


def make_option_tables(catalogue: Catalogue) -> OptionTables:
    """Return the options of a catalogue as arrays in the order of their codes."""
    entries = [catalogue.option(option) for option in OPTIONS]
    shares = {
        Standby.NONE: 0.0,
        Standby.RESERVED: catalogue.value("reserved-standby-share"),
        Standby.FULL: 1.0,
    }
    return OptionTables(
        is_continuity=np.array([item.family is Family.CONTINUITY for item in entries]),
        is_backup=np.array([item.family is Family.BACKUP for item in entries]),
        needs_stop=np.array([item.needs_stop for item in entries]),
        standby_share=np.array([shares[item.standby] for item in entries]),
        history_hours=np.array(
            [np.nan if item.history_hours is None else item.history_hours for item in entries]
        ),
        phases=_phase_sums(catalogue),
    )


def make_scenario_tables(catalogue: Catalogue) -> ScenarioTables:
    """Return the scenarios of a catalogue as arrays along the scenario axis."""
    scenarios = catalogue.scenarios
    scopes = [item.scope for item in scenarios]
    replaced = np.array([item.replacement_hours for item in scenarios], dtype=float)
    repair = np.array(
        [np.nan if item.repair_hours is None else item.repair_hours for item in scenarios]
    )
    pairs = [(item.scope is Scope.VM, float(item.needs_cleaning)) for item in scenarios]
    kinds = list(dict.fromkeys(pairs))
    return ScenarioTables(
        noticed_after_hours=along([item.noticed_after_hours for item in scenarios], SCENARIO),
        replacement_hours=along(replaced, SCENARIO),
        repair_hours=along(repair, SCENARIO),
        lost_hours=along(np.where(np.isnan(repair), replaced, repair), SCENARIO),
        needs_protected_copy=along([item.needs_protected_copy for item in scenarios], SCENARIO),
        is_vm=along([scope is Scope.VM for scope in scopes], SCENARIO),
        is_node=along([scope is Scope.WORKLOAD for scope in scopes], SCENARIO),
        is_shared=along([scope in SHARED_SCOPES for scope in scopes], SCENARIO),
        kind=np.array([kinds.index(pair) for pair in pairs]),
        kind_is_vm=along([is_vm for is_vm, _ in kinds], SCENARIO),
        kind_cleaning=along([cleaning for _, cleaning in kinds], SCENARIO),
    )


def _stack(spreads: list[Spread]) -> Spread:
    return Spread(
        mean=np.array([float(item.mean) for item in spreads]),
        variance=np.array([float(item.variance) for item in spreads]),
        high=np.array([float(item.high) for item in spreads]),
    )


def spread_of(phase: Phase) -> Spread:
    """Return mean, variance and high of a phase."""
    return pert(phase.low, phase.likely, phase.high)


def _total(phases: list[Phase]) -> Spread:
    total = NOTHING
    for phase in phases:
        total = total + spread_of(phase)
    return total


def redirect_spread(catalogue: Catalogue) -> Spread:
    """Return the spread of sending requests elsewhere: its computed hours times its range."""
    hours = recovery.redirect_hours(
        dns_ttl_seconds=catalogue.value("dns-ttl-seconds"),
        probe_retries=catalogue.value("probe-retries"),
        probe_interval_seconds=catalogue.value("probe-interval-seconds"),
    )
    return spread_of(catalogue.phase("redirect")).scaled(np.asarray(hours))


def without_template(catalogue: Catalogue, phase: Phase) -> tuple[Phase, ...]:
    """Return what a phase becomes where no template is known: the VM is made by hand."""
    if phase.id != "create-from-template":
        return (phase,)
    return (catalogue.phase("create-vm"), catalogue.phase("install-os"))


def _phase_sums(catalogue: Catalogue) -> PhaseSums:
    rows: list[tuple[Spread, ...]] = []
    convert = spread_of(catalogue.phase("convert-disks"))
    for option in OPTIONS:
        phases = [catalogue.phase(name) for name in catalogue.option(option).phases]
        plain = [item for item in phases if item.id not in COMPUTED_PHASES]
        names = {item.id for item in phases}

        def of(name: str, names: set[str] = names) -> Spread:
            return spread_of(catalogue.phase(name)) if name in names else NOTHING

        per_vm = [item for item in plain if item.per_vm]
        by_hand = [by for item in per_vm for by in without_template(catalogue, item)]
        snapshot = option in (Option.STOPPED_VM_SNAPSHOT, Option.RUNNING_VM_SNAPSHOT)
        up = _total([item for item in plain if item.part == "up"])
        rows.append(
            (
                _total([item for item in plain if not item.per_vm and item.part == "ready"]),
                of("fetch-media"),
                recovery.longest(of("fetch-media"), of("provision-place")),
                _total(per_vm),
                _total(by_hand),
                convert if snapshot else NOTHING,
                up + redirect_spread(catalogue) if "redirect" in names else up,
                of("transfer"),
            )
        )
    columns = [_stack(list(column)) for column in zip(*rows, strict=True)]
    return PhaseSums(
        fixed=columns[0],
        prepare_here=columns[1],
        prepare_elsewhere=columns[2],
        per_vm=columns[3],
        per_vm_by_hand=columns[4],
        convert_in_cloud=columns[5],
        up=columns[6],
        transfer=columns[7],
    )
