"""The work behind one revision of a review: its rows read, judged, and written down as tables."""

import datetime
import math
from collections.abc import Collection, Mapping
from typing import Any, TypeAlias

import pandas as pd

from bcdr.intake import Reading
from bcdr.model.review import ReviewState
from bcdr.report.blocks import Report
from bcdr.report.content import build_content
from bcdr.study import Progress, Study, study_reading
from bcdr.study_decided import with_decisions
from bcdr.study_scoped import study_of_scope
from bcdr.ui.long_work import Once
from bcdr.ui.readings import reading_of

Rows: TypeAlias = tuple[Mapping[str, Any], ...]
"""Rows by column, in the order of the study, None where there is no value."""

# The plan is chosen by then; what is decided is put in its place and assessed once more.
_JUDGED_SHARE = 0.95


class StudyWork:
    """What is to be done for one revision of a review, each part once, when it is asked for.

    The study can be asked for once the rows are read, the rest once it is made.
    """

    def __init__(self, review: ReviewState, as_of: datetime.date) -> None:
        self._review = review
        self._as_of = as_of
        self.reading: Once[Reading] = Once(self._read)
        self.study: Once[Study] = Once(self._judge)
        self.plan: Once[Rows] = Once(self._write_plan)
        self.coverage: Once[Rows] = Once(self._write_coverage)
        self.worst_first: Once[tuple[str, ...]] = Once(self._sort)
        self.missing_inputs: Once[Rows] = Once(self._weigh)
        self._told: dict[str, Study] = {}
        self._reports: dict[str, Once[Report]] = {}

    def _read(self, tell: Progress) -> Reading:
        tell(0.2, "Reading the rows")
        return reading_of(self._review.tables, self._as_of)

    def _judge(self, tell: Progress) -> Study:
        study = study_reading(
            self.reading.made(),
            source=self._review.source,
            progress=lambda share, words: tell(_JUDGED_SHARE * share, words),
        )
        tell(_JUDGED_SHARE, "Putting what is decided in its place")
        return with_decisions(study)

    def _write_plan(self, tell: Progress) -> Rows:
        tell(0.2, "Writing the plan")
        return rows_of(self.study.made().plan_table())

    def _write_coverage(self, tell: Progress) -> Rows:
        tell(0.2, "Writing the coverage")
        return rows_of(self.study.made().coverage_table())

    def _sort(self, tell: Progress) -> tuple[str, ...]:
        tell(0.2, "Looking for the worst gaps")
        return self.study.made().worst_first()

    def _weigh(self, tell: Progress) -> Rows:
        tell(0.2, "Weighing what is missing")
        return rows_of(self.study.made().missing_inputs_table())

    def told(self, ids: Collection[str], scope: str) -> Study:
        """Return the study told of the workloads of a scope, of all where it is ""."""
        study = self.study.made()
        if scope and scope not in self._told:
            self._told[scope] = study_of_scope(study, ids, scope)
        return self._told.get(scope, study)

    def report(self, ids: Collection[str], scope: str) -> Once[Report]:
        """Return the content of a report about the workloads of a scope, of all where it is ""."""
        return self._reports.setdefault(
            scope, Once(lambda tell: build_content(self.told(ids, scope), progress=tell))
        )


def rows_of(frame: pd.DataFrame) -> Rows:
    """Return the rows of a table, None where a number is not known."""
    names = [str(name) for name in frame.columns]
    columns = [[_plain(value) for value in frame[name].tolist()] for name in names]
    return tuple(dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True))


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and math.isnan(value) else value
