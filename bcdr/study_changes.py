"""What changed between two studies, and why: inputs, recommendations, verdicts and totals."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from bcdr.model.portfolio import Workload
from bcdr.model.results import Reason, StrategyResult
from bcdr.model.strategy import Strategy
from bcdr.model.vocabulary import Goal, Severity
from bcdr.study import Study
from bcdr.study_changes_inputs import InputChange, input_changes

_NOTHING: Final = "nothing"
_NAMED: Final = 3
"""Changed inputs that a cause names one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultChange:
    """One result of a workload that is another now: `what` is recommendation or verdict.

    `cause` names the rule or the number that made the difference, `inputs` the changed inputs
    behind it as far as they are of this workload, or else those of all.
    """

    workload_id: str
    title: str
    what: str
    before: str
    after: str
    cause: str
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalChange:
    """One total of the plan before and after, in `unit`."""

    title: str
    before: float
    after: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Everything that differs between two studies."""

    inputs: tuple[InputChange, ...]
    results: tuple[ResultChange, ...]
    totals: tuple[TotalChange, ...]

    @property
    def is_empty(self) -> bool:
        """Return whether nothing changed, neither what was put in nor what came out."""
        return not self.inputs and not self.results


def changes_between(before: Study, after: Study) -> Changes:
    """Return what changed from one study to another of the same portfolio.

    Workloads are the same where their ids are. Pure: both studies stay as they are.
    """
    inputs = input_changes(before, after)
    return Changes(
        inputs=inputs,
        results=tuple(_Comparison(before, after, inputs).results()),
        totals=_totals(before, after),
    )


def _totals(before: Study, after: Study) -> tuple[TotalChange, ...]:
    unit = f"{after.currency} per year"
    pairs = (
        ("Outlay with the plan", before.outlay_per_year, after.outlay_per_year, unit),
        ("Expected penalty with the plan", before.expected_penalty_per_year,
         after.expected_penalty_per_year, unit),
        ("Outlay today", before.today_outlay_per_year, after.today_outlay_per_year, unit),
        ("Expected penalty today", before.today_expected_penalty_per_year,
         after.today_expected_penalty_per_year, unit),
        ("Workloads", float(len(before.portfolio.workloads)),
         float(len(after.portfolio.workloads)), "workloads"),
    )  # fmt: skip
    return tuple(
        TotalChange(title=title, before=one, after=other, unit=unit)
        for title, one, other, unit in pairs
    )


@dataclass(frozen=True)
class _Comparison:
    """Two studies side by side, workload by workload."""

    before: Study
    after: Study
    inputs: tuple[InputChange, ...]

    def results(self) -> Iterator[ResultChange]:
        for row, workload in enumerate(self.after.portfolio.workloads):
            old = self._old_row.get(workload.id)
            if old is None:
                continue
            yield from self._recommendation(workload, old, row)
            yield from self._verdict(workload, old, row)

    @cached_property
    def _old_row(self) -> Mapping[str, int]:
        return {item.id: row for row, item in enumerate(self.before.portfolio.workloads)}

    @cached_property
    def _of_subject(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for item in self.inputs:
            found[item.row_id] = (*found.get(item.row_id, ()), item.sentence)
        return found

    @cached_property
    def _of_all(self) -> tuple[str, ...]:
        """Return the changed inputs that are of no single workload."""
        ids = self._old_row.keys()
        return tuple(item.sentence for item in self.inputs if item.row_id not in ids)

    def _behind(self, workload: Workload) -> tuple[str, ...]:
        found = self._of_subject.get(workload.id, ()) or self._of_all
        if not found:
            return ("the capacity that other workloads take",) if self.inputs else ()
        if len(found) <= _NAMED:
            return found
        return (*found[:_NAMED], f"{len(found) - _NAMED:,} more")

    def _recommendation(self, workload: Workload, old: int, new: int) -> Iterator[ResultChange]:
        was, now = self.before.plan.strategy(old), self.after.plan.strategy(new)
        if was == now:
            return
        yield ResultChange(
            workload_id=workload.id,
            title=workload.title,
            what="recommendation",
            before=_title(was),
            after=_title(now),
            cause=_Cause(self.before, self.after, old, new).sentence(was, now),
            inputs=self._behind(workload),
        )

    def _verdict(self, workload: Workload, old: int, new: int) -> Iterator[ResultChange]:
        was, because_was = self.before.verdict(old)
        now, because_now = self.after.verdict(new)
        if was is now:
            return
        yield ResultChange(
            workload_id=workload.id,
            title=workload.title,
            what="verdict",
            before=str(was),
            after=str(now),
            cause=f"Before: {because_was} Now: {because_now}",
            inputs=self._behind(workload),
        )


@dataclass(frozen=True)
class _Cause:
    """Finds the rule or number for which a workload has another strategy than before."""

    before: Study
    after: Study
    old: int
    new: int

    def sentence(self, was: Strategy | None, now: Strategy | None) -> str:
        """Return the cause in words, the first that holds in the order in which plans are made."""
        if self.before.settings.goal is not self.after.settings.goal:
            return (
                f"The goal is {_goal(self.after.settings.goal)} in place of "
                f"{_goal(self.before.settings.goal)}."
            )
        if was is not None:
            found = self._look(self.after, self.new, was)
            if found is None:
                return f"{_title(was)} is no longer among what can be built here."
            refused = _blockers(found)
            if refused:
                return f"{_title(was)} is refused now: {_said(refused[0])}"
        if now is not None:
            found = self._look(self.before, self.old, now)
            if found is None:
                return f"{_title(now)} is new among what can be built here."
            refused = _blockers(found)
            if refused:
                return f"{_title(now)} is no longer refused: {_said(refused[0])}"
        if was is None or now is None:
            return "It is a matter of the capacity that is left."
        return self._number(was, now)

    def _number(self, was: Strategy, now: Strategy) -> str:
        """Return the number by which the new strategy comes before the old one now."""
        mine, theirs = (self._figures(self.after, self.new, item) for item in (now, was))
        mine_then, theirs_then = (self._figures(self.before, self.old, item) for item in (now, was))
        for name, words in _IN_ORDER.items():
            if mine[name] < theirs[name]:
                return (
                    f"{_capital(words)}: {mine[name]:.0f} in place of {theirs[name]:.0f}; before "
                    f"it would have been {mine_then[name]:.0f} in place of "
                    f"{theirs_then[name]:.0f}."
                )
        if bool(self.after.plan.is_over_capacity[self.new]) or bool(
            self.before.plan.is_over_capacity[self.old]
        ):
            return "The capacity that more critical workloads leave free has changed."
        if self.after.settings.goal is Goal.LOWEST_COST:
            return (
                f"Outlay and expected penalty a year: {mine['total']:,.0f} in place of "
                f"{theirs['total']:,.0f}; before it would have been {mine_then['total']:,.0f} in "
                f"place of {theirs_then['total']:,.0f} {self.after.currency}."
            )
        part = max(_PARTS, key=lambda name: abs(_moved(name, mine, theirs, mine_then, theirs_then)))
        return (
            f"Score: {mine['score']:.2f} in place of {theirs['score']:.2f}; before it would have "
            f"been {mine_then['score']:.2f} in place of {theirs_then['score']:.2f}. What moved "
            f"most is the part {part}: {mine_then[part]:.3f} to {mine[part]:.3f} for the new "
            f"strategy, {theirs_then[part]:.3f} to {theirs[part]:.3f} for the old one."
        )

    def _look(self, study: Study, row: int, strategy: Strategy) -> StrategyResult | None:
        position = study.evaluation.strategies.position(strategy)
        if position is None:
            return None
        return study.results.described([(row, position)])[0]

    def _figures(self, study: Study, row: int, strategy: Strategy) -> Mapping[str, float]:
        judged = study.evaluation.judged_at(row)
        position = study.evaluation.strategies.position(strategy)
        if position is None:
            return dict.fromkeys((*_IN_ORDER, *_PARTS, "score", "total"), float("nan"))
        found = {
            name: float(getattr(judged, name)[0, position])
            for name in (*_IN_ORDER, *_PARTS, "score")
        }
        total = judged.outlay_per_year[0, position]
        found["total"] = float(total + judged.expected_penalty_per_year[0, position])
        return found


_IN_ORDER: Final[Mapping[str, str]] = {
    "binding_unrecoverable": "binding scenarios unrecoverable",
    "binding_not_met": "binding scenarios not met",
    "other_unrecoverable": "other scenarios unrecoverable",
}
"""What a ranking looks at before the goal, in this order."""

_PARTS: Final = ("objectives", "regulation", "cost", "guidance")


def _moved(
    part: str,
    mine: Mapping[str, float],
    theirs: Mapping[str, float],
    mine_then: Mapping[str, float],
    theirs_then: Mapping[str, float],
) -> float:
    """Return how far a part of the score moved between the two strategies, 0 if it has none."""
    moved = (mine[part] - theirs[part]) - (mine_then[part] - theirs_then[part])
    return 0.0 if math.isnan(moved) else moved


def _blockers(result: StrategyResult) -> Sequence[Reason]:
    return [reason for reason in result.reasons if reason.severity is Severity.BLOCKER]


def _said(reason: Reason) -> str:
    return f"{reason.code}. {reason.message}"


def _title(strategy: Strategy | None) -> str:
    if strategy is None:
        return _NOTHING
    return _capital(strategy.title)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _goal(goal: Goal) -> str:
    return str(goal).replace("-", " ")
