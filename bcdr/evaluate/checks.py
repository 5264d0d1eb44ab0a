"""Puts what was judged before the clauses: copies of strategies, their worst hours, their tests.

Hours run over workload x strategy. Where a scenario leaves something open, so do they.
"""

from collections.abc import Callable, Iterable
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from bcdr.evaluate.axes import (
    PROTECTION,
    SCENARIO,
    Codes,
    Flags,
    Numbers,
    by_protection,
    by_scenario,
)
from bcdr.evaluate.basis import Basis
from bcdr.evaluate.clause_limits import Limits
from bcdr.evaluate.inputs import Inputs
from bcdr.evaluate.outcomes import UNCERTAIN, UNRECOVERABLE, Outcomes
from bcdr.evaluate.pairs import takes_first
from bcdr.evaluate.protections import ProtectionArrays
from bcdr.evaluate.regulation import EXACT, Check
from bcdr.evaluate.subject import Hours, Span, Subject

PLANNING: Final = "planning_hours"
LOSS: Final = "worst_loss_hours"

HoursOf: TypeAlias = Callable[[str], Hours]
Ranks: TypeAlias = NDArray[np.uint8]

_PARAMETERS: Final = {PLANNING: "rto_hours", LOSS: "rpo_hours"}


def check_of_strategies(basis: Basis, inputs: Inputs, outcomes: Outcomes) -> Check:
    """Return the check of every strategy, gathered from single protections judged alone."""
    members = np.stack([basis.strategies.first, basis.strategies.second], axis=1)
    every = _limits(basis, inputs)

    def hours(name: str) -> Hours:
        # What counts is which limits the hours keep, so the next limit above stands for them.
        limits = every.limits(_PARAMETERS[name])
        low, high = _worst_ranks(basis, inputs, outcomes, name, limits + EXACT)
        above = np.concatenate([limits, np.full((1, limits.shape[1]), np.inf)])
        columns = np.arange(limits.shape[1])
        return Hours(span=Span(above[low, columns].T, above[high, columns].T))

    return _check(basis, inputs, basis.arrays, members, hours)


def check_of_rows(
    basis: Basis,
    inputs: Inputs,
    protections: ProtectionArrays,
    outcomes: Outcomes,
    *,
    planning_hours: Numbers | None = None,
    state: Codes | None = None,
    missing: Codes | None = None,
    only_built: bool = False,
) -> Check:
    """Return the check of each workload's own protections together, as one strategy.

    `planning_hours`, `state` and `missing`, workload x scenario, replace those of the outcomes
    where workloads wait for each other, or a test measured them.
    """
    bits = by_scenario(outcomes.missing) if missing is None else missing
    codes = by_scenario(outcomes.state) if state is None else state
    times = by_scenario(outcomes.planning_hours) if planning_hours is None else planning_hours
    known = {PLANNING: times, LOSS: by_scenario(outcomes.worst_loss_hours)}

    def hours(name: str) -> Hours:
        spans = (
            _open_where_unsure(known[name][:, [f]], codes[:, [f]])
            for f in range(codes.shape[1])
        )  # fmt: skip
        found = _worst(basis, inputs, name, spans)
        counted = _counted(basis, inputs, name)
        lacking = np.bitwise_or.reduce(np.where(counted, bits, 0), axis=1)
        return Hours(span=found.span, missing=lacking.reshape(-1, 1))

    slots = protections.option.shape[PROTECTION]
    return _check(
        basis, inputs, protections, np.arange(slots).reshape(1, -1), hours,
        only_built=only_built,
    )  # fmt: skip


def _check(
    basis: Basis,
    inputs: Inputs,
    protections: ProtectionArrays,
    members: Codes,
    hours: HoursOf,
    *,
    only_built: bool = False,
) -> Check:
    subject = Subject(
        inputs=inputs,
        world=basis.world,
        catalogue=basis.catalogue,
        protections=protections,
        members=members,
        as_of=basis.settings.as_of,
        last_tests=lambda: basis.rulebook.last_tests(inputs.workloads),
        recovery=lambda: hours(PLANNING),
        loss=lambda: hours(LOSS),
        only_built=only_built,
    )
    return Check(subject=subject, limits=_limits(basis, inputs))


