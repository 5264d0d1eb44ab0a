"""Judges every workload against every strategy, each alone with the full link, chunk by chunk."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields, replace
from os import cpu_count
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bcdr.evaluate.axes import Codes, Numbers, by_workload
from bcdr.evaluate.basis import Basis, make_basis
from bcdr.evaluate.inputs import Inputs, make_inputs
from bcdr.evaluate.protections import ProtectionArrays, StrategyList
from bcdr.evaluate.rulebook import make_rulebook
from bcdr.evaluate.strategies import Details, Judged, judge_singles, judge_strategies
from bcdr.evaluate.world import World
from bcdr.model.catalogue import Catalogue
from bcdr.model.portfolio import Portfolio
from bcdr.model.settings import Settings

CHUNK: Final = 384
"""Workloads judged at a time: few enough for their arrays to stay in the processor's cache."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Every workload (n) against every strategy (s), each alone.

    `judged` holds what is kept of every strategy, `stored_gb` and `needed_mb_per_s` (workload x
    protection) what it puts on its target and link. Everything else is judged again for the few
    workloads that somebody looks at: see `singles`.
    """

    basis: Basis
    inputs: Inputs
    judged: Judged
    stored_gb: Numbers
    needed_mb_per_s: Numbers

    @property
    def portfolio(self) -> Portfolio:
        """Return what is evaluated."""
        return self.basis.portfolio

    @property
    def catalogue(self) -> Catalogue:
        """Return the numbers and facts it rests on."""
        return self.basis.catalogue

    @property
    def settings(self) -> Settings:
        """Return how it is evaluated."""
        return self.basis.settings

    @property
    def strategies(self) -> StrategyList:
        """Return every strategy in the order of the arrays."""
        return self.basis.strategies

    @property
    def world(self) -> World:
        """Return the landscape as tables."""
        return self.basis.world

    @property
    def arrays(self) -> ProtectionArrays:
        """Return the single protections that strategies are made of."""
        return self.basis.arrays

    @property
    def z(self) -> float:
        """Return the normal quantile of the planning percentile."""
        return self.basis.z

    def singles(self, rows: Codes) -> Details:
        """Return these workloads judged against every single protection, with the rules."""
        return judge_singles(self.basis, self.inputs.take(rows))


def evaluate(
    portfolio: Portfolio,
    strategies: StrategyList,
    catalogue: Catalogue,
    settings: Settings,
) -> Evaluation:
    """Return every workload judged against every strategy.

    Single protections are evaluated once; pairs are gathered from them and never recomputed.
    Memory is that of the few numbers kept and of one chunk for each processor.
    """
    basis = make_basis(portfolio, strategies, catalogue, settings)
    inputs = make_inputs(portfolio, catalogue)
    kept = _Kept(len(strategies), len(strategies.protections), inputs.count)

    def judge_rows(rows: Codes) -> None:
        details = judge_singles(basis, inputs.take(rows))
        kept.put(rows, judge_strategies(basis, details), details)

    with ThreadPoolExecutor(max_workers=cpu_count()) as pool:
        # Each thread keeps what it judged itself, so that no more than one chunk each is held.
        for _ in pool.map(judge_rows, chunks_of(inputs)):
            pass
    return Evaluation(
        basis=basis,
        inputs=inputs,
        judged=kept.judged(),
        stored_gb=kept.stored_gb.T,
        needed_mb_per_s=kept.needed_mb_per_s.T,
    )


class _Kept:
    """Arrays for all workloads, filled in chunk by chunk."""

    def __init__(self, strategies: int, protections: int, workloads: int) -> None:
        """Make room, workloads side by side in memory."""
        self.arrays: dict[str, NDArray[Any]] = {
            item.name: np.zeros((strategies, workloads), dtype=_kind_of(item.name))
            for item in fields(Judged)
        }
        self.stored_gb = np.zeros((protections, workloads))
        self.needed_mb_per_s = np.zeros((protections, workloads))

    def put(self, rows: Codes, judged: Judged, details: Details) -> None:
        """Keep what was judged of some workloads."""
        where = slice(rows[0], rows[-1] + 1) if rows[-1] - rows[0] + 1 == len(rows) else rows
        for name, whole in self.arrays.items():
            whole[:, where] = getattr(judged, name).T
        self.stored_gb[:, where] = details.costs.stored_gb.T
        self.needed_mb_per_s[:, where] = np.nan_to_num(details.copies.needed_mb_per_s[0, 0, 0])

    def judged(self) -> Judged:
        """Return what was kept, workload x strategy."""
        return Judged(**{name: whole.T for name, whole in self.arrays.items()})


def _kind_of(name: str) -> type[np.generic]:
    if name.startswith("is_"):
        return np.bool_
    return np.int8 if name.startswith(("binding_", "other_")) else np.float32


def evaluate_some(
    evaluation: Evaluation, portfolio: Portfolio, rows: Sequence[int]
) -> tuple[Inputs, Judged]:
    """Return some workloads of a changed portfolio judged again, with their inputs.

    Nothing but these workloads may differ from what was evaluated: landscape, rules, decisions and
    catalogue are those of the evaluation. This is what a change of one application costs.
    """
    inputs = make_inputs(portfolio, evaluation.catalogue, rows)
    # A changed row may name a regime that no other row does.
    rulebook = make_rulebook(portfolio, evaluation.catalogue, evaluation.settings)
    basis = replace(evaluation.basis, rulebook=rulebook)
    return inputs, judge_strategies(basis, judge_singles(basis, inputs))


def chunks_of(inputs: Inputs) -> Iterator[Codes]:
    """Return the rows of workloads in chunks; those of one chunk are all on one Hub."""
    hub = np.broadcast_to(by_workload(inputs.hub), inputs.count)
    for code in np.unique(hub):
        rows = np.flatnonzero(hub == code)
        for start in range(0, len(rows), CHUNK):
            yield rows[start : start + CHUNK]
