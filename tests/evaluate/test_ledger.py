"""The copy ledger of an assignment, against figures worked out by hand."""

import numpy as np
import pytest

from bcdr.evaluate.ledger import Ledger, make_ledger
from bcdr.model.portfolio import Portfolio
from bcdr.model.vocabulary import Mode, Option, TargetKind
from tests.factories import (
    SCENARIOS,
    current,
    found_alone,
    portfolio,
    protection,
    second_hub,
    study,
    target,
    workload,
)

# 100 GB, of which 2 % change a day; half of that is left after reduction: 1 GB a day is sent.
# The link of 1000 Mbit/s carries 1000 / 8 x 0.7 = 87.5 MB/s: 1 GB takes 1000 / 87.5 s.
LAG = 1000 / 87.5 / 3600


def today(given: Portfolio) -> Ledger:
    done = study(given)
    return make_ledger(done.evaluation, done.today)


def test_one_daily_copy_is_between_its_way_and_a_day_more_old() -> None:
    found = today(portfolio(workload(current=(current(),))))
    assert found.least_age_hours == pytest.approx([LAG])
    assert found.most_age_hours == pytest.approx([LAG + 24])
    assert found.kept_copies.tolist() == [30]
    assert found.oldest_age_hours == pytest.approx([LAG + 29 * 24])
    assert found.interval_hours.tolist() == [24]
    # One full copy, halved, and 29 of 1 GB.
    assert found.stored_gb == pytest.approx([50 + 29 * 1.0])


def test_what_a_target_copies_on_is_a_copy_of_its_own_and_older() -> None:
    kept_on = (
        target("Near", TargetKind.ON_HUB_REPLICATED, hub="North", copies_to="Far"),
        target("Far", history_days=10.0),
    )
    found = today(portfolio(workload(current=(current(to="Near"),)), targets=kept_on))
    assert found.level.tolist() == [0, 1]
    assert found.target.tolist() == [0, 1]
    near, far = found.least_age_hours
    assert far > near > 0
    assert found.most_age_hours - found.least_age_hours == pytest.approx([24, 24])
    assert found.kept_copies.tolist() == [30, 10]
    assert found.stored_gb == pytest.approx([79, 50 + 9])


def test_a_full_copy_in_flight_makes_the_newest_copy_older() -> None:
    plain = today(portfolio(workload(current=(current(),))))
    weekly = (target(full_interval_hours=168.0), second_hub())
    found = today(portfolio(workload(current=(current(),)), targets=weekly))
    # The full copy is 50 GB, 50 times what is sent otherwise.
    assert found.most_age_hours - plain.most_age_hours == pytest.approx([49 * LAG])
    # Full copies ride on the same link all week, so that increments take longer.
    assert found.least_age_hours == pytest.approx([LAG * (1 + 50 / 7)])


def test_the_age_at_most_is_what_a_return_to_now_loses() -> None:
    given = portfolio(workload(current=(current(every=6.0),)))
    lost = found_alone(given, protection(every=6.0))["vm-failure"].loss_hours
    assert today(given).most_age_hours == pytest.approx([lost])


def test_a_mirror_keeps_no_history() -> None:
    mirror = current(Option.NATIVE_REPLICATION, "South", every=None, kept=None,
                     mode=Mode.CONTINUOUS)  # fmt: skip
    found = today(portfolio(workload(current=(mirror,))))
    assert found.kept_copies.tolist() == [1]
    assert found.oldest_age_hours.tolist() == [0]
    assert found.stored_gb.tolist() == [100]
    assert found.state[0, SCENARIOS.index("data-loss")] == 0


def test_what_never_catches_up_has_no_age() -> None:
    slow = (target(link_mbit_per_s=0.05), second_hub())
    found = today(portfolio(workload(current=(current(),)), targets=slow))
    for ages in (found.least_age_hours, found.most_age_hours, found.oldest_age_hours):
        assert np.isnan(ages).all()
    assert found.undated.all()


def test_unknown_data_leaves_age_and_size_open() -> None:
    found = today(portfolio(workload(data_gb=None, current=(current(),))))
    assert np.isnan([*found.least_age_hours, *found.stored_gb]).all()
    assert found.undated.all()


def test_unknown_retention_leaves_only_the_oldest_copy_open() -> None:
    found = today(portfolio(workload(current=(current(kept=None),))))
    assert found.least_age_hours == pytest.approx([LAG])
    assert np.isnan(found.oldest_age_hours).all()


def test_every_protection_has_an_entry_and_an_empty_slot_has_none() -> None:
    given = portfolio(
        workload("Two", current=(current(), current(every=4.0))),
        workload("None", current=(current(Option.NO_RECOVERY, None, every=None, mode=Mode.NONE),)),
        workload("Blank", current=()),
    )
    found = today(given)
    assert found.row.tolist() == [0, 0, 1, 2]
    assert found.protection.tolist() == [0, 1, 0, 0]
    assert found.target.tolist() == [0, 0, -1, -1]
    assert np.isnan(found.least_age_hours).tolist() == [False, False, True, True]
    assert set(found.state[2].tolist()) == {0}
    assert -1 in found.state[3].tolist()
