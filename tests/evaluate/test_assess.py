"""What exists only together: applications, money, what is met."""

import pytest

from bcdr.evaluate.axes import by_scenario
from bcdr.evaluate.outcomes import LATE, LATE_AND_LOSSY, LOSSY, MET, UNRECOVERABLE
from bcdr.model.portfolio import Portfolio, Workload
from bcdr.model.vocabulary import Special
from tests.evaluate.assigning import BACKED_UP, as_today, assigned, states
from tests.factories import (
    SCENARIOS,
    current,
    nothing,
    portfolio,
    protection,
    replica,
    second_hub,
    target,
    workload,
)


def application(*parts: Workload) -> Portfolio:
    return portfolio(*parts, targets=(target(), second_hub()))


def test_application_takes_as_long_as_its_slowest_workload() -> None:
    given = application(workload(part="Web", data_gb=10.0), workload(part="Store", data_gb=3000.0))
    found = assigned(given, BACKED_UP, BACKED_UP)
    column = SCENARIOS.index("site-loss")
    assert found.application_hours[0, column] == found.planning_hours[:, column].max()


def test_met_needs_the_application_met_where_all_is_hit_together() -> None:
    given = application(
        workload(part="Web", data_gb=10.0, rto_hours=8.0),
        workload(part="Store", data_gb=9000.0, rto_hours=8.0),
    )
    found = assigned(given, BACKED_UP, BACKED_UP)
    assert found.own_state[:, SCENARIOS.index("site-loss")].tolist() == [MET, LATE]
    assert states(found, "site-loss") == [LATE, LATE]
    assert states(found, "vm-failure") == [MET, LATE]


def test_application_late_in_one_part_and_lossy_in_another_is_both() -> None:
    given = application(
        workload(part="Web", data_gb=10.0, rpo_hours=1.0),
        workload(part="Store", data_gb=9000.0, rto_hours=8.0),
    )
    found = assigned(given, BACKED_UP, BACKED_UP)
    column = SCENARIOS.index("site-loss")
    assert found.own_state[:, column].tolist() == [LOSSY, LATE]
    assert found.application_state[0, column] == LATE_AND_LOSSY


UNNEEDED = {"rto_hours": Special.NOT_APPLICABLE, "rpo_hours": Special.NOT_APPLICABLE}
NOTHING = (nothing(),)


def test_part_that_nobody_needs_back_keeps_no_application_waiting() -> None:
    given = application(workload(part="Web"), workload(part="Scratch", **UNNEEDED))
    found = assigned(given, BACKED_UP, NOTHING)
    column = SCENARIOS.index("site-loss")
    assert found.application_state[0, column] == MET
    assert found.state[:, column].tolist() == [MET, UNRECOVERABLE]
    assert found.application_hours[0, column] == found.planning_hours[0, column]


def test_application_that_nobody_needs_back_at_all_is_still_gone() -> None:
    found = assigned(application(workload(**UNNEEDED)), NOTHING)
    assert found.application_state[0, SCENARIOS.index("site-loss")] == UNRECOVERABLE


def test_downtime_of_an_application_is_charged_once() -> None:
    two = application(workload(part="Web"), workload(part="Store"))
    one = application(workload())
    together, single = assigned(two, BACKED_UP, BACKED_UP), assigned(one, BACKED_UP)
    # A shared event is charged to each of the two at half its frequency; their copies share a
    # link, hence the tolerance.
    column = SCENARIOS.index("site-loss")
    assert together.event_cost[:, column].sum() / 2 == pytest.approx(
        single.event_cost[0, column], rel=1e-3
    )


def test_cost_of_a_shared_event_counts_the_slowest_part() -> None:
    given = application(workload(part="Web", data_gb=10.0), workload(part="Store", data_gb=3000.0))
    found = assigned(given, BACKED_UP, BACKED_UP)
    column = SCENARIOS.index("site-loss")
    hours = found.likely_hours[:, column].max()
    lost = by_scenario(found.outcomes.mean_loss_hours)[:, column]
    assert found.event_cost[:, column] == pytest.approx(100 * hours + 50 * lost)


def test_totals_are_the_sums_of_workloads_and_fixed_costs() -> None:
    bought = target(fixed_cost_per_year=6000.0, capacity_tb=10.0)
    given = portfolio(workload("One"), workload("Two"), targets=(bought,))
    found = assigned(given, BACKED_UP, BACKED_UP)
    fixed = found.targets.fixed_cost_per_year.sum()
    assert fixed > 0
    assert found.total_outlay_per_year == pytest.approx(found.outlay_per_year.sum() + fixed)


def test_today_and_the_same_protections_planned_are_the_same() -> None:
    given = portfolio(workload(current=(current(),)))
    now = as_today(given)
    then = assigned(given, BACKED_UP)
    assert now.state.tolist() == then.state.tolist()
    assert now.event_cost.tolist() == then.event_cost.tolist()
    assert now.outlay_per_year.tolist() == then.outlay_per_year.tolist()


def test_empty_slots_change_nothing() -> None:
    given = portfolio(workload("One"), workload("Two"))
    narrow = assigned(portfolio(workload("One")), BACKED_UP)
    wide = assigned(given, BACKED_UP, (replica(), protection()))
    assert wide.state[0].tolist() == narrow.state[0].tolist()
    assert wide.outlay_per_year[0] == pytest.approx(narrow.outlay_per_year[0])


def test_two_protections_of_today_cost_as_much_as_both() -> None:
    given = portfolio()
    both = assigned(given, (replica(), protection())).outlay_per_year[0]
    each = [assigned(given, (one,)).outlay_per_year[0] for one in (replica(), protection())]
    assert both == pytest.approx(sum(each))
