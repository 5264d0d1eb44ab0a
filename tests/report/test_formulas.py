"""Where formulas look: cells of the same row, and whole columns of other sheets."""

import pytest

from bcdr.report.blocks import Column, Section, Table, Text
from bcdr.report.formulas import formula_text, lines_of_input, lines_of_list

TABLE = Table(
    id="costs",
    title="Costs",
    columns=(Column(key="name", title="Name"), Column(key="amount", title="Amount", group="Money")),
    rows=(("a", 1.0), ("b", 2.0), ("c", 3.0)),
)
SECTION = Section(
    id="costs", title="The costs", purpose="For tests.", blocks=(Text("Claim."), TABLE)
)
BOOK = {"costs": lines_of_list(SECTION, TABLE, "The costs")}


def test_rows_of_a_list_stand_below_title_purpose_texts_and_two_rows_of_headings() -> None:
    lines = BOOK["costs"]
    assert (lines.first_row, lines.last_row) == (6, 8)
    assert lines.column("amount") == "'The costs'!$B$6:$B$8"


def test_rows_of_an_input_sheet_include_those_to_be_filled_in() -> None:
    lines = lines_of_input(TABLE, spare_rows=20)
    assert lines.column("name") == "'costs'!$A$4:$A$26"


def test_references_are_put_in() -> None:
    text = formula_text("{name}*SUM({costs.amount})", lambda key: f"{key.upper()}7", BOOK)
    assert text == "NAME7*SUM('The costs'!$B$6:$B$8)"


def test_what_looks_at_a_table_that_is_not_there_is_no_formula() -> None:
    assert formula_text("SUM({others.amount})", str, BOOK) is None


def test_a_column_that_a_table_lacks_is_a_fault() -> None:
    with pytest.raises(KeyError, match="price"):
        formula_text("SUM({costs.price})", str, BOOK)
