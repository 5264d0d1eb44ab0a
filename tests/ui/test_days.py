"""Days in words."""

import datetime

from bcdr.ui.days import day


def test_a_day_below_ten_has_no_nought_before_it() -> None:
    assert day(datetime.date(2026, 6, 9)) == "9 June 2026"


def test_a_moment_gives_its_day() -> None:
    assert day(datetime.datetime(2026, 11, 23, 3, 4, tzinfo=datetime.UTC)) == "23 November 2026"
