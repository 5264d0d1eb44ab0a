"""Cost per year: quantities times prices, so that every total can be rebuilt in a spreadsheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from bcdr.evaluate.axes import PROTECTION, SCENARIO, Codes, Flags, Numbers, along, by_protection
from bcdr.evaluate.copies import Copies, onward_target
from bcdr.evaluate.inputs import Inputs
from bcdr.evaluate.loss import increment_gb
from bcdr.evaluate.protections import ProtectionArrays
from bcdr.evaluate.recording import quantity
from bcdr.evaluate.world import World
from bcdr.model.catalogue import Catalogue
from bcdr.model.vocabulary import Option, Scope

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


@dataclass(frozen=True, slots=True)
class Line:
    """One component of the outlay: its quantity and the price of one unit, on the five axes."""

    quantity: Numbers
    price: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """One line per component of `COMPONENTS`, and what they come to.

    `outlay_per_year` (money) and `stored_gb` (what lies at the first target) lie along protection
    and workload; views over workload x protection.
    """

    lines: tuple[Line, ...]
    outlay_per_year: Numbers
    stored_gb: Numbers

    @property
    def quantities(self) -> Numbers:
        """Return every quantity, workload x protection x component."""
        return self._table([line.quantity for line in self.lines])

    @property
    def prices(self) -> Numbers:
        """Return the price of one unit of every quantity, workload x protection x component."""
        return self._table([line.price for line in self.lines])

    def amounts(self, row: int, columns: Sequence[int]) -> Numbers:
        """Return money per year of one workload, protection (in these columns) x component."""
        shape, picked = self.outlay_per_year.shape, list(columns)

        def of_row(array: Numbers) -> Numbers:
            # Only what is asked for is copied: this is called for every workload by itself.
            return np.asarray(np.broadcast_to(by_protection(array), shape)[row, picked])

        return np.stack(
            [of_row(line.quantity) * of_row(line.price) for line in self.lines], axis=-1
        )

    def _table(self, arrays: Sequence[Numbers]) -> Numbers:
        shape = self.outlay_per_year.shape
        return np.stack([np.broadcast_to(by_protection(array), shape) for array in arrays], axis=-1)


@quantity(
    title="Stored data",
    unit="GB",
    formula="full copies held x data x (1 - reduction) + (copies held - full copies held) x data "
    "sent per copy; a replica holds the data once and whole",
    source=_METHOD,
)
def stored_gb(
    data_gb: Numbers,
    increment_gb: Numbers,
    copies_held: Numbers,
    stored_reduction_share: Numbers,
    full_copies_held: Numbers,
) -> Numbers:
    """Return GB that rest at a target; an unknown data size counts as none here."""
    full = np.nan_to_num(data_gb) * (full_copies_held * (1.0 - stored_reduction_share))
    others = np.maximum(copies_held - full_copies_held, 0.0)
    return full + others * np.nan_to_num(increment_gb)


@quantity(
    title="Outlay per year",
    unit="money per year",
    formula="sum over components of quantity x price",
    source=_METHOD,
)
def outlay_per_year(component_amounts: Sequence[Numbers]) -> Numbers:
    """Return the sum of the components; those that many share are small and added first."""
    return sum(sorted(component_amounts, key=lambda amount: amount.size), np.zeros((1, 1, 1, 1, 1)))


@quantity(
    title="Expected penalty per year",
    unit="money per year",
    formula="sum over scenarios of frequency x cost of one event, shared scenarios divided by "
    "the workloads of the application that one event hits",
    source=_METHOD,
)
def expected_penalty_per_year(frequency_per_year: Numbers, event_cost: Numbers) -> Numbers:
    """Return the sum over the scenario axis."""
    return (frequency_per_year * event_cost).sum(axis=SCENARIO, keepdims=True)


def frequencies(inputs: Inputs, catalogue: Catalogue) -> Numbers:
    """Return events per year that one workload answers for, along scenario and workload.

    What hits a VM counts per VM; what hits an application or many at once is divided by the
    workloads of the application that one event hits, so that their sum charges its downtime once;
    out of scope is 0.
    """
    per_year = [item.frequency_per_year if item.in_scope else 0.0 for item in catalogue.scenarios]
    is_vm = [item.scope is Scope.VM for item in catalogue.scenarios]
    times = np.where(along(is_vm, SCENARIO), inputs.vm_count, 1.0)
    return along(per_year, SCENARIO) * times / inputs.hit_together


def _fulls_held(world: World, is_backup: Flags, at: Codes, retention_hours: Numbers) -> Numbers:
    """Return how many full copies are held: one, or one more than fit into the retention."""
    every = world.full_interval_hours[at]
    if np.isnan(every).all():
        return np.ones((1, 1, 1, 1, 1))
    return np.where(is_backup & ~np.isnan(every), 1.0 + np.floor(retention_hours / every), 1.0)


def make_costs(
    inputs: Inputs,
    world: World,
    catalogue: Catalogue,
    protections: ProtectionArrays,
    copies: Copies,
) -> Costs:
    """Return quantities, prices and outlay of every protection."""
    value, code = catalogue.value, np.maximum(protections.option, 0)
    present = (protections.option >= 0) & (protections.target >= 0)
    continuity = world.options.is_continuity[code] & present
    backup = world.options.is_backup[code] & present
    at = np.maximum(protections.target, 0)
    onward = onward_target(world, protections)
    reduction = np.where(
        continuity, value("replication-reduction-share"), value("backup-reduction-share")
    )
    increment = increment_gb(
        data_gb=inputs.data_gb,
        daily_change_share=inputs.daily_change_share,
        interval_hours=copies.interval_hours,
        reduction_share=reduction,
    )

    def stored_at(place: Codes) -> Numbers:
        """Return GB at a target, which keeps what it has room in time for."""
        retention = np.nan_to_num(protections.retention_hours)
        retention = np.minimum(retention, world.history_hours[place])
        with np.errstate(divide="ignore", invalid="ignore"):
            kept = np.maximum(1.0, np.floor(retention / copies.interval_hours))
        return stored_gb(
            data_gb=inputs.data_gb,
            increment_gb=increment,
            copies_held=np.where(continuity | ~np.isfinite(kept), 1.0, kept),
            # What replication leaves out on its way is there again where it arrives.
            stored_reduction_share=np.where(continuity, 0.0, reduction),
            full_copies_held=_fulls_held(world, backup, at, retention),
        )

    stored = np.where(present, stored_at(at), 0.0)
    sent_on = np.zeros((1, 1, 1, 1, 1))
    if (onward >= 0).any():
        sent_on = np.where(onward >= 0, stored_at(np.maximum(onward, 0)), 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        per_year = np.nan_to_num(np.where(backup, HOURS_PER_YEAR / copies.interval_hours, 0.0))
    staff_hours = np.where(
        continuity, value("staff-hours-continuity"), value("staff-hours-backup") * backup
    )
    stops = np.where(world.options.needs_stop[code] & present, per_year, 0.0)
    replicated = continuity & ~protections.has(Option.ACTIVE_ACTIVE)
    drills = value("drills-per-year") * present
    lines = (
        Line(stored * MONTHS_PER_YEAR, world.prices["storage"][at]),
        Line(
            sent_on * MONTHS_PER_YEAR,
            world.prices["storage"][np.maximum(onward, 0)],
        ),
        Line(inputs.vm_count * backup, world.prices["instance-backup"][at]),
        Line(inputs.vm_count * replicated, world.prices["instance-continuity"][at]),
        Line(np.nan_to_num(inputs.data_gb) * drills, world.prices["traffic"][at]),
        Line(
            inputs.vcpu * (HOURS_PER_YEAR * world.options.standby_share[code] * present),
            world.prices["standby"][at],
        ),
        Line(inputs.vcpu * (value("drill-hours") * drills), world.prices["standby"][at]),
        Line(
            staff_hours
            + per_year * value("staff-hours-per-copy")
            + value("drill-staff-hours") * drills,
            world.prices["staff"][at],
        ),
        Line(
            inputs.downtime_cost_per_hour
            * (stops * value("planned-stop-hours") * value("planned-stop-cost-share")),
            np.ones((1, 1, 1, 1, 1)),
        ),
    )
    outlay = outlay_per_year(component_amounts=[line.quantity * line.price for line in lines])
    shape = inputs.count, protections.option.shape[PROTECTION]
    return Costs(
        lines=lines,
        outlay_per_year=np.broadcast_to(by_protection(outlay), shape),
        stored_gb=np.broadcast_to(by_protection(stored), shape),
    )
