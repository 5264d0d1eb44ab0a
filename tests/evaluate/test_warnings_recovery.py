"""Places that are not ready or have no room."""

from typing import Any

import pytest

from bcdr.model.landscape import Target
from bcdr.model.vocabulary import Option, TargetKind
from tests.factories import (
    azure,
    hub,
    judged,
    portfolio,
    reasons_for,
    second_hub,
    target,
    workload,
)

IN_GUEST = Option.IN_GUEST_BACKUP
NATIVE = Option.NATIVE_REPLICATION


def message(code: str, *targets: Target, option: Option = IN_GUEST, **rest: Any) -> str:
    """Return what is said under a code of an option on the first target, empty if nothing is."""
    given = rest.pop("workload", workload())
    done = judged(portfolio(given, targets=targets, **rest))
    reasons = reasons_for(done, option, targets[0].name)
    return next((reason.message for reason in reasons if reason.code == code), "")


@pytest.mark.parametrize(
    ("stated", "at", "says"),
    [
        (True, second_hub(), ""),
        (False, second_hub(), "South is said not to be fully operational."),
        (None, second_hub(), "South is not known to be fully operational."),
        (True, second_hub(hub=None), "Which Hub South is, and so whether"),
        (True, second_hub(hub="West"), "West is not known to be fully operational."),
        (True, second_hub(hub=None, is_assumed=True), ""),
    ],
)
def test_second_hub_is_operational_only_where_somebody_says_so(
    stated: bool | None, at: Target, says: str
) -> None:
    hubs = (hub(), hub("South", is_operational=stated))
    found = message("second-hub-not-operational", at, option=NATIVE, hubs=hubs)
    assert found.startswith(says)
    assert bool(found) is bool(says)


def test_a_backup_at_a_second_hub_does_not_fail_over_to_it() -> None:
    hubs = (hub(), hub("South", is_operational=False))
    assert message("second-hub-not-operational", second_hub(), hubs=hubs) == ""


def test_a_single_hub_counts_without_the_one_nobody_named() -> None:
    lost = workload(hub=None)
    found = message("single-hub", target(), hubs=(hub(),), workload=lost)
    assert found.startswith("North is the only Hub.")


@pytest.mark.parametrize(
    ("other", "says"),
    [
        (azure(), ""),
        (second_hub(), ""),
        (second_hub("North", hub="North"), "can take weeks."),
        (azure(is_assumed=True), "weeks; Azure would have to be built first."),
        (azure(exists=False), "weeks; Azure would have to be built first."),
    ],
)
def test_a_single_hub_is_no_worry_where_another_place_is_ready(other: Target, says: str) -> None:
    found = message("single-hub", target(), other, hubs=(hub(),))
    assert found.endswith(says)
    assert bool(found) is bool(says)


def test_a_recovery_place_itself_is_not_warned_about_a_single_hub() -> None:
    assert message("single-hub", azure(is_assumed=True), hubs=(hub(),)) == ""


@pytest.mark.parametrize(
    ("other", "says"),
    [
        (second_hub(vcpu=2.0), "South has 2 vCPU free, 4 needed."),
        (second_hub(jurisdiction="US"), "it may not run at South."),
        (second_hub(round_trip_ms=51.0), "it may not run at South."),
        (second_hub(jurisdiction=None), "whether it may run at South is not known."),
        (second_hub(serves=("South",)), "South does not serve its Hub."),
        (second_hub("North", hub="North"), "no other Hub, Azure or provider is described."),
        (target("Cloud", TargetKind.PROVIDER, vcpu=9.0, memory_gb=8.0),
         "Cloud has 8 GB memory free, 16 needed."),
        (second_hub(vcpu=None), ""),
    ],
)  # fmt: skip
def test_each_place_that_could_not_take_it_is_named_with_why(other: Target, says: str) -> None:
    found = message("no-spare-place", target(), other)
    assert found == (says and f"If its Hub is lost it waits for a new one: {says}")


def test_one_place_that_could_take_it_is_enough() -> None:
    assert message("no-spare-place", target(), second_hub(vcpu=1.0), azure()) == ""


def test_lack_of_a_place_is_said_once() -> None:
    hubs = (hub(),)
    assert message("single-hub", target(), hubs=hubs)
    assert message("no-spare-place", target(), hubs=hubs) == ""
