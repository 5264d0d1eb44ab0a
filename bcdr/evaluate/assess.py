"""What exists only together: shared links, dependencies, applications, totals."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bcdr.evaluate.axes import Codes, Flags, Numbers, by_level, by_scenario, joined
from bcdr.evaluate.copies import Copies, make_copies
from bcdr.evaluate.cost import Costs, frequencies, make_costs
from bcdr.evaluate.dependencies import Order, recovery_order, wait_for_dependencies
from bcdr.evaluate.evaluation import Evaluation, chunks_of
from bcdr.evaluate.inputs import Inputs
from bcdr.evaluate.outcomes import (
    LATE,
    LATE_AND_LOSSY,
    LOSSY,
    MET,
    UNCERTAIN,
    UNRECOVERABLE,
    Outcomes,
    event_cost,
    judge_together,
)
from bcdr.evaluate.protections import ProtectionArrays
from bcdr.evaluate.rules import Case, tick_rules
from bcdr.evaluate.strategies import case_of
from bcdr.evaluate.world import World
from bcdr.model.catalogue import Catalogue
from bcdr.model.vocabulary import SHARED_SCOPES


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetUse:
    """What an assignment puts on each target (t): GB, MB/s needed and given, money, workloads.

    `link_share` above 1 is overbooked; what rides on it has an unknown loss.
    """

    stored_gb: Numbers
    needed_mb_per_s: Numbers
    available_mb_per_s: Numbers
    link_share: Numbers
    fixed_cost_per_year: Numbers
    workload_count: Codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One assignment for all workloads (n), assessed together, per scenario (f).

    `state` is the coverage code per n and f; where one event hits many workloads, met needs the
    application met as well. `own_state` leaves the application out. `likely_hours` and
    `planning_hours` include waiting for dependencies. `limiting` is the workload that a time
    waits for, -1 none. Application arrays are per application (a) and f.
    """

    arrays: ProtectionArrays
    outcomes: Outcomes
    copies: Copies
    costs: Costs
    rule_bits: Codes
    case: Case
    state: Codes
    own_state: Codes
    missing: Codes
    likely_hours: Numbers
    planning_hours: Numbers
    limiting: Codes
    event_cost: Numbers
    outlay_per_year: Numbers
    expected_penalty_per_year: Numbers
    targets: TargetUse
    applications: tuple[str, ...]
    application_of: Codes
    application_state: Codes
    application_hours: Numbers
    order: Order

    @property
    def total_outlay_per_year(self) -> float:
        """Return outlay of all workloads and the fixed costs of the targets they use."""
        return float(self.outlay_per_year.sum() + self.targets.fixed_cost_per_year.sum())

    @property
    def total_expected_penalty_per_year(self) -> float:
        """Return the expected penalty of all workloads."""
        return float(self.expected_penalty_per_year.sum())


def assess(
    evaluation: Evaluation, arrays: ProtectionArrays, *, only_built: bool = False
) -> Assessment:
    """Return what an assignment (protections per workload) means when all of it happens at once.

    With `only_built`, as for today, a target that is assumed or to build covers nothing.
    """
    inputs, world, catalogue = evaluation.inputs, evaluation.world, evaluation.catalogue
    alone = make_copies(inputs, world, catalogue, arrays, only_built=only_built)
    costs = make_costs(inputs, world, catalogue, arrays, alone)
    use = _target_use(world, evaluation, alone, costs)
    outcomes, copies = _judged(evaluation, arrays, use.link_share, only_built=only_built)
    case = case_of(evaluation.basis, inputs, arrays, alone, costs)
    order = recovery_order(evaluation.portfolio, inputs, world, catalogue)
    waited = wait_for_dependencies(outcomes, order)
    own_state = _state_with_waiting(inputs, outcomes, waited.planning_hours, waited.missing)
    own_state = np.where(waited.is_blocked, UNRECOVERABLE, own_state)
    missing = np.where(own_state == UNCERTAIN, by_scenario(outcomes.missing) | waited.missing, 0)
    names, member = _applications(inputs)
    accepted = by_scenario(np.isposinf(inputs.rto_hours) & np.isposinf(inputs.rpo_hours))
    app_state, app_hours, app_likely = _per_application(
        len(names), member, ~accepted, own_state, waited.planning_hours, waited.likely_hours
    )
    shared = np.array([item.scope in SHARED_SCOPES for item in catalogue.scenarios])
    held_up = shared & (own_state == MET) & (app_state[member] != MET)
    state = np.where(held_up & ~accepted, app_state[member], own_state)
    money = _event_cost(evaluation, outcomes, waited.likely_hours, app_likely[member])
    per_year = by_scenario(frequencies(inputs, catalogue))
    return Assessment(
        arrays=arrays,
        outcomes=outcomes,
        copies=copies,
        costs=costs,
        rule_bits=tick_rules(case),
        case=case,
        state=state,
        own_state=own_state,
        missing=missing,
        likely_hours=waited.likely_hours,
        planning_hours=waited.planning_hours,
        limiting=waited.limiting,
        event_cost=money,
        outlay_per_year=costs.outlay_per_year.sum(axis=1),
        expected_penalty_per_year=(per_year * money).sum(axis=-1),
        targets=use,
        applications=names,
        application_of=member,
        application_state=app_state,
        application_hours=app_hours,
        order=order,
    )


def _judged(
    evaluation: Evaluation, arrays: ProtectionArrays, link_use: Numbers, *, only_built: bool
) -> tuple[Outcomes, Copies]:
    """Return outcomes and copies of all workloads, judged chunk by chunk."""
    world, catalogue = evaluation.world, evaluation.catalogue
    rows = list(chunks_of(evaluation.inputs))
    parts = [
        judge_together(
            evaluation.inputs.take(some), world, catalogue, arrays.take(some), evaluation.z,
            link_use, only_built=only_built,
        )
        for some in rows
    ]  # fmt: skip
    return joined([part for part, _ in parts], rows), joined([part for _, part in parts], rows)


