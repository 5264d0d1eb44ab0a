"""Recovery times as arrays: for every copy the best place in every scenario, and how long."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from bcdr.evaluate import recovery
from bcdr.evaluate.axes import PLACE, SCENARIO, Codes, Flags, Numbers, along
from bcdr.evaluate.inputs import BLANK, NO, YES, Inputs
from bcdr.evaluate.missing import Missing
from bcdr.evaluate.protections import OPTIONS
from bcdr.evaluate.recovery import Spread, pert
from bcdr.evaluate.world import World
from bcdr.model.catalogue import Catalogue
from bcdr.model.entries import Phase
from bcdr.model.vocabulary import Family, Option, Scope

SOURCE_HUB: Final = 0
REPLACED_HUB: Final = 1
COMPUTED_PHASES: Final = frozenset({"transfer", "redirect", "provision-place", "fetch-media"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Recovery times at the best place, along workload, protection, level and scenario.

    `state` is yes 1 where a place is known, no 0 where there is none, unknown -1; `missing` then
    holds the bits of what would tell. `ready_*` are the hours before what depends on nothing
    else could start; NaN where unknown.
    """

    state: Codes
    missing: Codes
    place: Codes
    likely_hours: Numbers
    planning_hours: Numbers
    ready_likely_hours: Numbers
    ready_planning_hours: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class _OptionPhases:
    """Sums of phases per option code."""

    fixed: Spread
    prepare_here: Spread
    prepare_elsewhere: Spread
    per_vm: Spread
    per_vm_by_hand: Spread
    convert_in_cloud: Spread
    up: Spread
    transfer: Spread


def _stack(spreads: list[Spread]) -> Spread:
    return Spread(
        mean=np.array([float(item.mean) for item in spreads]),
        variance=np.array([float(item.variance) for item in spreads]),
        high=np.array([float(item.high) for item in spreads]),
    )


def _take(spread: Spread, index: Codes) -> Spread:
    return Spread(mean=spread.mean[index], variance=spread.variance[index], high=spread.high[index])


NOTHING: Final = pert(0.0, 0.0, 0.0)


def _of(phase: Phase) -> Spread:
    return pert(phase.low, phase.likely, phase.high)


def _total(phases: list[Phase]) -> Spread:
    total = NOTHING
    for phase in phases:
        total = total + _of(phase)
    return total


def redirect_spread(catalogue: Catalogue) -> Spread:
    """Return the spread of sending requests elsewhere: its computed hours times its range."""
    hours = recovery.redirect_hours(
        dns_ttl_seconds=catalogue.value("dns-ttl-seconds"),
        probe_retries=catalogue.value("probe-retries"),
        probe_interval_seconds=catalogue.value("probe-interval-seconds"),
    )
    return _of(catalogue.phase("redirect")).scaled(np.asarray(hours))


def option_phases(catalogue: Catalogue) -> _OptionPhases:
    """Return the sums of phases of every option, in the order of the option codes."""
    rows: list[tuple[Spread, ...]] = []
    convert = _of(catalogue.phase("convert-disks"))
    for option in OPTIONS:
        entry = catalogue.option(option)
        phases = [catalogue.phase(name) for name in entry.phases]
        plain = [item for item in phases if item.id not in COMPUTED_PHASES]
        names = set(entry.phases)
        fetch = _of(catalogue.phase("fetch-media")) if "fetch-media" in names else NOTHING
        place = _of(catalogue.phase("provision-place")) if "provision-place" in names else NOTHING
        per_vm = _total([item for item in plain if item.per_vm])
        by_hand = [by for item in plain if item.per_vm for by in without_template(catalogue, item)]
        snapshot = option in (Option.STOPPED_VM_SNAPSHOT, Option.RUNNING_VM_SNAPSHOT)
        up = _total([item for item in plain if item.part == "up"])
        rows.append(
            (
                _total([item for item in plain if not item.per_vm and item.part == "ready"]),
                fetch,
                recovery.longest(fetch, place),
                per_vm,
                _total(by_hand),
                convert if snapshot else NOTHING,
                up + redirect_spread(catalogue) if "redirect" in names else up,
                _of(catalogue.phase("transfer")) if "transfer" in names else NOTHING,
            )
        )
    columns = [_stack(list(column)) for column in zip(*rows, strict=True)]
    return _OptionPhases(
        fixed=columns[0],
        prepare_here=columns[1],
        prepare_elsewhere=columns[2],
        per_vm=columns[3],
        per_vm_by_hand=columns[4],
        convert_in_cloud=columns[5],
        up=columns[6],
        transfer=columns[7],
    )


def without_template(catalogue: Catalogue, phase: Phase) -> tuple[Phase, ...]:
    """Return what a phase becomes where no template is known: the VM is made by hand."""
    if phase.id != "create-from-template":
        return (phase,)
    return (catalogue.phase("create-vm"), catalogue.phase("install-os"))


