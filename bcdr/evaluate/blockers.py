"""Blockers: what refuses a protection, each with what was compared and what would help."""

from collections.abc import Callable, Mapping

import numpy as np

from bcdr.evaluate.axes import SCENARIO, Codes, Flags
from bcdr.evaluate.copies import is_supported
from bcdr.evaluate.inputs import BLANK, NO, YES
from bcdr.evaluate.policy import policy_breaks
from bcdr.evaluate.protections import OPTIONS
from bcdr.evaluate.rules import Case, jurisdiction_state, remembered, rule
from bcdr.evaluate.times import place_has_room
from bcdr.evaluate.world import ON_HUB_KINDS
from bcdr.model.entries import Combination
from bcdr.model.landscape import Target
from bcdr.model.vocabulary import Allowed, Family, Mode, Option, Severity, TargetKind

BLOCKER = Severity.BLOCKER


def _combination(case: Case, n: int, p: int) -> Combination:
    return case.catalogue.combination(case.option_of(n, p), case.target_of(n, p).kind)


def _rows(case: Case, n: int, p: int) -> str:
    said = _combination(case, n, p)
    return f"{', '.join(said.rows)}: {said.source}"


def _option_source(case: Case, n: int, p: int) -> str:
    entry = case.catalogue.option(case.option_of(n, p))
    return f"{', '.join(entry.rows)}: {entry.source}"


def is_said_to_be(case: Case, *wanted: Allowed) -> Flags:
    """Return for each protection whether its option on its kind of target is said to be so."""
    table = np.array(
        [
            [
                option is not Option.NO_RECOVERY
                and case.catalogue.combination(option, target.kind).allowed in wanted
                for target in case.world.targets
            ]
            for option in OPTIONS
        ]
    ).reshape(len(OPTIONS), len(case.world.targets))
    return np.asarray(table[np.maximum(case.option, 0), case.at] & case.has_target)


def has_named_product(case: Case) -> Flags:
    """Return where a named product supports the option on the target."""
    table = np.array(
        [
            [option in target.supported_options and bool(target.product)
             for target in case.world.targets]
            for option in OPTIONS
        ]
    ).reshape(len(OPTIONS), len(case.world.targets))  # fmt: skip
    return np.asarray(table[np.maximum(case.option, 0), case.at])


def _not_supported_words(case: Case, n: int, p: int) -> tuple[str, str]:
    target = case.target_of(n, p)
    kind = case.catalogue.target_kind(target.kind)
    if not kind.is_supported:
        return f"{target.name} is {kind.title}: {kind.refusal}", kind.refusal_remedy
    entry = case.catalogue.option(case.option_of(n, p))
    if not entry.allowed_by_default:
        return entry.refusal, entry.refusal_remedy
    said = _combination(case, n, p)
    return said.reason, said.remedy


@rule("not-supported", BLOCKER, _rows, _not_supported_words)
def not_supported(case: Case) -> Flags:
    """Hold where the platform, or today's products, do not support it and none is named."""
    supported = is_supported(case.world, case.catalogue, case.protections)
    return case.has_target & ~supported[:, :, 0, 0, 0]


def _mismatch_words(case: Case, n: int, p: int) -> tuple[str, str]:
    target = case.target_of(n, p)
    hub = case.world.hubs[int(case.hub[n, 0])].name
    if target.kind is TargetKind.SECOND_HUB and target.hub == hub:
        return (
            f"{target.name} is {hub}, the Hub it runs on.",
            "Choose a target that is another Hub.",
        )
    if target.serves and hub not in target.serves:
        return (
            f"{target.name} serves {', '.join(target.serves)}, not {hub}.",
            f"Join {hub} to it and name it under Serves Hubs, or choose another target.",
        )
    said = _combination(case, n, p)
    return said.reason, said.remedy


@rule("option-target-mismatch", BLOCKER, _rows, _mismatch_words)
def option_target_mismatch(case: Case) -> Flags:
    """Hold where the option does not go with the target, or the target not with the Hub."""
    no = is_said_to_be(case, Allowed.NO)
    has_none = np.array([target.has_hub is False for target in case.world.targets])[case.at]
    needs_hub = is_said_to_be(case, Allowed.IF_PROVIDER_HAS_HUB) & has_none
    own = case.world.is_own_hub[case.hub, case.at]
    unserved = ~case.world.serves[case.hub, case.at]
    return case.has_target & (no | needs_hub | own | unserved)


