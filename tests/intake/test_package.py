"""Files are judged by what is in them before anything reads them."""

import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcdr.intake import Code, limits
from bcdr.intake.package import FileKind, RefusedFileError, inspect
from tests.intake.books import book, with_part

SHEET = "xl/worksheets/sheet1.xml"
SMALL = book(Applications=[["Application"], ["Order desk"]])
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512)


def refusal(content: bytes, name: str = "list.xlsx") -> RefusedFileError:
    with pytest.raises(RefusedFileError, match=r"\w") as caught:
        inspect(content, name)
    return caught.value


def sheet_xml(cells: str) -> str:
    return (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/'
        f'2006/main"><sheetData>{cells}</sheetData></worksheet>'
    )


def archive(**parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, text in parts.items():
            package.writestr(name.replace("__", "/"), text)
    return stream.getvalue()


def test_a_workbook_is_known_whatever_its_name_says() -> None:
    assert inspect(SMALL, "list.txt").kind is FileKind.XLSX
    assert inspect(OLE, "list.xlsx").kind is FileKind.XLS
    assert inspect(b"Application,RTO\nShop,4 h\n", "list.xlsx").kind is FileKind.TEXT


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", Code.FILE_EMPTY, "'list.xlsx' is empty."),
        (b"\r\n \x00", Code.FILE_EMPTY, "'list.xlsx' is empty."),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), Code.FILE_NOT_SPREADSHEET, "a PNG picture"),
        (b"\xff\xd8\xff\xe0" + bytes(100), Code.FILE_NOT_SPREADSHEET, "a JPEG picture"),
        (b"%PDF-1.7", Code.FILE_NOT_SPREADSHEET, "a PDF document"),
        (bytes(range(256)), Code.FILE_NOT_SPREADSHEET, "cannot|not a spreadsheet that can be read"),
        (
            OLE + "EncryptedPackage".encode("utf-16-le"),
            Code.FILE_PASSWORD,
            "protected by a password",
        ),
        (archive(word__document="x"), Code.FILE_NOT_SPREADSHEET, "an archive"),
        (SMALL[: len(SMALL) // 2], Code.FILE_BROKEN, "damaged"),
    ],
)
def test_what_is_no_workbook_is_refused_with_a_sentence(
    content: bytes, code: Code, words: str
) -> None:
    fault = refusal(content)

    assert fault.code is code
    assert any(part in fault.problem for part in words.split("|"))
    assert fault.remedy.endswith((".", ").")) or "upload" in fault.remedy


def test_a_word_document_is_called_by_its_name() -> None:
    document = io.BytesIO()
    with zipfile.ZipFile(document, "w") as package:
        package.writestr("word/document.xml", "<x/>")

    assert "a Word document" in refusal(document.getvalue()).problem


def test_a_file_over_the_limit_is_refused_before_it_is_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 1000)

    assert refusal(SMALL).code is Code.FILE_TOO_LARGE


@pytest.mark.parametrize("cell", ["XFD1", "A1048576", "AAA7", "B200001"])
def test_a_filled_cell_far_outside_any_list_is_refused(cell: str) -> None:
    far = with_part(SMALL, SHEET, sheet_xml(f'<row><c r="{cell}"><v>1</v></c></row>'))

    fault = refusal(far)

    assert (fault.code, fault.sheet, fault.cell) == (Code.FILE_UNSAFE, "Applications", cell)


@pytest.mark.parametrize("quote", ['"', "'"])
def test_either_quotation_mark_and_a_prefix_are_seen(quote: str) -> None:
    cell = f"<x:c s='1' r={quote}XFD1048576{quote}><x:v>1</x:v></x:c>"

    assert refusal(with_part(SMALL, SHEET, sheet_xml(cell))).code is Code.FILE_UNSAFE


def test_a_far_cell_with_a_format_but_no_value_is_harmless() -> None:
    styled = sheet_xml('<row r="1048576"><c r="XFD1048576" s="1"/></row>')

    assert inspect(with_part(SMALL, SHEET, styled), "list.xlsx").kind is FileKind.XLSX


def bomb() -> bytes:
    return with_part(SMALL, "xl/sharedStrings.xml", b"a" * (limits.RATIO_BYTES + 1))


def entities() -> bytes:
    return with_part(
        SMALL,
        "xl/sharedStrings.xml",
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst><si><t>&a;</t></si></sst>',
    )


@pytest.mark.parametrize("make", [bomb, entities])
def test_a_file_made_to_do_harm_is_refused(make: Callable[[], bytes]) -> None:
    content = make()

    fault = refusal(content)

    assert fault.code is Code.FILE_UNSAFE
    assert "xl/sharedStrings.xml" in fault.problem


def test_a_package_of_too_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PARTS", 3)

    assert refusal(SMALL).code is Code.FILE_TOO_LARGE


def test_errors_and_formulas_without_a_value_are_noted_by_cell() -> None:
    cells = (
        '<row r="2"><c r="A2"><f>1+1</f><v/></c><c r="B2" t="e"><v>#REF!</v></c>'
        '<c r="C2"><f>1+1</f><v>2</v></c><c r="D2" t="str"><f>"a"</f></c>'
        '<c r="E2" t="str"><f>IF(A1="","",1)</f><v></v></c><c r="F2"><f t="shared" si="0"/></c>'
        "</row>"
    )

    found = inspect(with_part(SMALL, SHEET, sheet_xml(cells)), "list.xlsx").problem_cells

    assert {(cell.cell, cell.code, cell.text) for cell in found["Applications"]} == {
        ("A2", Code.FORMULA_WITHOUT_VALUE, ""),
        ("B2", Code.ERROR_CELL, "#REF!"),
        ("D2", Code.FORMULA_WITHOUT_VALUE, ""),
        ("F2", Code.FORMULA_WITHOUT_VALUE, ""),
    }


def test_a_cell_that_lies_across_two_blocks_is_still_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bcdr.intake.package._BLOCK", 64)
    cells = "".join(f'<c r="A{row}" t="e"><v>#N/A</v></c>' for row in range(2, 60))

    found = inspect(with_part(SMALL, SHEET, sheet_xml(cells)), "list.xlsx").problem_cells

    assert [cell.cell for cell in found["Applications"]] == [f"A{row}" for row in range(2, 60)]


@given(
    st.lists(
        st.tuples(st.integers(0, len(SMALL) - 1), st.integers(0, 40), st.binary(max_size=12)),
        min_size=1,
        max_size=4,
    )
)
def test_no_damage_makes_the_inspection_fail(changes: list[tuple[int, int, bytes]]) -> None:
    content = SMALL
    for place, removed, added in changes:
        content = content[:place] + added + content[place + removed :]

    refused: RefusedFileError | None = None
    try:
        inspect(content, "list.xlsx")
    except RefusedFileError as fault:
        refused = fault

    assert refused is None or (refused.problem and refused.remedy)
