"""Pairs gathered from single protections: nothing that was judged alone is judged again.

The pairs of a full list are every continuity protection with every backup, a grid; its sides are
broadcast against each other and never copied. Any other list is gathered one by one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bcdr.evaluate.axes import Flags, Numbers
from bcdr.evaluate.inputs import Inputs
from bcdr.evaluate.outcomes import LATE, MET, TIE, UNCERTAIN, UNRECOVERABLE, Outcomes
from bcdr.evaluate.protections import StrategyList
from bcdr.evaluate.select import mask_of, put

Small = NDArray[np.float32]
Combine = Callable[..., Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Every strategy over its scenarios, strategy x workload.

    `value` is the sum of the values of the scenarios in scope, `penalty_per_year` the money of
    the events expected in a year. Counts are of scenarios in scope.
    """

    value: Small
    penalty_per_year: Small
    is_at_least: Flags
    binding_unrecoverable: NDArray[np.int8]
    binding_not_met: NDArray[np.int8]
    other_unrecoverable: NDArray[np.int8]
    met: NDArray[np.int8]


class Pairing:
    """How the strategies of a list come from arrays protection x workload."""

    def __init__(self, strategies: StrategyList) -> None:
        """Look whether the pairs, which stand after the single protections, form a grid.

        Raises:
            ValueError: a single protection stands after a pair.
        """
        first, second = strategies.first, strategies.second
        is_pair = first != second
        self.count = len(first)
        self.alone = int(np.argmax(is_pair)) if is_pair.any() else self.count
        if not is_pair[self.alone :].all():
            raise ValueError("A single protection stands after a pair; put the pairs last.")
        self.singles = first[: self.alone]
        rows, columns = first[self.alone :], second[self.alone :]
        one, other = (np.array(list(dict.fromkeys(side.tolist())), dtype=np.int64)
                      for side in (rows, columns))  # fmt: skip
        self.is_grid = (
            len(rows) == len(one) * len(other)
            and np.array_equal(rows, np.repeat(one, len(other)))
            and np.array_equal(columns, np.tile(other, len(one)))
        )
        self.one, self.other = (one, other) if self.is_grid else (rows, columns)

    def sides(self, values: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return what both protections of every pair have, to be broadcast together."""
        one, other = values[self.one], values[self.other]
        return (one[:, None], other[None, :]) if self.is_grid else (one, other)

    def block(self, whole: NDArray[Any]) -> NDArray[Any]:
        """Return the pairs of an array strategy x workload, in the shape of their sides."""
        pairs = whole[self.alone :]
        if not self.is_grid:
            return pairs
        return pairs.reshape(len(self.one), len(self.other), whole.shape[-1])

    def spread(self, values: NDArray[Any], combine: Combine) -> NDArray[Any]:
        """Return strategy x workload: singles as they are, pairs as their sides combined."""
        whole = np.empty((self.count, values.shape[-1]), dtype=values.dtype)
        whole[: self.alone] = values[self.singles]
        one, other = self.sides(values)
        combine(one, other, out=self.block(whole))
        return whole


def gather(
    pairing: Pairing, inputs: Inputs, outcomes: Outcomes, frequency_per_year: Numbers
) -> Gathered:
    """Return the outcome of every strategy from those of its parts, scenario by scenario.

    The way back of a pair is the preferred one of its parts, then the cheaper one, as it is among
    the copies of one protection. Numbers have four bytes from here on: they are many, and what is
    kept of them has no more.
    """
    shape = (pairing.count, inputs.count)
    total, penalty, money = (np.zeros(shape, dtype=np.float32) for _ in range(3))
    ranks, prices, values = (
        array[:, 0, 0].astype(np.float32)
        for array in (outcomes.rank, outcomes.event_cost, outcomes.value)
    )
    per_year = np.broadcast_to(frequency_per_year[:, 0, 0, 0], (len(ranks), inputs.count))
    per_year = per_year.astype(np.float32)
    at_least = np.zeros(shape, dtype=bool)
    unrecoverable, not_met, others, met = (np.zeros(shape, dtype=np.int8) for _ in range(4))
    state = np.broadcast_to(_class_of(outcomes.state), outcomes.rank.shape)
    unneeded = np.isposinf(inputs.rto_hours) & np.isposinf(inputs.rpo_hours)
    for f in np.flatnonzero(inputs.is_in_scope[:, 0, 0, 0, 0]):
        accepted = unneeded[f, 0, 0, 0]
        binding = np.broadcast_to(inputs.is_binding[f, 0, 0, 0], accepted.shape)
        coverage = pairing.spread(state[f, 0, 0], np.minimum)
        unsure, lost = coverage == UNCERTAIN, coverage == UNRECOVERABLE
        value = pairing.spread(values[f], np.maximum)
        value *= ~unsure
        if accepted.any():
            np.copyto(value, 1.0, where=accepted)
        total += value
        _money(pairing, ranks[f], prices[f] * per_year[f], out=money)
        penalty += money
        at_least |= unsure
        unrecoverable += lost & (binding & ~accepted)
        not_met += (coverage != MET) & (binding & ~accepted)
        others += lost & (~binding & ~accepted)
        met += (coverage == MET) | accepted
    return Gathered(
        value=total,
        penalty_per_year=penalty,
        is_at_least=at_least,
        binding_unrecoverable=unrecoverable,
        binding_not_met=not_met,
        other_unrecoverable=others,
        met=met,
    )


def _money(pairing: Pairing, rank: Small, price: Small, *, out: Small) -> None:
    """Put the money of every strategy in one scenario: that of the way back it takes."""
    out[: pairing.alone] = price[pairing.singles]
    one_price, other_price = pairing.sides(price)
    block = pairing.block(out)
    np.copyto(block, other_price)
    put(block, one_price, mask_of(takes_first(pairing, rank, price), np.float32))


def takes_first(pairing: Pairing, rank: NDArray[Any], price: NDArray[Any]) -> Flags:
    """Return where a pair takes the way back of its first protection, in the shape of its sides.

    `rank` and `price` are of the single protections in one scenario.
    """
    one_rank, other_rank = pairing.sides(rank.astype(np.float32, copy=False))
    one_price, other_price = pairing.sides(price.astype(np.float32, copy=False))
    tie = np.float32(TIE)
    return np.asarray(
        (one_rank > other_rank + tie)
        | ((one_rank >= other_rank - tie) & (one_price <= other_price))
    )


def _class_of(state: NDArray[Any]) -> NDArray[Any]:
    """Return coverage codes with late, lossy and both as one class."""
    return np.where((state > LATE) & (state < UNRECOVERABLE), np.int8(LATE), state)
