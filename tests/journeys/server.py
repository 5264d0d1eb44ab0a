"""A server of the app that a test may kill and start again at the same address."""

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from bcdr.store import DATABASE_URL_VARIABLE
from tests.running_app import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 60.0


class Server:
    """One app on one database and one port, whatever happens to its process."""

    def __init__(self, database_url: str, log: Path) -> None:
        self.database_url = database_url
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the process and wait until it answers."""
        environment = {**os.environ, DATABASE_URL_VARIABLE: self.database_url}
        port = str(self.port)
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "streamlit", "run", "app.py"),
                    *("--server.port", port, "--server.headless", "true"),
                ],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2) as answer:
                    if answer.read() == b"ok":
                        return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"No answer from {self.url}: {self._log.read_text()[-2000:]}")

    def kill(self) -> None:
        """End the process at once, as a crash or a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(30)
            self._process = None
