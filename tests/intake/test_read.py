"""A file of any kind gives a reading, never an exception."""

import io
import random
import zipfile
from pathlib import Path

import pytest

from bcdr.intake import Code, read_workbook
from bcdr.model.findings import FindingSeverity
from tests.intake.books import AS_OF, book, codes, read, sheet
from tests.intake.test_package import OLE, SHEET, SMALL, bomb, entities, sheet_xml, with_part
from tests.machine import saved_by

LIST = sheet(
    "Applications",
    {"application": "Shop", "workload": "Web", "rto_hours": "4 h", "data_gb": 500},
    {"application": "Shop", "workload": "Database", "rto_hours": "1 h", "data_gb": 900},
)


def test_a_path_and_bytes_give_the_same(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(book(Applications=LIST))

    by_path = read_workbook(path, as_of=AS_OF)
    by_text = read_workbook(str(path), as_of=AS_OF)
    by_bytes = read_workbook(path.read_bytes(), name="list.xlsx", as_of=AS_OF)

    assert by_path == by_text == by_bytes
    assert by_path.is_usable
    assert by_path.counts["workloads"] == 2


def test_a_file_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    missing = read_workbook(tmp_path / "list.xlsx", as_of=AS_OF)
    folder = read_workbook(tmp_path, as_of=AS_OF)

    assert [codes(missing), codes(folder)] == [[("file", Code.FILE_NOT_FOUND)]] * 2
    assert "list.xlsx" in missing.findings[0].problem


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", Code.FILE_EMPTY),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), Code.FILE_NOT_SPREADSHEET),
        (OLE + "EncryptedPackage".encode("utf-16-le"), Code.FILE_PASSWORD),
        (OLE, Code.FILE_BROKEN),
        (SMALL[:200], Code.FILE_BROKEN),
        (bomb(), Code.FILE_UNSAFE),
        (entities(), Code.FILE_UNSAFE),
        (
            with_part(SMALL, SHEET, sheet_xml('<row><c r="XFD1048576"><v>1</v></c></row>')),
            Code.FILE_UNSAFE,
        ),
        (book(Sheet1=[]), Code.NO_ROWS),
        (book(Applications=[["Application", "RTO"]]), Code.NO_ROWS),
        (book(Fruit=[["Apple", "Pear"], [1, 2]]), Code.NO_USABLE_SHEET),
    ],
)
def test_a_bad_file_says_what_to_do(content: bytes, code: Code) -> None:
    found = read(content)

    assert not found.is_usable
    assert found.has_errors
    last = found.findings[-1]
    assert (last.code, last.severity) == (code, FindingSeverity.ERROR)
    assert last.problem
    assert last.remedy


def test_a_text_file_is_read_by_its_separator() -> None:
    content = b"Anwendung;RTO\nApplication;RTO (min);Data (GB)\nB\xfccher;30;1.200,5\n"

    found = read(content, "Liste.csv")

    assert found.portfolio is not None
    (shop,) = found.portfolio.workloads
    assert (shop.application, shop.rto_hours, shop.data_gb) == ("Bücher", 0.5, 1200.5)
    assert ("Liste", Code.SHEET_GUESSED) in codes(found)


@pytest.mark.parametrize("kind", ["xls", "ods", "xlsx"])
def test_what_libreoffice_saves_is_read_alike(kind: str, libreoffice: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    source = tmp_path / "in" / "list.xlsx"
    source.write_bytes(book(Applications=LIST))

    saved = read_workbook(saved_by(libreoffice, source, kind, tmp_path), as_of=AS_OF)
    assert saved.portfolio == read_workbook(source, as_of=AS_OF).portfolio
    assert codes(saved) == []


def test_names_that_look_like_formulas_or_markup_stay_names() -> None:
    names = ["=1+1", "+1", "@SUM(A1)", "<b>Shop</b>", "![](http://host/t.png)", "-2"]
    header, *rows = [["Application", "RTO"], *([None, 4] for _ in names)]
    content = book(Applications=[header, *rows])
    cells = "".join(
        f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>{_escaped(name)}</t></is></c>'
        f'<c r="B{number}"><v>4</v></c></row>'
        for number, name in enumerate(["Application", *names], start=1)
    ).replace('<c r="B1"><v>4</v></c>', '<c r="B1" t="inlineStr"><is><t>RTO</t></is></c>')

    found = read(with_part(content, SHEET, sheet_xml(cells)))

    assert found.portfolio is not None
    assert [item.application for item in found.portfolio.workloads] == names
    assert len({item.id for item in found.portfolio.workloads}) == len(names)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


@pytest.mark.parametrize("seed", range(20))
def test_a_workbook_with_damaged_xml_is_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  chance, not secrets
    content = book(Applications=LIST)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        part = chance.choice([name for name in package.namelist() if name.endswith(".xml")])
        damaged = bytearray(package.read(part))
    for _ in range(3):
        place = chance.randrange(len(damaged))
        damaged[place : place + chance.randrange(8)] = chance.choice(
            [b"<", b">", b'"', b"&#x0;", b'r="A0"', b"999999999999", b"<f>", b"</c>"]
        )

    found = read(with_part(content, part, bytes(damaged)))

    assert found.is_usable or found.has_errors
