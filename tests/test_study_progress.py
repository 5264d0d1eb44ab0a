"""Progress of a study: how many workloads are judged and chosen for; how it ends."""

from collections.abc import Callable
from typing import Any

import pytest

from bcdr.evaluate import chunks, evaluation
from bcdr.evaluate.axes import Codes
from bcdr.evaluate.basis import Basis
from bcdr.evaluate.possible import Possible, judge_possible
from bcdr.model.portfolio import Portfolio
from bcdr.study import Progress, run_study
from tests.factories import portfolio, settings, study, target, workload

NAMES = ("Alpha", "Beta", "Gamma", "Delta", "Ledger")


class EnoughError(Exception):
    """Somebody had enough of the work."""


def five() -> Portfolio:
    """Five workloads that want more than their targets can take."""
    return portfolio(*map(workload, NAMES), targets=(target(capacity_tb=0.6),))


def told_by(work: Callable[[Progress], object]) -> list[tuple[float, str]]:
    """What some work tells of how far it is."""
    told: list[tuple[float, str]] = []
    work(lambda share, words: told.append((share, words)))
    return told


@pytest.fixture(autouse=True)
def few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have it said after every other workload."""
    monkeypatch.setattr(evaluation, "CHUNK", 2)


def test_progress_counts_the_workloads_that_are_judged() -> None:
    told = told_by(lambda tell: run_study(five(), settings(), progress=tell))
    assert [words for _, words in told] == [
        "Judging every strategy for every workload",
        "Judging and choosing: 2 of 5 workloads",
        "Judging and choosing: 4 of 5 workloads",
        "Judging and choosing: 5 of 5 workloads",
        "Assessing today and the plan together",
        "Done",
    ]
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)


def test_what_progress_raises_ends_the_judging(monkeypatch: pytest.MonkeyPatch) -> None:
    judged: list[int] = []
    monkeypatch.setattr(evaluation, "CHUNK", 1)
    monkeypatch.setattr(chunks, "cpu_count", lambda: 1)

    def counted(basis: Basis, rows: Codes, *others: Any) -> Possible:
        judged.append(len(rows))
        return judge_possible(basis, rows, *others)

    monkeypatch.setattr(evaluation, "judge_possible", counted)

    def enough(_: float, words: str) -> None:
        if words.startswith("Judging and choosing"):
            raise EnoughError

    with pytest.raises(EnoughError, match=r"^$"):
        run_study(portfolio(*(workload(f"A{n}") for n in range(60))), settings(), progress=enough)
    assert 0 < sum(judged) < 60


@pytest.mark.parametrize("step", ["Judging every", "Judging and choosing: 4", "Assessing", "Done"])
def test_what_progress_raises_ends_every_other_step_too(step: str) -> None:
    def enough(_: float, words: str) -> None:
        if words.startswith(step):
            raise EnoughError

    with pytest.raises(EnoughError, match=r"^$"):
        run_study(five(), settings(), progress=enough)


def test_progress_changes_no_result() -> None:
    quiet, told = study(five()), run_study(five(), settings(), progress=lambda *_: None)
    assert told.plan_table().equals(quiet.plan_table())
