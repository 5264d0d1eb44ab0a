"""Reads a workbook from a path or from bytes; whatever is wrong with it becomes a finding."""

import datetime
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from bcdr.intake.answers import is_questionnaire, with_answers_of
from bcdr.intake.build import build, counts_of
from bcdr.intake.codes import SEVERITIES, Code
from bcdr.intake.corrections import corrected
from bcdr.intake.findings_left_out import without_findings
from bcdr.intake.package import RefusedFileError
from bcdr.intake.raw import read_raw
from bcdr.intake.reading import Reading
from bcdr.intake.recognise import recognise
from bcdr.intake.returned import input_sheets, origin_of, with_plan
from bcdr.intake.tables import TablesRead, tables_of
from bcdr.model.catalogue import Catalogue
from bcdr.model.findings import Finding
from bcdr.model.recognition import SheetCorrection

Source: TypeAlias = Path | str | bytes


def read_workbook(
    source: Source,
    *,
    name: str = "",
    as_of: datetime.date,
    catalogue: Catalogue | None = None,
) -> Reading:
    """Return what a workbook says, judged at a date, with all findings in the order of reading.

    `source` is a path, or the bytes of a file with its `name`. A bad file is not an exception: it
    gives a reading that is not usable, with findings that say what to do.
    """
    return reading_of(read_tables(source, name), as_of=as_of, catalogue=catalogue)


def reading_of(
    read: TablesRead, *, as_of: datetime.date, catalogue: Catalogue | None = None
) -> Reading:
    """Return what tables mean together with what was found while reading them."""
    reading = build(read.tables, as_of=as_of, catalogue=catalogue)
    findings = read.findings + reading.findings
    return replace(
        reading,
        findings=findings,
        proposals=read.proposals,
        counts=counts_of(
            read.tables,
            reading.portfolio,
            findings,
            skipped=reading.counts["rows_skipped"],
            blank=read.rows_blank,
            left_out=read.rows_skipped,
        ),
    )


def read_tables(
    source: Source, name: str = "", *, corrections: Sequence[SheetCorrection] = ()
) -> TablesRead:
    """Return the tables of a workbook with raw cells; no value is judged yet.

    `corrections` are what a person said of tables with the same headers.
    """
    try:
        content, name = _content(source, name)
        sheets = without_findings(read_raw(content, name).sheets)
        origin = origin_of(sheets)
        inputs = [s for s in input_sheets(sheets, origin) if not is_questionnaire(s)]
        proposals = corrected(inputs, recognise(name, inputs), corrections)
        read = tables_of(inputs, proposals)
        return with_answers_of(with_plan(read, sheets, origin), sheets)
    except RefusedFileError as fault:
        finding = Finding(
            code=fault.code,
            severity=SEVERITIES[fault.code],
            sheet=fault.sheet,
            cell=fault.cell,
            problem=fault.problem,
            remedy=fault.remedy,
        )
        return TablesRead(tables=(), findings=(finding,))


def read_original(source: Source, name: str = "") -> TablesRead | None:
    """Return what a plan said when it was written, None where the file kept nothing of that."""
    try:
        content, name = _content(source, name)
        origin = origin_of(read_raw(content, name).sheets)
    except RefusedFileError:
        return None
    return None if origin is None else TablesRead(tables=origin.tables, findings=())


def _content(source: Source, name: str) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        return source, name
    path = Path(source)
    try:
        return path.read_bytes(), name or path.name
    except FileNotFoundError:
        raise RefusedFileError(
            Code.FILE_NOT_FOUND, f"there is no file '{path}'.", "Check the path."
        ) from None
    except OSError as fault:
        raise RefusedFileError(
            Code.FILE_NOT_FOUND,
            f"'{path}' cannot be opened: {fault.strerror}.",
            "Close it in other programs and check that you may read it.",
        ) from fault
