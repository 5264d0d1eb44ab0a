"""Judges every workload against every strategy, each alone with the full link, chunk by chunk."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Final, TypeVar

import numpy as np

from bcdr.evaluate.axes import Codes, Flags, Numbers, by_workload
from bcdr.evaluate.basis import Basis, make_basis
from bcdr.evaluate.chunks import chunks_of, even_chunks, threads
from bcdr.evaluate.inputs import Inputs, make_inputs
from bcdr.evaluate.possible import Narrowed, Possible, judge_possible, narrowed
from bcdr.evaluate.protections import ProtectionArrays, StrategyList
from bcdr.evaluate.rulebook import make_rulebook
from bcdr.evaluate.strategies import (
    Details,
    Judged,
    judge_singles,
    judge_strategies,
    unprotected_penalty,
)
from bcdr.evaluate.world import World
from bcdr.model.catalogue import Catalogue
from bcdr.model.portfolio import Portfolio
from bcdr.model.settings import Settings

CHUNK: Final = 1_024
CELLS: Final = 400_000
"""Workloads judged at a time, and with all their strategies: few enough for their arrays to stay
in the processor's cache."""
POSSIBLE_CELLS: Final = 1_200_000
"""The same where only what is possible is judged, which is little as a rule."""
BLOCK: Final = 64
"""Workloads judged together when one of them is looked at, as the next ones mostly are soon."""
BLOCKS_KEPT: Final = 8
NARROWED_KEPT: Final = 32

Result = TypeVar("Result")


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """Every workload (n) against every strategy (s), each alone.

    Nothing is kept of all strategies of all workloads, since that would be gigabytes: `walk`
    judges all of them chunk by chunk for whoever takes something out of each, `look` judges a few
    again. `exceptions` are workloads, by row, that stand as they are given here.
    """

    basis: Basis
    inputs: Inputs
    exceptions: Mapping[int, Judged] = field(default_factory=dict)

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

    def look(self, rows: Codes) -> tuple[Details, Judged]:
        """Return these workloads judged against every protection, and against every strategy."""
        details = self.singles(rows)
        judged = judge_strategies(self.basis, details)
        special = self._exceptions_among(rows)
        return details, judged.with_rows(special) if special else judged

    def possible(self, rows: Codes) -> Possible:
        """Return these workloads judged against the strategies that any of them may have.

        Every other strategy is refused for each of them.
        """
        special = self._exceptions_among(rows)
        wanted = np.zeros(len(self.strategies.protections), dtype=bool)
        for one in special.values():
            allowed = one.is_feasible[0]
            wanted[self.strategies.first[allowed]] = True
            wanted[self.strategies.second[allowed]] = True
        found = judge_possible(self.basis, rows, self.inputs.take(rows), wanted, self._narrow)
        if not special:
            return found
        others = {at: one.of(found.positions) for at, one in special.items()}
        return replace(found, judged=found.judged.with_rows(others))

    def looked_at(self, row: int) -> tuple[Details, Judged, int]:
        """Return a workload as `look` does, among some others, and its row there.

        Those looked at last are kept.
        """
        at = row % BLOCK
        return *self._blocks(row - at), at

    def judged_at(self, row: int) -> Judged:
        """Return one workload against every strategy, 1 x s."""
        _, judged, at = self.looked_at(row)
        return judged.take(slice(at, at + 1))

    @cached_property
    def judged(self) -> Judged:
        """Return every workload against every strategy, n x s: 37 bytes for each pair."""
        return Judged.joined(list(self.walk(lambda _rows, _details, judged: judged)))

    @cached_property
    def unprotected_penalty_per_year(self) -> Numbers:
        """Return the expected penalty of each workload without any protection."""
        parts = [
            np.broadcast_to(
                unprotected_penalty(self.basis, self.inputs.take(rows)), (1, 1, 1, 1, len(rows))
            )[0, 0, 0, 0]
            for rows in chunks_of(np.arange(self.inputs.count), CHUNK)
        ]
        return np.concatenate(parts)

    @cached_property
    def most_critical_first(self) -> Codes:
        """Return the workloads by row: by criticality, then by penalty unprotected, then by name.

        This is the order in which what all share is given out.
        """
        ranks = np.array([tier.rank for tier in self.catalogue.tiers])
        names = np.array([item.title for item in self.inputs.workloads])
        penalty = -self.unprotected_penalty_per_year
        return np.lexsort((names, penalty, ranks[by_workload(self.inputs.tier)]))

    def walk(
        self, work: Callable[[Codes, Details, Judged], Result], rows: Codes | None = None
    ) -> Iterator[Result]:
        """Yield what `work` makes of each chunk of workloads, in the order of `rows`.

        Chunks are judged and worked on in threads, one for each processor, while the results of
        earlier ones are looked at; no more than one of them each is held besides.
        """
        most = self._at_most(CELLS)
        return self._walk(lambda some: work(some, *self.look(some)), rows, most)

    def walk_possible(
        self, work: Callable[[Possible], Result], rows: Codes | None = None
    ) -> Iterator[Result]:
        """Yield the same, of the strategies alone that any workload of a chunk may have."""
        most = self._at_most(POSSIBLE_CELLS)
        return self._walk(lambda some: work(self.possible(some)), rows, most)

    def _at_most(self, cells: int) -> int:
        return min(CHUNK, max(BLOCK, cells // len(self.strategies)))

    def _walk(
        self, work: Callable[[Codes], Result], rows: Codes | None, most: int
    ) -> Iterator[Result]:
        ahead: deque[Future[Result]] = deque()
        order = np.arange(self.inputs.count) if rows is None else rows
        pool = ThreadPoolExecutor(max_workers=threads())
        try:
            for chunk in even_chunks(order, least=BLOCK, most=most):
                ahead.append(pool.submit(work, chunk))
                if len(ahead) > threads():
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)

    def _exceptions_among(self, rows: Codes) -> dict[int, Judged]:
        """Return what stands as it is given, by its place among these rows."""
        if not self.exceptions:
            return {}
        return {at: self.exceptions[row] for at, row in enumerate(rows.tolist())
                if row in self.exceptions}  # fmt: skip

    @cached_property
    def _narrow(self) -> Callable[[Flags], Narrowed]:
        basis = self.basis

        @lru_cache(NARROWED_KEPT)
        def of(kept: bytes) -> Narrowed:
            return narrowed(basis, np.frombuffer(kept, dtype=bool))

        return lambda kept: of(kept.tobytes())

    @cached_property
    def _blocks(self) -> Callable[[int], tuple[Details, Judged]]:
        # Not the evaluation itself, which would keep itself, and all it looked at, in memory.
        apart = replace(self)

        def block(start: int) -> tuple[Details, Judged]:
            return apart.look(np.arange(start, min(start + BLOCK, apart.inputs.count)))

        return lru_cache(BLOCKS_KEPT)(block)


def evaluate(
    portfolio: Portfolio,
    strategies: StrategyList,
    catalogue: Catalogue,
    settings: Settings,
) -> Evaluation:
    """Return every workload against every strategy, judged when somebody asks.

    Single protections are evaluated once; pairs are gathered from them and never recomputed.
    """
    return Evaluation(
        basis=make_basis(portfolio, strategies, catalogue, settings),
        inputs=make_inputs(portfolio, catalogue),
    )


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
