"""The complete list of strategies: every one of every workload, and what refuses it."""

import csv
from pathlib import Path

import numpy as np
import pytest

from bcdr.report.all_strategies import HEADINGS, write_all_strategies
from bcdr.report.csv import BYTE_ORDER_MARK
from bcdr.study import Study, run_study
from tests.report.portfolios import HOSTILE_NAMES, SETTINGS, portfolio, workload


def rows_of(study: Study, path: Path) -> list[dict[str, str]]:
    """The rows of the list as it is written."""
    write_all_strategies(study, path)
    text = path.read_text(encoding="utf-8").removeprefix(BYTE_ORDER_MARK)
    return list(csv.DictReader(text.splitlines()))


@pytest.fixture(scope="module")
def study() -> Study:
    """Two workloads, one of them with an old system."""
    return run_study(portfolio([workload("Shop", os="Windows 95"), workload("Desk")]), SETTINGS)


def test_every_strategy_of_every_workload_is_listed_once(study: Study, tmp_path: Path) -> None:
    rows = rows_of(study, tmp_path / "all.csv")
    keys = [(row["Workload ID"], row["Strategy ID"]) for row in rows]
    assert len(keys) == len(set(keys)) == 2 * len(study.strategies)
    assert tuple(rows[0]) == HEADINGS


def test_what_is_feasible_has_a_score_and_what_is_not_says_what_refuses_it(
    study: Study, tmp_path: Path
) -> None:
    rows = rows_of(study, tmp_path / "all.csv")
    feasible = [row for row in rows if row["Feasible"] == "Yes"]
    assert len(feasible) == int(np.count_nonzero(study.evaluation.judged.is_feasible))
    for row in rows:
        assert bool(row["Score (0 to 100)"]) == (row["Feasible"] == "Yes")
        assert bool(row["Refused by"]) == (row["Feasible"] == "No")
    old = next(
        row
        for row in rows
        if row["Workload ID"] == "Shop"
        and row["Strategy ID"] == "guest-replication@Hub South:continuous"
    )
    assert old["Refused by"] == "guest-os-unsupported"


def test_a_name_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    named = run_study(portfolio([workload(HOSTILE_NAMES[0])]), SETTINGS)
    rows = rows_of(named, tmp_path / "all.csv")
    assert {row["Workload"] for row in rows} == {"'" + HOSTILE_NAMES[0]}
