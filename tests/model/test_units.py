"""Values as people read them."""

import pytest

from bcdr.model.units import (
    format_gb,
    format_hours,
    format_money,
    format_number,
    format_share,
)
from bcdr.model.vocabulary import Duration, Special


@pytest.mark.parametrize(
    ("hours", "text"),
    [
        (0.0, "0 h"),
        (1 / 3600, "1 s"),
        (1 / 60, "1 min"),
        (0.25, "15 min"),
        (1.0, "1 h"),
        (1.5, "1.5 h"),
        (36.0, "36 h"),
        (48.0, "2 d"),
        (60.0, "60 h"),
        (100.0, "4.17 d"),
        (Special.NOT_APPLICABLE, "not applicable"),
        (Special.NEAR_ZERO, "near zero"),
        (None, "unknown"),
    ],
)
def test_a_duration_is_shown_in_the_unit_people_would_use(hours: Duration, text: str) -> None:
    assert format_hours(hours) == text


def test_whole_figures_are_never_rounded_away() -> None:
    assert [format_number(number) for number in (12345.6, 1.2345, 0.00123, 0.0, None)] == [
        "12,346",
        "1.23",
        "0.00123",
        "0",
        "unknown",
    ]


def test_sizes_money_and_shares_carry_their_units() -> None:
    assert [format_gb(size) for size in (0.5, 500.0, 1200.0)] == ["500 MB", "500 GB", "1.2 TB"]
    assert [format_money(amount, "USD") for amount in (0.0234, 12345.6, -200.0)] == [
        "USD 0.0234",
        "USD 12,346",
        "-USD 200",
    ]
    assert [format_share(share) for share in (0.04, 1.0, None)] == ["4%", "100%", "unknown"]
