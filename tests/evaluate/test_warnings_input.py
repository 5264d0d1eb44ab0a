"""Blanks that were filled, and a backup that protects nothing."""

import re
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
    study,
    target,
    workload,
)

IN_GUEST = Option.IN_GUEST_BACKUP
NATIVE = Option.NATIVE_REPLICATION
BLANK: dict[str, Any] = dict.fromkeys(
    ("daily_change_share", "vm_count", "vcpu", "memory_gb", "stateful", "peak_change_mb_per_s")
)


def assumed(at: Target, option: Option = IN_GUEST, **given: Any) -> str:
    """Return what is assumed for an option on a target, empty if nothing is."""
    done = judged(portfolio(workload(**given), targets=(at,)))
    found = [r.message for r in reasons_for(done, option, at.name) if r.code == "assumed-input"]
    return found[0].removeprefix("Blank and therefore assumed: ") if found else ""


def test_every_blank_is_named_with_the_value_it_takes() -> None:
    assert assumed(target(), **BLANK) == (
        "Daily change (%) as 3%; VMs as 1; vCPU as 4; Memory (GB) as 16; Stateful as Yes."
    )
    # The busiest rate of change matters to what is replicated as it changes.
    assert "Peak change (MB/s) as " in assumed(second_hub(), NATIVE, **BLANK)


def test_rates_and_room_of_a_target_are_named_with_it() -> None:
    blank = target(link_mbit_per_s=None, write_mb_per_s=None, capacity_tb=None)
    assert assumed(blank) == (
        "Link (Mbit/s) of Vault as 2,000; Write (MB/s) of Vault as 300; "
        "Capacity (TB) of Vault as enough."
    )


def test_round_trip_and_room_to_run_matter_to_what_would_run_there() -> None:
    at = second_hub("West", hub=None, round_trip_ms=None, vcpu=None)
    assert assumed(at, NATIVE) == (
        "Round trip (ms) of West as 10; vCPU and memory of West as enough."
    )
    assert assumed(at) == ""


def test_nothing_is_said_of_blanks_of_a_target_that_has_to_be_built() -> None:
    assert assumed(target(link_mbit_per_s=None, is_assumed=True)) == ""


def test_elastic_capacity_needs_no_figure() -> None:
    assert assumed(azure(capacity_tb=None)) == ""


def test_a_cloud_is_noted_where_nobody_said_where_copies_may_rest() -> None:
    assert assumed(azure(), allowed_jurisdictions=()) == "Allowed jurisdictions as any."
    assert assumed(target(), allowed_jurisdictions=()) == ""


def test_the_change_of_an_unknown_size_is_not_assumed() -> None:
    assert assumed(second_hub(), NATIVE, data_gb=None, peak_change_mb_per_s=None) == ""


@pytest.mark.parametrize(
    ("rpo_hours", "option", "says"),
    [
        (12.0, IN_GUEST, "Copies are made every 24 h, the RPO is 12 h."),
        (24.0, IN_GUEST, ""),
        (0.01, NATIVE, "Copies are made every 5 min, the RPO is 36 s."),
        (0.1, NATIVE, ""),
    ],
)
def test_interval_is_compared_with_the_rpo(rpo_hours: float, option: Option, says: str) -> None:
    given = portfolio(workload(rpo_hours=rpo_hours), targets=(second_hub(round_trip_ms=9.0),))
    done = study(given).workload("Ledger", detail="all")
    found = [
        reason.message
        for item in done.ranked
        if [p.option for p in item.strategy.protections] == [option]
        and item.strategy.protections[0].mode != "synchronous"
        and item.strategy.protections[0].interval_hours in (24.0, None)
        for reason in item.reasons
        if reason.code == "rpo-below-interval"
    ]
    assert found == ([says] if says else [])


def test_the_hubs_own_backup_is_noted_only_where_nothing_else_protects() -> None:
    backed_up = (hub(has_infrastructure_backup=True),)
    done = judged(portfolio(hubs=backed_up))
    noted = {
        option
        for option in Option
        for to in ([None] if option is Option.NO_RECOVERY else ["Vault", "South", "Azure"])
        if any(r.code == "infrastructure-backup" for r in reasons_for(done, option, to))
    }
    assert noted == {Option.NO_RECOVERY}


def test_no_warning_shows_a_blank_as_a_number() -> None:
    blank = workload(**BLANK, data_gb=None, os=None, hub=None, rto_hours=None,
                     allowed_jurisdictions=(), max_round_trip_ms=None,
                     largest_disk_gb=None)  # fmt: skip
    bare = [
        Target(name=str(kind), kind=kind, copies_to="azure", serves=("North",))
        for kind in TargetKind
    ]
    done = judged(portfolio(blank, workload("Other"), targets=bare))
    for row in range(2):
        for option in Option:
            for at in bare:
                for reason in reasons_for(done, option, at.name, row):
                    words = f"{reason.message} {reason.remedy} {reason.source}"
                    assert re.search(r"\b(nan|None|inf)\b|  |\.\.| ,", words) is None, words
