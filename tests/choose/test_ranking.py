"""What a goal prefers, and what no goal may buy."""

import numpy as np
import pytest

from bcdr.choose.ranking import changes_from_today
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
