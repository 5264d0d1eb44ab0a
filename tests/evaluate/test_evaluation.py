"""Workloads are judged alike, whether all in a walk, some at a look, or one by one."""

from collections.abc import Iterator
from dataclasses import fields, replace

import numpy as np
import pytest

from bcdr.evaluate import chunks, evaluation
from bcdr.evaluate.axes import Codes
from bcdr.evaluate.evaluation import Evaluation, evaluate
from bcdr.evaluate.protections import StrategyList
from bcdr.evaluate.strategies import Details, Judged
from tests.factories import current, judged, portfolio, workload


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> Evaluation:
    """Seven workloads on two Hubs, judged three at a time and looked at by twos."""
    monkeypatch.setattr(evaluation, "CHUNK", 3)
    monkeypatch.setattr(evaluation, "BLOCK", 2)
    monkeypatch.setattr(chunks, "cpu_count", lambda: 1)
    return judged(
        portfolio(
            *(
                workload(f"App {number}", data_gb=10.0 * number + 1.0, rto_hours=8.0,
                         hub="South" if number % 3 else "North",
                         current=(current(),) if number % 2 else ())
                for number in range(7)
            )
        )
    )  # fmt: skip


def same(one: Judged, other: Judged) -> bool:
    return all(
        np.array_equal(getattr(one, item.name), getattr(other, item.name),
                       equal_nan=getattr(one, item.name).dtype.kind == "f")
        for item in fields(Judged)
    )  # fmt: skip


def rows_of(rows: Codes, _details: Details, _judged: Judged) -> list[int]:
    return [int(row) for row in rows]


def test_one_workload_is_judged_as_among_all(done: Evaluation) -> None:
    for row in (6, 0, 3, 4):
        assert same(done.judged_at(row), done.judged.take(slice(row, row + 1)))
        assert same(done.look(np.array([row]))[1], done.judged_at(row))


def test_a_walk_goes_in_the_order_asked_for(done: Evaluation) -> None:
    order = np.array([4, 0, 6, 1, 5, 3, 2])

    assert list(done.walk(rows_of, order)) == [[4, 0, 6], [1, 5, 3], [2]]
    assert [row for part in done.walk(rows_of) for row in part] == list(range(7))


def test_a_walk_is_shared_out_evenly(done: Evaluation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "cpu_count", lambda: 2)
    assert list(done.walk(rows_of)) == [[0, 1], [2, 3], [4, 5], [6]]


def test_what_nobody_may_have_is_left_out_and_the_rest_is_judged_as_ever(done: Evaluation) -> None:
    seen = list(done.walk_possible(lambda found: found, np.array([4, 0, 6, 1, 5, 3, 2])))

    assert [found.rows.tolist() for found in seen] == [[4, 0, 6], [1, 5, 3], [2]]
    for found in seen:
        whole = done.judged.take(found.rows)
        assert same(found.judged, whole.of(found.positions))
        assert 0 < len(found.positions) < len(done.strategies)
        assert not np.delete(whole.is_feasible, found.positions, axis=1).any()
        listed = found.basis.strategies
        assert [listed.strategy(place) for place in range(len(listed))] == [
            done.strategies.strategy(place) for place in found.positions.tolist()
        ]


def test_what_an_exception_allows_is_possible(done: Evaluation) -> None:
    usual = done.judged_at(4)
    other = replace(usual, is_feasible=np.ones_like(usual.is_feasible))

    changed = replace(done, exceptions={4: other})

    (found,) = changed.walk_possible(lambda some: some, np.array([1, 4]))
    assert len(found.positions) == len(done.strategies)
    assert same(found.judged, changed.judged.take(np.array([1, 4])))


def test_where_nothing_is_possible_all_is_judged(done: Evaluation) -> None:
    # None of these workloads may stay without recovery, and there is nothing else to choose.
    only = StrategyList(
        protections=done.strategies.protections[:1], first=np.array([0]), second=np.array([0])
    )
    alone = evaluate(done.portfolio, only, done.catalogue, done.settings)

    (found,) = alone.walk_possible(lambda some: some, np.array([0, 1]))
    assert found.positions.tolist() == [0]
    assert not found.judged.is_feasible.any()


def test_a_walk_ends_with_whoever_walks(done: Evaluation) -> None:
    def walk() -> Iterator[list[int]]:
        yield from done.walk(rows_of)

    steps = walk()
    assert next(steps) == [0, 1, 2]
    with pytest.raises(ValueError, match="enough"):
        steps.throw(ValueError("enough"))


def test_exceptions_stand_wherever_a_workload_is_looked_at(done: Evaluation) -> None:
    usual = done.judged_at(4)
    other = replace(usual, is_feasible=~usual.is_feasible, met=usual.met + 1)

    changed = replace(done, exceptions={4: other})

    assert same(changed.judged_at(4), other)
    assert same(changed.judged.take(slice(4, 5)), other)
    assert same(changed.judged_at(5), done.judged_at(5))
    assert same(done.judged_at(4), usual)


def test_penalty_unprotected_is_that_of_no_recovery(done: Evaluation) -> None:
    assert done.strategies.strategy(0).title == "no recovery"
    assert done.unprotected_penalty_per_year == pytest.approx(
        done.judged.expected_penalty_per_year[:, 0], rel=1e-6
    )
