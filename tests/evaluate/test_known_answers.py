"""Answers that others have published or that can be worked out on paper, each with its source.

Those of the formulas of data loss alone are in `test_loss.py`, those for an expert's eye in
`tests/choose/test_experts_eye.py`.
"""

import numpy as np
import pytest

from bcdr.evaluate import loss, recovery
from bcdr.evaluate.cost import COMPONENTS
from bcdr.evaluate.recovery import Spread, pert, z_value
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.portfolio import Portfolio
from bcdr.model.strategy import Protection
from bcdr.model.vocabulary import Coverage, TargetKind
from tests.factories import (
    FIRST,
    assuming,
    found_alone,
    judged,
    portfolio,
    protection,
    replica,
    second_hub,
    target,
    workload,
)

Estimates = tuple[float, float, float]

TAUGHT: tuple[Estimates, ...] = ((5, 8, 17), (3, 5, 7), (4, 6, 8), (3, 4, 5))
"""Optimistic, most likely and pessimistic weeks of the activities 1, 3, 5 and 7.

They are the critical path of the worked example at flylib.com/books/en/3.287.1.117.
"""

COURSE: dict[Estimates, float] = {
    (3, 6, 15): 7.0, (2, 4, 14): 5.333, (6, 12, 30): 14.0, (2, 5, 8): 5.0, (5, 11, 17): 11.0,
    (3, 9, 27): 11.0, (1, 4, 7): 4.0, (4, 19, 28): 18.0,
}  # fmt: skip
"""Estimates and expected times in Example 1 of the slides at slidegur.com/doc/99268.

Production and operations management; tasks A and F there have the same estimates.
"""


def in_a_row(activities: tuple[Estimates, ...]) -> Spread:
    """Return the spread of activities one after the other."""
    total = pert(0.0, 0.0, 0.0)
    for low, likely, high in activities:
        total = total + pert(low, likely, high)
    return total


@pytest.mark.parametrize(("estimates", "expected"), COURSE.items())
def test_mean_of_a_phase_is_that_of_a_published_pert_table(
    estimates: Estimates, expected: float
) -> None:
    assert float(pert(*estimates).mean) == pytest.approx(expected, abs=5e-4)


def test_phases_in_a_row_have_the_mean_and_variance_of_the_worked_pert_example() -> None:
    """The path takes 24 weeks on average; variances 4, 4/9, 4/9 and 1/9 add up to 5."""
    total = in_a_row(TAUGHT)
    assert float(total.mean) == pytest.approx(24.0)
    assert float(total.variance) == pytest.approx(5.0)


def test_percentile_of_phases_in_a_row_is_that_of_the_worked_pert_example() -> None:
    """Done within 28 weeks with a probability of 0.9633, read there from a table at z = 1.79."""
    total = in_a_row(TAUGHT)
    weeks = recovery.planning_hours(
        total.mean, total.variance, total.high, z_value(0.9633), np.zeros(())
    )
    assert float(weeks) == pytest.approx(28.0, abs=0.01)


@pytest.mark.parametrize(
    ("probability", "expected"),
    [(0.5, 0.0), (0.8413, 1.0), (0.8997, 1.28), (0.9495, 1.64), (0.9772, 2.0), (0.9901, 2.33)],
)
def test_normal_quantiles_are_those_of_the_printed_table(
    probability: float, expected: float
) -> None:
    """Table 11.1 of the PERT chapter at scribd.com/document/691146441: four places, so 0.005."""
    assert z_value(probability) == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize(
    ("ttl", "retries", "interval", "expected_seconds"),
    [
        pytest.param(10, 3, 10, 40, id="fast probing, three retries"),
        pytest.param(10, 1, 10, 20, id="fast probing, one retry"),
        pytest.param(1800, 0, 0, 1800, id="record changed by hand, kept for 30 minutes"),
    ],
)
def test_failover_by_name_takes_what_microsoft_says(
    ttl: float, retries: float, interval: float, expected_seconds: float
) -> None:
    """Disaster recovery using Azure DNS and Traffic Manager, 5 June 2018.

    Step 3 of the automatic failover, "10 + 3 * 10 = 40 seconds (Max)" and "10 + 1 * 10 = 20
    seconds"; step 3 of the manual one, within the 30 minutes for which the record is kept.
    """
    known = assuming(dns_ttl_seconds=ttl, probe_retries=retries, probe_interval_seconds=interval)
    hours = recovery.redirect_hours(
        dns_ttl_seconds=known.value("dns-ttl-seconds"),
        probe_retries=known.value("probe-retries"),
        probe_interval_seconds=known.value("probe-interval-seconds"),
    )
    assert hours * 3600 == pytest.approx(expected_seconds)


