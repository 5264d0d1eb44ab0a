"""The one stage that pages call: from the open review to its study, computed once per revision."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from bcdr.intake import Reading
from bcdr.model.landscape import Target
from bcdr.model.portfolio import Decision, Workload
from bcdr.model.results import ApplicationResult, Inversion
from bcdr.model.review import ReviewState
from bcdr.model.vocabulary import DecisionKind
from bcdr.report.blocks import Report
from bcdr.store import StoreError, UnknownReviewError
from bcdr.study import Study
from bcdr.study_decided import standing_decisions
from bcdr.ui import note_tables, state, waiting
from bcdr.ui.components.waiting import waited
from bcdr.ui.long_work import Once
from bcdr.ui.scope import (
    ScopedWorkload,
    chosen,
    chosen_ids,
    scope_words,
    scoped_workloads,
)
from bcdr.ui.state import Notice
from bcdr.ui.store_access import store, today
from bcdr.ui.study_work import Rows, StudyWork, rows_of

# A study of a thousand workloads takes some tens of MB; those used longest ago go first.
_STUDIES_KEPT = 6


_JUDGING = "Judging every option of every workload"
_WRITING = "Writing the plan"

Told = TypeVar("Told")
Ledger = Mapping[tuple[str, str], Rows]
"""Rows of a table by assignment (`today`, `planned`) and workload id."""


@dataclass(frozen=True)
class Current:
    """A review as it stands, what it was read as, and the study of it.

    Each is made when it is first asked for, and a page that asks waits for it in sight of what is
    done. Tables are taken out of the study once; each is a tuple of rows by column, in the order
    of the study, None where there is no value. They can be asked for where there is a study.
    """

    review: ReviewState
    work: StudyWork

    @property
    def reading(self) -> Reading:
        """Return what the rows mean."""
        return waited(self.work.reading, "Reading the list")

    @property
    def study(self) -> Study | None:
        """Return the study, whose plan holds what is decided, else what is recommended.

        None where no row is left to study, and where somebody stopped it.
        """
        if self.reading.portfolio is None or self.is_stopped:
            return None
        return waited(self.work.study, _JUDGING, stop=self._revision)

    @property
    def is_stopped(self) -> bool:
        """Return whether the study of this revision was stopped in this window."""
        return waiting.is_stopped(self._revision)

    @property
    def _revision(self) -> str:
        return f"{self.review.id}:{self.review.revision}"

    @property
    def _judged(self) -> Study:
        study = self.study
        if study is None:
            raise ValueError("a review without a study has no tables")
        return study

    @property
    def key(self) -> str:
        """Return what every result hangs on: the review, its revision and the settings."""
        return f"{self.review.id}:{self.review.revision}:{self.reading.settings!r}"

    @property
    def workloads(self) -> tuple[Workload, ...]:
        """Return all workloads."""
        return self.reading.portfolio.workloads if self.reading.portfolio else ()

    @property
    def ids_in_scope(self) -> frozenset[str]:
        """Return the ids of the workloads in the scope that is chosen."""
        return chosen_ids(self.scoped, chosen())

    @property
    def workloads_in_scope(self) -> tuple[Workload, ...]:
        """Return the workloads in the scope that is chosen."""
        ids = self.ids_in_scope
        return tuple(workload for workload in self.workloads if workload.id in ids)

    @property
    def targets(self) -> tuple[Target, ...]:
        """Return the targets, given and assumed."""
        return self.reading.portfolio.landscape.targets if self.reading.portfolio else ()

    @cached_property
    def decisions(self) -> Mapping[str, Decision]:
        """Return the decision that stands for a workload, by its id."""
        portfolio = self.reading.portfolio
        return standing_decisions(portfolio, self.reading.settings) if portfolio else {}

    @cached_property
    def overrides(self) -> Mapping[str, tuple[Decision, ...]]:
        """Return the rules that are overridden for a workload, by its id."""
        found: dict[str, tuple[Decision, ...]] = {}
        for one in self.reading.portfolio.decisions if self.reading.portfolio else ():
            if one.kind is DecisionKind.OVERRIDE_RULE:
                found[one.workload_id] = (*found.get(one.workload_id, ()), one)
        return found

    @property
    def notes(self) -> Mapping[str, str]:
        """Return what people noted, by the page it stands on."""
        return note_tables.notes(self.review.tables)

    @property
    def plan_rows(self) -> Rows:
        """Return a row per workload of the plan."""
        return self._told(self.work.plan)

    @property
    def coverage(self) -> Rows:
        """Return a row per workload and scenario."""
        return self._told(self.work.coverage)

    @property
    def worst_first(self) -> tuple[str, ...]:
        """Return the ids of workloads with a gap today, the worst gap first."""
        return self._told(self.work.worst_first)

    @cached_property
    def copies(self) -> Ledger:
        """Return the copy ledger by assignment and workload."""
        return _by_workload(self._judged.copies_table())

    @cached_property
    def cost_lines(self) -> Ledger:
        """Return the components of the outlay by assignment and workload."""
        return _by_workload(self._judged.cost_table())

    @cached_property
    def inversions(self) -> tuple[Inversion, ...]:
        """Return what is held up by what it depends on, with the plan."""
        return self._judged.inversions()

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """Return the titles of all workloads by id."""
        return {workload.id: workload.title for workload in self.workloads}

    @cached_property
    def targets_table(self) -> Rows:
        """Return what the plan puts on every target, with the link that would do."""
        study = self._judged
        needed = study.bandwidth_needed_mbit_per_s()
        return tuple(
            {**row, "bandwidth_needed_mbit_per_s": needed.get(str(row["target"]))}
            for row in rows_of(study.targets_table())
        )

    @property
    def missing_inputs(self) -> Rows:
        """Return the missing inputs of the portfolio, what weighs most first."""
        _ = self._judged
        return waited(self.work.missing_inputs, "Weighing what is missing")

    @property
    def told(self) -> Study:
        """Return the study told of the scope that is chosen."""
        _ = self._judged
        return self.work.told(self.ids_in_scope, scope_words(chosen()))

    @property
    def report(self) -> Report | None:
        """Return what a report says of the study, told of the scope that is chosen.

        None where somebody stopped it in this window.
        """
        _ = self._judged
        scope = scope_words(chosen())
        stop = f"{self._revision}:report:{scope}"
        if waiting.is_stopped(stop):
            return None
        work = self.work.report(self.ids_in_scope, scope)
        return waited(work, "Putting the content together", stop=stop)

    @cached_property
    def scoped(self) -> tuple[ScopedWorkload, ...]:
        """Return the workloads with the words of the scope."""
        return scoped_workloads(
            self.workloads, {tier.id: tier.title for tier in self.reading.catalogue.tiers}
        )

    def _told(self, work: Once[Told]) -> Told:
        """Return what is taken out of the study, once there is one."""
        _ = self._judged
        return waited(work, _WRITING)

    def applications_of(self, workload: Workload) -> tuple[ApplicationResult, ...]:
        """Return the application of a workload if it has other workloads too."""
        if sum(one.application == workload.application for one in self.workloads) < 2:
            return ()
        return (self._judged.application(workload.application),)

    def in_scope(self, rows: Sequence[Mapping[str, Any]]) -> Rows:
        """Return the rows whose workload is in the scope that is chosen."""
        ids = self.ids_in_scope
        return tuple(row for row in rows if row["workload_id"] in ids)


def current() -> Current | None:
    """Return the open review with its study, None if no review is open.

    A review that cannot be opened is closed, and a notice says why.
    """
    review_id = state.review_id()
    if not review_id:
        return None
    try:
        review = store().state(review_id)
    except UnknownReviewError:
        _close(f"There is no review {review_id} in this database. Open another one below, or "
               "begin a new one.")  # fmt: skip
        return None
    except StoreError as error:
        _close(str(error))
        return None
    return study_of(review)


def study_of(review: ReviewState) -> Current:
    """Return a review with its study, each computed once per revision and day."""
    key = StudyKey(
        review_id=review.id,
        revision=review.revision,
        changed=review.changed.isoformat(),
        as_of=today().isoformat(),
    )
    return _current(key, _review=review)


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyKey:
    """What a study hangs on. Settings are part of the review, so of its revision, but the date.

    `changed` tells apart what the review is called, which is no part of its revision.
    """

    review_id: str
    revision: int
    changed: str
    as_of: str


@st.cache_resource(max_entries=_STUDIES_KEPT, show_spinner=False)
def _current(key: StudyKey, *, _review: ReviewState) -> Current:
    """Return a review with the work to be done for it; Streamlit keeps it by the key alone."""
    as_of = datetime.date.fromisoformat(key.as_of)
    return Current(review=_review, work=StudyWork(_review, as_of))


def _close(sentence: str) -> None:
    state.say(Notice(sentence, is_fault=True))
    state.close_review()


def _by_workload(frame: pd.DataFrame) -> Ledger:
    found: dict[tuple[str, str], Rows] = {}
    for row in rows_of(frame):
        key = (str(row["assignment"]), str(row["workload_id"]))
        found[key] = (*found.get(key, ()), row)
    return found
