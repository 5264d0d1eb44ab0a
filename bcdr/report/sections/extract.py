"""What the sections share: the tables of a study as plain records, taken out once."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import pandas as pd

from bcdr.evaluate.rules import RULES
from bcdr.model.portfolio import Decision
from bcdr.model.vocabulary import Coverage, Option, Severity
from bcdr.report.blocks import CellValue, Column, Table
from bcdr.study import Study
from bcdr.study_scoped import ScopedStudy, scope_of, whole_of

ASSIGNMENTS: Final[Mapping[str, str]] = {"today": "Today", "planned": "With the plan"}
"""What people call the assignments that tables compare."""

_OBJECTIVES: Final = frozenset({"rto_hours", "rpo_hours", "mtd_hours"})

_AT_A_TIME: Final = 4096

Record: TypeAlias = Mapping[str, CellValue]
"""One row of a table of the study, by column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """A study and its tables as records, in the order of the study.

    `counts` are those of the reading it began with, empty where nothing was read. `plan_of` has
    the row of the plan of each workload by its id, `decisions` the last decision that holds.
    """

    study: Study
    counts: Mapping[str, int]
    coverage: tuple[Record, ...]
    plan: tuple[Record, ...]
    gaps: tuple[Record, ...]
    cost_lines: tuple[Record, ...]
    target_cost: tuple[Record, ...]
    ranked: tuple[Record, ...]
    plan_of: Mapping[str, Record]
    decisions: Mapping[str, Decision]

    @property
    def scope(self) -> ScopedStudy | None:
        """Return the study as one of a scope, None where it is of the whole portfolio."""
        return scope_of(self.study)

    @property
    def whole(self) -> Study:
        """Return the study of the whole portfolio."""
        return whole_of(self.study)

    @property
    def edges(self) -> tuple[tuple[str, str], ...]:
        """Return what a workload of the report depends on, by ids, also outside a scope."""
        return tuple(edge for edge in self.whole.portfolio.edges if edge[0] in self.plan_of)

    @property
    def titles(self) -> Mapping[str, str]:
        """Return the titles of all workloads by id; one outside the scope says that it is."""
        return {
            item.id: item.title if item.id in self.plan_of else f"{item.title} (outside the scope)"
            for item in self.whole.portfolio.workloads
        }

    @property
    def money_unit(self) -> str:
        """Return the unit of yearly amounts, such as `USD per year`."""
        return f"{self.study.currency} per year"

    def option_titles(self, options: str) -> str:
        """Return the titles of options listed by their codes with `; `, first letter small."""
        catalogue = self.study.catalogue
        titles = [catalogue.option(Option(code)).title for code in options.split("; ") if code]
        return "; ".join(title[:1].lower() + title[1:] for title in titles)

    @property
    def rule_names(self) -> tuple[str, ...]:
        """Return the rules that refuse, by the names a decision overrides them with."""
        blockers = (rule.code for rule in RULES if rule.severity is Severity.BLOCKER)
        policies = (rule.name for rule in self.study.portfolio.rules if rule.is_blocking)
        return (*sorted(blockers), *policies)

    @property
    def alternative_places(self) -> Mapping[str, tuple[int, int]]:
        """Return the first row of each workload among the ranked strategies, from 1, and how many.

        The rows of a workload stand below one another.
        """
        found: dict[str, tuple[int, int]] = {}
        for place, row in enumerate(self.ranked, start=1):
            first, held = found.get(text(row, "workload_id"), (place, 0))
            found[text(row, "workload_id")] = first, held + 1
        return found

    @property
    def scenario_titles(self) -> Mapping[str, str]:
        """Return the title of each scenario of the study, in order."""
        catalogue = self.study.catalogue
        return {id_: catalogue.scenario(id_).title for id_ in self.study.scenario_ids}


def extract(study: Study) -> Extract:
    """Return the tables that several sections need, as records."""
    plan = records(study.plan_table())
    as_of = study.settings.as_of
    return Extract(
        study=study,
        counts=study.counts,
        coverage=records(study.coverage_table()),
        plan=plan,
        plan_of={text(row, "workload_id"): row for row in plan},
        decisions={
            item.workload_id: item
            for item in study.portfolio.decisions
            if item.until is None or item.until >= as_of
        },
        gaps=records(study.gaps_table()),
        cost_lines=records(study.cost_table()),
        target_cost=records(study.target_cost_table()),
        ranked=records(study.ranked_table()),
    )


