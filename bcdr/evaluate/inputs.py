"""The portfolio as columns: one array per field with defaults filled in and their origin kept."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import Any, Final

import numpy as np

from bcdr.evaluate.axes import SCENARIO, WORKLOAD, Codes, Flags, Numbers, along
from bcdr.evaluate.places_hit import UNKNOWN_HUB, place_hit
from bcdr.model.catalogue import Catalogue
from bcdr.model.portfolio import ObjectiveDefault, Portfolio, Workload
from bcdr.model.vocabulary import (
    SHARED_SCOPES,
    Deployment,
    Duration,
    Origin,
    Scope,
    Special,
)

GIVEN: Final = 0
FROM_TIER: Final = 1
ASSUMED: Final = 2
UNKNOWN: Final = 3
ORIGINS: Final = (Origin.GIVEN, Origin.TIER, Origin.ASSUMED, Origin.UNKNOWN)
"""Origins by code; a larger code is a weaker origin."""

YES: Final = 1
NO: Final = 0
BLANK: Final = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Workloads as arrays along the workload axis (objectives along workload and scenario).

    Unknown numbers are NaN, unknown answers are -1. `origins` tells per field where each value
    comes from, as an index into `ORIGINS`. Not applicable objectives stand as infinite hours,
    which any outcome satisfies; so does the RPO of what keeps no data. A workload whose Hub is
    not known has a Hub code one past the Hubs of the landscape. Workloads that are all on one Hub
    may share its code (length 1), which makes everything that depends on the Hub alone small.
    `hit_together` counts, along scenario and workload, the workloads of its application that one
    event hits.
    """

    workloads: tuple[Workload, ...]
    hub: Codes
    tier: Codes
    data_gb: Numbers
    daily_change_share: Numbers
    peak_change_mb_per_s: Numbers
    vm_count: Numbers
    vcpu: Numbers
    memory_gb: Numbers
    largest_disk_gb: Numbers
    max_round_trip_ms: Numbers
    stateful: Codes
    is_ephemeral: Flags
    is_set: Flags
    template_off_hub: Codes
    native_replication: Codes
    multi_writer: Codes
    planned_downtime_allowed: Codes
    rto_hours: Numbers
    rpo_hours: Numbers
    mtd_hours: Numbers
    mtd_is_given: Flags
    is_binding: Flags
    is_in_scope: Flags
    downtime_cost_per_hour: Numbers
    data_loss_cost_per_hour: Numbers
    hit_together: Numbers
    origins: Mapping[str, Codes]

    @property
    def count(self) -> int:
        """Return the number of workloads."""
        return len(self.workloads)

    def take(self, rows: Codes) -> "Inputs":
        """Return these rows, in this order; a row may be taken more than once."""
        picked: dict[str, Any] = {"hub": np.broadcast_to(self.hub, self.data_gb.shape)[..., rows]}
        for item in fields(self):
            value = getattr(self, item.name)
            if item.name == "hub" or not isinstance(value, np.ndarray):
                continue
            if value.shape[WORKLOAD] == self.count:
                picked[item.name] = value[..., rows]
        hub = picked["hub"]
        if (hub == hub[..., :1]).all():
            picked["hub"] = hub[..., :1]
        origins = {name: codes[..., rows] for name, codes in self.origins.items()}
        workloads = tuple(self.workloads[row] for row in rows.tolist())
        return replace(self, workloads=workloads, origins=origins, **picked)


