"""What an RTO and an RPO cost: one workload judged under many objectives at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from bcdr.choose.ranking import make_ranking
from bcdr.choose.sensitivity_trial import inputs_of, judged_singles
from bcdr.evaluate.axes import Codes, Flags, Numbers, by_scenario
from bcdr.evaluate.basis import Basis
from bcdr.evaluate.describe import reasons_of
from bcdr.evaluate.evaluation import Evaluation
from bcdr.evaluate.inputs import Inputs, make_inputs
from bcdr.evaluate.missing import NO_COPY_LEFT, missing_sentence
from bcdr.evaluate.outcomes import MET, UNCERTAIN, UNRECOVERABLE, Outcomes, judge_together
from bcdr.evaluate.pairs import Pairing
from bcdr.evaluate.protections import StrategyList, protection_arrays
from bcdr.evaluate.rules import blocking_bits, tick_rules
from bcdr.evaluate.strategies import Details, Judged, judge_strategies
from bcdr.model.catalogue import Catalogue
from bcdr.model.portfolio import Portfolio, Workload
from bcdr.model.strategy import Strategy
from bcdr.model.units import format_hours
from bcdr.model.vocabulary import Duration, Goal, Severity, Special

RTO_HOURS: Final = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 12.0, 24.0, 48.0, 72.0, 168.0, 336.0)
"""The RTO values people agree on, a quarter of an hour to two weeks, about twice the one before."""
RPO_HOURS: Final = (1 / 12, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 12.0, 24.0, 48.0, 72.0, 168.0)
"""The RPO values people agree on, five minutes to a week, about twice the one before."""
PROBE_HOURS: Final = 0.123456789
"""Stands in a row to see in which scenarios the row decides; nobody asks for it."""

Pairs: TypeAlias = Sequence[tuple[float, float]]
"""RTO and RPO in hours; infinite is not applicable, and never both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a pair of objectives gets: a strategy and its money per year, or the reason why none."""

    strategy: Strategy | None
    outlay_per_year: float
    expected_penalty_per_year: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One workload that is asked what objectives cost, with the strategies allowed for it.

    `basis` holds only these. `refusal` says why there are none, and is empty where there are.
    """

    workload: Workload
    basis: Basis
    hit_together: Numbers
    refusal: str

    def offers(self, pairs: Pairs, goal: Goal | None = None) -> tuple[Offer, ...]:
        """Return what each pair of objectives gets.

        The cheapest by outlay of what meets every binding scenario, of several the one with the
        least expected penalty; under a goal, what it likes best of them.
        """
        if self.refusal:
            return tuple(_none(self.refusal) for _ in pairs)
        inputs = self._inputs(pairs)
        judged = judge_strategies(self.basis, judged_singles(self.basis, inputs))
        meets = judged.is_feasible & (judged.binding_not_met == 0)
        if goal is None:
            outlay = np.where(meets, judged.outlay_per_year, np.inf)
            least = outlay == outlay.min(axis=1, keepdims=True)
            best = np.argmin(np.where(least, judged.expected_penalty_per_year, np.inf), axis=1)
        else:
            best = make_ranking(self.basis, judged, inputs.workloads, goal).best()
        is_met = meets[np.arange(len(pairs)), best]
        unmet = np.flatnonzero(~is_met)
        reasons = dict(zip(unmet.tolist(), self._reasons(inputs, judged, unmet), strict=True))
        return tuple(
            Offer(
                strategy=self.basis.strategies.strategy(position),
                outlay_per_year=float(judged.outlay_per_year[row, position]),
                expected_penalty_per_year=float(judged.expected_penalty_per_year[row, position]),
                reason="",
            )
            if is_met[row]
            else _none(reasons[row])
            for row, position in enumerate(best.tolist())
        )

    def longest_hours(self, strategy: Strategy, rto_hours: float, rpo_hours: float) -> float:
        """Return the longest recovery of a strategy over the scenarios where the RTO binds."""
        inputs = self._inputs([(rto_hours, rpo_hours)])
        hours = by_scenario(self._outcomes(inputs, [strategy]).planning_hours)[0]
        asked = by_scenario(inputs.rto_hours)[0] == rto_hours
        return float(np.max(hours, where=binding_scenarios(inputs)[0] & asked, initial=0.0))

    def _inputs(self, pairs: Pairs) -> Inputs:
        """Return one row per pair; each RTO and each RPO is put in place once and then taken."""
        rtos, rpos = (list(dict.fromkeys(side)) for side in zip(*pairs, strict=True))
        rows = [with_objectives(self.workload, rto, rpos[0]) for rto in rtos]
        rows += [with_objectives(self.workload, rtos[0], rpo) for rpo in rpos]
        given = replace(self.basis.portfolio, workloads=tuple(rows))
        inputs = inputs_of(given, self.basis.catalogue, self.hit_together)
        of_rto = np.array([rtos.index(rto) for rto, _ in pairs])
        of_rpo = np.array([len(rtos) + rpos.index(rpo) for _, rpo in pairs])
        return replace(inputs.take(of_rto), rpo_hours=inputs.rpo_hours[..., of_rpo])

    def _outcomes(self, inputs: Inputs, strategies: Sequence[Strategy]) -> Outcomes:
        """Return how each row fares with its own strategy."""
        arrays = protection_arrays(
            [item.protections for item in strategies], self.basis.portfolio.landscape, shared=False
        )
        world, known = self.basis.world, self.basis.catalogue
        return judge_together(inputs, world, known, arrays, self.basis.z)[0]

    def _reasons(self, inputs: Inputs, judged: Judged, rows: Codes) -> tuple[str, ...]:
        """Return for some pairs what comes nearest to meeting them, and by what it fails.

        Nearest is what misses the fewest binding scenarios, and of these what has the best
        outcomes.
        """
        if not rows.size:
            return ()
        few = judged.take(rows)
        if not few.is_feasible.any(axis=1).all():
            return ("Clauses or rules of policy refuse every strategy.",) * len(rows)
        failures = np.where(few.is_feasible, few.binding_not_met, np.iinfo(np.int8).max)
        order = np.lexsort((few.outlay_per_year, -few.objectives, failures), axis=-1)
        made = {int(n): self.basis.strategies.strategy(int(n)) for n in np.unique(order[:, 0])}
        nearest = [made[position] for position in order[:, 0].tolist()]
        some = inputs.take(rows)
        outcomes = self._outcomes(some, nearest)
        state, fails = by_scenario(outcomes.state), binding_scenarios(some)
        columns = np.argmax(fails & (state != MET), axis=1).tolist()
        return tuple(
            self._shortfall(some, outcomes, row, column, item)
            for row, (column, item) in enumerate(zip(columns, nearest, strict=True))
        )

    def _shortfall(
        self, inputs: Inputs, outcomes: Outcomes, row: int, column: int, strategy: Strategy
    ) -> str:
        """Return by what a strategy fails in a scenario that it does not meet."""
        scenario = self.basis.catalogue.scenarios[column].title

        def of(array: NDArray[Any]) -> float:
            return float(by_scenario(array)[row, column])

        if of(outcomes.state) == UNCERTAIN:
            return f"{scenario}: {missing_sentence(int(of(outcomes.missing)))}"
        if of(outcomes.state) == UNRECOVERABLE:
            return f"{scenario}: {NO_COPY_LEFT}"
        parts = []
        takes, loses = of(outcomes.planning_hours), of(outcomes.worst_loss_hours)
        if not takes <= of(inputs.rto_hours):
            parts.append(f"takes {format_hours(takes)}")
        if not loses <= of(inputs.rpo_hours):
            parts.append(f"may lose {format_hours(loses)} of data")
        return f"{scenario}: {strategy.title} comes nearest; it {' and '.join(parts)}."


