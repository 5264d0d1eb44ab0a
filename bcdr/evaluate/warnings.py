"""Warnings: what is remarkable about a protection, though it may be chosen."""

import numpy as np

from bcdr.evaluate.axes import Flags
from bcdr.evaluate.blockers import has_named_product, is_said_to_be
from bcdr.evaluate.inputs import ASSUMED, NO, YES
from bcdr.evaluate.policy import policy_breaks
from bcdr.evaluate.rules import Case, rule
from bcdr.model.units import format_hours
from bcdr.model.vocabulary import Allowed, Family, Guidance, Option, Severity, TargetKind

WARNING = Severity.WARNING
NOTE = Severity.NOTE
SIZES = ("daily_change_share", "vm_count", "vcpu", "memory_gb", "stateful")
"""Inputs that take an assumed value where they are blank."""


def _kind_source(case: Case, n: int, p: int) -> str:
    entry = case.catalogue.target_kind(case.target_of(n, p).kind)
    return f"{', '.join(entry.rows)}: {entry.source}"


def _not_recommended_words(case: Case, n: int, p: int) -> tuple[str, str]:
    target = case.target_of(n, p)
    kind = case.catalogue.target_kind(target.kind)
    return (
        f"{target.name} is {kind.title}, which the guidance does not recommend.",
        "Use a target outside the Hub, or have its data copied outside continuously.",
    )


@rule("not-recommended", WARNING, _kind_source, _not_recommended_words)
def not_recommended(case: Case) -> Flags:
    """Hold where the guidance advises against the target."""
    kinds = np.array([
        case.catalogue.target_kind(t.kind).guidance is Guidance.NOT_RECOMMENDED
        for t in case.world.targets
    ])  # fmt: skip
    return case.has_target & kinds[case.at]


def _near_words(case: Case, n: int, p: int) -> tuple[str, str]:
    target = case.target_of(n, p)
    hub = case.world.hubs[int(case.hub[n, 0])]
    return (
        f"{target.name} stands at {hub.site}, as does {hub.name}: losing the site loses both.",
        "Keep a further copy at another site.",
    )


@rule("near-source", WARNING, "D1, D2: a backup target must not be close to its source",
      _near_words)  # fmt: skip
def near_source(case: Case) -> Flags:
    """Hold where an external target stands at the source's site."""
    external = np.array([
        t.kind in (TargetKind.EXISTING_EXTERNAL, TargetKind.DEDICATED_EXTERNAL)
        for t in case.world.targets
    ])  # fmt: skip
    return case.has_target & external[case.at] & (case.world.is_near[case.hub, case.at] == YES)


def _no_external_words(case: Case, n: int, p: int) -> tuple[str, str]:
    return (
        f"{case.target_of(n, p).name} is said to be copied outside, but no target is named.",
        "Name under Copies to where its data goes.",
    )


@rule("no-external-copy", WARNING, "D6: all data must be copied outside continuously",
      _no_external_words)  # fmt: skip
def no_external_copy(case: Case) -> Flags:
    """Hold where a replicated on-Hub target names no place its data is copied to."""
    replicated = np.array([t.kind is TargetKind.ON_HUB_REPLICATED for t in case.world.targets])
    return case.has_target & replicated[case.at] & (case.world.copies_to[case.at] < 0)


def _not_operational_words(case: Case, n: int, p: int) -> tuple[str, str]:
    target = case.target_of(n, p)
    return (
        f"{target.name} is not known to be fully operational.",
        "Have its operator confirm that it can run recovered workloads now.",
    )


@rule("second-hub-not-operational", WARNING, "D4: the second Hub must be fully operational",
      _not_operational_words)  # fmt: skip
def second_hub_not_operational(case: Case) -> Flags:
    """Hold where failing over needs a second Hub nobody calls operational."""
    ready = {hub.name for hub in case.world.hubs if hub.is_operational}
    doubtful = np.array([
        t.kind is TargetKind.SECOND_HUB and t.hub not in ready for t in case.world.targets
    ])  # fmt: skip
    return case.of_family(Family.CONTINUITY) & doubtful[case.at]


def _assumed_words(case: Case, n: int, p: int) -> tuple[str, str]:
    names = [
        name.replace("_", " ")
        for name in SIZES
        if int(case.inputs.origins[name].reshape(-1)[n]) == ASSUMED
    ]
    if bool(_room_is_assumed(case)[min(n, len(case.option) - 1), p]):
        names.append(f"room at {case.target_of(n, p).name}")
    return f"Assumed, because blank: {', '.join(names)}.", "Fill in what is blank to be sure."


def _room_is_assumed(case: Case) -> Flags:
    """Return where a standby is taken to have room at a place whose capacity nobody gave."""
    blank = np.zeros(len(case.world.targets), dtype=bool)
    for place, target in enumerate(case.world.place_target):
        if target >= 0 and not case.world.place_is_elastic[place]:
            room = (case.world.place_vcpu[place], case.world.place_memory_gb[place])
            blank[target] = bool(np.isnan(room).any())
    return case.of_family(Family.CONTINUITY) & blank[case.at]


@rule("assumed-input", NOTE, "Assumptions", _assumed_words)
def assumed_input(case: Case) -> Flags:
    """Hold where a size, an answer or the room of a standby is assumed."""
    assumed = np.broadcast_to(
        _room_is_assumed(case), (case.inputs.count, case.option.shape[1])
    ).copy()
    for name in SIZES:
        assumed |= case.inputs.origins[name].reshape(-1, 1) == ASSUMED
    return case.has_target & assumed


