"""Assumptions: every number used, with range, source, date and where it comes from."""

from collections import Counter

from bcdr.model.vocabulary import Confidence, Origin
from bcdr.report.blocks import CellKind, Section, Text, TextRole
from bcdr.report.sections.columns import of_kind, prose, words, workbook_only
from bcdr.report.sections.extract import Extract, Record, records, table, text
from bcdr.report.wording import counted


def assumptions_section(extract: Extract) -> Section:
    """Return every assumption, phase, price, scenario, tier and fact of the study."""
    rows = records(extract.study.assumptions_table())
    return Section(
        id="assumptions",
        title="Assumptions used",
        purpose="Every number behind the results. To change one, write it on the sheet "
        "Assumptions, Prices or Scenarios of this workbook and read the workbook again.",
        blocks=(
            Text(_claim(rows), TextRole.CLAIM),
            table(
                rows,
                (
                    words("kind", "Kind", 12),
                    prose("title", "What", 46),
                    of_kind("value", "Value", CellKind.VALUE, 12),
                    of_kind("low", "Low", CellKind.VALUE, 10),
                    of_kind("high", "High", CellKind.VALUE, 10),
                    words("unit", "Unit", 24),
                    words("origin", "Origin", 13),
                    words("confidence", "Confidence", 12),
                    prose("source", "Source", 56),
                    words("date", "Date", 12),
                    workbook_only(words("id", "ID", 28)),
                ),
                id_="assumptions-used",
                title="Numbers used",
                empty="No number is assumed.",
                heading_columns=2,
            ),
        ),
    )


def _claim(rows: tuple[Record, ...]) -> str:
    origins = Counter(text(row, "origin") for row in rows)
    low = sum(
        1
        for row in rows
        if row["confidence"] == Confidence.LOW and row["origin"] != Origin.GIVEN.value
    )
    return (
        f"Of {counted(len(rows), 'number')}, {origins[Origin.GIVEN]:,} were given and "
        f"{len(rows) - origins[Origin.GIVEN]:,} are assumed, {low:,} of these with low confidence."
    )