def test_default_probing_diverts_traffic_two_minutes_after_the_first_failed_check() -> None:
    """Traffic Manager endpoint monitoring, 4 December 2018, steps 5 to 7 of the timeline.

    Three more tries 30 s apart, and then names are remembered for 30 s. The wait for the first
    check and its time-out are the business of detection.
    """
    hours = recovery.redirect_hours(dns_ttl_seconds=30, probe_retries=3, probe_interval_seconds=30)
    assert hours * 3600 == pytest.approx(3 * 30 + 30)


@pytest.mark.parametrize(
    ("mbit_per_s", "expected_hours"), [(10, 300.0), (100, 30.0), (1000, 3.0), (10_000, 1 / 3)]
)
def test_a_terabyte_takes_as_long_as_a_research_network_tells_its_users(
    mbit_per_s: float, expected_hours: float
) -> None:
    """ESnet, Network Requirements and Expectations, fasterdata.es.net: rounded figures.

    They stand for 67 to 74 % of the rate, and so within a tenth of the efficiency shipped.
    """
    rate = recovery.restore_mb_per_s(
        restore_streams=1.0,
        stream_rate_mb_per_s=1e9,
        target_read_mb_per_s=np.array(np.inf),
        link_mbit_per_s=np.array(float(mbit_per_s)),
        link_efficiency=load_catalogue().value("link-efficiency"),
        place_write_mb_per_s=np.array(np.inf),
    )
    restored = recovery.transfer_hours(np.array(1000.0), rate)
    assert float(restored) == pytest.approx(expected_hours, rel=0.1)
    arrival = loss.arrival_mb_per_s(
        np.array(float(mbit_per_s)), load_catalogue().value("link-efficiency"), np.array(np.inf)
    )
    assert loss.propagation_hours(np.array(1000.0), arrival) == pytest.approx(restored)


def test_points_every_five_minutes_for_a_day_are_288() -> None:
    """By hand: twelve an hour. A rounding error would make it 287."""
    kept = loss.kept_copies(np.array([24.0, 24.0]), np.array([5 / 60, 0.0833333333]))
    assert kept.tolist() == [288.0, 288.0]


SLOW_LINK = 1000 / 7200 * 8 / 0.7
"""Mbit/s over which the 1 GB that a daily copy sends takes two hours: 0.139 MB/s of payload."""


def test_daily_backup_with_a_lag_of_two_hours_loses_a_day_where_damage_shows_a_day_late() -> None:
    """Method, section 14: worst loss 24 h, not 2 h."""
    given = portfolio(targets=(target(link_mbit_per_s=SLOW_LINK),))
    found = found_alone(given, protection())
    # 100 GB x 2 % x half removed.
    assert found["vm-failure"].loss_hours == pytest.approx(24.0 + 2.0)
    assert found["vm-failure"].mean_loss_hours == pytest.approx(12.0 + 2.0)
    assert found["data-loss"].loss_hours == pytest.approx(24.0)
    assert found["data-loss"].mean_loss_hours == pytest.approx(12.0)


@pytest.mark.parametrize("scenario", ["vm-failure", "data-loss"])
def test_hourly_backup_beats_daily_over_the_same_slow_link(scenario: str) -> None:
    """Method, section 14. An hour's copy takes five minutes on the link of the test above."""
    given = portfolio(targets=(target(link_mbit_per_s=SLOW_LINK),))
    hourly, daily = (found_alone(given, protection(every=every))[scenario] for every in (1.0, 24.0))
    assert hourly.loss_hours < daily.loss_hours
    assert hourly.mean_loss_hours < daily.mean_loss_hours
    assert hourly.event_cost < daily.event_cost


