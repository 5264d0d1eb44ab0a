"""What is advised against, stands too near, or does not exist yet."""

from typing import Any

import pytest

from bcdr.model.landscape import Target
from bcdr.model.results import Reason
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
NORTH: dict[str, Any] = {"site": "North site", "region": "North region"}
ON_NORTH: dict[str, Any] = {**NORTH, "hub": "North"}


def found(code: str, *targets: Target, option: Option = IN_GUEST, **rest: Any) -> Reason | None:
    """Return the reason with a code about an option on the first target, if it holds."""
    given = rest.pop("workload", workload())
    done = judged(portfolio(given, targets=targets, **rest))
    reasons = reasons_for(done, option, targets[0].name)
    return next((reason for reason in reasons if reason.code == code), None)


def message(reason: Reason | None) -> str:
    return reason.message if reason else ""


def test_nearness_that_is_not_known_is_said_and_asked_for() -> None:
    reason = found("near-source", target(site=None))
    assert message(reason) == (
        "Where Vault stands is not known, so it may be lost together with North."
    )
    assert reason
    assert reason.remedy == "Fill in Site and Region of Vault on the sheet Targets."
    of_hub = found("near-source", target(), hubs=(hub(site=None), hub("South")))
    assert message(of_hub).startswith("Where North stands is not known")
    assert found("near-source", target(site=None, distance_km=40.0)) is None


def test_nearness_to_a_hub_that_is_not_known_asks_for_the_hub() -> None:
    reason = found("near-source", target(), workload=workload(hub=None))
    assert message(reason).startswith("The Hub it runs on is not known")


def test_a_near_target_that_sends_its_copies_away_is_not_too_near() -> None:
    near, far = target(**NORTH, copies_to="Far"), target("Far")
    assert found("near-source", near, far) is None
    assert found("near-source", target(**NORTH, copies_to="Beside"), target("Beside", **NORTH))


@pytest.mark.parametrize(
    ("near", "option", "source"),
    [
        (target(kind=TargetKind.EXISTING_EXTERNAL, **NORTH), IN_GUEST, "D1: a backup target"),
        (target(kind=TargetKind.DEDICATED_EXTERNAL, **NORTH), IN_GUEST, "D2: a backup target"),
        (second_hub(site="North site"), NATIVE, "T3: surviving a datacenter"),
    ],
)
def test_nearness_names_the_row_of_its_kind(near: Target, option: Option, source: str) -> None:
    reason = found("near-source", near, option=option)
    assert reason
    assert reason.source.startswith(source)


def test_azure_and_targets_on_the_hub_are_not_judged_by_nearness() -> None:
    assert found("near-source", azure(site=None)) is None
    inside = target(kind=TargetKind.ON_HUB_STANDALONE, **ON_NORTH)
    assert found("near-source", inside) is None


@pytest.mark.parametrize(
    ("onward", "says"),
    [
        (target("Next", TargetKind.ON_HUB_STANDALONE, **ON_NORTH), "copies on to Next, which is"),
        (target("Next", TargetKind.IN_RACK, **NORTH), "copies on to Next, which is lost"),
        (target("Next", TargetKind.ON_HUB_STANDALONE, hub="South"), ""),
        (second_hub("Next", hub="South"), ""),
        (second_hub("Next", hub="North"), "copies on to Next"),
        (azure("Next"), ""),
    ],
)
def test_a_copy_has_to_leave_the_hub(onward: Target, says: str) -> None:
    inside = target(kind=TargetKind.ON_HUB_REPLICATED, **ON_NORTH, copies_to="Next")
    assert says in message(found("no-external-copy", inside, onward))
    assert bool(says) is (found("no-external-copy", inside, onward) is not None)


def test_a_stand_alone_target_that_copies_on_is_described_wrongly() -> None:
    inside = target(kind=TargetKind.ON_HUB_STANDALONE, **ON_NORTH, copies_to="Far")
    reason = found("not-recommended", inside, target("Far"))
    assert reason
    assert reason.remedy.startswith("As Vault copies on to Far, describe it as on-hub-replicated")


def test_what_a_vendor_supports_may_still_be_advised_against() -> None:
    named = target(supported_options=(Option.RUNNING_VM_SNAPSHOT,), product="Vendor 12")
    reason = found("not-recommended", named, option=Option.RUNNING_VM_SNAPSHOT)
    assert "It can slow down or interrupt the VM" in message(reason)
    assert found("not-recommended", named, option=Option.STOPPED_VM_SNAPSHOT) is None


def test_what_is_refused_is_not_advised_against_as_well() -> None:
    assert found("not-recommended", target(), option=NATIVE) is None
    assert found("not-recommended", target(kind=TargetKind.IN_RACK)) is None


def test_what_has_to_be_built_is_named_with_where_it_is_sent_on() -> None:
    planned = target(exists=False, copies_to="Far")
    assert message(found("to-build", planned, target("Far", is_assumed=True))) == (
        "Vault is planned and Far is only assumed: they have to be built first."
    )
    exists = target(copies_to="Far")
    assert message(found("to-build", exists, target("Far", exists=False))) == (
        "Far is planned: it has to be built first."
    )
    # A replica is not sent on.
    sends = second_hub(copies_to="Far")
    assert found("to-build", sends, target("Far", exists=False), option=NATIVE) is None


def test_a_provider_of_whom_nobody_said_whether_he_runs_a_hub_is_noted() -> None:
    at = target("Cloud", TargetKind.PROVIDER, has_hub=None, vcpu=9.0, memory_gb=99.0)
    assert message(found("provider-without-hub", at)).startswith(
        "Whether Cloud runs a Hub is not known;"
    )
    # Where the Hub is needed, its lack refuses, and is not noted on top.
    assert found("provider-without-hub", at, option=Option.GUEST_REPLICATION) is None
