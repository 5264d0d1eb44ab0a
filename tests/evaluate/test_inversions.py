"""Dependencies slower than what depends on them, and what it costs to close the gap."""

from typing import Any

import numpy as np
import pytest

from bcdr.evaluate.assess import Assessment, assess
from bcdr.evaluate.axes import by_scenario
from bcdr.evaluate.evaluation import Evaluation
from bcdr.evaluate.inversions import circle_titles, inversions
from bcdr.evaluate.protections import protection_arrays
from bcdr.model.portfolio import Portfolio, Workload
from bcdr.model.results import Inversion
from bcdr.model.strategy import Protection
from bcdr.model.vocabulary import Scope
from tests.evaluate.assigning import BACKED_UP
from tests.factories import (
    SCENARIOS,
    judged,
    nothing,
    portfolio,
    replica,
    second_hub,
    target,
    workload,
)

REPLICATED = (replica(),)
SHARED = ("hub-outage", "site-loss", "region-loss")


def pair(*, web: dict[str, Any] | None = None, **store: Any) -> Portfolio:
    """Return Web, replicated, which needs Store, backed up, on the same Hub."""
    return portfolio(
        workload("Web", **(web or {})), workload("Store", **({"data_gb": 2000.0} | store)),
        targets=(target(is_immutable=True), second_hub()), edges=(("Web", "Store"),),
    )  # fmt: skip


def together(
    given: Portfolio, *rows: tuple[Protection, ...]
) -> tuple[Evaluation, Assessment, tuple[Inversion, ...]]:
    done = judged(given)
    found = assess(done, protection_arrays(rows, given.landscape, shared=False))
    return done, found, inversions(done, found)


def test_slower_dependency_is_an_inversion_with_both_times_and_the_gap() -> None:
    _, found, said = together(pair(), REPLICATED, BACKED_UP)
    assert {item.scenario for item in said} == set(SHARED)
    item = next(item for item in said if item.scenario == "site-loss")
    column = SCENARIOS.index("site-loss")
    alone = by_scenario(found.outcomes.planning_hours)[:, column]
    assert (item.workload, item.needed) == ("Web", "Store")
    assert (item.own_hours, item.needed_hours) == (alone[0], alone[1])
    assert item.gap_hours == pytest.approx(alone[1] - alone[0])
    assert item.gap_hours > 0
    assert item.rto_hours == 24.0


def test_only_what_waits_past_its_rto_is_late() -> None:
    for rto, late in ((24.0, False), (2.0, True)):
        _, found, said = together(pair(web={"rto_hours": rto}), REPLICATED, BACKED_UP)
        assert {item.is_late for item in said} == {late}
        met = found.own_state[0, SCENARIOS.index("site-loss")] == 0
        assert bool(met) is not late


def test_dependency_as_fast_or_faster_is_no_inversion() -> None:
    assert together(pair(data_gb=100.0), REPLICATED, REPLICATED)[2] == ()
    assert together(pair(data_gb=10.0), BACKED_UP, REPLICATED)[2] == ()


def test_gap_is_closed_by_the_cheapest_strategy_that_is_fast_enough() -> None:
    done, found, said = together(pair(), REPLICATED, BACKED_UP)
    item = next(item for item in said if item.scenario == "site-loss")
    column, row = SCENARIOS.index("site-loss"), 1
    # By brute force: every feasible strategy of Store, judged by itself.
    costs = {}
    for position in np.flatnonzero(done.judged.is_feasible[row]):
        strategy = done.strategies.strategy(int(position))
        arrays = protection_arrays(
            [REPLICATED, strategy.protections], done.portfolio.landscape, shared=False
        )
        hours = by_scenario(assess(done, arrays).outcomes.planning_hours)[row, column]
        judged_ = done.judged
        covers = (
            judged_.binding_unrecoverable[row, position] == 0
            and judged_.binding_not_met[row, position] == 0
        )
        if hours <= item.own_hours and covers:
            costs[strategy.id] = float(judged_.outlay_per_year[row, position])
    assert costs
    assert item.closing_strategy is not None
    assert item.closing_strategy.id == min(costs, key=lambda name: costs[name])
    extra = min(costs.values()) - found.outlay_per_year[row]
    assert item.closing_cost_per_year == pytest.approx(extra, rel=1e-5)
    assert extra > 0


def test_gap_that_nothing_closes_has_no_cost() -> None:
    store: dict[str, Any] = {
        "native_replication": False,
        "os": "Solaris 11",
        "max_round_trip_ms": 1.0,
    }
    _, _, said = together(pair(**store), REPLICATED, BACKED_UP)
    assert said
    assert all(item.closing_cost_per_year is None for item in said)
    assert all(item.closing_strategy is None for item in said)


def test_closing_never_gives_up_what_is_covered() -> None:
    # A replica alone would be fast enough, and lose what was deleted a day ago.
    done, _, said = together(pair(), REPLICATED, BACKED_UP)
    for item in said:
        assert item.closing_strategy is not None
        position = done.strategies.position(item.closing_strategy)
        assert position is not None
        assert done.judged.binding_unrecoverable[1, position] == 0


def test_what_is_unrecoverable_or_unknown_is_no_gap_in_hours() -> None:
    # A Hub that is out comes back by itself; what the site takes with it does not.
    _, _, said = together(pair(), REPLICATED, (nothing(),))
    assert {item.scenario for item in said} == {"hub-outage"}
    _, _, said = together(pair(data_gb=None), REPLICATED, BACKED_UP)
    assert "site-loss" not in {item.scenario for item in said}


def test_largest_gap_comes_first_and_a_chain_shows_each_link() -> None:
    parts: list[Workload] = [workload(name, data_gb=size) for name, size in
                             (("Web", 10.0), ("Service", 900.0), ("Store", 4000.0))]  # fmt: skip
    given = portfolio(
        *parts, targets=(target(is_immutable=True), second_hub()),
        edges=(("Web", "Service"), ("Service", "Store")),
    )  # fmt: skip
    _, _, said = together(given, BACKED_UP, BACKED_UP, BACKED_UP)
    gaps = [item.gap_hours for item in said]
    assert gaps == sorted(gaps, reverse=True)
    at_site = {(item.workload, item.needed): item for item in said if item.scenario == "site-loss"}
    assert set(at_site) == {("Web", "Service"), ("Service", "Store")}
    # Service itself waits for Store, and Web with it.
    assert at_site["Web", "Service"].needed_hours > at_site["Service", "Store"].needed_hours


def test_nothing_waits_where_one_workload_is_hit_at_a_time() -> None:
    done, _, said = together(pair(), REPLICATED, BACKED_UP)
    scopes = {item.id: item.scope for item in done.catalogue.scenarios}
    assert Scope.VM not in {scopes[item.scenario] for item in said}


def test_circles_are_named_in_the_order_of_waiting() -> None:
    given = portfolio(
        workload("A"), workload("B", "Web"), workload("C"),
        edges=(("A", "C"), ("C", "B / Web"), ("B / Web", "A")),
    )  # fmt: skip
    _, found, _ = together(given, BACKED_UP, BACKED_UP, BACKED_UP)
    assert circle_titles(found) == (("A", "C", "B / Web"),)
    _, found, _ = together(pair(), REPLICATED, BACKED_UP)
    assert circle_titles(found) == ()
