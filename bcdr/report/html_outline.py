"""The outline of a page: its chapters in the order in which they are read, and links to them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bcdr.report.blocks import Medium, Report, Section
from bcdr.report.markup import Markup, element

APPLICATIONS: Final = "applications"
NOTES: Final = "notes"
_APPLICATION: Final = "application-"
_LISTS: Final = "Plan"
LAST: Final = "about"
_PAGES: Final = "Applications"
_CHAPTERS: Final = (
    (
        "Review",
        ("review", "summary", "changes", "state-today", "what-changes", "what-it-costs", "decide"),
    ),
    (_LISTS, ("plan", "coverage", "gaps", "order", "targets", "target-cost", "cost-lines")),
    (_PAGES, ()),
    (
        "Method",
        ("method", "assumptions", "quantities", "regulation", "reasons", "alternatives", "copies"),
    ),
    ("Records", ("decisions", "duties", "findings", NOTES, "about")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One chapter of a page: its sections in order."""

    title: str
    sections: tuple[Section, ...]

    @property
    def is_of_applications(self) -> bool:
        """Return whether its sections are the pages of single applications."""
        return self.title == _PAGES

    def names(self, *, has_notes: bool) -> tuple[tuple[str, str], ...]:
        """Return id and title of each section; the notes stand before the last one."""
        if self.is_of_applications:
            return ((APPLICATIONS, _PAGES),)
        found = []
        for section in self.sections:
            if section.id == LAST and has_notes:
                found.append((NOTES, "Notes"))
            found.append((section.id, section.title))
        return tuple(found)


def chapters(report: Report) -> tuple[Chapter, ...]:
    """Return the chapters that have something to say; a story stands in place of the summary."""
    pages = [one for one in report.pages if not _is_application(one)]
    has_story = any(one.id == "review" for one in pages)
    shown = [
        one
        for one in (*report.sections, *pages)
        if one.medium is not Medium.WORKBOOK and not (has_story and one.id == "summary")
    ]
    known = {id_ for _, ids in _CHAPTERS for id_ in ids}
    found = []
    for title, ids in _CHAPTERS:
        chosen = [one for id_ in ids for one in shown if one.id == id_]
        if title == _PAGES:
            chosen = [one for one in report.pages if _is_application(one)]
        elif title == _LISTS:
            chosen += [one for one in shown if one.id not in known]
        if chosen:
            found.append(Chapter(title=title, sections=tuple(chosen)))
    return tuple(found)


def _is_application(section: Section) -> bool:
    return section.id.startswith(_APPLICATION)


def bar(found: Iterable[Chapter]) -> Markup:
    """Return the bar that stays in sight: a link to the beginning of each chapter."""
    links = [
        element(
            "li",
            element("a", one.title, attributes={"href": f"#{one.names(has_notes=False)[0][0]}"}),
        )
        for one in found
    ]
    return element(
        "nav",
        element("ul", *links, attributes={"class": "wide"}),
        attributes={"aria-label": "Chapters", "class": "bar"},
    )


def contents(found: Iterable[Chapter], *, has_notes: bool) -> Markup:
    """Return the table of contents: every section, chapter by chapter."""
    parts = []
    for one in found:
        links = [
            element("li", element("a", name, attributes={"href": f"#{id_}"}))
            for id_, name in one.names(has_notes=has_notes)
        ]
        said = element("p", one.title, attributes={"class": "chapter"})
        parts.append(element("div", said, element("ul", *links)))
    return element(
        "nav",
        element("div", *parts, attributes={"class": "wide parts"}),
        attributes={"aria-label": "Contents", "class": "contents"},
    )


def application_index(sections: Sequence[Section], purpose: str) -> Markup:
    """Return the list of applications that have a page; `purpose` says which do."""
    links = [
        element(
            "li",
            element("a", one.title, attributes={"href": f"#{one.id}", "dir": direction(one.title)}),
        )
        for one in sections
    ]
    return element(
        "section",
        element("h2", "Applications"),
        element("p", purpose, attributes={"class": "purpose"}),
        element("ol", *links, attributes={"class": "applications"}),
        attributes={"id": APPLICATIONS},
    )


def direction(words: str) -> str | None:
    """Return in which direction words are read: as they are, where they are not plain Latin."""
    return None if words.isascii() else "auto"
