"""Facts that age, products that open what is refused, and limits they were tested at."""

import datetime
from dataclasses import replace
from typing import Any

import pytest

from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.landscape import Target
from bcdr.model.results import Reason
from bcdr.model.vocabulary import Confidence, Option, TargetKind
from tests.factories import (
    AS_OF,
    assuming,
    azure,
    judged,
    knowledge,
    portfolio,
    reasons_for,
    second_hub,
    target,
    workload,
)

GUEST = Option.GUEST_REPLICATION
IN_GUEST = Option.IN_GUEST_BACKUP
LIMITS = ("guest-replication-guests", "guest-replication-max-disk")


def found(
    code: str, at: Target, option: Option = GUEST, known: Any = None, **given: Any
) -> Reason | None:
    """Return the reason with a code about an option on a target, if it holds."""
    done = judged(portfolio(workload(**given), targets=(at,)), known)
    return next((r for r in reasons_for(done, option, at.name) if r.code == code), None)


def dated(days: int, **changes: Any) -> Any:
    """Return a catalogue in which the limits of guest replication are so many days old."""
    day = AS_OF - datetime.timedelta(days=days)
    facts = tuple(replace(load_catalogue().fact(id_), date=day, **changes) for id_ in LIMITS)
    return knowledge(facts=facts)


def test_a_choice_that_rests_on_old_facts_says_which_and_how_old() -> None:
    reason = found("dated-fact", second_hub(), known=dated(731))
    assert reason
    assert reason.message == (
        "It rests on guest-replication-guests of 2024-11-21 (731 days old, limit 730) and "
        "guest-replication-max-disk of 2024-11-21 (731 days old, limit 730)."
    )
    assert reason.source.startswith("guest-replication-guests (2024-11-21): ")


def test_facts_within_the_limit_are_taken_as_they_stand() -> None:
    assert found("dated-fact", second_hub(), known=dated(730)) is None
    assert found("dated-fact", second_hub(), known=assuming(dated(730), fact_age_days=700.0))


def test_a_fact_of_low_confidence_is_never_taken_as_it_stands() -> None:
    reason = found("dated-fact", second_hub(), known=dated(0, confidence=Confidence.LOW))
    assert reason
    assert "guest-replication-guests of 2026-11-22 (low confidence)" in reason.message


def test_facts_matter_only_to_what_rests_on_them() -> None:
    assert found("dated-fact", second_hub(), Option.NATIVE_REPLICATION, dated(9999)) is None
    assert found("dated-fact", target(), GUEST, dated(9999)) is None


@pytest.mark.parametrize(
    ("at", "option"),
    [
        (azure(product="Vendor 12", supported_options=(GUEST,)), GUEST),
        (target("Cloud", TargetKind.PROVIDER, has_hub=False, product="Vendor 12",
                supported_options=(Option.STOPPED_VM_SNAPSHOT,)), Option.STOPPED_VM_SNAPSHOT),
    ],
)  # fmt: skip
def test_a_product_that_opens_what_is_refused_is_named(at: Target, option: Option) -> None:
    reason = found("dated-fact", at, option)
    assert reason
    assert reason.message.startswith(f"Vendor 12 is named as supporting this at {at.name};")


def test_a_product_that_opens_nothing_is_no_worry() -> None:
    named = second_hub(product="Vendor 12", supported_options=(GUEST,))
    assert found("dated-fact", named, known=dated(9999)) is None


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"vm_count": 121}, "with: it has 121 VMs, tested were 120."),
        ({"peak_change_mb_per_s": 136.4}, "it changes up to 136 MB/s, tested were 136."),
        ({"vm_count": 120, "peak_change_mb_per_s": 136.0}, ""),
    ],
)
def test_one_appliance_is_compared_with_what_it_was_tested_for(
    given: dict[str, Any], says: str
) -> None:
    reason = found("replication-appliance", second_hub(link_mbit_per_s=9000.0), **given)
    assert (reason.message if reason else "").endswith(says)
    assert bool(reason) is bool(says)


def test_the_limits_of_the_documented_product_are_not_those_of_another() -> None:
    named = second_hub(product="Vendor 12", supported_options=(GUEST,))
    for code in ("replication-appliance", "guest-os-unsupported", "disk-too-large"):
        assert found(code, named, vm_count=999, os="Solaris 11", largest_disk_gb=4000.0) is None


@pytest.mark.parametrize(
    ("name", "is_warned"),
    [
        ("Windows Server 2022", False),
        ("win 2019", False),
        ("Ubuntu 20.04", True),
        ("Linux", True),
        ("", False),
        (None, False),
    ],
)
def test_only_windows_is_backed_up_to_azure_without_a_partner(
    name: str | None, is_warned: bool
) -> None:
    assert (found("azure-guest", azure(), IN_GUEST, os=name) is not None) is is_warned
    assert found("azure-guest", azure(product="Vendor 12"), IN_GUEST, os=name) is None
    assert found("azure-guest", target(), IN_GUEST, os=name) is None


def test_points_a_day_bound_the_interval_of_backups_to_azure() -> None:
    points = load_catalogue().fact("backup-server-points")
    many = knowledge(facts=(replace(points, value=24),))
    assert found("azure-points", azure(), Option.APPLICATION_DATA_BACKUP)
    assert found("azure-points", azure(), IN_GUEST)
    assert found("azure-points", azure(), IN_GUEST, many) is None
    assert found("azure-points", azure(), Option.APPLICATION_DATA_BACKUP, many)
    assert found("azure-points", azure(), Option.STOPPED_VM_SNAPSHOT) is None
