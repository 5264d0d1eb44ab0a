"""Judges a large portfolio in a process of its own and prints time, size and peak memory as JSON.

Run `python -m tests.benchmarks.large 100000`.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np

from bcdr.choose.plan import choose
from bcdr.evaluate.evaluation import Evaluation
from bcdr.model.portfolio import Portfolio
from bcdr.model.vocabulary import Goal
from bcdr.process import prepare_process
from tests.factories import azure, judged, portfolio, second_hub, target, workload

Result = TypeVar("Result")


def made(count: int) -> Portfolio:
    """Return workloads of many sizes and objectives, always the same."""
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


def judged_to_the_end(given: Portfolio) -> Evaluation:
    """Return an evaluation whose workloads were all judged once, chunk by chunk."""
    done = judged(given)
    for _ in done.walk(lambda _rows, _details, _judged: None):
        pass
    return done


def timed(work: Callable[[], Result], runs: int = 1) -> tuple[float, Result]:
    """Return the shortest of some runs in seconds, and what came out of the last."""
    best = float("inf")
    for _ in range(runs):
        begun = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - begun)
    return best, result


def main(count: int) -> None:
    """Print what judging so many workloads took."""
    prepare_process()
    given = made(count)
    choose(judged(made(600)), Goal.HIGHEST_SCORE)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds, done = timed(lambda: judged_to_the_end(given))
    chosen_seconds, _ = timed(lambda: choose(judged(given), Goal.HIGHEST_SCORE))
    cells = count * len(done.strategies) * len(done.catalogue.scenarios)
    print(
        json.dumps(
            {
                "workloads": count,
                "strategies": len(done.strategies),
                "seconds": seconds,
                "chosen_seconds": chosen_seconds,
                "cells": cells,
                "peak_gb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6,
                "before_gb": before / 1e6,
            }
        )
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