def make_inputs(
    portfolio: Portfolio, catalogue: Catalogue, rows: Sequence[int] | None = None
) -> Inputs:
    """Return the workloads of some rows (all by default) as arrays with defaults filled in."""
    workloads = portfolio.workloads
    if rows is not None:
        workloads = tuple(workloads[row] for row in rows)
    hubs = {hub.name: position for position, hub in enumerate(portfolio.landscape.hubs)}
    tiers = {tier.id: position for position, tier in enumerate(catalogue.tiers)}
    origins: dict[str, Codes] = {}

    def numbers(field: str, default: Numbers | float | None = None) -> Numbers:
        values = along(_column(workloads, field), WORKLOAD)
        blank = np.isnan(values)
        if default is None:
            origins[field] = np.where(blank, UNKNOWN, GIVEN)
            return values
        origins[field] = np.where(blank, ASSUMED, GIVEN)
        return np.where(blank, default, values)

    def answers(field: str, default: int = BLANK) -> Codes:
        values = along(_column(workloads, field), WORKLOAD)
        blank = np.isnan(values)
        origins[field] = np.where(blank, UNKNOWN if default == BLANK else ASSUMED, GIVEN)
        return np.where(blank, default, values).astype(np.int64)

    tier = along(
        np.array(
            [
                tiers.get(item.criticality or "", int(catalogue.value("default-tier-rank")) - 1)
                for item in workloads
            ],
            dtype=np.int64,
        ),
        WORKLOAD,
    )
    data_gb = numbers("data_gb")
    daily_change = numbers("daily_change_share", catalogue.value("daily-change-share"))
    vm_count = numbers("vm_count", catalogue.value("vm-count"))
    deployment = [item.deployment for item in workloads]
    stateful = answers("stateful", YES)
    is_scale_set = np.array([item is Deployment.SCALE_SET for item in deployment])
    is_availability_set = np.array([item is Deployment.AVAILABILITY_SET for item in deployment])
    in_set = along(is_scale_set | is_availability_set, WORKLOAD)
    mean_change = data_gb * daily_change * 1000.0 / 86400.0
    objectives = _objectives(workloads, portfolio.objectives, catalogue)
    origins.update(objectives.origins)
    origins["rpo_hours"] = np.where(stateful == NO, GIVEN, origins["rpo_hours"])
    rates = {
        name: along(np.array([getattr(item, name) for item in catalogue.tiers]), WORKLOAD).reshape(
            -1
        )[tier]
        for name in ("downtime_cost_per_hour", "data_loss_cost_per_hour")
    }
    return Inputs(
        workloads=tuple(workloads),
        hub=along(
            np.array([hubs.get(item.hub or "", len(hubs)) for item in workloads], dtype=np.int64),
            WORKLOAD,
        ),
        tier=tier,
        data_gb=data_gb,
        daily_change_share=daily_change,
        peak_change_mb_per_s=numbers(
            "peak_change_mb_per_s", mean_change * catalogue.value("peak-change-factor")
        ),
        vm_count=vm_count,
        vcpu=numbers("vcpu", vm_count * catalogue.value("vcpu-per-vm")),
        memory_gb=numbers("memory_gb", vm_count * catalogue.value("memory-gb-per-vm")),
        largest_disk_gb=numbers("largest_disk_gb"),
        max_round_trip_ms=numbers("max_round_trip_ms"),
        stateful=stateful,
        is_ephemeral=along(is_scale_set, WORKLOAD)
        | (along(is_availability_set, WORKLOAD) & (stateful == NO)),
        is_set=in_set & (vm_count >= 2),
        template_off_hub=answers("template_off_hub"),
        native_replication=answers("native_replication"),
        multi_writer=answers("multi_writer"),
        planned_downtime_allowed=answers("planned_downtime_allowed"),
        rto_hours=objectives.rto,
        rpo_hours=np.where(stateful == NO, np.inf, objectives.rpo),
        mtd_hours=objectives.mtd,
        mtd_is_given=objectives.mtd_is_given,
        is_binding=objectives.is_binding,
        is_in_scope=along(np.array([item.in_scope for item in catalogue.scenarios]), SCENARIO),
        downtime_cost_per_hour=numbers("downtime_cost_per_hour", rates["downtime_cost_per_hour"]),
        data_loss_cost_per_hour=numbers(
            "data_loss_cost_per_hour", rates["data_loss_cost_per_hour"]
        ),
        hit_together=_hit_together(workloads, portfolio, catalogue),
        origins=origins,
    )


def _hit_together(
    workloads: tuple[Workload, ...], portfolio: Portfolio, catalogue: Catalogue
) -> Numbers:
    """Return along scenario and workload how many workloads of its application one event hits.

    What hits one VM or workload hits no other; what hits an application hits all of it; what hits
    a Hub, a site or a region hits what stands there.
    """
    counts: dict[Scope, list[int]] = {}
    for scope in dict.fromkeys(scenario.scope for scenario in catalogue.scenarios):
        if scope is not Scope.APPLICATION and scope not in SHARED_SCOPES:
            counts[scope] = [1] * len(workloads)
            continue
        hubs = portfolio.landscape.hubs if scope in SHARED_SCOPES else ()
        hit: dict[str | None, str] = {hub.name: place_hit(hub, scope).casefold() for hub in hubs}
        elsewhere = place_hit(UNKNOWN_HUB, scope) if hubs else ""
        of_key = Counter((item.application, hit.get(item.hub, elsewhere))
                         for item in portfolio.workloads)  # fmt: skip
        counts[scope] = [of_key[item.application, hit.get(item.hub, elsewhere)]
                         for item in workloads]  # fmt: skip
    rows = [counts[scenario.scope] for scenario in catalogue.scenarios]
    return along(np.array(rows, dtype=float), SCENARIO, WORKLOAD)


