"""What speaks for and against the protections a workload has, and those planned for it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bcdr.choose.overruled import Overruled, overruled
from bcdr.choose.plan import Plan
from bcdr.evaluate.assess import Assessment
from bcdr.evaluate.axes import Flags
from bcdr.evaluate.checks import check_of_rows
from bcdr.evaluate.clause_results import clause_reasons, clause_results, open_applicability
from bcdr.evaluate.describe import reasons_of
from bcdr.evaluate.evaluation import Evaluation
from bcdr.evaluate.regulation import Check
from bcdr.evaluate.rules import warning_bits
from bcdr.evaluate.today import today_reasons
from bcdr.evaluate.together import may_share_reasons, shared_reasons
from bcdr.model.results import ClauseResult, Reason
from bcdr.model.strategy import Protection
from bcdr.model.vocabulary import Severity


@dataclass(frozen=True, kw_only=True)
class StandingReasons:
    """The reasons of rules, of what is shared, and of clauses; those overridden say so."""

    evaluation: Evaluation
    plan: Plan
    today: Assessment
    planned: Assessment

    @cached_property
    def overruled(self) -> Overruled:
        """Return which refusals are overridden."""
        return overruled(self.evaluation)

    def of_row(
        self, row: int, protections: tuple[Protection, ...], *, is_today: bool
    ) -> tuple[Reason, ...]:
        """Return every reason for or against what a workload has, or is to have."""
        assessment = self.today if is_today else self.planned
        columns = self.columns(row, protections, is_today=is_today)
        reasons = reasons_of(assessment.case, assessment.rule_bits, row, columns, protections)
        reasons += shared_reasons(self.evaluation, assessment, row)
        if is_today:
            reasons += today_reasons(self.evaluation, assessment, row)
        if not is_today and bool(self.plan.is_over_capacity[row]):
            reasons += (_over_capacity(),)
        reasons += self._of_clauses(row, is_today=is_today)
        return self.overruled.marked(self.evaluation.inputs.workloads[row].id, reasons)

    def columns(
        self, row: int, protections: tuple[Protection, ...], *, is_today: bool
    ) -> tuple[int, ...]:
        """Return where the protections of a workload stand in the arrays."""
        if not is_today:
            return tuple(range(len(protections)))
        current = self.evaluation.inputs.workloads[row].current
        return tuple(slot for slot, item in enumerate(current) if item.option is not None)

    def warning_count(self, row: int) -> int:
        """Return how many warnings there are of what is planned for a workload.

        Where nothing but rules of the book warns, their bits are counted and none put into words.
        """
        strategy = self.plan.strategy(row)
        protections = () if strategy is None else strategy.protections
        workload = self.evaluation.inputs.workloads[row]
        if self.evaluation.basis.rulebook.clauses or workload.id in self.overruled.decisions:
            reasons = self.of_row(row, protections, is_today=False)
            return sum(item.severity is Severity.WARNING for item in reasons)
        bits = self.planned.rule_bits[row, : len(protections)] & self._warning_bits
        shared = shared_reasons(self.evaluation, self.planned, row) if self._may_share[row] else ()
        return (
            int(np.bitwise_count(bits).sum())
            + sum(item.severity is Severity.WARNING for item in shared)
            + int(self.plan.is_over_capacity[row])
        )

    def clauses(self, row: int, *, is_today: bool) -> tuple[ClauseResult, ...]:
        """Return how today, or the plan, stands to all that applies to a workload.

        Nothing is said of a workload for which nothing is planned.
        """
        if not self.evaluation.basis.rulebook.clauses:
            return ()
        if not is_today and self.plan.strategy(row) is None:
            return ()
        return clause_results(self._today_check if is_today else self._planned_check, row, 0)

    def _of_clauses(self, row: int, *, is_today: bool) -> tuple[Reason, ...]:
        results = self.clauses(row, is_today=is_today)
        if not results:
            return ()
        check = self._today_check if is_today else self._planned_check
        against = clause_reasons(check, row, results, all_duties=True)
        return against + open_applicability(results)

    @cached_property
    def _warning_bits(self) -> int:
        return warning_bits()

    @cached_property
    def _may_share(self) -> Flags:
        return may_share_reasons(self.evaluation, self.planned)

    @cached_property
    def _today_check(self) -> Check:
        return self._check(self.today)

    @cached_property
    def _planned_check(self) -> Check:
        return self._check(self.planned)

    def _check(self, assessment: Assessment) -> Check:
        """Return the check of an assignment; its times are measured where a test proves them."""
        return check_of_rows(
            self.evaluation.basis,
            self.evaluation.inputs,
            assessment.arrays,
            assessment.outcomes,
            planning_hours=assessment.planning_hours,
            state=assessment.own_state,
            missing=assessment.missing,
            only_built=assessment is self.today,
        )


def _over_capacity() -> Reason:
    return Reason(
        code="over-capacity",
        severity=Severity.WARNING,
        message="Its best strategy no longer fits what more critical workloads leave free.",
        remedy="Enlarge the target or link named on Targets, or accept the next best.",
        source="D1: size the target for what it is to hold",
    )
