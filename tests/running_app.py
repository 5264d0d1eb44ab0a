"""Runs the app as a process of its own while a test looks at it."""

import os
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

START_SECONDS = 60.0
STOP_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class RunningApp:
    """An app that answers: its port on this machine."""

    port: int

    @property
    def url(self) -> str:
        """The address of the app as seen from this machine."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def running_app(
    command: Sequence[str], *, folder: Path, environment: Mapping[str, str] | None = None
) -> Iterator[RunningApp]:
    """An app that answers, started by the command in the folder on a free port, then stopped.

    The command must take Streamlit's options at its end: `bcdr app`, or `streamlit run app.py`.
    The environment is that of this process unless another is given. AssertionError, with what
    the app printed, is raised if it does not start.
    """
    port = free_port()
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [*command, "--server.port", str(port), "--server.headless", "true"],
            cwd=folder,
            env=dict(environment if environment is not None else os.environ),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            app = RunningApp(port)
            _wait_until_healthy(app, process, log)
            yield app
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(STOP_SECONDS)


def free_port() -> int:
    """A port of this machine on which nothing listened a moment ago."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_until_healthy(app: RunningApp, process: subprocess.Popen[bytes], log: IO[bytes]) -> None:
    fault = f"No answer from {app.url} within {START_SECONDS} s"
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            fault = f"The app ended with exit code {process.returncode}"
            break
        try:
            with urllib.request.urlopen(f"{app.url}/_stcore/health", timeout=2) as answer:
                if answer.read() == b"ok":
                    return
        except OSError:
            time.sleep(0.1)
    log.seek(0)
    raise AssertionError(f"{fault}. It printed:\n{log.read().decode(errors='replace')}")
