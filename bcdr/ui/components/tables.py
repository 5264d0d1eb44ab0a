"""Tables whose cells stay plain text: numbers at the right, headings that may span columns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bcdr.ui.markup import Markup, joined, tag


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
    return tag(
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
        css = "b-group b-gap" if group else ""
        cells.append(tag("th", group, css=css, colspan=str(end - position)))
        position = end
    return tag("tr", *cells)


def _heads(headings: Sequence[Heading]) -> list[Markup]:
    return [
        tag("th", heading.title, css=_css(headings, place), scope="col")
        for place, heading in enumerate(headings)
    ]


def _row(headings: Sequence[Heading], cells: Sequence[str]) -> Markup:
    first, *others = cells
    return tag(
        "tr",
        tag("th", first, css=_css(headings, 0), scope="row"),
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