def make_times(
    inputs: Inputs,
    world: World,
    catalogue: Catalogue,
    option: Codes,
    target: Codes,
    z: float,
) -> Times:
    """Return the times of recovery from a copy at `target` (along level) made by `option`."""
    codes = np.maximum(option, 0)
    at = np.maximum(target, 0)
    place = along(np.arange(len(world.place_names)), PLACE)
    phases = option_phases(catalogue)
    scenarios = catalogue.scenarios
    one_vm = along(np.array([s.scope is Scope.VM for s in scenarios]), SCENARIO)
    cleaning = along(np.array([float(s.needs_cleaning) for s in scenarios]), SCENARIO)
    lost_for = along(
        np.array([s.replacement_hours if s.repair_hours is None else s.repair_hours
                  for s in scenarios]), SCENARIO
    )  # fmt: skip
    is_source = place == SOURCE_HUB
    in_cloud = along(world.place_is_cloud, PLACE)

    vms = np.where(one_vm, 1.0, inputs.vm_count)
    batches = recovery.vm_batches(vm_count=vms, parallel_vms=catalogue.value("parallel-vms"))
    rebuilt = (inputs.stateful == NO) & (option == OPTIONS.index(Option.APPLICATION_DATA_BACKUP))
    restored = np.where(rebuilt, 0.0, np.where(one_vm, inputs.data_gb / inputs.vm_count,
                                               inputs.data_gb))  # fmt: skip
    link = world.link[inputs.hub, at, place]
    rate = recovery.restore_mb_per_s(
        restore_streams=catalogue.value("restore-streams"),
        stream_rate_mb_per_s=catalogue.value("stream-rate-mb-per-s"),
        target_read_mb_per_s=world.read_mb_per_s[at],
        link_mbit_per_s=link,
        link_efficiency=catalogue.value("link-efficiency"),
        place_write_mb_per_s=along(world.place_write_mb_per_s, PLACE),
    )
    moved = recovery.transfer_hours(restored_gb=restored, restore_mb_per_s=rate)
    moved = np.where(rebuilt, 0.0, moved)
    moves = phases.transfer.mean[codes] > 0
    transfer = _take(phases.transfer, codes).scaled(np.where(moves, moved, 0.0))
    here, elsewhere = _take(phases.prepare_here, codes), _take(phases.prepare_elsewhere, codes)
    prepare = _choose(is_source, here, elsewhere)
    made = _choose(
        inputs.template_off_hub == YES,
        _take(phases.per_vm, codes),
        _take(phases.per_vm_by_hand, codes),
    )
    per_vm = _choose(in_cloud, made + _take(phases.convert_in_cloud, codes), made)
    clean = _of(catalogue.phase("clean")).times(cleaning)
    ready = _take(phases.fixed, codes) + prepare + per_vm.times(batches) + clean + transfer
    up = _take(phases.up, codes)
    total = replace(
        ready + up,
        mean=recovery.phases_mean_hours(
            fixed_hours=_take(phases.fixed, codes).mean,
            prepare_hours=prepare.mean,
            per_vm_hours=per_vm.mean,
            vm_batches=batches,
            clean_hours=clean.mean,
            transfer_factor=phases.transfer.mean[codes],
            transfer_hours=moved,
            up_hours=up.mean,
        ),
    )
    wait = np.where(place == REPLACED_HUB, lost_for, 0.0)

    usable, bits = _usable(inputs, world, catalogue, option, target, rebuilt)
    # Where the size is blank, that is what to ask for; the link comes after it.
    no_time, no_data = np.isnan(total.mean), np.isnan(inputs.data_gb)
    bits = np.where(no_time & no_data, bits & ~int(Missing.LINK) | int(Missing.DATA), bits)
    bits = np.where(no_time & ~no_data, bits | int(Missing.LINK), bits)
    known = usable & (bits == 0)
    unknown = usable & (bits > 0)
    planning = recovery.planning_hours(
        phases_mean_hours=total.mean,
        phases_variance=total.variance,
        phases_high_hours=total.high,
        z=z,
        wait_hours=wait,
    )
    likely = recovery.likely_hours(phases_mean_hours=total.mean, wait_hours=wait)
    ready_planning = np.minimum(ready.mean + z * np.sqrt(ready.variance), ready.high) + wait
    best = np.argmin(np.where(known, planning, np.inf), axis=PLACE, keepdims=True)
    has_place = known.any(axis=PLACE, keepdims=True)
    maybe = unknown.any(axis=PLACE, keepdims=True)

    def pick(array: Numbers) -> Numbers:
        full = np.broadcast_to(array, known.shape)
        return np.where(has_place, np.take_along_axis(full, best, axis=PLACE), np.nan)

    asked = np.bitwise_or.reduce(np.where(unknown, bits, 0), axis=PLACE, keepdims=True)
    return Times(
        state=np.where(has_place, YES, np.where(maybe, BLANK, NO)),
        missing=np.where(has_place, 0, asked),
        place=np.where(has_place, best, -1),
        likely_hours=pick(likely),
        planning_hours=pick(planning),
        ready_likely_hours=pick(ready.mean + wait),
        ready_planning_hours=pick(ready_planning),
    )


