"""Refuses what is no workbook, and what a password protects, by how the file begins."""

import codecs
import struct
from typing import Final

from bcdr.intake.codes import Code
from bcdr.intake.encodings import is_text
from bcdr.intake.refusals import SAVE_AGAIN, RefusedFileError

_XLS_BEGIN: Final = bytes.fromhex("0908100000060500")
_XLS_ENCRYPTION: Final = 0x002F
_XLS_RECORDS: Final = 12
_OLE_KINDS: Final[tuple[tuple[str, str], ...]] = (
    ("WordDocument", "a Word document"),
    ("PowerPoint Document", "a PowerPoint presentation"),
    ("__substg1.0_", "an e-mail"),
    ("VisioDocument", "a Visio drawing"),
)
_OTHER_KINDS: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"BM", "a BMP picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3", "a database"),
)
_MARKUP: Final[tuple[tuple[bytes, str], ...]] = (
    (b"%pdf", "a PDF document"),
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"<table", "a web page"),
    (b"<?xml", "an XML document"),
    (b"<!doctype", "a document of markup"),
    (b"<head", "a web page"),
    (b"<body", "a web page"),
    (b"<div", "a web page"),
    (b"<script", "a web page"),
    (b"{\\rtf", "a text document"),
    (b'{"', "JSON"),
    (b"[{", "JSON"),
)
PACKAGES: Final[tuple[tuple[str, str], ...]] = (
    ("word/document.xml", "a Word document"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
    ("Index/Document.iwa", "an Apple Numbers or Pages file"),
)
"""Parts by which other packages are known, and what those are."""


def refuse_other_ole(content: bytes, shown: str) -> None:
    """Refuse a compound file that is encrypted, or of another program than Excel.

    Raises:
        RefusedFileError: it is one of these.
    """
    if "EncryptedPackage".encode("utf-16-le") in content or _is_encrypted_xls(content):
        raise RefusedFileError(
            Code.FILE_PASSWORD,
            f"{shown} is protected by a password.",
            "Open it in Excel, remove the password under File > Info > Protect Workbook, "
            "save it and upload it again.",
        )
    for part, what in _OLE_KINDS:
        if part.encode("utf-16-le") in content:
            raise _no_spreadsheet(shown, what)


def _is_encrypted_xls(content: bytes) -> bool:
    """Return whether one of the first records of an old workbook says how the rest is encrypted."""
    place = content.find(_XLS_BEGIN)
    for _ in range(_XLS_RECORDS if place >= 0 else 0):
        header = content[place : place + 4]
        if len(header) < 4:
            return False
        kind, length = struct.unpack("<HH", header)
        if kind == _XLS_ENCRYPTION:
            return True
        place += 4 + length
    return False


def refuse_other_kinds(content: bytes, shown: str) -> None:
    """Refuse what is neither a package nor a compound file, unless it can be a text table.

    Raises:
        RefusedFileError: it is something else.
    """
    if not is_text(content):
        for beginning, what in _OTHER_KINDS:
            if content.startswith(beginning):
                raise _no_spreadsheet(shown, what)
        raise RefusedFileError(
            Code.FILE_NOT_SPREADSHEET,
            f"{shown} is not a spreadsheet that can be read.",
            f"Use .xlsx, .xlsm, .xlsb, .xls, .ods or .csv. {SAVE_AGAIN}",
        )
    text = content[:4096].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    for beginning, what in _MARKUP:
        if text.startswith(beginning):
            raise RefusedFileError(
                Code.FILE_NOT_SPREADSHEET,
                f"{shown} is {what}, not a spreadsheet, whatever its name says.",
                SAVE_AGAIN,
            )


def _no_spreadsheet(shown: str, what: str) -> RefusedFileError:
    return RefusedFileError(
        Code.FILE_NOT_SPREADSHEET,
        f"{shown} is {what}, not a spreadsheet, whatever its name says.",
        "Upload the workbook itself (.xlsx, .xls, .ods or .csv).",
    )
