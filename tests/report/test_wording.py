"""Numbers and lists in words."""

import pytest

from bcdr.report.wording import counted, listed, money_text, share_text


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 gaps"), (1, "1 gap"), (2, "2 gaps"), (1234, "1,234 gaps")]
)
def test_a_count_has_its_noun_in_the_right_number(count: int, said: str) -> None:
    assert counted(count, "gap") == said


def test_a_plural_of_its_own_is_used() -> None:
    assert counted(2, "strategy", "strategies") == "2 strategies"


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (0, "EUR 0"),
        (0.4, "EUR 0.40"),
        (42, "EUR 42"),
        (1_234, "EUR 1,230"),
        (84_320, "EUR 84,300"),
        (999_999.7, "EUR 1.00 million"),
        (12_345_678, "EUR 12.3 million"),
        (123_456_789, "EUR 123 million"),
        (-84_320, "EUR -84,300"),
    ],
)
def test_money_is_said_to_three_figures(amount: float, said: str) -> None:
    assert money_text(amount, "EUR") == said


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(0, 0, "0%"), (0, 9, "0%"), (9, 9, "100%"), (1, 1000, "1%"), (999, 1000, "99%")],
)
def test_a_share_is_nothing_or_all_only_where_it_is_so(part: int, whole: int, said: str) -> None:
    assert share_text(part, whole) == said


def test_words_are_listed_with_an_and() -> None:
    assert [listed(list(words)) for words in ("", "a", "ab", "abc")] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