def _none(reason: str) -> Offer:
    return Offer(
        strategy=None,
        outlay_per_year=np.nan,
        expected_penalty_per_year=np.nan,
        reason=reason,
    )


def ask(evaluation: Evaluation, row: int, loosest: tuple[float, float]) -> Asked:
    """Return one workload of an evaluation, ready to be judged under other objectives.

    What is refused whatever the objectives is left out once and for all. `loosest` are objectives
    that somebody needs, so that doing without recovery is refused as well.
    """
    workload, known = evaluation.inputs.workloads[row], evaluation.catalogue
    shares = evaluation.inputs.hit_together[..., row : row + 1]
    needed = replace(evaluation.portfolio, workloads=(with_objectives(workload, *loosest),))
    singles = judged_singles(evaluation.basis, inputs_of(needed, known, shares))
    allowed = ~singles.is_blocked[0]
    return Asked(
        workload=workload,
        basis=only(evaluation.basis, allowed) if allowed.any() else evaluation.basis,
        hit_together=shares,
        refusal="" if allowed.any() else _refusal(evaluation, singles),
    )


def only(basis: Basis, allowed: Flags) -> Basis:
    """Return a basis with nothing but the strategies made of allowed protections, in order."""
    strategies = basis.strategies
    position = np.cumsum(allowed) - 1
    kept = allowed[strategies.first] & allowed[strategies.second]
    every = zip(strategies.protections, allowed, strict=True)
    protections = tuple(item for item, is_allowed in every if is_allowed)
    few = StrategyList(
        protections=protections,
        first=position[strategies.first[kept]],
        second=position[strategies.second[kept]],
    )
    return replace(
        basis,
        strategies=few,
        arrays=protection_arrays([protections], basis.portfolio.landscape, shared=True),
        guidance=basis.guidance[..., allowed, :],
        pairing=Pairing(few),
    )


