"""Stores on files of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bcdr.store import Store, open_store


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The address of a database that is not there yet."""
    return f"sqlite:///{tmp_path / 'reviews.db'}"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A store on an empty database."""
    store = open_store(url)
    yield store
    store.close()
