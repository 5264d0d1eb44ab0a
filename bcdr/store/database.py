"""The connection to the database that keeps the reviews: found, made safe, brought up to date."""

import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import platformdirs
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from bcdr.store.faults import StoreError
from bcdr.store.schema import VERSION_TABLE

DATABASE_URL_VARIABLE: Final = "BCDR_DATABASE_URL"
BACKENDS: Final = ("sqlite", "postgresql")
EXAMPLES: Final = "sqlite:////folder/reviews.db or postgresql://user:password@host/name"
# How long one writer waits for another; a write takes milliseconds, a big upload a second.
BUSY_TIMEOUT_SECONDS: Final = 30
_LOOK_AGAIN_SECONDS: Final = 0.05
# Any number that other users of a shared PostgreSQL database are unlikely to lock.
MIGRATION_LOCK: Final = 5_262_473_041

# Alembic keeps the migration under way in module globals: one at a time per process.
_migrating = threading.Lock()


def database_url(url: str | None) -> URL:
    """Return where the reviews are: the URL given, the one in the environment, or a file.

    Raises:
        StoreError: the URL cannot be read, or names a kind of database that will not do.
    """
    given = url or os.environ.get(DATABASE_URL_VARIABLE)
    if not given:
        folder = platformdirs.user_data_path("bcdr", appauthor=False)
        return URL.create("sqlite", database=str(folder / "reviews.db"))
    try:
        parsed = make_url(given)
    except ArgumentError as error:
        # Not quoted: a URL that cannot be parsed may still hold a password.
        raise StoreError(f"The database URL cannot be read. Write {EXAMPLES}.") from error
    if parsed.get_backend_name() not in BACKENDS:
        raise StoreError(
            f"Reviews cannot be kept in a {parsed.drivername!r} database. Write {EXAMPLES}."
        )
    if parsed.get_backend_name() == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise StoreError(
            f"{given!r} would keep reviews in memory only, and lose them. Name a file: {EXAMPLES}."
        )
    return parsed


def open_database(url: URL) -> Engine:
    """Return an engine on an existing or new database, with its tables up to date.

    Raises:
        StoreError: the database cannot be opened, is damaged, or is of a newer version.
    """
    place = url.render_as_string(hide_password=True)
    if url.get_backend_name() == "sqlite":
        _make_folder(str(url.database))
    try:
        engine = create_engine(url, **_engine_options(url))
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise StoreError(
            f"There is no driver for {url.drivername!r}, needed to open {place}. Install one "
            f"(for PostgreSQL: pip install 'psycopg[binary]'), or write {EXAMPLES}."
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    try:
        with _migrating:
            _migrate(engine, place)
    except SQLAlchemyError as error:
        engine.dispose()
        raise StoreError(
            f"The database {place} cannot be opened ({_cause(error)}). Check that it is running "
            f"and may be written, restore it from a backup if it is damaged, or set "
            f"{DATABASE_URL_VARIABLE} to another."
        ) from error
    except StoreError:
        engine.dispose()
        raise
    return engine


@contextmanager
def told_plainly(task: str) -> Iterator[None]:
    """Turn what the database says into a StoreError that begins with the task that failed."""
    try:
        yield
    except SQLAlchemyError as error:
        # A value that could not be bound is our own fault, and no state of the database.
        if isinstance(error.__cause__, TypeError | ValueError):
            raise error.__cause__ from None
        raise StoreError(
            f"{task} ({_cause(error)}). Check that the database is running, that its disk has "
            f"room and that it may be written; then try again."
        ) from error


def _cause(error: SQLAlchemyError) -> str:
    """Return the database's own words, without the statement and its values."""
    text = str(error.orig) if isinstance(error, DBAPIError) else str(error)
    return " ".join(text.split())


def _make_folder(file: str) -> None:
    folder = Path(file).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The folder {str(folder)!r} for the database cannot be made ({error.strerror}). "
            f"Allow writing there, or set {DATABASE_URL_VARIABLE} to another place: {EXAMPLES}."
        ) from error


def _engine_options(url: URL) -> dict[str, object]:
    if url.get_backend_name() == "sqlite":
        return {"connect_args": {"timeout": BUSY_TIMEOUT_SECONDS}}
    # A team's database server may restart under a running app.
    return {"pool_pre_ping": True}


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """Set what SQLite keeps per connection: readers beside one writer, nothing lost, keys held."""
    cursor = connection.cursor()
    try:
        # Waiting comes first: the change to WAL needs the file for itself.
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_SECONDS * 1000}")
        write_ahead(cursor)
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
    finally:
        cursor.close()


def write_ahead(cursor: DBAPICursor) -> None:
    """Have the database keep a write-ahead log, as soon as nobody else changes it."""
    end = time.monotonic() + BUSY_TIMEOUT_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            # Two that change it at once could wait for each other: SQLite refuses one right away.
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(_LOOK_AGAIN_SECONDS)
        else:
            return


def _migrate(engine: Engine, place: str) -> None:
    config = Config()
    config.set_main_option("script_location", "bcdr.store:migrations")
    script = ScriptDirectory.from_config(config)
    with engine.connect() as connection:
        if _is_current(connection, script, place):
            return
    with engine.connect() as connection:
        # One process migrates; one that starts at the same time waits, and finds it done.
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")
        if not _is_current(connection, script, place):
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()


def _is_current(connection: Connection, script: ScriptDirectory, place: str) -> bool:
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    steps = set(context.get_current_heads())
    unknown = sorted(steps - {step.revision for step in script.walk_revisions()})
    if unknown:
        raise StoreError(
            f"The database {place} was written by a newer version (step {unknown[0]!r} is not "
            f"known here). Install the newest version of bcdr, or set {DATABASE_URL_VARIABLE} "
            f"to another database."
        )
    return steps == set(script.get_heads())
