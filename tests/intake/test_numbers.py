"""Sizes, rates, counts and shares."""

from typing import Any

import pytest

from bcdr.intake import Code
from bcdr.intake.context import ColumnContext
from bcdr.intake.numbers import ChangePerDay, count_cell, number_cell, share_cell
from bcdr.model.records import Cell

LOOKED_THROUGH = ColumnContext(decimal_mark="")


def size(cell: Cell, **context: Any) -> tuple[Any, str]:
    """A cell as GB, and the code of what is said about it."""
    value, fault = number_cell(cell, unit="GB", context=ColumnContext(**context))
    return value, fault.code if fault else ""


@pytest.mark.parametrize(
    ("cell", "gigabytes", "code"),
    [
        ("16 GiB", 17.179869184, ""),
        ("500 GB used", 500, ""),
        ("16GB RAM", 16, ""),
        ("500 GB (est.)", 500, ""),
        ("~500 GB", 500, ""),
        ("500 Go", 500, ""),
        ("1 PB", 1e6, ""),
        ("1,791,567.26", 1791567.26, ""),
        ("0,5 TB", 500, ""),
        ("< 100 GB", 100, Code.NUMBER_BOUND),
        ("> 1 TB", 1000, Code.NUMBER_BOUND),
        ("100-200 GB", 200, Code.NUMBER_RANGE),
        ("61.2 GiB / 127 GiB", 65.7129996288, Code.SIZE_USED_OF_TOTAL),
        ("12 / 40 GB", 12, Code.SIZE_USED_OF_TOTAL),
        ("30 GB of 40 GB", 30, Code.SIZE_USED_OF_TOTAL),
        ("-1", None, Code.NOT_MEASURED),
        (-1, None, Code.NOT_MEASURED),
        (-1.0, None, Code.NOT_MEASURED),
        ("NotApplicable", None, Code.AMBIGUOUS_BLANK),
        ("Data not found", None, Code.PLACEHOLDER),
        ("Not collected", None, Code.PLACEHOLDER),
        ("#N/A", None, ""),
        ("", None, ""),
        (0, 0, ""),
        ("12.5%", None, Code.NOT_A_NUMBER),
        ("4 MBps", None, Code.NOT_A_NUMBER),
        (-40, None, Code.NEGATIVE),
    ],
)
def test_sizes(cell: Cell, gigabytes: float | None, code: str) -> None:
    assert size(cell) == (None if gigabytes is None else pytest.approx(gigabytes), code)


@pytest.mark.parametrize(
    ("cell", "unit", "gigabytes"),
    [
        (102_400, "MiB", 107.3741824),
        (102_400, "MIB", 107.3741824),
        ("102,400", "MB", 102.4),
        (107_374_182_400, "B", 107.3741824),
        (107_374_182_400, "bytes", 107.3741824),
        (10, "PB", 1e7),
        (2, "TB", 2000),
        ("2 TB", "MB", 2000),
    ],
)
def test_a_plain_number_is_in_the_unit_of_its_column(
    cell: Cell, unit: str, gigabytes: float
) -> None:
    assert size(cell, unit=unit) == (pytest.approx(gigabytes), "")


def test_a_mark_that_nothing_settles_is_said() -> None:
    assert size("1,024", decimal_mark="") == (1024, Code.NUMBER_MARK)
    assert size("1.024", decimal_mark="") == (1.024, Code.NUMBER_MARK)
    assert size("1.024", decimal_mark=",") == (1024, "")
    assert size("1,024", decimal_mark=",") == (1.024, "")


def test_zero_in_an_export_is_not_measured_and_elsewhere_zero() -> None:
    assert size(0, family="RVTools vInfo") == (None, Code.NOT_MEASURED)
    assert size(0) == (0, "")
    assert size("0") == (0, "")


def test_memory_in_use_and_installed_gives_what_is_installed() -> None:
    value, fault = number_cell("8 GiB / 16 GiB", unit="GB", field="memory_gb")

    assert value == pytest.approx(17.179869184)
    assert fault is not None
    assert fault.code is Code.SIZE_USED_OF_TOTAL
    assert "the whole is taken" in fault.problem


def test_counts_in_words_of_the_column_are_counts() -> None:
    assert count_cell("3 VMs", unit="VMs") == (3, None)


@pytest.mark.parametrize(
    ("cell", "share", "code"),
    [
        ("7%", 0.07, ""),
        ("7 % / day", 0.07, ""),
        ("2-4%", 0.04, Code.NUMBER_RANGE),
        ("<5%", 0.05, Code.NUMBER_BOUND),
        ("50 GB/day", ChangePerDay(50), ""),
        ("50 GB pro Tag", ChangePerDay(50), ""),
        ("0.5 TB", ChangePerDay(500), ""),
        ("4 MB/s", None, Code.CHANGE_IS_RATE),
        ("32 Mbps", None, Code.CHANGE_IS_RATE),
        ("120%", None, Code.NUMBER_ABSURD),
    ],
)
def test_change_is_a_share_an_amount_a_day_or_a_rate(cell: Cell, share: object, code: str) -> None:
    value, fault = share_cell(cell)

    assert value == (pytest.approx(share) if isinstance(share, float) else share)
    assert (fault.code if fault else "") == code


def test_the_unit_of_the_column_says_which_kind_of_change_it_is() -> None:
    assert share_cell(0.07, context=ColumnContext(unit="fraction"))[0] == pytest.approx(0.07)
    assert share_cell(50, context=ColumnContext(unit="GB per day"))[0] == ChangePerDay(50)
    assert share_cell("7%", context=ColumnContext(unit="GB"))[0] == pytest.approx(0.07)
    fault = share_cell(12, context=ColumnContext(unit="MB/s"))[1]
    assert fault is not None
    assert fault.code is Code.CHANGE_IS_RATE
