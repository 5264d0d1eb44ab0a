"""Shared targets and links: what all copies together need, and what each target costs."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from bcdr.evaluate.axes import by_scenario
from bcdr.evaluate.cost import COMPONENTS
from bcdr.evaluate.outcomes import MET, UNCERTAIN
from bcdr.model.portfolio import Workload
from bcdr.model.vocabulary import Mode, TargetKind
from tests.evaluate.assigning import BACKED_UP, assigned, states
from tests.factories import (
    SCENARIOS,
    assuming,
    azure,
    hub,
    judged,
    nothing,
    portfolio,
    protection,
    replica,
    second_hub,
    target,
    workload,
)


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


@pytest.mark.parametrize(
    ("rates", "bandwidth", "link_short", "write_short"),
    [
        # 2.5 + 7.5 MB/s are 80 Mbit/s; at 70% a link of 114 Mbit/s carries them.
        pytest.param({"link_mbit_per_s": 100.0}, 80 / 0.7, True, False, id="the link"),
        pytest.param({"write_mb_per_s": 9.0}, 80 / 0.7, False, True, id="the target"),
        pytest.param({"link_mbit_per_s": 100.0, "write_mb_per_s": 9.0}, 80 / 0.7, True, True,
                     id="both"),
        pytest.param({}, 80 / 0.7, False, False, id="neither"),
    ],
)  # fmt: skip
def test_bandwidth_that_would_do_and_which_rate_is_short(
    rates: dict[str, Any], bandwidth: float, link_short: bool, write_short: bool
) -> None:
    given = portfolio(daily("One", 216.0), daily("Two", 648.0), targets=(target(**rates),))
    link = assigned(given, BACKED_UP, BACKED_UP).targets.link
    assert link.bandwidth_needed_mbit_per_s[0] == pytest.approx(bandwidth)
    assert link.is_link_short.tolist() == [link_short]
    assert link.is_write_short.tolist() == [write_short]
    assert bool(link.share[0] > 1.0) is (link_short or write_short)


def test_bandwidth_that_would_do_does() -> None:
    def share(mbit_per_s: float) -> float:
        given = portfolio(daily("One", 216.0), daily("Two", 648.0),
                          targets=(target(link_mbit_per_s=mbit_per_s),))  # fmt: skip
        found = assigned(given, BACKED_UP, BACKED_UP).targets
        needed = float(found.link.bandwidth_needed_mbit_per_s[0])
        assert needed == pytest.approx(80 / 0.7)
        return float(found.link_share[0])

    assert share(80 / 0.7 * 1.0001) <= 1.0 < share(80 / 0.7 * 0.9999)


@pytest.mark.parametrize(
    ("mode", "needed"),
    [
        # 2% of 4320 GB a day are 1 MB/s; a fifth is removed. Replication keeps 30% headroom.
        pytest.param(Mode.CONTINUOUS, 1.0 * 0.8 * 1.3, id="asynchronous: the mean and headroom"),
        pytest.param(Mode.SYNCHRONOUS, 30.0 * 0.8, id="synchronous: the peak"),
    ],
)
def test_replication_is_judged_by_mean_or_peak(mode: Mode, needed: float) -> None:
    busy = workload(data_gb=4320.0, daily_change_share=0.02, peak_change_mb_per_s=30.0)
    given = portfolio(busy, targets=(second_hub(round_trip_ms=1.0),))
    found = assigned(given, (replica(mode=mode),)).targets
    assert found.needed_mb_per_s.tolist() == pytest.approx([needed])


def test_synchronous_peaks_that_together_exceed_the_link_overbook_it() -> None:
    busy: dict[str, Any] = {"data_gb": 100.0, "peak_change_mb_per_s": 60.0}
    given = portfolio(workload("One", **busy), workload("Two", **busy),
                      targets=(second_hub(round_trip_ms=1.0),))  # fmt: skip
    # 1000 Mbit/s carry 87.5 MB/s; two peaks of 48 MB/s are 96.
    together = (replica(mode=Mode.SYNCHRONOUS),)
    found = assigned(given, together, together)
    assert found.targets.link_share.tolist() == pytest.approx([96 / 87.5])
    assert states(found, "site-loss") == [UNCERTAIN, UNCERTAIN]
    lagging = (replica(),)
    assert states(assigned(given, lagging, lagging), "site-loss") == [MET, MET]


def test_only_links_of_hubs_that_send_bound_what_arrives() -> None:
    beside = target(site="North site", region="North region", link_mbit_per_s=None,
                    write_mb_per_s=9999.0)  # fmt: skip
    here, there = workload("One"), workload("Two", hub="South")
    hubs = (hub(), hub("South"))
    local, far = (
        assigned(portfolio(*some, hubs=hubs, targets=(beside,)), *[BACKED_UP] * len(some))
        for some in ((here,), (here, there))
    )
    assert local.targets.link.link_mbit_per_s[0] > far.targets.link.link_mbit_per_s[0]
    assert local.targets.available_mb_per_s[0] > far.targets.available_mb_per_s[0]


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


def test_fixed_cost_is_never_charged_more_than_once() -> None:
    crowded = target(fixed_cost_per_year=6000.0, capacity_tb=0.1)
    found = assigned(portfolio(targets=(crowded,)), BACKED_UP)
    assert found.targets.stored_gb[0] > 0.6 * 100
    assert found.targets.fixed_cost_per_year.tolist() == [6000.0]


def test_costs_by_target_add_up_to_costs_by_workload() -> None:
    relay = target("Relay", TargetKind.ON_HUB_REPLICATED, hub="North", copies_to="Vault",
                   fixed_cost_per_year=100.0)  # fmt: skip
    given = portfolio(
        workload("One"), workload("Two", data_gb=700.0, vm_count=5), workload("Three"),
        workload("Four"), targets=(target(fixed_cost_per_year=900.0), relay, second_hub(), azure()),
    )  # fmt: skip
    found = assigned(given, (replica(), protection()), (protection(to="Relay"),),
                     (protection(to="Azure"),), (nothing(),))  # fmt: skip
    use = found.targets
    assert use.outlay_per_year.sum() == pytest.approx(found.outlay_per_year.sum(), rel=1e-12)
    amounts = sum(found.costs.amounts(row, range(2)).sum(axis=0) for row in range(4))
    assert use.components_per_year.sum(axis=0) == pytest.approx(amounts, rel=1e-12)
    onward = COMPONENTS.index("storage-onward")
    assert np.flatnonzero(use.components_per_year[:, onward]).tolist() == [0]
    total = use.outlay_per_year.sum() + use.fixed_cost_per_year.sum()
    assert found.total_outlay_per_year == pytest.approx(total, rel=1e-12)
