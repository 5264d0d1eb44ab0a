"""Writes a report as one page that needs nothing else: no network, no server, no other file."""

import base64
import hashlib
from collections.abc import Iterable
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Final, TextIO

from bcdr.report.blocks import (
    Block,
    Chart,
    Figures,
    Medium,
    Report,
    Section,
    Table,
    Text,
    TextRole,
)
from bcdr.report.charts import figure_json, library_hash, library_packed
from bcdr.report.content import build_content
from bcdr.report.html_tables import html_table, state_rules
from bcdr.report.markup import Markup, element, trusted
from bcdr.report.wording import counted
from bcdr.study import Study

MOST_REFERENCE_ROWS: Final = 1_000
"""Longest list to look things up in that a page carries; longer ones are in the workbook only."""

_APPLICATIONS: Final = "applications"
_APPLICATION: Final = "application-"

_TEXT_CLASSES: Final = {TextRole.CLAIM: "claim", TextRole.BODY: None, TextRole.NOTE: "note"}


def write_html(study: Study, target: Path | str | TextIO, applications: Iterable[str] = ()) -> None:
    """Write the report of a study to a path or an open text file.

    It has a page for each application with gaps, and for each of `applications`, by name.
    """
    page = html_page(build_content(study, applications=applications))
    if isinstance(target, (str, Path)):
        Path(target).write_text(page, encoding="utf-8", newline="\n")
    else:
        target.write(page)


def html_page(report: Report) -> str:
    """Return a report as one page of HTML."""
    script = files("bcdr.report").joinpath("page.js").read_text(encoding="utf-8")
    style = files("bcdr.report").joinpath("page.css").read_text(encoding="utf-8") + state_rules()
    sections = [one for one in report.sections if one.medium is not Medium.WORKBOOK]
    of_method = [one for one in report.pages if not one.id.startswith(_APPLICATION)]
    of_applications = [one for one in report.pages if one.id.startswith(_APPLICATION)]
    sections += of_method
    shown = [section for section in sections if not _is_left_out(section)]
    charts = [block for section in shown for block in section.blocks if isinstance(block, Chart)]
    title = f"{report.title}: {report.subtitle}"
    head = element(
        "head",
        element("meta", attributes={"charset": "utf-8"}),
        element(
            "meta",
            attributes={"http-equiv": "Content-Security-Policy", "content": _policy(script)},
        ),
        element(
            "meta",
            attributes={"name": "viewport", "content": "width=device-width, initial-scale=1"},
        ),
        element("meta", attributes={"name": "referrer", "content": "no-referrer"}),
        element("title", title),
        element("style", trusted(style)),
    )
    body = element(
        "body",
        element("a", "Skip to the report", attributes={"class": "skip", "href": "#report"}),
        _top(report),
        _navigation(sections, has_applications=bool(of_applications)),
        element(
            "main",
            *(map(_section, sections)),
            *_applications(of_applications),
            attributes={"id": "report", "class": "wide"},
        ),
        _footer(title),
        *(_figure_data(chart) for chart in charts),
        element(
            "script",
            trusted(library_packed()),
            attributes={"type": "text/plain", "id": "library"},
        ),
        element("script", trusted(script)),
    )
    page = element("html", head, body, attributes={"lang": "en"})
    return f"<!DOCTYPE html>\n{page}\n"


def _policy(script: str) -> str:
    """Return what the page may do: run its own two scripts and nothing else."""
    own = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
    return (
        f"default-src 'none'; script-src 'sha256-{own}' 'sha256-{library_hash()}'; "
        "style-src 'unsafe-inline'; img-src data: blob:; font-src data:; base-uri 'none'; "
        "form-action 'none'"
    )


def _top(report: Report) -> Markup:
    return element(
        "header",
        element(
            "div",
            element("h1", report.title),
            element("p", report.subtitle, attributes={"dir": "auto"}),
            attributes={"class": "wide"},
        ),
        attributes={"class": "top"},
    )


def _navigation(sections: Iterable[Section], *, has_applications: bool) -> Markup:
    names = [(section.id, section.title) for section in sections]
    if has_applications:
        names.append((_APPLICATIONS, "Applications"))
    links = [
        element("li", element("a", title, attributes={"href": f"#{id_}"})) for id_, title in names
    ]
    return element(
        "nav",
        element("div", element("ul", *links), attributes={"class": "wide"}),
        attributes={"aria-label": "Sections"},
    )


def _applications(sections: list[Section]) -> list[Markup]:
    """Return the list of applications that have a page, and these pages."""
    if not sections:
        return []
    links = [
        element(
            "li",
            element(
                "a", one.title, attributes={"href": f"#{one.id}", "dir": _direction(one.title)}
            ),
        )
        for one in sections
    ]
    index = element(
        "section",
        element("h2", "Applications"),
        element(
            "p",
            "A page for each application with gaps, the worst first, and for those asked for.",
            attributes={"class": "purpose"},
        ),
        element("ol", *links, attributes={"class": "applications"}),
        attributes={"id": _APPLICATIONS},
    )
    return [index, *map(_section, sections)]


def _direction(words: str) -> str | None:
    return None if words.isascii() else "auto"


def _footer(title: str) -> Markup:
    said = f"{title}. This page needs no network and sends nothing anywhere."
    return element("footer", element("div", said, attributes={"class": "wide"}))


def _section(section: Section) -> Markup:
    parts: list[str] = [
        element("h2", section.title, attributes={"dir": _direction(section.title)}),
        element("p", section.purpose, attributes={"class": "purpose"}),
    ]
    if _is_left_out(section):
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
    return element("section", *parts, attributes={"id": section.id})


def _is_left_out(section: Section) -> bool:
    rows = sum(len(table.rows) for table in section.tables)
    return section.is_reference and rows > MOST_REFERENCE_ROWS


def _block(block: Block, section: Section) -> Markup:
    match block:
        case Text():
            return _text(block)
        case Figures():
            return _figures(block)
        case Chart():
            return _chart(block)
        case Table():
            shown = html_table(block)
            if not section.is_reference:
                return shown
            said = f"Show {counted(len(block.rows), 'row')}"
            return element("details", element("summary", said), shown)


def _text(block: Text) -> Markup:
    return element("p", block.text, attributes={"class": _TEXT_CLASSES[block.role]})


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


def _chart(chart: Chart) -> Markup:
    """Return a chart's place: its words stand there until it is drawn."""
    name = f"chart-{chart.id}"
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
        element(
            "p",
            "Numbers: ",
            element("a", chart.table.title, attributes={"href": f"#table-{chart.table.id}"}),
        ),
    )


def _figure_data(chart: Chart) -> Markup:
    # A script that is only data ends at the next "</": that must not come from its content.
    data = figure_json(chart).replace("<", "\\u003c").replace(">", "\\u003e")
    return element(
        "script",
        trusted(data),
        attributes={"type": "application/json", "data-figure": f"chart-{chart.id}"},
    )
