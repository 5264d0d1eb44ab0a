"""Every way of printing a value is read back as the same value; cells of every type keep theirs."""

import datetime
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from bcdr.intake import Code, build, read_tables
from bcdr.intake.intervals import Interval
from bcdr.model.durations import HOURS_PER_UNIT, parse_duration
from bcdr.model.figures import Remark
from bcdr.model.quantities import parse_in_unit
from bcdr.model.records import Cell, cell_from_json, cell_to_json
from bcdr.model.review import Edit, fold
from bcdr.model.value_words import WORDS
from bcdr.model.vocabulary import Mode, Special
from tests.intake.books import AS_OF, book, codes, finding, read, reading, saved, workload

FULL_WIDTH = {ord("0") + digit: 0xFF10 + digit for digit in range(10)}
LONG_UNITS = sorted(
    word for word in HOURS_PER_UNIT if (len(word) > 1 or not word.isascii()) and "(" not in word
)


@given(
    st.integers(1, 500),
    st.sampled_from(LONG_UNITS),
    st.sampled_from(["{} {}", "{}{}", " {}  {} ", "[{} {}]", "**{} {}**", "{} {} (agreed)"]),
    st.sampled_from([str, str.upper, str.title]),
    st.booleans(),
)
def test_a_printed_duration_is_the_duration(
    number: int, unit: str, form: str, case: object, is_wide: bool
) -> None:
    written = form.format(number, case(unit) if callable(case) else unit)
    written = written.translate(FULL_WIDTH) if is_wide else written

    assert parse_duration(written).value == pytest.approx(number * HOURS_PER_UNIT[unit])


@pytest.mark.parametrize("case", [str, str.upper, str.title])
@pytest.mark.parametrize("unit", LONG_UNITS)
def test_every_unit_is_known_in_capitals_too(unit: str, case: Callable[[str], str]) -> None:
    # Some capitals belong to two small letters, such as the I of a Turkish year.
    assert parse_duration(f"1 {case(unit)}").value == pytest.approx(HOURS_PER_UNIT[unit])


@given(
    st.integers(1, 500),
    st.sampled_from(["h", "Stunden", "heures", "horas", "uur", "時間"]),
    st.sampled_from(sorted(WORDS.phrase("upper-before"))),
)
def test_a_printed_bound_is_the_bound(number: int, unit: str, bound: str) -> None:
    parsed = parse_duration(f"{bound} {number} {unit}")

    assert (parsed.value, parsed.remark) == (number, Remark.BOUND)


@given(
    st.integers(0, 500),
    st.integers(1, 500),
    st.sampled_from(["{}-{} h", "{} \u2013 {} h", "{} to {} hours", "{} bis {} Std.", "{} à {} h",
                     "{} a {} horas", "{} tot {} uur", "{}〜{}時間", "{}..{} h"]),
)  # fmt: skip
def test_a_printed_range_is_its_two_ends(low: int, more: int, form: str) -> None:
    parsed = parse_duration(form.format(low, low + more))

    assert (parsed.value, parsed.high_hours) == (low, low + more)
    assert parsed.remark is Remark.RANGE


@given(st.integers(0, 99), st.integers(0, 23), st.integers(0, 59), st.integers(0, 59))
def test_a_printed_clock_is_the_time_it_shows(
    days: int, hours: int, minutes: int, seconds: int
) -> None:
    span = datetime.timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    whole = span / datetime.timedelta(hours=1)
    since_1970 = datetime.datetime(1970, 1, 1) + span  # noqa: DTZ001  as databases write it
    forms = [
        f"{days * 24 + hours}:{minutes:02}:{seconds:02}",
        f"{days} {hours:02}:{minutes:02}:{seconds:02}",
        f"{days} Days {hours} Hours {minutes} Minutes {seconds} Seconds",
        f"{days}d{hours}h{minutes}m{seconds}s",
        f"P{days}DT{hours}H{minutes}M{seconds}S",
        since_1970.isoformat(" "),
    ]

    assert [parse_duration(form).value for form in forms] == [pytest.approx(whole)] * len(forms)


@given(
    st.integers(1, 9999),
    st.sampled_from([("GB", 1.0), ("TB", 1000.0), ("MB", 0.001), ("GiB", 1.073741824),
                     ("MiB", 0.001048576), ("Go", 1.0), ("PB", 1e6), ("bytes", 1e-9)]),
    st.sampled_from(["{} {}", "{}{}", "{:,} {}"]),
)  # fmt: skip
def test_a_printed_size_is_the_size(number: int, unit: tuple[str, float], form: str) -> None:
    read_back = parse_in_unit(form.format(number, unit[0]), "GB")

    assert read_back == pytest.approx(number * unit[1])


