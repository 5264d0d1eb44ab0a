"""Ranks the feasible strategies of every workload by a goal."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bcdr.evaluate.axes import Codes, Flags, Numbers, by_protection
from bcdr.evaluate.basis import Basis
from bcdr.evaluate.protections import EMPTY, today_arrays
from bcdr.evaluate.strategies import Judged
from bcdr.model.portfolio import Workload
from bcdr.model.vocabulary import Goal, Option

REFUSED: Final = np.float32(4_000_000)
"""More failures than there can be."""
NOTHING: Final = -1
"""The place of a strategy where none is feasible."""

Small = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Ranking:
    """What the strategies of some workloads are ranked by, each workload x strategy.

    The `keys` are wanted small, the most important first; what is refused comes last by the first.
    """

    is_feasible: Flags
    keys: tuple[Small, ...]

    def order(self) -> Codes:
        """Return the strategies of every workload from best to worst, refused ones last."""
        return np.lexsort(self.keys[::-1], axis=-1)

    def best(self, rows: Codes | None = None, fits: Flags | None = None) -> Codes:
        """Return the first of the order, -1 where every strategy is refused.

        That is of some workloads, where `rows` tells which, among strategies that fit, where
        `fits` (row x strategy) tells which.
        """
        allowed, keys = self.is_feasible, self.keys
        if rows is not None:
            allowed, keys = allowed[rows], tuple(key[rows] for key in keys)
        if fits is not None:
            allowed = allowed & fits
        *others, last = keys
        wanted = allowed
        for key in others:
            left = np.where(wanted, key, np.float32(np.inf))
            wanted = wanted & (left == left.min(axis=1, keepdims=True))
        found = np.argmin(np.where(wanted, last, np.float32(np.inf)), axis=1)
        at = np.arange(len(found))
        if not wanted[at, found].all():
            # Nothing is allowed, or what is has an outlay without end.
            found = np.where(wanted[at, found], found, np.argmax(wanted, axis=1))
        return np.where(wanted[at, found], found, NOTHING)


def make_ranking(
    basis: Basis, judged: Judged, workloads: tuple[Workload, ...], goal: Goal
) -> Ranking:
    """Return what the strategies of workloads are ranked by.

    In order: fewest binding scenarios unrecoverable, fewest binding ones not met, fewest others
    unrecoverable, native replication before software in the guest where the application has it
    (P5: the guest only where it has not; least change keeps what is there), the goal's own key,
    outlay, place in the list. So no goal buys a cheap failure while a strategy that meets the
    objectives exists.
    """
    failures = (
        judged.binding_unrecoverable * np.float32(10_000)
        + judged.binding_not_met * np.float32(100)
        + judged.other_unrecoverable
    )
    failures = np.where(judged.is_feasible, failures, REFUSED)
    in_guest = _in_guest_though_native(basis, workloads)
    key = _goal_key(basis, judged, workloads, goal)
    outlay = judged.outlay_per_year
    # For least change, what is there already is kept, be it software in the guest.
    keys = (
        (failures, key, in_guest, outlay)
        if goal is Goal.LEAST_CHANGE
        else (failures + in_guest * np.float32(0.5), key, outlay)
    )
    return Ranking(judged.is_feasible, tuple(item.astype(np.float32, copy=False) for item in keys))


def _in_guest_though_native(basis: Basis, workloads: tuple[Workload, ...]) -> Flags:
    """Return where software in the guest would replicate what the application can by itself."""
    protections = by_protection(basis.arrays.has(Option.GUEST_REPLICATION))[0]
    strategies = protections[basis.strategies.first] | protections[basis.strategies.second]
    native = np.array([item.native_replication is True for item in workloads], dtype=bool)
    return (strategies[:, None] & native).T


def _goal_key(
    basis: Basis, judged: Judged, workloads: tuple[Workload, ...], goal: Goal
) -> NDArray[Any]:
    if goal is Goal.LOWEST_COST:
        return judged.outlay_per_year + judged.expected_penalty_per_year
    if goal is Goal.BEST_COVERAGE:
        return -judged.met
    if goal is Goal.LEAST_CHANGE:
        return changes_from_today(basis, workloads)
    return -np.nan_to_num(judged.score, nan=-1.0)


def changes_from_today(basis: Basis, workloads: tuple[Workload, ...]) -> Numbers:
    """Return how many protections each strategy would add or give up, workload x strategy.

    A protection that only changes its interval counts a part of that.
    """
    today, arrays = today_arrays(workloads, basis.portfolio.landscape), basis.arrays

    def same_in(name: str) -> Flags:
        mine = by_protection(getattr(today, name))[:, :, None]
        offered = by_protection(getattr(arrays, name))[:, None, :]
        return np.asarray(mine == offered)

    has = by_protection(today.option) > EMPTY
    same = same_in("option") & same_in("target") & has[:, :, None]
    no_interval = np.isnan(by_protection(arrays.interval_hours))[:, None, :]
    same_policy = same_in("mode") & (same_in("interval_hours") | no_interval)
    kept = same.any(axis=1)
    part = basis.catalogue.value("other-interval-change-share")
    step = np.where(kept, part * (same & ~same_policy).any(axis=1), 1.0)
    first, second = basis.strategies.first, basis.strategies.second
    added = step[:, first] + np.where(first != second, step[:, second], 0.0)
    stays = same[:, :, first] | same[:, :, second]
    given_up = (has[:, :, None] & ~stays).sum(axis=1)
    return np.asarray(added + given_up)
