"""Units of columns: what a heading says is what a plain number beneath it is read in."""

import datetime
import json

import pytest
from streamlit.testing.v1 import AppTest

from bcdr.intake import read_tables
from bcdr.model.columns import APPLICATIONS, PRICES, SHEETS, Column
from bcdr.model.records import ColumnMatch, RecordTable
from bcdr.model.review import ReviewState
from bcdr.store import Store
from bcdr.ui.readings import reading_of
from bcdr.ui.rows import Author, pasted
from bcdr.ui.units import (
    Unit,
    heading,
    help_text,
    meaning_of,
    units_of,
    units_of_row,
    with_unit,
)
from tests.ui.conftest import NOW
from tests.ui.running import faults, review_id, show, upload
from tests.ui.workbooks import workbook

RTO = APPLICATIONS.column("rto_hours")
IN_MINUTES = workbook(
    (("Order desk", 240, 0.5, "IDs"), ("Payroll", 90, 1.5, "")),
    ("Application", "RTO (min)", "Data (TB)", "Notes"),
)


def column(field: str) -> Column:
    return APPLICATIONS.column(field)


def table(sheet: str, **units: str) -> RecordTable:
    """A table of applications whose columns are kept in some units."""
    columns = tuple(
        ColumnMatch(header=field, letter="B", field=field, unit=unit, confidence=1.0)
        for field, unit in units.items()
    )
    return RecordTable(role="Applications", sheet=sheet, header_row=1, columns=columns, records=())


@pytest.mark.parametrize(
    ("field", "unit", "said"),
    [
        ("rto_hours", "hours", "RTO (h)"),
        ("rto_hours", "min", "RTO (min)"),
        ("data_gb", "GB", "Data (GB)"),
        ("data_gb", "TB", "Data (TB)"),
        ("daily_change_share", "fraction", "Daily change (fraction)"),
        ("retention_days", "weeks", "Retention (weeks)"),
        ("vcpu", "vCPU", "vCPU"),
        ("downtime_cost_per_hour", "per hour", "Downtime cost per hour (EUR)"),
        ("downtime_cost_per_hour", "USD", "Downtime cost per hour (USD)"),
        ("owner", "", "Owner"),
        ("criticality", "1 = most critical", "Criticality"),
    ],
)
def test_a_heading_says_the_unit_once(field: str, unit: str, said: str) -> None:
    assert heading(column(field), (Unit(unit),), "EUR") == said


def test_every_heading_of_amounts_names_a_unit() -> None:
    for sheet in SHEETS.values():
        for one in sheet.columns:
            if one.unit:
                said = heading(one, (Unit(one.unit),), "EUR").casefold()
                words = {one.unit.casefold(), "(h)", "(eur)"}
                assert any(word in said for word in words), said


def test_a_price_stands_beside_its_own_currency() -> None:
    assert heading(PRICES.column("value"), (Unit(""),), "EUR") == "Value"


@pytest.mark.parametrize(
    ("field", "unit", "meaning"),
    [
        ("rto_hours", "hours", "4 is 4 h"),
        ("rto_hours", "min", "4 is 4 min"),
        ("data_gb", "TB", "4 is 4,000 GB"),
        ("data_gb", "bytes", "4,000,000,000 is 4 GB"),
        ("daily_change_share", "%", "4 is 4%"),
        ("daily_change_share", "fraction", "0.04 is 4%"),
        ("daily_change_share", "GB per day", "4 is 4 GB a day"),
        ("retention_days", "weeks", "4 is 28 d"),
        ("current_interval_hours", "min", "4 is 4 min"),
        ("downtime_cost_per_hour", "per hour", "4 is EUR 4 per hour"),
        ("rto_hours", "business days", ""),
    ],
)
def test_the_help_says_what_a_plain_number_comes_to(field: str, unit: str, meaning: str) -> None:
    assert meaning_of(column(field), unit, "EUR") == meaning


def test_the_help_of_a_column_in_minutes_no_longer_says_hours() -> None:
    said = help_text(RTO, (Unit("min"),), "EUR")
    assert "hours" not in said
    assert said.endswith("A plain number is read in minutes: 4 is 4 min.")


def test_working_time_is_said_to_have_no_length() -> None:
    said = help_text(RTO, (Unit("business days"),), "EUR")
    assert said.endswith("business days: that has no fixed length, so write the hours.")


