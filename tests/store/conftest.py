"""Stores on databases of their own: a file of SQLite, and a PostgreSQL server where one can run."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from bcdr.store import Store, open_store
from tests.store import postgres

# What is about files, or about how SQLite is set up, runs there alone.
SQLITE_ONLY = ("test_database",)
_numbers = itertools.count(1)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run every test of a database on both kinds."""
    module = metafunc.module.__name__.rpartition(".")[2]
    if "url" in metafunc.fixturenames and module not in SQLITE_ONLY:
        metafunc.parametrize("url", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    """A PostgreSQL server for the whole run; skips the test where there is none."""
    why = postgres.missing()
    if why:
        pytest.skip(why)
    with postgres.server() as running:
        yield running


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that is empty, or not there yet."""
    if getattr(request, "param", "sqlite") == "sqlite":
        return f"sqlite:///{tmp_path / 'reviews.db'}"
    running: postgres.Server = request.getfixturevalue("server")
    return running.new_database(f"reviews-{next(_numbers)}")


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A store on an empty database."""
    store = open_store(url)
    yield store
    store.close()
