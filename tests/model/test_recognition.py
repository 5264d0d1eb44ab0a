"""Proposals name contract sheets and say their rows for people."""

from bcdr.model.columns import SHEETS
from bcdr.model.recognition import SkipKind, SkippedRows, TableRole


def test_a_table_is_read_into_a_contract_sheet_or_left_alone() -> None:
    assert {role.value for role in TableRole} == {*SHEETS, "ignored"}


def test_skipped_rows_are_counted_and_written_as_ranges() -> None:
    skipped = SkippedRows(kind=SkipKind.TOTAL, rows=((5, 5), (8, 10)), reason="totals")

    assert skipped.row_count == 4
    assert skipped.rows_text == "5, 8-10"


def test_only_the_first_of_many_skipped_ranges_are_written() -> None:
    skipped = SkippedRows(
        kind=SkipKind.NUMBERED_EMPTY, rows=tuple((n, n) for n in range(1, 100, 2)), reason="empty"
    )

    assert skipped.row_count == 50
    assert skipped.rows_text == "1, 3, 5, 7, 9, 11, 13, 15, ..."
