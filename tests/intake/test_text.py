"""Cells as clean text."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcdr.intake.text import clean_text, name_key
from bcdr.model.records import Cell


def naive(text: str) -> datetime.datetime:
    """A moment as cells hold it: without a time zone."""
    return datetime.datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("  a \n b ", "a b"),
        ("a\u200bb\x00\u202ec\u00a0d", "abc d"),
        (59.0, "59"),
        (1.5, "1.5"),
        (7, "7"),
        (True, "Yes"),
        (datetime.date(2026, 5, 12), "2026-05-12"),
        (naive("2026-05-12 00:00"), "2026-05-12"),
        (naive("2026-05-12 10:15"), "2026-05-12 10:15:00"),
        (datetime.time(4), "04:00:00"),
    ],
)
def test_a_cell_as_text(cell: Cell, text: str) -> None:
    assert clean_text(cell) == text


def test_names_are_the_same_whatever_their_case_and_form() -> None:
    assert name_key("  STRASSE\u3000\uff38 ") == name_key("straße x")


@given(st.text())
def test_clean_text_is_one_line_and_stays_as_it_is(text: str) -> None:
    cleaned = clean_text(text)

    assert cleaned == clean_text(cleaned)
    assert "\n" not in cleaned
    assert cleaned == cleaned.strip()
