"""What the tables of a study need to know of it, and what names the workload of a row."""

from collections.abc import Iterator
from typing import Any, Protocol

import pandas as pd

from bcdr.choose.plan import Plan
from bcdr.evaluate.assess import Assessment
from bcdr.evaluate.evaluation import Evaluation
from bcdr.model.catalogue import Catalogue
from bcdr.model.portfolio import Portfolio
from bcdr.model.results import Detail, WorkloadResult
from bcdr.model.vocabulary import Duration, Special


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

    def coverage_table(self) -> pd.DataFrame:
        """Return one row per workload and scenario."""

    def plan_table(self) -> pd.DataFrame:
        """Return one row per workload."""


def assignments(study: Studied) -> tuple[tuple[str, Assessment], ...]:
    """Return what is compared, each with the word that stands for it in tables."""
    return ("today", study.today), ("planned", study.planned)


def about(study: Studied, result: WorkloadResult) -> dict[str, Any]:
    """Return the columns that say which workload a row is about."""
    workload = result.workload
    ranks = {tier.id: tier.rank for tier in study.catalogue.tiers}
    return {
        "workload_id": workload.id,
        "application": workload.application,
        "workload": workload.workload,
        "title": workload.title,
        "owner": workload.owner or "",
        "business_unit": workload.business_unit or "",
        "environment": workload.environment or "",
        "criticality": result.criticality_title,
        "criticality_rank": ranks.get(workload.criticality or "", len(ranks) + 1),
    }


def hours(wanted: Duration) -> float:
    """Return hours for a table: infinite where not applicable, NaN where not defined."""
    if wanted is None:
        return float("nan")
    return float("inf") if isinstance(wanted, Special) else wanted


def blank(value: float | None) -> float:
    """Return a number for a table, NaN where there is none."""
    return float("nan") if value is None else value
