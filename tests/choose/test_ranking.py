"""What a goal prefers, and what no goal may buy."""

import numpy as np
import pytest
from hypothesis import given as generated
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bcdr.choose.ranking import NOTHING, REFUSED, Ranking, changes_from_today
from bcdr.evaluate.evaluation import Evaluation
from bcdr.model.vocabulary import Goal, Mode, Option
from tests.factories import (
    azure,
    current,
    judged,
    portfolio,
    protection,
    ranking_of,
    replica,
    second_hub,
    target,
    workload,
)


def ordered(done: Evaluation, goal: Goal, row: int = 0) -> np.ndarray:
    """Return the feasible strategies from best to worst."""
    ranking = ranking_of(done, goal)[row]
    return ranking[: int(done.judged.is_feasible[row].sum())]


@pytest.fixture(scope="module")
def tight() -> Evaluation:
    # What replicates by itself would be ordered by that first.
    one = workload(rto_hours=6.0, rpo_hours=1.0, mtd_hours=48.0, native_replication=False)
    return judged(portfolio(one, targets=(target(is_immutable=True), second_hub(), azure())))


@pytest.mark.parametrize("goal", Goal)
def test_no_goal_buys_a_cheap_failure(tight: Evaluation, goal: Goal) -> None:
    order = ordered(tight, goal)
    failures = list(
        zip(
            tight.judged.binding_unrecoverable[0, order].tolist(),
            tight.judged.binding_not_met[0, order].tolist(),
            tight.judged.other_unrecoverable[0, order].tolist(),
            strict=True,
        )
    )
    assert failures == sorted(failures)
    assert failures[0] < failures[-1]


KEYS = {
    Goal.HIGHEST_SCORE: lambda done: -done.judged.score,
    Goal.LOWEST_COST: lambda done: (
        done.judged.outlay_per_year + done.judged.expected_penalty_per_year
    ),
    Goal.BEST_COVERAGE: lambda done: -done.judged.met,
    Goal.LEAST_CHANGE: lambda done: changes_from_today(done.basis, done.inputs.workloads),
}


@pytest.mark.parametrize("goal", Goal)
def test_among_equals_the_goals_key_decides_then_outlay(tight: Evaluation, goal: Goal) -> None:
    order = ordered(tight, goal)
    failures = np.stack([tight.judged.binding_unrecoverable[0], tight.judged.binding_not_met[0],
                         tight.judged.other_unrecoverable[0]], axis=1)  # fmt: skip
    equals = order[(failures[order] == failures[order[0]]).all(axis=1)]
    key = KEYS[goal](tight)[0, equals]
    pairs = list(zip(key.tolist(), tight.judged.outlay_per_year[0, equals].tolist(), strict=True))
    assert len(pairs) > 1
    assert pairs == sorted(pairs)


@pytest.mark.parametrize("goal", Goal)
def test_refused_strategies_come_last(goal: Goal) -> None:
    done = judged(portfolio(workload(native_replication=False)))
    ranking = ranking_of(done, goal)[0]
    feasible = done.judged.is_feasible[0, ranking]
    assert not feasible.all()
    assert feasible.tolist() == sorted(feasible.tolist(), reverse=True)


few = st.sampled_from([0.0, 1.0, 2.0, np.inf])
counts = st.tuples(st.integers(1, 4), st.integers(1, 6))


@generated(st.data(), counts)
def test_the_best_is_the_first_of_the_order_among_what_is_allowed(
    data: st.DataObject, shape: tuple[int, int]
) -> None:
    feasible = data.draw(arrays(bool, shape))
    first, *others = (data.draw(arrays(np.float32, shape, elements=few)) for _ in range(3))
    given = Ranking(feasible, (np.where(feasible, np.minimum(first, 2.0), REFUSED), *others))
    fits = data.draw(arrays(bool, shape))
    rows = np.arange(shape[0])

    order = given.order()
    for row, (best, fitting) in enumerate(
        zip(given.best().tolist(), given.best(rows, fits).tolist(), strict=True)
    ):
        allowed = [int(place) for place in order[row] if feasible[row, place]]
        assert best == next(iter(allowed), NOTHING)
        assert fitting == next((place for place in allowed if fits[row, place]), NOTHING)


def test_of_the_refused_too_native_replication_comes_before_software_in_the_guest() -> None:
    done = judged(portfolio(workload(native_replication=True), targets=(second_hub(),)))
    listed = [done.strategies.strategy(int(place)) for place in ranking_of(
        done, Goal.HIGHEST_SCORE)[0][int(done.judged.is_feasible[0].sum()):]]  # fmt: skip
    in_guest = [
        any(item.option is Option.GUEST_REPLICATION for item in one.protections) for one in listed
    ]
    assert True in in_guest
    assert in_guest == sorted(in_guest)


def changes(done: Evaluation, *made: object) -> float:
    wanted = tuple(made)
    number = next(
        number for number in range(len(done.strategies))
        if done.strategies.strategy(number).protections == wanted
    )  # fmt: skip
    return float(changes_from_today(done.basis, done.inputs.workloads)[0, number])


def test_changes_count_what_is_added_and_given_up() -> None:
    done = judged(portfolio(workload(current=(current(),))))
    assert changes(done, protection()) == 0.0
    assert changes(done, protection(every=4.0)) == 0.25
    assert changes(done, replica(), protection()) == 1.0
    assert changes(done, protection(to="Azure")) == 2.0
    assert changes(done, replica(), protection(to="Azure")) == 3.0


def test_least_change_keeps_what_meets_the_objectives() -> None:
    own = replica(Option.GUEST_REPLICATION), protection(to="Azure", every=1.0)
    has = (
        current(own[0].option, "South", every=None, kept=None, mode=Mode.CONTINUOUS),
        current(own[1].option, "Azure", every=1.0),
    )
    one = workload(rto_hours=12.0, rpo_hours=4.0, current=has)
    done = judged(portfolio(one, targets=(target(is_immutable=True), second_hub(), azure())))
    best = done.strategies.strategy(int(ordered(done, Goal.LEAST_CHANGE)[0]))
    assert best.protections == own


def test_ties_go_to_what_exists() -> None:
    there, planned = target("There"), target("Planned", exists=False)
    done = judged(portfolio(targets=(planned, there)))
    best = done.strategies.strategy(int(ordered(done, Goal.LOWEST_COST)[0]))
    assert {item.target for item in best.protections} == {"There"}
