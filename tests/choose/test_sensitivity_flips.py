"""Which change of one number changes the recommendation, checked by running the study again."""

from dataclasses import replace
from typing import Any

import pytest

from bcdr.choose.sensitivity_flips import TOLERANCE, flips
from bcdr.model.catalogue import Catalogue
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.portfolio import Portfolio
from bcdr.model.sensitivity import Flip, Flips
from bcdr.model.settings import Settings
from bcdr.model.strategy import Strategy
from bcdr.model.vocabulary import Goal
from bcdr.study import run_study
from tests.factories import (
    assuming,
    azure,
    judged,
    portfolio,
    second_hub,
    settings,
    target,
    workload,
)

KNOWN = load_catalogue()


def database() -> Portfolio:
    one = workload(rto_hours=4.0, rpo_hours=1.0, data_gb=800.0, downtime_cost_per_hour=2000.0,
                   data_loss_cost_per_hour=800.0, daily_change_share=None)  # fmt: skip
    return portfolio(one, targets=(target(is_immutable=True), second_hub(), azure()))


def found_for(given: Portfolio, **how: Any) -> Flips:
    return flips(judged(given, **how), 0)


@pytest.fixture(scope="module")
def found() -> Flips:
    return found_for(database())


def changed(
    item: Flip, value: float, given: Portfolio, how: Settings
) -> tuple[Portfolio, Catalogue, Settings]:
    """Return what a study is run with once one number has another value."""
    known = KNOWN
    match item.kind:
        case "assumption":
            known = assuming(known, **{item.id.replace("-", "_"): value})
        case "phase":
            known = known.with_entries(phases=(replace(known.phase(item.id), likely=value),))
        case "price":
            known = known.with_entries(prices=(replace(known.price(item.id), value=value),))
        case "scenario":
            scenario = replace(known.scenario(item.id), frequency_per_year=value)
            known = known.with_entries(scenarios=(scenario,))
        case "weight":
            part = item.id.removeprefix("weight-")
            how = replace(how, weights=replace(how.weights, **{part: value}))
        case "setting":
            how = replace(how, planning_percentile=value)
        case "objective":
            wanted: Any = {item.id: value}
            rows = (replace(given.workloads[0], **wanted),)
            given = replace(given, workloads=rows)
    return given, known, how


def recommended(item: Flip, value: float, given: Portfolio, goal: Goal) -> Strategy | None:
    """Return what the whole study recommends with one number changed."""
    portfolio_, known, how = changed(item, value, given, settings(goal=goal))
    return run_study(portfolio_, how, known).plan.strategy(0)


def usual() -> Portfolio:
    return portfolio(targets=(target(is_immutable=True), second_hub(), azure()))


@pytest.mark.parametrize("goal", [Goal.HIGHEST_SCORE, Goal.LOWEST_COST])
@pytest.mark.parametrize("given", [database(), usual()], ids=["database", "usual"])
def test_each_flip_is_there_and_not_before(given: Portfolio, goal: Goal) -> None:
    result = found_for(given, goal=goal)
    flipping = [item for item in result.numbers if item.at is not None]
    assert len(flipping) >= 3
    for item in flipping:
        assert item.until is not None
        assert item.at is not None
        assert recommended(item, item.until, given, goal) == result.recommended, item.id
        assert recommended(item, item.at, given, goal) == item.becomes != result.recommended
        # Between the two lies the change itself.
        assert item.low <= item.at <= item.high
        assert abs(item.until - item.value) <= abs(item.at - item.value)


def test_most_kinds_of_numbers_can_flip(found: Flips) -> None:
    every = (*found.numbers, *found_for(usual()).numbers)
    kinds = {item.kind for item in every if item.at is not None}
    assert len(kinds) >= 4
    assert kinds >= {"assumption", "objective"}


def test_what_does_not_flip_recommends_the_same_at_both_ends(found: Flips) -> None:
    steady = [item for item in found.numbers if item.at is None]
    assert len(steady) >= 20
    for item in steady[::6]:
        for end in (item.low, item.high):
            same = recommended(item, end, database(), Goal.HIGHEST_SCORE)
            assert same == found.recommended, item.id


def test_a_flip_is_found_to_within_the_tolerance(found: Flips) -> None:
    for item in found.numbers:
        if item.at is None or item.until is None or item.kind == "objective":
            continue
        if item.unit in {"VMs", "probes", "rank"}:
            assert abs(item.at - item.until) == 1.0
        else:
            assert abs(item.at - item.until) <= TOLERANCE * (item.high - item.low) * 1.001


def test_nearest_flips_come_first_and_steady_numbers_last(found: Flips) -> None:
    distances = [item.distance for item in found.numbers]
    known = [item for item in distances if item is not None]
    assert known == sorted(known)
    assert distances[: len(known)] == known
    assert found.sentence == found.numbers[0].sentence


def test_a_flip_says_what_would_be_recommended(found: Flips) -> None:
    item = next(item for item in found.numbers if item.kind == "objective" and item.at)
    assert item.becomes is not None
    assert item.sentence.startswith(f"{item.title}: at ")
    assert item.sentence.endswith(f"{item.becomes.title} would be recommended.")


def test_weights_decide_nothing_where_the_goal_is_not_the_score() -> None:
    result = found_for(database(), goal=Goal.LOWEST_COST)
    assert all(item.at is None for item in result.numbers if item.kind == "weight")


def test_nothing_within_its_range_is_an_answer() -> None:
    # One target and objectives that only one strategy meets leave nothing to choose.
    one = workload(rto_hours=300.0, rpo_hours=160.0, native_replication=False, os="Plan 9")
    given = portfolio(one, targets=(target(),))
    result = found_for(given, goal=Goal.LEAST_CHANGE)
    steady = [item for item in result.numbers if item.kind == "price"]
    assert steady
    assert all(item.at is None and "nothing from" in item.sentence for item in steady)


def test_only_whole_ranks_are_looked_at() -> None:
    blank: dict[str, Any] = dict.fromkeys(
        ("criticality", "downtime_cost_per_hour", "data_loss_cost_per_hour")
    )
    given = portfolio(workload(**blank, rto_hours=24.0, rpo_hours=24.0))
    result = found_for(given, goal=Goal.LOWEST_COST)
    item = next(item for item in result.numbers if item.id == "default-tier-rank")
    assert (item.at, item.until) in {(2.0, 3.0), (1.0, 2.0), (4.0, 3.0)}
    assert f": at {item.at:g} instead of 3, " in item.sentence


def test_an_objective_nobody_gave_has_no_flip() -> None:
    given = portfolio(workload(rto_hours=None))
    assert not any(item.id == "rto_hours" for item in found_for(given).numbers)


def test_where_nothing_is_allowed_a_number_may_open_it() -> None:
    # The whole data must reach the target within the interval; reduction decides whether it can.
    full = workload(data_gb=9000.0, daily_change_share=1.0, native_replication=False,
                    deployment=None, peak_change_mb_per_s=500.0, planned_downtime_allowed=False,
                    stateful=True, os="Plan 9")  # fmt: skip
    given = portfolio(full, targets=(target(link_mbit_per_s=500.0, capacity_tb=500.0),))
    result = found_for(given)
    assert result.recommended is None
    item = next(item for item in result.numbers if item.id == "backup-reduction-share")
    assert item.becomes is not None
    assert recommended(item, item.at or 0.0, given, Goal.HIGHEST_SCORE) == item.becomes
