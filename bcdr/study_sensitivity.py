"""What a study says about its own numbers: prices of objectives, flips, break-even, blanks."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from bcdr.choose.plan import Plan
from bcdr.choose.ranking import NOTHING
from bcdr.choose.sensitivity import (
    break_even,
    cost_against_rto,
    flips,
    missing_inputs,
    price_of_objectives,
)
from bcdr.choose.sensitivity_blanks import Blank, assumed_blanks, blanks_of
from bcdr.choose.sensitivity_inputs import needed_inputs, targets_at
from bcdr.choose.sensitivity_objectives import binding_scenarios
from bcdr.evaluate.assess import Assessment
from bcdr.evaluate.axes import Flags, by_level, by_workload
from bcdr.evaluate.evaluation import CHUNK, Evaluation
from bcdr.evaluate.outcomes import UNCERTAIN
from bcdr.model.sensitivity import (
    BreakEvens,
    CostAgainstRto,
    Flips,
    MissingInput,
    OpenInput,
    PriceOfObjectives,
)
from bcdr.model.vocabulary import Goal

COLUMNS = (
    "input", "sheet", "where", "owner", "workloads", "weight", "unknown_scenarios_today",
    "unknown_scenarios_planned", "unknown_weight", "assumed_workloads",
)  # fmt: skip


class Sensitivity(ABC):
    """The part of a study that asks what its numbers decide; a study has all it needs."""

    evaluation: Evaluation
    plan: Plan
    today: Assessment
    planned: Assessment

    @abstractmethod
    def row(self, workload_id: str) -> int:
        """Return the position of a workload."""

    def price_of_objectives(
        self,
        name: str,
        rto_hours: Sequence[float] | None = None,
        rpo_hours: Sequence[float] | None = None,
        goal: Goal | None = None,
    ) -> PriceOfObjectives:
        """Return what every RTO with every RPO costs at least, for a workload or an application.

        `name` is the id of a workload or the name of an application, whose workloads are then
        priced together. With a goal it is what that goal likes best instead of the cheapest.

        Raises:
            LookupError: there is no workload or application of that name.
        """
        rows = self._rows(name)
        return price_of_objectives(self.evaluation, rows, rto_hours, rpo_hours, goal)

    def cost_against_rto(self, name: str, rpo_hours: float | None = None) -> CostAgainstRto:
        """Return what an RTO costs as a staircase, for a workload or an application.

        The RPO is the one asked for now where none is given.

        Raises:
            LookupError: there is no workload or application of that name.
        """
        return cost_against_rto(self.evaluation, self._rows(name), rpo_hours)

    def flips(self, workload_id: str) -> Flips:
        """Return which change of one number changes what is recommended for a workload alone.

        Raises:
            LookupError: there is no workload of that id.
        """
        return flips(self.evaluation, self.row(workload_id))

    def missing_inputs(self, workload_id: str) -> tuple[MissingInput, ...]:
        """Return the missing inputs of a workload that matter, what would tell most first.

        Raises:
            LookupError: there is no workload of that id.
        """
        return missing_inputs(self.evaluation, self.row(workload_id))

    def most_important_input(self, workload_id: str) -> MissingInput | None:
        """Return the missing input that would tell most about a workload, None if none would.

        Raises:
            LookupError: there is no workload of that id.
        """
        return next(iter(self.missing_inputs(workload_id)), None)

    def break_even(self, workload_id: str) -> BreakEvens | None:
        """Return where what is planned for a workload costs the same as other ways.

        None where nothing is planned. The workload is looked at alone.

        Raises:
            LookupError: there is no workload of that id.
        """
        row = self.row(workload_id)
        return break_even(self.evaluation, row, int(self.plan.chosen[row]))

    def open_inputs(self) -> tuple[OpenInput, ...]:
        """Return every blank input of every workload that leaves something unknown or assumed."""
        return open_inputs(self.evaluation, self.plan, self.today, self.planned)

    def missing_inputs_table(self) -> pd.DataFrame:
        """Return one row per missing input and who answers for it, what weighs most first."""
        return missing_inputs_table(self.evaluation, self.plan, self.today, self.planned)

    def _rows(self, name: str) -> tuple[int, ...]:
        workloads = self.evaluation.inputs.workloads
        if any(item.id == name for item in workloads):
            return (self.row(name),)
        rows = tuple(row for row, item in enumerate(workloads) if item.application == name)
        if not rows:
            raise LookupError(
                f"There is no workload or application '{name}'. Use an ID or an Application of "
                "the Applications sheet."
            )
        return rows


@dataclass(slots=True)
class _Count:
    """What is known so far of one blank input over the portfolio."""

    workloads: int = 0
    assumed: int = 0
    weight: float = 0.0
    today: int = 0
    planned: int = 0
    unknown_weight: float = 0.0

    def add(self, one: OpenInput) -> None:
        """Count the blank of one more workload."""
        self.workloads += 1
        self.assumed += one.is_assumed
        self.weight += one.weight
        self.today += one.unknown_scenarios_today
        self.planned += one.unknown_scenarios_planned
        self.unknown_weight += one.unknown_weight


def missing_inputs_table(
    evaluation: Evaluation, plan: Plan, today: Assessment, planned: Assessment
) -> pd.DataFrame:
    """Return one row per missing input and who answers for it, what weighs most first.

    `workloads` that lack it, or whose Hub or target does, and their `weight` by criticality;
    binding scenarios unknown for lack of it, today and planned, and `unknown_weight`: these
    scenarios times the weights of their workloads; `assumed_workloads` for which something is
    assumed or refused meanwhile. Sorted by `unknown_weight`, then `weight`.
    """
    counts: dict[Blank, _Count] = {}
    for one in open_inputs(evaluation, plan, today, planned):
        blank = Blank(one.input, one.sheet, one.where, one.owner)
        counts.setdefault(blank, _Count()).add(one)
    table = pd.DataFrame(
        [
            {
                "input": blank.input,
                "sheet": blank.sheet,
                "where": blank.where,
                "owner": blank.owner,
                "workloads": count.workloads,
                "weight": count.weight,
                "unknown_scenarios_today": count.today,
                "unknown_scenarios_planned": count.planned,
                "unknown_weight": count.unknown_weight,
                "assumed_workloads": count.assumed,
            }
            for blank, count in counts.items()
        ],
        columns=list(COLUMNS),
    )
    order = ["unknown_weight", "weight"]
    return table.sort_values(order, ascending=False, kind="stable").reset_index(drop=True)


def open_inputs(
    evaluation: Evaluation, plan: Plan, today: Assessment, planned: Assessment
) -> tuple[OpenInput, ...]:
    """Return every blank input of every workload that leaves something unknown or assumed."""
    weights = np.array([tier.weight for tier in evaluation.catalogue.tiers])
    weight = weights[by_workload(evaluation.inputs.tier)]
    workloads = evaluation.inputs.workloads
    unknown: dict[tuple[Blank, int], list[int]] = {}
    for when, found in (
        (0, _unknown(evaluation, today)),
        (1, _unknown(evaluation, planned)),
        (1, _refused(evaluation, plan)),
    ):
        for row, blank, scenarios in found:
            unknown.setdefault((blank, row), [0, 0])[when] += scenarios
    needed = binding_scenarios(evaluation.inputs).any(axis=1)
    assumed = {
        (blank, row)
        for row in np.flatnonzero(needed).tolist()
        for blank in assumed_blanks(evaluation.inputs, row)
    }
    # A set has no order of its own; the rows give it one.
    more = sorted(assumed - unknown.keys(), key=lambda key: (key[1], key[0].input))
    return tuple(
        OpenInput(
            workload_id=workloads[row].id,
            input=blank.input,
            sheet=blank.sheet,
            where=blank.where,
            owner=blank.owner,
            unknown_scenarios_today=unknown.get((blank, row), (0, 0))[0],
            unknown_scenarios_planned=unknown.get((blank, row), (0, 0))[1],
            is_assumed=(blank, row) in assumed,
            weight=float(weight[row]),
        )
        for blank, row in (*unknown, *more)
    )


Found = Iterator[tuple[int, Blank, int]]
"""A workload (row), an input it lacks, and in how many scenarios that leaves it unknown."""


def _unknown(evaluation: Evaluation, assessment: Assessment) -> Found:
    """Yield what leaves binding scenarios of an assignment unknown."""
    landscape = evaluation.portfolio.landscape
    hubs = {hub.name: hub for hub in landscape.hubs}
    unsure = _counts(evaluation) & (assessment.state == UNCERTAIN)
    codes = by_level(assessment.copies.target)
    for row in np.flatnonzero(unsure.any(axis=1)).tolist():
        workload = evaluation.inputs.workloads[row]
        targets = targets_at(codes[row], landscape.targets)
        for column in np.flatnonzero(unsure[row]).tolist():
            bits = int(assessment.missing[row, column])
            for blank in blanks_of(bits, workload, targets, hubs.get(workload.hub or "")):
                yield row, blank, 1


def _refused(evaluation: Evaluation, plan: Plan) -> Found:
    """Yield for lack of what nothing can be planned: that leaves every binding scenario open."""
    counts = _counts(evaluation)
    rows = np.flatnonzero((plan.chosen == NOTHING) & counts.any(axis=1))
    for start in range(0, len(rows), CHUNK):
        some = rows[start : start + CHUNK]
        details = evaluation.singles(some)
        for n, row in enumerate(some.tolist()):
            for blank in needed_inputs(details.case, details.rule_bits, n):
                yield row, blank, int(counts[row].sum())


def _counts(evaluation: Evaluation) -> Flags:
    """Return workload x scenario where unknown coverage matters: binding, and no gap accepted."""
    ids = [item.id for item in evaluation.inputs.workloads]
    accepted = evaluation.basis.accepted_flags(ids)
    return binding_scenarios(evaluation.inputs) & ~accepted.reshape(-1, 1)
