"""Recovery times as arrays: for every copy the best place in every scenario, and how long."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from bcdr.evaluate import recovery
from bcdr.evaluate.axes import (
    LEVEL,
    PLACE,
    PROTECTION,
    SCENARIO,
    WORKLOAD,
    Codes,
    Flags,
    Numbers,
    along,
    by_workload,
)
from bcdr.evaluate.inputs import BLANK, NO, YES, Inputs
from bcdr.evaluate.missing import Missing
from bcdr.evaluate.protections import OPTIONS
from bcdr.evaluate.recovery import Spread
from bcdr.evaluate.select import mask_of, put
from bcdr.evaluate.tables import spread_of
from bcdr.evaluate.world import World
from bcdr.model.catalogue import Catalogue
from bcdr.model.vocabulary import Option

SOURCE_HUB: Final = 0
REPLACED_HUB: Final = 1

Slots: TypeAlias = slice | Codes
"""Some protections, by their place in the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Recovery times at the best place, along scenario, level, protection and workload.

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

    def of(self, level: int, slots: Slots) -> "Times":
        """Return the times of the copies that some protections have at a level."""
        return Times(**{
            item.name: part_of(getattr(self, item.name), level, slots) for item in fields(self)
        })  # fmt: skip


def part_of(array: NDArray[Any], level: int, slots: Slots) -> NDArray[Any]:
    """Return what an array says of a level and some protections, of all where it is the same."""
    one = array if array.shape[LEVEL] == 1 else array[:, :, level : level + 1]
    return one if one.shape[PROTECTION] == 1 else one[:, :, :, slots]


def make_times(
    inputs: Inputs,
    world: World,
    catalogue: Catalogue,
    option: Codes,
    target: Codes,
    z: float,
    *,
    with_details: bool = True,
) -> Times:
    """Return the times of recovery from a copy at `target` (along level) made by `option`.

    Times are computed once for each kind of scenario that takes the same time at the same place;
    which place stands, and how long one waits for it, is the scenario's own. Without
    `with_details`, the place, what is missing and the hours until ready are left out.
    """
    rebuilt = (inputs.stateful == NO) & (option == OPTIONS.index(Option.APPLICATION_DATA_BACKUP))
    ready, total = _spreads(
        inputs, world, catalogue, option, np.maximum(target, 0), rebuilt, with_ready=with_details
    )
    of_kind = world.scenarios.kind

    def of_scenario(hours: Numbers) -> Numbers:
        return hours if hours.shape[SCENARIO] == 1 else hours[of_kind]

    place = along(np.arange(len(world.place_names)), PLACE)
    wait = np.where(place == REPLACED_HUB, world.scenarios.lost_hours, 0.0)
    usable, bits = _usable(inputs, world, option, target, rebuilt)
    no_time = np.isnan(of_scenario(total.mean))
    if with_details and no_time.any():
        # Where the size is blank, that is what to ask for; the link comes after it.
        no_data = np.isnan(inputs.data_gb)
        bits = np.where(no_time & no_data, bits & ~int(Missing.LINK) | int(Missing.DATA), bits)
        no_link = no_time & ~no_data & (bits & int(Missing.HUB) == 0)
        bits = np.where(no_link, bits | int(Missing.LINK), bits)
    blank = no_time | (bits > 0)
    known, unknown = usable & ~blank, usable & blank
    best = _Best(known, with_details)
    for k in range(len(world.place_names)):
        waits = wait[:, k : k + 1]
        # Where nobody waits, scenarios of one kind take the same time.
        by_kind = not waits.any()

        def here(values: Numbers, k: int = k, by_kind: bool = by_kind) -> Numbers:
            one = values if values.shape[PLACE] == 1 else values[:, k : k + 1]
            return one if by_kind else of_scenario(one)

        if by_kind:
            waits = waits[:1]
        planning = recovery.planning_hours(
            phases_mean_hours=here(total.mean),
            phases_variance=here(total.variance),
            phases_high_hours=here(total.high),
            z=z,
            wait_hours=waits,
        )
        likely = recovery.likely_hours(phases_mean_hours=here(total.mean), wait_hours=waits)
        hours = [planning, likely]
        if ready is not None:
            likeliest = here(ready.mean)
            percentile = np.minimum(likeliest + z * np.sqrt(here(ready.variance)), here(ready.high))
            hours += [likeliest + waits, percentile + waits]
        if by_kind:
            hours = [of_scenario(item) for item in hours]
        best.offer(k, known[:, k : k + 1], hours)
    maybe = unknown.any(axis=PLACE, keepdims=True)
    has_place = best.found
    asked = np.zeros((1, 1, 1, 1, 1), dtype=np.int64)
    if with_details:
        asked = np.bitwise_or.reduce(np.where(unknown, bits, 0), axis=PLACE, keepdims=True)
        asked = np.where(has_place, 0, asked)
    # Yes and no are 1 and 0; what may be is one less than no.
    state: NDArray[Any] = has_place.view(np.int8) - (maybe & ~has_place).view(np.int8)
    return Times(
        state=state,
        missing=asked,
        place=best.place,
        planning_hours=best.hours[0],
        likely_hours=best.hours[1],
        ready_likely_hours=best.hours[2],
        ready_planning_hours=best.hours[3],
    )


