"""Whatever is uploaded ends in cells or a refusal, and the process that asked lives.

All files of this module are read one after another by one process.
"""

import io
import json
import struct
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bcdr.intake import Code, read_workbook
from bcdr.intake.raw import read_raw
from bcdr.intake.refusals import RefusedFileError
from tests.intake.books import AS_OF, book, with_part
from tests.intake.hostile import DANGEROUS, MAKERS, dangerous_names, formulas_without_values
from tests.intake.test_package import SMALL

ROOT = Path(__file__).resolve().parents[2]
MOST_GB = 1.0

UNSAFE = (
    "ratio bomb", "bomb with another ending", "lying size", "billion laughs",
    "external entity in texts", "external entity in the workbook", "external entity in a sheet",
    "external entity in styles", "far cell", "far cell in single quotes", "far cell with prefixes",
    "far cell in small letters", "far cell named twice", "far cell by counting",
    "path out of the archive",
)  # fmt: skip
TOO_LARGE = (
    "overlapping parts", "large area of two cells", "large area in two blocks",
    "huge line of text", "huge line of separators", "text of many rows",
    "text of many cells",
)  # fmt: skip
BROKEN = (
    "external links", "broken sheet", "broken workbook", "broken styles", "sheet in UTF-16",
    "patterns that run back", "large workbook part", "large styles",
    "deep workbook part", "deep styles", "garbage as .xls",
    "cut off archive", "open quotation mark",
)  # fmt: skip
NO_SPREADSHEET = (
    "nested archives", "text with zero bytes", "web page as .xls", "XML as .xlsx",
    "JSON as .csv", "program as .xlsx",
)  # fmt: skip
READ = (
    "nested in a workbook", "formulas without values", "phantom rows to the end",
    "merged everything", "dangerous names",
)  # fmt: skip
EITHER = (
    "phantom rows", "ten million empty rows", "huge shared string", "many shared strings",
    "repeated rows in .ods", "repeated cells in .ods",
)  # fmt: skip
"""Read where memory and time suffice, refused where they do not: both are in order."""
CODES: dict[str, tuple[Code | None, ...]] = {
    **dict.fromkeys(UNSAFE, (Code.FILE_UNSAFE,)),
    **dict.fromkeys(TOO_LARGE, (Code.FILE_TOO_LARGE,)),
    **dict.fromkeys(BROKEN, (Code.FILE_BROKEN,)),
    **dict.fromkeys(NO_SPREADSHEET, (Code.FILE_NOT_SPREADSHEET,)),
    **dict.fromkeys(READ, (None,)),
    **dict.fromkeys(EITHER, (None, Code.FILE_TOO_LARGE, Code.FILE_BROKEN)),
    "password on .xlsx": (Code.FILE_PASSWORD,),
    "text of zero bytes": (Code.FILE_EMPTY,),
}


@pytest.fixture(scope="module")
def reader() -> Iterator[subprocess.Popen[bytes]]:
    """The process that reads one file after another."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.intake.hostile"],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as process:  # fmt: skip
        yield process
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(timeout=30) == 0


def test_each_kind_of_harm_has_an_expected_end() -> None:
    assert set(CODES) == set(MAKERS)


@pytest.mark.parametrize("kind", MAKERS)
def test_harm_ends_within_a_gigabyte(kind: str, reader: subprocess.Popen[bytes]) -> None:
    content = MAKERS[kind]()
    assert reader.stdin is not None
    assert reader.stdout is not None
    reader.stdin.write(struct.pack("<Q", len(content)) + content)
    reader.stdin.flush()

    found: dict[str, Any] = json.loads(reader.stdout.readline())

    assert found.get("code") in CODES[kind]
    assert found["own_gb"] < MOST_GB
    assert found["child_gb"] < MOST_GB
    if "code" in found:
        assert found["problem"].endswith(".")
        assert found["remedy"].endswith(".")


def test_names_that_look_like_formulas_or_markup_stay_texts() -> None:
    (sheet,) = read_raw(dangerous_names(), "list.xlsx").sheets

    names = [row[0] for row in sheet.rows[1:]]
    # What Excel writes for a character that XML has none for comes back as that character.
    assert names == [name.replace("_x0000_", "\x00") for name in DANGEROUS]


def test_formulas_are_named_and_never_worked_out() -> None:
    (sheet,) = read_raw(formulas_without_values(), "list.xlsx").sheets

    assert {cell.cell for cell in sheet.problem_cells} == {"A1", "B1", "C1", "D1"}
    assert {cell.code for cell in sheet.problem_cells} == {Code.FORMULA_WITHOUT_VALUE}
    assert sheet.rows == []


def test_macros_of_a_workbook_are_never_looked_at() -> None:
    content = with_part(SMALL, "xl/vbaProject.bin", bytes(range(256)) * 100)

    assert read_raw(content, "list.xlsm").sheets == read_raw(SMALL, "list.xlsx").sheets


def test_a_password_on_an_open_document_is_said() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", bytes(range(256)))
        package.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")

    with pytest.raises(RefusedFileError, match="protected by a password") as caught:
        read_raw(stream.getvalue(), "list.ods")

    assert caught.value.code is Code.FILE_PASSWORD


def test_after_all_of_it_a_good_file_is_still_read(reader: subprocess.Popen[bytes]) -> None:
    content = book(Applications=[["Application"], ["Shop"]])
    assert reader.stdin is not None
    assert reader.stdout is not None
    reader.stdin.write(struct.pack("<Q", len(content)) + content)
    reader.stdin.flush()

    assert json.loads(reader.stdout.readline())["rows"] == 2


@pytest.mark.parametrize("kind", ["far cell", "billion laughs", "cut off archive", "JSON as .csv"])
def test_a_refusal_becomes_one_finding(kind: str) -> None:
    found = read_workbook(MAKERS[kind](), name="list.xlsx", as_of=AS_OF)

    assert [finding.code for finding in found.findings] == list(CODES[kind])
    assert not found.is_usable
