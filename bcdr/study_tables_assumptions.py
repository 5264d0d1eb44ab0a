"""The tables of what a study rests on: its assumptions, formulas and expected events."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from bcdr.evaluate.recording import QUANTITIES
from bcdr.model.catalogue import Catalogue
from bcdr.model.entries import Fact, Scenario, Tier
from bcdr.model.vocabulary import Scope
from bcdr.study_tables_studied import Studied

Row = dict[str, Any]


def assumptions_table(study: Studied) -> pd.DataFrame:
    """Return every number and dated fact the study rests on, by the id it is overridden with.

    Kinds are assumption, phase, price, scenario, tier and fact. A fact that is no number has its
    answer or list in `words`, and its value is NaN.
    """
    catalogue = study.catalogue
    return pd.DataFrame([*_ranges(catalogue), *_figures(catalogue)])


def _ranges(catalogue: Catalogue) -> Iterator[Row]:
    """Return what has a range: assumptions, phases, prices, frequencies."""
    for item in catalogue.assumptions:
        yield _row("assumption", item, item.title, item.value, item.low, item.high)
    for phase in catalogue.phases:
        yield _row("phase", phase, phase.title, phase.likely, phase.low, phase.high)
    for price in catalogue.prices:
        yield _row("price", price, price.title, price.value, price.low, price.high)
    for scenario in catalogue.scenarios:
        yield _row(
            "scenario", scenario, f"{scenario.title}: frequency", scenario.frequency_per_year,
            scenario.frequency_low, scenario.frequency_high,
        )  # fmt: skip


def _figures(catalogue: Catalogue) -> Iterator[Row]:
    """Return what has no range: further figures of scenarios and tiers, and facts."""
    for scenario in catalogue.scenarios:
        yield from _of_scenario(scenario)
    for tier in catalogue.tiers:
        yield from _of_tier(tier, catalogue.currency)
    for fact in catalogue.facts:
        if fact.value is not None or fact.words or fact.answer is not None:
            yield _of_fact(fact)


def _of_scenario(item: Scenario) -> Iterator[Row]:
    hours = {
        "noticed_after_hours": ("noticed after", item.noticed_after_hours),
        "repair_hours": ("repaired after", item.repair_hours),
        "replacement_hours": ("counted as, where nothing is recoverable", item.replacement_hours),
    }
    for field, (words, value) in hours.items():
        if value is not None:
            title = f"{item.title}: {words}"
            yield _figure("scenario", item, f"{item.id}.{field}", title, value, "hours")


def _of_tier(item: Tier, currency: str) -> Iterator[Row]:
    figures = {
        "mtd_hours": ("MTD", item.mtd_hours, "hours"),
        "downtime_cost_per_hour": (
            "cost of downtime", item.downtime_cost_per_hour, f"{currency} per hour",
        ),
        "data_loss_cost_per_hour": (
            "cost of lost data", item.data_loss_cost_per_hour, f"{currency} per hour of data",
        ),
    }  # fmt: skip
    for field, (words, value, unit) in figures.items():
        title = f"{item.title}: {words}, where none is given"
        yield _figure("tier", item, f"{item.id}.{field}", title, value, unit)


def _of_fact(item: Fact) -> Row:
    value = float("nan") if item.value is None else item.value
    if item.answer is not None:
        words, unit = "yes" if item.answer else "no", "yes or no"
    else:
        words, unit = ", ".join(item.words), item.unit or "list"
    row = _figure("fact", item, item.id, item.statement, value, unit)
    return {**row, "words": words}


def _figure(kind: str, item: Any, id_: str, title: str, value: float, unit: str) -> Row:
    return {**_row(kind, item, title, value, value, value), "id": id_, "unit": unit}


def _row(kind: str, item: Any, title: str, value: float, low: float, high: float) -> Row:
    return {
        "id": item.id,
        "title": title,
        "value": value,
        "low": low,
        "high": high,
        "unit": getattr(item, "unit", ""),
        "origin": str(getattr(item, "origin", "assumed")),
        "source": item.source,
        "date": item.date.isoformat(),
        "confidence": str(item.confidence),
        "kind": kind,
        "words": "",
    }


def quantities_table() -> pd.DataFrame:
    """Return every formula that numbers can be asked for: id, title, unit, formula, source."""
    return pd.DataFrame(
        [
            {
                "id": item.name,
                "title": item.title,
                "unit": item.unit,
                "formula": item.formula,
                "source": item.source,
            }
            for item in QUANTITIES.values()
        ]
    )


def events_per_year(study: Studied) -> Mapping[str, float]:
    """Return expected events a year for the whole portfolio, per scenario."""
    hubs = study.portfolio.landscape.hubs
    inputs = study.evaluation.inputs
    counts = {
        Scope.APPLICATION: float(len({item.application for item in study.portfolio.workloads})),
        Scope.VM: float(inputs.vm_count.sum()),
        Scope.WORKLOAD: float(inputs.count),
        Scope.HUB: float(len(hubs)),
        Scope.SITE: float(len({hub.site or hub.name for hub in hubs})),
        Scope.REGION: float(len({hub.region or hub.name for hub in hubs})),
        Scope.ORGANISATION: 1.0,
    }
    return {
        item.id: counts[item.scope] * item.frequency_per_year if item.in_scope else 0.0
        for item in study.catalogue.scenarios
    }
