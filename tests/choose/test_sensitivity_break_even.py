"""Break-even, checked by setting the rate or the frequencies and comparing the costs again."""

from dataclasses import replace
from typing import Any

import pytest

from bcdr.choose.sensitivity_break_even import NO_RECOVERY, break_even
from bcdr.evaluate.evaluation import Evaluation
from bcdr.model.catalogue import Catalogue
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.portfolio import Portfolio, Workload
from bcdr.model.sensitivity import BreakEven, BreakEvens
from bcdr.model.strategy import Strategy
from bcdr.model.vocabulary import Goal, Mode, Option, Special
from tests.factories import (
    azure,
    current,
    judged,
    portfolio,
    ranking_of,
    second_hub,
    study,
    target,
    workload,
)

KNOWN = load_catalogue()
TARGETS = (target(is_immutable=True), second_hub(), azure())


def web_shop(**given: Any) -> Workload:
    known: dict[str, Any] = {
        "rto_hours": 3.0, "rpo_hours": 4.0, "data_gb": 300.0, "downtime_cost_per_hour": 500.0,
        "data_loss_cost_per_hour": 0.5, "current": (current(every=12.0),),
    }  # fmt: skip
    return workload(**{**known, **given})


def given_by(one: Workload) -> Portfolio:
    return portfolio(one, targets=TARGETS)


def of(found: BreakEvens | None, against: str) -> BreakEven:
    assert found is not None
    return next(item for item in found.against if item.against == against)


def total(done: Evaluation, strategy: Strategy) -> float:
    """Return outlay and expected penalty of one of the strategies of an evaluation."""
    position = done.strategies.position(strategy)
    judged_ = done.judged
    return float(
        judged_.outlay_per_year[0, position] + judged_.expected_penalty_per_year[0, position]
    )


def at_rate(rate: float) -> Evaluation:
    return judged(given_by(web_shop(downtime_cost_per_hour=rate)))


def often(factor: float) -> Catalogue:
    return KNOWN.with_entries(
        scenarios=tuple(
            replace(item, frequency_per_year=item.frequency_per_year * factor)
            for item in KNOWN.scenarios
        )
    )


@pytest.fixture(scope="module")
def found() -> BreakEvens:
    result = break_even(judged(given_by(web_shop())), 0)
    assert result is not None
    return result


def crossing(against: str, figure: str) -> tuple[BreakEvens, BreakEven]:
    """Return the best strategy for which there is such a break-even."""
    done = judged(given_by(web_shop()))
    feasible = int(done.judged.is_feasible[0].sum())
    for position in ranking_of(done, Goal.HIGHEST_SCORE)[0, :feasible].tolist():
        result = break_even(done, 0, position)
        item = of(result, against)
        if result is not None and getattr(item, figure) is not None:
            return result, item
    raise AssertionError(f"no {figure} against {against}")


def lead(done: Evaluation, result: BreakEvens, item: BreakEven) -> float:
    """Return by how much the strategy costs more than the other."""
    assert item.strategy is not None
    return total(done, result.recommended) - total(done, item.strategy)


@pytest.mark.parametrize("against", ["no recovery", "next cheaper"])
def test_at_the_break_even_downtime_cost_both_cost_the_same(against: str) -> None:
    result, item = crossing(against, "downtime_cost_per_hour")
    rate = item.downtime_cost_per_hour or 0.0
    done = at_rate(rate)
    assert lead(done, result, item) == pytest.approx(0.0, abs=1e-5 * total(done, NO_RECOVERY))
    before, after = (lead(at_rate(rate * part), result, item) for part in (0.8, 1.25))
    assert before * after < 0
    less_below = "costs less than USD" in item.sentence
    assert (before < 0) is less_below


@pytest.mark.parametrize("against", ["no recovery", "next cheaper"])
def test_at_the_break_even_frequency_both_cost_the_same(against: str) -> None:
    result, item = crossing(against, "frequency_factor")
    factor = item.frequency_factor or 0.0
    done = judged(given_by(web_shop()), often(factor))
    assert lead(done, result, item) == pytest.approx(0.0, abs=1e-5 * total(done, NO_RECOVERY))
    before, after = (
        lead(judged(given_by(web_shop()), often(factor * part)), result, item)
        for part in (0.8, 1.25)
    )
    assert before * after < 0


def test_the_money_is_that_of_the_study(found: BreakEvens) -> None:
    done = study(given_by(web_shop()))
    planned = done.workload("Ledger").planned
    assert found.recommended == planned.strategy
    assert found.outlay_per_year == pytest.approx(planned.cost.outlay_per_year)
    assert found.expected_penalty_per_year == pytest.approx(planned.cost.expected_penalty_per_year)
    today, then = of(found, "today"), done.workload("Ledger").today
    assert today.strategy == then.strategy
    assert today.outlay_per_year == pytest.approx(then.cost.outlay_per_year)
    assert today.expected_penalty_per_year == pytest.approx(then.cost.expected_penalty_per_year)