class _Row(Mapping[str, CellValue]):
    """One row of a table that is kept: the names of its columns are shared by all rows."""

    __slots__ = ("_places", "_values")

    def __init__(self, places: Mapping[str, int], values: tuple[CellValue, ...]) -> None:
        """Take the place of each column, and the values."""
        self._places = places
        self._values = values

    def __getitem__(self, key: str) -> CellValue:
        """Return the value of a column."""
        return self._values[self._places[key]]

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the columns."""
        return iter(self._places)

    def __len__(self) -> int:
        """Return the number of columns."""
        return len(self._values)


def records(frame: pd.DataFrame) -> tuple[Record, ...]:
    """Return the rows of a table as plain values, None where there is nothing.

    An objective that is infinite is one that is not applicable, and says so.
    """
    places = {str(name): place for place, name in enumerate(frame.columns)}
    return tuple(_Row(places, values) for values in _values(frame, {}))


def _values(frame: pd.DataFrame, known: dict[str, str]) -> Iterator[tuple[CellValue, ...]]:
    """Yield the values of each row; texts that are the same are kept once, in `known`."""
    columns = []
    for name in frame.columns:
        found = (_value(value, str(name)) for value in frame[name].tolist())
        columns.append([known.setdefault(v, v) if isinstance(v, str) else v for v in found])
    return zip(*columns, strict=True)


def each_record(frame: pd.DataFrame) -> Iterator[Record]:
    """Yield the rows of a long table as plain values, some at a time to spare memory."""
    names, known = [str(name) for name in frame.columns], dict[str, str]()
    for start in range(0, len(frame), _AT_A_TIME):
        for values in _values(frame.iloc[start : start + _AT_A_TIME], known):
            yield dict(zip(names, values, strict=True))


def table(
    rows: Iterable[Record],
    columns: tuple[Column, ...],
    *,
    id_: str,
    title: str,
    empty: str,
    heading_columns: int = 1,
    has_total: bool = False,
) -> Table:
    """Return a table of the records; each must have every column."""
    keys = tuple(column.key for column in columns)
    return Table(
        id=id_,
        title=title,
        columns=columns,
        rows=tuple(tuple(row[key] for key in keys) for row in rows),
        empty=empty,
        heading_columns=heading_columns,
        has_total=has_total,
    )


def state(record: Record, key: str) -> Coverage:
    """Return the coverage a record holds in a column."""
    return Coverage(str(record[key]))


def text(record: Record, key: str) -> str:
    """Return the text a record holds in a column, empty where there is none."""
    value = record[key]
    return "" if value is None else str(value)


def number(record: Record, key: str) -> float | None:
    """Return the number a record holds in a column, None where it holds none."""
    value = record[key]
    return float(value) if isinstance(value, (int, float)) else None


def sum_of(rows: Iterable[Record], key: str) -> float:
    """Return the sum of a column of records."""
    return sum(number(row, key) or 0.0 for row in rows)


def or_words(value: CellValue, words: str) -> CellValue:
    """Return a value, or the words that say why there is none."""
    return words if value is None else value


def words_for_missing(coverage: Coverage) -> str:
    """Return what stands in place of a number of hours that does not exist."""
    if coverage in {Coverage.ACCEPTED, Coverage.OUT_OF_SCOPE}:
        return "not applicable"
    return "unrecoverable" if coverage is Coverage.UNRECOVERABLE else "unknown"


def _value(value: object, name: str) -> CellValue:
    if value is None or value == "":
        return None
    if isinstance(value, float) and math.isinf(value) and name in _OBJECTIVES:
        return "not applicable"
    if isinstance(value, float) and not math.isinf(value):
        return None if math.isnan(value) else value
    if isinstance(value, (str, int)):
        return str(value) if isinstance(value, str) else value
    raise TypeError(f"{name} of a study is {value!r}: only plain values can be reported.")
