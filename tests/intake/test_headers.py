"""Headers are known by their words, and give their columns a unit."""

import pytest

from bcdr.intake.headers import find_header, header_text, match_text
from bcdr.model.columns import SHEETS


@pytest.mark.parametrize("role", list(SHEETS))
def test_every_header_and_field_name_of_the_contract_is_known(role: str) -> None:
    for column in SHEETS[role].columns:
        for header in (column.header, column.field, f" *{column.header.upper()} "):
            match = match_text(header, role)
            assert (match.field, match.unit, match.confidence) == (column.field, column.unit, 1.0)


@pytest.mark.parametrize(
    ("header", "field", "unit"),
    [
        ("App name", "application", ""),
        ("Application Name", "application", ""),
        ("RTO (hours)", "rto_hours", "hours"),
        ("RTO (min)", "rto_hours", "min"),
        ("RTO in minutes", "rto_hours", "minutes"),
        ("Recovery Time Objective (RTO)", "rto_hours", "hours"),
        ("RTO (Max Tolerable Downtime)", "rto_hours", "hours"),
        ("Criticality\u00b9", "criticality", ""),
        ("Data (TB)", "data_gb", "TB"),
        ("Memory GiB", "memory_gb", "GIB"),
        ("Downtime cost per hour (€)", "downtime_cost_per_hour", "EUR"),
        ("Daily_change_%", "daily_change_share", "%"),
        ("Depends on_x000a_", "depends_on", ""),
    ],
)
def test_other_spellings_are_known_with_their_unit(header: str, field: str, unit: str) -> None:
    match = match_text(header, "Applications")

    assert (match.field, match.unit) == (field, unit)


@pytest.mark.parametrize(
    "header",
    ["I(RTO) EUR", "RTO (EUR)", "RTO_cost", "Support tier", "Tier", "Name", "RTO (GB)", "x" * 300],
)
def test_look_alikes_are_not_taken(header: str) -> None:
    assert match_text(header, "Applications").field is None


def test_a_bare_name_is_the_name_of_what_the_sheet_lists() -> None:
    assert match_text("Name", "Hubs").field == "hub"
    assert match_text("Name", "Targets").field == "target"


def test_the_header_is_the_row_that_knows_most_columns() -> None:
    rows = [["Application list 2026"], [], ["Application", None, "RTO", "Owner"], ["RTO", 1, 2, 3]]

    header = find_header(rows, "Applications")

    assert header is not None
    assert (header.number, header.fields) == (3, ("application", "rto_hours", "owner"))
    assert [column.letter for column in header.columns] == ["A", "C", "D"]


def test_a_row_with_the_column_that_must_be_there_wins() -> None:
    rows = [["RTO", "RPO", "MTD", "OS"], ["Application", "RTO"]]

    header = find_header(rows, "Applications")

    assert header is not None
    assert header.number == 2


def test_of_two_columns_with_one_meaning_the_first_is_taken() -> None:
    header = find_header([["Application", "RTO", "Recovery time objective"]], "Applications")

    assert header is not None
    assert [column.field for column in header.columns] == ["application", "rto_hours", None]
    assert [column.letter for column in header.twice] == ["C"]


def test_a_sheet_without_known_words_has_no_header() -> None:
    assert find_header([["Fruit", "Colour"], [1, 2]], "Applications") is None


def test_accents_brackets_and_footnotes_do_not_count() -> None:
    text = header_text("*Größe  (in GB) [1]")

    assert (text.words, text.bracketed) == ("grosse", "in gb")
