"""Where copies may not rest and the workload may not run."""

import pytest

from bcdr.model.vocabulary import Mode, Option
from tests.evaluate.refusals import GUEST, IN_GUEST, NATIVE
from tests.factories import (
    azure,
    codes,
    judged,
    portfolio,
    reasons_for,
    second_hub,
    study,
    target,
    workload,
)


def test_residency_looks_at_where_copies_are_sent_on() -> None:
    relay = target("Relay", copies_to="Abroad")
    given = portfolio(targets=(relay, target("Abroad", jurisdiction="US")))
    reasons = reasons_for(judged(given), IN_GUEST, "Relay")
    message = next(item.message for item in reasons if item.code == "residency")
    assert message == "Relay copies on to Abroad, which lies in US; allowed are DE and NL."


def test_a_replica_is_not_sent_on() -> None:
    given = portfolio(targets=(second_hub(copies_to="Abroad"),
                               target("Abroad", jurisdiction="US")))  # fmt: skip
    assert "residency" not in codes(reasons_for(judged(given), NATIVE, "South"))
    assert "residency" in codes(reasons_for(judged(given), IN_GUEST, "South"))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("DE", None, {"input-missing"}),
        (None, "US", {"residency"}),
        ("US", None, {"residency"}),
        ("DE", "NL", set()),
    ],
)
def test_of_two_places_the_forbidden_one_counts_before_the_unknown(
    first: str | None, second: str | None, expected: set[str]
) -> None:
    relay = target("Relay", copies_to="Far", jurisdiction=first)
    given = portfolio(targets=(relay, target("Far", jurisdiction=second)))
    found = codes(reasons_for(judged(given), IN_GUEST, "Relay"))
    assert found & {"residency", "input-missing"} == expected


@pytest.mark.parametrize(
    ("allowed", "jurisdiction", "is_refused"),
    [("EU", "DE", False), ("eu", "nl", False), ("EU", "NO", True), ("EEA", "NO", False),
     ("EEA", "EU", False), ("EU", "US", True)],
)  # fmt: skip
def test_a_union_stands_for_its_members(allowed: str, jurisdiction: str, is_refused: bool) -> None:
    given = portfolio(
        workload(allowed_jurisdictions=(allowed,)), targets=(target(jurisdiction=jurisdiction),)
    )
    found = codes(reasons_for(judged(given), IN_GUEST, "Vault"))
    assert ("residency" in found) is is_refused


@pytest.mark.parametrize("option", [IN_GUEST, Option.APPLICATION_DATA_BACKUP])
def test_backup_targets_may_be_far_away(option: Option) -> None:
    far = azure(round_trip_ms=200.0)
    found = codes(reasons_for(judged(portfolio(targets=(far,))), option, "Azure"))
    assert "latency" not in found


@pytest.mark.parametrize(
    ("trip_ms", "limit_ms", "message", "advises"),
    [
        (8.0, 50.0, "Round trip to South 8 ms, allowed 5 ms where every write waits for it.",
         "without waiting"),
        (8.0, 4.0, "Round trip to South 8 ms, allowed 4 ms.", "Max round trip"),
        (60.0, 50.0, "Round trip to South 60 ms, allowed 5 ms where every write waits for it.",
         "Max round trip"),
    ],
)  # fmt: skip
def test_synchronous_link_has_a_limit_of_its_own(
    trip_ms: float, limit_ms: float, message: str, advises: str
) -> None:
    given = portfolio(
        workload(max_round_trip_ms=limit_ms), targets=(second_hub(round_trip_ms=trip_ms),)
    )
    found = {
        item.strategy.protections[0].mode: {reason.code: reason for reason in item.reasons}
        for item in study(given).workload("Ledger", detail="all").ranked
        if item.strategy.protections[0].option is NATIVE and len(item.strategy.protections) == 1
    }
    reason = found[Mode.SYNCHRONOUS]["latency"]
    assert reason.message == message
    assert advises in reason.remedy
    assert ("latency" in found[Mode.CONTINUOUS]) is (trip_ms > limit_ms)


def test_guest_replication_may_be_as_far_as_the_workload_allows() -> None:
    given = portfolio(workload(max_round_trip_ms=None), targets=(second_hub(round_trip_ms=90.0),))
    assert "latency" not in codes(reasons_for(judged(given), GUEST, "South"))
