"""A process reads a workbook for us; it has an end, and says nothing but plain cells."""

import io
import pickle
import subprocess
import sys
from typing import Any

import pytest

from bcdr.intake import Code, limits, reading_process
from bcdr.intake.reading_process import PlainUnpickler, ReadingProcess
from bcdr.intake.refusals import RefusedFileError
from tests.intake.books import book
from tests.intake.test_package import OLE, SMALL


def test_sheets_come_in_their_order() -> None:
    with ReadingProcess(book(One=[["a"], [1]], Two=[]), "'list.xlsx'", 5.0) as process:
        tables = process.tables()

    assert [(table.name, table.rows) for table in tables] == [("One", [["a"], [1.0]]), ("Two", [])]


def test_leaving_early_ends_the_process() -> None:
    with ReadingProcess(SMALL, "'list.xlsx'", 5.0) as process:
        started = process._process

    assert started.poll() is not None


def test_what_it_cannot_read_is_damaged() -> None:
    with (
        ReadingProcess(OLE, "'list.xls'", 5.0) as process,
        pytest.raises(RefusedFileError, match=r"'list\.xls' is damaged") as caught,
    ):
        process.tables()

    assert caught.value.code is Code.FILE_BROKEN


@pytest.mark.parametrize(
    ("does", "code"),
    [
        ("import time; time.sleep(60)", Code.FILE_TOO_LARGE),
        ("import os; os.abort()", Code.FILE_TOO_LARGE),
        ("raise MemoryError", Code.FILE_TOO_LARGE),
        ("raise SystemExit(3)", Code.FILE_BROKEN),
        ("print('no pickle')", Code.FILE_BROKEN),
    ],
)
def test_however_it_ends_the_file_is_refused(
    does: str, code: Code, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    child = tmp_path / "child.py"
    child.write_text(does, encoding="utf-8")
    monkeypatch.setattr(reading_process, "CHILD", child)
    monkeypatch.setattr(limits, "WAIT_SECONDS", 1)

    with (
        ReadingProcess(SMALL, "'list.xlsx'", 5.0) as process,
        pytest.raises(RefusedFileError, match=r"list\.xlsx") as caught,
    ):
        process.tables()

    assert caught.value.code is code


@pytest.mark.skipif(sys.platform == "win32", reason="memory cannot be limited there")
def test_its_memory_and_time_are_limited() -> None:
    code = (
        f"import runpy; child = runpy.run_path({str(reading_process.CHILD)!r});"
        "child['limit_resources'](2**28, 5); import resource;"
        "print(resource.getrlimit(resource.RLIMIT_AS)[0], "
        "resource.getrlimit(resource.RLIMIT_CPU)[0], resource.getrlimit(resource.RLIMIT_CORE)[0])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == [str(2**28), "5", "0"]


def test_the_stream_of_the_process_can_build_nothing_but_cells() -> None:
    class Harm:
        def __reduce__(self) -> tuple[Any, ...]:
            return print, ("harm",)

    stream = io.BytesIO(pickle.dumps(Harm()))

    with pytest.raises(pickle.UnpicklingError, match="is not a kind of cell"):
        PlainUnpickler(stream).load()