def _downtime_words(case: Case, n: int, p: int) -> tuple[str, str]:
    return (
        "The VMs must be stopped for every copy, and planned downtime is not allowed.",
        "Allow planned downtime, or use an agent in the guest.",
    )


@rule("needs-planned-downtime", BLOCKER, _option_source, _downtime_words)
def needs_planned_downtime(case: Case) -> Flags:
    """Hold where VMs would have to be stopped and may not be."""
    stops = np.array([case.catalogue.option(option).needs_stop for option in OPTIONS])
    return (
        case.has_target
        & stops[np.maximum(case.option, 0)]
        & (case.column("planned_downtime_allowed") == NO)
    )


def _ephemeral_words(case: Case, n: int, p: int) -> tuple[str, str]:
    deployment = case.workload(n).deployment or "set"
    return (
        f"Its VMs are instances of a {deployment} that come and go; copying them as VMs brings "
        "nothing back that a template would not.",
        "Redeploy from the template, and back up the application's data if it keeps any.",
    )


@rule("ephemeral-instances", BLOCKER, "P4: Protect VMs deployed on Azure Stack Hub",
      _ephemeral_words)  # fmt: skip
def ephemeral_instances(case: Case) -> Flags:
    """Hold where VM-level copies would be made of ephemeral instances."""
    at_vm = np.array([case.catalogue.option(option).vm_level for option in OPTIONS])
    ephemeral = case.inputs.is_ephemeral.reshape(-1, 1)
    return case.has_target & at_vm[np.maximum(case.option, 0)] & ephemeral


def _active_words(case: Case, n: int, p: int) -> tuple[str, str]:
    known = case.workload(n).multi_writer is False
    return (
        "It keeps data and "
        + ("only one place can take writes." if known else
           "nobody has said that several places can take writes."),
        "Use native replication, or say under Multi-writer that all places can take writes.",
    )  # fmt: skip


@rule("stateful-active-active", BLOCKER, _option_source, _active_words)
def stateful_active_active(case: Case) -> Flags:
    """Hold where a stateful application would be active in two places without multi-writer."""
    return (
        case.has(Option.ACTIVE_ACTIVE)
        & (case.column("stateful") != NO)
        & (case.column("multi_writer") != YES)
    )


def _native_words(case: Case, n: int, p: int) -> tuple[str, str]:
    if case.workload(n).stateful is False:
        return "It keeps no data that could be replicated.", "Redeploy it or run it active/active."
    return (
        "The application cannot replicate its own data.",
        "Replicate in the guest, or back up the application's data more often.",
    )


@rule("no-native-replication", BLOCKER, _option_source, _native_words)
def no_native_replication(case: Case) -> Flags:
    """Hold where native replication is impossible or there is nothing to replicate."""
    cannot = (case.column("native_replication") == NO) | (case.column("stateful") == NO)
    return case.has(Option.NATIVE_REPLICATION) & cannot


def guest_is_supported(case: Case) -> Codes:
    """Return per workload, as a column, whether guest replication supports its system.

    An operating system without a version, or none, is unknown (-1).
    """
    words = tuple(word.casefold() for word in case.catalogue.fact("guest-replication-guests").words)
    codes = []
    for workload in case.inputs.workloads:
        name = (workload.os or "").casefold().strip()
        if any(name.startswith(word) for word in words):
            codes.append(YES)
        elif not any(letter.isdigit() for letter in name.split("(")[0]):
            codes.append(BLANK)
        else:
            codes.append(NO)
    return np.array(codes, dtype=np.int64).reshape(-1, 1)


def _fact_source(fact: str) -> Callable[[Case, int, int], str]:
    def source(case: Case, n: int, p: int) -> str:
        return case.catalogue.fact(fact).source

    return source


def _guest_words(case: Case, n: int, p: int) -> tuple[str, str]:
    return (
        f"Replication in the guest does not list '{case.workload(n).os}' as supported.",
        "Upgrade the operating system, or name a product that supports it on the target.",
    )


