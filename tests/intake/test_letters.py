"""Column letters."""

from hypothesis import given
from hypothesis import strategies as st

from bcdr.intake.letters import letters_to_number, number_to_letters


def test_known_letters() -> None:
    assert [letters_to_number(letters) for letters in ("A", "Z", "AA", "ZZ", "XFD")] == [
        1,
        26,
        27,
        702,
        16_384,
    ]


@given(st.integers(1, 20_000))
def test_letters_and_numbers_are_each_others_inverse(number: int) -> None:
    assert letters_to_number(number_to_letters(number)) == number
