"""A study: the whole chain run once, and everything that can be asked of it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from bcdr import study_tables
from bcdr.choose.plan import Plan, choose
from bcdr.evaluate.assess import Assessment, assess
from bcdr.evaluate.axes import Codes, Flags
from bcdr.evaluate.cost import frequencies
from bcdr.evaluate.describe import (
    accepted_flags,
    because_of,
    cost_of,
    coverage_of,
    describe_outcome,
    is_assumed,
    objectives_of,
    reasons_of,
    score_of,
)
from bcdr.evaluate.evaluation import Evaluation, accepted_workloads, evaluate
from bcdr.evaluate.explain import explain_quantity
from bcdr.evaluate.outcomes import judge_together
from bcdr.evaluate.protections import (
    all_strategies,
    protection_arrays,
    today_arrays,
    today_protections,
)
from bcdr.evaluate.today import evidence_of, shared_reasons, today_reasons
from bcdr.intake.reading import Reading
from bcdr.model.catalogue import Catalogue
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.findings import Finding
from bcdr.model.portfolio import Portfolio, Workload
from bcdr.model.results import (
    ApplicationOutcome,
    ApplicationResult,
    AssignmentResult,
    Detail,
    Explanation,
    Outcome,
    Reason,
    StrategyResult,
    WorkloadResult,
)
from bcdr.model.review import SourceFile
from bcdr.model.settings import Settings
from bcdr.model.strategy import Protection, Strategy
from bcdr.model.vocabulary import Coverage, Evidence, Severity, Verdict
from bcdr.study_verdicts import Judgement

Progress = Callable[[float, str], None]


def run_study(
    portfolio: Portfolio,
    settings: Settings,
    catalogue: Catalogue | None = None,
    *,
    findings: Sequence[Finding] = (),
    counts: Mapping[str, int] | None = None,
    source: SourceFile | None = None,
    progress: Progress | None = None,
) -> "Study":
    """Return the study of a portfolio: evaluated, chosen, and assessed together.

    `counts` are those of the reading it comes from, so that a report can show that no row was
    lost. `progress` is told the share done, 0 to 1, and what comes next.

    Raises:
        ValueError: there is no workload, Hub or target.
    """
    _refuse_nothing(portfolio)
    tell = progress or (lambda _share, _words: None)
    knowledge = catalogue or load_catalogue()
    tell(0.0, "Judging every strategy for every workload")
    strategies = all_strategies(portfolio.landscape, knowledge)
    evaluation = evaluate(portfolio, strategies, knowledge, settings)
    tell(0.6, "Choosing within capacity")
    plan = choose(evaluation, settings.goal)
    tell(0.8, "Assessing today and the plan together")
    today = assess(
        evaluation, today_arrays(portfolio.workloads, portfolio.landscape), only_built=True
    )
    chosen = [plan.strategy(row) for row in range(len(portfolio.workloads))]
    planned = assess(
        evaluation,
        protection_arrays(
            [() if item is None else item.protections for item in chosen],
            portfolio.landscape,
            shared=False,
        ),
    )
    tell(1.0, "Done")
    return Study(
        evaluation=evaluation,
        plan=plan,
        today=today,
        planned=planned,
        findings=tuple(findings),
        counts=counts or {},
        source=source,
    )


def study_reading(
    reading: Reading, *, source: SourceFile | None = None, progress: Progress | None = None
) -> "Study":
    """Return the study of what a workbook was read as, with its own settings and findings.

    Raises:
        ValueError: the workbook could not be used; the message is what its findings say.
    """
    if reading.portfolio is None:
        raise ValueError(" ".join(str(finding) for finding in reading.findings))
    return run_study(
        reading.portfolio,
        reading.settings,
        reading.catalogue,
        findings=reading.findings,
        counts=reading.counts,
        source=source,
        progress=progress,
    )


def _refuse_nothing(portfolio: Portfolio) -> None:
    landscape = portfolio.landscape
    for name, items in (
        ("workload", portfolio.workloads),
        ("Hub", landscape.hubs),
        ("target", landscape.targets),
    ):
        if not items:
            raise ValueError(f"The portfolio has no {name}. A study needs at least one.")


@dataclass(frozen=True, kw_only=True)
class Study:
    """Everything the chain computed. Records and tables are made when they are asked for."""

    evaluation: Evaluation
    plan: Plan
    today: Assessment
    planned: Assessment
    findings: tuple[Finding, ...]
    counts: Mapping[str, int]
    source: SourceFile | None

    @property
    def portfolio(self) -> Portfolio:
        """Return what was studied."""
        return self.evaluation.portfolio

    @property
    def settings(self) -> Settings:
        """Return how it was studied."""
        return self.evaluation.settings

    @property
    def catalogue(self) -> Catalogue:
        """Return the numbers and facts it rests on."""
        return self.evaluation.catalogue

    @property
    def currency(self) -> str:
        """Return the currency of all money."""
        return self.catalogue.currency

    @property
    def scenario_ids(self) -> tuple[str, ...]:
        """Return the scenarios in order."""
        return tuple(item.id for item in self.catalogue.scenarios)

    @cached_property
    def strategies(self) -> tuple[Strategy, ...]:
        """Return every strategy that was looked at."""
        every = self.evaluation.strategies
        return tuple(every.strategy(position) for position in range(len(every)))

    @property
    def outlay_per_year(self) -> float:
        """Return the outlay of the plan, fixed costs of targets included."""
        return self.planned.total_outlay_per_year

    @property
    def expected_penalty_per_year(self) -> float:
        """Return the expected penalty of the plan."""
        return self.planned.total_expected_penalty_per_year

    @property
    def today_outlay_per_year(self) -> float:
        """Return the outlay of what exists today, at the price sheet."""
        return self.today.total_outlay_per_year

    @property
    def today_expected_penalty_per_year(self) -> float:
        """Return the expected penalty with what exists today."""
        return self.today.total_expected_penalty_per_year

    @cached_property
    def _row_of(self) -> Mapping[str, int]:
        return {item.id: row for row, item in enumerate(self.portfolio.workloads)}

    @cached_property
    def accepted(self) -> Flags:
        """Return workload x scenario where a gap is accepted or nobody needs it back."""
        return accepted_flags(self.evaluation, accepted_workloads(self.portfolio, self.settings))

    def row(self, workload_id: str) -> int:
        """Return the position of a workload.

        Raises:
            LookupError: there is no workload of that id.
        """
        try:
            return self._row_of[workload_id]
        except KeyError:
            raise LookupError(
                f"There is no workload '{workload_id}'. Use an ID of the Applications sheet."
            ) from None

    def coverage(self, assessment: Assessment, row: int, column: int) -> Coverage:
        """Return the coverage of a workload (row) in a scenario (column) of an assessment."""
        return coverage_of(
            int(assessment.state[row, column]),
            in_scope=self.catalogue.scenarios[column].in_scope,
            accepted=bool(self.accepted[row, column]),
        )

    def workload(self, workload_id: str, *, detail: Detail = "ranked") -> WorkloadResult:
        """Return everything the study says of one workload.

        Raises:
            LookupError: there is no workload of that id.
        """
        return self._workload(self.row(workload_id), detail)

    def workloads(self, detail: Detail = "ranked") -> Iterator[WorkloadResult]:
        """Yield every workload's result in the order of the portfolio."""
        for row in range(len(self.portfolio.workloads)):
            yield self._workload(row, detail)

    def _workload(self, row: int, detail: Detail) -> WorkloadResult:
        workload = self.portfolio.workloads[row]
        verdict, reason = self.verdict(row)
        feasible = int(self.evaluation.is_feasible[row].sum())
        tiers = {tier.id: tier.title for tier in self.catalogue.tiers}
        return WorkloadResult(
            workload=workload,
            criticality_title=tiers.get(workload.criticality or "", ""),
            hub=workload.hub or "",
            objectives=objectives_of(self.evaluation.inputs, self.scenario_ids, row),
            today=self._assigned(self.today, row, today_protections(workload), is_today=True),
            planned=self._planned(row),
            recommended=self.plan.strategy(row),
            verdict=verdict,
            verdict_reason=reason,
            ranked=self.ranked(row, detail),
            feasible_count=feasible,
            refused_count=len(self.evaluation.strategies) - feasible,
        )

    def _planned(self, row: int) -> AssignmentResult:
        strategy = self.plan.strategy(row)
        return self._assigned(
            self.planned, row, () if strategy is None else strategy.protections, is_today=False
        )

    def _assigned(
        self,
        assessment: Assessment,
        row: int,
        protections: tuple[Protection, ...],
        *,
        is_today: bool,
    ) -> AssignmentResult:
        workload = self.portfolio.workloads[row]
        columns = self._filled_slots(workload) if is_today else tuple(range(len(protections)))
        reasons = reasons_of(assessment.case, assessment.rule_bits, row, columns, protections)
        reasons += shared_reasons(self.evaluation, assessment, row)
        if is_today:
            reasons += today_reasons(self.evaluation, row)
        if not is_today and bool(self.plan.is_over_capacity[row]):
            reasons += (_over_capacity(),)
        return AssignmentResult(
            strategy=Strategy(protections),
            protections=protections,
            reasons=reasons,
            outcomes=tuple(
                self._assigned_outcome(assessment, row, column, protections)
                for column in range(len(self.scenario_ids))
            ),
            cost=cost_of(
                assessment.costs, row, columns, float(assessment.expected_penalty_per_year[row])
            ),
            evidence=evidence_of(self.evaluation, workload, protections)
            if is_today or protections == today_protections(workload)
            else Evidence.MODELLED,
        )

    @staticmethod
    def _filled_slots(workload: Workload) -> tuple[int, ...]:
        return tuple(slot for slot, item in enumerate(workload.current) if item.option is not None)

    def _assigned_outcome(
        self, assessment: Assessment, row: int, column: int, protections: tuple[Protection, ...]
    ) -> Outcome:
        return describe_outcome(
            outcomes=assessment.outcomes,
            copies=assessment.copies,
            protections=protections,
            world=self.evaluation.world,
            scenario=self.scenario_ids[column],
            hub=self.portfolio.workloads[row].hub or "",
            row=row,
            column=column,
            coverage=self.coverage(assessment, row, column),
            likely=float(assessment.likely_hours[row, column]),
            planning=float(assessment.planning_hours[row, column]),
            event_cost=float(assessment.event_cost[row, column]),
            missing=int(assessment.missing[row, column]),
            is_assumed=is_assumed(self.evaluation.inputs, row),
            because=because_of(assessment, row, column),
        )

    def ranked(self, row: int, detail: Detail = "ranked") -> tuple[StrategyResult, ...]:
        """Return strategies of a workload from best to worst.

        `chosen` gives only the one chosen, `ranked` the best few, `all` also the refused ones.
        """
        positions = self._positions(row, detail)
        if not len(positions):
            return ()
        every = self.evaluation.strategies
        chosen = [every.strategy(int(position)) for position in positions]
        inputs = self.evaluation.inputs.take(np.full(len(positions), row))
        arrays = protection_arrays(
            [item.protections for item in chosen], self.portfolio.landscape, shared=False
        )
        outcomes, copies = judge_together(
            inputs, self.evaluation.world, self.catalogue, arrays, self.evaluation.z
        )
        to_build = {t.name for t in self.portfolio.landscape.targets if t.is_to_build}
        results = []
        for place, (position, strategy) in enumerate(zip(positions, chosen, strict=True)):
            columns = self._columns(int(position))
            found = tuple(
                describe_outcome(
                    outcomes=outcomes,
                    copies=copies,
                    protections=strategy.protections,
                    world=self.evaluation.world,
                    scenario=scenario,
                    hub=self.portfolio.workloads[row].hub or "",
                    row=place,
                    column=f,
                    coverage=coverage_of(
                        int(outcomes.state[place, 0, 0, 0, f]),
                        in_scope=self.catalogue.scenarios[f].in_scope,
                        accepted=bool(self.accepted[row, f]),
                    ),
                    likely=float(outcomes.likely_hours[place, 0, 0, 0, f]),
                    planning=float(outcomes.planning_hours[place, 0, 0, 0, f]),
                    event_cost=float(outcomes.event_cost[place, 0, 0, 0, f]),
                    missing=int(outcomes.missing[place, 0, 0, 0, f]),
                    is_assumed=is_assumed(self.evaluation.inputs, row),
                )
                for f, scenario in enumerate(self.scenario_ids)
            )
            missing = tuple(dict.fromkeys(name for item in found for name in item.missing))
            is_feasible = bool(self.evaluation.is_feasible[row, position])
            results.append(
                StrategyResult(
                    strategy=strategy,
                    rank=1 + int(np.argmax(self.plan.ranking[row] == position))
                    if is_feasible
                    else None,
                    is_feasible=is_feasible,
                    reasons=reasons_of(
                        self.evaluation.case,
                        self.evaluation.rule_bits,
                        row,
                        columns,
                        strategy.protections,
                    ),
                    outcomes=found,
                    cost=cost_of(
                        self.evaluation.costs,
                        row,
                        columns,
                        float(self.evaluation.expected_penalty_per_year[row, position]),
                    ),
                    score=score_of(self.evaluation, row, int(position), missing),
                    is_to_build=any(item.target in to_build for item in strategy.protections),
                )
            )
        return tuple(results)

    def _positions(self, row: int, detail: Detail) -> Codes:
        ranking = self.plan.ranking[row]
        if detail == "all":
            return ranking
        if detail == "none":
            return ranking[:0]
        if detail == "chosen":
            return ranking[ranking == self.plan.chosen[row]]
        best = ranking[: self.settings.ranked_count]
        return best[self.evaluation.is_feasible[row, best]]

    def _columns(self, position: int) -> tuple[int, ...]:
        first = int(self.evaluation.strategies.first[position])
        second = int(self.evaluation.strategies.second[position])
        return (first,) if first == second else (first, second)

    @cached_property
    def _judgement(self) -> Judgement:
        return Judgement(
            evaluation=self.evaluation,
            plan=self.plan,
            today=self.today,
            planned=self.planned,
            accepted=self.accepted,
            planned_outcome=lambda row, column: self._assigned_outcome(
                self.planned, row, column, self._planned_protections(row)
            ),
        )

    def verdict(self, row: int) -> tuple[Verdict, str]:
        """Return what can be said of a workload over its binding scenarios, and why."""
        return self._judgement.verdict(row)

    def _planned_protections(self, row: int) -> tuple[Protection, ...]:
        strategy = self.plan.strategy(row)
        return () if strategy is None else strategy.protections

    def applications(self) -> tuple[ApplicationResult, ...]:
        """Return every application over its workloads, today and as planned."""
        ids: dict[str, list[str]] = {}
        for item in self.portfolio.workloads:
            ids.setdefault(item.application, []).append(item.id)
        return tuple(
            ApplicationResult(
                application=name,
                workload_ids=tuple(ids[name]),
                today=self._application(self.today, position),
                planned=self._application(self.planned, position),
            )
            for position, name in enumerate(self.today.applications)
        )

    def _application(self, assessment: Assessment, position: int) -> tuple[ApplicationOutcome, ...]:
        members = np.flatnonzero(assessment.application_of == position)
        outcomes = []
        for column, scenario in enumerate(self.catalogue.scenarios):
            accepted = bool(self.accepted[members, column].all())
            hours = float(assessment.application_hours[position, column])
            outcomes.append(
                ApplicationOutcome(
                    scenario=scenario.id,
                    coverage=coverage_of(
                        int(assessment.application_state[position, column]),
                        in_scope=scenario.in_scope,
                        accepted=accepted,
                    ),
                    recovery_hours=hours if np.isfinite(hours) else None,
                    critical_path=self._critical_path(assessment, members, column),
                )
            )
        return tuple(outcomes)

    def _critical_path(
        self, assessment: Assessment, members: Codes, column: int
    ) -> tuple[str, ...]:
        hours = assessment.planning_hours[members, column]
        if not np.isfinite(hours).all():
            return ()
        row = int(members[int(np.argmax(hours))])
        path = [row]
        while (row := int(assessment.limiting[row, column])) >= 0 and row not in path:
            path.append(row)
        return tuple(self.portfolio.workloads[row].title for row in reversed(path))

    def explain(
        self, workload_id: str, quantity: str, scenario: str, strategy: str = "recommended"
    ) -> Explanation:
        """Return how a number came about.

        `strategy` is `recommended`, `today` or the id of a strategy; the workload is looked at
        alone.

        Raises:
            LookupError: workload, quantity, scenario or strategy is not known.
        """
        row = self.row(workload_id)
        workload = self.portfolio.workloads[row]
        if strategy == "today":
            arrays = today_arrays((workload,), self.portfolio.landscape)
            chosen = Strategy(today_protections(workload))
        else:
            chosen = self._strategy(row, strategy)
            arrays = protection_arrays([chosen.protections], self.portfolio.landscape, shared=False)
        return explain_quantity(
            self.evaluation, row, arrays, chosen, quantity, scenario,
            only_built=strategy == "today",
        )  # fmt: skip

    def _strategy(self, row: int, strategy: str) -> Strategy:
        if strategy == "recommended":
            chosen = self.plan.strategy(row)
            if chosen is None:
                raise LookupError(
                    f"Nothing is recommended for '{self.portfolio.workloads[row].id}': "
                    f"{self.verdict(row)[1]}"
                )
            return chosen
        for candidate in self.strategies:
            if candidate.id == strategy:
                return candidate
        raise LookupError(
            f"There is no strategy '{strategy}'. Use 'recommended', 'today' or an id of the study."
        )

    def events_per_year(self) -> Mapping[str, float]:
        """Return how many events of each scenario the assumed frequencies mean for all of it.

        What hits a Hub, site or region counts once for each of them; a VM, workload or
        application counts one by one.
        """
        return study_tables.events_per_year(self)

    def coverage_counts(self) -> Mapping[str, Mapping[str, Mapping[str, int]]]:
        """Return how many workloads are in each state, for today and planned, per scenario."""
        counts: dict[str, dict[str, dict[str, int]]] = {}
        for name, assessment in (("today", self.today), ("planned", self.planned)):
            counts[name] = {}
            for column, scenario in enumerate(self.scenario_ids):
                found = Counter(
                    self.coverage(assessment, row, column)
                    for row in range(len(self.portfolio.workloads))
                )
                counts[name][scenario] = {str(state): found[state] for state in Coverage}
        return counts

    def coverage_table(self) -> pd.DataFrame:
        """Return one row per workload and scenario, today beside planned."""
        return study_tables.coverage_table(self)

    def plan_table(self) -> pd.DataFrame:
        """Return one row per workload with what is recommended and what it means."""
        return study_tables.plan_table(self)

    def gaps_table(self) -> pd.DataFrame:
        """Return what is not covered today, worst first, and what would cover it."""
        return study_tables.gaps_table(self)

    def reasons_table(self) -> pd.DataFrame:
        """Return every reason against every option on every target, per workload."""
        return study_tables.reasons_table(self)

    def ranked_table(self) -> pd.DataFrame:
        """Return the best strategies of every workload with the parts of their score."""
        return study_tables.ranked_table(self)

    def assumptions_table(self) -> pd.DataFrame:
        """Return every number the study rests on with unit, range, origin and source."""
        return study_tables.assumptions_table(self)

    def targets_table(self) -> pd.DataFrame:
        """Return what the plan puts on each target against what it can take."""
        return study_tables.targets_table(self)

    @cached_property
    def frequencies(self) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        """Return events per year that each workload answers for, workload x scenario."""
        return frequencies(self.evaluation.inputs, self.catalogue)[:, 0, 0, 0, :]


def _over_capacity() -> Reason:
    return Reason(
        code="over-capacity",
        severity=Severity.WARNING,
        message="Its best strategy no longer fits what more critical workloads leave free.",
        remedy="Enlarge the target or link named on Targets, or accept the next best.",
        source="D1: size the target for what it is to hold",
    )
