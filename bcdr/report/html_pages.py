"""The chapters that only a page has: the story, the applications, the method, what was agreed."""

from collections.abc import Iterable, Sequence
from typing import Final

from bcdr.report.blocks import Section
from bcdr.report.html_application import Lists, with_details
from bcdr.report.html_records import decisions_section, duties_section, recovery_order_page
from bcdr.report.html_story import story_sections
from bcdr.report.sections.applications import MOST_PAGES, application_sections
from bcdr.report.sections.extract import Extract, Record, text
from bcdr.report.sections.method import method_section
from bcdr.report.wording import counted

MOST_WITH_PHASES: Final = 1_000
"""Most workloads whose recoveries are worked out phase by phase, the worst gaps first.

Each takes some 20 ms and 2 kB. A page without phases says so.
"""


def page_sections(
    extract: Extract, sections: Sequence[Section], applications: Iterable[str]
) -> tuple[Section, ...]:
    """Return the chapters of a page: for applications with gaps, and for those named."""
    found = {section.id: section for section in sections}
    return (
        *story_sections(extract, found),
        recovery_order_page(found["recovery-order"]),
        *_application_pages(extract, sections, applications),
        method_section(extract),
        decisions_section(extract),
        duties_section(found["responsibilities"]),
    )


def pages_purpose(extract: Extract) -> str:
    """Return which applications have a page, and how many with gaps have none."""
    said = "A page for each application with gaps, the worst first, and for those asked for."
    more = len({text(row, "application") for row in extract.gaps}) - MOST_PAGES
    if more <= 0:
        return said
    return (
        f"A page for each of the {MOST_PAGES:,} applications with the worst gaps, and for those "
        f"asked for. {counted(more, 'more application')} with gaps may have none: the list of "
        "gaps has them all, and bcdr assess --application NAME gives one a page."
    )


def _application_pages(
    extract: Extract, sections: Sequence[Section], applications: Iterable[str]
) -> list[Section]:
    rows: dict[str, list[Record]] = {}
    for row in extract.coverage:
        rows.setdefault(text(row, "application"), []).append(row)
    lists, pages, described = Lists(sections, extract), [], 0
    for page in application_sections(extract, applications):
        of_it = rows[page.title]
        described += len({text(row, "workload_id") for row in of_it})
        has_phases = described <= MOST_WITH_PHASES
        pages.append(with_details(page, extract, lists, of_it, has_phases=has_phases))
    return pages
