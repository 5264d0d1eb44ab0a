"""The verdict on a workload: met today, can be met, cannot be met, or not known, and why."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bcdr.choose.plan import NOTHING, Plan
from bcdr.evaluate.assess import Assessment
from bcdr.evaluate.axes import Flags, by_scenario
from bcdr.evaluate.checks import check_of_strategies
from bcdr.evaluate.clause_results import clause_reasons, clause_results
from bcdr.evaluate.describe import reasons_of
from bcdr.evaluate.evaluation import Evaluation
from bcdr.evaluate.outcomes import MET, UNCERTAIN, UNRECOVERABLE
from bcdr.evaluate.rules import bit_of, blocking_bits
from bcdr.evaluate.strategies import Details
from bcdr.model.results import Outcome
from bcdr.model.units import format_hours
from bcdr.model.vocabulary import Severity, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a verdict rests on. `accepted` is workload x scenario.

    `planned_outcome` describes a workload (row) in a scenario (column) as planned.
    """

    evaluation: Evaluation
    plan: Plan
    today: Assessment
    planned: Assessment
    accepted: Flags
    planned_outcome: Callable[[int, int], Outcome]

    def verdict(self, row: int) -> tuple[Verdict, str]:
        """Return what can be said of a workload over its binding scenarios, and why."""
        now, then = self._failures(self.today, row), self._failures(self.planned, row)
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
        outcome = self.planned_outcome(row, (unknown or then)[0])
        name = self.evaluation.catalogue.scenarios[(unknown or then)[0]].title
        if unknown:
            return Verdict.UNKNOWN, f"{name}: {outcome.null_reason}"
        return Verdict.CANNOT_MEET, f"{name}: {self._shortfall(row, then[0], outcome)}"

    def _failures(self, assessment: Assessment, row: int) -> list[int]:
        """Return the scenarios that stand against "meets": binding ones, and unrecoverable ones."""
        binding = by_scenario(self.evaluation.inputs.is_binding)[row]
        failing = []
        for column, scenario in enumerate(self.evaluation.catalogue.scenarios):
            code = int(assessment.state[row, column])
            if not scenario.in_scope or self.accepted[row, column] or code == MET:
                continue
            if binding[column] or code == UNRECOVERABLE:
                failing.append(column)
        return failing

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
        details = self.evaluation.singles(np.array([row]))
        case, bits = details.case, details.rule_bits
        alone = np.flatnonzero((bits[0] & blocking_bits()) == bit_of("input-missing"))
        if not alone.size:
            return ""
        position = int(alone[0])
        protection = self.evaluation.strategies.protections[position]
        found = reasons_of(case, bits, 0, (position,), (protection,))
        return next(item.message for item in found if item.severity is Severity.BLOCKER)

    def _why_nothing(self, row: int) -> str:
        """Return what refuses the strategy or protection that comes closest to being allowed."""
        details = self.evaluation.singles(np.array([row]))
        case, bits = details.case, details.rule_bits
        by_clauses = self._why_clauses_refuse(row, details)
        if by_clauses:
            return by_clauses
        protections = self.evaluation.strategies.protections
        against = np.bitwise_count(bits[0] & blocking_bits())
        copies = [n for n, item in enumerate(protections) if item.target is not None]
        nearest = min(copies, key=lambda n: int(against[n]))
        found = reasons_of(case, bits, 0, (nearest,), (protections[nearest],))
        messages = [item.message for item in found if item.severity is Severity.BLOCKER]
        return f"{_capital(protections[nearest].title)}: {' '.join(messages)}"

    def _why_clauses_refuse(self, row: int, details: Details) -> str:
        """Return the clauses against the strategy that keeps most of them.

        Empty where no strategy is refused by clauses alone.
        """
        strategies = self.evaluation.strategies
        allowed = ~details.is_blocked[0]
        possible = np.flatnonzero(allowed[strategies.first] & allowed[strategies.second])
        if not possible.size:
            return ""
        kept = self.evaluation.judged_at(row).regulation[0, possible]
        nearest = int(possible[np.argmax(kept)])
        check = check_of_strategies(self.evaluation.basis, details.inputs, details.outcomes)
        results = clause_results(check, 0, nearest)
        against = clause_reasons(check, 0, results, all_duties=False)
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
