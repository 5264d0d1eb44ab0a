"""The table of ranked strategies: the best of every workload with the parts of their scores."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from bcdr.choose.ranking import ranked_strategies
from bcdr.evaluate.axes import Codes, Flags
from bcdr.evaluate.describe import accepted_flags
from bcdr.evaluate.evaluation import CHUNK
from bcdr.study_tables_studied import Studied


def ranked_table(study: Studied) -> pd.DataFrame:
    """Return one row per workload and ranked strategy, the best first.

    Score and its parts are NaN where they do not apply. `scenarios_met` counts those that are met
    or accepted.
    """
    evaluation, workloads = study.evaluation, study.portfolio.workloads
    parts = list(_places(study))
    row, rank, place = (np.concatenate([part[n] for part in parts]) for n in range(3))
    judged = evaluation.judged
    used, which = np.unique(place, return_inverse=True)
    strategies = [evaluation.strategies.strategy(int(position)) for position in used]
    to_build = {target.name for target in study.portfolio.landscape.targets if target.is_to_build}
    built = [any(item.target in to_build for item in one.protections) for one in strategies]
    return pd.DataFrame(
        {
            "workload_id": np.array([item.id for item in workloads], dtype=object)[row],
            "title": np.array([item.title for item in workloads], dtype=object)[row],
            "rank": rank + 1,
            "strategy_id": np.array([item.id for item in strategies], dtype=object)[which],
            "strategy": np.array([item.title for item in strategies], dtype=object)[which],
            **{
                column: getattr(judged, name)[row, place].astype(np.float64)
                for column, name in (
                    ("score", "score"),
                    ("objectives", "objectives"),
                    ("regulation", "regulation"),
                    ("cost", "cost"),
                    ("guidance", "guidance"),
                    ("outlay_per_year", "outlay_per_year"),
                    ("expected_penalty_per_year", "expected_penalty_per_year"),
                )
            },
            "score_is_at_least": judged.is_at_least[row, place],
            "scenarios_met": _met(study, row, place),
            "is_to_build": np.array(built, dtype=bool)[which],
        }
    )


def _places(study: Studied) -> Iterator[tuple[Codes, Codes, Codes]]:
    """Yield row, rank from 0 and position of the best feasible strategies, workloads in order."""
    evaluation = study.evaluation
    count = evaluation.settings.ranked_count
    for start in range(0, len(study.portfolio.workloads), CHUNK):
        some = slice(start, start + CHUNK)
        judged, workloads = evaluation.judged.take(some), evaluation.inputs.workloads[some]
        best = ranked_strategies(evaluation.basis, judged, workloads, study.plan.goal)[:, :count]
        feasible = np.take_along_axis(judged.is_feasible, best, axis=1)
        row, rank = np.nonzero(feasible)
        yield row + start, rank, best[row, rank]


def _met(study: Studied, row: Codes, place: Codes) -> Codes:
    """Return how many scenarios are met or accepted, of those in scope."""
    in_scope: Flags = np.array([item.in_scope for item in study.catalogue.scenarios], dtype=bool)
    count = max(int(in_scope.sum()), 1)
    met = np.rint(study.evaluation.judged.met[row, place] * count).astype(np.int64)
    accepted = (accepted_flags(study.evaluation) & in_scope).sum(axis=1)[row]
    return np.asarray(np.maximum(met, accepted))
