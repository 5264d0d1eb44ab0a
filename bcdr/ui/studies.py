"""The one stage that pages call: from the open review to its study, computed once per revision."""

import datetime
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd
import streamlit as st

from bcdr.intake import Reading
from bcdr.model.landscape import Target
from bcdr.model.portfolio import Decision, Workload
from bcdr.model.results import ApplicationResult, Inversion
from bcdr.model.review import ReviewState
from bcdr.model.vocabulary import DecisionKind
from bcdr.report.blocks import Report
from bcdr.report.content import build_content
from bcdr.store import StoreError, UnknownReviewError
from bcdr.study import Study, study_reading
from bcdr.study_decided import standing_decisions, with_decisions
from bcdr.ui import note_tables, state
from bcdr.ui.readings import reading_of
from bcdr.ui.scope import ScopedWorkload, chosen, chosen_ids, scoped_workloads
from bcdr.ui.state import Notice
from bcdr.ui.store_access import store, today

# A study of a thousand workloads takes some tens of MB; those used longest ago go first.
_STUDIES_KEPT = 6


Ledger = Mapping[tuple[str, str], tuple[Mapping[str, Any], ...]]
"""Rows of a table by assignment (`today`, `planned`) and workload id."""


@dataclass(frozen=True)
class Current:
    """A review as it stands, what it was read as, and the study of it.

    The plan of `study` holds what is decided, and what is recommended where nothing is; `advised`
    holds what is recommended for all. Both are None where no row is left to study. Tables are
    taken out of the study once; each is a tuple of rows by column, in the order of the study,
    None where there is no value.
    """

    review: ReviewState
    reading: Reading
    study: Study | None
    advised: Study | None = None

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

    @cached_property
    def plan_rows(self) -> tuple[Mapping[str, Any], ...]:
        """Return a row per workload of the plan."""
        return _rows(self.study.plan_table()) if self.study else ()

    @cached_property
    def coverage(self) -> tuple[Mapping[str, Any], ...]:
        """Return a row per workload and scenario."""
        return _rows(self.study.coverage_table()) if self.study else ()

    @cached_property
    def worst_first(self) -> tuple[str, ...]:
        """Return the ids of workloads with a gap today, the worst gap first."""
        if self.study is None:
            return ()
        return tuple(dict.fromkeys(self.study.gaps_table()["workload_id"].astype(str)))

    @cached_property
    def copies(self) -> Ledger:
        """Return the copy ledger by assignment and workload."""
        return _by_workload(self.study.copies_table()) if self.study else {}

    @cached_property
    def cost_lines(self) -> Ledger:
        """Return the components of the outlay by assignment and workload."""
        return _by_workload(self.study.cost_table()) if self.study else {}

    @cached_property
    def inversions(self) -> tuple[Inversion, ...]:
        """Return what is held up by what it depends on, with the plan."""
        return self.study.inversions() if self.study else ()

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """Return the titles of all workloads by id."""
        return {workload.id: workload.title for workload in self.workloads}

    @cached_property
    def targets_table(self) -> tuple[Mapping[str, Any], ...]:
        """Return what the plan puts on every target, with the link that would do."""
        if self.study is None:
            return ()
        needed = self.study.bandwidth_needed_mbit_per_s()
        return tuple(
            {**row, "bandwidth_needed_mbit_per_s": needed.get(str(row["target"]))}
            for row in _rows(self.study.targets_table())
        )

    @cached_property
    def missing_inputs(self) -> tuple[Mapping[str, Any], ...]:
        """Return the missing inputs of the portfolio, what weighs most first."""
        return _rows(self.study.missing_inputs_table()) if self.study else ()

    @cached_property
    def report(self) -> Report:
        """Return what a report says of the study.

        Raises:
            ValueError: there is nothing to report.
        """
        if self.study is None:
            raise ValueError("a review without a study has no report")
        return build_content(self.study)

    @cached_property
    def scoped(self) -> tuple[ScopedWorkload, ...]:
        """Return the workloads with the words of the scope."""
        return scoped_workloads(
            self.workloads, {tier.id: tier.title for tier in self.reading.catalogue.tiers}
        )

    def applications_of(self, workload: Workload) -> tuple[ApplicationResult, ...]:
        """Return the application of a workload if it has other workloads too."""
        if sum(one.application == workload.application for one in self.workloads) < 2:
            return ()
        return tuple(one for one in self._applications if one.application == workload.application)

    @cached_property
    def _applications(self) -> tuple[ApplicationResult, ...]:
        return self.study.applications() if self.study else ()

    def in_scope(self, rows: Sequence[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
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
    """Return a review with its study, computed once per revision and day."""
    key = StudyKey(
        review_id=review.id,
        revision=review.revision,
        changed=review.changed.isoformat(),
        as_of=today().isoformat(),
    )
    return _study(key, _review=review)


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyKey:
    """What a study hangs on. Settings are part of the review, so of its revision, but the date.

    `changed` tells apart what the review is called, which is no part of its revision.
    """

    review_id: str
    revision: int
    changed: str
    as_of: str


@st.cache_resource(max_entries=_STUDIES_KEPT, show_spinner="Judging every option of every workload")
def _study(key: StudyKey, *, _review: ReviewState) -> Current:
    """Return the study of a review; Streamlit keeps it by the key alone."""
    reading = reading_of(_review.tables, datetime.date.fromisoformat(key.as_of))
    if reading.portfolio is None:
        return Current(review=_review, reading=reading, study=None)
    advised = study_reading(reading, source=_review.source)
    return Current(review=_review, reading=reading, study=with_decisions(advised), advised=advised)


def _close(sentence: str) -> None:
    state.say(Notice(sentence, is_fault=True))
    state.close_review()


def _rows(frame: pd.DataFrame) -> tuple[Mapping[str, Any], ...]:
    names = [str(name) for name in frame.columns]
    columns = [[_plain(value) for value in frame[name].tolist()] for name in names]
    return tuple(dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True))


def _by_workload(frame: pd.DataFrame) -> Ledger:
    found: dict[tuple[str, str], tuple[Mapping[str, Any], ...]] = {}
    for row in _rows(frame):
        key = (str(row["assignment"]), str(row["workload_id"]))
        found[key] = (*found.get(key, ()), row)
    return found


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and math.isnan(value) else value