@rule("guest-os-unsupported", BLOCKER, _fact_source("guest-replication-guests"), _guest_words)
def guest_os_unsupported(case: Case) -> Flags:
    """Hold where the guest is not on the list of guest replication."""
    return (
        case.has(Option.GUEST_REPLICATION)
        & (guest_is_supported(case) == NO)
        & ~has_named_product(case)
    )


def _disk_words(case: Case, n: int, p: int) -> tuple[str, str]:
    limit = case.catalogue.fact("guest-replication-max-disk").value or 0.0
    largest = case.number(case.inputs.largest_disk_gb, n, 0)
    return (
        f"Its largest disk has {largest:,.0f} GB, allowed are {limit:,.0f} GB.",
        "Split the disk, or protect it in another way.",
    )


@rule("disk-too-large", BLOCKER, _fact_source("guest-replication-max-disk"), _disk_words)
def disk_too_large(case: Case) -> Flags:
    """Hold where a disk is larger than guest replication takes.

    The limit is compared with the figure as it stands: portals count in GiB and write GB.
    """
    limit = case.catalogue.fact("guest-replication-max-disk").value or 0.0
    with np.errstate(invalid="ignore"):
        too_large = case.column("largest_disk_gb") > limit
    return case.has(Option.GUEST_REPLICATION) & too_large & ~has_named_product(case)


def _residency_words(case: Case, n: int, p: int) -> tuple[str, str]:
    target = case.target_of(n, p)
    wanted = ", ".join(case.workload(n).allowed_jurisdictions)
    onward = _onward(case, n, p)
    first = int(jurisdiction_state(case)[n, case.at[min(n, len(case.at) - 1), p]])
    place = target if first == NO or onward is None else onward
    return (
        f"{place.name} lies in {place.jurisdiction}, allowed are {wanted}.",
        "Choose a target inside, or have the restriction checked.",
    )


def _onward(case: Case, n: int, p: int) -> Target | None:
    code = int(case.world.copies_to[int(case.at[min(n, len(case.at) - 1), p])])
    return case.world.targets[code] if code >= 0 else None


def residency_state(case: Case) -> Codes:
    """Return whether every place of a copy is allowed: yes 1, no 0, unknown -1."""
    table = jurisdiction_state(case)
    rows = np.arange(case.inputs.count).reshape(-1, 1)
    first = table[rows, case.at]
    next_code = case.world.copies_to[case.at]
    second = np.where(next_code >= 0, table[rows, np.maximum(next_code, 0)], YES)
    return np.where(
        (first == NO) | (second == NO),
        NO,
        np.where((first == BLANK) | (second == BLANK), BLANK, YES),
    )


@rule("residency", BLOCKER, "T5: Allowed jurisdictions of the workload", _residency_words)
def residency(case: Case) -> Flags:
    """Hold where a copy would rest outside the allowed jurisdictions."""
    return case.has_target & (residency_state(case) == NO)


def _policy_words(case: Case, n: int, p: int) -> tuple[str, str]:
    broken = [
        item
        for item, flags in policy_breaks(case)
        if item.is_blocking
        and bool(np.broadcast_to(flags, (case.inputs.count, flags.shape[1]))[n, p])
    ]
    names = "; ".join(item.message or f"{item.name} is not kept" for item in broken)
    return f"{names.rstrip('.')}.", "Choose what the rule allows, or have an override decided."


def _policy_source(case: Case, n: int, p: int) -> str:
    names = [
        item.source or f"Rules sheet, {item.name}"
        for item, flags in policy_breaks(case)
        if item.is_blocking
        and bool(np.broadcast_to(flags, (case.inputs.count, flags.shape[1]))[n, p])
    ]
    return "; ".join(dict.fromkeys(names))


@rule("corporate-policy", BLOCKER, _policy_source, _policy_words)
def corporate_policy(case: Case) -> Flags:
    """Hold where a blocking rule of the Rules sheet is broken."""
    broken = np.zeros((case.inputs.count, case.option.shape[1]), dtype=bool)
    for item, flags in policy_breaks(case):
        if item.is_blocking:
            broken |= flags
    return broken


