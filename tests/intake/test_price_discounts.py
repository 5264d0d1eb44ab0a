"""Discounts on the sheet Prices, and rows that repeat what is assumed."""

from pathlib import Path

import openpyxl
import pytest

from bcdr.intake import Reading, read_workbook
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.vocabulary import Origin
from tests.report.portfolios import AS_OF

STAFF = load_catalogue().price("staff")


def read(folder: Path, **cells: object) -> Reading:
    """A workbook with one application and one row of Prices, read."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Applications"
    sheet.append(("Application", "RTO", "RPO"))
    sheet.append(("Payroll", "24 h", "24 h"))
    prices = book.create_sheet("Prices")
    prices.append(("Price", "Value", "Discount (%)", "Unit", "Currency", "Source"))
    given = {"value": STAFF.value, "discount": None, "source": STAFF.source, **cells}
    prices.append(
        ("staff", given["value"], given["discount"], STAFF.unit, STAFF.currency, given["source"])
    )
    path = folder / "apps.xlsx"
    book.save(path)
    return read_workbook(path, as_of=AS_OF)


def test_a_discount_is_taken_off_the_price(tmp_path: Path) -> None:
    price = read(tmp_path, value=200, discount=25).catalogue.price("staff")
    assert price.value == pytest.approx(150.0)
    assert (price.list_price, price.discount_percent) == (200, 25)
    assert price.origin is Origin.GIVEN


def test_a_row_that_repeats_what_is_assumed_stays_assumed(tmp_path: Path) -> None:
    assert read(tmp_path).catalogue.price("staff") == STAFF


@pytest.mark.parametrize("changed", [{"value": 1.0}, {"discount": 5}, {"source": "Our contract"}])
def test_any_change_of_the_row_makes_it_given(tmp_path: Path, changed: dict[str, object]) -> None:
    assert read(tmp_path, **changed).catalogue.price("staff").origin is Origin.GIVEN


@pytest.mark.parametrize("discount", [100, 250])
def test_what_is_no_discount_is_refused_with_what_to_write(tmp_path: Path, discount: int) -> None:
    reading = read(tmp_path, discount=discount)
    assert reading.catalogue.price("staff") == STAFF
    (said,) = [str(one) for one in reading.findings if one.sheet == "Prices"]
    assert said.startswith(f"Prices!C2: '{discount}' is no discount; the row is left out.")
    assert said.endswith("Write percent from 0 to less than 100, such as 10.")
