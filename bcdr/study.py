"""A study: the whole chain run once, and everything that can be asked of it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from bcdr.choose.overruled import with_overrides
from bcdr.choose.plan import Plan, choose
from bcdr.evaluate.assess import Assessment, assess
from bcdr.evaluate.axes import Flags, Numbers, by_scenario
from bcdr.evaluate.cost import frequencies
from bcdr.evaluate.describe import accepted_flags
from bcdr.evaluate.evaluation import Evaluation, evaluate
from bcdr.evaluate.explain import explain_quantity
from bcdr.evaluate.protections import (
    all_strategies,
    protection_arrays,
    today_arrays,
    today_protections,
)
from bcdr.intake.reading import Reading
from bcdr.model.catalogue import Catalogue
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.findings import Finding
from bcdr.model.portfolio import Portfolio
from bcdr.model.results import (
    ApplicationResult,
    Detail,
    Explanation,
    StrategyResult,
    WorkloadResult,
)
from bcdr.model.review import SourceFile
from bcdr.model.settings import Settings
from bcdr.model.strategy import Strategy
from bcdr.model.vocabulary import Coverage, Verdict
from bcdr.study_applications import application_results
from bcdr.study_regulation import regulation_table
from bcdr.study_results import Results
from bcdr.study_sensitivity import Sensitivity
from bcdr.study_tables_assumptions import assumptions_table, events_per_year, quantities_table
from bcdr.study_tables_copies import copies_table
from bcdr.study_tables_cost import cost_table
from bcdr.study_tables_coverage import coverage_table
from bcdr.study_tables_outcomes import OutcomeArrays, outcome_arrays
from bcdr.study_tables_penalty import penalty_table
from bcdr.study_tables_plan import gaps_table, plan_table, worst_first
from bcdr.study_tables_ranked import ranked_table
from bcdr.study_tables_reasons import reasons_parts, reasons_table
from bcdr.study_tables_targets import target_cost_table, targets_table
from bcdr.study_together import Together

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
    lost. `progress` is told the share done, 0 to 1, and what comes next; what it raises ends the
    work.

    Raises:
        ValueError: there is no workload, Hub or target.
    """
    _refuse_nothing(portfolio)
    tell = progress or (lambda _share, _words: None)
    knowledge = catalogue or load_catalogue()
    count = len(portfolio.workloads)

    def part(begin: float, end: float, words: str) -> Callable[[int], None]:
        return lambda done: tell(
            begin + (end - begin) * done / count, f"{words}: {done:,} of {count:,} workloads"
        )

    tell(0.0, "Judging every strategy for every workload")
    strategies = all_strategies(portfolio.landscape, knowledge)
    evaluation = with_overrides(evaluate(portfolio, strategies, knowledge, settings))
    plan = choose(evaluation, settings.goal, chosen_for=part(0.0, 0.8, "Judging and choosing"))
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
class Study(Sensitivity, Together):
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
        return accepted_flags(self.evaluation)

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
        return self.results.coverage(assessment, row, column)

    def workload(self, workload_id: str, *, detail: Detail = "ranked") -> WorkloadResult:
        """Return everything the study says of one workload.

        Raises:
            LookupError: there is no workload of that id.
        """
        return next(self.results.workloads((self.row(workload_id),), detail))

    def workloads(self, detail: Detail = "ranked") -> Iterator[WorkloadResult]:
        """Yield every workload's result in the order of the portfolio."""
        yield from self.results.workloads(range(len(self.portfolio.workloads)), detail)

    @cached_property
    def results(self) -> Results:
        """Return what puts workloads into words and numbers."""
        return Results(
            evaluation=self.evaluation,
            plan=self.plan,
            today=self.today,
            planned=self.planned,
            accepted=self.accepted,
        )

    def ranked(self, row: int, detail: Detail = "ranked") -> tuple[StrategyResult, ...]:
        """Return strategies of a workload from best to worst.

        `chosen` gives only the one chosen, `ranked` the best few, `all` also the refused ones.
        """
        return self.results.ranked((row,), detail)[row]

    def verdict(self, row: int) -> tuple[Verdict, str]:
        """Return what can be said of a workload over its binding scenarios, and why."""
        return self.results.verdict(row)

    def warning_count(self, row: int) -> int:
        """Return how many warnings there are of what is planned for a workload."""
        return self.results.reasons.warning_count(row)

    def applications(self) -> tuple[ApplicationResult, ...]:
        """Return every application over its workloads, today and as planned."""
        return application_results(self.today, self.planned, self.accepted)

    def application(self, name: str) -> ApplicationResult:
        """Return one application over its workloads, today and as planned.

        Raises:
            LookupError: there is no application of that name.
        """
        found = application_results(self.today, self.planned, self.accepted, {name})
        if not found:
            raise LookupError(f"There is no application '{name}'.")
        return found[0]

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
        return events_per_year(self)

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
        return self._coverage_table.copy()

    def plan_table(self) -> pd.DataFrame:
        """Return one row per workload with what is recommended and what it means."""
        return self._plan_table.copy()

    @cached_property
    def _coverage_table(self) -> pd.DataFrame:
        return coverage_table(self, self._today_outcomes, self._planned_outcomes)

    @cached_property
    def _plan_table(self) -> pd.DataFrame:
        return plan_table(self, self._planned_outcomes)

    @cached_property
    def _today_outcomes(self) -> OutcomeArrays:
        return outcome_arrays(self, self.today)

    @cached_property
    def _planned_outcomes(self) -> OutcomeArrays:
        return outcome_arrays(self, self.planned)

    def worst_first(self) -> tuple[str, ...]:
        """Return the ids of the workloads with a gap today, the worst gap first."""
        workloads = self.evaluation.inputs.workloads
        return tuple(workloads[row].id for row in worst_first(self, self._today_outcomes).tolist())

    def gaps_table(self) -> pd.DataFrame:
        """Return what is not covered today, worst first, and what would cover it."""
        return gaps_table(self)

    def reasons_table(self) -> pd.DataFrame:
        """Return every reason against every option on every target, per workload."""
        return reasons_table(self)

    def reasons_parts(self) -> Iterator[pd.DataFrame]:
        """Yield the table of reasons in pieces of some workloads, to spare memory."""
        return reasons_parts(self)

    def ranked_table(self) -> pd.DataFrame:
        """Return the best strategies of every workload with the parts of their score."""
        return ranked_table(self)

    def assumptions_table(self) -> pd.DataFrame:
        """Return every number the study rests on with unit, range, origin and source."""
        return assumptions_table(self)

    def targets_table(self) -> pd.DataFrame:
        """Return what the plan puts on each target against what it can take."""
        return targets_table(self)

    def copies_table(self) -> pd.DataFrame:
        """Return the copy ledger of today and of the plan: where copies are and what survives."""
        return copies_table(self)

    def cost_table(self) -> pd.DataFrame:
        """Return every component of the outlay as quantity times price, today and planned."""
        return cost_table(self)

    def penalty_table(self) -> pd.DataFrame:
        """Return what each scenario costs each workload in a year, as events, hours and rates."""
        return penalty_table(self)

    def target_cost_table(self) -> pd.DataFrame:
        """Return what each target costs by component, its fixed cost included."""
        return target_cost_table(self)

    def quantities_table(self) -> pd.DataFrame:
        """Return every quantity that `explain` knows, with unit, formula and source."""
        return quantities_table()

    def regulation_table(self) -> pd.DataFrame:
        """Return how today and the plan stand to every clause and rule that applies."""
        return regulation_table(self.results)

    @cached_property
    def frequencies(self) -> Numbers:
        """Return events per year that each workload answers for, workload x scenario."""
        return by_scenario(frequencies(self.evaluation.inputs, self.catalogue))
