"""What a person corrects counts for every table with the same headers."""

from dataclasses import replace
from typing import Any

from bcdr.intake import read_tables
from bcdr.model.recognition import SheetCorrection, SheetProposal, TableRole, UnitSource
from tests.intake.books import Rows, book
from tests.intake.file_sets import by_title, text, together

ROWS: Rows = [
    ["Application Name", "Goal", "RTO", "Colour"],
    ["Shop", 30, 4, "red"],
    ["HR", 60, 8, "blue"],
]


def proposal(rows: Rows) -> SheetProposal:
    """The proposal of a sheet with these rows."""
    (one,) = read_tables(book(List=rows), "a.xlsx").proposals
    return one


def correction(**changes: Any) -> SheetCorrection:
    """A correction for the headers of the rows above."""
    return replace(SheetCorrection(headers_key=proposal(ROWS).headers_key), **changes)


def test_a_chosen_column_takes_the_field_from_the_one_that_had_it() -> None:
    chosen = correction(fields={"goal": "rto_hours"}, units={"Goal": "min"})

    found = together(("a.xlsx", book(List=ROWS)), corrections=[chosen])

    assert [item.rto_hours for item in by_title(found).values()] == [0.5, 1]
    (read,) = found.proposals
    column = read.column("rto_hours")
    assert column is not None
    assert (column.header, column.unit, column.unit_source) == ("Goal", "min", UnitSource.ANSWERED)
    assert read.columns[2].reason == "A person chose another column for that field."


def test_a_letter_counts_before_a_header_and_a_unit_alone_can_be_answered() -> None:
    chosen = correction(fields={"D": "owner"}, units={"C": "days"})

    found = together(("b.csv", text(ROWS)), corrections=[chosen])

    shop = by_title(found)["Shop"]
    assert (shop.owner, shop.rto_hours) == ("red", 96)


def test_a_column_that_is_not_to_be_used_is_left_out() -> None:
    found = together(("a.xlsx", book(List=ROWS)), corrections=[correction(fields={"RTO": None})])

    assert by_title(found)["Shop"].rto_hours is None
    assert found.proposals[0].columns[2].reason == "A person chose not to use it."


def test_a_table_can_be_left_alone_or_read_as_another_list() -> None:
    machines: Rows = [["Name", "Cores", "RAM (GB)"], ["web", 4, 8]]
    key = proposal(machines).headers_key

    alone = together(
        ("a.xlsx", book(List=ROWS)),
        ("m.csv", text(machines)),
        corrections=[SheetCorrection(headers_key=key, role=TableRole.IGNORED)],
    )
    as_vms = together(
        ("a.xlsx", book(List=ROWS)),
        ("m.csv", text(machines)),
        corrections=[SheetCorrection(headers_key=key, role=TableRole.VMS, fields={"A": "vm"})],
    )

    assert [table.role for table in alone.tables] == ["Applications"]
    assert [table.role for table in as_vms.tables] == ["Applications", "VMs"]
    assert as_vms.tables[1].records[0].cells["vm"] == "web"


def test_rows_that_had_no_name_count_once_another_column_names_them() -> None:
    rows: Rows = [["Application Name", "Goal", "RTO", "Colour"], ["", "Shop", 4, "red"]]
    chosen = correction(fields={"Goal": "application"})

    found = together(("a.xlsx", book(List=rows)), corrections=[chosen])

    assert set(by_title(found)) == {"Shop"}


def test_corrections_for_other_headers_change_nothing() -> None:
    other = SheetCorrection(headers_key="another", role=TableRole.IGNORED)

    found = together(("a.xlsx", book(List=ROWS)), corrections=[other])

    assert found == together(("a.xlsx", book(List=ROWS)))


def test_the_same_headers_in_another_file_are_corrected_too() -> None:
    more: Rows = [ROWS[0], ["Desk", 90, 1, "red"]]
    chosen = correction(fields={"Goal": "rto_hours"}, units={"Goal": "min"})

    found = together(("a.csv", text(ROWS)), ("b.csv", text(more)), corrections=[chosen])

    assert [item.rto_hours for item in by_title(found).values()] == [0.5, 1, 1.5]


def test_a_unit_that_was_assumed_is_answered_once_a_person_says_it() -> None:
    hours = correction(units={"RTO": "hours"})

    (asked,) = together(("a.xlsx", book(List=ROWS))).proposals
    (answered,) = together(("a.xlsx", book(List=ROWS)), corrections=[hours]).proposals

    assert [p.columns[2].unit_source for p in (asked, answered)] == [
        UnitSource.ASSUMED,
        UnitSource.ANSWERED,
    ]
