"""Where everything must run, a skip is a failure that says what to install."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.machine import CHROMIUM, Program

ROOT = Path(__file__).resolve().parent.parent

ONE_OF_EACH = """
import pytest

def test_that_runs():
    assert True

def test_that_skips():
    pytest.skip("no screwdriver here")

@pytest.mark.skipif(True, reason="no hammer here")
def test_that_is_marked():
    assert True
"""


def run_pytest(folder: Path, source: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a file of tests under the rules of tests/conftest.py, in a process of its own."""
    (folder / "test_one.py").write_text(source, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    kept = {
        key: value for key, value in os.environ.items() if key not in {"CI", "BCDR_REQUIRE_ALL"}
    }
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "tests.conftest",
            "-p",
            "no:cacheprovider",
            str(folder),
        ],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_a_skip_is_allowed_at_home(tmp_path: Path) -> None:
    done = run_pytest(tmp_path, ONE_OF_EACH)
    assert "1 passed, 2 skipped" in done.stdout
    assert done.returncode == 0


@pytest.mark.parametrize("demand", [{"CI": "true"}, {"BCDR_REQUIRE_ALL": "1"}])
def test_a_skip_fails_where_everything_must_run(tmp_path: Path, demand: dict[str, str]) -> None:
    done = run_pytest(tmp_path, ONE_OF_EACH, **demand)
    # A skip by a mark comes before the test starts, which pytest calls an error.
    assert "1 failed, 1 passed, 1 error" in done.stdout
    assert "test_that_skips was skipped, but everything must run here" in done.stdout
    assert "no screwdriver here" in done.stdout
    assert "no hammer here" in done.stdout
    assert done.returncode == 1


def test_a_file_that_skips_itself_fails_where_everything_must_run(tmp_path: Path) -> None:
    source = "import pytest\npytest.importorskip('no_such_library')\n"
    assert run_pytest(tmp_path, source).returncode == 5
    done = run_pytest(tmp_path, source, CI="true")
    assert "test_one.py was skipped, but everything must run here" in done.stdout
    assert done.returncode == 2


def test_a_connection_to_another_machine_is_refused(tmp_path: Path) -> None:
    source = (
        "import socket\n"
        "def test_call():\n"
        "    socket.create_connection(('192.0.2.1', 80), timeout=1)\n"
    )
    done = run_pytest(tmp_path, source)
    assert "A test tried to reach ('192.0.2.1', 80): tests use no network." in done.stdout
    assert done.returncode == 1


def test_a_missing_program_is_named_with_its_package() -> None:
    missing = Program(title="Nothing", commands=("no-such-command",), debian_package="nothing")
    assert missing.path() is None
    assert "This test needs Nothing. On Debian or Ubuntu: apt-get install nothing" in (
        missing.remedy()
    )
    assert "apt-get install chromium;" in CHROMIUM.remedy()
