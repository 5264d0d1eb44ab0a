"""The process that reads a file answers with plain values or the name of a fault."""

import subprocess
import sys
from typing import Any

import pytest
from openpyxl import Workbook

from bcdr.intake import child
from bcdr.intake.child import answers
from bcdr.intake.reading_process import CHILD
from tests.intake.books import book, saved, with_part
from tests.intake.test_package import OLE, SHEET, SMALL, sheet_xml

ROOM = (10, 10, 100)


def said(content: bytes, most_area: tuple[int, int, int] = ROOM, sheets: int = 10) -> list[Any]:
    return list(answers(content, most_area, sheets))


def test_sheets_come_with_their_rows_and_an_end() -> None:
    assert said(book(One=[["a"]], Two=[["b", 1]])) == [
        ("One", True, []),
        [["a"]],
        ("Two", True, []),
        [["b", 1.0]],
        None,
    ]


def test_rows_and_columns_before_the_first_value_are_there() -> None:
    assert said(book(One=[[], [None, None, 5]]))[1] == [["", "", ""], ["", "", 5.0]]


def test_a_large_sheet_comes_in_several_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "CELLS_AT_ONCE", 4)

    rows = [[number, "x"] for number in range(5)]

    assert [len(some) for some in said(book(One=rows))[1:-1]] == [2, 2, 1]


def test_merged_ranges_are_cut_to_the_filled_area() -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>2</v></c></row>'
    merged = "".join(
        f'<mergeCell ref="{ref}"/>' for ref in ("A1:B1", "C1:XFD1048576", "A900:B900", "A1:C1")
    )
    xml = sheet_xml(cells).replace("</worksheet>", f"<mergeCells>{merged}</mergeCells></worksheet>")

    name, _, found = said(with_part(SMALL, SHEET, xml))[0]

    assert (name, found) == ("Applications", [((0, 0), (0, 1)), ((0, 2), (0, 2))])


def test_hidden_sheets_say_so() -> None:
    workbook = Workbook()
    workbook.worksheets[0].append(["seen"])
    for state in ("hidden", "veryHidden"):
        sheet = workbook.create_sheet(state)
        sheet.append(["x"])
        sheet.sheet_state = state

    visible = [item[1] for item in said(saved(workbook)) if isinstance(item, tuple)]

    assert visible == [True, False, False]


def test_sheets_beyond_the_limit_are_left_out() -> None:
    found = said(book(One=[["a"]], Two=[["b"]]), sheets=1)

    assert [item[0] for item in found if isinstance(item, tuple)] == ["One"]


def test_faults_are_named() -> None:
    assert said(OLE)[-1]["fault"] == "broken"
    for most_area in ((1, 10, 100), (10, 0, 100), (10, 10, 1)):
        assert said(SMALL, most_area) == [{"fault": "area", "text": "Applications"}]


def test_the_process_imports_nothing_of_ours() -> None:
    # It starts for every upload: importing the package would take a second and much memory.
    code = f"import sys, runpy; runpy.run_path({str(CHILD)!r}); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True
    )

    assert not [name for name in done.stdout.split() if name.split(".")[0] == "bcdr"]
