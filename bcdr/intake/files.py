"""Reads several files together: sheets are told apart by file, findings say which one is meant."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeAlias

from bcdr.intake.answers import with_answers
from bcdr.intake.as_read import sheets_as_read
from bcdr.intake.codes import Code
from bcdr.intake.raw import RawSheet
from bcdr.intake.read import read_tables, reading_of
from bcdr.intake.reading import Reading
from bcdr.intake.row_ids import unique_id
from bcdr.intake.same_names import in_file
from bcdr.intake.tables import TablesRead
from bcdr.model.catalogue import Catalogue
from bcdr.model.columns import APPLICATIONS
from bcdr.model.findings import Finding
from bcdr.model.recognition import SheetCorrection
from bcdr.model.records import Record, RecordTable

_ANOTHER_FILE_HAS: Final = frozenset({Code.NO_USABLE_SHEET, Code.ANSWERS_ALONE})
"""What is said of a file that lists no applications where another one lists them."""

FileSource: TypeAlias = Path | str | tuple[str, bytes]
"""A path, or the name of a file and its content."""


def read_files(
    sources: Sequence[FileSource],
    *,
    as_of: datetime.date,
    catalogue: Catalogue | None = None,
    corrections: Sequence[SheetCorrection] = (),
) -> Reading:
    """Return what files say together, judged at a date.

    Rows of one name are joined over all files; where two files differ, the one named first counts
    and the difference is a finding. `corrections` are a person's, for tables with the same
    headers. A bad file is not an exception: it gives findings, and the others are read.
    """
    read = read_file_tables(sources, corrections=corrections)
    return reading_of(read, as_of=as_of, catalogue=catalogue)


def read_file_tables(
    sources: Sequence[FileSource], *, corrections: Sequence[SheetCorrection] = ()
) -> TablesRead:
    """Return the tables of all files with raw cells; sheets of several files are `[file]sheet`."""
    reads = [_read(source, corrections) for source in sources]
    if len(reads) == 1:
        return reads[0]
    names = _names(sources)
    has_list = any(t.role == APPLICATIONS.name for read in reads for t in read.tables)
    tables, answered = with_answers(
        _with_own_ids(
            replace(table, sheet=in_file(name, table.sheet))
            for name, read in zip(names, reads, strict=True)
            for table in read.tables
        )
    )
    return TablesRead(
        tables=tables,
        findings=tuple(
            _placed(finding, name)
            for name, read in zip(names, reads, strict=True)
            for finding in read.findings
            # What one file lacks, another has.
            if not (has_list and finding.code in _ANOTHER_FILE_HAS)
        )
        + answered,
        rows_read=sum(read.rows_read for read in reads),
        rows_skipped=sum(read.rows_skipped for read in reads),
        rows_blank=sum(read.rows_blank for read in reads),
        proposals=tuple(
            replace(proposal, file=name)
            for name, read in zip(names, reads, strict=True)
            for proposal in read.proposals
        ),
    )


def sheets_of_files(paths: Sequence[Path]) -> tuple[RawSheet, ...]:
    """Return the raw sheets of files, named as the findings of these files name them."""
    raw = [sheets_as_read(path.read_bytes(), path.name) for path in paths]
    if len(raw) == 1:
        return raw[0]
    return tuple(
        replace(sheet, name=in_file(name, sheet.name))
        for name, sheets in zip(_names(paths), raw, strict=True)
        for sheet in sheets
    )


def _read(source: FileSource, corrections: Sequence[SheetCorrection]) -> TablesRead:
    if isinstance(source, tuple):
        name, content = source
        return read_tables(content, name, corrections=corrections)
    return read_tables(source, corrections=corrections)


def _names(sources: Sequence[FileSource]) -> list[str]:
    """Return the name of each file; files of one name in several folders are numbered."""
    names = [source[0] if isinstance(source, tuple) else Path(source).name for source in sources]
    counts = Counter(names)
    met: Counter[str] = Counter()
    found = []
    for name in names:
        met[name] += 1
        found.append(f"{name} ({met[name]})" if counts[name] > 1 else name)
    return found


def _placed(finding: Finding, file: str) -> Finding:
    return replace(finding, sheet=in_file(file, finding.sheet))


def _with_own_ids(tables: Iterable[RecordTable]) -> tuple[RecordTable, ...]:
    """Return the tables with ids that are unique within each role over all files."""
    taken: dict[str, set[str]] = {}
    found = []
    for table in tables:
        used = taken.setdefault(table.role, set())
        records: list[Record] = []
        for record in table.records:
            own = unique_id(record.id, used)
            used.add(own)
            records.append(record if own == record.id else replace(record, id=own))
        found.append(replace(table, records=tuple(records)))
    return tuple(found)