def test_daily_copy_on_the_hub_sent_on_at_once_is_a_day_and_two_transfers_old_outside() -> None:
    """Method, section 14: not "hours". Each transfer takes two hours here."""
    relay = target(
        "Relay", TargetKind.ON_HUB_REPLICATED, hub="North", site="North site",
        region="North region", copies_to="Outside", link_mbit_per_s=SLOW_LINK,
    )  # fmt: skip
    given = portfolio(targets=(relay, target("Outside", link_mbit_per_s=SLOW_LINK)))
    found = found_alone(given, protection(to="Relay"))
    assert found["site-loss"].loss_hours == pytest.approx(24.0 + 2 + 2)
    assert found["vm-failure"].loss_hours == pytest.approx(24.0 + 2)


def test_burst_of_half_again_the_link_puts_a_replica_half_a_burst_behind() -> None:
    """By hand, as the burst of section 14: at 1.5 times the rate for an hour, 1.5 h to send it."""
    known = assuming(churn_headroom_share=0.0, replication_reduction_share=0.0)
    # 1000 Mbit/s at 70 % are 87.5 MB/s.
    given = portfolio(workload(peak_change_mb_per_s=1.5 * 87.5))
    found = found_alone(given, replica(), known=known)["site-loss"]
    assert found.loss_hours == pytest.approx(0.5 + 5 / 60)


def test_replica_that_is_more_than_a_day_behind_still_cannot_undo_corruption() -> None:
    """By hand: 300 MB/s over 4.4 MB/s put it 70 h behind, but what it keeps is one state."""
    given = portfolio(
        workload(peak_change_mb_per_s=300.0), targets=(second_hub(link_mbit_per_s=50.0),)
    )
    found = found_alone(given, replica())
    assert found["site-loss"].loss_hours > 48.0
    assert found["data-loss"].coverage is Coverage.UNRECOVERABLE


def test_replica_of_a_size_nobody_gave_is_not_known_to_keep_up() -> None:
    found = found_alone(workload(data_gb=None, peak_change_mb_per_s=1.0), replica())
    assert found["vm-failure"].coverage is Coverage.UNKNOWN
    assert found["vm-failure"].missing == ("Data (GB)",)


def quantities(given: Portfolio, made: Protection) -> dict[str, float]:
    """Return what each component of a protection's cost takes in a year."""
    done = judged(given)
    column = done.strategies.protections.index(made)
    found = done.singles(FIRST).costs.quantities[0, column].tolist()
    return dict(zip(COMPONENTS, found, strict=True))


def test_replica_holds_all_the_data_and_a_backup_what_is_left_of_it() -> None:
    """By hand: 100 GB whole; half of it and 29 times half of 2 %, for twelve months."""
    assert quantities(portfolio(), replica())["storage"] == pytest.approx(100 * 12)
    assert quantities(portfolio(), protection())["storage"] == pytest.approx((50 + 29 * 1.0) * 12)


def test_each_target_holds_what_its_own_history_allows() -> None:
    """By hand: three daily copies on the Hub, thirty where they are copied on to."""
    relay = target(
        "Relay", TargetKind.ON_HUB_REPLICATED, hub="North", site="North site",
        region="North region", copies_to="Outside", history_days=3.0,
    )  # fmt: skip
    held = quantities(portfolio(targets=(relay, target("Outside"))), protection(to="Relay"))
    assert held["storage"] == pytest.approx((50 + 2 * 1.0) * 12)
    assert held["storage-onward"] == pytest.approx((50 + 29 * 1.0) * 12)


def test_nobody_knows_whether_a_target_of_some_hubs_is_joined_to_one_that_nobody_named() -> None:
    given = portfolio(workload(hub=None), targets=(target(serves=("South",)),))
    found = found_alone(given, protection())["vm-failure"]
    assert found.coverage is Coverage.UNKNOWN
    assert found.missing == ("Hub",)
