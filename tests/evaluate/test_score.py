"""The score: fixed anchors, parts always shown, nothing hidden by an average."""

import numpy as np
import pytest

from bcdr.evaluate.evaluation import Evaluation, evaluate
from bcdr.evaluate.protections import StrategyList, all_strategies
from bcdr.evaluate.score import cost_part, score
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.portfolio import Portfolio
from bcdr.model.settings import Weights
from bcdr.model.strategy import Strategy
from bcdr.model.vocabulary import Option, TargetKind
from tests.factories import (
    judged,
    portfolio,
    second_hub,
    settings,
    study,
    target,
    workload,
)

WEIGHTS = Weights()


def scores(done: Evaluation, row: int = 0) -> dict[str, float]:
    return {
        done.strategies.strategy(number).id: float(done.judged.score[row, number])
        for number in range(len(done.strategies))
        if done.judged.is_feasible[row, number]
    }


def only(given: Portfolio, keep: np.ndarray) -> Evaluation:
    """Return an evaluation of some of the strategies."""
    known = load_catalogue()
    every = all_strategies(given.landscape, known)
    some = StrategyList(
        protections=every.protections, first=every.first[keep], second=every.second[keep]
    )
    return evaluate(given, some, known, settings())


def test_score_is_the_same_whether_or_not_another_strategy_is_in_the_list() -> None:
    given = portfolio(workload(rto_hours=4.0, rpo_hours=1.0))
    every = scores(judged(given))
    chance = np.random.default_rng(7)
    for _ in range(5):
        keep = np.flatnonzero(chance.random(len(judged(given).strategies)) < 0.3)
        some = scores(only(given, keep))
        assert some
        assert some == {name: every[name] for name in some}


def test_score_is_the_same_whatever_other_workloads_there_are() -> None:
    lone = workload()
    alone = scores(judged(portfolio(lone)))
    among = scores(judged(portfolio(workload("Other", data_gb=9e5), lone)), row=1)
    assert among == pytest.approx(alone)


def test_score_is_the_same_whatever_other_targets_there_are() -> None:
    few, many = (target(), second_hub()), (target(), second_hub(), target("Third"))
    wanted = scores(judged(portfolio(targets=few)))
    found = scores(judged(portfolio(targets=many)))
    assert {name: found[name] for name in wanted} == pytest.approx(wanted)


def test_refused_strategy_has_no_score() -> None:
    found = judged(portfolio(workload(native_replication=False)))
    assert np.isnan(found.judged.score[~found.judged.is_feasible]).all()
    assert not np.isnan(found.judged.score[found.judged.is_feasible]).any()


def test_score_is_between_nothing_and_a_hundred() -> None:
    found = judged(portfolio(workload(rto_hours=0.1, rpo_hours=0.1)))
    known = found.judged.score[found.judged.is_feasible]
    assert (known >= 0).all()
    assert (known <= 100).all()


def test_part_that_does_not_apply_shares_its_weight_in_proportion() -> None:
    one, none = np.array(1.0), np.array(np.nan)
    half = np.array(0.5)
    assert score(one, one, one, one, WEIGHTS) == 100.0
    assert score(half, none, none, one, WEIGHTS) == pytest.approx((45 * 0.5 + 10) / 55 * 100)
    # With the default weights of 45, 20, 25 and 10.
    assert score(one, np.array(0.0), half, one, WEIGHTS) == pytest.approx(45 + 12.5 + 10)


@pytest.mark.parametrize(
    ("cost", "expected"),
    [(50.0, 1.0), (100.0, 1.0), (1000.0, 0.5), (10_000.0, 0.0), (99_999.0, 0.0)],
)
def test_cost_part_falls_with_the_logarithm_between_its_anchors(
    cost: float, expected: float
) -> None:
    part = cost_part(np.array(cost), np.array(0.0), np.array(100.0), np.array(10_000.0))
    assert part == pytest.approx(expected)


def test_cost_part_does_not_apply_where_the_reference_is_free() -> None:
    assert np.isnan(cost_part(np.array(5.0), np.array(0.0), np.array(0.0), np.array(10.0)))


def test_unknown_counts_nothing_and_marks_the_score() -> None:
    doubtful = target(site=None, region=None)
    sure, unsure = judged(portfolio(targets=(target(),))), judged(portfolio(targets=(doubtful,)))
    number = next(
        number for number in range(len(sure.strategies))
        if sure.strategies.strategy(number).id == "in-guest-backup@Vault:24h"
    )  # fmt: skip
    assert not sure.judged.is_at_least[0, number]
    assert unsure.judged.is_at_least[0, number]
    assert unsure.judged.score[0, number] < sure.judged.score[0, number]


def test_score_at_least_names_what_is_missing() -> None:
    done = study(portfolio(targets=(target(site=None, region=None),)))
    best = done.workload("Ledger").ranked[0]
    assert best.score is not None
    assert best.score.is_at_least
    assert best.score.missing == ("Site and region of the target",)


def guidance(done: Evaluation, made: str) -> float:
    number = next(
        number for number in range(len(done.strategies))
        if done.strategies.strategy(number).id == made
    )  # fmt: skip
    return round(float(done.judged.guidance[0, number]), 6)


def test_guidance_takes_the_weakest_of_option_target_and_pair() -> None:
    given = portfolio(
        workload(native_replication=False),
        targets=(target(), target("Beside", TargetKind.ON_HUB_STANDALONE), second_hub()),
    )
    found = judged(given)
    assert guidance(found, "in-guest-backup@Vault:24h") == 1.0
    assert guidance(found, "stopped-vm-snapshot@Vault:24h") == 0.6
    assert guidance(found, "in-guest-backup@Beside:24h") == 0.2
    pair = "guest-replication@South:continuous + in-guest-backup@Beside:24h"
    assert guidance(found, pair) == 0.2


def test_software_in_the_guest_is_conditional_where_the_application_replicates_itself() -> None:
    made = "guest-replication@South:continuous"
    assert guidance(judged(portfolio()), made) == 0.6
    assert guidance(judged(portfolio(workload(native_replication=False))), made) == 1.0


def test_parts_are_shown_with_the_total() -> None:
    best = study(portfolio()).workload("Ledger").ranked[0]
    found = best.score
    assert found is not None
    assert found.regulation is None
    assert found.cost is not None
    parts = 45 * found.objectives + 25 * found.cost + 10 * found.guidance
    assert found.total == pytest.approx(parts / 80 * 100, rel=1e-5)


def test_upper_anchor_is_at_least_the_penalty_of_no_recovery() -> None:
    # Where downtime is dear, doing nothing is what costs the most, and is worth nothing.
    found = judged(portfolio(workload(downtime_cost_per_hour=1e6, data_loss_cost_per_hour=1e6)))
    assert found.judged.cost[0, 0] == pytest.approx(0.0, abs=1e-6)
    assert found.strategies.strategy(0) == Strategy((found.strategies.protections[0],))
    assert found.strategies.protections[0].option is Option.NO_RECOVERY
