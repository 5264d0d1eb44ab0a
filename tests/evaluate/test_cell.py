"""Numbers and lists in the words of a reason."""

import pytest

from bcdr.evaluate.cell import enumerated, gb_apart, told_apart


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (138.9, 70.0, ("139", "70")),
        (50.04, 50.0, ("50.04", "50")),
        (1023.0, 1022.0, ("1,023", "1,022")),
        (0.0301, 0.03, ("0.0301", "0.03")),
        (7.0, 7.0, ("7", "7")),
    ],
)
def test_numbers_are_written_so_that_people_see_which_is_more(
    one: float, other: float, expected: tuple[str, str]
) -> None:
    assert told_apart(one, other) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (53.0, 50.0, ("53 GB", "50 GB")),
        (1500.0, 900.0, ("1,500 GB", "900 GB")),
        (56_100.0, 48_000.0, ("56.1 TB", "48 TB")),
        (20_004.0, 20_000.0, ("20.004 TB", "20 TB")),
    ],
)
def test_sizes_share_a_unit(one: float, other: float, expected: tuple[str, str]) -> None:
    assert gb_apart(one, other) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [((), ""), (("DE",), "DE"), (("DE", "NL"), "DE and NL"), (("a", "b", "c"), "a, b and c")],
)
def test_lists_end_with_and(words: tuple[str, ...], expected: str) -> None:
    assert enumerated(words) == expected
