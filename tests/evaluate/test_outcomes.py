"""The best way back of several, and how it is covered."""

import numpy as np
import pytest

from bcdr.evaluate.worth import objective_value
from bcdr.model.landscape import Target
from bcdr.model.vocabulary import Coverage, Deployment, Option, Special
from tests.factories import (
    azure,
    found_alone,
    hub,
    nothing,
    portfolio,
    protection,
    replica,
    second_hub,
    settings,
    target,
    workload,
)

BACKED_UP = protection()
NOTHING = nothing()


def test_waiting_for_the_repair_of_the_hub_takes_72_h_and_loses_nothing() -> None:
    found = found_alone(portfolio(workload(rto_hours=80.0)), NOTHING)["hub-outage"]
    assert (found.recovery_hours, found.loss_hours) == (72.0, 0.0)
    assert found.place == "source Hub"
    assert found.coverage is Coverage.MET


def test_failing_over_wins_where_waiting_is_too_long() -> None:
    found = found_alone(portfolio(workload(rto_hours=8.0)), BACKED_UP)["hub-outage"]
    assert found.recovery_hours < 72.0
    assert found.place in {"South", "Azure"}


def test_waiting_wins_where_no_data_may_be_lost_and_there_is_time() -> None:
    found = found_alone(portfolio(workload(rto_hours=80.0, rpo_hours=1.0)), BACKED_UP)
    assert found["hub-outage"].recovery_hours == 72.0
    assert found["hub-outage"].coverage is Coverage.MET


def test_equal_value_goes_to_the_cheaper_way_back() -> None:
    slow, quick = protection(Option.IN_GUEST_BACKUP), protection(Option.STOPPED_VM_SNAPSHOT)
    given = workload(rto_hours=100.0, rpo_hours=100.0)
    both = found_alone(given, slow, quick)["vm-failure"]
    each = [found_alone(given, one)["vm-failure"].event_cost for one in (slow, quick)]
    assert both.event_cost == pytest.approx(min(each))


@pytest.mark.parametrize("deployment", [Deployment.AVAILABILITY_SET, Deployment.SCALE_SET])
def test_set_of_two_rides_through_the_loss_of_a_vm_or_node(deployment: Deployment) -> None:
    found = found_alone(workload(deployment=deployment, vm_count=2), NOTHING)
    for scenario in ("vm-failure", "node-failure"):
        assert (found[scenario].recovery_hours, found[scenario].loss_hours) == (0.0, 0.0)
    assert found["site-loss"].coverage is Coverage.UNRECOVERABLE


def test_set_of_one_does_not() -> None:
    found = found_alone(workload(deployment=Deployment.AVAILABILITY_SET, vm_count=1), NOTHING)
    assert found["vm-failure"].coverage is Coverage.UNRECOVERABLE


def test_hub_restarts_the_vms_of_a_lost_node_with_their_data() -> None:
    found = found_alone(workload(), NOTHING)["node-failure"]
    assert 0.0 < found.recovery_hours < 0.5
    assert found.loss_hours == 0.0


def test_single_vm_of_several_brings_back_its_share_of_the_data() -> None:
    one, four = workload(data_gb=4000.0, vm_count=1), workload(data_gb=4000.0, vm_count=4)
    whole = found_alone(one, BACKED_UP)["vm-failure"].likely_hours
    quarter = found_alone(four, BACKED_UP)["vm-failure"].likely_hours
    # 3000 GB less over 87.5 MB/s, times the mean of 0.8 / 1 / 2.
    assert whole - quarter == pytest.approx(3000.0 * 1000 / 87.5 / 3600 * 6.8 / 6)


def test_stateless_workload_is_rebuilt_from_its_template_and_loses_nothing() -> None:
    given = workload(stateful=False, template_off_hub=True, rpo_hours=None)
    found = found_alone(given, NOTHING)
    assert found["site-loss"].coverage is Coverage.MET
    assert found["site-loss"].loss_hours == 0.0
    assert found["data-loss"].coverage is Coverage.MET


def test_template_that_may_be_lost_with_the_hub_is_unknown() -> None:
    found = found_alone(workload(stateful=False, template_off_hub=None), NOTHING)
    assert found["site-loss"].coverage is Coverage.UNKNOWN
    assert found["site-loss"].missing == ("Template off Hub",)


def test_no_template_off_the_hub_leaves_nothing() -> None:
    found = found_alone(workload(stateful=False, template_off_hub=False), NOTHING)
    assert found["site-loss"].coverage is Coverage.UNRECOVERABLE


def test_rebuilding_from_a_template_needs_no_link_to_a_copy() -> None:
    lonely = target(link_mbit_per_s=None, kind="in-rack", restore_mb_per_s=None)
    given = portfolio(workload(stateful=False), targets=(lonely, azure()))
    assert found_alone(given, NOTHING)["site-loss"].coverage is Coverage.MET


def test_stateless_workload_is_charged_no_lost_data() -> None:
    keeps, keeps_nothing = workload(downtime_cost_per_hour=0.0), workload(
        downtime_cost_per_hour=0.0, stateful=False
    )  # fmt: skip
    assert found_alone(keeps, BACKED_UP)["data-loss"].event_cost > 0
    assert found_alone(keeps_nothing, BACKED_UP)["data-loss"].event_cost == 0


@pytest.mark.parametrize(
    ("blank", "asked"), [({"rto_hours": None}, "RTO"), ({"rpo_hours": None}, "RPO")]
)
def test_unknown_objective_is_never_met(blank: dict[str, None], asked: str) -> None:
    found = found_alone(workload(**blank), replica(), BACKED_UP)
    assert {item.coverage for item in found.values()} == {Coverage.UNKNOWN}
    assert all(asked in item.missing for item in found.values())


