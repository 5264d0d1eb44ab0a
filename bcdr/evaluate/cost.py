"""Cost per year: quantities times prices, so that every total can be rebuilt in a spreadsheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from bcdr.evaluate.axes import SCENARIO, Codes, Numbers
from bcdr.evaluate.copies import Copies, family_of, onward_target
from bcdr.evaluate.inputs import Inputs
from bcdr.evaluate.outcomes import Outcomes
from bcdr.evaluate.protections import OPTIONS, ProtectionArrays
from bcdr.evaluate.recording import quantity
from bcdr.evaluate.world import World
from bcdr.model.catalogue import Catalogue
from bcdr.model.vocabulary import SHARED_SCOPES, Family, Option, Scope, Standby

HOURS_PER_YEAR: Final = 8760.0
MONTHS_PER_YEAR: Final = 12.0
_METHOD = "Keeton et al., Designing for disasters, FAST 2004"

COMPONENTS: Final = (
    "storage",
    "storage-onward",
    "instance-backup",
    "instance-continuity",
    "traffic",
    "standby",
    "drills",
    "staff",
    "planned-stops",
)
"""The cost components in the order of the last axis of `Costs.quantities`."""
UNITS: Final = (
    "GB-months",
    "GB-months",
    "VM-years",
    "VM-years",
    "GB",
    "vCPU-hours",
    "vCPU-hours",
    "hours",
    "money",
)
"""The unit of each component's quantity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """Quantities and prices along workload, protection and component; money along the first two.

    `prices` is the price per unit of quantity. `stored_gb` is what lies at the first target.
    """

    quantities: Numbers
    prices: Numbers
    outlay_per_year: Numbers
    stored_gb: Numbers

    def amounts(self, row: int, columns: Sequence[int]) -> Numbers:
        """Return money per year of one workload, protection (in these columns) x component."""
        picked = list(columns)
        quantities = self.quantities[row, picked]
        return np.where(quantities == 0, 0.0, quantities * self.prices[row, picked])


@quantity(
    title="Stored data",
    unit="GB",
    formula="data x (1 - reduction) + (copies held - 1) x data sent per copy; a replica holds "
    "the data once",
    source=_METHOD,
)
def stored_gb(
    data_gb: Numbers, increment_gb: Numbers, copies_held: Numbers, reduction_share: Numbers
) -> Numbers:
    """Return GB that rest at a target; an unknown data size counts as none here."""
    full = np.nan_to_num(data_gb) * (1.0 - reduction_share)
    return full + (copies_held - 1.0) * np.nan_to_num(increment_gb)


@quantity(
    title="Outlay per year",
    unit="money per year",
    formula="sum over components of quantity x price",
    source=_METHOD,
)
def outlay_per_year(component_amounts: Numbers) -> Numbers:
    """Return the sum over the component axis (the last one)."""
    return component_amounts.sum(axis=-1)


@quantity(
    title="Expected penalty per year",
    unit="money per year",
    formula="sum over scenarios of frequency x cost of one event, shared scenarios divided by "
    "the application's workloads",
    source=_METHOD,
)
def expected_penalty_per_year(frequency_per_year: Numbers, event_cost: Numbers) -> Numbers:
    """Return the sum over the scenario axis."""
    return (frequency_per_year * event_cost).sum(axis=SCENARIO, keepdims=True)


def frequencies(inputs: Inputs, catalogue: Catalogue) -> Numbers:
    """Return events per year that one workload answers for, along workload and scenario.

    What hits a VM counts per VM; what hits an application or many at once is divided by the
    application's workloads, so that their sum charges its downtime once; out of scope is 0.
    """
    rows = []
    for scenario in catalogue.scenarios:
        per_year = scenario.frequency_per_year if scenario.in_scope else 0.0
        if scenario.scope is Scope.VM:
            rows.append(inputs.vm_count * per_year)
        elif scenario.scope in SHARED_SCOPES or scenario.scope is Scope.APPLICATION:
            rows.append(per_year / inputs.workloads_of_application)
        else:
            rows.append(np.full(inputs.vm_count.shape, per_year))
    return np.concatenate(rows, axis=SCENARIO)


def make_costs(
    inputs: Inputs,
    world: World,
    catalogue: Catalogue,
    protections: ProtectionArrays,
    copies: Copies,
) -> Costs:
    """Return quantities, prices and outlay of every protection."""
    value = catalogue.value
    continuity = family_of(protections, catalogue, Family.CONTINUITY)
    backup = family_of(protections, catalogue, Family.BACKUP)
    at = np.maximum(protections.target, 0)
    group = np.array([catalogue.target_kind(t.kind).price_group for t in world.targets])
    present = (protections.option >= 0) & (protections.target >= 0)

    def price(component: str, where: Codes = at) -> Numbers:
        by_group = {p.group: p.value for p in catalogue.prices if p.component == component}
        every = by_group.get("all", 0.0)
        return np.array([by_group.get(str(name), every) for name in group])[where]

    reduction = np.where(
        continuity, value("replication-reduction-share"), value("backup-reduction-share")
    )
    retention = np.minimum(np.nan_to_num(protections.retention_hours), world.history_hours[at])
    with np.errstate(divide="ignore", invalid="ignore"):
        kept = np.maximum(1.0, np.floor(retention / copies.interval_hours))
    kept = np.where(continuity | ~np.isfinite(kept), 1.0, kept)
    changed = np.minimum(1.0, inputs.daily_change_share * copies.interval_hours / 24.0)
    increment = inputs.data_gb * changed * (1.0 - reduction)
    stored = stored_gb(
        data_gb=inputs.data_gb,
        increment_gb=increment,
        copies_held=kept,
        reduction_share=reduction,
    )
    onward = onward_target(world, catalogue, protections)
    standby_share = np.array(
        [
            {Standby.NONE: 0.0, Standby.RESERVED: value("reserved-standby-share"),
             Standby.FULL: 1.0}[catalogue.option(option).standby]
            for option in OPTIONS
        ]
    )[np.maximum(protections.option, 0)]  # fmt: skip
    stops = np.array([catalogue.option(option).needs_stop for option in OPTIONS])[
        np.maximum(protections.option, 0)
    ]
    with np.errstate(divide="ignore", invalid="ignore"):
        stops_per_year = np.where(stops, HOURS_PER_YEAR / copies.interval_hours, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        copies_per_year = np.where(backup, HOURS_PER_YEAR / copies.interval_hours, 0.0)
    staff_hours = np.where(continuity, value("staff-hours-continuity"), 0.0) + np.where(
        backup, value("staff-hours-backup"), 0.0
    )
    drills = value("drills-per-year")
    pairs = (
        (stored * MONTHS_PER_YEAR, price("storage")),
        (
            np.where(onward >= 0, stored, 0.0) * MONTHS_PER_YEAR,
            price("storage", np.maximum(onward, 0)),
        ),
        (np.where(backup, inputs.vm_count, 0.0), price("instance-backup")),
        (
            np.where(continuity & ~protections.has(Option.ACTIVE_ACTIVE), inputs.vm_count, 0.0),
            price("instance-continuity"),
        ),
        (np.nan_to_num(inputs.data_gb) * drills, price("traffic")),
        (inputs.vcpu * HOURS_PER_YEAR * standby_share, price("standby")),
        (inputs.vcpu * value("drill-hours") * drills, price("standby")),
        (
            staff_hours
            + np.nan_to_num(copies_per_year) * value("staff-hours-per-copy")
            + value("drill-staff-hours") * drills,
            price("staff"),
        ),
        (
            np.nan_to_num(stops_per_year)
            * value("planned-stop-hours")
            * inputs.downtime_cost_per_hour
            * value("planned-stop-cost-share"),
            np.ones_like(price("storage")),
        ),
    )
    shape = np.broadcast_shapes(*(quantity_.shape for quantity_, _ in pairs), present.shape)
    quantities = np.stack(
        [np.where(present, np.broadcast_to(q, shape), 0.0)[:, :, 0, 0, 0] for q, _ in pairs],
        axis=-1,
    )
    prices = np.stack([np.broadcast_to(p, shape)[:, :, 0, 0, 0] for _, p in pairs], axis=-1)
    amounts = np.where(quantities == 0, 0.0, quantities * prices)
    return Costs(
        quantities=quantities,
        prices=prices,
        outlay_per_year=outlay_per_year(component_amounts=amounts),
        stored_gb=np.where(present, np.broadcast_to(stored, shape), 0.0)[:, :, 0, 0, 0],
    )


def penalties(inputs: Inputs, catalogue: Catalogue, outcomes: Outcomes) -> Numbers:
    """Return the expected penalty along workload and protection."""
    penalty = expected_penalty_per_year(
        frequency_per_year=frequencies(inputs, catalogue), event_cost=outcomes.event_cost
    )
    return penalty[:, :, 0, 0, 0]
