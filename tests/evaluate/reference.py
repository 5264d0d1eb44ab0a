"""Data loss and recovery time of one protection, slowly and plainly, from the method's words.

Nothing here looks at an array. Everything is given: no blanks, one workload that keeps data.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import NormalDist

from bcdr.model.catalogue import Catalogue
from bcdr.model.entries import Phase, Scenario
from bcdr.model.landscape import Hub, Landscape, Target
from bcdr.model.portfolio import Portfolio, Workload
from bcdr.model.strategy import Protection
from bcdr.model.vocabulary import Deployment, Family, Mode, Option, Scope, TargetKind

CLOUDS = (TargetKind.AZURE, TargetKind.PROVIDER)
SNAPSHOTS = (Option.STOPPED_VM_SNAPSHOT, Option.RUNNING_VM_SNAPSHOT)
BELOW_HUB = (Scope.APPLICATION, Scope.VM, Scope.WORKLOAD, Scope.ORGANISATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way back: hours until up at the planning percentile and on average, and the loss."""

    planning_hours: float
    likely_hours: float
    worst_loss_hours: float
    mean_loss_hours: float


def best_way(
    given: Portfolio, made: Protection, known: Catalogue, scenario: Scenario, percentile: float
) -> Way | None:
    """Return the best way back by objective value, money and time; None where there is none."""
    workload = given.workloads[0]
    ways = list(_ways(given, made, known, scenario, NormalDist().inv_cdf(percentile)))
    if not ways:
        return None

    def rank(way: Way) -> tuple[float, float, float]:
        rto, rpo = float(workload.rto_hours or 0), float(workload.rpo_hours or 0)
        meets = way.planning_hours <= rto and way.worst_loss_hours <= rpo
        mtd = float(workload.mtd_hours or 0)
        worth = min(
            _value(way.planning_hours, rto, mtd, known),
            _value(way.worst_loss_hours, rpo, known.value("loss-factor") * max(
                rpo, known.value("objective-floor-hours")), known),
        )  # fmt: skip
        money = (workload.downtime_cost_per_hour or 0) * way.likely_hours + (
            workload.data_loss_cost_per_hour or 0
        ) * (way.mean_loss_hours + scenario.noticed_after_hours)
        return (-round(worth + meets, 9), money, way.planning_hours)

    return min(ways, key=rank)


def _value(hours: float, objective: float, limit: float, known: Catalogue) -> float:
    if hours <= objective:
        return 1.0
    if hours >= limit:
        return 0.0
    floor = max(objective, known.value("objective-floor-hours"))
    return min(1.0, max(0.0, 1.0 - math.log(max(hours, floor) / floor) / math.log(limit / floor)))


def _ways(
    given: Portfolio, made: Protection, known: Catalogue, scenario: Scenario, z: float
) -> Iterator[Way]:
    workload, landscape = given.workloads[0], given.landscape
    yield from _without_a_copy(workload, known, scenario, z)
    family = known.option(made.option).family
    first = _named(landscape, made.target or "")
    onward = first.copies_to if family is Family.BACKUP else None
    chain = [first] + ([_named(landscape, onward)] if onward else [])
    hub = next(item for item in landscape.hubs if item.name == workload.hub)
    for level, copy in enumerate(chain):
        lost = _loss(workload, made, known, scenario, chain[: level + 1])
        if lost is None or not _survives(hub, copy, scenario):
            continue
        if scenario.needs_protected_copy and not (copy.is_immutable or copy.is_isolated):
            continue
        times = [
            _time(workload, made, known, scenario, copy, place, link, z)
            for place, link in _places(given, hub, copy, known, scenario, family)
        ]
        if times:
            planning, likely = min(times)
            yield Way(planning_hours=planning, likely_hours=likely,
                      worst_loss_hours=lost[0], mean_loss_hours=lost[1])  # fmt: skip


