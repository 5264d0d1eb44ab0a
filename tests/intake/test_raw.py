"""Raw cells come from a process of its own; what kills it does not kill us."""

import datetime
import subprocess

import pytest

from bcdr.intake import Code, limits
from bcdr.intake import raw as raw_module
from bcdr.intake.package import FileKind, OpenedFile, RefusedFileError
from bcdr.intake.raw import read_raw
from tests.intake.books import book, with_part
from tests.intake.test_package import SHEET, SMALL, sheet_xml


@pytest.fixture
def uninspected(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets every file pass the inspection, so that only the process stands guard."""
    monkeypatch.setattr(raw_module, "open_file", lambda *_: OpenedFile(kind=FileKind.XLSX))


def test_cells_keep_their_place_and_kind() -> None:
    rows = [[], [None, "Application", 4, True, datetime.time(4, 30), datetime.date(2026, 5, 12)]]

    (sheet,) = read_raw(book(List=rows), "list.xlsx").sheets

    assert sheet.rows[0] == [""] * 6
    assert sheet.rows[1] == [
        "",
        "Application",
        4.0,
        True,
        datetime.time(4, 30),
        datetime.date(2026, 5, 12),
    ]


def test_text_is_read_without_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", None)

    (sheet,) = read_raw(b"Application;RTO\nShop;4 h\n", "Shops.csv").sheets

    assert (sheet.name, sheet.rows) == ("Shops", [["Application", "RTO"], ["Shop", "4 h"]])


@pytest.mark.usefixtures("uninspected")
def test_a_file_that_aborts_the_reader_is_refused() -> None:
    far = with_part(
        SMALL, SHEET, sheet_xml('<row><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>')
    )

    with pytest.raises(RefusedFileError, match="more memory or time") as caught:
        read_raw(far, "far.xlsx")

    assert caught.value.code is Code.FILE_TOO_LARGE


@pytest.mark.usefixtures("uninspected")
def test_a_reader_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WAIT_SECONDS", 0.01)

    with pytest.raises(RefusedFileError, match="more memory or time"):
        read_raw(SMALL, "slow.xlsx")


@pytest.mark.usefixtures("uninspected")
def test_a_sheet_with_too_large_an_area_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CELLS", 1)

    with pytest.raises(RefusedFileError, match="very large area") as caught:
        read_raw(SMALL, "wide.xlsx")

    assert caught.value.sheet == "Applications"


@pytest.mark.usefixtures("uninspected")
def test_xml_that_is_broken_is_refused_as_damaged() -> None:
    with pytest.raises(RefusedFileError, match="damaged") as caught:
        read_raw(with_part(SMALL, "xl/workbook.xml", "<workbook><sheets>"), "broken.xlsx")

    assert caught.value.code is Code.FILE_BROKEN
