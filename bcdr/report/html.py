"""Writes a report as one page that needs nothing else: no network, no server, no other file."""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import TextIO

from bcdr.report.blocks import Chart, Report
from bcdr.report.charts import figure_json, library_hash, library_packed
from bcdr.report.content import build_content
from bcdr.report.html_notes import notes_section
from bcdr.report.html_outline import LAST, Chapter, application_index, bar, chapters, contents
from bcdr.report.html_sections import html_section, is_left_out
from bcdr.report.html_tables import state_rules
from bcdr.report.markup import Markup, element, trusted
from bcdr.study import Study


def write_html(
    study: Study,
    target: Path | str | TextIO,
    applications: Iterable[str] | None = None,
    notes: Mapping[str, str] | None = None,
) -> None:
    """Write the report of a study to a path or an open text file.

    It has a page for each application with gaps, and for each of `applications`, by name. `notes`
    are what people wrote, in Markdown, by the name of the page they wrote it on.
    """
    page = html_page(build_content(study, applications=applications or ()), notes)
    if isinstance(target, (str, Path)):
        Path(target).write_text(page, encoding="utf-8", newline="\n")
    else:
        target.write(page)


def html_page(report: Report, notes: Mapping[str, str] | None = None) -> str:
    """Return a report as one page of HTML, with notes that people wrote on it."""
    script = files("bcdr.report").joinpath("page.js").read_text(encoding="utf-8")
    title = f"{report.title}: {report.subtitle}"
    found, written = chapters(report), _written(notes)
    shown = [section for chapter in found for section in chapter.sections]
    charts = [
        block
        for section in shown
        if not is_left_out(section)
        for block in section.blocks
        if isinstance(block, Chart)
    ]
    body = element(
        "body",
        element("a", "Skip to the report", attributes={"class": "skip", "href": "#report"}),
        _top(report),
        bar(found),
        contents(found, has_notes=bool(written)),
        element(
            "main",
            *_parts(found, written, report.pages_purpose),
            attributes={"id": "report", "class": "wide", "tabindex": "-1"},
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
    page = element("html", _head(title, script), body, attributes={"lang": "en"})
    return f"<!DOCTYPE html>\n{page}\n"


def _written(notes: Mapping[str, str] | None) -> dict[str, str]:
    return {name: words for name, words in (notes or {}).items() if words.strip()}


def _head(title: str, script: str) -> Markup:
    style = files("bcdr.report").joinpath("page.css").read_text(encoding="utf-8") + state_rules()
    return element(
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
        element("meta", attributes={"name": "color-scheme", "content": "light dark"}),
        element("title", title),
        element("style", trusted(style)),
    )


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
            element(
                "noscript",
                element(
                    "p",
                    "Scripts are off, so charts are shown as words; every figure stands in the "
                    "tables.",
                ),
            ),
            attributes={"class": "wide"},
        ),
        attributes={"class": "top"},
    )


def _parts(
    found: Iterable[Chapter], notes: Mapping[str, str], pages_purpose: str
) -> Iterator[Markup]:
    """Yield the sections in the order of the outline, the notes before the last of them."""
    for chapter in found:
        if chapter.is_of_applications:
            yield application_index(chapter.sections, pages_purpose)
        for section in chapter.sections:
            if section.id == LAST and notes:
                yield notes_section(notes)
            yield html_section(section)


def _footer(title: str) -> Markup:
    said = f"{title}. This page needs no network and sends nothing anywhere."
    return element("footer", element("div", said, attributes={"class": "wide"}))


def _figure_data(chart: Chart) -> Markup:
    # A script that is only data ends at the next "</": that must not come from its content.
    data = figure_json(chart).replace("<", "\\u003c").replace(">", "\\u003e")
    return element(
        "script",
        trusted(data),
        attributes={"type": "application/json", "data-figure": f"chart-{chart.id}"},
    )