def test_unknown_data_size_is_never_met() -> None:
    found = found_alone(workload(data_gb=None, largest_disk_gb=None), BACKED_UP)
    assert found["vm-failure"].coverage is Coverage.UNKNOWN
    assert found["vm-failure"].missing == ("Data (GB)",)


def test_place_that_no_link_is_known_to_counts_only_where_nothing_else_is_left() -> None:
    # The vault serves North only, and North is gone: nobody knows how its copies reach South.
    given = portfolio(targets=(target(serves=("North",)), second_hub()))
    assert found_alone(given, BACKED_UP)["site-loss"].place == "replaced Hub"


def test_copy_that_nothing_is_linked_to_is_unknown() -> None:
    given = portfolio(targets=(target(serves=("South",)),))
    found = found_alone(given, BACKED_UP)["vm-failure"]
    assert found.coverage is Coverage.UNKNOWN
    assert found.missing == ("Link (Mbit/s)",)


def test_blank_jurisdiction_of_the_only_place_is_unknown() -> None:
    given = portfolio(targets=(second_hub(jurisdiction=None, vcpu=None),))
    found = found_alone(given, replica())["vm-failure"]
    assert found.coverage is Coverage.UNKNOWN
    assert found.missing == ("Jurisdiction of the target",)


def test_lost_hub_is_replaced_after_weeks_where_no_other_place_is_known() -> None:
    given = portfolio(hubs=(hub(),), targets=(target(),))
    found = found_alone(given, BACKED_UP)["site-loss"]
    assert found.place == "replaced Hub"
    assert 1008.0 < found.recovery_hours < 1030.0


def test_known_way_back_that_meets_everything_outweighs_an_unknown_one() -> None:
    doubtful = target("Doubtful", site=None, region=None)
    given = portfolio(targets=(target(), doubtful, second_hub()))
    both = found_alone(given, BACKED_UP, protection(to="Doubtful"))
    assert both["site-loss"].coverage is Coverage.MET


def test_unknown_way_back_outweighs_a_known_failure() -> None:
    given = portfolio(
        workload(rpo_hours=1.0), targets=(target(), target("Doubtful", site=None), second_hub())
    )
    both = found_alone(given, BACKED_UP, protection(to="Doubtful", every=0.5))
    assert both["site-loss"].coverage is Coverage.UNKNOWN


@pytest.mark.parametrize(
    ("rto", "rpo", "expected"),
    [
        (24.0, 48.0, Coverage.MET),
        (1.0, 48.0, Coverage.LATE),
        (24.0, 1.0, Coverage.LOSSY),
        (1.0, 1.0, Coverage.LATE_AND_LOSSY),
    ],
)
def test_coverage_says_which_objective_is_missed(
    rto: float, rpo: float, expected: Coverage
) -> None:
    found = found_alone(workload(rto_hours=rto, rpo_hours=rpo), BACKED_UP)
    assert found["vm-failure"].coverage is expected


def test_objective_that_is_not_applicable_is_met_by_anything_that_comes_back() -> None:
    given = workload(rto_hours=Special.NOT_APPLICABLE, rpo_hours=48.0)
    assert found_alone(given, BACKED_UP)["site-loss"].coverage is Coverage.MET


def test_near_zero_is_a_minute_and_not_zero() -> None:
    given = workload(rto_hours=Special.NEAR_ZERO, rpo_hours=24.0, vm_count=3,
                     deployment=Deployment.AVAILABILITY_SET)  # fmt: skip
    found = found_alone(given, NOTHING)
    assert found["vm-failure"].coverage is Coverage.MET
    assert found["node-failure"].coverage is Coverage.MET
    assert found["hub-outage"].coverage is Coverage.LATE


def test_unrecoverable_counts_as_replacement_and_a_month_of_data_in_money_alone() -> None:
    found = found_alone(workload(), NOTHING)
    # 100 an hour for the time of replacement, 50 an hour for 720 h and until it is noticed.
    assert found["site-loss"].event_cost == pytest.approx(100 * 1008 + 50 * 720)
    assert found["ransomware"].event_cost == pytest.approx(100 * 72 + 50 * (720 + 120))


def test_planning_percentile_is_later_than_the_likely_time() -> None:
    found = found_alone(workload(), BACKED_UP)["vm-failure"]
    assert settings().planning_percentile == 0.9
    assert found.recovery_hours > found.likely_hours > 0


def test_recovery_place_is_the_quickest_that_stands_is_allowed_and_has_room() -> None:
    near = target("Beside", site="North site", region="North region")
    backed_up = protection(to="Beside")

    def place(south: Target, scenario: str = "hub-outage") -> str:
        return found_alone(portfolio(targets=(near, south, azure())), backed_up)[scenario].place

    assert place(second_hub()) == "South"
    assert place(second_hub(vcpu=2.0)) == "Azure"
    assert place(second_hub(jurisdiction="US")) == "Azure"
    assert place(second_hub(round_trip_ms=99.0)) == "Azure"
    assert place(second_hub(hub="North")) == "Azure"


@pytest.mark.parametrize(
    ("hours", "expected"), [(2.0, 1.0), (4.0, 1.0), (8.0, 0.5), (16.0, 0.0), (99.0, 0.0)]
)
def test_value_falls_with_the_logarithm_between_objective_and_limit(
    hours: float, expected: float
) -> None:
    value = objective_value(np.array(hours), np.array(4.0), np.array(16.0), 1 / 60)
    assert value == pytest.approx(expected)
