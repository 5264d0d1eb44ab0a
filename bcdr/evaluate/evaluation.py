"""Judges every workload against every strategy, each alone with the full link."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bcdr.evaluate import blockers, warnings
from bcdr.evaluate.axes import PROTECTION, Codes, Flags, Numbers
from bcdr.evaluate.copies import Copies, make_copies
from bcdr.evaluate.cost import Costs, frequencies, make_costs, penalties
from bcdr.evaluate.inputs import YES, Inputs, make_inputs
from bcdr.evaluate.outcomes import (
    LATE,
    MET,
    TIE,
    UNCERTAIN,
    UNRECOVERABLE,
    Outcomes,
    best_outcome,
    judge,
    standing_candidates,
)
from bcdr.evaluate.protections import (
    ProtectionArrays,
    StrategyList,
    protection_arrays,
)
from bcdr.evaluate.recovery import z_value
from bcdr.evaluate.rules import Case, blocking_bits, tick_rules
from bcdr.evaluate.score import cost_part, guidance_value, objectives_part, score
from bcdr.evaluate.world import World, make_world
from bcdr.model.catalogue import Catalogue
from bcdr.model.landscape import Hub, Landscape, Target
from bcdr.model.portfolio import Portfolio
from bcdr.model.settings import Settings
from bcdr.model.strategy import Protection
from bcdr.model.vocabulary import DecisionKind, Guidance, Mode, Option, TargetKind

Small = NDArray[np.float32]
RULE_MODULES: Final = (blockers, warnings)
"""Importing these registers their rules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Every workload (n) against every strategy (s), each alone.

    `rule_bits` holds per workload and protection (p) one bit per rule of `rules.RULES`. The four
    parts of the score run from 0 to 1, NaN where a part does not apply. Counts are of scenarios:
    binding ones unrecoverable or not met, others unrecoverable. `met` is the criticality-free
    share of scenarios in scope that are met. Refused strategies keep their numbers but have no
    score (NaN).
    """

    portfolio: Portfolio
    catalogue: Catalogue
    settings: Settings
    strategies: StrategyList
    inputs: Inputs
    world: World
    arrays: ProtectionArrays
    outcomes: Outcomes
    copies: Copies
    costs: Costs
    case: Case
    rule_bits: Codes
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

    @property
    def z(self) -> float:
        """Return the normal quantile of the planning percentile."""
        return z_value(self.settings.planning_percentile)


def accepted_workloads(portfolio: Portfolio, settings: Settings) -> Flags:
    """Return per workload whether an unexpired decision accepts its gap."""
    accepted = {
        item.workload_id
        for item in portfolio.decisions
        if item.kind is DecisionKind.ACCEPT_GAP
        and (item.until is None or item.until >= settings.as_of)
    }
    return np.array([item.id in accepted for item in portfolio.workloads], dtype=bool)


def evaluate(
    portfolio: Portfolio,
    strategies: StrategyList,
    catalogue: Catalogue,
    settings: Settings,
) -> Evaluation:
    """Return every workload judged against every strategy.

    Single protections are evaluated once; pairs are gathered from them and never recomputed.
    """
    inputs = make_inputs(portfolio, catalogue)
    is_unplaced = any(item.hub is None for item in portfolio.workloads)
    world = make_world(portfolio.landscape, catalogue, with_unknown_hub=is_unplaced)
    arrays = protection_arrays([strategies.protections], portfolio.landscape, shared=True)
    z = z_value(settings.planning_percentile)
    outcomes, copies = judge(inputs, world, catalogue, arrays, z)
    costs = make_costs(inputs, world, catalogue, arrays, copies)
    case = Case(
        inputs=inputs,
        world=world,
        catalogue=catalogue,
        protections=arrays,
        copies=copies,
        costs=costs,
        policies=portfolio.rules,
        accepted=accepted_workloads(portfolio, settings),
    )
    bits = tick_rules(case)
    first, second = strategies.first, strategies.second
    feasible = (bits & blocking_bits()) == 0
    state = _class_of(outcomes.state)

    def flat(array: Numbers) -> Numbers:
        return np.broadcast_to(array, (*state.shape[:2], 1, 1, state.shape[2]))[:, :, 0, 0]

    value, rank, money = flat(outcomes.value), flat(outcomes.rank), flat(outcomes.event_cost)
    shape = (inputs.count, len(strategies))
    pair_state = np.minimum(state[:, first], state[:, second])
    # The way back of a pair is the preferred one of its parts, then the cheaper one, as it is
    # among the copies of one protection.
    lead = rank[:, first] - rank[:, second]
    cheaper = money[:, first] <= money[:, second]
    takes_one = (lead > TIE) | ((np.abs(lead) <= TIE) & cheaper)
    pair_money = np.where(takes_one, money[:, first], money[:, second])
    pair_value = np.where(
        pair_state == UNCERTAIN, 0.0, np.maximum(value[:, first], value[:, second])
    )
    accepted = np.isposinf(inputs.rto_hours) & np.isposinf(inputs.rpo_hours)
    pair_value = np.where(accepted[:, :, 0, 0], 1.0, pair_value)
    in_scope = inputs.is_in_scope[0, 0, 0, 0]
    binding = (inputs.is_binding & ~accepted)[:, :, 0, 0] & in_scope
    others = ~inputs.is_binding[:, :, 0, 0] & ~accepted[:, :, 0, 0] & in_scope
    per_year = frequencies(inputs, catalogue)[:, :, 0, 0]
    penalty = (per_year * pair_money).sum(axis=-1)
    both = (first != second)[None, :]
    amounts = np.broadcast_to(costs.outlay_per_year, (shape[0], arrays.option.shape[PROTECTION]))
    outlay = amounts[:, first] + np.where(both, amounts[:, second], 0.0)
    opinion = guidance_of(strategies.protections, portfolio, catalogue, inputs)
    is_feasible = feasible[:, first] & feasible[:, second]
    parts = score_parts(
        inputs,
        world,
        catalogue,
        settings,
        outcome_value=pair_value,
        outlay_per_year=outlay,
        expected_penalty_per_year=penalty,
        guidance=np.minimum(opinion[:, first], opinion[:, second]),
    )
    return Evaluation(
        portfolio=portfolio,
        catalogue=catalogue,
        settings=settings,
        strategies=strategies,
        inputs=inputs,
        world=world,
        arrays=arrays,
        outcomes=outcomes,
        copies=copies,
        costs=costs,
        case=case,
        rule_bits=bits,
        is_feasible=is_feasible,
        score=np.where(is_feasible, parts.total, np.nan).astype(np.float32),
        objectives=parts.objectives.astype(np.float32),
        cost=parts.cost.astype(np.float32),
        guidance=parts.guidance.astype(np.float32),
        is_at_least=((pair_state == UNCERTAIN) & in_scope).any(axis=-1),
        outlay_per_year=outlay.astype(np.float32),
        expected_penalty_per_year=penalty.astype(np.float32),
        binding_unrecoverable=(binding & (pair_state == UNRECOVERABLE)).sum(axis=-1, dtype=np.int8),
        binding_not_met=(binding & (pair_state != MET)).sum(axis=-1, dtype=np.int8),
        other_unrecoverable=(others & (pair_state == UNRECOVERABLE)).sum(axis=-1, dtype=np.int8),
        met=objectives_part(
            outcome_value=(pair_state == MET) | accepted[:, :, 0, 0], is_in_scope=in_scope
        ).astype(np.float32),
    )


def _class_of(state: Codes) -> Codes:
    """Return coverage codes with late, lossy and both as one class, workload x protection x f."""
    flat = state[:, :, 0, 0]
    return np.where((flat > LATE) & (flat < UNRECOVERABLE), LATE, flat)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreParts:
    """The score, 0 to 100, and its parts, workload x strategy."""

    total: Numbers
    objectives: Numbers
    cost: Numbers
    guidance: Numbers


def score_parts(
    inputs: Inputs,
    world: World,
    catalogue: Catalogue,
    settings: Settings,
    *,
    outcome_value: Numbers,
    outlay_per_year: Numbers,
    expected_penalty_per_year: Numbers,
    guidance: Numbers,
) -> ScoreParts:
    """Return the score from the value per scenario, the money per year and the guidance.

    `outcome_value` is workload x strategy x scenario, the others workload x strategy. Regulation
    does not apply while no rule depends on the strategy, and shares its weight.
    """
    objectives = objectives_part(
        outcome_value=outcome_value, is_in_scope=inputs.is_in_scope[0, 0, 0, 0]
    )
    lower, upper = _anchors(inputs, world, catalogue, z_value(settings.planning_percentile))
    cost = cost_part(
        outlay_per_year=outlay_per_year,
        expected_penalty_per_year=expected_penalty_per_year,
        lower_anchor=lower[:, None],
        upper_anchor=upper[:, None],
    )
    total = score(
        objectives_part=objectives,
        regulation_part=np.full((1, 1), np.nan),
        cost_part=cost,
        guidance_part=guidance,
        weights=settings.weights,
    )
    return ScoreParts(total=total, objectives=objectives, cost=cost, guidance=guidance)


def guidance_of(
    protections: Sequence[Protection], portfolio: Portfolio, catalogue: Catalogue, inputs: Inputs
) -> Numbers:
    """Return per workload and protection what the guidance says.

    The weakest of option, kind of target and both together. Software in the guest is for
    applications that cannot replicate by themselves, so it is conditional for those that can.
    """
    kinds = {target.name: target.kind for target in portfolio.landscape.targets}
    values = []
    for item in protections:
        said = [catalogue.option(item.option).guidance]
        if item.target is not None:
            kind = kinds[item.target]
            said += [
                catalogue.target_kind(kind).guidance,
                catalogue.combination(item.option, kind).guidance,
            ]
        values.append(min(guidance_value(catalogue, word) for word in said))
    general = np.array([values])
    in_guest = np.array([[item.option is Option.GUEST_REPLICATION for item in protections]])
    has_own = inputs.native_replication.reshape(-1, 1) == YES
    conditional = guidance_value(catalogue, Guidance.CONDITIONAL)
    return np.where(in_guest & has_own, np.minimum(general, conditional), general)


def _anchors(
    inputs: Inputs, world: World, catalogue: Catalogue, z: float
) -> tuple[Numbers, Numbers]:
    """Return per workload the anchors of the cost part, from fixed references.

    Lower: this workload backed up daily in the guest to an external target, at the price sheet.
    Upper: the largest of ten times a running duplicate at a second Hub, ten times the lower one,
    and the expected penalty of no recovery.
    """
    factor = catalogue.value("cost-range-factor")
    references = _reference_outlays(inputs, catalogue)
    daily, duplicate = references[:, 0], references[:, 1]
    unprotected = best_outcome(inputs, catalogue, standing_candidates(inputs, world, catalogue, z))
    penalty = penalties(inputs, catalogue, unprotected)[:, 0]
    return daily, np.maximum(np.maximum(factor * duplicate, factor * daily), penalty)


def _reference_outlays(inputs: Inputs, catalogue: Catalogue) -> Numbers:
    """Return per workload the outlay of the two references, on a landscape of their own."""
    landscape = Landscape(
        hubs=(Hub(name="reference"),),
        targets=(
            Target(name="reference backup", kind=TargetKind.EXISTING_EXTERNAL),
            Target(name="reference Hub", kind=TargetKind.SECOND_HUB, hub="reference Hub"),
        ),
    )
    references = (
        Protection(
            option=Option.IN_GUEST_BACKUP,
            target="reference backup",
            mode=Mode.INTERVAL,
            interval_hours=24.0,
            retention_days=30.0,
        ),
        Protection(option=Option.ACTIVE_ACTIVE, target="reference Hub", mode=Mode.CONTINUOUS),
    )
    world = make_world(landscape, catalogue)
    moved = replace(inputs, hub=np.zeros_like(inputs.hub))
    arrays = protection_arrays([references], landscape, shared=True)
    copies = make_copies(moved, world, catalogue, arrays)
    return make_costs(moved, world, catalogue, arrays, copies).outlay_per_year
