"""Which change of one number changes what is recommended, and how far away that change is."""

import math
from collections.abc import Callable
from typing import Final

import numpy as np

from bcdr.choose.ranking import NOTHING
from bcdr.choose.sensitivity_numbers import Number, changeable_numbers
from bcdr.choose.sensitivity_trial import Trial, make_trial, stages_of_assumptions
from bcdr.evaluate.evaluation import Evaluation
from bcdr.model.sensitivity import Flip, Flips
from bcdr.model.vocabulary import Goal

PARTS: Final = 2
"""In how many steps the way from the value to each end of its range is looked at."""
TOLERANCE: Final = 0.01
"""How closely a flip is found, as a share of the range of its number."""

Tried = Callable[[float], Trial]


def flips(evaluation: Evaluation, row: int) -> Flips:
    """Return for every number the nearest change that would recommend another strategy.

    One workload (row) is judged alone, so what others leave of a capacity plays no part. Each
    number is changed by itself within its range: first to both ends; where that brings others
    nearer to the best, also to a value between; and between the last value that changes nothing
    and the first that does, the change is found by halving, to within a hundredth of the range. A
    number that changes the recommendation only between two values looked at is not found.
    """
    trial = make_trial(evaluation, row)
    numbers = changeable_numbers(trial, stages_of_assumptions(trial))
    found = sorted((_flip(trial, item) for item in numbers), key=_by_distance)
    nearest = found[0].sentence if found and found[0].distance is not None else ""
    return Flips(
        workload_id=trial.workload.id,
        title=f"What would change the recommendation for {trial.workload.title}",
        recommended=trial.recommended,
        numbers=tuple(found),
        sentence=nearest or "Nothing within the range of any one number changes it.",
    )


def _by_distance(flip: Flip) -> float:
    return math.inf if flip.distance is None else flip.distance


def _flip(trial: Trial, number: Number) -> Flip:
    """Return where one number changes the recommendation, the nearer side first."""
    seen: dict[float, Trial] = {number.value: trial}

    def at(value: float) -> Trial:
        if value not in seen:
            seen[value] = number.change(value)
        return seen[value]

    found = []
    for side in _sides(number):
        if side and (number.points or _may_change(trial, at(side[-1]))):
            changed = _first_change(trial, number, at, side)
            found += [] if changed is None else [changed]
    if not found:
        return _described(number)
    until, value = min(found, key=lambda pair: number.distance(pair[1]))
    return _described(number, until=until, value=value, then=at(value))


def _may_change(trial: Trial, end: Trial) -> bool:
    """Return whether to look at a side: not where its end leaves the best no less far ahead."""
    if end.best != trial.best:
        return True
    return not (end.judges_alike(trial) or _lead(end) >= _lead(trial))


def _lead(trial: Trial) -> float:
    """Return how far the best strategy is ahead of those that fail as little; NaN if unknown."""
    judged, goal = trial.judged, trial.settings.goal
    if trial.best == NOTHING or goal not in (Goal.HIGHEST_SCORE, Goal.LOWEST_COST):
        return math.nan
    counts = (judged.binding_unrecoverable, judged.binding_not_met, judged.other_unrecoverable)
    rivals = judged.is_feasible[0].copy()
    for count in counts:
        rivals &= count[0] == count[0, trial.best]
    rivals[trial.best] = False
    if goal is Goal.HIGHEST_SCORE:
        worth = judged.score[0]
    else:
        worth = -(judged.outlay_per_year[0] + judged.expected_penalty_per_year[0])
    return float(worth[trial.best] - np.max(worth, where=rivals, initial=-np.inf))


def _first_change(
    trial: Trial, number: Number, at: Tried, side: tuple[float, ...]
) -> tuple[float, float] | None:
    """Return on one side the last value that changes nothing and the first that does."""
    until = number.value
    for value in side:
        if at(value).best != trial.best:
            return (until, value) if number.is_whole else _halved(trial, number, at, until, value)
        until = value
    return None


def _halved(
    trial: Trial, number: Number, at: Tried, until: float, value: float
) -> tuple[float, float]:
    """Return both values closer together, still one on each side of a change."""
    while number.apart(until, value) > TOLERANCE:
        middle = number.between(until, value)
        if at(middle).best == trial.best:
            until = middle
        else:
            value = middle
    return until, value


def _sides(number: Number) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the values to look at below and above the value, each from near to far."""
    ends = {number.low, number.high}
    if number.is_whole:
        inside = {float(whole) for whole in range(int(number.low), int(number.high) + 1)}
    elif number.points:
        inside = {*number.points, *ends}
    else:
        shares = [step / PARTS for step in range(1, PARTS)]
        inside = {number.value + (end - number.value) * share for end in ends for share in shares}
        inside |= ends
    below = sorted((item for item in inside if item < number.value), reverse=True)
    return tuple(below), tuple(sorted(item for item in inside if item > number.value))


def _described(
    number: Number,
    *,
    until: float | None = None,
    value: float | None = None,
    then: Trial | None = None,
) -> Flip:
    becomes = None if then is None else then.recommended
    low, high = number.figure(number.low), number.words(number.high)
    if value is None:
        sentence = f"{number.title}: nothing from {low} to {high} changes what is recommended."
    else:
        result = "nothing would be allowed" if becomes is None else (
            f"{becomes.title} would be recommended"
        )  # fmt: skip
        sentence = (
            f"{number.title}: at {number.words(value)} instead of {number.figure(number.value)}, "
            f"{result}."
        )
    return Flip(
        id=number.id,
        kind=number.kind,
        title=number.title,
        unit=number.unit,
        value=number.value,
        low=number.low,
        high=number.high,
        at=value,
        until=until,
        becomes=becomes,
        distance=None if value is None else number.distance(value),
        sentence=sentence,
    )
