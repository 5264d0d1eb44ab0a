"""How fast workloads are judged, as ratios of one run. Figures are printed, never asserted.

Run `pytest tests/benchmarks -s` to see them.
"""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bcdr.choose.ranking import make_ranking
from bcdr.choose.sensitivity import price_of_objectives
from bcdr.evaluate.evaluation import evaluate_some
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.vocabulary import Goal
from tests.benchmarks.large import judged_to_the_end, made, timed
from tests.evaluate.reference import Reference
from tests.factories import judged, settings

ROOT = Path(__file__).resolve().parents[2]
FEW, MANY, LOOPED = 1_000, 100_000, 5
BLOCK_BYTES = 1 << 28
"""What is streamed to see how fast memory is: far more than any cache holds."""


def in_a_process(count: int) -> dict[str, Any]:
    """Return what judging so many workloads takes in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.large", str(count)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_hundred_thousand_workloads(capsys: pytest.CaptureFixture[str]) -> None:
    few, many = in_a_process(FEW), in_a_process(MANY)
    given = made(LOOPED)
    done = judged(given)
    reference = Reference(given, load_catalogue(), settings())
    of_loop, slowly = timed(
        lambda: [list(reference.judge(one, done.strategies)) for one in given.workloads], runs=3
    )
    for row, judgements in enumerate(slowly):
        scores = [item.score for item in judgements]
        feasible = done.judged.is_feasible[row]
        assert done.judged.score[row][feasible] == pytest.approx(
            np.array(scores, dtype=float)[feasible], rel=1e-5
        )
    block = np.ones(BLOCK_BYTES // 8)
    of_stream, _ = timed(lambda: np.add(block, 1.0, out=block), runs=3)
    stream = of_stream * many["cells"] * 8 / BLOCK_BYTES

    per_row, per_row_looped = many["seconds"] / MANY, of_loop / LOOPED
    with capsys.disabled():
        print(
            f"\n{MANY:,} workloads x {many['strategies']} strategies x 7 scenarios: "
            f"{many['seconds']:.1f} s, {per_row * 1e6:.0f} us a workload, with the choice of a "
            f"plan for targets far too small {many['chosen_seconds']:.1f} s; "
            f"{per_row_looped / per_row:,.0f} times a plain loop; "
            f"{many['seconds'] / stream:.1f} times the streaming of {many['cells'] * 8 / 1e9:.1f} "
            f"GB once; from {FEW:,} workloads ({MANY / FEW:.0f} times as many) takes "
            f"{many['seconds'] / few['seconds']:.0f} times as long; peak memory "
            f"{many['peak_gb']:.1f} GB, of which {many['before_gb']:.1f} GB are the portfolio "
            "and the program."
        )


def test_one_application_among_five_thousand(capsys: pytest.CaptureFixture[str]) -> None:
    given = made(5_000)
    of_all, done = timed(lambda: judged_to_the_end(given))
    stricter = replace(given.workloads[77], rto_hours=0.5)
    changed = replace(given, workloads=(*given.workloads[:77], stricter, *given.workloads[78:]))

    def again() -> int:
        inputs, some = evaluate_some(done, changed, (77,))
        ranking = make_ranking(done.basis, some, inputs.workloads, Goal.HIGHEST_SCORE)
        return int(ranking.best()[0])

    of_one, best = timed(again, runs=5)
    whole = judged(changed)
    ranking = make_ranking(whole.basis, whole.judged, whole.inputs.workloads, Goal.HIGHEST_SCORE)
    assert best == ranking.best()[77]
    of_grid, _ = timed(lambda: price_of_objectives(done, 77), runs=3)
    with capsys.disabled():
        print(
            f"\nOne of 5,000 workloads judged again: {of_one * 1e3:.1f} ms, the "
            f"{of_all / of_one:,.0f}th part of judging all; its price of objectives: "
            f"{of_grid * 1e3:.0f} ms."
        )
