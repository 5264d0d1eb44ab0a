"""Text of people in cells: it stays text and it can be stored."""

import pytest

from bcdr.report.cell_text import (
    LONGEST_CELL,
    csv_text,
    excel_text,
    looks_like_formula,
    storable,
)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-2", "@SUM(A1)", "\uff1d1", "  =1", "\t=1", "|x"])
def test_what_a_spreadsheet_could_compute_is_seen(text: str) -> None:
    assert looks_like_formula(text)


@pytest.mark.parametrize("text", ["", "Order desk", "a=b", "R2-D2", "3 @ 4"])
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert not looks_like_formula(text)
    assert csv_text(text) == text


def test_a_formula_in_csv_gets_a_quote_mark_in_front() -> None:
    assert csv_text("=1+1") == "'=1+1"


def test_characters_that_no_file_may_hold_are_left_out() -> None:
    assert storable("a\x00b\x07c\ud800d\uffffe") == "abcde"


def test_line_ends_are_made_the_same() -> None:
    assert storable("a\r\nb\rc\nd\te") == "a\nb\nc\nd\te"


def test_a_text_that_looks_escaped_stays_what_it_is() -> None:
    assert excel_text("_x0041_") == "_x005F_x0041_"


def test_a_text_that_is_too_long_is_cut_and_says_so() -> None:
    cut = excel_text("x" * (LONGEST_CELL + 1))
    assert len(cut) == LONGEST_CELL
    assert cut.endswith("[cut: a cell holds 32,767 characters]")
    assert excel_text("x" * LONGEST_CELL) == "x" * LONGEST_CELL
