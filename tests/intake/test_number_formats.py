"""What a number format shows beside the number."""

import datetime

import pytest

from bcdr.intake.number_formats import cell_as_shown, unit_of_format
from bcdr.model.records import Cell


@pytest.mark.parametrize(
    ("code", "unit"),
    [
        ('0 "hours"', "hours"),
        ('0.0" GB"', "GB"),
        ('#,##0\\ "MiB"', "MiB"),
        ("0%", "%"),
        ("0.00%;[Red]-0.00%", "%"),
        ("#,##0.00 [$EUR]", "EUR"),
        ("[$€-407] #,##0.00", "€"),
        ('"$"#,##0', "$"),
        ("$#,##0", "USD"),
        ("#,##0.00 €", "EUR"),
        ("0.00", ""),
        ("General", ""),
        ('0 "pieces"', ""),
        ("[Red]0", ""),
    ],
)
def test_the_unit_of_a_format(code: str, unit: str) -> None:
    assert unit_of_format(code) == unit


@pytest.mark.parametrize(
    ("cell", "code", "shown"),
    [
        (4, '0 "hours"', "4 hours"),
        (4.5, '0.0 "GB"', "4.5 GB"),
        (0.07, "0%", "7%"),
        (0.125, "0.0%", "12.5%"),
        (1.5, "[h]:mm", datetime.timedelta(hours=36)),
        (75000, '"$"#,##0', 75000),
        (75000, "#,##0 [$EUR]", "75000 EUR"),
        (75000, "[$€-407] #,##0.00", "75000 €"),
        (4, "0.00", 4),
        ("4", '0 "hours"', "4"),
        (True, "0%", True),
        (None, "0%", None),
    ],
)
def test_a_cell_gets_what_its_format_shows(cell: Cell, code: str, shown: Cell) -> None:
    assert cell_as_shown(cell, code) == shown


def test_the_unit_of_the_header_counts_before_that_of_the_format() -> None:
    assert cell_as_shown(4, '0 "hours"', has_column_unit=True) == 4
    assert cell_as_shown(0.07, "0%", has_column_unit=True) == "7%"
