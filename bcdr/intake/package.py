"""Inspects a file before anything reads it: what kind it is, and whether it is safe to open."""

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Final

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from bcdr.intake import limits
from bcdr.intake.codes import Code
from bcdr.intake.letters import letters_to_number


class FileKind(StrEnum):
    """Kind of file, by what is in it, whatever its name says."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemCell:
    """A cell whose value was lost before the file got here: an error, or a formula never run."""

    cell: str
    code: Code
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What is known of a file without reading its tables; `problem_cells` by sheet name."""

    kind: FileKind
    problem_cells: Mapping[str, tuple[ProblemCell, ...]] = field(default_factory=dict)


class RefusedFileError(Exception):
    """The file cannot be used: a code, what is wrong, what to do."""

    def __init__(
        self, code: Code, problem: str, remedy: str, *, sheet: str = "", cell: str = ""
    ) -> None:
        super().__init__(f"{problem} {remedy}")
        self.code = code
        self.problem = problem
        self.remedy = remedy
        self.sheet = sheet
        self.cell = cell


SAVE_AGAIN: Final = "Open it in Excel or LibreOffice, save it as .xlsx and upload that file."

_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
)
"""What unpacking a damaged archive raises, of which only the first is meant for it."""

_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_PICTURES: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"BM", "a BMP picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"%PDF", "a PDF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
)
_PACKAGES: Final[tuple[tuple[str, str], ...]] = (
    ("word/document.xml", "a Word document"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
    ("Index/Document.iwa", "an Apple Numbers or Pages file"),
)
_LOOKED_AT: Final = (".xml", ".rels", ".bin")
_FAR: Final = re.compile(
    # A reference of three letters or more, or a row from 200,000 on, of a cell that is not empty.
    rb"""\br\s*=\s*["'](?:[A-Za-z]{3,}[0-9]+|[A-Za-z]{1,2}(?:[2-9][0-9]{5}|[0-9]{7,}))["']"""
    rb"[^<>]*(?<!/)>"
)
_REFERENCE: Final = rb"""\br\s*=\s*["']([A-Za-z]+)([0-9]+)["']"""
_FILLED_CELL: Final = re.compile(rb"<(?:\w+:)?c\s[^<>]*?" + _REFERENCE + rb"[^<>]*(?<!/)>")
_ERROR_CELL: Final = re.compile(
    rb"""<(?:\w+:)?c\s(?=[^<>]*\bt=["']e["'])[^<>]*?"""
    + _REFERENCE
    + rb"""[^<>]*>.*?<(?:\w+:)?v>([^<]*)</""",
    re.DOTALL,
)
_FORMULA_CELL: Final = re.compile(
    rb"<(?:\w+:)?c\s[^<>]*?"
    + _REFERENCE
    + rb"[^<>]*>\s*<(?:\w+:)?f\b(?:[^<>]*/>|[^<>]*>[^<]*</(?:\w+:)?f>)"
    + rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_BLOCK: Final = 2**20


def inspect(content: bytes, name: str) -> Inspection:
    """Return what kind of file it is and which of its cells lost their value.

    Raises:
        RefusedFileError: it is empty, no spreadsheet, protected, broken or made to do harm.
    """
    shown = f"'{name}'" if name else "The file"
    if not content.strip(b"\x00 \t\r\n"):
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
        _refuse_encrypted(content, shown)
        return Inspection(kind=FileKind.XLS)
    if content.startswith(b"PK"):
        return _inspect_package(content, shown)
    for beginning, what in _PICTURES:
        if content.startswith(beginning):
            raise RefusedFileError(
                Code.FILE_NOT_SPREADSHEET,
                f"{shown} is {what}, not a spreadsheet, whatever its name says.",
                "Upload the workbook itself (.xlsx, .xls, .ods or .csv).",
            )
    if not _looks_like_text(content):
        raise RefusedFileError(
            Code.FILE_NOT_SPREADSHEET,
            f"{shown} is not a spreadsheet that can be read.",
            f"Use .xlsx, .xlsm, .xlsb, .xls, .ods or .csv. {SAVE_AGAIN}",
        )
    return Inspection(kind=FileKind.TEXT)


def _refuse_encrypted(content: bytes, shown: str) -> None:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise RefusedFileError(
            Code.FILE_PASSWORD,
            f"{shown} is protected by a password.",
            "Open it in Excel, remove the password under File > Info > Protect Workbook, "
            "save it and upload it again.",
        )


def _looks_like_text(content: bytes) -> bool:
    start = content[: 64 * 1024]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    control = sum(byte < 32 and byte not in (9, 10, 12, 13) for byte in start)
    return control == 0


def _inspect_package(content: bytes, shown: str) -> Inspection:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = {info.filename for info in package.infolist()}
            kind = _package_kind(package, names, shown)
            _check_sizes(package, shown)
            return Inspection(kind=kind, problem_cells=_scan_parts(package, kind, shown))
    except _DAMAGE as fault:
        raise RefusedFileError(
            Code.FILE_BROKEN, f"{shown} is damaged: it cannot be unpacked.", SAVE_AGAIN
        ) from fault
    except RuntimeError as fault:
        # zipfile says with a RuntimeError that a part is encrypted.
        raise RefusedFileError(
            Code.FILE_PASSWORD,
            f"{shown} is an archive protected by a password.",
            "Unpack it and upload the workbook itself.",
        ) from fault


def _package_kind(package: zipfile.ZipFile, names: set[str], shown: str) -> FileKind:
    lower = {name.lower() for name in names}
    if "xl/workbook.bin" in lower:
        return FileKind.XLSB
    if "xl/workbook.xml" in lower:
        return FileKind.XLSX
    if "content.xml" in lower and "mimetype" in lower:
        if b"spreadsheet" in package.read("mimetype")[:200]:
            return FileKind.ODS
        raise RefusedFileError(
            Code.FILE_NOT_SPREADSHEET,
            f"{shown} is an OpenDocument file, but not a spreadsheet.",
            "Upload the spreadsheet (.ods or .xlsx).",
        )
    what = next((what for part, what in _PACKAGES if part in names), "an archive")
    raise RefusedFileError(
        Code.FILE_NOT_SPREADSHEET,
        f"{shown} is {what}, not a spreadsheet.",
        "Upload the workbook itself (.xlsx, .xls, .ods or .csv).",
    )


def _check_sizes(package: zipfile.ZipFile, shown: str) -> None:
    parts = package.infolist()
    looked_at = [part for part in parts if part.filename.lower().endswith(_LOOKED_AT)]
    largest = max((part.file_size for part in looked_at), default=0)
    total = sum(part.file_size for part in looked_at)
    if len(parts) > limits.PARTS or largest > limits.PART_BYTES or total > limits.PACKAGE_BYTES:
        raise RefusedFileError(
            Code.FILE_TOO_LARGE,
            f"{shown} unpacks to {total / 2**20:,.0f} MB in {len(parts):,} parts.",
            "Remove sheets and rows that are not needed, or split the list.",
        )
    for part in looked_at:
        swollen = part.file_size > limits.RATIO * max(part.compress_size, 1)
        if swollen and part.file_size > limits.RATIO_BYTES:
            raise RefusedFileError(
                Code.FILE_UNSAFE,
                f"{shown} holds a part ({part.filename}) that unpacks to "
                f"{part.file_size / 2**20:,.0f} MB from {part.compress_size / 2**20:,.1f} MB, "
                "as files made to overload a reader do.",
                "Copy the rows that count into a new workbook and upload that.",
            )


def _scan_parts(
    package: zipfile.ZipFile, kind: FileKind, shown: str
) -> dict[str, tuple[ProblemCell, ...]]:
    sheet_names = _sheet_names(package) if kind is FileKind.XLSX else {}
    found: dict[str, tuple[ProblemCell, ...]] = {}
    for part in package.infolist():
        if not part.filename.lower().endswith((".xml", ".rels")):
            continue
        sheet = sheet_names.get(part.filename)
        cells: list[ProblemCell] = []
        for block in _blocks(package, part):
            if b"<!DOCTYPE" in block or b"<!ENTITY" in block:
                raise RefusedFileError(
                    Code.FILE_UNSAFE,
                    f"{shown} declares its own entities ({part.filename}), which no spreadsheet "
                    "program does.",
                    "Copy the rows that count into a new workbook and upload that.",
                )
            if sheet is not None:
                _refuse_far_cells(block, sheet)
                _note_problem_cells(block, cells)
        if sheet is not None and cells:
            found[sheet] = tuple(cells)
    return found


def _blocks(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a part in blocks that end with a whole cell where it has cells."""
    carried = b""
    with package.open(part) as stream:
        while block := stream.read(_BLOCK):
            block = carried + block
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


def _refuse_far_cells(block: bytes, sheet: str) -> None:
    for hit in _FAR.finditer(block):
        start = block.rfind(b"<", 0, hit.start())
        cell = _FILLED_CELL.match(block, start)
        if cell is None:
            continue
        column, row = cell[1].decode("ascii").upper(), int(cell[2])
        if row > limits.ROWS or letters_to_number(column) > limits.COLUMNS:
            raise RefusedFileError(
                Code.FILE_UNSAFE,
                f"a value stands in cell {column}{row}, far outside any list; the limit is row "
                f"{limits.ROWS:,} and column ZZ.",
                "Delete the rows or columns beyond the list, save and upload again.",
                sheet=sheet,
                cell=f"{column}{row}",
            )


def _note_problem_cells(block: bytes, cells: list[ProblemCell]) -> None:
    room = limits.PROBLEM_CELLS - len(cells)
    if room <= 0:
        return
    found: list[ProblemCell] = []
    if b't="e"' in block or b"t='e'" in block:
        found += (
            ProblemCell(
                cell=(hit[1] + hit[2]).decode("ascii"),
                code=Code.ERROR_CELL,
                text=hit[3].decode("utf-8", "replace"),
            )
            for hit in _ERROR_CELL.finditer(block)
        )
    if b"<f" in block or b":f" in block:
        found += (
            ProblemCell(
                cell=(hit[1] + hit[2]).decode("ascii"), code=Code.FORMULA_WITHOUT_VALUE, text=""
            )
            for hit in _FORMULA_CELL.finditer(block)
        )
    cells += found[:room]


def _sheet_names(package: zipfile.ZipFile) -> dict[str, str]:
    """Return the sheet's name for each part that holds one; empty where that is not readable."""
    try:
        book = fromstring(package.read("xl/workbook.xml"))
        links = fromstring(package.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ParseError, DefusedXmlException):
        return {}
    parts = {
        link.get("Id"): str(PurePosixPath("xl") / link.get("Target", "").lstrip("/"))
        if not link.get("Target", "").startswith("/")
        else link.get("Target", "").lstrip("/")
        for link in links.iter()
        if link.get("Id")
    }
    names: dict[str, str] = {}
    for element in book.iter():
        if element.tag.rpartition("}")[2] != "sheet":
            continue
        link_id = next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == "id"), "")
        if link_id in parts:
            names[parts[link_id]] = element.get("name", "")
    return names
