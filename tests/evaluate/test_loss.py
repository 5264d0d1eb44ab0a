"""Data loss: the published three levels, and what follows from the formulas."""

import numpy as np
import pytest

from bcdr.evaluate import loss
from bcdr.evaluate.axes import Numbers


def levels(*values: float) -> Numbers:
    return np.array(values, dtype=float).reshape(1, 1, -1, 1, 1)


@pytest.fixture(scope="module")
def hierarchy() -> dict[str, Numbers]:
    """Split mirror, tape backup and tape vault of Keeton & Merchant, DSN 2004, table 3."""
    interval = levels(12, 168, 672)
    lag = loss.least_lag_hours(hold_hours=levels(0, 1, 684), propagation_hours=levels(0, 48, 24))
    longest = loss.effective_interval_hours(interval_hours=interval)
    oldest = loss.oldest_hours(
        least_lag_hours=lag, kept_copies=levels(4, 4, 39), effective_interval_hours=longest
    )
    return {"lag": lag, "interval": longest, "oldest": oldest}


@pytest.mark.parametrize(
    ("level", "wanted_back_hours", "expected_hours"),
    [
        pytest.param(0, 24.0, 12.0, id="object wanted as of a day ago, split mirror"),
        pytest.param(1, 0.0, 217.0, id="array lost, tape backup"),
        pytest.param(2, 0.0, 1429.0, id="site lost, tape vault"),
    ],
)
def test_three_levels_lose_what_the_paper_says(
    hierarchy: dict[str, Numbers], level: int, wanted_back_hours: float, expected_hours: float
) -> None:
    """Recent data loss in Keeton & Merchant, DSN 2004: 12 h, 217 h and 1429 h."""
    wanted = np.array(wanted_back_hours)
    worst = loss.worst_loss_hours(hierarchy["lag"], hierarchy["interval"], wanted)
    reached, unknown = loss.reaches_back(hierarchy["oldest"], wanted)
    assert worst[0, 0, level, 0, 0] == expected_hours
    assert reached[0, 0, level, 0, 0]
    assert not unknown.any()


def test_split_mirror_does_not_reach_back_two_days(hierarchy: dict[str, Numbers]) -> None:
    # Four copies, 12 h apart, the newest complete at once: the oldest is 36 h old.
    reached, _ = loss.reaches_back(hierarchy["oldest"], np.array(48.0))
    assert reached[0, 0, :, 0, 0].tolist() == [False, True, True]


def test_a_return_to_now_is_always_reached() -> None:
    reached, unknown = loss.reaches_back(np.array([0.0, np.nan]), np.array(0.0))
    assert reached.tolist() == [True, True]
    assert not unknown.any()


def test_unknown_reach_is_unknown_only_where_it_matters() -> None:
    _, unknown = loss.reaches_back(np.array(np.nan), np.array([0.0, 24.0]))
    assert unknown.tolist() == [False, True]


def test_daily_backup_loses_a_day_even_where_the_damage_is_a_day_old() -> None:
    # The newest copy before the damage may have been taken just before the one that shows it.
    assert loss.worst_loss_hours(np.array(2.0), np.array(24.0), np.array(24.0)) == 24.0


@pytest.mark.parametrize("noticed_after_hours", [0.0, 1.0, 24.0, 120.0])
def test_hourly_backup_beats_daily(noticed_after_hours: float) -> None:
    noticed = np.array(noticed_after_hours)
    for formula in (loss.worst_loss_hours, loss.mean_loss_hours):
        assert formula(np.array(1.0), np.array(1.0), noticed) < formula(
            np.array(1.0), np.array(24.0), noticed
        )


def test_mean_loss_is_half_an_interval_plus_the_lag() -> None:
    assert loss.mean_loss_hours(np.array(2.0), np.array(24.0), np.array(0.0)) == 14.0