def _limits(basis: Basis, inputs: Inputs) -> Limits:
    return Limits(inputs=inputs, catalogue=basis.catalogue, rulebook=basis.rulebook)


def _worst_ranks(
    basis: Basis, inputs: Inputs, outcomes: Outcomes, name: str, limits: Numbers
) -> tuple[Ranks, Ranks]:
    """Return how many limits the worst hours pass, at least and at most, strategy x workload.

    `limits` are limit x workload (or 1), rising. What is lost passes all of them, what is not
    known may pass none. A pair takes the way back that is preferred, as it does everywhere.
    """
    pairing = basis.pairing
    counted = _counted(basis, inputs, name).T
    shape = (pairing.count, inputs.count)
    low, high = np.zeros(shape, dtype=np.uint8), np.zeros(shape, dtype=np.uint8)
    for scenario in np.flatnonzero(counted.any(axis=1)):
        one = [scenario]
        hours = by_protection(np.take(getattr(outcomes, name), one, axis=SCENARIO)).T
        ranks = np.zeros(hours.shape, dtype=np.uint8)
        for limit in limits:
            ranks += ~(hours <= limit)
        ranks = np.where(counted[scenario], ranks, np.uint8(0))
        chosen = pairing.spread(ranks, np.maximum)
        rank, price = (
            by_protection(np.take(array, one, axis=SCENARIO)).T
            for array in (outcomes.rank, outcomes.event_cost)
        )
        one_ranks, other_ranks = pairing.sides(ranks)
        np.copyto(
            pairing.block(chosen),
            np.where(takes_first(pairing, rank, price), one_ranks, other_ranks),
        )
        state = by_protection(np.take(outcomes.state, one, axis=SCENARIO)).T
        np.maximum(high, chosen, out=high)
        if (state == UNCERTAIN).any():
            coverage = pairing.spread(np.broadcast_to(state, hours.shape), np.minimum)
            np.copyto(chosen, np.uint8(0), where=coverage == UNCERTAIN)
        np.maximum(low, chosen, out=low)
    np.copyto(high, np.uint8(len(limits)), where=~counted.any(axis=0))
    return low, high


def _open_where_unsure(hours: Numbers, code: Codes) -> Span:
    """Return hours as a range: what nobody knows may be better, what is lost never ends."""
    high = np.where(np.isnan(hours) | (code == UNRECOVERABLE), np.inf, hours)
    return Span(np.where(code == UNCERTAIN, 0.0, high), high)


def _counted(basis: Basis, inputs: Inputs, name: str) -> Flags:
    """Return workload x scenario where the hours count: in the binding ones, or else in all.

    A loss counts only where it is noticed at once. Damage that is noticed later is undone by
    going back in time, to a point that no clause can set a distance to.
    """
    looked_at = inputs.is_in_scope & (np.isnan(inputs.rto_hours) | np.isfinite(inputs.rto_hours))
    if name == LOSS:
        looked_at = looked_at & (basis.world.scenarios.noticed_after_hours == 0.0)
    binding = by_scenario(looked_at & inputs.is_binding)
    every = np.broadcast_to(by_scenario(looked_at), binding.shape)
    counted = np.where(binding.any(axis=1, keepdims=True), binding, every)
    return np.broadcast_to(counted, (inputs.count, counted.shape[1]))


def _worst(basis: Basis, inputs: Inputs, name: str, spans: Iterable[Span]) -> Hours:
    """Return the longest hours over the scenarios that count; without any they are open."""
    counted = _counted(basis, inputs, name)
    low = high = np.zeros((inputs.count, 1))
    for scenario, span in enumerate(spans):
        counts = counted[:, [scenario]]
        low = np.maximum(low, np.where(counts, span.low, 0.0))
        high = np.maximum(high, np.where(counts, span.high, 0.0))
    is_open = ~counted.any(axis=1, keepdims=True)
    return Hours(span=Span(low, np.where(is_open, np.inf, high)))
