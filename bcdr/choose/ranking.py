"""Ranks the feasible strategies of every workload by a goal."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bcdr.evaluate.axes import Codes, Flags, Numbers, by_protection
from bcdr.evaluate.basis import Basis
from bcdr.evaluate.protections import EMPTY, today_arrays
from bcdr.evaluate.strategies import Judged
from bcdr.model.portfolio import Workload
from bcdr.model.vocabulary import Goal, Option

Keys = tuple[NDArray[Any], ...]
REFUSED: Final = np.iinfo(np.int32).max


def ranked_strategies(
    basis: Basis, judged: Judged, workloads: tuple[Workload, ...], goal: Goal
) -> Codes:
    """Return per workload the strategies from best to worst, refused ones last.

    In order: fewest binding scenarios unrecoverable, fewest binding ones not met, fewest others
    unrecoverable, native replication before software in the guest where the application has it
    (P5: the guest only where it has not; least change keeps what is there), the goal's own key,
    outlay, place in the list. So no goal buys a cheap failure while a strategy that meets the
    objectives exists.
    """
    return np.lexsort(_keys(basis, judged, workloads, goal)[::-1], axis=-1)


def best_strategies(
    basis: Basis, judged: Judged, workloads: tuple[Workload, ...], goal: Goal
) -> Codes:
    """Return the best strategy of every workload, the first of the ranking, without the others."""
    *keys, outlay = _keys(basis, judged, workloads, goal)
    wanted = np.ones((1, 1), dtype=bool)
    for key in keys:
        left = np.where(wanted, key, np.inf)
        wanted = left == left.min(axis=1, keepdims=True)
    return np.asarray(np.argmin(np.where(wanted, outlay, np.inf), axis=1))


def _keys(basis: Basis, judged: Judged, workloads: tuple[Workload, ...], goal: Goal) -> Keys:
    """Return what a ranking wants small, the most important first, workload x strategy."""
    failures = (
        judged.binding_unrecoverable.astype(np.int32) * 10_000
        + judged.binding_not_met.astype(np.int32) * 100
        + judged.other_unrecoverable.astype(np.int32)
    )
    failures = np.where(judged.is_feasible, failures, REFUSED)
    in_guest = _in_guest_though_native(basis, workloads)
    key = _goal_key(basis, judged, workloads, goal)
    outlay = judged.outlay_per_year
    if goal is Goal.LEAST_CHANGE:
        # What is there already is kept, be it software in the guest.
        return failures, key, in_guest, outlay
    return failures, in_guest, key, outlay


def _in_guest_though_native(basis: Basis, workloads: tuple[Workload, ...]) -> Flags:
    """Return where software in the guest would replicate what the application can by itself."""
    protections = by_protection(basis.arrays.has(Option.GUEST_REPLICATION))[0]
    strategies = protections[basis.strategies.first] | protections[basis.strategies.second]
    native = np.array([item.native_replication is True for item in workloads], dtype=bool)
    return np.asarray(native[:, None] & strategies[None, :])


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