def _latency_words(case: Case, n: int, p: int) -> tuple[str, str]:
    trip = case.world.round_trip_ms[int(case.at[min(n, len(case.at) - 1), p])]
    limit = float(case.column("max_round_trip_ms")[n, 0])
    link_limit = case.catalogue.value("synchronous-round-trip-ms")
    synchronous = _is_synchronous(case)[min(n, len(case.at) - 1), p]
    allowed = np.fmin(limit, link_limit if synchronous else np.inf)
    return (
        f"Round trip {trip:g} ms, allowed {allowed:g} ms.",
        "Choose a nearer place, replicate without waiting for the far side, or raise the limit.",
    )


def _is_synchronous(case: Case) -> Flags:
    return case.protections.in_mode(Mode.SYNCHRONOUS)[:, :, 0, 0, 0]


@rule("latency", BLOCKER, "T5: Max round trip of the workload; limit of synchronous links",
      _latency_words)  # fmt: skip
def latency(case: Case) -> Flags:
    """Hold where a serving place or a synchronous link is too far away; never for backups."""
    trip = case.world.round_trip_ms[case.at]
    limit = case.column("max_round_trip_ms")
    synchronous_limit = case.catalogue.value("synchronous-round-trip-ms")
    with np.errstate(invalid="ignore"):
        far = (trip > limit) | (_is_synchronous(case) & (trip > synchronous_limit))
    return case.of_family(Family.CONTINUITY) & far


def _slow_words(case: Case, n: int, p: int) -> tuple[str, str]:
    need = case.number(case.copies.needed_mb_per_s, n, p) * 8.0
    rate = case.number(case.copies.available_mb_per_s, n, p) * 8.0
    return (
        f"Copies need {need:,.0f} Mbit/s, the way to {case.target_of(n, p).name} gives "
        f"{rate:,.0f} Mbit/s: they would never catch up.",
        f"Provide at least {need:,.0f} Mbit/s, copy less often, or reduce the change.",
    )


@rule("link-too-slow", BLOCKER, "Keeton & Merchant, DSN 2004: copies must complete within their "
      "interval", _slow_words)  # fmt: skip
def link_too_slow(case: Case) -> Flags:
    """Hold where copies would take longer than the time between them."""
    return case.has_target & case.copies.is_too_slow[:, :, 0, 0, 0]


def _small_words(case: Case, n: int, p: int) -> tuple[str, str]:
    target = case.target_of(n, p)
    stored = case.number(case.costs.stored_gb, n, p)
    holds = float(case.world.capacity_gb[int(case.at[min(n, len(case.at) - 1), p])])
    return (
        f"Its copies take {stored / 1000:,.1f} TB, {target.name} holds {holds / 1000:,.1f} TB.",
        "Enlarge the target, keep fewer copies, or choose another.",
    )


@rule("target-too-small", BLOCKER, "D1: the target must be sized for what it is to hold",
      _small_words)  # fmt: skip
def target_too_small(case: Case) -> Flags:
    """Hold where the copies of this workload alone exceed the target."""
    with np.errstate(invalid="ignore"):
        return case.has_target & (case.costs.stored_gb > case.world.capacity_gb[case.at])


def has_own_place(case: Case) -> Flags:
    """Return where the target can run the workload: a recovery place with room."""
    room = place_has_room(case.inputs, case.world)[:, 0, 0, :, 0]
    position = {int(t): k for k, t in enumerate(case.world.place_target) if t >= 0}
    place = np.array([position.get(t, -1) for t in range(len(case.world.targets))])[case.at]
    rows = np.arange(case.inputs.count).reshape(-1, 1)
    return np.asarray((place >= 0) & room[rows, np.maximum(place, 0)])


def _no_place_words(case: Case, n: int, p: int) -> tuple[str, str]:
    target = case.target_of(n, p)
    vcpu, memory = case.number(case.inputs.vcpu, n, 0), case.number(case.inputs.memory_gb, n, 0)
    free = [
        k
        for k, t in enumerate(case.world.place_target)
        if t == case.at[min(n, len(case.at) - 1), p]
    ]
    if not free:
        return (
            f"{target.name} cannot run workloads.",
            "Choose a target that can, such as a second Hub.",
        )
    has_vcpu, has_memory = case.world.place_vcpu[free[0]], case.world.place_memory_gb[free[0]]
    return (
        f"It needs {vcpu:,.0f} vCPU and {memory:,.0f} GB memory, {target.name} has "
        f"{has_vcpu:,.0f} vCPU and {has_memory:,.0f} GB free.",
        "Free or add capacity there, or choose another place.",
    )