def _without_a_copy(
    workload: Workload, known: Catalogue, scenario: Scenario, z: float
) -> Iterator[Way]:
    is_set = workload.deployment in (Deployment.AVAILABILITY_SET, Deployment.SCALE_SET)
    rides = is_set and (workload.vm_count or 0) >= 2
    if scenario.scope in (Scope.VM, Scope.WORKLOAD) and rides:
        hours = (0.0, 0.0)
    elif scenario.scope is Scope.WORKLOAD:
        hours = _percentile([known.phase("hub-restart")], z)
    elif scenario.repair_hours is not None:
        hours = (scenario.repair_hours, scenario.repair_hours)
    else:
        return
    yield Way(
        planning_hours=hours[0], likely_hours=hours[1], worst_loss_hours=0.0, mean_loss_hours=0.0
    )


def _named(landscape: Landscape, name: str) -> Target:
    return next(item for item in landscape.targets if item.name == name)


def _survives(hub: Hub, target: Target, scenario: Scenario) -> bool:
    if scenario.scope in BELOW_HUB:
        return True
    if scenario.scope is Scope.HUB:
        return target.hub != hub.name
    if scenario.scope is Scope.SITE:
        return target.site != hub.site
    return target.region != hub.region


def _arrival(target: Target, known: Catalogue) -> float:
    link = (target.link_mbit_per_s or 0.0) / 8 * known.value("link-efficiency")
    return min(link, target.write_mb_per_s or 0.0)


def _loss(
    workload: Workload, made: Protection, known: Catalogue, scenario: Scenario, chain: list[Target]
) -> tuple[float, float] | None:
    """Return worst and mean loss, None where the level does not reach back far enough."""
    data = workload.data_gb or 0.0
    interval, lag, retention = _stream(workload, made, known, chain)
    kept = max(1, math.floor(retention / interval)) if interval else 1
    noticed = scenario.noticed_after_hours
    if noticed > 0 and noticed > lag + (kept - 1) * interval:
        return None
    assert data > 0
    worst = max(interval, lag + interval - noticed)
    return worst, max(interval / 2, lag + interval / 2 - noticed)


def _stream(
    workload: Workload, made: Protection, known: Catalogue, chain: list[Target]
) -> tuple[float, float, float]:
    """Return the time between copies, the least age of the last level's, and what it keeps."""
    data, change = workload.data_gb or 0.0, workload.daily_change_share or 0.0
    history = min((item.history_days or math.inf) * 24 for item in chain[-1:])
    if made.mode is Mode.SYNCHRONOUS:
        return 0.0, 0.0, 0.0
    if made.mode is Mode.CONTINUOUS:
        peak = (workload.peak_change_mb_per_s or 0.0) * (
            1 - known.value("replication-reduction-share")
        )
        backlog = peak * (1 + known.value("churn-headroom-share")) / _arrival(chain[0], known) - 1
        kept = known.option(made.option).history_hours or 0.0
        lag = known.value("burst-hours") * max(0.0, backlog)
        return known.value("consistency-interval-hours"), lag, min(kept, history)
    interval = max(made.interval_hours or 0.0, chain[0].shortest_interval_hours or 0.0)
    sent = data * min(1.0, change * interval / 24) * (1 - known.value("backup-reduction-share"))
    lag = known.value("backup-hold-hours") + sum(
        sent * 1000 / _arrival(item, known) / 3600 for item in chain
    )
    return interval, lag, min((made.retention_days or 0.0) * 24, history)


def _places(
    given: Portfolio, hub: Hub, copy: Target, known: Catalogue, scenario: Scenario, family: Family
) -> Iterator[tuple[Target | str, float]]:
    """Yield every place that stands, is allowed, has room and is linked to the copy."""
    workload = given.workloads[0]
    from_hub = copy.link_mbit_per_s or 0.0
    hits_hub = scenario.scope not in BELOW_HUB
    if hits_hub:
        yield "replaced", from_hub
    elif family is not Family.CONTINUITY:
        yield "source", from_hub
    for place in given.landscape.targets:
        if family is Family.CONTINUITY and place is not copy:
            continue
        if not _could_run(workload, hub, place, known) or not _survives(hub, place, scenario):
            continue
        link = _link(given, hub, copy, place)
        if link is not None or family is Family.CONTINUITY:
            yield place, math.inf if link is None else link


