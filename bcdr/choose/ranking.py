"""Ranks the feasible strategies of every workload by a goal."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from bcdr.evaluate.axes import Codes, Numbers
from bcdr.evaluate.evaluation import Evaluation
from bcdr.evaluate.protections import EMPTY, today_arrays
from bcdr.model.vocabulary import Goal


def rank_strategies(evaluation: Evaluation, goal: Goal) -> Codes:
    """Return per workload the strategies from best to worst, refused ones last.

    In order: fewest binding scenarios unrecoverable, fewest binding ones not met, fewest others
    unrecoverable, the goal's own key, outlay, place in the list. So no goal buys a cheap failure
    while a strategy that meets the objectives exists.
    """
    failures = (
        evaluation.binding_unrecoverable.astype(np.int32) * 10_000
        + evaluation.binding_not_met.astype(np.int32) * 100
        + evaluation.other_unrecoverable.astype(np.int32)
    )
    failures = np.where(evaluation.is_feasible, failures, np.iinfo(np.int32).max)
    return np.lexsort((evaluation.outlay_per_year, _key(evaluation, goal), failures), axis=-1)


def _key(evaluation: Evaluation, goal: Goal) -> NDArray[np.floating[Any]]:
    """Return what a goal wants small, workload x strategy."""
    if goal is Goal.LOWEST_COST:
        return evaluation.outlay_per_year + evaluation.expected_penalty_per_year
    if goal is Goal.BEST_COVERAGE:
        return -evaluation.met
    if goal is Goal.LEAST_CHANGE:
        return changes_from_today(evaluation)
    return -np.nan_to_num(evaluation.score, nan=-1.0)


def changes_from_today(evaluation: Evaluation) -> Numbers:
    """Return how many protections each strategy would add or give up, workload x strategy.

    A protection that only changes its interval counts a quarter.
    """
    today = today_arrays(evaluation.inputs.workloads, evaluation.portfolio.landscape)
    arrays = evaluation.arrays
    has = today.option[:, :, 0, 0, 0] > EMPTY
    same = (
        (today.option[:, :, None, 0, 0, 0] == arrays.option[:, None, :, 0, 0, 0])
        & (today.target[:, :, None, 0, 0, 0] == arrays.target[:, None, :, 0, 0, 0])
        & has[:, :, None]
    )
    with np.errstate(invalid="ignore"):
        other_interval = ~(
            (today.mode[:, :, None, 0, 0, 0] == arrays.mode[:, None, :, 0, 0, 0])
            & (
                (
                    today.interval_hours[:, :, None, 0, 0, 0]
                    == arrays.interval_hours[:, None, :, 0, 0, 0]
                )
                | np.isnan(arrays.interval_hours[:, None, :, 0, 0, 0])
            )
        )
    kept = same.any(axis=1)
    step = np.where(kept, 0.25 * (same & other_interval).any(axis=1), 1.0)
    first, second = evaluation.strategies.first, evaluation.strategies.second
    both = (first != second)[None, :]
    added = step[:, first] + np.where(both, step[:, second], 0.0)
    stays = same[:, :, first] | same[:, :, second]
    given_up = (has[:, :, None] & ~stays).sum(axis=1)
    return np.asarray(added + given_up)