def test_mean_loss_agrees_with_sampling() -> None:
    """Failures at random times, copies every 24 h that are complete 2 h later."""
    chance = np.random.default_rng(20261122)
    failed_at = chance.uniform(2.0, 24.0 * 1000, 200_000)
    newest_taken_at = np.floor((failed_at - 2.0) / 24.0) * 24.0
    lost = failed_at - newest_taken_at
    mean = loss.mean_loss_hours(np.array(2.0), np.array(24.0), np.array(0.0))
    worst = loss.worst_loss_hours(np.array(2.0), np.array(24.0), np.array(0.0))
    assert lost.mean() == pytest.approx(float(mean), abs=0.1)
    assert lost.max() == pytest.approx(float(worst), abs=0.1)
    assert lost.max() <= worst


def test_burst_needs_half_its_rate_where_it_may_lag_for_as_long_as_it_lasts() -> None:
    # 30 MB/s for 300 s, lag allowed 300 s: 9000 MB in 600 s.
    needed = loss.bandwidth_needed_mb_per_s(np.array([30.0]), step_hours=300 / 3600,
                                            lag_hours=300 / 3600)  # fmt: skip
    assert needed == pytest.approx(15.0)


def test_lag_of_that_burst_over_that_bandwidth_is_what_was_allowed() -> None:
    lag = loss.replication_lag_hours(
        peak_mb_per_s=np.array(30.0), arrival_mb_per_s=np.array(15.0),
        burst_hours=300 / 3600, churn_headroom=0.0,
    )  # fmt: skip
    assert lag * 3600 == pytest.approx(300.0)


def test_bandwidth_needed_looks_at_every_window() -> None:
    # The second burst meets what is left of the first: both together need more than either.
    series = np.array([0.0, 30.0, 0.0, 30.0, 0.0])
    needed = loss.bandwidth_needed_mb_per_s(series, step_hours=1.0, lag_hours=1.0)
    by_hand = max(
        series[start:end].sum() / (end - start + 1.0)
        for start in range(5)
        for end in range(start + 1, 6)
    )
    assert needed == pytest.approx(by_hand) == pytest.approx(15.0)


@pytest.mark.parametrize(
    ("retention_hours", "interval_hours", "expected"),
    [(720.0, 24.0, 30.0), (20.0, 24.0, 1.0), (100.0, 24.0, 4.0), (720.0, 0.0, 1.0)],
)
def test_copies_kept_are_whole_and_at_least_one(
    retention_hours: float, interval_hours: float, expected: float
) -> None:
    assert loss.kept_copies(np.array(retention_hours), np.array(interval_hours)) == expected


def test_an_increment_is_never_more_than_everything() -> None:
    sent = loss.increment_gb(np.array(100.0), np.array(0.5), np.array(168.0), np.array(0.5))
    assert sent == 50.0


def test_copies_arrive_at_the_narrower_of_link_and_target() -> None:
    rates = loss.arrival_mb_per_s(np.array([800.0, 8000.0]), 0.7, np.array(300.0))
    assert rates.tolist() == pytest.approx([70.0, 300.0])


def test_full_copies_delay_what_follows_them() -> None:
    """500 GB daily with a weekly full copy that takes 20 hours: a day, the wait and the full."""
    full, increment = levels(20.0), levels(1.0)
    delay = loss.full_delay_hours(full, increment)
    lag = loss.least_lag_hours(levels(1.0), increment)
    worst = loss.worst_loss_hours(lag, levels(24.0), np.zeros(1), delay)
    assert worst.item() == 24.0 + 1.0 + 20.0
    mean = loss.mean_full_delay_hours(delay, levels(24.0), np.array(168.0))
    # Seven days seen at every moment: from when an increment would be there until the full copy
    # is, the newest copy is the one of a day before.
    hours = np.linspace(0.0, 168.0, 1_000_000)
    older = np.where((hours >= 1.0) & (hours < 20.0), 24.0, 0.0)
    assert mean.item() == pytest.approx(older.mean(), rel=1e-3)
