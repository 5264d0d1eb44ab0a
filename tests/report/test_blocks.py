"""The parts of a report."""

import pytest

from bcdr.report.blocks import CellKind, Column, Medium, Report, Section, Table

TABLE = Table(
    id="plan",
    title="Plan",
    columns=(
        Column(key="title", title="Workload", medium=Medium.PAGE),
        Column(key="application", title="Application", medium=Medium.WORKBOOK),
        Column(key="workload", title="Part", medium=Medium.WORKBOOK),
        Column(key="rto", title="RTO", unit="hours", kind=CellKind.HOURS),
    ),
    rows=(("ERP / DB", "ERP", "DB", 4.0),),
    heading_columns=3,
)


def test_a_medium_shows_its_own_columns_and_the_common_ones() -> None:
    page, workbook = TABLE.shown_on(Medium.PAGE), TABLE.shown_on(Medium.WORKBOOK)
    assert (page.rows, page.heading_columns) == ((("ERP / DB", 4.0),), 1)
    assert (workbook.rows, workbook.heading_columns) == ((("ERP", "DB", 4.0),), 2)


def test_a_column_is_headed_by_title_and_unit() -> None:
    assert TABLE.column("rto").heading == "RTO (hours)"
    assert TABLE.column("title").heading == "Workload"


def test_values_of_a_column_are_found_by_its_key() -> None:
    assert TABLE.values("rto") == (4.0,)


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(KeyError, match="plan has no column 'cost'"):
        TABLE.column("cost")


def test_sections_and_tables_of_a_report_are_found_by_id() -> None:
    section = Section(id="s", title="S", purpose="P", blocks=(TABLE,))
    report = Report(title="T", subtitle="", sections=(section,), inputs=())
    assert report.section("s") is section
    assert report.table("plan") is TABLE
    with pytest.raises(KeyError, match="costs"):
        report.table("costs")
    with pytest.raises(KeyError, match="other"):
        report.section("other")
