"""What only the file showed is kept with the review, and read back the same."""

import pytest

from bcdr.intake import TablesRead, build, read_tables, read_workbook
from bcdr.model.findings import Finding, FindingSeverity
from bcdr.ui.reading_notes import ReadingNotes, notes_of, with_notes, without_notes
from bcdr.ui.readings import reading_of
from tests.ui.conftest import NOW
from tests.ui.workbooks import five_applications, workbook

FINDING = Finding(
    code="total-row",
    severity=FindingSeverity.NOTE,
    sheet="Applications",
    cell="A9",
    problem="'Total' is left out.",
    remedy="Nothing to do.",
)


@pytest.mark.parametrize("findings", [(), (FINDING,), (FINDING, FINDING)])
def test_notes_come_back_as_they_were(findings: tuple[Finding, ...]) -> None:
    read = TablesRead(tables=(), findings=findings, rows_skipped=2, rows_blank=3)
    assert notes_of(with_notes(read)) == ReadingNotes(
        findings=findings, rows_skipped=2, rows_blank=3
    )


def test_tables_without_notes_have_none() -> None:
    assert notes_of(()) == ReadingNotes()


def test_the_table_they_are_kept_in_changes_nothing_else() -> None:
    read = read_tables(five_applications(), "five.xlsx")
    assert without_notes(with_notes(read)) == read.tables
    kept = build(with_notes(read), as_of=NOW.date())
    assert kept.portfolio == build(read.tables, as_of=NOW.date()).portfolio


def test_a_review_says_the_same_as_its_file_did() -> None:
    content = workbook([("Payroll", "Bo"), ("", ""), ("Total", "")], ["Application", "Colour"])
    whole = read_workbook(content, name="a.xlsx", as_of=NOW.date())
    again = reading_of(with_notes(read_tables(content, "a.xlsx")), NOW.date())
    assert again.findings == whole.findings
    assert again.counts == whole.counts
    assert again.portfolio == whole.portfolio
