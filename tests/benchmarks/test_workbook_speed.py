"""How long the workbook of many workloads takes. Figures are printed, never asserted.

Run `pytest tests/benchmarks -s` to see them.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
FEW, MANY = 1_000, 10_000


def in_a_process(count: int) -> dict[str, Any]:
    """Return what the workbook of so many workloads takes in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.workbook", str(count)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_workbook_of_ten_thousand_workloads(capsys: pytest.CaptureFixture[str]) -> None:
    few, many = in_a_process(FEW), in_a_process(MANY)
    assert many["rows"] > few["rows"] * MANY / FEW / 2
    with capsys.disabled():
        for one in (few, many):
            print(
                f"\nWorkbook of {one['workloads']:,} workloads, {one['rows']:,} rows, "
                f"{one['megabytes']:.1f} MB: {one['seconds']:.1f} s "
                f"({one['processor_seconds']:.1f} s of one processor), peak memory "
                f"{one['peak_gb']:.2f} GB, of which {one['before_gb']:.2f} GB are the study and "
                "the program."
            )
        print(
            f"{MANY / FEW:.0f} times as many take "
            f"{many['processor_seconds'] / few['processor_seconds']:.1f} times as long."
        )
