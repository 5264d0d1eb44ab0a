"""What exists only together: links, targets, applications, money."""

from dataclasses import replace

import numpy as np
import pytest

from bcdr.evaluate.assess import Assessment, _per_application, assess
from bcdr.evaluate.axes import by_scenario
from bcdr.evaluate.outcomes import (
    LATE,
    LATE_AND_LOSSY,
    LOSSY,
    MET,
    UNCERTAIN,
    UNRECOVERABLE,
)
from bcdr.evaluate.protections import protection_arrays, today_arrays
from bcdr.model.catalogue import Catalogue
from bcdr.model.portfolio import Portfolio, Workload
from bcdr.model.strategy import Protection
from bcdr.model.vocabulary import Special, TargetKind
from tests.factories import (
    SCENARIOS,
    assuming,
    current,
    judged,
    nothing,
    portfolio,
    protection,
    replica,
    second_hub,
    target,
    workload,
)

BACKED_UP = (protection(),)


def assigned(
    given: Portfolio, *rows: tuple[Protection, ...], known: Catalogue | None = None
) -> Assessment:
    arrays = protection_arrays(rows, given.landscape, shared=False)
    return assess(judged(given, known), arrays)


def states(found: Assessment, scenario: str) -> list[int]:
    return found.state[:, SCENARIOS.index(scenario)].tolist()


def daily(name: str, sent_gb: float) -> Workload:
    """Return a workload that sends so many GB a day, half of what changes being removed."""
    return workload(name, data_gb=sent_gb * 100, daily_change_share=0.02, rpo_hours=60.0)


def test_utilisation_of_a_link_is_the_sum_of_needs_over_what_it_gives() -> None:
    # 216 and 432 GB a day are 2.5 and 5 MB/s; 100 Mbit/s give 8.75 MB/s at 70%.
    given = portfolio(daily("One", 216.0), daily("Two", 432.0),
                      targets=(target(link_mbit_per_s=100.0),))  # fmt: skip
    use = assigned(given, BACKED_UP, BACKED_UP).targets
    assert use.needed_mb_per_s.tolist() == pytest.approx([7.5])
    assert use.available_mb_per_s.tolist() == pytest.approx([8.75])
    assert use.link_share.tolist() == pytest.approx([7.5 / 8.75])
    assert use.workload_count.tolist() == [2]


def test_copies_on_a_shared_link_take_its_share_of_the_interval() -> None:
    given = portfolio(daily("One", 216.0), daily("Two", 432.0),
                      targets=(target(link_mbit_per_s=100.0),))  # fmt: skip
    found = assigned(given, BACKED_UP, BACKED_UP)
    lost = by_scenario(found.outcomes.worst_loss_hours)[:, SCENARIOS.index("vm-failure")]
    assert lost.tolist() == pytest.approx([24.0 + 24.0 * 7.5 / 8.75] * 2)


def test_overbooked_link_leaves_the_loss_of_all_that_rides_on_it_unknown() -> None:
    given = portfolio(daily("One", 216.0), daily("Two", 700.0), daily("Three", 1.0),
                      targets=(target(link_mbit_per_s=100.0), target("Other")))  # fmt: skip
    found = assigned(given, BACKED_UP, BACKED_UP, (protection(to="Other"),))
    assert found.targets.link_share[0] > 1.0
    assert states(found, "vm-failure") == [UNCERTAIN, UNCERTAIN, MET]
    lost = by_scenario(found.outcomes.worst_loss_hours)[:, 1]
    assert np.isnan(lost).tolist() == [True, True, False]
    each_alone = [assigned(portfolio(one, targets=given.landscape.targets), BACKED_UP)
                  for one in given.workloads[:2]]  # fmt: skip
    assert all(one.targets.link_share[0] < 1.0 for one in each_alone)


def test_write_rate_of_a_target_bounds_what_arrives() -> None:
    given = portfolio(targets=(target(link_mbit_per_s=10_000.0, write_mb_per_s=90.0),))
    assert assigned(given, BACKED_UP).targets.available_mb_per_s.tolist() == [90.0]


def test_copies_sent_on_load_both_targets() -> None:
    relay = target("Relay", copies_to="Outside")
    given = portfolio(daily("One", 216.0), targets=(relay, target("Outside")))
    use = assigned(given, (protection(to="Relay"),)).targets
    assert use.needed_mb_per_s.tolist() == pytest.approx([2.5, 2.5])
    assert use.stored_gb[0] == use.stored_gb[1] > 0


def test_fixed_cost_is_charged_for_the_share_that_is_used() -> None:
    bought = target(fixed_cost_per_year=6000.0, capacity_tb=10.0)
    given = portfolio(targets=(bought, target("Idle", fixed_cost_per_year=999.0)))
    use = assigned(given, BACKED_UP).targets
    stored_tb = use.stored_gb[0] / 1000
    assert use.fixed_cost_per_year.tolist() == pytest.approx([stored_tb * 6000 / (10 * 0.6), 0.0])


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


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((MET, MET), MET),
        ((MET, LATE), LATE),
        ((LATE, LOSSY), LATE_AND_LOSSY),
        ((LOSSY, LOSSY), LOSSY),
        ((UNCERTAIN, LATE), UNCERTAIN),
        ((UNCERTAIN, MET), UNCERTAIN),
        ((LATE_AND_LOSSY, UNRECOVERABLE), UNRECOVERABLE),
    ],
)
def test_worst_part_decides_the_application(parts: tuple[int, int], expected: int) -> None:
    column = np.array(parts).reshape(-1, 1)
    hours = np.ones(column.shape)
    found, _, _ = _per_application(
        1, np.zeros(2, dtype=np.int64), np.ones(column.shape, dtype=bool), column, hours, hours
    )
    assert found.tolist() == [[expected]]


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
    now = assess(judged(given), today_arrays(given.workloads, given.landscape), only_built=True)
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


def test_copies_sent_on_are_priced_where_they_lie() -> None:
    relay = target("Relay", TargetKind.ON_HUB_REPLICATED, hub="North", copies_to="Outside")
    given = portfolio(targets=(relay, target("Outside")))
    found = assigned(given, (protection(to="Relay"),))
    prices = {price.id: price.value for price in judged(given).catalogue.prices}
    stored = found.targets.stored_gb
    amounts = found.costs.amounts(0, (0,))[0]
    assert amounts[0] == pytest.approx(stored[0] * 12 * prices["storage-hub"])
    assert amounts[1] == pytest.approx(stored[1] * 12 * prices["storage-own"])


def test_share_at_which_fixed_cost_is_spent_is_an_assumption() -> None:
    given = portfolio(targets=(target(fixed_cost_per_year=6000.0, capacity_tb=10.0),))
    usual = assigned(given, BACKED_UP).targets.fixed_cost_per_year[0]
    full = assigned(given, BACKED_UP, known=assuming(fixed_cost_use_share=1.0))
    assert full.targets.fixed_cost_per_year[0] == pytest.approx(usual * 0.6)


def test_missing_capacity_charges_the_whole_fixed_cost() -> None:
    bought = replace(target(fixed_cost_per_year=6000.0), capacity_tb=None)
    found = assigned(portfolio(targets=(bought,)), BACKED_UP)
    assert found.targets.fixed_cost_per_year.tolist() == [6000.0]
