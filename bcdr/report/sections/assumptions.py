"""Assumptions: every number used, with range, source, date and where it comes from."""

from typing import Final

from bcdr.model.vocabulary import Confidence, Origin
from bcdr.report.blocks import CellKind, Section, Text, TextRole
from bcdr.report.sections.columns import of_kind, prose, words, workbook_only
from bcdr.report.sections.extract import Extract, Record, records, table, text
from bcdr.report.sections.why import stated
from bcdr.report.wording import counted

OVERRIDDEN: Final = "overridden"
"""The origin of a figure that stands in place of an assumption."""

_USED = "What the model computes with, under the ID in the last column."
_RANGE = "How far it may be off. Recovery times are computed with the whole range of each phase."


def assumptions_section(extract: Extract) -> Section:
    """Return every assumption, phase, price, scenario, tier and fact of the study."""
    rows = records(extract.study.assumptions_table())
    return Section(
        id="assumptions",
        title="Assumptions used",
        purpose="Every number and dated fact behind the results, by its ID. To change one, write "
        "it on the sheet Assumptions, Prices, Scenarios or Rules of this workbook and read the "
        "workbook again.",
        blocks=(
            Text(_claim(rows), TextRole.CLAIM),
            table(
                map(_row, rows),
                (
                    words("kind", "Kind", 12),
                    prose("title", "What", 46),
                    stated(of_kind("value", "Value", CellKind.VALUE, 12), _USED),
                    stated(of_kind("low", "Low", CellKind.VALUE, 10), _RANGE),
                    stated(of_kind("high", "High", CellKind.VALUE, 10), _RANGE),
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


def _row(row: Record) -> Record:
    """Return a row in which an answer stands for the value, and a list says how long it is.

    A price is given; what is given in place of anything else overrides it.
    """
    if row["origin"] == Origin.GIVEN and row["kind"] != "price":
        row = {**row, "origin": OVERRIDDEN}
    if row["value"] is not None:
        return row
    said = text(row, "words")
    entries = said.count(", ") + 1
    return {**row, "value": said if row["unit"] == "yes or no" else f"{entries:,} entries"}


def _claim(rows: tuple[Record, ...]) -> str:
    overridden = sum(1 for row in rows if row["origin"] == Origin.GIVEN and row["kind"] != "price")
    low = sum(
        1
        for row in rows
        if row["confidence"] == Confidence.LOW and row["origin"] != Origin.GIVEN.value
    )
    given = sum(1 for row in rows if row["origin"] == Origin.GIVEN)
    return (
        f"Of {counted(len(rows), 'figure or fact', 'figures and facts')}, {given:,} were given, "
        f"{overridden:,} of them in place of an assumption, and {len(rows) - given:,} are assumed, "
        f"{low:,} of these with low confidence."
    )
