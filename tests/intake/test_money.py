"""Amounts of money."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcdr.intake import Code
from bcdr.intake.context import ColumnContext
from bcdr.intake.money import money_cell
from bcdr.model.records import Cell


def amount(cell: Cell, *, unit: str = "per hour", **context: Any) -> tuple[float | None, str]:
    """An amount in a workbook priced in USD, and the code of what is said about it."""
    value, fault = money_cell(cell, currency="USD", unit=unit, context=ColumnContext(**context))
    return value, fault.code if fault else ""


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        (12000.0, 12000, ""),
        ("$75,000 / Hour", 75_000, ""),
        ("5,000", 5000, ""),
        ("5.000", 5000, ""),
        ("$0", 0, ""),
        ("US$ 1,791,567.26", 1791567.26, ""),
        ("300 Million USD", 300e6, ""),
        ("$1.5bn", 1.5e9, ""),
        ("250k", 250_000, ""),
        ("USD 2 Mrd.", 2e9, ""),
        ("approx. $20k", 20_000, ""),
        ("> $250k", 250_000, Code.NUMBER_BOUND),
        ("< $50k", 50_000, Code.NUMBER_BOUND),
        ("$10k - $50k", 50_000, Code.NUMBER_RANGE),
        ("between $10k and $20k", 20_000, Code.NUMBER_RANGE),
        ("$100/min", 6000, Code.MONEY_CONVERTED),
        ("$24,000 per day", 1000, Code.MONEY_CONVERTED),
        ("USD 2.400 pro Tag", 100, Code.MONEY_CONVERTED),
        ("$2 million per year", None, Code.MONEY_OTHER_PERIOD),
        ("50k/month", None, Code.MONEY_OTHER_PERIOD),
        ("1M p.a.", None, Code.MONEY_OTHER_PERIOD),
        ("$5 mil", None, Code.MONEY_THOUSAND_OR_MILLION),
        ("R$ 5 mil/h", 5000, Code.OTHER_CURRENCY),
        ("75.000 EUR/Stunde", 75_000, Code.OTHER_CURRENCY),
        ("TEUR 75", 75_000, Code.OTHER_CURRENCY),
        ("75 kEUR", 75_000, Code.OTHER_CURRENCY),
        ("1.2 Mio. €", 1.2e6, Code.OTHER_CURRENCY),
        ("CHF 1'250.50", 1250.5, Code.OTHER_CURRENCY),
        ("¥500万/時", 5e6, Code.OTHER_CURRENCY),
        ("₹1,00,000", 100_000, Code.OTHER_CURRENCY),
        ("12 000 € / heure", 12_000, Code.OTHER_CURRENCY),
        ("ALTO — impacto social direto", None, Code.NOT_MONEY),
        ("5000 EUR | Empleados: 12", None, Code.NOT_MONEY),
        ("(5,000)", None, Code.NEGATIVE),
        ("-5", None, Code.NEGATIVE),
        ("-1", None, Code.NOT_MEASURED),
        ("N/A", None, Code.AMBIGUOUS_BLANK),
        ("tbd", None, Code.PLACEHOLDER),
        ("-", None, ""),
        (True, None, Code.NOT_A_NUMBER),
    ],
)
def test_amounts_an_hour(cell: Cell, value: float | None, code: str) -> None:
    assert amount(cell) == (None if value is None else pytest.approx(value), code)


@pytest.mark.parametrize(
    ("unit", "value", "code"),
    [
        ("USD", 24, ""),
        ("USD per hour", 24, ""),
        ("$/day", 1, Code.MONEY_CONVERTED),
        ("kUSD", 24_000, ""),
        ("Million USD", 24e6, ""),
        ("EUR", 24, Code.OTHER_CURRENCY),
        ("TEUR/h", 24_000, Code.OTHER_CURRENCY),
        ("per year", None, Code.MONEY_OTHER_PERIOD),
    ],
)
def test_a_plain_amount_is_what_its_column_declares(
    unit: str, value: float | None, code: str
) -> None:
    assert amount(24, unit="per hour") == (24, "")
    found, fault = money_cell(24, currency="USD", unit="per hour", context=ColumnContext(unit=unit))
    assert (found, fault.code if fault else "") == (value, code)


def test_a_yearly_column_takes_months_and_years() -> None:
    assert amount("$100 per month", unit="per year")[0] == pytest.approx(8760 / 720 * 100)
    assert amount("$100 per year", unit="per year") == (100, "")


def test_the_decimal_mark_of_the_column_counts() -> None:
    assert amount("1.500", decimal_mark=",") == (1500, "")
    assert amount("1,500", decimal_mark=",") == (1.5, "")
    assert amount("1.500", decimal_mark=".") == (1.5, "")


@given(
    st.integers(0, 10**9),
    st.sampled_from(["{:,}", "${:,}", "USD {:,}", "{:,} USD", "${:,} / hour", "{:,}.00 $/h"]),
)
def test_a_printed_amount_is_read_as_the_same_value(number: int, form: str) -> None:
    assert amount(form.format(number))[0] == number


@given(st.text(max_size=30))
def test_no_text_makes_an_amount_fail(text: str) -> None:
    value, code = amount(text)

    assert value is None or value >= 0 or code
