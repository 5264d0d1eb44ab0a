"""What is no workbook is called by its name; a list that only begins like one is not."""

import struct

import pytest

from bcdr.intake import Code
from bcdr.intake.package import FileKind, inspect
from bcdr.intake.refusals import RefusedFileError
from tests.intake.test_package import OLE

BOOK = bytes.fromhex("0908100000060500") + bytes(12)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), "a Word document"),
        (OLE + "__substg1.0_".encode("utf-16-le"), "an e-mail"),
        (b"<html><table></table></html>", "a web page"),
        (b"\xef\xbb\xbf <!DOCTYPE HTML><html>", "a web page"),
        (b'<?xml version="1.0"?><Workbook/>', "an XML document"),
        (b'{"applications": []}', "JSON"),
        (b"{\\rtf1 x}", "a text document"),
        (b"%PDF-1.7\n%x", "a PDF document"),
        (b"SQLite format 3\x00", "a database"),
        (b"BM\x36\x00\x00\x00", "a BMP picture"),
    ],
)
def test_other_files_are_called_by_their_name(content: bytes, words: str) -> None:
    with pytest.raises(RefusedFileError, match=words) as caught:
        inspect(content, "list.xls")

    assert caught.value.code is Code.FILE_NOT_SPREADSHEET


@pytest.mark.parametrize(
    "content",
    [b"BMC name,RTO\nShop,4\n", b"PK,Name\n1,Shop\n", b"{id},Name\n1,Shop\n", b"<5 min;x\n"],
)
def test_lists_that_begin_like_other_files_are_lists(content: bytes) -> None:
    assert inspect(content, "list.csv").kind is FileKind.TEXT


def test_encryption_of_an_old_workbook_is_found_among_its_first_records() -> None:
    other, encryption = struct.pack("<HH", 0x00E1, 2) + b"xx", struct.pack("<HH", 0x002F, 4)

    with pytest.raises(RefusedFileError, match="protected by a password"):
        inspect(OLE + BOOK + other + encryption + b"xxxx", "list.xls")
    assert inspect(OLE + BOOK + other * 20 + encryption, "list.xls").kind is FileKind.XLS
    assert inspect(OLE + BOOK[:10], "list.xls").kind is FileKind.XLS
