"""Strategies: single protections judged once, pairs gathered from them, and their score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bcdr.evaluate import blockers, warnings
from bcdr.evaluate.axes import Codes, Flags, Numbers
from bcdr.evaluate.basis import Basis
from bcdr.evaluate.checks import check_of_strategies
from bcdr.evaluate.copies import Copies, make_copies
from bcdr.evaluate.cost import (
    Costs,
    expected_penalty_per_year,
    frequencies,
    make_costs,
)
from bcdr.evaluate.inputs import YES, Inputs
from bcdr.evaluate.outcomes import (
    Outcomes,
    best_outcome,
    judge,
    judge_together,
)
from bcdr.evaluate.pairs import Small, gather
from bcdr.evaluate.protections import ProtectionArrays
from bcdr.evaluate.rules import Case, is_blocked, tick_rules
from bcdr.evaluate.score import cost_part, guidance_value, score
from bcdr.evaluate.ways import standing_ways
from bcdr.model.catalogue import Catalogue
from bcdr.model.vocabulary import Guidance, Option

RULE_MODULES: Final = (blockers, warnings)
"""Importing these registers their rules."""


@dataclass(frozen=True, kw_only=True)
class Details:
    """Everything about some workloads with some protections.

    Outcomes are those of each protection by itself, or of all of a workload's together. Which
    rules hold is looked up when somebody asks.
    """

    inputs: Inputs
    outcomes: Outcomes
    copies: Copies
    costs: Costs
    case: Case

    @cached_property
    def is_blocked(self) -> Flags:
        """Return where any blocker holds, workload x protection."""
        return is_blocked(self.case)

    @cached_property
    def rule_bits(self) -> Codes:
        """Return one bit for each rule that holds, workload x protection."""
        return tick_rules(self.case)


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
    regulation: Small
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

    def of(self, positions: Codes) -> "Judged":
        """Return what is kept of some strategies."""
        return Judged(**{
            item.name: getattr(self, item.name)[:, positions] for item in fields(self)
        })  # fmt: skip

    def with_rows(self, others: Mapping[int, "Judged"]) -> "Judged":
        """Return the same with some rows as they are given, each 1 x strategy."""
        arrays = {item.name: np.array(getattr(self, item.name)) for item in fields(self)}
        for at, other in others.items():
            for name, whole in arrays.items():
                whole[at] = getattr(other, name)[0]
        return Judged(**arrays)

    @classmethod
    def joined(cls, parts: Sequence["Judged"]) -> "Judged":
        """Return the rows of all parts, one after another."""
        return cls(**{
            item.name: np.concatenate([getattr(part, item.name) for part in parts])
            for item in fields(cls)
        })  # fmt: skip


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
        as_of=basis.settings.as_of,
    )


def judge_strategies(basis: Basis, singles: Details) -> Judged:
    """Return every strategy of workloads, gathered from the single protections."""
    inputs, pairing = singles.inputs, basis.pairing
    gathered = gather(pairing, inputs, singles.outcomes, frequencies(inputs, basis.catalogue))
    count = max(int(np.count_nonzero(inputs.is_in_scope)), 1)
    feasible = np.ascontiguousarray(~singles.is_blocked.T)
    is_feasible = pairing.spread(feasible, np.logical_and)
    regulation = np.full((1, 1, 1, 1, 1), np.nan)
    checked = check_of_strategies(basis, inputs, singles.outcomes).checked()
    if checked is not None:
        is_feasible = is_feasible & ~checked.is_refused.T
        regulation = checked.part.T[None, None, None]
    amounts = singles.costs.outlay_per_year.T.astype(np.float32)
    outlay = pairing.spread(amounts, np.add)
    opinion = guidance_of(basis.guidance, basis.arrays, basis.catalogue, inputs)
    parts = score_parts(
        basis,
        inputs,
        objectives=_five(gathered.value / np.float32(count)),
        outlay_per_year=_five(outlay),
        expected_penalty_per_year=_five(gathered.penalty_per_year),
        guidance=_five(pairing.spread(opinion[0, 0, 0].astype(np.float32), np.minimum)),
        regulation=regulation,
    )
    shape = is_feasible.shape

    def small(array: Numbers) -> Small:
        return np.broadcast_to(array[0, 0, 0], shape).astype(np.float32, copy=False).T

    return Judged(
        is_feasible=is_feasible.T,
        score=np.where(is_feasible, parts.total[0, 0, 0], np.float32(np.nan)).T,
        objectives=small(parts.objectives),
        regulation=small(regulation),
        cost=small(parts.cost),
        guidance=small(parts.guidance),
        is_at_least=gathered.is_at_least.T,
        outlay_per_year=outlay.T,
        expected_penalty_per_year=gathered.penalty_per_year.T,
        binding_unrecoverable=gathered.binding_unrecoverable.T,
        binding_not_met=gathered.binding_not_met.T,
        other_unrecoverable=gathered.other_unrecoverable.T,
        met=(gathered.met.astype(np.float32) / np.float32(count)).T,
    )


def _five(array: NDArray[Any]) -> NDArray[Any]:
    """Return an array strategy x workload on the five axes."""
    return array[None, None, None]


def score_parts(
    basis: Basis,
    inputs: Inputs,
    *,
    objectives: Numbers,
    outlay_per_year: Numbers,
    expected_penalty_per_year: Numbers,
    guidance: Numbers,
    regulation: Numbers,
) -> ScoreParts:
    """Return the score from the value per scenario, the money per year, guidance and regulation.

    All lie on the five axes, strategies on that of protections. Where no rule applies in which
    strategies differ, regulation is NaN and shares its weight.
    """
    lower, upper = (part.astype(outlay_per_year.dtype) for part in _anchors(basis, inputs))
    cost = cost_part(
        outlay_per_year=outlay_per_year,
        expected_penalty_per_year=expected_penalty_per_year,
        lower_anchor=lower,
        upper_anchor=upper,
    )
    total = score(
        objectives_part=objectives,
        regulation_part=regulation,
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
    penalty = unprotected_penalty(basis, inputs)
    upper = np.maximum(np.maximum(factor * duplicate, factor * daily), penalty)
    return daily, upper


def unprotected_penalty(basis: Basis, inputs: Inputs) -> Numbers:
    """Return the expected penalty per year of workloads without any protection."""
    unprotected = best_outcome(
        inputs, basis.world, basis.catalogue,
        standing_ways(inputs, basis.world, basis.catalogue, basis.z), with_details=False,
    )  # fmt: skip
    return expected_penalty_per_year(
        frequency_per_year=frequencies(inputs, basis.catalogue), event_cost=unprotected.event_cost
    )
