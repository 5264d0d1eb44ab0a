"""Tables whose cells stay plain text: numbers at the right, headings that may span columns."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bcdr.ui.markup import Markup, joined, tag

# A number and its unit stay on one line.
_NUMBER_AND_UNIT: Final = re.compile(
    r"(?<=\d) (?=(?:s|min|h|d|ms|vCPU|[KMGT]B|[MG]bit)\b)|(?<=\b[A-Z]{3}) (?=\d)"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a column; `is_number` columns stand at the right.

    Neighbours of one `group` stand under that heading. `is_kept` columns do not wrap. `width` is
    in percent of the table, 0 for what the content needs; if one is given, all should be.
    """

    title: str
    is_number: bool = False
    group: str = ""
    is_kept: bool = False
    width: float = 0


def table(
    headings: Sequence[Heading], rows: Iterable[Sequence[str]], *, label: str, css: str = ""
) -> Markup:
    """Return a table; the first cell of a row names it. `label` tells what it lists."""
    body = joined(*(_row(headings, cells) for cells in rows))
    made = tag(
        "div",
        tag(
            "table",
            _widths(headings),
            tag("thead", _groups(headings), tag("tr", *_heads(headings))),
            tag("tbody", body),
            css=" ".join(filter(None, ("b-table", "b-fixed" if _is_fixed(headings) else "", css))),
            aria_label=label,
        ),
        css="b-scroll",
    )
    return Markup(_NUMBER_AND_UNIT.sub("\N{NO-BREAK SPACE}", made))


def _is_fixed(headings: Sequence[Heading]) -> bool:
    return any(heading.width for heading in headings)


def _widths(headings: Sequence[Heading]) -> Markup:
    if not _is_fixed(headings):
        return joined()
    return tag("colgroup", *(tag("col", style=f"width:{heading.width:g}%") for heading in headings))


def _groups(headings: Sequence[Heading]) -> Markup:
    if not any(heading.group for heading in headings):
        return joined()
    cells: list[Markup] = []
    position = 0
    while position < len(headings):
        group = headings[position].group
        end = position + 1
        while end < len(headings) and headings[end].group == group:
            end += 1
        span = str(end - position)
        cells.append(
            tag("th", group, css="b-group b-gap", colspan=span, scope="colgroup")
            if group
            else tag("td", colspan=span)
        )
        position = end
    return tag("tr", *cells)


def _heads(headings: Sequence[Heading]) -> list[Markup]:
    return [
        tag("th", heading.title, css=_css(headings, place), scope="col")
        for place, heading in enumerate(headings)
    ]


def _row(headings: Sequence[Heading], cells: Sequence[str]) -> Markup:
    first, *others = cells
    css = _css(headings, 0)
    # A row that goes on with what the one above it names has no name of its own.
    named = tag("th", first, css=css, scope="row") if first else tag("td", css=css)
    return tag(
        "tr",
        named,
        *(tag("td", cell, css=_css(headings, place)) for place, cell in enumerate(others, 1)),
    )


def _css(headings: Sequence[Heading], place: int) -> str:
    heading = headings[place]
    begins = heading.group and (place == 0 or headings[place - 1].group != heading.group)
    classes = (
        "b-number" if heading.is_number else "",
        "b-gap" if begins else "",
        "b-keep" if heading.is_kept else "",
    )
    return " ".join(filter(None, classes))
