"""What the tables of a review mean, with everything the app keeps beside them left out."""

import datetime
from collections.abc import Sequence
from dataclasses import replace

from bcdr.intake import Reading, build
from bcdr.intake.build import counts_of
from bcdr.model.records import RecordTable
from bcdr.ui import note_tables
from bcdr.ui.reading_notes import notes_of, without_notes


def reading_of(tables: Sequence[RecordTable], as_of: datetime.date) -> Reading:
    """Return what the tables of a review mean, with what was found while its file was read."""
    notes = notes_of(tables)
    reading = build(note_tables.without_notes(without_notes(tables)), as_of=as_of)
    findings = notes.findings + reading.findings
    counts = counts_of(
        reading.tables,
        reading.portfolio,
        findings,
        skipped=reading.counts["rows_skipped"],
        blank=notes.rows_blank,
        left_out=notes.rows_skipped,
    )
    return replace(reading, findings=findings, counts=counts)
