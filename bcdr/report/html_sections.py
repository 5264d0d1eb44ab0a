"""Writes sections as HTML: headings, claims, figures, charts with their words, and tables."""

from itertools import groupby
from typing import Final

from bcdr.report.blocks import Block, Chart, Figures, Section, Table, Text, TextRole
from bcdr.report.html_outline import direction
from bcdr.report.html_tables import html_table
from bcdr.report.markup import Markup, element
from bcdr.report.wording import counted

MOST_REFERENCE_ROWS: Final = 1_000
"""Longest list to look things up in that a page carries; longer ones are in the workbook only."""

_TEXT_CLASSES: Final = {TextRole.CLAIM: "claim", TextRole.BODY: None, TextRole.NOTE: "note"}


def html_section(section: Section) -> Markup:
    """Return a section with its heading, its purpose and all its blocks."""
    parts: list[str] = [
        element("h2", section.title, attributes={"dir": direction(section.title)}),
        element(
            "p", section.purpose, attributes={"class": "purpose", "dir": direction(section.purpose)}
        ),
    ]
    if is_left_out(section):
        rows = sum(len(table.rows) for table in section.tables)
        claims = [block for block in section.blocks if isinstance(block, Text)]
        parts += map(_text, claims)
        parts.append(
            element(
                "p",
                f"The list has {counted(rows, 'row')}: it is in the workbook, on the sheet "
                f"{section.title}.",
                attributes={"class": "note"},
            )
        )
    else:
        for is_chart, blocks in groupby(section.blocks, lambda block: isinstance(block, Chart)):
            found = [_block(block, section) for block in blocks]
            row = element("div", *found, attributes={"class": "charts"})
            parts += [row] if is_chart else found
    kind = "reference" if section.is_reference else None
    return element("section", *parts, attributes={"id": section.id, "class": kind})


def is_left_out(section: Section) -> bool:
    """Return whether the lists of a section are too long for a page."""
    rows = sum(len(table.rows) for table in section.tables)
    return section.is_reference and rows > MOST_REFERENCE_ROWS


def _block(block: Block, section: Section) -> Markup:
    match block:
        case Text():
            return _text(block)
        case Figures():
            return _figures(block)
        case Chart():
            is_beside = any(table is block.table for table in section.tables)
            return _chart(block, is_beside=is_beside)
        case Table():
            is_folded = bool(block.rows) and (section.is_reference or block.is_folded)
            return _folded(block) if is_folded else html_table(block)


def _folded(table: Table) -> Markup:
    said = f"{table.title}: show {counted(len(table.rows), 'row')}"
    return element("details", element("summary", said), html_table(table))


def _text(block: Text) -> Markup:
    return element(
        "p",
        block.text,
        attributes={"class": _TEXT_CLASSES[block.role], "dir": direction(block.text)},
    )


def _figures(block: Figures) -> Markup:
    shown = [
        element(
            "div",
            element("dt", figure.title),
            element("dd", figure.value, attributes={"class": "value"}),
            element("dd", figure.note, attributes={"class": "beside"}),
        )
        for figure in block.figures
    ]
    return element("dl", *shown, attributes={"class": "figures"})


def _chart(chart: Chart, *, is_beside: bool) -> Markup:
    """Return a chart's place: its words stand there until it is drawn, its figures below it."""
    name = f"chart-{chart.id}"
    numbers = (
        element(
            "p",
            "Figures: ",
            element("a", chart.table.title, attributes={"href": f"#table-{chart.table.id}"}),
        )
        if is_beside
        else element(
            "details", element("summary", "The figures as a table"), html_table(chart.table)
        )
    )
    return element(
        "figure",
        element("figcaption", chart.claim, attributes={"id": f"{name}-claim"}),
        element(
            "div",
            element("p", chart.alternative),
            attributes={
                "id": name,
                "class": "drawing",
                "role": "img",
                "aria-label": chart.alternative,
            },
        ),
        numbers,
    )
