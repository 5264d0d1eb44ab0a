"""The app as a process of its own, and a browser to look at it with."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bcdr.store import DATABASE_URL_VARIABLE
from tests.journeys.driver import Driver, chromium_browser
from tests.journeys.server import Server
from tests.running_app import running_app
from tests.store import postgres

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def app_url(chromium: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an app that runs on a database of its own."""
    database = tmp_path_factory.mktemp("database") / "reviews.db"
    environment = {**os.environ, DATABASE_URL_VARIABLE: f"sqlite:///{database}"}
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    with running_app(command, folder=ROOT, environment=environment) as app:
        yield app.url


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    """A Chromium for all tests of a module."""
    with chromium_browser(chromium) as one:
        yield one


@pytest.fixture
def driver(browser: Browser, app_url: str) -> Iterator[Driver]:
    """A window that must hear no complaint and meet no stranger by the end of the test."""
    one = Driver(browser, app_url, size=(1440, 900))
    yield one
    one.close()
    assert one.complaints == []
    assert one.strangers == []


@pytest.fixture(scope="module")
def postgresql() -> Iterator[postgres.Server]:
    """A PostgreSQL server for all tests of a module; skips the test where none can run."""
    why = postgres.missing()
    if why:
        pytest.skip(why)
    with postgres.server() as running:
        yield running


@pytest.fixture
def server(chromium: Path, tmp_path: Path) -> Iterator[Server]:
    """A server that may be killed, with a database in a file."""
    one = Server(f"sqlite:///{tmp_path / 'reviews.db'}", tmp_path / "server.log")
    one.start()
    yield one
    one.kill()


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def server_of_each_kind(
    chromium: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Server]:
    """A server that may be killed, on a new database of each kind that is supported."""
    url = f"sqlite:///{tmp_path / 'reviews.db'}"
    if request.param == "PostgreSQL":
        running: postgres.Server = request.getfixturevalue("postgresql")
        url = running.new_database(tmp_path.name)
    one = Server(url, tmp_path / "server.log")
    one.start()
    yield one
    one.kill()
