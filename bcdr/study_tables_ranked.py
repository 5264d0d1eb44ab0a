"""The table of ranked strategies: the best of every workload with the parts of their scores."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bcdr.choose.ranking import make_ranking
from bcdr.evaluate.axes import Codes, Flags
from bcdr.evaluate.describe import accepted_flags
from bcdr.evaluate.possible import Possible
from bcdr.study_tables_studied import Studied

_FIGURES = (
    "score", "objectives", "regulation", "cost", "guidance", "outlay_per_year",
    "expected_penalty_per_year",
)  # fmt: skip


def ranked_table(study: Studied) -> pd.DataFrame:
    """Return one row per workload and ranked strategy, the best first.

    Score and its parts are NaN where they do not apply. `scenarios_met` counts those that are met
    or accepted.
    """
    evaluation, workloads = study.evaluation, study.portfolio.workloads

    parts = list(evaluation.walk_possible(lambda found: _best(study, found)))
    found = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    row = found["row"].astype(np.int64)
    used, which = np.unique(found["position"], return_inverse=True)
    strategies = [evaluation.strategies.strategy(int(position)) for position in used]
    to_build = {target.name for target in study.portfolio.landscape.targets if target.is_to_build}
    built = [any(item.target in to_build for item in one.protections) for one in strategies]
    return pd.DataFrame(
        {
            "workload_id": np.array([item.id for item in workloads], dtype=object)[row],
            "title": np.array([item.title for item in workloads], dtype=object)[row],
            "rank": found["rank"] + 1,
            "strategy_id": np.array([item.id for item in strategies], dtype=object)[which],
            "strategy": np.array([item.title for item in strategies], dtype=object)[which],
            **{name: found[name].astype(np.float64) for name in _FIGURES},
            "score_is_at_least": found["is_at_least"],
            "scenarios_met": _met(study, row, found["met"]),
            "is_to_build": np.array(built, dtype=bool)[which],
        }
    )


def _best(study: Studied, found: Possible) -> dict[str, NDArray[np.generic]]:
    """Return row, rank from 0, position and figures of the best feasible strategies."""
    evaluation, judged = study.evaluation, found.judged
    workloads = tuple(evaluation.inputs.workloads[row] for row in found.rows.tolist())
    ranking = make_ranking(found.basis, judged, workloads, study.plan.goal)
    best = ranking.order()[:, : evaluation.settings.ranked_count]
    at, rank = np.nonzero(np.take_along_axis(judged.is_feasible, best, axis=1))
    place = best[at, rank]
    figures = {name: getattr(judged, name)[at, place]
               for name in (*_FIGURES, "is_at_least", "met")}  # fmt: skip
    return {"row": found.rows[at], "rank": rank, "position": found.positions[place], **figures}


def _met(study: Studied, row: Codes, share: NDArray[np.generic]) -> Codes:
    """Return how many scenarios are met or accepted, of those in scope."""
    in_scope: Flags = np.array([item.in_scope for item in study.catalogue.scenarios], dtype=bool)
    count = max(int(in_scope.sum()), 1)
    met = np.rint(share.astype(np.float64) * count).astype(np.int64)
    accepted = (accepted_flags(study.evaluation) & in_scope).sum(axis=1)[row]
    return np.asarray(np.maximum(met, accepted))
