"""The verdict on a workload: met today, can be met, cannot be met, or not known, and why."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np

from bcdr.choose.plan import Plan
from bcdr.choose.ranking import NOTHING
from bcdr.evaluate.assess import Assessment
from bcdr.evaluate.axes import Flags, by_scenario
from bcdr.evaluate.checks import check_of_strategies
from bcdr.evaluate.clause_results import clause_reasons, clause_results
from bcdr.evaluate.describe import reasons_of
from bcdr.evaluate.evaluation import Evaluation
from bcdr.evaluate.outcomes import MET, UNCERTAIN, UNRECOVERABLE
from bcdr.evaluate.rules import bit_of, blocking_bits
from bcdr.model.results import Outcome
from bcdr.model.units import format_hours
from bcdr.model.vocabulary import Severity, Verdict

OutcomeOf: TypeAlias = Callable[[int, int], Outcome]
"""Describes a workload (row) in a scenario (column)."""


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What a verdict rests on. `accepted` is workload x scenario."""

    evaluation: Evaluation
    plan: Plan
    today: Assessment
    planned: Assessment
    accepted: Flags

    def verdict(self, row: int, planned_outcome: OutcomeOf) -> tuple[Verdict, str]:
        """Return what can be said of a workload over its binding scenarios, and why."""
        now, then = (np.flatnonzero(failing[row]).tolist() for failing in self._failures)
        if not now:
            return Verdict.TODAY_MEETS, "Every binding scenario is met with what exists today."
        if int(self.plan.chosen[row]) == NOTHING:
            missing = self._missing_of_best(row)
            if missing:
                return Verdict.UNKNOWN, missing
            return Verdict.CANNOT_MEET, self._why_nothing(row)
        if not then:
            return Verdict.CAN_MEET, "The recommended strategy meets every binding scenario."
        unknown = [f for f in then if self.planned.state[row, f] == UNCERTAIN]
        outcome = planned_outcome(row, (unknown or then)[0])
        name = self.evaluation.catalogue.scenarios[(unknown or then)[0]].title
        if unknown:
            return Verdict.UNKNOWN, f"{name}: {outcome.null_reason}"
        return Verdict.CANNOT_MEET, f"{name}: {self._shortfall(row, then[0], outcome)}"

    @cached_property
    def _failures(self) -> tuple[Flags, Flags]:
        """Return what stands against "meets" today and planned, workload x scenario.

        These are binding scenarios, and unrecoverable ones.
        """
        in_scope = np.array([item.in_scope for item in self.evaluation.catalogue.scenarios])
        counts = in_scope & ~self.accepted
        binding = by_scenario(self.evaluation.inputs.is_binding)
        today, planned = (
            counts & (item.state != MET) & (binding | (item.state == UNRECOVERABLE))
            for item in (self.today, self.planned)
        )
        return today, planned

    def _shortfall(self, row: int, column: int, outcome: Outcome) -> str:
        """Return the number in the way."""
        inputs = self.evaluation.inputs
        rto = float(by_scenario(inputs.rto_hours)[row, column])
        rpo = float(by_scenario(inputs.rpo_hours)[row, column])
        planning, loss = outcome.recovery_planning_hours, outcome.loss_hours
        if planning is None or loss is None:
            return outcome.null_reason
        parts = []
        if planning > rto:
            parts.append(f"recovery takes {_longer(planning, rto)}, allowed {format_hours(rto)}")
        if loss > rpo:
            parts.append(
                f"up to {_longer(loss, rpo)} of data are lost, allowed {format_hours(rpo)}"
            )
        return f"{' and '.join(parts)}." if parts else outcome.null_reason

    def _missing_of_best(self, row: int) -> str:
        """Return the question to ask if some strategy is refused for a missing input alone."""
        details, _, at = self.evaluation.looked_at(row)
        case, bits = details.case, details.rule_bits
        alone = np.flatnonzero((bits[at] & blocking_bits()) == bit_of("input-missing"))
        if not alone.size:
            return ""
        position = int(alone[0])
        protection = self.evaluation.strategies.protections[position]
        found = reasons_of(case, bits, at, (position,), (protection,))
        return next(item.message for item in found if item.severity is Severity.BLOCKER)

    def _why_nothing(self, row: int) -> str:
        """Return what refuses the strategy or protection that comes closest to being allowed."""
        by_clauses = self._why_clauses_refuse(row)
        if by_clauses:
            return by_clauses
        details, _, at = self.evaluation.looked_at(row)
        case, bits = details.case, details.rule_bits
        protections = self.evaluation.strategies.protections
        against = np.bitwise_count(bits[at] & blocking_bits())
        copies = [n for n, item in enumerate(protections) if item.target is not None]
        nearest = min(copies, key=lambda n: int(against[n]))
        found = reasons_of(case, bits, at, (nearest,), (protections[nearest],))
        messages = [item.message for item in found if item.severity is Severity.BLOCKER]
        return f"{_capital(protections[nearest].title)}: {' '.join(messages)}"

    def _why_clauses_refuse(self, row: int) -> str:
        """Return the clauses against the strategy that keeps most of them.

        Empty where no strategy is refused by clauses alone.
        """
        details, judged, at = self.evaluation.looked_at(row)
        strategies = self.evaluation.strategies
        allowed = ~details.is_blocked[at]
        possible = np.flatnonzero(allowed[strategies.first] & allowed[strategies.second])
        if not possible.size:
            return ""
        nearest = int(possible[np.argmax(judged.regulation[at, possible])])
        check = check_of_strategies(self.evaluation.basis, details.inputs, details.outcomes)
        results = clause_results(check, at, nearest)
        against = clause_reasons(check, at, results, all_duties=False)
        messages = [
            f"{item.message} ({item.source})"
            for item in against
            if item.severity is Severity.BLOCKER
        ]
        return f"{_capital(strategies.strategy(nearest).title)}: {' '.join(messages)}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _longer(hours: float, allowed: float) -> str:
    """Return hours in words that differ from those of what is allowed, however little."""
    words = format_hours(hours)
    same = words == format_hours(allowed)
    return f"{words} and {format_hours(hours - allowed)}" if same else words
