"""Inspects a file before anything reads it: what kind it is, and whether it is safe to open."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Final
from zipfile import ZipInfo

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from bcdr.intake import limits
from bcdr.intake.archive import Archive, check_sizes, open_archive
from bcdr.intake.cell_formats import FormatRuns, styles_with_meaning
from bcdr.intake.codes import Code
from bcdr.intake.open_document import formats_of_document
from bcdr.intake.other_kinds import PACKAGES, refuse_other_kinds, refuse_other_ole
from bcdr.intake.problem_cells import ProblemCell
from bcdr.intake.refusals import COPY_ROWS, RefusedFileError, damaged, shown_name
from bcdr.intake.sheet_scan import SheetScan

__all__ = ["FileKind", "Inspection", "OpenedFile", "RefusedFileError", "inspect", "open_file"]


class FileKind(StrEnum):
    """Kind of file, by what is in it, whatever its name says."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What is known of a file without reading its tables, by sheet name.

    `number_formats` holds the format code of numbers by (row, column) from 0 where it says more
    than the number itself.
    """

    kind: FileKind
    problem_cells: Mapping[str, tuple[ProblemCell, ...]] = field(default_factory=dict)
    number_formats: Mapping[str, FormatRuns] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedFile:
    """A file whose kind is known and whose outside keeps the limits; `archive` if it is one."""

    kind: FileKind
    archive: Archive | None = None

    def look_inside(self) -> Inspection:
        """Return what the parts of the file say before any table is built.

        Raises:
            RefusedFileError: it is broken or made to do harm.
        """
        if self.archive is None:
            return Inspection(kind=self.kind)
        return _look_inside(self.archive, self.kind)


_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_XML: Final = (".xml", ".rels")
_BLOCK: Final = 2**20


def inspect(content: bytes, name: str) -> Inspection:
    """Return what kind of file it is and what its parts say before any table is built.

    Raises:
        RefusedFileError: it is empty, no spreadsheet, protected, broken or made to do harm.
    """
    return open_file(content, name, time.thread_time() + limits.READ_SECONDS).look_inside()


def open_file(content: bytes, name: str, until: float) -> OpenedFile:
    """Return the kind of a file after a look at its outside, which costs next to nothing.

    `until` is the reading of this thread's clock at which the time for the file is over.

    Raises:
        RefusedFileError: it is empty, no spreadsheet, protected, too large or swollen.
    """
    shown = shown_name(name)
    start = content[:4096].lstrip(b"\x00 \t\r\n")
    if not start and not content.strip(b"\x00 \t\r\n"):
        raise RefusedFileError(
            Code.FILE_EMPTY,
            f"{shown} is empty.",
            "Save the workbook again and check that it opens, then upload it.",
        )
    if len(content) > limits.FILE_BYTES:
        raise RefusedFileError(
            Code.FILE_TOO_LARGE,
            f"{shown} has {len(content) / 2**20:,.0f} MB; the limit is "
            f"{limits.FILE_BYTES / 2**20:,.0f} MB.",
            "Remove sheets and pictures that are not needed, or split the list.",
        )
    if content.startswith(_OLE):
        refuse_other_ole(content, shown)
        return OpenedFile(kind=FileKind.XLS)
    if content.startswith(_ZIP):
        archive = open_archive(content, shown, until)
        kind = _package_kind(archive)
        check_sizes(archive)
        return OpenedFile(kind=kind, archive=archive)
    refuse_other_kinds(content, shown)
    return OpenedFile(kind=FileKind.TEXT)


def _package_kind(archive: Archive) -> FileKind:
    if archive.find("xl/workbook.bin"):
        return FileKind.XLSB
    if archive.find("xl/workbook.xml"):
        return FileKind.XLSX
    if archive.find("content.xml") and archive.find("mimetype"):
        if b"spreadsheet" not in (archive.small("mimetype") or b"")[:200]:
            raise RefusedFileError(
                Code.FILE_NOT_SPREADSHEET,
                f"{archive.shown} is an OpenDocument file, but not a spreadsheet.",
                "Upload the spreadsheet (.ods or .xlsx).",
            )
        if b"encryption-data" in (archive.small("META-INF/manifest.xml") or b""):
            raise RefusedFileError(
                Code.FILE_PASSWORD,
                f"{archive.shown} is protected by a password.",
                "Save it without a password and upload it again.",
            )
        return FileKind.ODS
    what = next((what for part, what in PACKAGES if archive.find(part)), "an archive")
    raise RefusedFileError(
        Code.FILE_NOT_SPREADSHEET,
        f"{archive.shown} is {what}, not a spreadsheet.",
        "Upload the workbook itself (.xlsx, .xls, .ods or .csv).",
    )


def _look_inside(archive: Archive, kind: FileKind) -> Inspection:
    is_xlsx = kind is FileKind.XLSX
    names = _sheet_names(archive) if is_xlsx else {}
    styles = styles_with_meaning(archive.small("xl/styles.xml")) if is_xlsx else {}
    problems: dict[str, tuple[ProblemCell, ...]] = {}
    formats: dict[str, FormatRuns] = {}
    if kind is FileKind.ODS:
        formats = formats_of_document(archive.small("content.xml"), archive.small("styles.xml"))
    for part in archive.parts:
        name = names.get(part.filename.lower())
        if name is None and not part.filename.lower().endswith(_XML):
            continue
        scan = _scan(archive, part, name, styles if is_xlsx else None)
        if scan is not None and name is not None:
            if scan.problem_cells:
                problems[name] = tuple(scan.problem_cells)
            if scan.formats:
                formats[name] = FormatRuns(scan.formats)
    return Inspection(kind=kind, problem_cells=problems, number_formats=formats)


def _scan(
    archive: Archive, part: ZipInfo, name: str | None, styles: dict[str, str] | None
) -> SheetScan | None:
    """Look over one part; return what was learned where it is a sheet of an .xlsx file."""
    scan: SheetScan | None = None
    for number, block in enumerate(_whole_blocks(archive, part)):
        _refuse_entities(archive, part, block)
        if number == 0 and styles is not None and (name is not None or b"sheetData" in block):
            scan = SheetScan(name or part.filename, styles)
        if scan is not None:
            scan.look_at(block)
    if scan is not None and scan.area > limits.CELLS:
        exact = SheetScan(name or part.filename, {}, is_exact=True)
        for block in _whole_blocks(archive, part):
            exact.look_at(block)
        if exact.area > limits.CELLS:
            raise too_large_area(name or part.filename)
    return scan


def _refuse_entities(archive: Archive, part: ZipInfo, block: bytes) -> None:
    if b"<!" in block and (b"<!DOCTYPE" in block or b"<!ENTITY" in block):
        raise RefusedFileError(
            Code.FILE_UNSAFE,
            f"{archive.shown} declares its own entities ({part.filename}), which no spreadsheet "
            "program does.",
            COPY_ROWS,
        )
    if b"\x00" in block:
        raise damaged(archive.shown, f": its part {part.filename} is no text")


def too_large_area(sheet: str) -> RefusedFileError:
    """Return the refusal of a sheet whose table would be too large."""
    return RefusedFileError(
        Code.FILE_TOO_LARGE,
        f"values stand beyond row {limits.ROWS:,} or column ZZ, or all over a very large area.",
        "Delete the rows or columns beyond the list, save and upload again.",
        sheet=sheet,
    )


def _whole_blocks(archive: Archive, part: ZipInfo) -> Iterator[bytes]:
    """Yield a part in blocks that end with a whole cell where it has cells."""
    carried = b""
    for unpacked in archive.blocks(part):
        block = carried + unpacked
        cut = _end_of_whole_cells(block)
        if len(block) - cut > 4 * _BLOCK:
            cut = len(block)
        yield block[:cut]
        carried = block[cut:]
    yield carried


def _end_of_whole_cells(block: bytes) -> int:
    """Return where a block can be cut so that no cell, or at least no tag, is cut in two."""
    end = block.rfind(b"</c>")
    if end >= 0:
        return end + len(b"</c>")
    prefixed = block.rfind(b":c ")
    opened = max(block.rfind(b"<c "), block.rfind(b"<", 0, prefixed) if prefixed >= 0 else -1)
    return opened if opened >= 0 else max(0, block.rfind(b"<"))


def _sheet_names(archive: Archive) -> dict[str, str]:
    """Return the name of each sheet by its part in lower case; none if they are unreadable."""
    book, links = archive.small("xl/workbook.xml"), archive.small("xl/_rels/workbook.xml.rels")
    if book is None or links is None:
        return {}
    try:
        sheets, targets = fromstring(book), fromstring(links)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return {}
    parts = {
        link.get("Id"): _part_name(link.get("Target", ""))
        for link in targets.iter()
        if link.get("Id")
    }
    names: dict[str, str] = {}
    for element in sheets.iter():
        if element.tag.rpartition("}")[2] != "sheet":
            continue
        link_id = next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == "id"), "")
        if link_id in parts:
            names[parts[link_id]] = element.get("name", "")
    return names


def _part_name(target: str) -> str:
    """Return the name of the part that a link of the workbook leads to, in lower case."""
    if target.startswith("/"):
        return target.lstrip("/").lower()
    return str(PurePosixPath("xl") / target).lower()
