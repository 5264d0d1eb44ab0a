"""Puts workloads of a study into words and numbers: today, planned, ranked strategies, verdict."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np

from bcdr.choose.plan import Plan
from bcdr.evaluate.assess import Assessment
from bcdr.evaluate.axes import Codes, Flags, Numbers, by_scenario
from bcdr.evaluate.checks import check_of_rows
from bcdr.evaluate.clause_results import clause_reasons, clause_results
from bcdr.evaluate.copies import Copies
from bcdr.evaluate.describe import (
    because_of,
    cost_of,
    coverage_of,
    describe_outcome,
    is_assumed,
    objectives_of,
    reasons_of,
    score_of,
)
from bcdr.evaluate.evaluation import Evaluation
from bcdr.evaluate.evidence import LEVELS
from bcdr.evaluate.outcomes import Outcomes
from bcdr.evaluate.protections import protection_arrays, today_protections
from bcdr.evaluate.regulation import Check
from bcdr.evaluate.strategies import Details, judge_rows
from bcdr.evaluate.today import evidence_of, evidence_words
from bcdr.model.portfolio import Portfolio
from bcdr.model.results import (
    AssignmentResult,
    Detail,
    Outcome,
    StrategyResult,
    WorkloadResult,
)
from bcdr.model.strategy import Protection, Strategy
from bcdr.model.vocabulary import Coverage, Evidence, Verdict
from bcdr.study_reasons import StandingReasons
from bcdr.study_verdicts import Judgement

WORKLOADS_AT_A_TIME: Final = 64


@dataclass(frozen=True, kw_only=True)
class Results:
    """Makes the records of workloads. `accepted` is workload x scenario."""

    evaluation: Evaluation
    plan: Plan
    today: Assessment
    planned: Assessment
    accepted: Flags

    @property
    def portfolio(self) -> Portfolio:
        """Return what was studied."""
        return self.evaluation.portfolio

    @cached_property
    def _tier_titles(self) -> Mapping[str, str]:
        return {tier.id: tier.title for tier in self.evaluation.catalogue.tiers}

    @cached_property
    def _to_build(self) -> frozenset[str]:
        return frozenset(t.name for t in self.portfolio.landscape.targets if t.is_to_build)

    @cached_property
    def _judgement(self) -> Judgement:
        return Judgement(
            evaluation=self.evaluation,
            plan=self.plan,
            today=self.today,
            planned=self.planned,
            accepted=self.accepted,
        )

    def verdict(self, row: int) -> tuple[Verdict, str]:
        """Return what can be said of a workload over its binding scenarios, and why."""
        return self._judgement.verdict(row, self._planned_outcome)

    def _planned_outcome(self, row: int, column: int) -> Outcome:
        return self._assigned_outcome(self.planned, row, column, self._planned_protections(row))

    def coverage(self, assessment: Assessment, row: int, column: int) -> Coverage:
        """Return the coverage of a workload (row) in a scenario (column) of an assessment."""
        return self._coverage(int(assessment.state[row, column]), row, column)

    def _coverage(self, code: int, row: int, column: int) -> Coverage:
        return coverage_of(
            code,
            in_scope=self.evaluation.catalogue.scenarios[column].in_scope,
            accepted=bool(self.accepted[row, column]),
        )

    def workloads(self, rows: Sequence[int], detail: Detail) -> Iterator[WorkloadResult]:
        """Yield the results of some workloads in this order."""
        for start in range(0, len(rows), WORKLOADS_AT_A_TIME):
            some = rows[start : start + WORKLOADS_AT_A_TIME]
            ranked = self.ranked(some, detail)
            for row in some:
                yield self._workload(row, ranked[row])

    def _workload(self, row: int, ranked: tuple[StrategyResult, ...]) -> WorkloadResult:
        workload = self.portfolio.workloads[row]
        verdict, reason = self.verdict(row)
        feasible = int(self.plan.feasible_count[row])
        return WorkloadResult(
            workload=workload,
            criticality_title=self._tier_titles.get(workload.criticality or "", ""),
            hub=workload.hub or "",
            objectives=objectives_of(self.evaluation.inputs, self._scenarios, row),
            today=self._assigned(self.today, row, today_protections(workload), is_today=True),
            planned=self._assigned(
                self.planned, row, self._planned_protections(row), is_today=False
            ),
            recommended=self.plan.strategy(row),
            verdict=verdict,
            verdict_reason=reason,
            clauses=self.reasons.clauses(row, is_today=False),
            ranked=ranked,
            feasible_count=feasible,
            refused_count=len(self.evaluation.strategies) - feasible,
        )

    @cached_property
    def reasons(self) -> StandingReasons:
        """Return what speaks for and against what exists and what is planned."""
        return StandingReasons(
            evaluation=self.evaluation, plan=self.plan, today=self.today, planned=self.planned
        )

    @cached_property
    def _scenarios(self) -> tuple[str, ...]:
        return tuple(item.id for item in self.evaluation.catalogue.scenarios)

    def _planned_protections(self, row: int) -> tuple[Protection, ...]:
        strategy = self.plan.strategy(row)
        return () if strategy is None else strategy.protections

    def _assigned(
        self,
        assessment: Assessment,
        row: int,
        protections: tuple[Protection, ...],
        *,
        is_today: bool,
    ) -> AssignmentResult:
        columns = self.reasons.columns(row, protections, is_today=is_today)
        return AssignmentResult(
            strategy=Strategy(protections),
            protections=protections,
            reasons=self.reasons.of_row(row, protections, is_today=is_today),
            outcomes=tuple(
                self._assigned_outcome(assessment, row, column, protections)
                for column in range(len(self._scenarios))
            ),
            cost=cost_of(
                assessment.costs, row, columns, float(assessment.expected_penalty_per_year[row])
            ),
            evidence=evidence_of(assessment, row),
        )

    def _assigned_outcome(
        self, assessment: Assessment, row: int, column: int, protections: tuple[Protection, ...]
    ) -> Outcome:
        return self._outcome(
            row,
            column,
            outcomes=assessment.outcomes,
            copies=assessment.copies,
            protections=protections,
            at=row,
            code=int(assessment.state[row, column]),
            likely=assessment.likely_hours,
            planning=assessment.planning_hours,
            event_cost=assessment.event_cost,
            missing=assessment.missing,
            because=because_of(assessment, row, column),
            evidence=LEVELS[int(assessment.evidence[row, column])],
            evidence_reason=evidence_words(self.evaluation, assessment, row, column),
        )

    def _outcome(
        self,
        row: int,
        column: int,
        *,
        outcomes: Outcomes,
        copies: Copies,
        protections: tuple[Protection, ...],
        at: int,
        code: int,
        likely: Numbers,
        planning: Numbers,
        event_cost: Numbers,
        missing: Codes,
        because: str = "",
        evidence: Evidence = Evidence.MODELLED,
        evidence_reason: str = "",
    ) -> Outcome:
        """Return one outcome of a workload; `at` is where it stands in the arrays."""
        return describe_outcome(
            outcomes=outcomes,
            copies=copies,
            protections=protections,
            world=self.evaluation.world,
            scenario=self._scenarios[column],
            hub=self.portfolio.workloads[row].hub or "",
            row=at,
            column=column,
            coverage=self._coverage(code, row, column),
            likely=float(likely[at, column]),
            planning=float(planning[at, column]),
            event_cost=float(event_cost[at, column]),
            missing=int(missing[at, column]),
            is_assumed=is_assumed(self.evaluation.inputs, row),
            because=because,
            evidence=evidence,
            evidence_reason=evidence_reason,
        )

    def ranked(
        self, rows: Sequence[int], detail: Detail
    ) -> Mapping[int, tuple[StrategyResult, ...]]:
        """Return strategies of some workloads from best to worst, all judged in one go.

        `chosen` gives only the one chosen, `ranked` the best few, `all` also the refused ones.
        """
        positions = {row: self._positions(row, detail) for row in rows}
        pairs = [
            (row, int(position), place)
            for row in rows
            for place, position in enumerate(positions[row])
        ]
        found: dict[int, tuple[StrategyResult, ...]] = dict.fromkeys(rows, ())
        for (row, _, _), result in zip(pairs, self._described(pairs), strict=True):
            found[row] += (result,)
        return found

    def described(self, pairs: Sequence[tuple[int, int]]) -> tuple[StrategyResult, ...]:
        """Return single strategies of workloads, by row and position in the list, without rank."""
        found = self._described([(row, position, 0) for row, position in pairs])
        return tuple(replace(result, rank=None) for result in found)

    def _described(self, pairs: Sequence[tuple[int, int, int]]) -> tuple[StrategyResult, ...]:
        """Return the results of strategies by row, position in the list and place in a ranking."""
        if not pairs:
            return ()
        strategies = [self.evaluation.strategies.strategy(position) for _, position, _ in pairs]
        basis = self.evaluation.basis
        arrays = protection_arrays(
            [item.protections for item in strategies], self.portfolio.landscape, shared=False
        )
        rows = np.array([row for row, _, _ in pairs])
        looked = judge_rows(basis, self.evaluation.inputs.take(rows), arrays)
        check = check_of_rows(basis, looked.inputs, arrays, looked.outcomes)
        return tuple(
            self._strategy_result(looked, check, at, row, place, position, strategy)
            for at, ((row, position, place), strategy) in enumerate(
                zip(pairs, strategies, strict=True)
            )
        )

    def _strategy_result(
        self,
        looked: Details,
        check: Check,
        at: int,
        row: int,
        place: int,
        position: int,
        strategy: Strategy,
    ) -> StrategyResult:
        outcomes = tuple(
            self._outcome(
                row,
                column,
                outcomes=looked.outcomes,
                copies=looked.copies,
                protections=strategy.protections,
                at=at,
                code=int(by_scenario(looked.outcomes.state)[at, column]),
                likely=by_scenario(looked.outcomes.likely_hours),
                planning=by_scenario(looked.outcomes.planning_hours),
                event_cost=by_scenario(looked.outcomes.event_cost),
                missing=by_scenario(looked.outcomes.missing),
            )
            for column in range(len(self._scenarios))
        )
        missing = tuple(dict.fromkeys(name for item in outcomes for name in item.missing))
        judged = self.evaluation.judged_at(row)
        is_feasible = bool(judged.is_feasible[0, position])
        columns = tuple(range(len(strategy.protections)))
        penalty = float(judged.expected_penalty_per_year[0, position])
        return StrategyResult(
            strategy=strategy,
            rank=1 + place if is_feasible else None,
            is_feasible=is_feasible,
            reasons=self.reasons.overruled.marked(
                self.portfolio.workloads[row].id,
                reasons_of(looked.case, looked.rule_bits, at, columns, strategy.protections)
                + clause_reasons(check, at, clause_results(check, at, 0), all_duties=False),
            ),
            outcomes=outcomes,
            cost=cost_of(looked.costs, at, columns, penalty),
            score=score_of(self.evaluation, row, position, missing),
            is_to_build=any(item.target in self._to_build for item in strategy.protections),
        )

    def _positions(self, row: int, detail: Detail) -> Codes:
        if detail == "none":
            return np.zeros(0, dtype=np.int64)
        ranking = self.plan.ranking(row)
        if detail == "all":
            return ranking
        if detail == "chosen":
            return ranking[ranking == self.plan.chosen[row]]
        best = ranking[: self.evaluation.settings.ranked_count]
        return best[self.evaluation.judged_at(row).is_feasible[0, best]]
