"""Every reason for not knowing asks for an input and says why."""

import pytest

from bcdr.evaluate.missing import WORDS, Missing, missing_inputs, missing_sentence


@pytest.mark.parametrize("flag", [flag for flag in Missing if flag])
def test_every_reason_asks_for_an_input_and_is_a_sentence(flag: Missing) -> None:
    asked, why = WORDS[flag]
    assert asked
    assert why.endswith(".")


def test_no_bit_stands_for_two_reasons() -> None:
    assert len({flag.value for flag in WORDS}) == len(WORDS) == len(Missing)


def test_an_input_is_asked_for_once() -> None:
    bits = int(Missing.LINK | Missing.TOO_SLOW | Missing.RTO)
    assert missing_inputs(bits) == ("RTO", "Link (Mbit/s)")
    assert missing_sentence(bits).count(".") == 3


def test_nothing_missing_asks_for_nothing() -> None:
    assert missing_inputs(0) == ()
    assert missing_sentence(0) == ""