def one_cell(cell: Cell, number_format: str = "") -> bytes:
    """A workbook with a cell of any type under RTO."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Applications"
    sheet.append(["Application", "RTO"])
    sheet.append(["Shop", cell])
    if number_format:
        sheet["B2"].number_format = number_format
    return saved(workbook)


@pytest.mark.parametrize(
    ("cell", "number_format", "hours"),
    [
        (datetime.time(4), "", 4),
        (datetime.time(4, 30), "h:mm", 4.5),
        (datetime.timedelta(hours=24), "[h]:mm:ss", 24),
        (datetime.timedelta(hours=36, minutes=30), "[h]:mm", 36.5),
        (1.5, "[h]:mm", 36),
        (1, "h:mm", 24),
        (0.25, "h:mm", 6),
        (4, "", 4),
        (4.0, "0.00", 4),
        ("4", "@", 4),
        ("2 days", "", 48),
    ],
)
def test_a_time_of_any_cell_type_is_its_hours(cell: Cell, number_format: str, hours: float) -> None:
    found = read(one_cell(cell, number_format))

    assert codes(found) == []
    assert found.portfolio is not None
    assert found.portfolio.workloads[0].rto_hours == pytest.approx(hours)


@pytest.mark.parametrize("day", [datetime.date(2026, 1, 2), datetime.date(2026, 4, 8)])
def test_a_date_that_was_a_range_is_asked_for(day: datetime.date) -> None:
    found = read(one_cell(day))

    assert codes(found) == [("Applications!B2", Code.DURATION_IS_DATE)]
    assert "Which two numbers were typed" in finding(found, Code.DURATION_IS_DATE).remedy


@pytest.mark.parametrize(
    ("header", "cell", "number_format", "field", "value"),
    [
        ("RTO", 4, '0 "hours"', "rto_hours", 4),
        ("RTO", 30, '0 "min"', "rto_hours", 0.5),
        ("Data size", 2, '0.0 "TB"', "data_gb", 2000),
        ("Data (GB)", 2, '0.0 "TB"', "data_gb", 2),
        ("Daily change (%)", 0.07, "0%", "daily_change_share", 0.07),
        ("Daily change (%)", 7, "0.0", "daily_change_share", 0.07),
        ("Downtime cost per hour", 75000, '"$"#,##0', "downtime_cost_per_hour", 75000),
        ("Downtime cost per hour", 75000.5, "#,##0.00", "downtime_cost_per_hour", 75000.5),
    ],
)
def test_a_number_format_gives_its_cell_the_unit_it_shows(
    header: str, cell: Cell, number_format: str, field: str, value: float
) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Applications"
    sheet.append(["Application", header])
    sheet.append(["Shop", cell])
    sheet["B2"].number_format = number_format

    found = read(saved(workbook))

    assert found.portfolio is not None
    assert getattr(found.portfolio.workloads[0], field) == pytest.approx(value)


def test_a_currency_format_names_its_currency() -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Applications"
    sheet.append(["Application", "Downtime cost per hour"])
    sheet.append(["Shop", 75000])
    sheet["B2"].number_format = "#,##0 [$EUR]"

    found = read(saved(workbook))

    assert codes(found) == [("Applications!B2", Code.OTHER_CURRENCY)]
    assert found.portfolio is not None
    assert found.portfolio.workloads[0].downtime_cost_per_hour == 75000


def test_zero_not_defined_near_zero_and_not_applicable_stay_apart_to_the_end() -> None:
    written = [0, "not defined", "near zero", "not applicable", None]
    tables = read_tables(
        book(
            Applications=[
                ["Application", "RPO", "RTO"],
                *([f"App {name}", cell, cell] for name, cell in zip("PQRST", written, strict=True)),
            ]
        )
    ).tables
    expected = [0, None, Special.NEAR_ZERO, Special.NOT_APPLICABLE, None]

    first = build(tables, as_of=AS_OF).portfolio
    again = build(fold(tables, [stored(tables[0].records[3].id)]), as_of=AS_OF).portfolio

    assert first is not None
    assert again is not None
    assert [item.rpo_hours for item in first.workloads] == expected
    assert [item.rto_hours for item in first.workloads] == expected
    assert [item.rpo_hours for item in again.workloads] == expected


def stored(row_id: str) -> Edit:
    """An edit that writes the same words again, as it comes back from storage."""
    return Edit(
        table="Applications",
        row_id=row_id,
        field="rpo_hours",
        before=None,
        after=cell_from_json(cell_to_json("not applicable")),
        who="Ana",
        when=datetime.datetime(2026, 6, 1, tzinfo=datetime.UTC),
    )


def test_what_was_not_defined_says_so_and_a_blank_says_nothing() -> None:
    assert codes(reading({"application": "Shop", "rpo_hours": "not defined"})) == [
        ("Applications!B2", Code.PLACEHOLDER)
    ]
    assert codes(reading({"application": "Shop", "rpo_hours": None})) == []


def test_a_plain_interval_is_in_hours() -> None:
    protection = workload(current_option="in-guest-backup", current_interval_hours=24).current[0]

    assert Interval(protection.mode, protection.interval_hours) == Interval(Mode.INTERVAL, 24)
