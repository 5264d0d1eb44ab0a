"""Which copy survives what, how old it is, and what leaves that unknown."""

import math

import pytest

from bcdr.model.portfolio import Portfolio
from bcdr.model.strategy import Protection
from bcdr.model.vocabulary import Coverage, Mode, Option, TargetKind
from tests.factories import (
    FIRST,
    SCENARIOS,
    azure,
    found_alone,
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

BACKED_UP = protection()


def coverage_of(given: Portfolio, *protections: Protection, **how: bool) -> dict[str, Coverage]:
    return {key: item.coverage for key, item in found_alone(given, *protections, **how).items()}


def on_hub(outside: str | None = "Outside") -> Portfolio:
    relay = target(
        "Relay", TargetKind.ON_HUB_REPLICATED, hub="North", site="North site",
        region="North region", copies_to=outside,
    )  # fmt: skip
    return portfolio(targets=(relay, target("Outside")))


def test_daily_copy_on_the_hub_sent_on_is_at_most_a_day_and_two_transfers_old_outside() -> None:
    found = found_alone(on_hub(), protection(to="Relay"))
    # 100 GB x 2% x half removed = 1 GB a day over 1000 Mbit/s at 70%, twice: 87.5 MB/s each.
    one_transfer = 1.0 * 1000 / 87.5 / 3600
    assert found["site-loss"].loss_hours == pytest.approx(24.0 + 2 * one_transfer)
    assert found["vm-failure"].loss_hours == pytest.approx(24.0 + one_transfer)


def test_copy_on_the_hub_is_lost_with_it_unless_it_is_sent_on() -> None:
    alone = coverage_of(on_hub(outside=None), protection(to="Relay"))
    assert alone["site-loss"] is Coverage.UNRECOVERABLE
    assert alone["vm-failure"] is Coverage.MET


@pytest.mark.parametrize(
    ("place", "lost_in"),
    [
        ({"site": "North site", "region": "North region"}, {"site-loss", "region-loss"}),
        ({"site": "Other site", "region": "North region"}, {"region-loss"}),
        ({"site": "Other site", "region": "Other region"}, set()),
    ],
)
def test_copy_survives_what_happens_elsewhere(place: dict[str, str], lost_in: set[str]) -> None:
    given = portfolio(targets=(target(**place, is_immutable=True),))
    found = coverage_of(given, BACKED_UP)
    unrecoverable = {key for key, item in found.items() if item is Coverage.UNRECOVERABLE}
    assert unrecoverable == lost_in


@pytest.mark.parametrize(
    ("protected", "expected"),
    [
        ({"is_immutable": True, "is_isolated": False}, Coverage.LATE),
        ({"is_immutable": False, "is_isolated": True}, Coverage.LATE),
        ({"is_immutable": False, "is_isolated": False}, Coverage.UNRECOVERABLE),
        ({"is_immutable": None, "is_isolated": False}, Coverage.UNKNOWN),
    ],
)
def test_only_an_immutable_or_isolated_copy_survives_ransomware(
    protected: dict[str, bool | None], expected: Coverage
) -> None:
    # Cleaning alone takes longer than the RTO of a day, hence late.
    found = coverage_of(portfolio(targets=(target(**protected),)), BACKED_UP)
    assert found["ransomware"] is expected


def test_history_has_to_reach_back_to_before_the_damage() -> None:
    short, long = protection(kept=5.0), protection(kept=7.0)
    given = portfolio(targets=(target(is_immutable=True),))
    # Noticed after five days: five daily copies reach back four days and a bit.
    assert coverage_of(given, short)["ransomware"] is Coverage.UNRECOVERABLE
    assert coverage_of(given, long)["ransomware"] is Coverage.LATE


def test_history_of_a_target_limits_what_is_kept() -> None:
    given = portfolio(targets=(target(is_immutable=True, history_days=3.0),))
    assert coverage_of(given, BACKED_UP)["ransomware"] is Coverage.UNRECOVERABLE


def test_shortest_interval_of_a_target_bounds_the_interval() -> None:
    given = portfolio(targets=(target(shortest_interval_hours=12.0),))
    found = found_alone(given, protection(every=1.0))
    assert found["vm-failure"].loss_hours == pytest.approx(12.0, abs=0.1)


def test_replication_alone_cannot_undo_corruption() -> None:
    found = coverage_of(portfolio(), replica())
    assert found["data-loss"] is Coverage.UNRECOVERABLE
    assert found["hub-outage"] is Coverage.MET


def test_the_pair_covers_what_either_part_leaves() -> None:
    given = portfolio(workload(rto_hours=6.0, rpo_hours=24.5))
    found = coverage_of(given, replica(), BACKED_UP)
    assert found["data-loss"] is not Coverage.UNRECOVERABLE
    assert found["site-loss"] is Coverage.MET


def test_synchronous_replica_loses_nothing() -> None:
    found = found_alone(portfolio(), replica(mode=Mode.SYNCHRONOUS))
    assert found["site-loss"].loss_hours == 0.0


def test_continuous_replica_is_behind_by_its_lag_and_the_consistency_interval() -> None:
    given = portfolio(workload(peak_change_mb_per_s=100.0))
    found = found_alone(given, replica())
    # 100 MB/s, a fifth removed, 30% headroom, over 87.5 MB/s for an hour; and five minutes.
    lag = 100.0 * 0.8 * 1.3 / 87.5 - 1.0
    assert found["site-loss"].loss_hours == pytest.approx(lag + 5 / 60, rel=1e-6)


def test_replica_is_not_copied_on() -> None:
    given = portfolio(targets=(second_hub(copies_to="Azure", site="North site"), azure()))
    assert coverage_of(given, replica())["site-loss"] is Coverage.UNRECOVERABLE


@pytest.mark.parametrize(
    ("blanked", "unknown_in"),
    [
        ({"site": None}, {"site-loss"}),
        ({"region": None}, {"region-loss"}),
        ({"site": None, "region": None}, {"site-loss", "region-loss"}),
    ],
)
def test_blank_place_of_a_target_is_unknown(blanked: dict[str, None], unknown_in: set[str]) -> None:
    found = found_alone(portfolio(targets=(target(**blanked, is_immutable=True),)), BACKED_UP)
    unknown = {key for key, item in found.items() if item.coverage is Coverage.UNKNOWN}
    assert unknown == unknown_in
    assert all(found[key].missing == ("Site and region of the target",) for key in unknown_in)


def test_blank_place_of_the_hub_is_unknown() -> None:
    given = portfolio(hubs=(hub(site=None, region=None), hub("South")), targets=(target(),))
    found = found_alone(given, BACKED_UP)
    assert found["site-loss"].coverage is Coverage.UNKNOWN
    assert found["site-loss"].missing == ("Site and region of the Hub",)


def test_hub_that_nobody_named_is_unknown() -> None:
    given = portfolio(workload(hub=None))
    found = found_alone(given, BACKED_UP)
    assert found["site-loss"].coverage is Coverage.UNKNOWN
    assert found["site-loss"].missing == ("Hub",)
    assert found["vm-failure"].coverage is Coverage.MET


def test_link_that_never_catches_up_gives_an_unknown_loss() -> None:
    given = portfolio(workload(data_gb=50_000.0), targets=(target(link_mbit_per_s=10.0),))
    found = found_alone(given, protection(every=1.0))
    assert found["vm-failure"].coverage is Coverage.UNKNOWN
    assert math.isnan(found["vm-failure"].loss_hours)
    assert found["vm-failure"].missing == ("Link (Mbit/s)",)


def test_target_to_build_covers_nothing_today() -> None:
    for not_there in ({"is_assumed": True}, {"exists": False}):
        given = portfolio(targets=(target(**not_there),))
        planned, today = found_alone(given, BACKED_UP), found_alone(
            given, BACKED_UP, only_built=True
        )  # fmt: skip
        assert planned["vm-failure"].coverage is Coverage.MET
        assert today["vm-failure"].coverage is Coverage.UNKNOWN
        assert today["vm-failure"].missing == ("Targets",)


@pytest.mark.parametrize(
    ("made", "at"),
    [
        (protection(Option.RUNNING_VM_SNAPSHOT), target()),
        (protection(to="Shelf"), target("Shelf", TargetKind.IN_RACK)),
        (replica(Option.GUEST_REPLICATION, "Azure"), azure()),
    ],
)
def test_copies_made_in_an_unsupported_way_count_as_unknown(made: Protection, at: object) -> None:
    found = found_alone(portfolio(targets=(at,)), made)
    assert found["vm-failure"].coverage is Coverage.UNKNOWN
    assert "Current option" in found["vm-failure"].missing


def test_named_product_makes_them_count() -> None:
    named = target(supported_options=(Option.RUNNING_VM_SNAPSHOT,), product="Vendor 12")
    found = found_alone(portfolio(targets=(named,)), protection(Option.RUNNING_VM_SNAPSHOT))
    assert found["vm-failure"].coverage is Coverage.MET


def test_nothing_kept_is_unrecoverable_and_has_no_hours() -> None:
    found = found_alone(portfolio(), nothing())
    gone = {key for key, item in found.items() if item.coverage is Coverage.UNRECOVERABLE}
    assert gone == set(SCENARIOS) - {"node-failure", "hub-outage"}
    assert all(math.isnan(found[key].recovery_hours) for key in gone)
    assert all(math.isnan(found[key].loss_hours) for key in gone)


def test_target_that_makes_full_copies_loses_more_and_holds_more() -> None:
    plain, fulls = (
        judged(portfolio(workload(data_gb=5000.0), targets=(target(full_interval_hours=every),)))
        for every in (None, 168.0)
    )
    column = plain.strategies.protections.index(protection())
    lost = [
        done.singles(FIRST).copies.worst_loss_hours[SCENARIOS.index("vm-failure"), 0, 0, column, 0]
        for done in (plain, fulls)
    ]
    held = [done.singles(FIRST).costs.stored_gb[0, column] for done in (plain, fulls)]
    # 2,500 GB over 700 Mbit/s take 7.9 hours in place of the 0.16 of 50 GB.
    assert lost[1] - lost[0] == pytest.approx((2500.0 - 50.0) * 1000 / (125 * 0.7) / 3600)
    assert held[1] - held[0] == pytest.approx(4 * (2500.0 - 50.0))


def test_full_copy_that_outlasts_its_interval_never_catches_up() -> None:
    done = judged(portfolio(workload(data_gb=90_000.0, daily_change_share=0.001),
                            targets=(target(full_interval_hours=24.0),)))  # fmt: skip
    assert done.singles(FIRST).copies.is_too_slow.any()