def test_the_help_of_a_scale_says_which_end_is_critical() -> None:
    said = help_text(column("criticality"), (Unit("1 = most critical"),), "EUR")
    assert said.endswith("Numbers: 1 = most critical.")


def test_files_that_keep_a_column_differently_are_both_named() -> None:
    found = units_of(
        (table("List", rto_hours="hours"), table("Old list", rto_hours="min")), "Applications", RTO
    )
    assert heading(RTO, found, "EUR") == "RTO (h or min)"
    assert "hours in rows of List; minutes in rows of Old list" in help_text(RTO, found, "EUR")


def test_a_column_that_no_file_has_is_in_the_unit_of_the_contract() -> None:
    assert units_of((table("List"),), "Applications", RTO) == (Unit("hours", "List"),)
    assert units_of((), "Targets", RTO) == (Unit("hours"),)


def test_a_row_has_the_unit_of_its_own_table() -> None:
    tables = read_tables(IN_MINUTES, "a.xlsx").tables
    row = tables[0].records[0].id
    assert units_of_row(tables, "Applications", row, RTO)[0].name == "min"
    assert units_of_row(tables, "Applications", "another", RTO)[0].name == "hours"


@pytest.mark.parametrize(
    ("cell", "field", "unit", "said"),
    [
        (90.0, "rto_hours", "min", "90 min"),
        ("90", "rto_hours", "min", "90 min"),
        ("4 h", "rto_hours", "min", "4 h"),
        (0.5, "data_gb", "TB", "0.5 TB"),
        (0.03, "daily_change_share", "fraction", "3%"),
        ("3", "daily_change_share", "%", "3%"),
        ("Ana", "owner", "", "Ana"),
        (None, "rto_hours", "min", None),
    ],
)
def test_a_number_with_its_unit_means_the_same_anywhere(
    cell: str | float | None, field: str, unit: str, said: str | None
) -> None:
    assert with_unit(cell, column(field), unit) == said


def review(content: bytes) -> ReviewState:
    """A review of a file, held in memory."""
    return ReviewState(
        id="r", title="List", revision=0, created=NOW, changed=NOW, source=None,
        tables=read_tables(content, "list.xlsx").tables,
    )  # fmt: skip


def test_pasted_hours_stay_hours_in_a_list_kept_in_minutes() -> None:
    found = pasted(
        review(IN_MINUTES), "Application\tRTO (h)\nPayroll\t4\nLedger\t8\n", Author("Ana", NOW)
    )
    written = {(edit.row_id, edit.field): edit.after for edit in found.edits}
    assert written["payroll", "rto_hours"] == "4 hours"
    assert written["ledger", "rto_hours"] == "8 hours"


def test_pasted_numbers_without_a_unit_are_in_that_of_the_list() -> None:
    found = pasted(review(IN_MINUTES), "Application\tRTO\nPayroll\t45\n", Author("Ana", NOW))
    assert [str(edit.after) for edit in found.edits if edit.field == "rto_hours"] == ["45"]


def headings(app: AppTest, number: int = 0) -> list[str]:
    """The headings of a grid on the page."""
    columns = json.loads(app.data_editor[number].proto.columns)
    return [columns[name]["label"] for name in app.data_editor[number].value.columns]


def test_the_grid_says_the_unit_that_the_file_keeps(app: AppTest, database: Store) -> None:
    upload(app, "minutes.xlsx", IN_MINUTES)
    assert faults(app) == []
    assert {"RTO (min)", "RPO (h)", "Data (TB)"} <= set(headings(app))
    # What is typed under the heading is read as it says.
    show(app, "portfolio")
    state = database.state(review_id(app))
    read = reading_of(state.tables, datetime.date(2026, 11, 22))
    assert read.portfolio is not None
    hours = {one.application: one.rto_hours for one in read.portfolio.workloads}
    assert hours == {"Order desk": 4.0, "Payroll": 1.5}


def test_the_grids_of_the_landscape_say_their_units(five: AppTest) -> None:
    five.session_state["sheet"] = "Scenarios"
    show(five, "landscape")
    assert faults(five) == []
    assert {"Frequency per year", "Noticed after (h)", "Repair (h)"} <= set(headings(five))
