"""Strategies: single protections judged once, pairs gathered from them, and their score."""

from dataclasses import dataclass, fields, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bcdr.evaluate import blockers, warnings
from bcdr.evaluate.axes import Codes, Flags, Numbers
from bcdr.evaluate.basis import Basis
from bcdr.evaluate.copies import Copies, make_copies
from bcdr.evaluate.cost import (
    Costs,
    expected_penalty_per_year,
    frequencies,
    make_costs,
)
from bcdr.evaluate.inputs import YES, Inputs
from bcdr.evaluate.outcomes import (
    LATE,
    MET,
    TIE,
    UNCERTAIN,
    UNRECOVERABLE,
    Outcomes,
    best_outcome,
    judge,
    judge_together,
)
from bcdr.evaluate.protections import ProtectionArrays
from bcdr.evaluate.rules import Case, blocking_bits, tick_rules
from bcdr.evaluate.score import cost_part, guidance_value, objectives_part, score
from bcdr.evaluate.ways import standing_ways
from bcdr.model.catalogue import Catalogue
from bcdr.model.vocabulary import Guidance, Option

Small = NDArray[np.float32]
RULE_MODULES: Final = (blockers, warnings)
"""Importing these registers their rules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """Everything about some workloads with some protections.

    Outcomes are those of each protection by itself, or of all of a workload's together.
    `rule_bits` is workload x protection.
    """

    inputs: Inputs
    outcomes: Outcomes
    copies: Copies
    costs: Costs
    case: Case
    rule_bits: Codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What is kept of every strategy, workload x strategy.

    The score runs from 0 to 100 and is NaN where the strategy is refused; its parts run from 0
    to 1, NaN where a part does not apply. Counts are of scenarios: binding ones unrecoverable or
    not met, others unrecoverable. `met` is the share of scenarios in scope that are met or that
    nobody needs.
    """

    is_feasible: Flags
    score: Small
    objectives: Small
    cost: Small
    guidance: Small
    is_at_least: Flags
    outlay_per_year: Small
    expected_penalty_per_year: Small
    binding_unrecoverable: NDArray[np.int8]
    binding_not_met: NDArray[np.int8]
    other_unrecoverable: NDArray[np.int8]
    met: Small

    def take(self, rows: Codes | slice) -> "Judged":
        """Return what is kept of some workloads."""
        return Judged(**{item.name: getattr(self, item.name)[rows] for item in fields(self)})


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreParts:
    """The score, 0 to 100, and its parts, along strategy (protection axis) and workload."""

    total: Numbers
    objectives: Numbers
    cost: Numbers
    guidance: Numbers


def judge_singles(basis: Basis, inputs: Inputs) -> Details:
    """Return workloads judged against every single protection, and the rules that hold."""
    outcomes, copies = judge(inputs, basis.world, basis.catalogue, basis.arrays, basis.z)
    return _details(basis, inputs, basis.arrays, outcomes, copies)


def judge_rows(basis: Basis, inputs: Inputs, protections: ProtectionArrays) -> Details:
    """Return each workload judged with its own row of protections together, each alone."""
    outcomes, copies = judge_together(inputs, basis.world, basis.catalogue, protections, basis.z)
    return _details(basis, inputs, protections, outcomes, copies)


def _details(
    basis: Basis,
    inputs: Inputs,
    protections: ProtectionArrays,
    outcomes: Outcomes,
    copies: Copies,
) -> Details:
    costs = make_costs(inputs, basis.world, basis.catalogue, protections, copies)
    case = case_of(basis, inputs, protections, copies, costs)
    return Details(
        inputs=inputs,
        outcomes=outcomes,
        copies=copies,
        costs=costs,
        case=case,
        rule_bits=tick_rules(case),
    )


def case_of(
    basis: Basis, inputs: Inputs, protections: ProtectionArrays, copies: Copies, costs: Costs
) -> Case:
    """Return what the rules look at."""
    return Case(
        inputs=inputs,
        world=basis.world,
        catalogue=basis.catalogue,
        protections=protections,
        copies=copies,
        costs=costs,
        policies=basis.portfolio.rules,
        accepted=basis.accepted_flags([item.id for item in inputs.workloads]),
    )


