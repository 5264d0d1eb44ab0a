"""What a plan kept of itself, as its hidden sheet says it."""

import datetime

from bcdr.intake.raw import RawSheet
from bcdr.intake.returned import input_sheets, origin_of
from bcdr.model.returned import ORIGIN_SHEET

ROWS = [
    ["fact", "schema", 1.0, ""],
    ["fact", "review", "r-7", ""],
    ["fact", "revision", 3.0, ""],
    ["fact", "as-of", "2026-11-22", ""],
    ["report", "Summary", "", ""],
    ["row", "Prices", 1.0, '{"price":"staff",', '"value":90}'],
    ["row", "Plan", "NG-1", '{"decision":"park"}'],
]


def sheet(name: str, rows: list[list[object]]) -> RawSheet:
    return RawSheet(name=name, is_visible=name != ORIGIN_SHEET, rows=rows)  # type: ignore[arg-type]


def test_facts_reports_rows_and_decisions_are_read() -> None:
    origin = origin_of([sheet(ORIGIN_SHEET, ROWS)])
    assert origin is not None
    assert (origin.review, origin.revision) == ("r-7", 3)
    assert origin.as_of == datetime.date(2026, 11, 22)
    assert origin.decided == {"NG-1": {"decision": "park"}}
    (table,) = origin.tables
    assert (table.role, dict(table.records[0].cells)) == ("Prices", {"price": "staff", "value": 90})


def test_a_sheet_of_another_layout_is_left_alone() -> None:
    assert origin_of([sheet(ORIGIN_SHEET, [["fact", "schema", 99.0, ""], *ROWS[1:]])]) is None
    assert origin_of([sheet(ORIGIN_SHEET, [["hello"]])]) is None
    assert origin_of([sheet("Applications", ROWS)]) is None


def test_content_that_is_no_json_is_an_empty_row() -> None:
    origin = origin_of([sheet(ORIGIN_SHEET, [*ROWS, ["row", "Plan", "NG-2", "{broken"]])])
    assert origin is not None
    assert origin.decided["NG-2"] == {}


def test_sheets_of_results_hold_no_input() -> None:
    sheets = [sheet(name, ROWS) for name in ("Summary", "Applications", ORIGIN_SHEET)]
    origin = origin_of(sheets)
    assert [one.name for one in input_sheets(sheets, origin)] == ["Applications"]
    assert [one.name for one in input_sheets(sheets, None)] == [one.name for one in sheets]
