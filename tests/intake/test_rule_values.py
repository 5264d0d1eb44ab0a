"""Rules about a whole strategy: values in the unit and words of what they look at."""

from typing import Any

import pytest

from bcdr.intake import Code
from tests.intake.books import codes, finding, reading

SHOP = {"application": "Shop"}


def rule(parameter: str, operator: str, value: Any) -> dict[str, Any]:
    return {"rule": "One", "parameter": parameter, "operator": operator, "value": value}


@pytest.mark.parametrize(
    ("parameter", "operator", "value", "expected"),
    [
        ("copies_min", ">=", 3, 3.0),
        ("rto_hours", "<=", "30 min", 0.5),
        ("site_distance_km", ">=", "200 km", 200.0),
        ("site_distance_km", ">=", "100 miles", 160.9344),
        ("test_interval_months", "<=", "1 year", 12.0),
        ("test_interval_months", "<=", "6 months", 6.0),
        ("offsite", "in", "Ja", ("yes",)),
        ("redundancy", "in", 0, ("no",)),
        ("isolation", "contains", "Separate-Network", ("separate network",)),
        ("isolation", "contains", "physical + logical", ("physical+logical",)),
        ("objectives", "contains", "rto; mtd", ("RTO", "MTD")),
        ("residency", "in", "EEA; CH", ("EEA", "CH")),
    ],
)
def test_values_are_read_in_the_units_and_words_of_the_parameter(
    parameter: str, operator: str, value: Any, expected: Any
) -> None:
    found = reading(SHOP, Rules=[rule(parameter, operator, value)])

    assert codes(found) == []
    assert found.portfolio is not None
    assert [item.value for item in found.portfolio.rules] == [
        pytest.approx(expected) if isinstance(expected, float) else expected
    ]


@pytest.mark.parametrize(
    ("parameter", "operator", "value", "remedy"),
    [
        ("copies_min", "in", 3, "Write <= or >= or == under Operator."),
        ("offsite", ">=", "yes", "Write == or in under Operator."),
        ("site_distance_km", ">=", "200 h", "Write a plain number of km."),
        ("copies_min", ">=", "three", "Write a plain number of copies."),
        ("rto_hours", "<=", "near zero", "Write a plain number of hours."),
        ("offsite", "in", "perhaps", "Write yes or no."),
        ("isolation", "contains", "safe", "Write one of separate media, separate network, "),
        ("objectives", "contains", "MTTR", "Write one of RTO, RPO, MTD; separate several with ;"),
    ],
)
def test_what_cannot_be_compared_is_left_out_with_what_to_write(
    parameter: str, operator: str, value: Any, remedy: str
) -> None:
    found = reading(SHOP, Rules=[rule(parameter, operator, value)])

    assert finding(found, Code.ROW_INCOMPLETE).remedy.startswith(remedy)
    assert finding(found, Code.ROW_INCOMPLETE).place == "Rules!D2"
    assert found.portfolio is not None
    assert found.portfolio.rules == ()
