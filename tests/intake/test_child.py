"""The process that reads a file answers with plain values or the name of a fault."""

import subprocess
import sys

from bcdr.intake.child import read
from bcdr.intake.raw import CHILD
from tests.intake.books import book
from tests.intake.test_package import OLE, SMALL

ROOM = (10, 10, 100)


def test_sheets_come_with_rows_and_merged_cells() -> None:
    answer = read(book(One=[["a"]], Two=[["b", 1]]), ROOM, 10)

    assert answer == {
        "sheets": [("One", True, [["a"]], []), ("Two", True, [["b", 1.0]], [])],
    }


def test_sheets_beyond_the_limit_are_left_out() -> None:
    answer = read(book(One=[["a"]], Two=[["b"]]), ROOM, 1)

    assert [name for name, *_ in answer["sheets"]] == ["One"]


def test_faults_are_named() -> None:
    assert read(OLE, ROOM, 10)["fault"] == "broken"
    for most_area in ((1, 10, 100), (10, 0, 100), (10, 10, 1)):
        assert read(SMALL, most_area, 10) == {"fault": "area", "text": "Applications"}


def test_the_process_imports_nothing_of_ours() -> None:
    # It starts for every upload: importing the package would take a second and much memory.
    code = f"import sys, runpy; runpy.run_path({str(CHILD)!r}); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True
    )

    assert not [name for name in done.stdout.split() if name.split(".")[0] == "bcdr"]
