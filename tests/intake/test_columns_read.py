"""Units of columns are settled once, so that each cell then says its own."""

from typing import Any

import pytest
from openpyxl import Workbook

from bcdr.intake import Code, read_tables
from tests.intake.books import book, codes, finding, portfolio, read, reading, saved


def test_plain_numbers_take_the_unit_of_their_header() -> None:
    rows: list[list[Any]] = [
        ["Application", "RTO (min)", "Data (TB)", "Memory (GiB)"],
        ["Shop", 30, 2, 16],
        ["Desk", "4 h", "1,5", "8 GB"],
    ]

    found = read(book(Applications=rows))

    assert found.portfolio is not None
    shop, desk = found.portfolio.workloads
    assert (shop.rto_hours, shop.data_gb) == (0.5, 2000)
    assert shop.memory_gb == pytest.approx(17.18, abs=0.01)
    assert (desk.rto_hours, desk.data_gb, desk.memory_gb) == (4, 1500, 8)
    assert codes(found) == [
        ("Applications!B1", Code.UNIT_FROM_HEADER),
        ("Applications!C1", Code.UNIT_FROM_HEADER),
        ("Applications!D1", Code.UNIT_FROM_HEADER),
    ]


def test_a_cell_stays_as_it_was_and_the_unit_stands_with_the_column() -> None:
    read_ = read_tables(book(Applications=[["Application", "RTO (min)"], ["Shop", 30]]))

    assert read_.tables[0].records[0].cells["rto_hours"] == 30
    assert read_.tables[0].columns[1].unit == "min"


def test_a_unit_that_a_number_format_writes_is_that_of_the_cell() -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Applications"
    for row in (["Application", "RTO", "Daily change (%)"], ["Shop", 30, 0.07], ["Desk", 4, 0.02]):
        sheet.append(row)
    sheet["B2"].number_format = '0 "min"'
    sheet["C2"].number_format = "0%"
    sheet["C3"].number_format = "0%"

    found = read(saved(workbook))

    assert found.portfolio is not None
    assert [item.rto_hours for item in found.portfolio.workloads] == [0.5, 4]
    assert [item.daily_change_share for item in found.portfolio.workloads] == [0.07, 0.02]


def test_a_unit_that_nothing_says_is_assumed_and_asked_for() -> None:
    found = read(book(Inventory=[["App name", "MTPD", "RTO"], ["Payroll", 72, "4 h"]]))

    assert found.portfolio is not None
    assert found.portfolio.workloads[0].mtd_hours == 72
    assert ("Inventory!B1", Code.UNIT_ASSUMED) in codes(found)
    assert "'MTPD'" in finding(found, Code.UNIT_ASSUMED).problem


def test_a_column_of_fractions_holds_shares() -> None:
    found = reading(
        {"application": "Shop", "daily_change_share": 0.07},
        {"application": "Desk", "daily_change_share": 1},
        {"application": "Mail", "daily_change_share": "3%"},
    )

    assert found.portfolio is not None
    assert [item.daily_change_share for item in found.portfolio.workloads] == [0.07, 1, 0.03]
    assert codes(found) == [("Applications!B1", Code.SHARES_AS_FRACTIONS)]


def test_one_number_above_one_makes_the_column_percent() -> None:
    found = portfolio(
        {"application": "Shop", "daily_change_share": 0.5},
        {"application": "Desk", "daily_change_share": 4},
    )

    assert [item.daily_change_share for item in found.workloads] == [0.005, 0.04]


def test_money_in_the_header_is_said_of_each_amount() -> None:
    rows: list[list[Any]] = [["Application", "Downtime cost per hour (EUR)"], ["Shop", 100]]

    found = read(book(Applications=rows))

    assert codes(found) == [
        ("Applications!B1", Code.UNIT_FROM_HEADER),
        ("Applications!B2", Code.OTHER_CURRENCY),
    ]
