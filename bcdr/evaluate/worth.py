"""How good a time or loss is against its objective, from 0 to 1, with fixed anchors."""

from typing import Final

import numpy as np

from bcdr.evaluate.axes import Flags, Numbers
from bcdr.evaluate.recording import quantity
from bcdr.evaluate.select import select

STEP: Final = 1e300
"""A slope so steep that nothing lies between its ends."""
_ANCHORS = "Fixed anchors, so that no alternative changes another's value"
_FORMULA = (
    "1 up to the objective o, 0 from the limit m, between them 1 - ln(x / o') / ln(m / o'); "
    "o' is at least the objective floor"
)


@quantity(title="Value of the recovery time", unit="0 to 1", formula=_FORMULA, source=_ANCHORS)
def time_value(
    planning_hours: Numbers,
    rto_hours: Numbers,
    time_limit_hours: Numbers,
    objective_floor_hours: float,
) -> Numbers:
    """Return the value of a recovery time against the RTO; its limit is the MTD."""
    return objective_value(planning_hours, rto_hours, time_limit_hours, objective_floor_hours)


@quantity(title="Value of the data loss", unit="0 to 1", formula=_FORMULA, source=_ANCHORS)
def loss_value(
    worst_loss_hours: Numbers,
    rpo_hours: Numbers,
    loss_limit_hours: Numbers,
    objective_floor_hours: float,
) -> Numbers:
    """Return the value of a data loss against the RPO; its limit is a multiple of the RPO."""
    return objective_value(worst_loss_hours, rpo_hours, loss_limit_hours, objective_floor_hours)


@quantity(
    title="Value of the outcome",
    unit="0 to 1",
    formula="the smaller value of time and loss; 0 where it is not known, 1 where nobody needs "
    "it back",
    source=_ANCHORS,
)
def outcome_value(
    time_value: Numbers, loss_value: Numbers, is_known: Flags, is_not_needed: Flags
) -> Numbers:
    """Return the value of one scenario's outcome."""
    value = select(is_known, np.minimum(time_value, loss_value), 0.0)
    return select(is_not_needed, 1.0, value) if is_not_needed.any() else value


def objective_value(
    hours: Numbers, objective_hours: Numbers, limit_hours: Numbers, objective_floor_hours: float
) -> Numbers:
    """Return the value of hours against an objective; 0 where either is unknown.

    An infinite objective (not applicable) is satisfied by anything, even by what is not known.
    """
    unlimited = np.isposinf(objective_hours)
    floor = np.where(unlimited, 1.0, np.maximum(objective_hours, objective_floor_hours))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        # A limit that leaves no room between it and the objective makes a step of the slope.
        slope = np.where(limit_hours > floor, 1.0 / np.log(limit_hours / floor), STEP)
        value = np.fmax(1.0 - np.log(np.maximum(hours, floor) / floor) * slope, 0.0)
        if (limit_hours <= floor).any():
            value = np.where((hours >= limit_hours) & (hours > objective_hours), 0.0, value)
    return np.where(unlimited, 1.0, value) if unlimited.any() else value


def limit_hours(
    objective_hours: Numbers,
    given_hours: Numbers | float,
    is_given: Flags | bool,
    factor: float,
    floor_hours: float,
) -> Numbers:
    """Return where value reaches 0: the limit given, or at least `factor` times the objective."""
    least = factor * np.maximum(objective_hours, floor_hours)
    assumed = np.where(np.isnan(given_hours), least, np.maximum(given_hours, least))
    return np.where(is_given, given_hours, assumed)
