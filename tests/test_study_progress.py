"""Progress of a study: how many workloads are judged, chosen for and written down; how it ends."""

from collections.abc import Callable

import pytest

from bcdr import study_tables_plan
from bcdr.evaluate import evaluation
from bcdr.evaluate.basis import Basis
from bcdr.evaluate.inputs import Inputs
from bcdr.evaluate.strategies import Details, judge_singles
from bcdr.model.portfolio import Portfolio
from bcdr.report.content import build_content
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
    monkeypatch.setattr(study_tables_plan, "_ROWS_BETWEEN_WORDS", 2)


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
    monkeypatch.setattr(evaluation, "cpu_count", lambda: 1)

    def counted(basis: Basis, inputs: Inputs) -> Details:
        judged.append(inputs.count)
        return judge_singles(basis, inputs)

    monkeypatch.setattr(evaluation, "judge_singles", counted)

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


def test_the_tables_of_the_plan_say_how_far_they_are() -> None:
    done = study(five())
    told = told_by(done.make_tables)
    assert [words for _, words in told] == [f"{n} of 5 workloads" for n in (0, 2, 4)]
    assert [share for share, _ in told] == [0.0, 0.4, 0.8]
    assert done.plan_table().equals(study(five()).plan_table())
    assert done.coverage_table().equals(study(five()).coverage_table())


def test_tables_that_are_given_up_are_made_from_the_beginning_later() -> None:
    done = study(five())

    def enough(share: float, _: str) -> None:
        if share:
            raise EnoughError

    with pytest.raises(EnoughError, match=r"^$"):
        done.make_tables(enough)
    assert len(done.plan_table()) == len(NAMES)


def test_the_content_of_a_report_says_which_part_comes_next() -> None:
    done = study(five())
    told = told_by(lambda tell: build_content(done, progress=tell))
    shares = [share for share, _ in told]
    assert shares[0] == 0.0
    assert shares == sorted(shares)
    assert [words for _, words in told] == [
        f"Part {n + 1} of {len(told)}" for n in range(len(told))
    ]


def test_the_content_of_a_report_can_be_given_up() -> None:
    def enough(share: float, _: str) -> None:
        if share:
            raise EnoughError

    with pytest.raises(EnoughError, match=r"^$"):
        build_content(study(five()), progress=enough)
