"""What the sections share: the tables of a study as plain records, taken out once."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import pandas as pd

from bcdr.model.vocabulary import Coverage, Option
from bcdr.report.blocks import CellValue, Column, Table
from bcdr.study import Study

ASSIGNMENTS: Final[Mapping[str, str]] = {"today": "Today", "planned": "With the plan"}
"""What people call the assignments that tables compare."""

_OBJECTIVES: Final = frozenset({"rto_hours", "rpo_hours", "mtd_hours"})

Record: TypeAlias = Mapping[str, CellValue]
"""One row of a table of the study, by column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """A study and its tables as records, in the order of the study.

    `counts` are those of the reading it began with, empty where nothing was read.
    """

    study: Study
    counts: Mapping[str, int]
    coverage: tuple[Record, ...]
    plan: tuple[Record, ...]
    gaps: tuple[Record, ...]

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
    def scenario_titles(self) -> Mapping[str, str]:
        """Return the title of each scenario of the study, in order."""
        catalogue = self.study.catalogue
        return {id_: catalogue.scenario(id_).title for id_ in self.study.scenario_ids}


def extract(study: Study) -> Extract:
    """Return the tables that several sections need, as records."""
    return Extract(
        study=study,
        counts=study.counts,
        coverage=records(study.coverage_table()),
        plan=records(study.plan_table()),
        gaps=records(study.gaps_table()),
    )


def records(frame: pd.DataFrame) -> tuple[Record, ...]:
    """Return the rows of a table as plain values, None where there is nothing.

    An objective that is infinite is one that is not applicable, and says so.
    """
    columns = {
        str(name): [_value(value, str(name)) for value in frame[name].tolist()]
        for name in frame.columns
    }
    return tuple(
        dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)
    )


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
