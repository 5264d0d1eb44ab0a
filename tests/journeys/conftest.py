"""The app as a process of its own, and a browser to look at it with."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bcdr.store import DATABASE_URL_VARIABLE
from tests.journeys.driver import Driver, chromium_browser
from tests.running_app import running_app

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
