"""The time between copies."""

import pytest

from bcdr.intake import Code
from bcdr.intake.intervals import Interval, interval_of
from bcdr.model.records import Cell
from bcdr.model.vocabulary import Mode


@pytest.mark.parametrize(
    ("cell", "interval"),
    [
        ("24 h", Interval(Mode.INTERVAL, 24)),
        (24, Interval(Mode.INTERVAL, 24)),
        ("Daily", Interval(Mode.INTERVAL, 24)),
        ("every 4 hours", Interval(Mode.INTERVAL, 4)),
        ("every day", Interval(Mode.INTERVAL, 24)),
        ("weekly", Interval(Mode.INTERVAL, 168)),
        ("täglich", Interval(Mode.INTERVAL, 24)),
        ("toutes les 4 heures", Interval(Mode.INTERVAL, 4)),
        ("cada 4 horas", Interval(Mode.INTERVAL, 4)),
        ("diário", Interval(Mode.INTERVAL, 24)),
        ("dagelijks", Interval(Mode.INTERVAL, 24)),
        ("毎日", Interval(Mode.INTERVAL, 24)),
        ("every hour", Interval(Mode.INTERVAL, 1)),
        ("twice a day", Interval(Mode.INTERVAL, 12)),
        ("alle 15 Minuten", Interval(Mode.INTERVAL, 0.25)),
        ("Continuous", Interval(Mode.CONTINUOUS)),
        ("near zero", Interval(Mode.CONTINUOUS)),
        ("synchronous", Interval(Mode.SYNCHRONOUS)),
        ("not applicable", Interval(Mode.NONE)),
        ("", Interval()),
        ("-", Interval()),
    ],
)
def test_intervals(cell: Cell, interval: Interval) -> None:
    assert interval_of(cell) == (interval, None)


@pytest.mark.parametrize(("cell", "code"), [(0, "not-a-duration"), ("often", "not-a-duration")])
def test_what_is_no_time_between_copies_is_reported(cell: Cell, code: str) -> None:
    interval, fault = interval_of(cell)

    assert interval == Interval()
    assert fault is not None
    assert fault.code == Code.NOT_A_DURATION == code


def test_a_range_takes_the_longer_time() -> None:
    interval, fault = interval_of("4-8 h")

    assert interval.hours == 8
    assert fault is not None
    assert "careful" in fault.problem
