"""Words of headers are mended the same way every time."""

import pytest

from bcdr.intake.mended_words import mended

KNOWN = frozenset({"criticality", "environment", "frequence", "frequency", "owner", "exercise"})
UNITS = frozenset({"min", "sec"})


@pytest.mark.parametrize(
    ("token", "word"),
    [
        ("criticallity", "criticality"),
        ("crtclty", "criticality"),
        ("envrnmt", "environment"),
        ("exer", "exercise"),
    ],
)
def test_a_word_that_was_cut_or_mistyped_is_made_whole(token: str, word: str) -> None:
    assert mended((token,), KNOWN, UNITS)[0] == (word,)


def test_of_words_as_near_the_first_in_the_alphabet_is_taken() -> None:
    assert mended(("frequenza",), KNOWN, UNITS)[0] == ("frequence",)


def test_a_word_that_is_like_no_other_stays() -> None:
    assert mended(("schrankreihe",), KNOWN, UNITS) == (("schrankreihe",), 0.0)


def test_a_unit_at_the_end_is_no_short_form() -> None:
    assert mended(("owner", "sec"), KNOWN, UNITS)[0] == ("owner", "sec")
    assert mended(("sec", "owner"), KNOWN, UNITS)[0] == ("secondary", "owner")
