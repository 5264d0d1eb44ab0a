"""Shared targets and links: what all copies together put on each target, and what that costs."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bcdr.evaluate.axes import Codes, Flags, Numbers, by_level, by_protection, by_workload
from bcdr.evaluate.cost import COMPONENTS, Costs
from bcdr.evaluate.evaluation import Evaluation
from bcdr.evaluate.world import World
from bcdr.model.catalogue import Catalogue

MBIT_PER_MB = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkUse:
    """What all copies together send to each target (t), and the way there.

    `needed_mb_per_s` is what is left after reduction: on average for copies at intervals, with
    headroom for replication, the peak for a synchronous link; copies that are sent on count at
    both targets. `available_mb_per_s` is what the way carries: the usable part of the link or the
    write rate of the target, whichever is less; NaN where neither is known. `share` is needed
    over available; above 1 the way is overbooked and what rides on it has an unknown loss.
    `bandwidth_needed_mbit_per_s` is the link that would just do. Each target has a link of its
    own; where several share a line, nobody has said so, and it is not counted.
    """

    needed_mb_per_s: Numbers
    available_mb_per_s: Numbers
    share: Numbers
    link_mbit_per_s: Numbers
    write_mb_per_s: Numbers
    bandwidth_needed_mbit_per_s: Numbers
    is_link_short: Flags
    is_write_short: Flags


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetUse:
    """What an assignment puts on each target (t): GB, workloads, link and money.

    `components_per_year` is the outlay of the workloads by target and component of `COMPONENTS`;
    copies sent on are paid for where they lie. `fixed_cost_per_year` is the share of the target's
    fixed cost that is charged besides.
    """

    stored_gb: Numbers
    workload_count: Codes
    link: LinkUse
    components_per_year: Numbers
    fixed_cost_per_year: Numbers

    @property
    def outlay_per_year(self) -> Numbers:
        """Return what the workloads pay at each target, its fixed cost left out."""
        return np.asarray(self.components_per_year.sum(axis=1))

    @property
    def needed_mb_per_s(self) -> Numbers:
        """Return what all copies together send to each target."""
        return self.link.needed_mb_per_s

    @property
    def available_mb_per_s(self) -> Numbers:
        """Return what the way to each target carries, NaN where that is not known."""
        return self.link.available_mb_per_s

    @property
    def link_share(self) -> Numbers:
        """Return needed over available of each way; above 1 it is overbooked."""
        return self.link.share


def available_mb_per_s(world: World, catalogue: Catalogue, sends: Flags | None = None) -> Numbers:
    """Return the rate at which all copies together may reach each target; NaN where unknown.

    Of several Hubs the one with the narrowest link counts: of those that send (Hub x target), by
    default of all that the target serves.
    """
    usable = _link_mbit_per_s(world, sends) / MBIT_PER_MB * catalogue.value("link-efficiency")
    return np.fmin(usable, world.write_mb_per_s)


def _link_mbit_per_s(world: World, sends: Flags | None) -> Numbers:
    senders = world.serves if sends is None else np.where(sends.any(axis=0), sends, world.serves)
    narrowest = np.min(np.where(senders, world.link_in, np.inf), axis=0, initial=np.inf)
    return np.asarray(narrowest, dtype=np.float64)


def link_use(evaluation: Evaluation, target: Codes, needed_mb_per_s: Numbers) -> LinkUse:
    """Return the use of every way from the targets of all copies and what each copy needs.

    Both lie on the five axes; an unknown need counts as none.
    """
    world, catalogue = evaluation.world, evaluation.catalogue
    at = by_level(target)
    needed = _per_target(world, at, np.nan_to_num(by_level(needed_mb_per_s)))
    hub = np.broadcast_to(by_workload(evaluation.inputs.hub), len(at)).reshape(-1, 1, 1)
    used = at >= 0
    sends = np.zeros(world.serves.shape, dtype=bool)
    sends[np.broadcast_to(hub, at.shape)[used], at[used]] = True
    available = available_mb_per_s(world, catalogue, sends)
    link = _link_mbit_per_s(world, sends)
    efficiency = catalogue.value("link-efficiency")
    bandwidth = needed * MBIT_PER_MB / efficiency
    with np.errstate(divide="ignore", invalid="ignore"):
        share = needed / available
    return LinkUse(
        needed_mb_per_s=needed,
        available_mb_per_s=available,
        share=np.where(np.isnan(share), 0.0, share),
        link_mbit_per_s=link,
        write_mb_per_s=world.write_mb_per_s,
        bandwidth_needed_mbit_per_s=bandwidth,
        is_link_short=needed > link / MBIT_PER_MB * efficiency,
        is_write_short=needed > world.write_mb_per_s,
    )


def target_use(evaluation: Evaluation, target: Codes, link: LinkUse, costs: Costs) -> TargetUse:
    """Return what all protections together put on each target, onward copies included."""
    world = evaluation.world
    at = by_level(target)
    stored = _per_target(world, at, costs.stored_gb[:, :, None])
    workloads = np.array([(at == t).any(axis=(1, 2)).sum() for t in range(len(world.targets))])
    return TargetUse(
        stored_gb=stored,
        workload_count=workloads.astype(np.int64),
        link=link,
        components_per_year=_components(world, at, costs),
        fixed_cost_per_year=_fixed_cost(evaluation, stored, workloads > 0),
    )


def _per_target(world: World, target: Codes, amounts: NDArray[Any]) -> Numbers:
    used = target >= 0
    weights = np.broadcast_to(amounts, target.shape)[used]
    sums = np.bincount(target[used], weights=weights, minlength=len(world.targets))
    return sums.astype(np.float64)


def _components(world: World, target: Codes, costs: Costs) -> Numbers:
    """Return the outlay of all workloads, target x component."""
    found = np.zeros((len(world.targets), len(COMPONENTS)))
    shape = costs.outlay_per_year.shape
    onward = target[:, :, -1]
    for column, (name, line) in enumerate(zip(COMPONENTS, costs.lines, strict=True)):
        amounts = np.broadcast_to(by_protection(line.quantity * line.price), shape)
        where = onward if name == "storage-onward" else target[:, :, 0]
        found[:, column] = _per_target(world, where, amounts)
    return found


def _fixed_cost(evaluation: Evaluation, stored_gb: Numbers, is_used: Flags) -> Numbers:
    """Return the share of each target's fixed cost that is charged to what uses it.

    Used GB x fixed cost / (capacity x 0.6), the share at which a target counts as fully used;
    beyond that the fixed cost is charged once and no more. Without a capacity all of it is.
    """
    room = evaluation.world.capacity_gb * evaluation.catalogue.value("fixed-cost-use-share")
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.where(room > 0, np.minimum(stored_gb / room, 1.0), 1.0)
    fixed = [item.fixed_cost_per_year or 0.0 for item in evaluation.world.targets]
    return np.where(is_used, np.array(fixed) * part, 0.0)
