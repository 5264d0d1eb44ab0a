"""Quantities: every formula behind the numbers, by the id that explains one of them."""

from collections.abc import Iterable, Sequence

from bcdr.evaluate.explain import ALIASES
from bcdr.report.blocks import Medium, Section, Text, TextRole
from bcdr.report.sections.columns import prose, words
from bcdr.report.sections.extract import Extract, Record, records, table, text
from bcdr.report.sections.why import command
from bcdr.report.wording import counted


def quantities_section(extract: Extract, sections: Sequence[Section]) -> Section:
    """Return every quantity with its formula, and the headings of other sections that show it."""
    shown = shown_in(sections)
    rows = records(extract.study.quantities_table())
    return Section(
        id="quantities",
        title="Quantities",
        purpose="Every formula behind the numbers, by its ID. The headings of numbers carry the "
        "ID as a comment, and CSV files have the same headings.",
        is_reference=True,
        blocks=(
            Text(_claim(rows, shown), TextRole.CLAIM),
            Text(
                "To have one number explained, with all inputs and where they come from: "
                f"{command('ID')}. FILE is the input file or this workbook. An explanation looks "
                "at a workload alone; the numbers of Plan and Gaps also count what it waits for "
                "and links that are shared.",
                TextRole.NOTE,
            ),
            table(
                (_row(row, shown) for row in rows),
                (
                    words("id", "ID", 28),
                    prose("title", "What", 34),
                    words("unit", "Unit", 16),
                    prose("formula", "Formula", 70),
                    prose("source", "Source", 44),
                    prose("shown_in", "Shown in", 60),
                    words("aliases", "Also asked for as", 26),
                ),
                id_="quantities",
                title="Formulas",
                empty="There is no formula.",
                heading_columns=1,
            ),
        ),
    )


def shown_in(sections: Iterable[Section]) -> dict[str, list[str]]:
    """Return the headings of a workbook that show each quantity: `Plan: Score (0 to 100)`."""
    found: dict[str, list[str]] = {}
    for section in sections:
        for one in section.tables:
            for column in one.shown_on(Medium.WORKBOOK).columns:
                if column.quantity:
                    place = f"{section.title}: {column.full_heading}"
                    found.setdefault(column.quantity, []).append(place)
    return {name: list(dict.fromkeys(places)) for name, places in found.items()}


def _row(row: Record, shown: dict[str, list[str]]) -> Record:
    id_ = text(row, "id")
    return {
        **row,
        "shown_in": "; ".join(shown.get(id_, ())) or "explanations only",
        "aliases": ", ".join(name for name, stands_for in ALIASES.items() if stands_for == id_)
        or None,
    }


def _claim(rows: Sequence[Record], shown: dict[str, list[str]]) -> str:
    return (
        f"{counted(len(rows), 'formula')} can be asked for; {len(shown):,} of them stand on "
        "sheets of this report, the others are steps on the way."
    )