def test_today_is_compared_like_any_other(found: BreakEvens) -> None:
    item = of(found, "today")
    assert item.downtime_cost_per_hour is not None
    one = web_shop(downtime_cost_per_hour=item.downtime_cost_per_hour)
    done = study(given_by(one))
    now = done.workload("Ledger").today.cost
    assert total(done.evaluation, found.recommended) == pytest.approx(
        now.outlay_per_year + now.expected_penalty_per_year, rel=1e-5
    )


def test_planned_stops_cost_more_the_more_an_hour_costs() -> None:
    # A snapshot that stops the VMs is a strategy whose outlay rises with the downtime cost.
    stops = web_shop(rto_hours=24.0, rpo_hours=200.0, native_replication=False, os="Plan 9")
    done = judged(given_by(stops), goal=Goal.LOWEST_COST)
    position = next(
        n for n in range(len(done.strategies))
        if done.strategies.strategy(n).protections[0].option is Option.STOPPED_VM_SNAPSHOT
        and done.judged.is_feasible[0, n]
    )  # fmt: skip
    result = break_even(done, 0, position)
    assert result is not None
    assert result.recommended == done.strategies.strategy(position)
    item = of(result, "no recovery")
    assert item.downtime_cost_per_hour is not None
    again = judged(given_by(replace(stops, downtime_cost_per_hour=item.downtime_cost_per_hour)))
    assert total(again, result.recommended) == pytest.approx(total(again, NO_RECOVERY), rel=1e-5)


def test_next_cheaper_is_the_best_ranked_of_those_with_less_outlay(found: BreakEvens) -> None:
    done = study(given_by(web_shop()))
    ranked = done.ranked(0, "all")
    cheaper = [
        item for item in ranked
        if item.is_feasible and item.cost.outlay_per_year < found.outlay_per_year - 0.01
    ]  # fmt: skip
    assert of(found, "next cheaper").strategy == cheaper[0].strategy


def test_the_sentence_says_on_which_side_the_recommended_costs_less(found: BreakEvens) -> None:
    item = of(found, "no recovery")
    assert item.title == "Break-even with no recovery"
    assert item.sentence.startswith("Where an hour of downtime costs more than USD ")
    assert "here it costs USD 500." in item.sentence
    assert item.sentence.endswith("times as frequent as assumed, both would cost the same.")


def test_where_lost_data_decides_no_downtime_cost_does() -> None:
    found = break_even(judged(given_by(web_shop(data_loss_cost_per_hour=5000.0))), 0)
    item = of(found, "no recovery")
    assert item.downtime_cost_per_hour is None
    assert item.sentence.startswith("Whatever an hour of downtime costs, ")
    assert item.frequency_factor is not None


def test_without_failures_only_the_outlay_counts() -> None:
    found = break_even(judged(given_by(web_shop()), often(0.0)), 0)
    item = of(found, "no recovery")
    assert item.downtime_cost_per_hour is None
    assert item.frequency_factor is None
    assert "No frequency of failures" in item.sentence
    assert "no less than no recovery" in item.sentence


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ((), "How it is protected today is not known."),
        ((current(every=None, mode=None),), "not known well enough"),
        ((current(to=None),), "not known well enough"),
    ],
)
def test_what_is_not_known_today_has_no_price(now: tuple[object, ...], words: str) -> None:
    item = of(break_even(judged(given_by(web_shop(current=now))), 0), "today")
    assert item.outlay_per_year is None
    assert item.downtime_cost_per_hour is None
    assert words in item.sentence


def test_what_is_recommended_and_exists_has_nothing_to_break_even_with() -> None:
    best = break_even(judged(given_by(web_shop())), 0)
    assert best is not None
    now = tuple(
        current(item.option, item.target, every=item.interval_hours, kept=item.retention_days,
                mode=item.mode)
        for item in best.recommended.protections
    )  # fmt: skip
    item = of(break_even(judged(given_by(web_shop(current=now))), 0), "today")
    assert item.sentence == "What is recommended is what exists today."


def test_nothing_recommended_has_no_break_even() -> None:
    assert break_even(judged(given_by(web_shop(data_gb=None))), 0) is None


def test_no_recovery_is_not_compared_with_itself() -> None:
    free = web_shop(rto_hours=Special.NOT_APPLICABLE, rpo_hours=Special.NOT_APPLICABLE)
    found = break_even(judged(given_by(free)), 0)
    assert found is not None
    assert found.recommended == NO_RECOVERY
    assert [item.against for item in found.against] == ["today", "next cheaper"]
    assert of(found, "next cheaper").strategy is None
    assert of(found, "next cheaper").sentence == "No strategy that is allowed has less outlay."
    assert NO_RECOVERY.protections[0].mode is Mode.NONE


def test_a_part_of_an_application_answers_for_its_share() -> None:
    both = [replace(web_shop(), id=part, workload=part) for part in ("Web", "Database")]
    done = judged(portfolio(*both, targets=TARGETS))
    found = break_even(done, 0)
    assert found is not None
    position = done.strategies.position(found.recommended)
    penalty = float(done.judged.expected_penalty_per_year[0, position])
    assert found.expected_penalty_per_year == pytest.approx(penalty, rel=1e-5)
