"""The database found, brought up to date, and refused in a sentence where it cannot be used."""

import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, make_url, text

from bcdr.store import Store, StoreError, open_store
from bcdr.store.database import database_url, write_ahead
from bcdr.store.schema import VERSION_TABLE, metadata
from tests.store.factories import BASE, NOW


def test_reviews_are_kept_in_the_users_data_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("BCDR_DATABASE_URL", raising=False)
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: tmp_path / "a" / "b")
    store = open_store()
    store.create("Review", BASE, None, NOW)
    store.close()
    assert (tmp_path / "a" / "b" / "reviews.db").is_file()


def test_the_environment_names_another_database(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "team folder" / "50% done.db"
    monkeypatch.setenv("BCDR_DATABASE_URL", f"sqlite:///{file}")
    open_store().close()
    assert file.is_file()


def test_a_url_given_wins_over_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BCDR_DATABASE_URL", f"sqlite:///{tmp_path / 'one.db'}")
    open_store(f"sqlite:///{tmp_path / 'two.db'}").close()
    assert [path.name for path in tmp_path.glob("*.db")] == ["two.db"]


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BCDR_DATABASE_URL", "")
    assert database_url(None).database is not None
    assert str(database_url(None).database).endswith("reviews.db")


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_is_refused(url: str) -> None:
    with pytest.raises(StoreError, match=r"in memory only, and lose them\. Name a file: sqlite"):
        open_store(url)


def test_a_kind_of_database_that_was_never_tried_is_refused() -> None:
    with pytest.raises(StoreError, match=r"in a 'mysql' database\. Write sqlite:"):
        open_store("mysql://ada:secret@localhost/reviews")


def test_a_url_that_cannot_be_read_is_not_repeated() -> None:
    with pytest.raises(StoreError, match=r"The database URL cannot be read\. Write sql") as caught:
        open_store("ada:secret@localhost")
    assert "secret" not in str(caught.value)


def test_a_missing_driver_is_named_with_the_command_that_installs_it() -> None:
    with pytest.raises(StoreError, match=r"no driver for 'postgresql\+pg9000'.*pip") as caught:
        open_store("postgresql+pg9000://ada:secret@localhost/reviews")
    assert "secret" not in str(caught.value)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StoreError, match=r"file/sub' for the database cannot be made"):
        open_store(f"sqlite:///{tmp_path / 'file' / 'sub' / 'reviews.db'}")


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "reviews.db"
    file.write_bytes(b"PK\x03\x04 a spreadsheet, by mistake" * 100)
    with pytest.raises(StoreError, match=r"cannot be opened \(file is not a database\)\. Check"):
        open_store(f"sqlite:///{file}")
    assert file.read_bytes().startswith(b"PK\x03\x04 a spreadsheet")


def test_a_database_of_a_newer_version_is_refused_and_left_alone(url: str, store: Store) -> None:
    review_id = store.create("Review", BASE, None, NOW)
    store.close()
    set_version(url, "0999")
    with pytest.raises(StoreError, match=r"newer version \(step '0999' .* Install the newest"):
        open_store(url)
    set_version(url, "0003")
    assert open_store(url).state(review_id).tables == BASE


def test_a_database_of_the_first_version_is_updated_and_keeps_its_reviews(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    with sqlite3.connect(tmp_path / "old.db") as connection:
        connection.executescript(FIRST_VERSION)
    connection.close()
    store = open_store(url)
    assert [(one.title, one.archived) for one in store.reviews()] == [("Old", None)]
    store.archive("old", "Ada", NOW)
    assert store.state("old").tables == ()
    assert [event.kind for event in store.events("old")] == ["archived"]
    store.close()


FIRST_VERSION = """
CREATE TABLE bcdr_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
INSERT INTO bcdr_version VALUES ('0001');
CREATE TABLE review (id VARCHAR(32) NOT NULL PRIMARY KEY, title TEXT NOT NULL,
  created DATETIME NOT NULL, changed DATETIME NOT NULL, revision INTEGER NOT NULL,
  source_name TEXT, source_size_bytes BIGINT, source_sha256 VARCHAR(64));
CREATE TABLE review_base (review_id VARCHAR(32) NOT NULL PRIMARY KEY
  REFERENCES review (id) ON DELETE CASCADE, tables TEXT NOT NULL);
CREATE TABLE review_edit (review_id VARCHAR(32) NOT NULL REFERENCES review (id) ON DELETE CASCADE,
  number INTEGER NOT NULL, batch INTEGER NOT NULL, undoes INTEGER NOT NULL,
  table_role TEXT NOT NULL, row_id TEXT NOT NULL, field TEXT NOT NULL, before TEXT NOT NULL,
  after TEXT NOT NULL, who TEXT NOT NULL, at DATETIME NOT NULL, PRIMARY KEY (review_id, number));
INSERT INTO review VALUES ('old', 'Old', '2026-01-01 00:00:00.000000',
  '2026-01-01 00:00:00.000000', 0, NULL, NULL, NULL);
INSERT INTO review_base VALUES ('old', '{"tables":[]}');
"""


def set_version(url: str, version: str) -> None:
    with sqlite3.connect(str(make_url(url).database)) as connection:
        connection.execute(f"UPDATE {VERSION_TABLE} SET version_num = ?", (version,))  # noqa: S608
    connection.close()


def test_a_foreign_table_of_the_same_name_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE review (book TEXT)")
    connection.close()
    for _ in range(2):
        with pytest.raises(StoreError, match=r"cannot be opened \(table review already exists\)"):
            open_store(f"sqlite:///{file}")


def test_migrations_make_exactly_the_tables_of_the_schema(store: Store, url: str) -> None:
    engine = create_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, metadata) == []
        assert context.get_current_heads() == ("0003",)
    engine.dispose()


