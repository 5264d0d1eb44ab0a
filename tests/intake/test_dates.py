"""Dates as people and programs write them."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcdr.intake import Code
from bcdr.intake.context import ColumnContext
from bcdr.intake.dates import date_cell
from bcdr.model.records import Cell
from bcdr.model.value_words import WORDS

AS_OF = ColumnContext(as_of=datetime.date(2026, 11, 22))
JULY = datetime.date(2026, 7, 21)


@pytest.mark.parametrize(
    "text",
    [
        "2026-07-21",
        "2026/7/21",
        "2026-07-21T06:12:34.1674501Z",
        "2026-07-21 02:00:00+02:00",
        "20260721",
        "21.07.2026",
        "21.7.26",
        "21/07/2026 10:15",
        "07/21/2026 10:15 PM",
        "12:00 AM 21 July 2026",
        "Tue, 21 Jul 2026 10:15:00 +0000",
        "July 21, 2026",
        "21-Jul-26",
        "21. Juli 2026",
        "21 juillet 2026",
        "21 de julio de 2026",
        "21 de julho de 2026",
        "21 juli 2026",
        "2026年7月21日",
        "46224",
    ],
)
def test_a_day_is_known_in_every_form(text: str) -> None:
    assert date_cell(text) == (JULY, None)


@pytest.mark.parametrize("text", ["Q2-2001", "Q2 2026", "2026", "May 2026", "05/2026", "H1 2026",
                                  "KW 12 2026", "Mai 2026"])  # fmt: skip
def test_what_names_no_single_day_is_asked_for(text: str) -> None:
    value, fault = date_cell(text)

    assert value is None
    assert fault is not None
    assert fault.code is Code.DATE_INCOMPLETE
    assert "Which day" in fault.remedy


@pytest.mark.parametrize("text", ["Today at 02:00 UTC", "yesterday", "last week", "gestern"])
def test_a_day_that_depends_on_when_it_was_written_is_asked_for(text: str) -> None:
    value, fault = date_cell(text, context=AS_OF)

    assert value is None
    assert fault is not None
    assert fault.code is Code.DATE_INCOMPLETE


@pytest.mark.parametrize(
    ("cell", "unit", "date"),
    [
        ("45 days", "", "2026-10-08"),
        ("45 days ago", "", "2026-10-08"),
        ("vor 3 Wochen", "", "2026-11-01"),
        (45, "days", "2026-10-08"),
        (2, "weeks", "2026-11-08"),
    ],
)
def test_an_age_counts_back_from_the_day_of_the_study(cell: Cell, unit: str, date: str) -> None:
    context = ColumnContext(as_of=datetime.date(2026, 11, 22), unit=unit)

    value, fault = date_cell(cell, context=context)

    assert value == datetime.date.fromisoformat(date)
    assert fault is not None
    assert fault.code is Code.DATE_FROM_AGE


@pytest.mark.parametrize(
    "cell", ["0001-01-01T00:00:00Z", "1970-01-01", "9999-12-31", 0, -1, datetime.date(1900, 1, 1)]
)
def test_the_first_and_last_days_a_program_knows_mean_that_none_is_set(cell: Cell) -> None:
    value, fault = date_cell(cell)

    assert value is None
    assert fault is not None
    assert fault.code is Code.NOT_MEASURED


def test_the_column_says_whether_the_day_or_the_month_comes_first() -> None:
    text = "02/03/2026"
    day_first, month_first = datetime.date(2026, 3, 2), datetime.date(2026, 2, 3)
    guess, fault = date_cell(text)

    assert date_cell(text, context=ColumnContext(is_day_first=True)) == (day_first, None)
    assert date_cell(text, context=ColumnContext(is_day_first=False)) == (month_first, None)
    assert guess == day_first
    assert fault is not None
    assert fault.code is Code.DATE_DAY_FIRST


def test_a_year_alone_is_not_a_serial_number() -> None:
    value, fault = date_cell(2026)

    assert value is None
    assert fault is not None
    assert fault.code is Code.DATE_INCOMPLETE


@given(
    st.dates(datetime.date(1990, 1, 1), datetime.date(2099, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d", "%Y%m%d", "%d %B %Y", "%b %d, %Y"]),
)
def test_a_printed_date_is_read_as_the_same_day(date: datetime.date, form: str) -> None:
    assert date_cell(date.strftime(form)) == (date, None)


@given(
    st.dates(datetime.date(1990, 1, 1), datetime.date(2099, 12, 31)),
    st.sampled_from(sorted(WORDS.months)),
)
def test_every_name_of_a_month_is_that_month(date: datetime.date, name: str) -> None:
    day = date.replace(month=WORDS.months[name], day=min(date.day, 28))

    assert date_cell(f"{day.day}. {name} {day.year}") == (day, None)


@given(st.text(max_size=30))
def test_no_text_makes_a_date_fail(text: str) -> None:
    value, fault = date_cell(text, context=AS_OF)

    assert value is None or fault is None or fault.remedy