def _refusal(evaluation: Evaluation, singles: Details) -> str:
    """Return what refuses the protection that comes closest to being allowed."""
    protections = evaluation.strategies.protections
    bits = tick_rules(singles.case)
    against = np.bitwise_count(bits[0] & blocking_bits())
    copies = [n for n, item in enumerate(protections) if item.target is not None]
    nearest = min(copies, key=lambda n: int(against[n]))
    found = reasons_of(singles.case, bits, 0, (nearest,), (protections[nearest],))
    words = [item.message for item in found if item.severity is Severity.BLOCKER]
    return f"Every strategy is refused; {protections[nearest].title}: {' '.join(words)}"


def with_objectives(workload: Workload, rto_hours: float, rpo_hours: float) -> Workload:
    """Return a workload that asks for other objectives; infinite hours are not applicable."""
    return replace(workload, rto_hours=_wanted(rto_hours), rpo_hours=_wanted(rpo_hours))


def _wanted(hours: float) -> Duration:
    return Special.NOT_APPLICABLE if np.isposinf(hours) else hours


def asking_for(workload: Workload, field: str, hours: float) -> Workload:
    """Return a workload with another RTO (`rto_hours`) or RPO (`rpo_hours`)."""
    if field == "rto_hours":
        return replace(workload, rto_hours=hours)
    return replace(workload, rpo_hours=hours)


def own_hours(
    portfolio: Portfolio, catalogue: Catalogue, workload: Workload, field: str
) -> float | None:
    """Return the objective that a workload's row decides, or the default that stands in for it.

    Infinite where not applicable, None where none is defined or the row decides nowhere: because
    defaults that name a scenario come first, or because it keeps no data and has no RPO.
    """
    probe = asking_for(workload, field, PROBE_HOURS)
    rows = make_inputs(replace(portfolio, workloads=(workload, probe)), catalogue)
    own, probed = by_scenario(getattr(rows, field))
    decided = np.flatnonzero(probed == PROBE_HOURS)
    if not decided.size or np.isnan(own[decided[0]]):
        return None
    return float(own[decided[0]])


def binding_scenarios(inputs: Inputs) -> Flags:
    """Return workload x scenario where coverage counts: binding, in scope and needed."""
    unneeded = np.isposinf(inputs.rto_hours) & np.isposinf(inputs.rpo_hours)
    return by_scenario(inputs.is_binding & inputs.is_in_scope & ~unneeded)