def test_an_up_to_date_database_opens_while_another_writes(store: Store, url: str) -> None:
    engine = create_engine(url)
    with engine.connect() as writer:
        writer.exec_driver_sql("BEGIN IMMEDIATE")
        open_store(url).close()
    engine.dispose()


def test_sqlite_keeps_every_commit_and_lets_readers_read(store: Store) -> None:
    with store._engine.connect() as connection:
        pragmas = {
            name: connection.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 30_000,
    }


def test_a_damaged_review_is_named_and_others_still_open(store: Store, url: str) -> None:
    damaged, whole = (store.create("Review", BASE, None, NOW) for _ in range(2))
    with sqlite3.connect(str(make_url(url).database)) as connection:
        change = "UPDATE review_base SET tables = '{\"tab' WHERE review_id = ?"
        connection.execute(change, (damaged,))
    connection.close()
    with pytest.raises(StoreError, match=f"Review '{damaged}' is damaged .* Restore the database"):
        store.state(damaged)
    assert store.state(whole).tables == BASE


def test_a_database_that_fails_under_a_running_store_is_told_in_a_sentence(
    store: Store, url: str
) -> None:
    store.create("Review", BASE, None, NOW)
    with sqlite3.connect(str(make_url(url).database)) as connection:
        for table in ("edit", "base", "event", "snapshot"):
            connection.execute(f"DROP TABLE review_{table}")
        connection.execute("DROP TABLE review")
    connection.close()
    with pytest.raises(StoreError, match=r"list of reviews cannot be read \(no such table: review"):
        store.reviews()
    with pytest.raises(StoreError, match=r"review was not saved \(no such table: review\)\. Check"):
        store.create("Review", BASE, None, NOW)


def test_a_change_to_a_write_ahead_log_that_is_refused_is_tried_again() -> None:
    class Cursor(sqlite3.Cursor):
        refusals = 2

        def execute(self, *given: Any) -> "Cursor":
            if self.refusals:
                self.refusals -= 1
                error = sqlite3.OperationalError("database is locked")
                error.sqlite_errorcode = sqlite3.SQLITE_BUSY
                raise error
            super().execute(*given)
            return self

    cursor = Cursor(sqlite3.connect(":memory:"))
    write_ahead(cursor)
    assert (cursor.refusals, cursor.fetchone()) == (0, ("memory",))


def test_a_database_that_cannot_keep_a_write_ahead_log_says_so_at_once(tmp_path: Path) -> None:
    file = tmp_path / "reviews.db"
    sqlite3.connect(file).execute("CREATE TABLE review (id)").connection.close()
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        write_ahead(connection.cursor())


def test_processes_that_start_at_once_all_open_the_new_database(url: str) -> None:
    code = (
        "import datetime, sys\n"
        "from bcdr.store import open_store\n"
        "print('ready', flush=True)\n"
        "sys.stdin.readline()\n"
        "open_store(sys.argv[1]).create('Review', (), None, datetime.datetime.now(datetime.UTC))\n"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", code, url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        process.communicate(timeout=60)
    assert [process.returncode for process in processes] == [0] * 4
    store = open_store(url)
    assert len(store.reviews()) == 4
    store.close()
