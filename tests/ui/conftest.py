"""The app run in memory on a database of its own."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from bcdr.store import DATABASE_URL_VARIABLE, Store, open_store
from tests.ui.running import ROOT, upload
from tests.ui.workbooks import five_applications

NOW = datetime.datetime(2026, 11, 22, 9, 0, tzinfo=datetime.UTC)


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The store that the app uses in this test, empty at first."""
    url = f"sqlite:///{tmp_path / 'reviews.db'}"
    monkeypatch.setenv(DATABASE_URL_VARIABLE, url)
    st.cache_resource.clear()
    store = open_store(url)
    yield store
    store.close()
    st.cache_resource.clear()


@pytest.fixture
def app(database: Store) -> AppTest:
    """The app with nothing open."""
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()


@pytest.fixture
def five(app: AppTest) -> AppTest:
    """The app with the review of five applications open."""
    return upload(app, "five.xlsx", five_applications())
