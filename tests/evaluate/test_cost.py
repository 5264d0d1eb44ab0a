"""Money: quantities times prices, and what failures are expected to cost."""

from dataclasses import replace

import numpy as np
import pytest

from bcdr.evaluate.axes import by_scenario
from bcdr.evaluate.cost import COMPONENTS, UNITS, frequencies
from bcdr.model.catalogue import Catalogue
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.vocabulary import Option, Special
from tests.factories import (
    FIRST,
    SCENARIOS,
    judged,
    knowledge,
    nothing,
    portfolio,
    protection,
    replica,
    study,
    target,
    workload,
)


def no_failures() -> Catalogue:
    return knowledge(
        scenarios=tuple(
            replace(item, frequency_per_year=0.0, frequency_low=0.0)
            for item in load_catalogue().scenarios
        )
    )


def no_prices() -> Catalogue:
    return knowledge(
        prices=tuple(replace(item, value=0.0, low=0.0) for item in load_catalogue().prices)
    )


def test_without_failures_cost_is_outlay() -> None:
    found = judged(portfolio(), no_failures())
    assert (found.judged.expected_penalty_per_year == 0).all()
    assert (found.judged.outlay_per_year[0, 1:] > 0).all()


def test_without_prices_cost_is_the_expected_penalty() -> None:
    # A planned stop is paid in downtime, not at a price.
    found = judged(portfolio(workload(planned_downtime_allowed=False)), no_prices())
    stops = [
        column for column, item in enumerate(found.strategies.protections)
        if item.option is Option.STOPPED_VM_SNAPSHOT
    ]  # fmt: skip
    priced = ~np.isin(found.strategies.first, stops) & ~np.isin(found.strategies.second, stops)
    assert (found.judged.outlay_per_year[0, priced] == 0).all()
    assert (found.judged.expected_penalty_per_year[0, priced] > 0).all()


def test_planned_stops_cost_a_share_of_the_downtime() -> None:
    found = judged(portfolio(workload(downtime_cost_per_hour=1000.0)))
    weekly = found.strategies.protections.index(protection(Option.STOPPED_VM_SNAPSHOT, every=168.0))
    amount = found.singles(FIRST).costs.amounts(0, (weekly,))[0, COMPONENTS.index("planned-stops")]
    assert amount == pytest.approx(8760 / 168 * 0.5 * 1000 * 0.25)


def test_amounts_are_quantities_times_prices_and_sum_to_the_outlay() -> None:
    found = judged(portfolio())
    columns = range(len(found.strategies.protections))
    costs = found.singles(FIRST).costs
    amounts = costs.amounts(0, columns)
    assert amounts == pytest.approx(costs.quantities[0] * costs.prices[0])
    assert amounts.sum(axis=-1) == pytest.approx(costs.outlay_per_year[0])
    assert len(COMPONENTS) == len(UNITS) == amounts.shape[-1]


def test_running_standby_costs_more_than_a_reserved_one() -> None:
    found = judged(portfolio())
    standby = COMPONENTS.index("standby")
    made = [replica(), replica(Option.GUEST_REPLICATION), protection()]
    columns = [found.strategies.protections.index(item) for item in made]
    running, reserved, none = found.singles(FIRST).costs.amounts(0, columns)[:, standby]
    assert running == pytest.approx(4 * 8760 * 0.06)
    assert reserved == pytest.approx(running * 0.3)
    assert none == 0


def test_costs_of_a_pair_add() -> None:
    found = judged(portfolio())
    singles = len(found.strategies.protections)
    outlay = found.judged.outlay_per_year[0]
    pairs = outlay[found.strategies.first] + outlay[found.strategies.second]
    assert outlay[singles:] == pytest.approx(pairs[singles:], rel=1e-5)


def test_no_recovery_costs_nothing_but_its_penalty() -> None:
    found = judged(portfolio())
    assert found.strategies.strategy(0).protections == (nothing(),)
    assert found.judged.outlay_per_year[0, 0] == 0
    penalties = found.judged.expected_penalty_per_year[0]
    assert penalties[0] == penalties.max()


def test_frequencies_follow_what_one_event_hits() -> None:
    given = portfolio(
        workload(part="Web", vm_count=3), workload(part="Store"), workload("Other", vm_count=2)
    )
    found = judged(given)
    rates = by_scenario(frequencies(found.inputs, found.catalogue))
    columns = {name: rates[:, SCENARIOS.index(name)].tolist() for name in SCENARIOS}
    assert columns["vm-failure"] == pytest.approx([0.45, 0.15, 0.30])
    assert columns["node-failure"] == pytest.approx([0.10, 0.10, 0.10])
    assert columns["data-loss"] == pytest.approx([0.05, 0.05, 0.10])
    assert columns["site-loss"] == pytest.approx([0.005, 0.005, 0.01])


def test_scenario_out_of_scope_costs_nothing() -> None:
    known = load_catalogue()
    left_out = knowledge(scenarios=(replace(known.scenario("data-loss"), in_scope=False),))
    usual, without = judged(portfolio()), judged(portfolio(), left_out)
    saved = usual.judged.expected_penalty_per_year[0] - without.judged.expected_penalty_per_year[0]
    events = by_scenario(usual.singles(FIRST).outcomes.event_cost)[0, 0] * 0.10
    assert saved[0] == pytest.approx(events, rel=1e-5)


def test_penalty_counts_lost_data_back_to_before_the_damage() -> None:
    known = knowledge(scenarios=(replace(load_catalogue().scenario("data-loss")),))
    found = judged(portfolio(workload(downtime_cost_per_hour=0.0)), known)
    daily = found.strategies.protections.index(protection())
    cost = found.singles(FIRST).outcomes.event_cost[SCENARIOS.index("data-loss"), 0, 0, daily, 0]
    # Twelve hours on average (the lag of seconds is within the day), and the day until noticed.
    assert cost == pytest.approx(50.0 * (12.0 + 24.0))


def test_what_nobody_needs_back_costs_nothing_when_it_is_lost() -> None:
    unneeded = workload(rto_hours=Special.NOT_APPLICABLE, rpo_hours=Special.NOT_APPLICABLE)
    assert (judged(unneeded).judged.expected_penalty_per_year == 0).all()


def test_expected_events_count_what_each_kind_of_event_hits() -> None:
    given = portfolio(
        workload(part="Web", vm_count=3), workload(part="Store"), workload("Other", hub="South")
    )
    assert study(given).events_per_year() == pytest.approx(
        {
            "data-loss": 2 * 0.10, "vm-failure": 5 * 0.15, "node-failure": 3 * 0.10,
            "hub-outage": 2 * 0.05, "site-loss": 2 * 0.01, "region-loss": 2 * 0.002,
            "ransomware": 0.024,
        }
    )  # fmt: skip


def test_unused_target_costs_nothing() -> None:
    idle = target("Idle", fixed_cost_per_year=1e9)
    given = portfolio(targets=(target(), idle))
    usual = study(portfolio(targets=(target(),)))
    assert study(given).outlay_per_year == pytest.approx(usual.outlay_per_year)
