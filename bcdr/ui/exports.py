"""The files that leave the app: what each is, and how it is made from a study."""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from bcdr.report.blocks import Report
from bcdr.report.content import build_content
from bcdr.report.csv import table_csv
from bcdr.report.excel import write_workbook
from bcdr.report.html import html_page
from bcdr.report.origin_sheet import Edition
from bcdr.report.study_json import write_json
from bcdr.study import Study

_PLAN_TABLE: Final = "plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What files are made of: a study, what a report says of it, and of which state it is.

    A study of a scope makes files about its workloads. `notes` are what people wrote, in
    Markdown, by the title of the page.
    """

    study: Study
    report: Report
    edition: Edition = field(default_factory=Edition)
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One kind of file: what it is for, its name's ending, its type, and who makes it."""

    id: str
    title: str
    purpose: str
    ending: str
    mime: str
    build: Callable[[Contents], bytes]

    def file_name(self, study: Study) -> str:
        """Return a name that says what it is and of which day."""
        return f"protection-plan-{study.settings.as_of.isoformat()}.{self.ending}"


def _excel(contents: Contents) -> bytes:
    written = io.BytesIO()
    as_of = contents.study.settings.as_of
    write_workbook(contents.report, written, as_of=as_of, edition=contents.edition)
    return written.getvalue()


def _html(contents: Contents) -> bytes:
    # The page has chapters that no other file has, and says the notes with their markup.
    return html_page(build_content(contents.study, applications=()), contents.notes).encode()


def _json(contents: Contents) -> bytes:
    written = io.StringIO()
    write_json(contents.study, written)
    return written.getvalue().encode()


def _csv(contents: Contents) -> bytes:
    return table_csv(contents.report.table(_PLAN_TABLE)).encode()


def _tables(contents: Contents) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for section in contents.report.sections:
            for one in section.tables:
                archive.writestr(f"{one.id}.csv", table_csv(one))
    return written.getvalue()


EXPORTS: Final = (
    Export(
        id="excel",
        title="Excel workbook",
        purpose="The plan with everything behind it, and the filled-in sheets: change them there, "
        "upload the workbook again, and go on.",
        ending="xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        build=_excel,
    ),
    Export(
        id="html",
        title="Page for reading",
        purpose="One file that opens in any browser, also without a network.",
        ending="html",
        mime="text/html",
        build=_html,
    ),
    Export(
        id="json",
        title="JSON",
        purpose="The whole study for other programs, in a documented form.",
        ending="json",
        mime="application/json",
        build=_json,
    ),
    Export(
        id="csv",
        title="CSV of the plan",
        purpose="One row per workload, with plain numbers.",
        ending="csv",
        mime="text/csv",
        build=_csv,
    ),
    Export(
        id="tables",
        title="Every table as CSV",
        purpose="One archive with a file per table, for ticket tools and other programs.",
        ending="zip",
        mime="application/zip",
        build=_tables,
    ),
)
"""Every kind of file, the one most people want first."""
