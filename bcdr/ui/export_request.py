"""What a file is to be made of, as it is handed to the process that makes it."""

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bcdr.model.records import RecordTable
from bcdr.model.review import SourceFile
from bcdr.report.blocks import Block, Section, Text, TextRole
from bcdr.report.content import build_content
from bcdr.report.origin_sheet import Edition
from bcdr.report.wording import counted
from bcdr.store.encoding import tables_from_text, tables_to_text
from bcdr.study import study_reading
from bcdr.study_decided import with_decisions
from bcdr.study_scoped import study_of_scope
from bcdr.ui import note_tables
from bcdr.ui.exports import Contents
from bcdr.ui.readings import reading_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequest:
    """One state of one review, the day it is judged at, and the scope in words and by ids.

    `ids` is None for the whole portfolio.
    """

    review_id: str
    revision: int
    source: SourceFile | None
    tables: tuple[RecordTable, ...]
    as_of: datetime.date
    scope: str = ""
    ids: frozenset[str] | None = None

    def text(self) -> str:
        """Return the request as JSON text."""
        source = self.source
        return json.dumps(
            {
                "review_id": self.review_id,
                "revision": self.revision,
                "source": None
                if source is None
                else [source.name, source.size_bytes, source.sha256],
                "tables": tables_to_text(self.tables),
                "as_of": self.as_of.isoformat(),
                "scope": self.scope,
                "ids": None if self.ids is None else sorted(self.ids),
            }
        )

    @classmethod
    def from_text(cls, text: str) -> "ExportRequest":
        """Return the request that `text` wrote."""
        read = json.loads(text)
        source = read["source"]
        return cls(
            review_id=read["review_id"],
            revision=read["revision"],
            source=None
            if source is None
            else SourceFile(name=source[0], size_bytes=source[1], sha256=source[2]),
            tables=tables_from_text(read["tables"]),
            as_of=datetime.date.fromisoformat(read["as_of"]),
            scope=read["scope"],
            ids=None if read["ids"] is None else frozenset(read["ids"]),
        )


def contents_of(request: ExportRequest) -> Contents:
    """Return what the files of a request say: of a scope what is about its workloads.

    Raises:
        ValueError: there is no application to report on.
    """
    study = with_decisions(
        study_reading(reading_of(request.tables, request.as_of), source=request.source)
    )
    if request.ids is not None:
        study = study_of_scope(study, request.ids, request.scope)
    report = build_content(study)
    titles = {workload.id: workload.title for workload in study.portfolio.workloads}
    notes = notes_in_scope(request, titles)
    if notes:
        report = replace(report, sections=(*report.sections, notes_section(notes)))
    edition = Edition(review=request.review_id, revision=request.revision)
    return Contents(study=study, report=report, edition=edition, notes=notes)


def notes_in_scope(request: ExportRequest, titles: dict[str, str]) -> dict[str, str]:
    """Return what people noted, in Markdown as they wrote it, by the title of the page.

    Notes on workloads out of scope are left out.
    """
    return {
        named: text
        for page, text in note_tables.notes(request.tables).items()
        if (named := _page_title(page, request, titles))
    }


def notes_section(notes: Mapping[str, str]) -> Section:
    """Return the section that holds notes as plain text, page by page."""
    blocks: list[Block] = [Text(f"{counted(len(notes), 'note')} from the review.", TextRole.CLAIM)]
    for named, text in notes.items():
        lines = [line for line in text.splitlines() if line.strip()]
        blocks += (Text(f"{named}: {lines[0]}"), *(Text(line) for line in lines[1:]))
    return Section(
        id="notes",
        title="Notes",
        purpose="What people noted on the pages of the app, as they wrote it.",
        blocks=tuple(blocks),
    )


def _page_title(page: str, request: ExportRequest, titles: dict[str, str]) -> str:
    """Return a page in words, empty where its workload is out of scope."""
    workload_id = page.removeprefix(f"{note_tables.WORKSHOP}: ")
    if workload_id == page:
        return page
    if request.ids is not None and workload_id not in request.ids:
        return ""
    return f"{note_tables.WORKSHOP}, {titles.get(workload_id, workload_id)}"