class _Best:
    """The best place so far: the one with the least planning hours of those that are known."""

    def __init__(self, known: Flags, details: bool) -> None:
        """Begin with no place; `known` tells the shape."""
        shape = (known.shape[SCENARIO], 1, *known.shape[PLACE + 1 :])
        none = (1, 1, 1, 1, 1)
        self.details = details
        self.found = np.zeros(shape, dtype=bool)
        self.place: Codes = np.full(shape if details else none, -1, dtype=np.int64)
        self.hours = [np.full(shape, np.nan) for _ in range(2)]
        self.hours += [np.full(shape if details else none, np.nan) for _ in range(2)]

    def offer(self, place: int, known: Flags, hours: Sequence[Numbers]) -> None:
        """Take the place, planning hours first, where it is known and faster than the best."""
        self.found |= known
        better = mask_of(known & ~(hours[0] >= self.hours[0]), np.float64)
        for mine, theirs in zip(self.hours, hours, strict=False):
            put(mine, theirs, better)
        if self.details:
            put(self.place, np.array(place), better)


def _spreads(
    inputs: Inputs,
    world: World,
    catalogue: Catalogue,
    option: Codes,
    at: Codes,
    rebuilt: Flags,
    *,
    with_ready: bool,
) -> tuple[Spread | None, Spread]:
    """Return the spread until data is back and until all is up, along kind, place and the rest."""
    codes = np.maximum(option, 0)
    phases = world.options.phases
    one_vm, cleaning = world.scenarios.kind_is_vm, world.scenarios.kind_cleaning
    place = along(np.arange(len(world.place_names)), PLACE)
    in_cloud = along(world.place_is_cloud, PLACE)

    vms = np.where(one_vm, 1.0, inputs.vm_count)
    batches = recovery.vm_batches(vm_count=vms, parallel_vms=catalogue.value("parallel-vms"))
    whole = np.where(one_vm, inputs.data_gb / inputs.vm_count, inputs.data_gb)
    restored = np.where(rebuilt, 0.0, whole)
    rate = recovery.restore_mb_per_s(
        restore_streams=catalogue.value("restore-streams"),
        stream_rate_mb_per_s=catalogue.value("stream-rate-mb-per-s"),
        target_read_mb_per_s=world.read_mb_per_s[at],
        link_mbit_per_s=world.link[inputs.hub, at, place],
        link_efficiency=catalogue.value("link-efficiency"),
        place_write_mb_per_s=along(world.place_write_mb_per_s, PLACE),
    )
    moved = recovery.transfer_hours(restored_gb=restored, restore_mb_per_s=rate)
    if rebuilt.any():
        moved = np.where(rebuilt, 0.0, moved)
    factor = _take(phases.transfer, codes)
    transfer = factor.scaled(np.where(factor.mean > 0, moved, 0.0))
    prepare = _choose(
        place == SOURCE_HUB,
        _take(phases.prepare_here, codes),
        _take(phases.prepare_elsewhere, codes),
    )
    made = _choose(
        inputs.template_off_hub == YES,
        _take(phases.per_vm, codes),
        _take(phases.per_vm_by_hand, codes),
    )
    per_vm = _choose(in_cloud, made + _take(phases.convert_in_cloud, codes), made)
    clean = spread_of(catalogue.phase("clean")).times(cleaning)
    fixed, up = _take(phases.fixed, codes), _take(phases.up, codes)
    # What is small is added up first; repeats and transfer are every workload's own.
    small, own = fixed + prepare + clean, per_vm.times(batches) + transfer
    all_small = small + up
    total = Spread(
        mean=recovery.phases_mean_hours(
            fixed_hours=fixed.mean,
            prepare_hours=prepare.mean,
            per_vm_hours=per_vm.mean,
            vm_batches=batches,
            clean_hours=clean.mean,
            transfer_factor=factor.mean,
            transfer_hours=moved,
            up_hours=up.mean,
        ),
        variance=all_small.variance + own.variance,
        high=all_small.high + own.high,
    )
    return small + own if with_ready else None, total