def _could_run(workload: Workload, hub: Hub, place: Target, known: Catalogue) -> bool:
    entry = known.target_kind(place.kind)
    is_allowed = place.jurisdiction in workload.allowed_jurisdictions
    is_near = (place.round_trip_ms or 0.0) <= (workload.max_round_trip_ms or math.inf)
    has_room = (workload.vcpu or 0) <= (place.vcpu or 0) and (workload.memory_gb or 0) <= (
        place.memory_gb or 0
    )
    return (
        entry.is_recovery_place
        and place.hub != hub.name
        and is_allowed
        and is_near
        and (entry.has_elastic_capacity or has_room)
    )


def _link(given: Portfolio, hub: Hub, copy: Target, place: Target) -> float | None:
    if place is copy or (copy.hub is not None and copy.hub == place.hub):
        return math.inf
    if place.hub in {item.name for item in given.landscape.hubs}:
        return copy.link_mbit_per_s
    return place.link_mbit_per_s if copy.site == hub.site else None


def _time(
    workload: Workload, made: Protection, known: Catalogue, scenario: Scenario, copy: Target,
    place: Target | str, link: float, z: float,
) -> tuple[float, float]:  # fmt: skip
    """Return planning and likely hours of a recovery at one place."""
    vms = 1 if scenario.scope is Scope.VM else workload.vm_count or 1
    batches = math.ceil(vms / known.value("parallel-vms"))
    in_cloud = isinstance(place, Target) and place.kind in CLOUDS and not place.has_hub
    write = known.value("cloud-write-mb-per-s" if in_cloud else "hub-write-mb-per-s")
    rate = min(
        known.value("restore-streams") * known.value("stream-rate-mb-per-s"),
        copy.restore_mb_per_s or 0.0,
        link / 8 * known.value("link-efficiency"),
        write,
    )
    share = vms / (workload.vm_count or 1)
    moved = (workload.data_gb or 0.0) * share * 1000 / rate / 3600
    redirect = (
        known.value("dns-ttl-seconds")
        + known.value("probe-retries") * known.value("probe-interval-seconds")
    ) / 3600
    names = list(known.option(made.option).phases)
    if made.option in SNAPSHOTS and in_cloud:
        names.append("convert-disks")
    if scenario.needs_cleaning:
        names.append("clean")
    phases: list[tuple[Phase, float]] = []
    prepare = [known.phase(name) for name in names if known.phase(name).side_by_side]
    if place == "source":
        prepare = [phase for phase in prepare if phase.id != "provision-place"]
    if prepare:
        phases.append((max(prepare, key=_mean), 1.0))
    for phase in map(known.phase, names):
        if not phase.side_by_side:
            hours = {"transfer": moved, "redirect": redirect}.get(phase.id, 1.0)
            phases += [(phase, hours)] * (batches if phase.per_vm else 1)
    wait = 0.0
    if place == "replaced":
        wait = scenario.replacement_hours if scenario.repair_hours is None else (
            scenario.repair_hours
        )  # fmt: skip
    planning, likely = _percentile_of(phases, z)
    return planning + wait, likely + wait


def _mean(phase: Phase) -> float:
    return (phase.low + 4 * phase.likely + phase.high) / 6


def _percentile(phases: list[Phase], z: float) -> tuple[float, float]:
    return _percentile_of([(phase, 1.0) for phase in phases], z)


def _percentile_of(phases: list[tuple[Phase, float]], z: float) -> tuple[float, float]:
    mean = sum(_mean(phase) * hours for phase, hours in phases)
    variance = sum(((phase.high - phase.low) / 6 * hours) ** 2 for phase, hours in phases)
    high = sum(phase.high * hours for phase, hours in phases)
    return min(mean + z * math.sqrt(variance), high), mean
