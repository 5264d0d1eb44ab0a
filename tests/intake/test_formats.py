"""The same small table comes out of every kind of file, whatever wrote it."""

import datetime
import io
import random
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pytest
from openpyxl import Workbook

from bcdr.intake import Code
from bcdr.intake.package import FileKind, inspect
from bcdr.intake.raw import RawSheet, read_raw
from bcdr.intake.refusals import RefusedFileError
from bcdr.model.records import Cell
from tests.intake.books import saved
from tests.machine import saved_by

TESTED = datetime.date(2026, 5, 12)
ROWS: Final[list[list[Cell]]] = [
    ["Anwendung", "RTO", "Größe", "Kritisch", "Getestet", "Zeit", "Nummer"],
    ["受注", 4.0, 0.25, True, TESTED, datetime.time(4, 30), "007"],
    ["Order, desk\nline", "", 12.5, False, "", "", "None"],
]
BINARY_KINDS = {"xls": FileKind.XLS, "ods": FileKind.ODS, "xlsx": FileKind.XLSX}


def made() -> Workbook:
    """The table, with a second, hidden sheet."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Liste"
    for row in ROWS:
        sheet.append([cell if cell != "" else None for cell in row])
    sheet["C2"].number_format = "0%"
    sheet["B2"].number_format = '0 "hours"'
    sheet["F2"].number_format = "h:mm"
    hidden = workbook.create_sheet("Versteckt")
    hidden.append(["x"])
    hidden.sheet_state = "hidden"
    return workbook


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, libreoffice: Path) -> Mapping[str, bytes]:
    """The table as LibreOffice saves it, by the ending of the file."""
    folder = tmp_path_factory.mktemp("formats")
    source = folder / "source.xlsx"
    made().save(source)
    content = {}
    for kind in BINARY_KINDS:
        (folder / kind).mkdir()
        content[kind] = saved_by(libreoffice, source, kind, folder / kind).read_bytes()
    return MappingProxyType(content)


@pytest.mark.parametrize("kind", BINARY_KINDS)
def test_what_libreoffice_saves_is_read_the_same(kind: str, files: Mapping[str, bytes]) -> None:
    assert inspect(files[kind], "list").kind is BINARY_KINDS[kind]

    found = read_raw(files[kind], f"list.{kind}")

    first, second = found.sheets
    assert (first.name, first.is_visible, second.name) == ("Liste", True, "Versteckt")
    assert second.is_visible is False
    assert first.rows == ROWS


def test_a_plain_workbook_and_one_with_macros_are_read_the_same() -> None:
    content = saved(made())

    plain, with_macros = read_raw(content, "list.xlsx"), read_raw(content, "list.xlsm")

    assert plain.sheets == with_macros.sheets
    assert plain.sheets[0].rows == ROWS
    assert (plain.name, with_macros.name) == ("list.xlsx", "list.xlsm")


def test_a_binary_workbook_is_read() -> None:
    (sheet,) = read_raw(binary_workbook(), "list.xlsb").sheets

    assert inspect(binary_workbook(), "list").kind is FileKind.XLSB
    assert (sheet.name, sheet.rows) == ("Liste", [["Größe", "RTO", ""], ["Shop", 4.0, True]])


@pytest.mark.parametrize("separator", ",;\t|")
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp932"]
)
def test_text_is_read_in_every_encoding_with_every_separator(encoding: str, separator: str) -> None:
    lines = [["アプリケーション", "RTO", "備考"], ["受注システム", "4時間", f'"a{separator}b\nc"']]
    text = "\r\n".join(separator.join(line) for line in lines) + "\r\n"

    (sheet,) = read_raw(text.encode(encoding), "list.csv").sheets

    assert sheet.rows == [lines[0], ["受注システム", "4時間", f"a{separator}b\nc"]]


def test_several_files_keep_their_names() -> None:
    names = [read_raw(b"a,b\n1,2\n", name).name for name in ("one.csv", "two.tsv", "")]

    assert names == ["one.csv", "two.tsv", ""]


def test_number_formats_come_with_the_sheet() -> None:
    sheet = read_raw(saved(made()), "list.xlsx").sheets[0]

    assert dict(sheet.number_formats) == {(1, 1): '0 "hours"', (1, 2): "0%"}


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_number_formats_survive_libreoffice(kind: str, files: Mapping[str, bytes]) -> None:
    sheet = read_raw(files[kind], f"list.{kind}").sheets[0]

    assert sheet.number_formats[1, 2] == "0%"
    assert "hours" in sheet.number_formats[1, 1]


def test_a_sheet_without_meaning_in_its_formats_has_none() -> None:
    assert not RawSheet(name="x", is_visible=True, rows=[]).number_formats


def test_a_password_on_an_old_workbook_is_said(files: Mapping[str, bytes]) -> None:
    begin = files["xls"].find(struct.pack("<HH", 0x0809, 16))
    write_access = files["xls"].find(struct.pack("<HH", 0x005C, 112), begin)
    assert 0 < begin < write_access
    # The record of the user's name becomes the one that says how the rest is encrypted.
    encryption = struct.pack("<HHH", 0x002F, 112, 1)
    content = files["xls"][:write_access] + encryption + files["xls"][write_access + 6 :]

    with pytest.raises(RefusedFileError, match="protected by a password") as caught:
        read_raw(content, "list.xls")

    assert caught.value.code is Code.FILE_PASSWORD


@pytest.mark.parametrize("kind", BINARY_KINDS)
def test_damage_at_random_never_ends_in_a_traceback(kind: str, files: Mapping[str, bytes]) -> None:
    ends = set()
    for seed in range(40):
        chance = random.Random(seed)  # noqa: S311  the same damage each time
        changed = bytearray(files[kind])
        for _ in range(chance.randint(1, 12)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        try:
            ends.add(type(read_raw(bytes(changed), f"list.{kind}")).__name__)
        except RefusedFileError as fault:
            ends.add(fault.code)

    assert ends <= {"RawFile", *Code}


# ---------------------------------------------------------------------------------------------
# No program here writes .xlsb, so its records are written by hand.


def binary_workbook() -> bytes:
    """A workbook of binary records: two texts, then a text, a number and a truth value."""
    book = (
        *(_record(131), _record(143)),
        _record(156, struct.pack("<LL", 0, 1) + _text("rId1") + _text("Liste")),
        *(_record(144), _record(132)),
    )
    sheet = (
        *(_record(129), _record(148, struct.pack("<4L", 0, 1, 0, 2)), _record(145)),
        _record(0, struct.pack("<L", 0) + bytes(13)),
        _record(6, _place(0) + _text("Größe")),
        _record(6, _place(1) + _text("RTO")),
        _record(0, struct.pack("<L", 1) + bytes(13)),
        _record(6, _place(0) + _text("Shop")),
        _record(5, _place(1) + struct.pack("<d", 4.0)),
        _record(4, _place(2) + b"\x01"),
        *(_record(146), _record(130)),
    )
    return _packed(b"".join(book), b"".join(sheet))


def _packed(book: bytes, sheet: bytes) -> bytes:
    link = '<Relationship Id="rId1" Type="worksheet" Target="worksheets/sheet1.bin"/>'
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "xl/workbook.bin": book,
        "xl/_rels/workbook.bin.rels": f"<Relationships>{link}</Relationships>".encode(),
        "xl/worksheets/sheet1.bin": sheet,
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return stream.getvalue()


def _record(kind: int, content: bytes = b"") -> bytes:
    """One record: its kind in one or two bytes, its length, its content."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
    return head + bytes([len(content)]) + content


def _text(text: str) -> bytes:
    return struct.pack("<L", len(text)) + text.encode("utf-16-le")


def _place(column: int) -> bytes:
    return struct.pack("<LL", column, 0)