def _column(workloads: tuple[Workload, ...], field: str) -> Numbers:
    """Return a field of all workloads; what is None becomes NaN, yes and no 1 and 0."""
    return np.array(list(map(attrgetter(field), workloads)), dtype=float)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Objectives:
    rto: Numbers
    rpo: Numbers
    mtd: Numbers
    mtd_is_given: Flags
    is_binding: Flags
    origins: Mapping[str, Codes]


def _objectives(
    workloads: tuple[Workload, ...], defaults: tuple[ObjectiveDefault, ...], catalogue: Catalogue
) -> _Objectives:
    """Return objectives along workload and scenario.

    A default that names a scenario holds in that scenario before what a row says of all, unless
    the row says not applicable; other defaults hold only where the row is blank. The default MTD
    is the tier's.
    """
    scenarios = [item.id for item in catalogue.scenarios]
    near_zero = catalogue.value("near-zero-hours")
    words = list(dict.fromkeys(item.criticality for item in workloads))
    position = {word: code for code, word in enumerate(words)}
    said = np.array([position[item.criticality] for item in workloads], dtype=np.int64)
    values: dict[str, Numbers] = {}
    origins: dict[str, Codes] = {}
    for name in ("rto_hours", "rpo_hours", "mtd_hours"):
        found = [[_default(defaults, word, scenario, name) for scenario in scenarios]
                 for word in words]  # fmt: skip
        back = np.array([[_hours(item, near_zero) for item, _ in row] for row in found])[said]
        is_specific = np.array([[specific for _, specific in row] for row in found])[said]
        given = list(map(attrgetter(name), workloads))
        hours = {wanted: _hours(wanted, near_zero) for wanted in set(given)}
        own = np.array([hours[wanted] for wanted in given])[:, None]
        takes_own = np.isposinf(own) | (~np.isnan(own) & ~is_specific)
        is_derived = np.array([name in item.from_tier for item in workloads])[:, None]
        values[name] = np.where(takes_own, own, back)
        origins[name] = np.where(
            takes_own & ~is_derived, GIVEN, np.where(np.isnan(values[name]), UNKNOWN, FROM_TIER)
        )
    mtd = along(values["mtd_hours"], WORKLOAD, SCENARIO)
    tier_mtd = {item.id: item.mtd_hours for item in catalogue.tiers}
    of_tier = along(np.array([tier_mtd.get(word or "", np.nan) for word in words])[said], WORKLOAD)
    binding = np.array(
        [
            [
                "all" in scenario.binding_for or (word or "") in scenario.binding_for
                for scenario in catalogue.scenarios
            ]
            for word in words
        ],
        dtype=bool,
    )[said]
    return _Objectives(
        rto=along(values["rto_hours"], WORKLOAD, SCENARIO),
        rpo=along(values["rpo_hours"], WORKLOAD, SCENARIO),
        mtd=np.where(np.isnan(mtd), of_tier, mtd),
        mtd_is_given=~np.isnan(mtd),
        is_binding=along(binding, WORKLOAD, SCENARIO),
        origins={name: along(codes, WORKLOAD, SCENARIO) for name, codes in origins.items()},
    )


def _default(
    defaults: tuple[ObjectiveDefault, ...], criticality: str | None, scenario: str, name: str
) -> tuple[Duration, bool]:
    """Return the most specific default, and whether it names the scenario."""
    best: Duration = None
    best_rank = -1
    for item in defaults:
        if item.criticality not in (None, criticality) or item.scenario not in (None, scenario):
            continue
        rank = 2 * (item.scenario is not None) + (item.criticality is not None)
        wanted: Duration = getattr(item, name)
        if wanted is not None and rank > best_rank:
            best, best_rank = wanted, rank
    return best, best_rank >= 2


def _hours(wanted: Duration, near_zero_hours: float) -> float:
    if wanted is None:
        return float("nan")
    if wanted is Special.NOT_APPLICABLE:
        return float("inf")
    if wanted is Special.NEAR_ZERO:
        return near_zero_hours
    return float(wanted)
