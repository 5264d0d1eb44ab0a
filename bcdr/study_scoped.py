"""A study as it is told of some of its workloads, which were chosen for among all the others."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property

import numpy as np
import pandas as pd

from bcdr.evaluate.assess import Assessment
from bcdr.evaluate.axes import Codes, Numbers, by_level
from bcdr.evaluate.copies import copy_targets
from bcdr.evaluate.cost import COMPONENTS
from bcdr.evaluate.streams import make_streams
from bcdr.model.portfolio import Portfolio
from bcdr.model.results import ApplicationResult, Detail, Explanation, Inversion, WorkloadResult
from bcdr.model.sensitivity import OpenInput
from bcdr.model.vocabulary import Coverage
from bcdr.study import Study
from bcdr.study_results import Results
from bcdr.study_tables_targets import component_field
from bcdr.study_together import Assigned


def study_of_scope(study: Study, workload_ids: Collection[str], words: str) -> "ScopedStudy":
    """Return a study told of these workloads alone; `words` say how they were chosen.

    Nothing is judged anew: what is recommended, and what targets and links hold, is that of the
    whole portfolio.

    Of a study that is of a scope already, the ids are narrowed down further.

    Raises:
        LookupError: there is no workload of one of these ids.
        ValueError: there is no id.
    """
    if not workload_ids:
        raise ValueError("No workload is in the scope. A study needs at least one.")
    rows = tuple(sorted({study.row(id_) for id_ in workload_ids}))
    whole = whole_of(study)
    return ScopedStudy(
        **{item.name: getattr(whole, item.name) for item in fields(whole)},
        whole=whole,
        rows=rows,
        words=words,
    )


def scope_of(study: Study) -> "ScopedStudy | None":
    """Return a study as one of a scope, None where it is of the whole portfolio."""
    return study if isinstance(study, ScopedStudy) else None


def whole_of(study: Study) -> Study:
    """Return the study of the whole portfolio that a study is, or tells of in part."""
    return study.whole if isinstance(study, ScopedStudy) else study


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetPart:
    """What the workloads in scope put on each target (t), of what all put on it.

    `fixed_cost_per_year` is their part of the fixed cost that is charged to all: by the GB they
    store there, which it is charged by, or by workloads where nothing is stored. The parts of
    scopes that share no workload add up to the whole.
    """

    workload_count: Codes
    stored_gb: Numbers
    needed_mb_per_s: Numbers
    fixed_cost_per_year: Numbers


@dataclass(frozen=True, kw_only=True)
class ScopedStudy(Study):
    """The part of a study that is about some workloads: those of `rows`, chosen by `words`.

    Records, tables and totals are of these workloads alone. Arrays, rows of workloads, and what
    is shared stay those of the `whole`: capacities and loads of targets and links, recovery
    places, what an event costs, and which inputs are missing most.
    """

    whole: Study
    rows: tuple[int, ...]
    words: str

    @property
    def portfolio(self) -> Portfolio:
        """Return the workloads in scope, with what was said of them."""
        return self._portfolio

    @cached_property
    def _portfolio(self) -> Portfolio:
        every = self.whole.portfolio
        workloads = tuple(every.workloads[row] for row in self.rows)
        ids = {item.id for item in workloads}
        return replace(
            every,
            workloads=workloads,
            edges=tuple(edge for edge in every.edges if ids.issuperset(edge)),
            drills=tuple(item for item in every.drills if item.workload_id in ids),
            decisions=tuple(item for item in every.decisions if item.workload_id in ids),
        )

    @cached_property
    def ids(self) -> frozenset[str]:
        """Return the ids of the workloads in scope."""
        return frozenset(item.id for item in self.portfolio.workloads)

    @property
    def outside_count(self) -> int:
        """Return how many workloads are outside the scope."""
        return len(self.whole.portfolio.workloads) - len(self.rows)

    def part(self, assigned: Assigned) -> TargetPart:
        """Return what the workloads in scope put on the targets, today or with the plan."""
        return self._parts[assigned]

    @cached_property
    def _parts(self) -> Mapping[Assigned, TargetPart]:
        return {"today": self._part(self.today), "planned": self._part(self.planned)}

    def _part(self, assessment: Assessment) -> TargetPart:
        evaluation, use = self.evaluation, assessment.targets
        world, rows = evaluation.world, np.array(self.rows)
        way = copy_targets(world, assessment.arrays)
        streams = make_streams(
            evaluation.inputs, world, evaluation.catalogue, assessment.arrays, way, None
        )
        at, ways = by_level(assessment.copies.target)[rows], by_level(way)
        needed = np.nan_to_num(np.broadcast_to(by_level(streams.needed_mb_per_s), ways.shape))
        stored = assessment.costs.stored_gb[rows][:, :, None]
        targets = range(len(world.targets))
        count = np.array([(at == t).any(axis=(1, 2)).sum() for t in targets], dtype=np.int64)
        stored_gb = _per_target(at, stored, len(targets))
        with np.errstate(divide="ignore", invalid="ignore"):
            by_gb, by_workload = stored_gb / use.stored_gb, count / use.workload_count
        share = np.where(use.stored_gb > 0, by_gb, np.where(count > 0, by_workload, 0.0))
        return TargetPart(
            workload_count=count,
            stored_gb=stored_gb,
            needed_mb_per_s=_per_target(ways[rows], needed[rows], len(targets)),
            fixed_cost_per_year=use.fixed_cost_per_year * share,
        )

    @property
    def outlay_per_year(self) -> float:
        """Return the outlay of the plan for the scope, its part of fixed costs included."""
        return self._outlay("planned", self.planned)

    @property
    def expected_penalty_per_year(self) -> float:
        """Return the expected penalty of the scope with the plan."""
        return self._penalty(self.planned)

    @property
    def today_outlay_per_year(self) -> float:
        """Return the outlay for the scope today, its part of fixed costs included."""
        return self._outlay("today", self.today)

    @property
    def today_expected_penalty_per_year(self) -> float:
        """Return the expected penalty of the scope with what exists today."""
        return self._penalty(self.today)

    def _outlay(self, assigned: Assigned, assessment: Assessment) -> float:
        own = assessment.outlay_per_year[np.array(self.rows)].sum()
        return float(own + self.part(assigned).fixed_cost_per_year.sum())

    def _penalty(self, assessment: Assessment) -> float:
        return float(assessment.expected_penalty_per_year[np.array(self.rows)].sum())

    def row(self, workload_id: str) -> int:
        """Return the position of a workload among all workloads, also those outside the scope.

        Raises:
            LookupError: there is no workload of that id in the scope.
        """
        row = self.whole.row(workload_id)
        if workload_id not in self.ids:
            raise LookupError(
                f"Workload '{workload_id}' is outside the scope: {self.words}. Ask the whole study."
            )
        return row

    @cached_property
    def results(self) -> Results:
        """Return what puts workloads into words and numbers, by their position among all."""
        return self.whole.results

    def workloads(self, detail: Detail = "ranked") -> Iterator[WorkloadResult]:
        """Yield the result of every workload in scope in the order of the portfolio."""
        yield from self.results.workloads(self.rows, detail)

    def applications(self) -> tuple[ApplicationResult, ...]:
        """Return every application with a workload in scope, each over all its workloads."""
        return tuple(
            item for item in self.whole.applications() if not self.ids.isdisjoint(item.workload_ids)
        )

    def explain(
        self, workload_id: str, quantity: str, scenario: str, strategy: str = "recommended"
    ) -> Explanation:
        """Return how a number of a workload in scope came about.

        Raises:
            LookupError: workload, quantity, scenario or strategy is not known.
        """
        self.row(workload_id)
        return self.whole.explain(workload_id, quantity, scenario, strategy)

    def events_per_year(self) -> Mapping[str, float]:
        """Return how many events of each scenario the assumed frequencies mean for the scope.

        Of Hubs, sites and regions those count on which something in scope stands.
        """
        named = {item.hub for item in self.portfolio.workloads}
        landscape = self.portfolio.landscape
        hubs = tuple(hub for hub in landscape.hubs if hub.name in named) or landscape.hubs
        narrow = replace(self.portfolio, landscape=replace(landscape, hubs=hubs))
        return self._alone(narrow).events_per_year()

    def _alone(self, portfolio: Portfolio) -> Study:
        """Return the study as if only the scope were evaluated, for what looks at no plan."""
        evaluation = replace(
            self.evaluation,
            basis=replace(self.evaluation.basis, portfolio=portfolio),
            inputs=self.evaluation.inputs.take(np.array(self.rows)),
            exceptions={
                at: self.evaluation.exceptions[row]
                for at, row in enumerate(self.rows)
                if row in self.evaluation.exceptions
            },
        )
        return replace(self.whole, evaluation=evaluation)

    def coverage_counts(self) -> Mapping[str, Mapping[str, Mapping[str, int]]]:
        """Return how many workloads in scope are in each state, today and planned, per scenario."""
        table = self.coverage_table()
        found: dict[str, dict[str, dict[str, int]]] = {}
        for assigned in ("today", "planned"):
            counts = table.groupby(["scenario", assigned]).size().to_dict()
            found[assigned] = {
                scenario: {str(state): int(counts.get((scenario, state), 0)) for state in Coverage}
                for scenario in self.scenario_ids
            }
        return found

    @cached_property
    def _coverage_table(self) -> pd.DataFrame:
        return self._told(self.whole.coverage_table())

    @cached_property
    def _plan_table(self) -> pd.DataFrame:
        return self._told(self.whole.plan_table())

    def worst_first(self) -> tuple[str, ...]:
        """Return the ids of the workloads in scope with a gap today, the worst gap first."""
        return tuple(id_ for id_ in self.whole.worst_first() if id_ in self.ids)

    def reasons_table(self) -> pd.DataFrame:
        """Return every reason against every option on every target, per workload in scope."""
        return self._alone(self.portfolio).reasons_table()

    def reasons_parts(self) -> Iterator[pd.DataFrame]:
        """Yield the table of reasons in pieces of some workloads, to spare memory."""
        yield from self._alone(self.portfolio).reasons_parts()

    def ranked_table(self) -> pd.DataFrame:
        """Return the best strategies of every workload in scope."""
        return self._told(self.whole.ranked_table())

    def copies_table(self) -> pd.DataFrame:
        """Return the copy ledger of the workloads in scope."""
        return self._told(self.whole.copies_table())

    def cost_table(self) -> pd.DataFrame:
        """Return every component of the outlay of the workloads in scope."""
        return self._told(self.whole.cost_table())

    def penalty_table(self) -> pd.DataFrame:
        """Return what each scenario costs each workload in scope in a year."""
        return self._told(self.whole.penalty_table())

    def regulation_table(self) -> pd.DataFrame:
        """Return how the workloads in scope stand to every clause and rule that applies."""
        return self._told(self.whole.regulation_table())

    def _told(self, table: pd.DataFrame) -> pd.DataFrame:
        return table[table["workload_id"].isin(self.ids)].reset_index(drop=True)

    def targets_table(self) -> pd.DataFrame:
        """Return what the plan of all workloads puts on each target, with the part of the scope.

        `scope_workloads`, `scope_planned_tb` and `scope_link_mbit_per_s` are that part.
        """
        part = self.part("planned")
        return self.whole.targets_table().assign(
            scope_workloads=part.workload_count,
            scope_planned_tb=part.stored_gb / 1000.0,
            scope_link_mbit_per_s=part.needed_mb_per_s * 8.0,
        )

    def target_cost_table(self) -> pd.DataFrame:
        """Return what the scope costs at each target, with its part of the fixed cost.

        `whole_workloads`, `whole_fixed_cost_per_year` and `whole_total_per_year` are those of all
        workloads at the target.
        """
        sums = (
            self.cost_table()
            .groupby(["assignment", "target", "component"])["amount_per_year"]
            .sum()
            .to_dict()
        )
        place = {item.name: t for t, item in enumerate(self.portfolio.landscape.targets)}
        rows = []
        for row in self.whole.target_cost_table().to_dict("records"):
            part = self.part(row["assignment"])
            t = place[row["target"]]
            amounts = {
                component_field(name): float(
                    sums.get((row["assignment"], row["target"], name), 0.0)
                )
                for name in COMPONENTS
            }
            outlay, fixed = sum(amounts.values()), float(part.fixed_cost_per_year[t])
            told = {
                **amounts,
                "workloads": int(part.workload_count[t]),
                "outlay_per_year": outlay,
                "fixed_cost_per_year": fixed,
                "total_per_year": outlay + fixed,
                "whole_workloads": row["workloads"],
                "whole_fixed_cost_per_year": row["fixed_cost_per_year"],
                "whole_total_per_year": row["total_per_year"],
            }
            rows.append({**{str(name): value for name, value in row.items()}, **told})
        return pd.DataFrame(rows)

    def inversions(self, assigned: Assigned = "planned") -> tuple[Inversion, ...]:
        """Return what in scope is held up by what it depends on, which may be outside it."""
        return tuple(item for item in self.whole.inversions(assigned) if item.workload in self.ids)

    def circles(self) -> tuple[tuple[str, ...], ...]:
        """Return the circles of dependencies that something in scope is part of."""
        titles = {item.title for item in self.portfolio.workloads}
        return tuple(circle for circle in self.whole.circles() if not titles.isdisjoint(circle))

    def open_inputs(self) -> tuple[OpenInput, ...]:
        """Return every blank input of the workloads in scope that leaves something unknown."""
        return tuple(item for item in self.whole.open_inputs() if item.workload_id in self.ids)


def _per_target(at: Codes, amounts: Numbers, count: int) -> Numbers:
    """Return the sums of amounts by the target they lie at, -1 for nowhere."""
    used = at >= 0
    weights = np.broadcast_to(amounts, at.shape)[used]
    return np.bincount(at[used], weights=weights, minlength=count).astype(np.float64)