def _target_use(world: World, evaluation: Evaluation, copies: Copies, costs: Costs) -> TargetUse:
    """Return what all protections together put on each target, onward copies included."""
    count = len(world.targets)
    target = by_level(copies.target)
    used = target >= 0
    needed = np.nan_to_num(np.broadcast_to(by_level(copies.needed_mb_per_s), target.shape))
    stored = np.broadcast_to(costs.stored_gb[:, :, None], target.shape)

    def total(amounts: NDArray[Any]) -> Numbers:
        sums = np.bincount(target[used], weights=amounts[used], minlength=count)
        return sums[:count].astype(np.float64)

    available = available_mb_per_s(world, evaluation.catalogue)
    needed_total, stored_total = total(needed), total(stored)
    workloads = np.zeros(count, dtype=np.int64)
    for t in range(count):
        workloads[t] = int((target == t).any(axis=(1, 2)).sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.nan_to_num(needed_total / available)
        room = world.capacity_gb * evaluation.catalogue.value("fixed-cost-use-share")
        part = np.where(np.isnan(room), 1.0, stored_total / room)
    fixed = np.array([item.fixed_cost_per_year or 0.0 for item in world.targets])
    return TargetUse(
        stored_gb=stored_total,
        needed_mb_per_s=needed_total,
        available_mb_per_s=available,
        link_share=share,
        fixed_cost_per_year=np.where(workloads > 0, fixed * part, 0.0),
        workload_count=workloads,
    )


def available_mb_per_s(world: World, catalogue: Catalogue) -> Numbers:
    """Return the rate at which all copies together may reach each target; NaN where unknown."""
    link = np.min(np.where(world.serves, world.link_in, np.inf), axis=0, initial=np.inf)
    return np.fmin(link / 8.0 * catalogue.value("link-efficiency"), world.write_mb_per_s)


def _state_with_waiting(
    inputs: Inputs, outcomes: Outcomes, planning_hours: Numbers, missing: Codes
) -> Codes:
    """Return the coverage codes once waiting for dependencies is counted."""
    state = by_scenario(outcomes.state)
    with np.errstate(invalid="ignore"):
        late = ~(planning_hours <= by_scenario(inputs.rto_hours))
    state = np.where((state == MET) & late, LATE, state)
    state = np.where((state == LOSSY) & late, LATE_AND_LOSSY, state)
    return np.where((missing > 0) & (state != UNRECOVERABLE), UNCERTAIN, state)


def _applications(inputs: Inputs) -> tuple[tuple[str, ...], Codes]:
    names = tuple(dict.fromkeys(item.application for item in inputs.workloads))
    position = {name: code for code, name in enumerate(names)}
    member = np.array([position[item.application] for item in inputs.workloads], dtype=np.int64)
    return names, member


_WORST_FIRST = np.array([0, 3, 1, 2, 4, 5])
"""Rank of each coverage code when the worst of several counts: unknown weighs more than late."""


def _per_application(
    count: int, member: Codes, needed: Flags, state: Codes, planning: Numbers, likely: Numbers
) -> tuple[Codes, Numbers, Numbers]:
    """Return per application the worst state and the longest hours (NaN if any is unknown).

    Late in one workload and lossy in another is both. A workload that nobody needs back keeps
    no application waiting, unless nobody needs any part of it.
    """

    def worst(values: NDArray[Any], counts: Flags) -> NDArray[Any]:
        highest = np.zeros((count, state.shape[1]), dtype=values.dtype)
        np.maximum.at(highest, member, np.where(counts, values, 0))
        return highest

    needed = needed | ~worst(needed, np.ones_like(needed))[member]
    found = np.argsort(_WORST_FIRST)[worst(_WORST_FIRST[state], needed)]
    is_late = worst(np.isin(state, (LATE, LATE_AND_LOSSY)), needed)
    found = np.where((found == LOSSY) & is_late, LATE_AND_LOSSY, found)
    return found, worst(planning, needed), worst(likely, needed)


def _event_cost(
    evaluation: Evaluation, outcomes: Outcomes, likely: Numbers, app_likely: Numbers
) -> Numbers:
    """Return the money of one event per workload and scenario.

    Where one event hits many workloads, an application's downtime is that of its slowest
    workload, once; the division by its workloads is in the frequency.
    """
    inputs, catalogue = evaluation.inputs, evaluation.catalogue
    shared = np.array([s.scope in SHARED_SCOPES for s in catalogue.scenarios])
    replaced = np.array([s.replacement_hours for s in catalogue.scenarios])
    noticed = np.array([s.noticed_after_hours for s in catalogue.scenarios])
    lost = np.isnan(by_scenario(outcomes.planning_hours))
    hours = np.where(shared, app_likely, likely)
    hours = np.where(np.isnan(hours), replaced, hours)
    rate = np.where(np.isposinf(by_scenario(inputs.rto_hours)), 0.0,
                    by_scenario(inputs.downtime_cost_per_hour))  # fmt: skip
    loss_rate = np.where(np.isposinf(by_scenario(inputs.rpo_hours)), 0.0,
                         by_scenario(inputs.data_loss_cost_per_hour))  # fmt: skip
    return event_cost(
        downtime_cost_per_hour=rate,
        likely_hours=hours,
        data_loss_cost_per_hour=loss_rate,
        mean_loss_hours=np.where(
            lost, catalogue.value("total-loss-hours"), by_scenario(outcomes.mean_loss_hours)
        ),
        noticed_after_hours=noticed,
    )