def _choose(first_where: Flags, first: Spread, other: Spread) -> Spread:
    return Spread(
        mean=np.where(first_where, first.mean, other.mean),
        variance=np.where(first_where, first.variance, other.variance),
        high=np.where(first_where, first.high, other.high),
    )


def place_is_allowed(inputs: Inputs, world: World) -> Codes:
    """Return along workload and place whether a workload may run there: yes, no or unknown.

    Jurisdiction and round trip decide; the source Hub and its replacement are always allowed.
    """
    allowed = jurisdiction_is_allowed(inputs, world)
    targets = world.place_target
    residency = np.where(targets >= 0, allowed[:, np.maximum(targets, 0)], YES)
    trip = np.where(targets >= 0, world.round_trip_ms[np.maximum(targets, 0)], 0.0)
    limit = inputs.max_round_trip_ms.reshape(-1, 1)
    with np.errstate(invalid="ignore"):
        too_far = trip[None, :] > limit
    codes = np.where(too_far, NO, residency)
    return along(codes, 0, PLACE)


def jurisdiction_is_allowed(inputs: Inputs, world: World) -> Codes:
    """Return for workload x target whether a copy may rest there: yes, no or unknown.

    A union such as EU stands for all its members.
    """
    cache: dict[tuple[str, ...], list[int]] = {}
    rows = []
    for workload in inputs.workloads:
        wanted = workload.allowed_jurisdictions
        if wanted not in cache:
            words = {word.casefold() for word in wanted}
            words |= {member for word in words for member in world.unions.get(word, ())}
            cache[wanted] = [
                YES
                if not words
                else BLANK
                if target.jurisdiction is None
                else int(target.jurisdiction.casefold() in words)
                for target in world.targets
            ]
        rows.append(cache[wanted])
    return np.array(rows, dtype=np.int64).reshape(inputs.count, len(world.targets))


def place_has_room(inputs: Inputs, world: World) -> Flags:
    """Return where a place has the processors and memory; a blank capacity is taken to do."""
    vcpu = along(world.place_vcpu, PLACE)
    memory = along(world.place_memory_gb, PLACE)
    with np.errstate(invalid="ignore"):
        lacks = (inputs.vcpu > vcpu) | (inputs.memory_gb > memory)
    return along(world.place_is_elastic, PLACE) | ~lacks


def _usable(
    inputs: Inputs,
    world: World,
    catalogue: Catalogue,
    option: Codes,
    target: Codes,
    rebuilt: Flags,
) -> tuple[Flags, Codes]:
    """Return where a place may be used, and the bits of what has to be known to be sure."""
    place = along(np.arange(len(world.place_names)), PLACE)
    scenario = along(np.arange(len(catalogue.scenarios)), SCENARIO)
    stands = world.stands[inputs.hub, place, scenario]
    continuity = np.isin(
        option,
        [OPTIONS.index(item.id) for item in catalogue.options if item.family is Family.CONTINUITY],
    )
    own = along(world.place_target, PLACE) == target
    fits_option = np.where(continuity, own | (place == REPLACED_HUB), True)
    place_target = np.maximum(world.place_target, 0)
    not_itself = ~np.where(world.place_target >= 0, world.is_own_hub[:, place_target], False)[
        inputs.hub.reshape(-1), :
    ]
    served = np.where(world.place_target >= 0, world.serves[:, place_target], True)
    reachable = along(not_itself & served[inputs.hub.reshape(-1), :], 0, PLACE)
    allowed = place_is_allowed(inputs, world)
    could = fits_option & reachable & place_has_room(inputs, world) & (target >= 0)
    linked = ~np.isnan(world.link[inputs.hub, np.maximum(target, 0), place]) | rebuilt | continuity
    shape = np.broadcast_shapes(stands.shape, allowed.shape, linked.shape)
    bits = np.zeros(shape, dtype=np.int64)
    bits |= np.where(stands == BLANK, int(Missing.TARGET_PLACE), 0)
    bits |= np.where(allowed == BLANK, int(Missing.JURISDICTION), 0)
    bits |= np.where(linked, 0, int(Missing.LINK))
    return could & (stands != NO) & (allowed != NO), bits
