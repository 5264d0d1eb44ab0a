"""What holds for every test: no network, no files of the user, no skip where all must run."""

import os
import socket
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.machine import CHROMIUM, LIBREOFFICE, Program

# Times vary too much on a small machine to be a reason to fail; the examples do not vary in CI.
settings.register_profile("default", deadline=None)
settings.register_profile("everything", deadline=None, derandomize=True)


def everything_must_run() -> bool:
    """Whether a skipped test counts as a failed one: in CI, or where BCDR_REQUIRE_ALL is 1."""
    return os.environ.get("CI", "").lower() in {"true", "1"} or (
        os.environ.get("BCDR_REQUIRE_ALL") == "1"
    )


def pytest_configure() -> None:
    settings.load_profile("everything" if everything_must_run() else "default")


def pytest_report_header() -> str:
    if everything_must_run():
        return "skips: count as failures (CI=true or BCDR_REQUIRE_ALL=1)"
    return "skips: allowed (BCDR_REQUIRE_ALL=1 turns them into failures)"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if not hasattr(report, "wasxfail"):
        _fail_instead_of_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _fail_instead_of_skip(report)
    return report


def _fail_instead_of_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.skipped and everything_must_run():
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = (
            f"{report.nodeid} was skipped, but everything must run here "
            f"(CI=true or BCDR_REQUIRE_ALL=1).\n{why}"
        )


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The Chromium program; skips the test where there is none."""
    return _found(CHROMIUM)


@pytest.fixture(scope="session")
def libreoffice() -> Path:
    """The LibreOffice program; skips the test where there is none."""
    return _found(LIBREOFFICE)


def _found(program: Program) -> Path:
    path = program.path()
    if path is None:
        pytest.skip(program.remedy())
    return path


@pytest.fixture(autouse=True, scope="session")
def folders_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Sends whatever the package keeps for its user to a folder of this run."""
    home = tmp_path_factory.mktemp("user")
    with pytest.MonkeyPatch.context() as patch:
        for kind in ("CACHE", "CONFIG", "DATA", "STATE"):
            patch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
        yield


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuses every connection that would leave this machine."""
    connect = socket.socket.connect

    def connect_to_this_machine(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else "127.0.0.1"
        if not (host in {"localhost", "::1"} or str(host).startswith("127.")):
            raise AssertionError(f"A test tried to reach {address}: tests use no network.")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_to_this_machine)
