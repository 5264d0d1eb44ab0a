"""How fast workloads are judged, as ratios of one run. Figures are printed, never asserted.

Run `pytest tests/benchmarks -s` to see them.
"""

import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np
import pytest

from bcdr.evaluate.evaluation import Evaluation
from bcdr.evaluate.rules import bit_of
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.portfolio import Portfolio, Workload
from tests.evaluate.reference import best_way
from tests.factories import azure, judged, portfolio, second_hub, target, workload

FEW, MANY, LOOPED = 200, 1600, 10
RUNS = 2
Result = TypeVar("Result")


def made(count: int) -> Portfolio:
    """Return workloads of many sizes, always the same."""
    chance = np.random.default_rng(20261122)
    sizes = np.exp(chance.uniform(0.0, 9.0, count))
    hours = chance.choice([1.0, 4.0, 24.0, 72.0], (count, 2))
    return portfolio(
        *(
            workload(f"Application {number}", data_gb=float(size), rto_hours=float(rto),
                     rpo_hours=float(rpo), mtd_hours=5000.0)
            for number, (size, (rto, rpo)) in enumerate(zip(sizes, hours, strict=True))
        ),
        targets=(target(is_immutable=True), second_hub(), azure()),
    )  # fmt: skip


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """Return the shortest of some runs, and what came out."""
    best, result = float("inf"), work()
    for _ in range(RUNS):
        begun = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - begun)
    return best, result


def looped(given: Portfolio, rows: list[Workload], done: Evaluation) -> np.ndarray:
    """Return hours until up, workload x protection x scenario, one after the other."""
    known = load_catalogue()
    protections = done.strategies.protections[1:]
    hours = np.full((len(rows), len(protections), len(known.scenarios)), np.nan)
    for row, one in enumerate(rows):
        alone = Portfolio(workloads=(one,), landscape=given.landscape)
        for column, protection in enumerate(protections):
            for f, scenario in enumerate(known.scenarios):
                way = best_way(alone, protection, known, scenario, 0.9)
                hours[row, column, f] = np.nan if way is None else way.planning_hours
    return hours


def test_arrays_against_a_plain_loop_and_growth(capsys: pytest.CaptureFixture[str]) -> None:
    few, many = made(FEW), made(MANY)
    of_few, done = timed(lambda: judged(few))
    of_many, _ = timed(lambda: judged(many))
    rows = list(few.workloads[:LOOPED])
    begun = time.perf_counter()
    slowly = looped(few, rows, done)
    of_loop = time.perf_counter() - begun

    found = done.outcomes.planning_hours[:LOOPED, 1:, 0, 0]
    # Copies made in an unsupported way count as unknown; the loop has no word for that.
    supported = (done.rule_bits[:LOOPED, 1:] & bit_of("not-supported")) == 0
    known = ~np.isnan(found) & supported[:, :, None]
    assert known.mean() > 0.5
    assert found[known] == pytest.approx(slowly[known])

    per_row, per_row_looped = of_few / FEW, of_loop / LOOPED
    with capsys.disabled():
        print(
            f"\n{len(done.strategies)} strategies, 7 scenarios: {per_row * 1e3:.2f} ms a workload, "
            f"{per_row_looped / per_row:,.0f} times a plain loop over single protections; from "
            f"{FEW} to {MANY:,} workloads ({MANY / FEW:.0f} times) takes "
            f"{of_many / of_few:.1f} times as long."
        )