@rule("no-recovery-place", BLOCKER, "D4: the second place must be ready to run the workload",
      _no_place_words)  # fmt: skip
def no_recovery_place(case: Case) -> Flags:
    """Hold where a continuity protection could not run at its target."""
    return case.of_family(Family.CONTINUITY) & ~has_own_place(case)


@remembered
def missing_inputs_of(case: Case) -> Mapping[str, Flags]:
    """Return for each input that is blank, has no default and is needed, where it is needed."""
    continuity = case.of_family(Family.CONTINUITY)
    stops = np.array([case.catalogue.option(option).needs_stop for option in OPTIONS])
    stops_vms = case.has_target & stops[np.maximum(case.option, 0)]
    says_native = case.column("native_replication") != BLANK
    has_hub = np.array([t.has_hub is None for t in case.world.targets])[case.at]
    round_trip = np.isnan(case.world.round_trip_ms)[case.at]
    limited = ~np.isnan(case.column("max_round_trip_ms"))
    largest_disk = case.catalogue.fact("guest-replication-max-disk").value or 0.0
    joins_hubs = np.array([
        bool(t.serves) or t.kind in ON_HUB_KINDS for t in case.world.targets
    ])[case.at]  # fmt: skip
    unplaced = np.array([not hub.name for hub in case.world.hubs])[case.hub]
    return {
        "Hub": case.has_target & joins_hubs & unplaced,
        "Data (GB)": case.has_target
        & np.isnan(case.column("data_gb"))
        & ~(case.has(Option.ACTIVE_ACTIVE) & (case.column("stateful") == NO)),
        "Planned downtime allowed": stops_vms & (case.column("planned_downtime_allowed") == BLANK),
        "Native replication": case.has(Option.NATIVE_REPLICATION)
        & ~says_native
        & (case.column("stateful") != NO),
        "Largest disk (GB)": case.has(Option.GUEST_REPLICATION)
        & np.isnan(case.column("largest_disk_gb"))
        & (np.nan_to_num(case.column("data_gb")) > largest_disk)
        & ~has_named_product(case),
        "OS": case.has(Option.GUEST_REPLICATION)
        & (guest_is_supported(case) == BLANK)
        & ~has_named_product(case),
        "Jurisdiction of the target": case.has_target & (residency_state(case) == BLANK),
        "Round trip (ms) of the target": continuity
        & round_trip
        & (limited | _is_synchronous(case)),
        "Provider has a Hub": is_said_to_be(case, Allowed.IF_PROVIDER_HAS_HUB) & has_hub,
    }


def _missing_words(case: Case, n: int, p: int) -> tuple[str, str]:
    shape = (case.inputs.count, case.option.shape[1])
    names = [
        name
        for name, flags in missing_inputs_of(case).items()
        if bool(np.broadcast_to(flags, shape)[n, p])
    ]
    return (
        f"Not known: {', '.join(names)}. Without it this cannot be judged.",
        f"Fill in {', '.join(names)}.",
    )


@rule("input-missing", BLOCKER, "Unknown never counts as met", _missing_words)
def input_missing(case: Case) -> Flags:
    """Hold where a rule needs an input that is blank and has no default."""
    shape = (case.inputs.count, case.option.shape[1])
    needed = np.zeros(shape, dtype=bool)
    for flags in missing_inputs_of(case).values():
        needed |= flags
    return needed


def _no_recovery_words(case: Case, n: int, p: int) -> tuple[str, str]:
    return (
        "Nobody has said that it is not needed back.",
        "Write 'not applicable' as RTO and RPO, or have the gap accepted until a date.",
    )


@rule("no-recovery-not-accepted", BLOCKER, _option_source, _no_recovery_words)
def no_recovery_not_accepted(case: Case) -> Flags:
    """Hold where doing without recovery is neither asked for nor accepted."""
    nothing = case.option == OPTIONS.index(Option.NO_RECOVERY)
    not_applicable = np.isposinf(case.inputs.rto_hours) & np.isposinf(case.inputs.rpo_hours)
    unneeded = np.logical_and.reduce(not_applicable, axis=SCENARIO)[:, :, 0, 0]
    return nothing & ~unneeded & ~case.accepted.reshape(-1, 1)
