"""The arrays agree with the slow reference on random portfolios, for every strategy there is."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given as anything
from hypothesis import settings as effort
from hypothesis import strategies as st

from bcdr.evaluate.cost import COMPONENTS
from bcdr.evaluate.protections import all_strategies
from bcdr.model.portfolio import Portfolio
from bcdr.model.settings import Weights
from bcdr.model.strategy import Protection
from tests.evaluate.reference import Reference
from tests.evaluate.reference_book import Book, Ground
from tests.evaluate.reference_cases import KNOWN, cases, portfolios
from tests.evaluate.reference_cost import components
from tests.evaluate.reference_needs import needs_of
from tests.factories import found_alone, judged, portfolio, settings

PARTS = (
    "outlay_per_year", "expected_penalty_per_year", "objectives", "cost", "guidance",
    "is_at_least", "binding_unrecoverable", "binding_not_met", "other_unrecoverable", "met",
)  # fmt: skip
"""What is compared of every strategy."""


def approximately(numbers: list[float], out_of: float = 1.0) -> Any:
    """Return what compares as these numbers kept in single precision; NaN is itself.

    Single precision is good to 6e-8 of a number, and some dozen are added, divided and put through
    a logarithm; parts near 0 are differences of numbers near 1.
    """
    return pytest.approx(numbers, rel=1e-5, abs=1e-6 * out_of, nan_ok=True)


def same(one: float, other: float | None) -> bool:
    """Return whether two hours are the same; no hours are NaN here and None there."""
    if other is None:
        return math.isnan(one)
    return one == pytest.approx(other, rel=1e-9, abs=1e-12)


@effort(max_examples=250)
@anything(cases(), st.sampled_from([0.5, 0.9, 0.95]))
def test_one_or_two_protections_fare_as_in_the_reference(
    case: tuple[Portfolio, tuple[Protection, ...]], percentile: float
) -> None:
    given, made = case
    found = found_alone(given, *made, percentile=percentile)
    slow = Reference(given, KNOWN, settings(planning_percentile=percentile))
    for scenario, wanted in slow.fates(given.workloads[0], *made).items():
        one = found[scenario]
        assert one.coverage is wanted.coverage, scenario
        way = wanted.way
        for found_hours, name in (
            (one.recovery_hours, "planning_hours"),
            (one.likely_hours, "likely_hours"),
            (one.loss_hours, "worst_loss_hours"),
            (one.mean_loss_hours, "mean_loss_hours"),
        ):
            hours = None if way is None else getattr(way, name)
            assert same(found_hours, hours), (scenario, name)
        assert one.event_cost == pytest.approx(wanted.event_cost, rel=1e-9), scenario
        assert bool(one.missing) is (one.coverage == "unknown"), scenario


@effort(max_examples=50)
@anything(portfolios(), st.sampled_from([Weights(), Weights(objectives=1, cost=3, guidance=0)]))
def test_every_strategy_is_judged_as_in_the_reference(given: Portfolio, weights: Weights) -> None:
    done = judged(given, weights=weights)
    slow = Reference(given, KNOWN, settings(weights=weights))
    for row, one in enumerate(given.workloads):
        wanted = list(slow.judge(one, done.strategies))
        assert len(wanted) == len(done.strategies)
        for name in PARTS:
            found = getattr(done.judged, name)[row].tolist()
            values = [getattr(item, name) for item in wanted]
            expected = [math.nan if value is None else value for value in values]
            assert found == approximately(expected), name
        # A refused strategy keeps its numbers but has no score.
        feasible = done.judged.is_feasible[row].tolist()
        scores = [
            item.score if is_feasible else math.nan
            for item, is_feasible in zip(wanted, feasible, strict=True)
        ]
        assert done.judged.score[row].tolist() == approximately(scores, out_of=100.0)


@effort(max_examples=40)
@anything(portfolios(most=1), st.data())
def test_pair_gathered_from_two_fares_as_both_together(
    given: Portfolio, data: st.DataObject
) -> None:
    """What is gathered agrees with the arrays above, what is together with `found_alone`."""
    strategies = all_strategies(given.landscape, KNOWN)
    slow = Reference(given, KNOWN, settings())
    gathered = list(slow.judge(given.workloads[0], strategies))
    number = data.draw(st.integers(0, len(strategies) - 1))
    together = slow.fates(given.workloads[0], *strategies.strategy(number).protections)
    assert dict(gathered[number].coverage) == {
        name: found.coverage for name, found in together.items()
    }
    values = [found.value for found in together.values()]
    assert gathered[number].objectives == pytest.approx(sum(values) / len(values))


@effort(max_examples=40)
@anything(portfolios())
def test_every_component_costs_what_it_does_in_the_reference(given: Portfolio) -> None:
    done = judged(given)
    ground = Ground(Book(KNOWN), given.landscape)
    columns = range(len(done.strategies.protections))
    costs = done.singles(np.arange(len(given.workloads))).costs
    for row, one in enumerate(given.workloads):
        needs = needs_of(given, one, ground)
        amounts = costs.amounts(row, columns)
        for column, made in enumerate(done.strategies.protections):
            wanted = components(needs, made, ground)
            assert set(wanted) <= set(COMPONENTS)
            expected = [wanted[name].amount if wanted else 0.0 for name in COMPONENTS]
            assert amounts[column].tolist() == pytest.approx(expected, rel=1e-9), made.id


def test_scenario_out_of_scope_counts_nothing_in_the_reference_either() -> None:
    known = KNOWN.with_entries(scenarios=(replace(KNOWN.scenario("data-loss"), in_scope=False),))
    given = portfolio()
    done = judged(given, known)
    slow = Reference(given, known, settings())
    wanted = list(slow.judge(given.workloads[0], done.strategies))
    for name in PARTS:
        values = [getattr(item, name) for item in wanted]
        assert getattr(done.judged, name)[0].tolist() == approximately(values), name
