"""A PostgreSQL server of its own for tests, in a folder that goes away with it."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import URL, create_engine, text

# Debian keeps these programs out of the path, one folder per version.
FOLDERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
USER = "postgres"


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs: the folder of its socket."""

    folder: Path

    def new_database(self, name: str) -> str:
        """The URL of a database that is new and empty."""
        engine = create_engine(self._url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}"'))
        engine.dispose()
        return self._url(name).render_as_string(hide_password=False)

    def _url(self, database: str) -> URL:
        return URL.create(
            "postgresql", username=USER, database=database, query={"host": str(self.folder)}
        )


def missing() -> str:
    """What to install before a server can run, empty if nothing is missing."""
    if not _program("initdb"):
        return (
            "This test needs PostgreSQL. On Debian or Ubuntu: apt-get install postgresql; "
            "elsewhere install it so that the commands initdb and pg_ctl are found."
        )
    if find_spec("psycopg") is None:
        return "This test needs the driver of PostgreSQL: pip install 'psycopg[binary]'."
    return ""


@contextmanager
def server() -> Iterator[Server]:
    """A server without a network address, started and stopped; it refuses to run as root."""
    # A socket's path may have a hundred characters, fewer than a folder of pytest's has.
    folder = Path(tempfile.mkdtemp(prefix="bcdr-pg-"))
    data = folder / "data"
    try:
        if os.geteuid() == 0:
            owner = pwd.getpwnam(USER)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        _run("initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
        _run("pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield Server(folder)
        finally:
            _run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(program: str, *arguments: object) -> None:
    as_owner = ["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []
    subprocess.run(
        [*as_owner, str(_program(program)), *map(str, arguments)],
        check=True,
        stdout=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        timeout=120,
        cwd="/",
    )


def _program(name: str) -> Path | None:
    path = os.pathsep.join([os.environ.get("PATH", ""), *map(str, FOLDERS)])
    found = shutil.which(name, path=path)
    return Path(found) if found else None
