"""Recovery times as the method says them: phases one after the other, at the best place."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bcdr.model.entries import Phase, Scenario
from bcdr.model.landscape import Target
from bcdr.model.vocabulary import Family, Option, Scope
from tests.evaluate.reference_book import BELOW_HUB, CLOUDS, Answer, Ground, all_of
from tests.evaluate.reference_needs import Needs

SNAPSHOTS = (Option.STOPPED_VM_SNAPSHOT, Option.RUNNING_VM_SNAPSHOT)
SOURCE, REPLACED = "source Hub", "replaced Hub"

Phases = Sequence[tuple[Phase, float]]
"""Phases that follow each other, each with what its hours are multiplied by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """Hours until up at the planning percentile and on average, and where."""

    planning_hours: float
    likely_hours: float
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place one might recover at: how good a claim to it is, and the link from the copy.

    `target` is None for the Hub itself and for what replaces it; `link` None is not known.
    """

    name: str
    target: Target | None
    is_open: Answer
    link_mbit_per_s: float | None


def mean_hours(phase: Phase) -> float:
    """Return the PERT mean of a phase."""
    return (phase.low + 4 * phase.likely + phase.high) / 6


def spread_of(phases: Phases, z: float) -> tuple[float, float]:
    """Return the hours of independent phases in a row: at a percentile, and on average."""
    mean = variance = high = 0.0
    for phase, factor in phases:
        mean += mean_hours(phase) * factor
        variance += ((phase.high - phase.low) / 6 * factor) ** 2
        high += phase.high * factor
    return min(mean + z * math.sqrt(variance), high), mean


def places(
    needs: Needs, option: Option, copy: Target | None, scenario: Scenario, ground: Ground
) -> Iterator[Place]:
    """Yield every place that may stand, may be allowed and has room, with its link to the copy.

    What continues runs where its copy is; what is restored goes to any place.
    """
    continues = ground.book.options[option].family is Family.CONTINUITY
    hub = needs.hub
    home = None if copy is None else ground.link_to_hub(hub, copy)
    if scenario.scope not in BELOW_HUB:
        yield Place(name=REPLACED, target=None, is_open=True, link_mbit_per_s=home)
    elif not continues:
        yield Place(name=SOURCE, target=None, is_open=True, link_mbit_per_s=home)
    for target in ground.landscape.targets:
        if continues and target is not copy:
            continue
        is_open = all_of(_could_run(needs, target, ground), ground.survives(hub, target, scenario))
        if is_open is not False:
            link = None if copy is None else ground.link_to_place(hub, copy, target)
            yield Place(name=target.name, target=target, is_open=is_open, link_mbit_per_s=link)


def _could_run(needs: Needs, target: Target, ground: Ground) -> Answer:
    kind = ground.book.kinds[target.kind]
    is_there = all_of(
        kind.is_recovery_place,
        ground.serves(target, needs.hub),
        ground.is_another_hub(target, needs.hub),
    )
    if is_there is False:
        return False
    if not kind.has_elastic_capacity:
        for wanted, name in ((needs.vcpu, "vcpu"), (needs.memory_gb, "memory_gb")):
            free = ground.room(target, name)
            if free is not None and wanted > free:
                return False
    trip, limit = ground.of_kind(target, "round_trip_ms"), needs.workload.max_round_trip_ms
    if trip is not None and limit is not None and trip > limit:
        return False
    if not needs.allowed_jurisdictions:
        return is_there
    if target.jurisdiction is None:
        return None
    return all_of(is_there, target.jurisdiction.casefold() in needs.allowed_jurisdictions)


def time_back(
    needs: Needs, option: Option, copy: Target | None, scenario: Scenario, ground: Ground, z: float
) -> tuple[Time | None, bool]:
    """Return the quickest known recovery, and whether a place of which too little is known is left.

    `copy` None is a rebuild from the template alone.
    """
    best: Time | None = None
    in_doubt = False
    for place in places(needs, option, copy, scenario, ground):
        phases = _phases(needs, option, copy, scenario, place, ground)
        if phases is None or place.is_open is None:
            in_doubt = True
            continue
        planning, likely = spread_of(phases, z)
        wait = 0.0
        if place.name is REPLACED:
            repair = scenario.repair_hours
            wait = scenario.replacement_hours if repair is None else repair
        if best is None or planning + wait < best.planning_hours:
            best = Time(
                planning_hours=planning + wait, likely_hours=likely + wait, place=place.name
            )
    return best, in_doubt


def _phases(
    needs: Needs, option: Option, copy: Target | None, scenario: Scenario, place: Place,
    ground: Ground,
) -> list[tuple[Phase, float]] | None:  # fmt: skip
    """Return the phases of a recovery at one place, None where data or link is not known."""
    book = ground.book
    value = book.values
    one_vm = scenario.scope is Scope.VM
    batches = math.ceil((1 if one_vm else needs.vm_count) / value["parallel-vms"])
    target = place.target
    in_cloud = target is not None and target.kind in CLOUDS and not target.has_hub
    names = _names(needs, option, scenario, in_cloud=in_cloud, ground=ground)
    moved = 0.0
    if "transfer" in names and not needs.is_rebuilt(option):
        hours = _transfer_hours(needs, copy, place, ground, in_cloud=in_cloud)
        if hours is None:
            return None
        moved = hours / needs.vm_count if one_vm else hours
    redirect = (
        value["dns-ttl-seconds"] + value["probe-retries"] * value["probe-interval-seconds"]
    ) / 3600
    computed = {"transfer": moved, "redirect": redirect}
    phases: list[tuple[Phase, float]] = []
    side_by_side: list[Phase] = []
    for name in names:
        phase = book.phases[name]
        if phase.side_by_side:
            # The Hub itself need not be prepared.
            if not (place.name is SOURCE and name == "provision-place"):
                side_by_side.append(phase)
        else:
            phases += [(phase, computed.get(name, 1.0))] * (batches if phase.per_vm else 1)
    if side_by_side:
        phases.append((max(side_by_side, key=mean_hours), 1.0))
    return phases


def _names(
    needs: Needs, option: Option, scenario: Scenario, *, in_cloud: bool, ground: Ground
) -> list[str]:
    """Return the names of the phases; where no template is known, the VM is made by hand."""
    names: list[str] = []
    for name in ground.book.options[option].phases:
        if name == "create-from-template" and needs.template_off_hub is not True:
            names += ["create-vm", "install-os"]
        else:
            names.append(name)
    if option in SNAPSHOTS and in_cloud:
        names.append("convert-disks")
    if scenario.needs_cleaning:
        names.append("clean")
    return names


def _transfer_hours(
    needs: Needs, copy: Target | None, place: Place, ground: Ground, *, in_cloud: bool
) -> float | None:
    """Return hours to bring all data back, at the narrowest rate on the way."""
    value = ground.book.values
    if copy is None or needs.data_gb is None or place.link_mbit_per_s is None:
        return None
    read = ground.of_kind(copy, "restore_mb_per_s")
    if read is None:
        return None
    rate = min(
        value["restore-streams"] * value["stream-rate-mb-per-s"],
        read,
        place.link_mbit_per_s / 8 * value["link-efficiency"],
        value["cloud-write-mb-per-s" if in_cloud else "hub-write-mb-per-s"],
    )
    return needs.data_gb * 1000 / rate / 3600
