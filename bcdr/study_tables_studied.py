"""What the tables of a study need to know of it, and what names the workload of a row."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bcdr.choose.plan import Plan
from bcdr.evaluate.assess import Assessment
from bcdr.evaluate.evaluation import Evaluation
from bcdr.model.catalogue import Catalogue
from bcdr.model.portfolio import Portfolio
from bcdr.model.results import Detail, WorkloadResult
from bcdr.model.vocabulary import Verdict


class Studied(Protocol):
    """A study as its tables see it."""

    @property
    def portfolio(self) -> Portfolio:
        """Return what was studied."""

    @property
    def catalogue(self) -> Catalogue:
        """Return the numbers and facts it rests on."""

    @property
    def evaluation(self) -> Evaluation:
        """Return every workload judged against every strategy."""

    @property
    def plan(self) -> Plan:
        """Return what was chosen."""

    @property
    def today(self) -> Assessment:
        """Return what exists today, assessed together."""

    @property
    def planned(self) -> Assessment:
        """Return the plan, assessed together."""

    def workloads(self, detail: Detail = "ranked") -> Iterator[WorkloadResult]:
        """Yield every workload's result in the order of the portfolio."""

    def verdict(self, row: int) -> tuple[Verdict, str]:
        """Return what can be said of a workload over its binding scenarios, and why."""

    def warning_count(self, row: int) -> int:
        """Return how many warnings there are of what is planned for a workload."""

    def coverage_table(self) -> pd.DataFrame:
        """Return one row per workload and scenario."""

    def plan_table(self) -> pd.DataFrame:
        """Return one row per workload."""


def assignments(study: Studied) -> tuple[tuple[str, Assessment], ...]:
    """Return what is compared, each with the word that stands for it in tables."""
    return ("today", study.today), ("planned", study.planned)


def about(study: Studied) -> dict[str, NDArray[Any]]:
    """Return the columns that say which workload a row is about, by workload."""
    workloads = study.evaluation.inputs.workloads
    titles = {tier.id: tier.title for tier in study.catalogue.tiers}
    ranks = {tier.id: tier.rank for tier in study.catalogue.tiers}

    return {
        "workload_id": words(item.id for item in workloads),
        "application": words(item.application for item in workloads),
        "workload": words(item.workload for item in workloads),
        "title": words(item.title for item in workloads),
        "owner": words(item.owner for item in workloads),
        "business_unit": words(item.business_unit for item in workloads),
        "environment": words(item.environment for item in workloads),
        "criticality": words(titles.get(item.criticality or "") for item in workloads),
        "criticality_rank": np.array(
            [ranks.get(item.criticality or "", len(ranks) + 1) for item in workloads]
        ),
    }


def words(values: Iterable[str | None]) -> NDArray[Any]:
    """Return a column of words, empty where there is none."""
    return np.array([value or "" for value in values], dtype=object)


def picked(choices: Sequence[str], codes: NDArray[np.int64]) -> NDArray[Any]:
    """Return a column of the words that codes stand for, by their place."""
    return np.array(choices, dtype=object)[codes]