def judge_strategies(basis: Basis, singles: Details) -> Judged:
    """Return every strategy of workloads, gathered from the single protections."""
    inputs, strategies = singles.inputs, basis.strategies
    pairs = _gather(basis, singles)
    feasible = np.ascontiguousarray(((singles.rule_bits & blocking_bits()) == 0).T)
    is_feasible = feasible[strategies.first] & feasible[strategies.second]
    amounts = np.ascontiguousarray(singles.costs.outlay_per_year.T)
    both = (strategies.first != strategies.second)[:, None]
    outlay = amounts[strategies.first] + amounts[strategies.second] * both
    penalty = expected_penalty_per_year(
        frequency_per_year=frequencies(inputs, basis.catalogue), event_cost=pairs.money
    )
    opinion = guidance_of(basis.guidance, basis.arrays, basis.catalogue, inputs)
    parts = score_parts(
        basis,
        inputs,
        outcome_value=pairs.value,
        outlay_per_year=outlay[None, None, None],
        expected_penalty_per_year=penalty,
        guidance=np.minimum(opinion[..., strategies.first, :], opinion[..., strategies.second, :]),
    )
    shape = is_feasible.shape

    def small(array: Numbers) -> Small:
        return np.broadcast_to(array[0, 0, 0], shape).astype(np.float32).T

    return Judged(
        is_feasible=is_feasible.T,
        score=np.where(is_feasible, parts.total[0, 0, 0], np.nan).astype(np.float32).T,
        objectives=small(parts.objectives),
        cost=small(parts.cost),
        guidance=small(parts.guidance),
        is_at_least=pairs.is_at_least.T,
        outlay_per_year=outlay.astype(np.float32).T,
        expected_penalty_per_year=small(penalty),
        binding_unrecoverable=pairs.binding_unrecoverable.T,
        binding_not_met=pairs.binding_not_met.T,
        other_unrecoverable=pairs.other_unrecoverable.T,
        met=pairs.met.T,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pairs:
    """Strategies by scenario: value and money on the five axes, counts strategy x workload."""

    value: Numbers
    money: Numbers
    is_at_least: Flags
    binding_unrecoverable: NDArray[np.int8]
    binding_not_met: NDArray[np.int8]
    other_unrecoverable: NDArray[np.int8]
    met: Small


def _gather(basis: Basis, singles: Details) -> _Pairs:
    """Return the outcome of every strategy from those of its parts, scenario by scenario.

    The way back of a pair is the preferred one of its parts, then the cheaper one, as it is among
    the copies of one protection.
    """
    inputs, outcomes = singles.inputs, singles.outcomes
    first, second = basis.strategies.first, basis.strategies.second
    shape = (len(first), inputs.count)
    in_scope = inputs.is_in_scope[:, 0, 0, 0, 0]
    count = len(in_scope)
    value, money = np.zeros((count, *shape)), np.zeros((count, *shape))
    at_least = np.zeros(shape, dtype=bool)
    unrecoverable, not_met, others, met = (np.zeros(shape, dtype=np.int8) for _ in range(4))
    state = np.broadcast_to(_class_of(outcomes.state), outcomes.rank.shape)
    for f in np.flatnonzero(in_scope):
        one = state[f, 0, 0]
        accepted = (np.isposinf(inputs.rto_hours) & np.isposinf(inputs.rpo_hours))[f, 0, 0, 0]
        binding = np.broadcast_to(inputs.is_binding[f, 0, 0, 0], accepted.shape)
        coverage = np.minimum(one[first], one[second])
        rank, price = outcomes.rank[f, 0, 0], outcomes.event_cost[f, 0, 0]
        lead = rank[first] - rank[second]
        one_price, other_price = price[first], price[second]
        takes_first = (lead > TIE) | ((lead >= -TIE) & (one_price <= other_price))
        money[f] = np.where(takes_first, one_price, other_price)
        worth = outcomes.value[f, 0, 0]
        unsure, lost = coverage == UNCERTAIN, coverage == UNRECOVERABLE
        np.maximum(worth[first], worth[second], out=value[f])
        np.copyto(value[f], 0.0, where=unsure)
        np.copyto(value[f], 1.0, where=accepted)
        at_least |= unsure
        unrecoverable += lost & (binding & ~accepted)
        not_met += (coverage != MET) & (binding & ~accepted)
        others += lost & (~binding & ~accepted)
        met += (coverage == MET) | accepted
    return _Pairs(
        value=value[:, None, None],
        money=money[:, None, None],
        is_at_least=at_least,
        binding_unrecoverable=unrecoverable,
        binding_not_met=not_met,
        other_unrecoverable=others,
        met=met.astype(np.float32) / np.float32(max(int(in_scope.sum()), 1)),
    )


def _class_of(state: NDArray[Any]) -> NDArray[Any]:
    """Return coverage codes with late, lossy and both as one class."""
    return np.where((state > LATE) & (state < UNRECOVERABLE), np.int8(LATE), state)


def score_parts(
    basis: Basis,
    inputs: Inputs,
    *,
    outcome_value: Numbers,
    outlay_per_year: Numbers,
    expected_penalty_per_year: Numbers,
    guidance: Numbers,
) -> ScoreParts:
    """Return the score from the value per scenario, the money per year and the guidance.

    All lie on the five axes, strategies on that of protections. Regulation does not apply while
    no rule depends on the strategy, and shares its weight.
    """
    objectives = objectives_part(outcome_value=outcome_value, is_in_scope=inputs.is_in_scope)
    lower, upper = _anchors(basis, inputs)
    cost = cost_part(
        outlay_per_year=outlay_per_year,
        expected_penalty_per_year=expected_penalty_per_year,
        lower_anchor=lower,
        upper_anchor=upper,
    )
    total = score(
        objectives_part=objectives,
        regulation_part=np.full((1, 1, 1, 1, 1), np.nan),
        cost_part=cost,
        guidance_part=guidance,
        weights=basis.settings.weights,
    )
    return ScoreParts(total=total, objectives=objectives, cost=cost, guidance=guidance)


def guidance_of(
    guidance: Numbers, protections: ProtectionArrays, catalogue: Catalogue, inputs: Inputs
) -> Numbers:
    """Return what the guidance says along protection and workload, 0 to 1.

    Software in the guest is for applications that cannot replicate by themselves, so it is
    conditional for those that can.
    """
    has_own = inputs.native_replication == YES
    in_guest = protections.has(Option.GUEST_REPLICATION)
    if not (has_own.any() and in_guest.any()):
        return guidance
    conditional = guidance_value(catalogue, Guidance.CONDITIONAL)
    return np.where(in_guest & has_own, np.minimum(guidance, conditional), guidance)


def _anchors(basis: Basis, inputs: Inputs) -> tuple[Numbers, Numbers]:
    """Return per workload the anchors of the cost part, from fixed references.

    Lower: this workload backed up daily in the guest to an external target, at the price sheet.
    Upper: the largest of ten times a running duplicate at a second Hub, ten times the lower one,
    and the expected penalty of no recovery.
    """
    catalogue, world = basis.catalogue, basis.reference_world
    factor = catalogue.value("cost-range-factor")
    moved = replace(inputs, hub=np.zeros((1, 1, 1, 1, 1), dtype=np.int64))
    copies = make_copies(moved, world, catalogue, basis.reference_arrays, with_missing=False)
    outlay = make_costs(moved, world, catalogue, basis.reference_arrays, copies).outlay_per_year
    daily, duplicate = (outlay[:, n][None, None, None, None] for n in (0, 1))
    unprotected = best_outcome(
        inputs, basis.world, catalogue,
        standing_ways(inputs, basis.world, catalogue, basis.z), with_details=False,
    )  # fmt: skip
    penalty = expected_penalty_per_year(
        frequency_per_year=frequencies(inputs, catalogue), event_cost=unprotected.event_cost
    )
    upper = np.maximum(np.maximum(factor * duplicate, factor * daily), penalty)
    return daily, upper
