"""The book of rules: one place for each, and a bit for each."""

from dataclasses import replace

import pytest

from bcdr.evaluate import rules
from bcdr.evaluate.blockers import BLOCKERS
from bcdr.evaluate.rules import RULES, bit_of, blocking_bits, register
from bcdr.evaluate.warnings import WARNINGS
from bcdr.model.vocabulary import Severity


def test_the_book_holds_blockers_then_warnings_in_the_order_written() -> None:
    assert tuple(RULES) == (*BLOCKERS, *WARNINGS)
    assert {rule.severity for rule in WARNINGS} == {Severity.WARNING, Severity.NOTE}


def test_a_rule_keeps_its_place_when_it_is_registered_again() -> None:
    before = list(RULES)
    register(*reversed(BLOCKERS))
    assert before == RULES


def test_two_rules_cannot_share_a_code() -> None:
    with pytest.raises(ValueError, match="two rules with the code not-supported"):
        register(replace(BLOCKERS[0], source="another"))


def test_more_rules_than_bits_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    full = [replace(BLOCKERS[0], code=f"rule-{number}") for number in range(63)]
    monkeypatch.setattr(rules, "RULES", full)
    with pytest.raises(ValueError, match="no bit left for not-supported"):
        register(BLOCKERS[0])


def test_blocking_bits_are_those_of_the_blockers() -> None:
    assert blocking_bits() == sum(bit_of(rule.code) for rule in BLOCKERS)
