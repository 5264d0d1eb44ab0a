"""The numbers that may be changed to see what they decide: each with its range and its change."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from bcdr.choose.sensitivity_objectives import RPO_HOURS, RTO_HOURS, asking_for, own_hours
from bcdr.choose.sensitivity_trial import Stage, Trial
from bcdr.model.settings import Weights
from bcdr.model.units import format_hours, format_number, format_share

WHOLE: Final = frozenset({"VMs", "probes", "rank"})
"""Units of which there are only whole ones."""
BARE: Final = frozenset({"", "rank", "points from 0 to 1"})
"""Units that say nothing more than the title of the number."""
PERCENTILES: Final = (0.5, 0.99)
"""Between these a study can be planned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One number of a trial with the range it can have, and how to judge with another value.

    `points` are values to look at first, from low to high; an objective has the values of the
    grid. `is_by_ratio` numbers are compared by their ratio, the others by their difference.
    """

    id: str
    kind: str
    title: str
    unit: str
    value: float
    low: float
    high: float
    change: Callable[[float], Trial]
    points: tuple[float, ...] = ()
    is_by_ratio: bool = False

    @property
    def is_whole(self) -> bool:
        """Return whether only whole numbers make sense."""
        return self.unit in WHOLE

    def apart(self, one: float, other: float) -> float:
        """Return how far two values lie apart, as a share of the range."""
        if self.is_by_ratio:
            return abs(math.log(one / other)) / math.log(self.high / self.low)
        return abs(one - other) / (self.high - self.low)

    def distance(self, value: float) -> float:
        """Return how far a value lies from the one now, as a share of the range."""
        return self.apart(value, self.value)

    def between(self, one: float, other: float) -> float:
        """Return the value in the middle of two."""
        return math.sqrt(one * other) if self.is_by_ratio else (one + other) / 2.0

    def words(self, value: float) -> str:
        """Return a value with its unit."""
        figure = self.figure(value)
        is_bare = self.unit in BARE or self.unit == "hours" or self.unit.startswith("share")
        return figure if is_bare else f"{figure} {self.unit}"

    def figure(self, value: float) -> str:
        """Return a value as it stands beside another one that has its unit already."""
        if self.unit == "hours":
            return format_hours(value)
        return format_share(value) if self.unit.startswith("share") else format_number(value)


def changeable_numbers(trial: Trial, stages: dict[str, Stage]) -> tuple[Number, ...]:
    """Return every number of a trial that can be changed and has a range.

    `stages` are the first stages that ask for each assumption. Facts are no numbers to be changed,
    and what has no range has nothing to be looked at.
    """
    found = (
        *_assumptions(trial, stages),
        *_entries(trial),
        *_settings(trial),
        *_objectives(trial),
    )
    return tuple(item for item in found if item.low < item.high)


def _assumptions(trial: Trial, stages: dict[str, Stage]) -> Iterator[Number]:
    for item in trial.catalogue.assumptions:
        yield Number(
            id=item.id,
            kind="assumption",
            title=item.title,
            unit=item.unit,
            value=item.value,
            low=min(item.low, item.value),
            high=max(item.high, item.value),
            change=_of_catalogue(trial, "assumptions", item, "value", stages[item.id]),
        )


def _entries(trial: Trial) -> Iterator[Number]:
    known = trial.catalogue
    for phase in known.phases:
        yield Number(
            id=phase.id,
            kind="phase",
            title=phase.title,
            unit=phase.unit,
            value=phase.likely,
            low=phase.low,
            high=phase.high,
            change=_of_catalogue(trial, "phases", phase, "likely", Stage.TABLES),
        )
    for price in known.prices:
        yield Number(
            id=price.id,
            kind="price",
            title=price.title,
            unit=price.unit,
            value=price.value,
            low=min(price.low, price.value),
            high=max(price.high, price.value),
            change=_of_catalogue(trial, "prices", price, "value", Stage.PRICES),
        )
    for scenario in known.scenarios:
        if not scenario.in_scope:
            continue
        yield Number(
            id=scenario.id,
            kind="scenario",
            title=f"Frequency of {scenario.title[:1].lower()}{scenario.title[1:]}",
            unit=scenario.unit,
            value=scenario.frequency_per_year,
            low=min(scenario.frequency_low, scenario.frequency_per_year),
            high=max(scenario.frequency_high, scenario.frequency_per_year),
            change=_of_catalogue(
                trial, "scenarios", scenario, "frequency_per_year", Stage.STRATEGIES
            ),
        )


def _of_catalogue(
    trial: Trial, entries: str, item: Any, field: str, since: Stage
) -> Callable[[float], Trial]:
    def change(value: float) -> Trial:
        changed = (replace(item, **{field: value}),)
        return trial.changed(since, catalogue=trial.catalogue.with_entries(**{entries: changed}))

    return change


def _settings(trial: Trial) -> Iterator[Number]:
    weights = trial.settings.weights
    whole = sum(getattr(weights, item.name) for item in fields(Weights))
    for item in fields(Weights):
        yield Number(
            id=f"weight-{item.name}",
            kind="weight",
            title=f"Weight of {item.name} in the score",
            unit="",
            value=getattr(weights, item.name),
            low=0.0,
            high=whole,
            change=_of_weight(trial, item.name),
        )
    yield Number(
        id="planning-percentile",
        kind="setting",
        title="Planning percentile of recovery times",
        unit="",
        value=trial.settings.planning_percentile,
        low=PERCENTILES[0],
        high=PERCENTILES[1],
        change=lambda value: trial.changed(
            Stage.SINGLES, settings=replace(trial.settings, planning_percentile=value)
        ),
    )


def _of_weight(trial: Trial, part: str) -> Callable[[float], Trial]:
    def change(value: float) -> Trial:
        weights = replace(trial.settings.weights, **{part: value})
        return trial.changed(Stage.STRATEGIES, settings=replace(trial.settings, weights=weights))

    return change


def _objectives(trial: Trial) -> Iterator[Number]:
    """Yield RTO and RPO where the row or a default gives one in hours."""
    for field, title, grid in (
        ("rto_hours", "RTO", RTO_HOURS),
        ("rpo_hours", "RPO", RPO_HOURS),
    ):
        own = own_hours(trial.portfolio, trial.catalogue, trial.workload, field)
        if own is None or not math.isfinite(own):
            continue
        yield Number(
            id=field,
            kind="objective",
            title=title,
            unit="hours",
            value=own,
            low=min(own, *grid),
            high=max(own, *grid),
            change=_of_row(trial, field),
            points=grid,
            is_by_ratio=True,
        )


def _of_row(trial: Trial, field: str) -> Callable[[float], Trial]:
    def change(value: float) -> Trial:
        row = asking_for(trial.workload, field, value)
        return trial.changed(Stage.INPUTS, portfolio=replace(trial.portfolio, workloads=(row,)))

    return change
