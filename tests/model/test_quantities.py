"""Numbers as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcdr.model.quantities import (
    Quantity,
    decimal_mark_in,
    parse_in_unit,
    parse_number,
    parse_quantity,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,200", 1200),
        ("1,791,567.26", 1791567.26),
        ("1.791.567,26", 1791567.26),
        ("0,5", 0.5),
        ("1.024", 1.024),
        ("1 200,5", 1200.5),
        ("1'000", 1000),
        ("1.200.300", 1200300),
        ("\u22124", -4),
        ("1e3", 1000),
        ("0,125", 0.125),
        ("1,00,000", 100_000),
        ("- 4", -4),
        ("12 34", None),
        ("", None),
        ("abc", None),
        ("1.2.3", None),
        ("12 apples", None),
    ],
)
def test_thousands_and_decimals_are_told_apart(text: str, number: float | None) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("500", "GB", 500),
        ("16 GiB", "GB", 17.179869184),
        ("1,2 TB", "GB", 1200),
        ("2048 MiB", "GB", 2.147483648),
        ("4 MBps", "MB/s", 4),
        ("4 MB/s", "MB/s", 4),
        ("32 Mbps", "MB/s", None),
        ("1 Gbit/s", "Mbit/s", 1000),
        ("10 Gbps", "Mbit/s", 10_000),
        ("7%", "%", 7),
        ("4 weeks", "days", 28),
        ("4 semaines", "days", 28),
        ("500 Go", "GB", 500),
        ("2 Tio", "TB", 2.199023255552),
        ("500G", "GB", 500),
        ("1 PB", "GB", 1e6),
        ("107374182400 B", "GB", 107.3741824),
        ("3 apples", "GB", None),
        ("apples", "GB", None),
    ],
)
def test_a_number_is_turned_into_the_unit_asked_for(
    text: str, unit: str, number: float | None
) -> None:
    found = parse_in_unit(text, unit)

    assert found == (pytest.approx(number) if number is not None else None)


def test_a_unit_nobody_knows_is_a_fault_of_the_caller() -> None:
    with pytest.raises(KeyError, match="furlongs"):
        parse_in_unit("4 m", "furlongs")


def test_a_quantity_keeps_the_unit_as_written() -> None:
    assert parse_quantity("12.5 GiB") == Quantity(12.5, "GiB")


@given(st.floats(-1e12, 1e12, allow_nan=False))
def test_a_written_number_is_read_as_the_same_value(number: float) -> None:
    assert parse_number(repr(number)) == number


@given(st.integers(0, 10**12))
def test_thousands_set_apart_change_nothing(number: int) -> None:
    assert parse_number(f"{number:,}") == number
    assert parse_number(f"{number:,}".replace(",", " ")) == number


@pytest.mark.parametrize(
    ("text", "mark", "number"),
    [
        ("1,024", ",", 1.024),
        ("1,024", ".", 1024),
        ("1.024", ",", 1024),
        ("1.024", ".", 1.024),
        ("0,5", ".", 0.5),
        ("12.50", ",", 12.5),
        ("1.200,50", ".", 1200.5),
        ("1,200,300", ",", 1200300),
    ],
)
def test_the_decimal_mark_of_a_column_settles_what_a_text_leaves_open(
    text: str, mark: str, number: float
) -> None:
    assert parse_number(text, decimal_mark=mark) == number


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1.200,50", (",", True)),
        ("1,791,567.26", (".", True)),
        ("1,200,300", (".", True)),
        ("0,5", (",", True)),
        ("0,125", (",", True)),
        ("12.5 GB", (".", True)),
        ("1,024", (".", False)),
        ("1.024 GB", (".", False)),
        ("1024", ("", False)),
        ("10.0.0.1", ("", False)),
        ("large", ("", False)),
    ],
)
def test_a_text_shows_its_decimal_mark_with_or_without_doubt(
    text: str, shown: tuple[str, bool]
) -> None:
    assert decimal_mark_in(text) == shown


@given(
    st.integers(0, 10**9),
    st.integers(0, 99),
    st.sampled_from([(",", "."), (".", ","), ("'", "."), (" ", ",")]),
)
def test_a_number_written_the_way_of_a_country_is_read_as_the_same_value(
    whole: int, cents: int, marks: tuple[str, str]
) -> None:
    thousands, decimal = marks
    text = f"{whole:,}".replace(",", thousands) + f"{decimal}{cents:02}"

    assert parse_number(text) == pytest.approx(whole + cents / 100)
    assert parse_number(text, decimal_mark=decimal) == pytest.approx(whole + cents / 100)
