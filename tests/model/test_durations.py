"""Durations as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcdr.model.durations import Remark, parse_duration, write_duration
from bcdr.model.vocabulary import Duration, Special


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("4", 4),
        ("4 h", 4),
        ("4h", 4),
        ("4 HRS", 4),
        ("2h30m", 2.5),
        ("1h01m01s", 1 + 1 / 60 + 1 / 3600),
        ("24h10s", 24 + 10 / 3600),
        ("4 hours and 30 minutes", 4.5),
        ("15 Mins", 0.25),
        ("2 days", 48),
        ("14 Días", 336),
        ("3 Tage", 72),
        ("1,5 h", 1.5),
        ("1 営業", None),
        ("4時間", 4),
        ("01:23:45", 1 + 23 / 60 + 45 / 3600),
        ("36:30", 36.5),
        ("1 day, 4:00:00", 28),
        ("1 Day 4 Hours", 28),
        ("1970-01-01 04:00:00", 4),
        ("PT4H30M", 4.5),
        ("P1DT2H", 26),
        ("0 (no data loss)", 0),
        ("[4 h]", 4),
        ("**2h**", 2),
        ("432000 s", 120),
        ("~ 4 h", 4),
    ],
)
def test_a_duration_is_read_in_the_unit_it_names(text: str, hours: float | None) -> None:
    assert parse_duration(text).value == (pytest.approx(hours) if hours is not None else None)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("< 1 min", 1 / 60),
        ("≤ 15 Mins", 0.25),
        ("<1 hour", 1),
        ("up to 4 h", 4),
        ("Menor a 1 hora", 1),
        ("4時間以内", 4),
        ("max. 8 h", 8),
        ("≤ 24 Hours\n(Daily Backup)", 24),
    ],
)
def test_an_upper_bound_gives_the_bound_and_says_so(text: str, hours: float) -> None:
    parsed = parse_duration(text)

    assert (parsed.value, parsed.remark) == (pytest.approx(hours), Remark.BOUND)


def test_a_lower_bound_gives_its_figure_and_says_so() -> None:
    parsed = parse_duration("> 24 h")

    assert (parsed.value, parsed.remark) == (24, Remark.LOWER_BOUND)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("0-5 min", 0, 5 / 60),
        ("0\u20135 min", 0, 5 / 60),
        ("4-12 hours", 4, 12),
        ("30 min - 2 h", 0.5, 2),
        ("1 to 2 days", 24, 48),
        ("1-2", 1, 2),
    ],
)
def test_a_range_gives_both_ends(text: str, low: float, high: float) -> None:
    parsed = parse_duration(text)

    assert parsed.remark is Remark.RANGE
    assert (parsed.value, parsed.high_hours) == (pytest.approx(low), pytest.approx(high))


def test_zero_near_zero_not_applicable_and_blank_are_four_answers() -> None:
    answers = [parse_duration(text).value for text in ("0", "near zero", "not applicable", "")]

    assert answers == [0, Special.NEAR_ZERO, Special.NOT_APPLICABLE, None]


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("N/A", Remark.AMBIGUOUS_BLANK),
        ("NotApplicable", Remark.AMBIGUOUS_BLANK),
        ("TBD", Remark.PLACEHOLDER),
        ("[TIME]", Remark.PLACEHOLDER),
        ("Minutes / Hours", Remark.PLACEHOLDER),
        ("Next business day", Remark.WORKING_TIME),
        ("4 horas hábiles", Remark.WORKING_TIME),
        ("1営業日前の時点", Remark.WORKING_TIME),
        ("Best effort", Remark.WORKING_TIME),
        ("Minutes", Remark.MAGNITUDE),
        ("Minutes\u2013hours", Remark.MAGNITUDE),
        ("-4 h", Remark.NEGATIVE),
        ("-1", Remark.NEGATIVE),
        ("soon", Remark.NOT_A_DURATION),
        ("24x7", Remark.NOT_A_DURATION),
        ("rto: 4h,rpo: 5h", Remark.NOT_A_DURATION),
        ("4 apples", Remark.NOT_A_DURATION),
        ("-", Remark.NONE),
        ("…", Remark.NONE),
    ],
)
def test_what_is_no_duration_has_no_value_and_says_why(text: str, remark: Remark) -> None:
    parsed = parse_duration(text)

    assert (parsed.value, parsed.remark) == (None, remark)


def test_a_number_without_a_unit_is_in_the_unit_asked_for() -> None:
    assert parse_duration("30", unit="min").value == 0.5
    assert not parse_duration("30").has_unit
    assert parse_duration("30 min").has_unit


@given(
    st.one_of(
        st.none(),
        st.sampled_from(Special),
        st.floats(min_value=0, max_value=87_600, allow_subnormal=False),
        st.integers(0, 100_000).map(lambda minutes: minutes / 60),
    )
)
def test_a_written_duration_is_read_as_the_same_value(hours: Duration) -> None:
    assert parse_duration(write_duration(hours)).value == hours


@given(st.integers(1, 500), st.sampled_from(["s", "min", "h", "d", "days", "Stunden", "時間"]))
def test_case_and_spaces_change_nothing(number: int, unit: str) -> None:
    spellings = {
        parse_duration(text).value
        for text in (f"{number} {unit}", f" {number}{unit.upper()} ", f"{number}  {unit}.")
    }

    assert len(spellings) == 1
    assert None not in spellings


@given(st.text(max_size=40))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    value = parse_duration(text).value

    assert value is None or isinstance(value, Special) or value >= 0
