"""Every blocker occurs, names the values it compared, and does not occur in its twin."""

import re

import pytest

from bcdr.evaluate.blockers import BLOCKERS
from bcdr.evaluate.rules import RULES
from bcdr.model.vocabulary import Deployment, Option, Severity
from tests.evaluate.refusals import NATIVE, REFUSALS, STOPPED, Refusal
from tests.factories import (
    codes,
    current,
    judged,
    portfolio,
    reasons_for,
    study,
    target,
    workload,
)


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda item: f"{item.code}-{item.option}")
def test_blocker_occurs_and_names_what_it_compared(refusal: Refusal) -> None:
    reason = next(item for item in refusal.reasons() if item.code == refusal.code)
    assert reason.severity is Severity.BLOCKER
    assert all(words in reason.message for words in refusal.says), reason.message
    assert refusal.advises in reason.remedy, reason.remedy
    assert reason.source.strip()
    assert reason.remedy.endswith(".")
    assert reason.message.endswith(".")


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda item: f"{item.code}-{item.option}")
def test_blocker_is_gone_in_its_twin(refusal: Refusal) -> None:
    assert refusal.code not in codes(refusal.reasons_of_twin())


def test_every_blocker_is_tested() -> None:
    assert {refusal.code for refusal in REFUSALS} == {rule.code for rule in BLOCKERS}


def test_blockers_come_first_and_are_all_in_the_book() -> None:
    assert tuple(RULES[: len(BLOCKERS)]) == BLOCKERS
    refusing = {rule.code for rule in RULES if rule.severity is Severity.BLOCKER}
    assert refusing == {rule.code for rule in BLOCKERS}


def test_no_text_shows_a_blank_as_a_number() -> None:
    for refusal in REFUSALS:
        for reason in refusal.reasons():
            words = f"{reason.message} {reason.remedy} {reason.source}"
            assert re.search(r"\b(nan|None|inf)\b|  |\.\.| ,", words) is None, words


def test_all_reasons_of_a_refused_strategy_are_kept() -> None:
    given = workload(planned_downtime_allowed=False, deployment=Deployment.SCALE_SET, data_gb=None)
    done = judged(portfolio(given, targets=(target(jurisdiction="US"),)))
    found = codes(reasons_for(done, STOPPED, "Vault"))
    wanted = {"needs-planned-downtime", "ephemeral-instances", "residency", "input-missing"}
    assert wanted <= found


def test_blocker_of_either_part_refuses_the_pair() -> None:
    done = study(portfolio(workload(native_replication=False)))
    result = done.workload("Ledger", detail="all")
    pairs = [
        item for item in result.ranked
        if len(item.strategy.protections) == 2 and item.strategy.protections[0].option is NATIVE
    ]  # fmt: skip
    assert pairs
    assert not any(item.is_feasible or item.score for item in pairs)
    assert all("no-native-replication" in codes(item.reasons) for item in pairs)


def test_refused_protection_of_today_is_computed_and_shown_without_a_score() -> None:
    own = portfolio(workload(current=(current(Option.STOPPED_VM_SNAPSHOT),),
                             planned_downtime_allowed=False))  # fmt: skip
    today = study(own).workload("Ledger").today
    assert "needs-planned-downtime" in codes(today.reasons)
    assert {item.scenario: item.coverage for item in today.outcomes}["vm-failure"] == "met"