def _single_words(case: Case, n: int, p: int) -> tuple[str, str]:
    return (
        "There is one Hub only, so nothing but a restore to it or elsewhere can bring this back.",
        "Consider Azure as the recovery cloud, or a second Hub at another site.",
    )


@rule("single-hub", WARNING, "T4: with one Hub, Azure is the suggested recovery cloud",
      _single_words)  # fmt: skip
def single_hub(case: Case) -> Flags:
    """Hold for copies outside the clouds where there is no other Hub."""
    elsewhere = np.array([
        t.kind in (TargetKind.AZURE, TargetKind.PROVIDER, TargetKind.SECOND_HUB)
        for t in case.world.targets
    ])  # fmt: skip
    return case.has_target & ~elsewhere[case.at] & (len(case.world.hubs) == 1)


def _interval_words(case: Case, n: int, p: int) -> tuple[str, str]:
    interval = case.number(case.copies.interval_hours, n, p)
    tightest = float(np.nanmin(case.inputs.rpo_hours[n]))
    return (
        f"Copies are made every {format_hours(interval)}, the RPO is {format_hours(tightest)}.",
        "Copy more often, or add a replica.",
    )


@rule("rpo-below-interval", WARNING, "O2: the RPO bounds the time between copies",
      _interval_words)  # fmt: skip
def rpo_below_interval(case: Case) -> Flags:
    """Hold where copies are made less often than the tightest RPO asks."""
    finite = np.where(np.isfinite(case.inputs.rpo_hours), case.inputs.rpo_hours, np.inf)
    tightest = finite.min(axis=-1)[:, :, 0, 0]
    with np.errstate(invalid="ignore"):
        rare = case.copies.interval_hours[:, :, 0, 0, 0] > tightest
    return case.has_target & rare & (case.column("stateful") != NO)


def _dated_words(case: Case, n: int, p: int) -> tuple[str, str]:
    target = case.target_of(n, p)
    return (
        f"{target.product} is named as supporting this at {target.name}; by default it is refused.",
        "Have the vendor confirm it in writing, with version and date.",
    )


@rule("dated-fact", WARNING, "Facts with a date: supported products change", _dated_words)
def dated_fact(case: Case) -> Flags:
    """Hold where a named product opens what is refused by default."""
    return is_said_to_be(case, Allowed.IF_VENDOR_SUPPORTS) & has_named_product(case)


def _no_place_words(case: Case, n: int, p: int) -> tuple[str, str]:
    return (
        "No other place with room is known where it could be restored if its Hub is lost; it "
        "would wait for a new one.",
        "Provide spare capacity at a second Hub, Azure or a provider.",
    )


@rule("no-spare-place", WARNING, "T2: less critical workloads may restore into spare capacity",
      _no_place_words)  # fmt: skip
def no_spare_place(case: Case) -> Flags:
    """Hold for backups where no place but the source Hub has room."""
    from_targets = [k for k, t in enumerate(case.world.place_target) if t >= 0]
    spare = np.zeros((case.inputs.count, 1), dtype=bool)
    for k in from_targets:
        spare |= _could_run(case, k)
    return case.of_family(Family.BACKUP) & ~spare


def _could_run(case: Case, place: int) -> Flags:
    target = int(case.world.place_target[place])
    elastic = bool(case.world.place_is_elastic[place])
    with np.errstate(invalid="ignore"):
        lacks = (case.column("vcpu") > case.world.place_vcpu[place]) | (
            case.column("memory_gb") > case.world.place_memory_gb[place]
        )
    own = case.world.is_own_hub[case.hub, target]
    return (elastic | ~lacks) & ~own & case.world.serves[case.hub, target]


def _policy_words(case: Case, n: int, p: int) -> tuple[str, str]:
    shape = (case.inputs.count, case.option.shape[1])
    broken = [
        item.message or f"{item.name} is not kept"
        for item, flags in policy_breaks(case)
        if not item.is_blocking and bool(np.broadcast_to(flags, shape)[n, p])
    ]
    return f"{'; '.join(broken).rstrip('.')}.", "Choose what the rule advises, or say why not."


@rule("policy-advice", WARNING, "Rules sheet", _policy_words)
def policy_advice(case: Case) -> Flags:
    """Hold where an advising rule of the Rules sheet is broken."""
    broken = np.zeros((case.inputs.count, case.option.shape[1]), dtype=bool)
    for item, flags in policy_breaks(case):
        if not item.is_blocking:
            broken |= flags
    return broken


def _native_words(case: Case, n: int, p: int) -> tuple[str, str]:
    return (
        "The application can replicate its own data, which the guidance prefers to software in "
        "the guest.",
        "Use native replication, or say why not.",
    )


@rule("native-preferred", NOTE, "P5: native replication where the application has it",
      _native_words)  # fmt: skip
def native_preferred(case: Case) -> Flags:
    """Hold where software in the guest would do what the application can do itself."""
    return case.has(Option.GUEST_REPLICATION) & (case.column("native_replication") == YES)


def _to_build_words(case: Case, n: int, p: int) -> tuple[str, str]:
    target = case.target_of(n, p)
    why = "only assumed" if target.is_assumed else "planned"
    return f"{target.name} is {why}: it has to be built first.", "Plan and pay for it first."


@rule("to-build", NOTE, "An assumed target never covers today", _to_build_words)
def to_build(case: Case) -> Flags:
    """Hold where the target does not exist yet."""
    return case.has_target & case.world.is_to_build[case.at]