def _take(spread: Spread, index: Codes) -> Spread:
    return Spread(mean=spread.mean[index], variance=spread.variance[index], high=spread.high[index])


def _choose(first_where: Flags, first: Spread, other: Spread) -> Spread:
    return Spread(
        mean=np.where(first_where, first.mean, other.mean),
        variance=np.where(first_where, first.variance, other.variance),
        high=np.where(first_where, first.high, other.high),
    )


def place_is_allowed(inputs: Inputs, world: World) -> Codes:
    """Return along place and workload whether a workload may run there: yes, no or unknown.

    Jurisdiction and round trip decide; the source Hub and its replacement are always allowed.
    """
    allowed = jurisdiction_is_allowed(inputs, world)
    targets = world.place_target
    residency = np.where(targets >= 0, allowed[:, np.maximum(targets, 0)], YES)
    trip = np.where(targets >= 0, world.round_trip_ms[np.maximum(targets, 0)], 0.0)
    limit = by_workload(inputs.max_round_trip_ms).reshape(-1, 1)
    with np.errstate(invalid="ignore"):
        too_far = trip[None, :] > limit
    codes = np.where(too_far, NO, residency)
    return along(codes, WORKLOAD, PLACE)


def jurisdiction_is_allowed(inputs: Inputs, world: World) -> Codes:
    """Return for workload x target whether a copy may rest there: yes, no or unknown.

    A union such as EU stands for all its members.
    """
    kinds: dict[tuple[str, ...], int] = {}
    rows = [kinds.setdefault(item.allowed_jurisdictions, len(kinds)) for item in inputs.workloads]
    table = [
        [
            YES
            if not words
            else BLANK
            if target.jurisdiction is None
            else int(target.jurisdiction.casefold() in words)
            for target in world.targets
        ]
        for words in (_members(wanted, world) for wanted in kinds)
    ]
    return np.array(table, dtype=np.int64).reshape(len(kinds), len(world.targets))[rows]


def _members(wanted: tuple[str, ...], world: World) -> set[str]:
    words = {word.casefold() for word in wanted}
    return words | {member for word in words for member in world.unions.get(word, ())}


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
    option: Codes,
    target: Codes,
    rebuilt: Flags,
) -> tuple[Flags, Codes]:
    """Return where a place may be used, and the bits of what has to be known to be sure."""
    places = len(world.place_names)
    place = along(np.arange(places), PLACE)
    scenario = along(np.arange(len(world.scenarios.kind)), SCENARIO)
    hub = inputs.hub
    stands = world.stands[hub, place, scenario]
    continuity = world.options.is_continuity[np.maximum(option, 0)] & (option >= 0)
    place_target = along(world.place_target, PLACE)
    fits_option = ~continuity | (place_target == target) | (place == REPLACED_HUB)
    where = np.maximum(place_target, 0)
    is_target = place_target >= 0
    reachable = ~is_target | (world.serves[hub, where] & ~world.is_own_hub[hub, where])
    allowed = place_is_allowed(inputs, world)
    linked = ~np.isnan(world.link[hub, np.maximum(target, 0), place]) | continuity
    blank = world.blank_place_bits[hub, where]
    # Which Hub it is comes before which link it has.
    no_link = np.where(blank & int(Missing.HUB), int(Missing.HUB), int(Missing.LINK))
    bits: Codes = np.where(stands == BLANK, blank, 0)
    lacks = ~(linked | rebuilt) if rebuilt.any() else ~linked
    bits = bits | np.where(lacks, no_link, 0)
    # What only place and copy decide is small; it meets what is every workload's own at the end.
    could: Flags = fits_option & reachable & (target >= 0) & (stands != NO)
    unsure = allowed == BLANK
    if unsure.any():
        bits = bits | np.where(unsure, int(Missing.JURISDICTION), 0)
    return could & (place_has_room(inputs, world) & (allowed != NO)), bits
