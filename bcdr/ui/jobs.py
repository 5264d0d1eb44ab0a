"""Files that are being made, each in a process of its own that can be ended at any time."""

import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bcdr.ui.export_request import ExportRequest
from bcdr.ui.export_worker import REQUEST, RESULT

# What nobody fetched in this time is made again when it is asked for.
_KEPT_SECONDS: Final = 900.0
_PRINTED: Final = "printed"
_FAULTS: Final = "faults"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """How far a file is: a share from 0 to 1 and what is done; its content once it is there.

    `fault` is what the process said when it failed, empty while it did not.
    """

    share: float
    words: str
    content: bytes | None = None
    fault: str = ""


class Jobs:
    """The files in the making of this process, by what they stand for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: dict[str, _Job] = {}

    def start(self, key: str, kind: str, request: ExportRequest) -> None:
        """Begin to make a file, unless it is in the making already."""
        with self._lock:
            self._forget_old()
            if key not in self._running:
                self._running[key] = _Job(kind, request)

    def stage(self, key: str) -> Stage | None:
        """Return how far a file is, None if nobody asked for it; its end is told once."""
        with self._lock:
            job = self._running.get(key)
            if job is None:
                return None
            stage = job.stage()
            if stage.content is not None or stage.fault:
                self._running.pop(key).end()
            return stage

    def has(self, key: str) -> bool:
        """Return whether a file is in the making, or made and not yet fetched."""
        with self._lock:
            return key in self._running

    def cancel(self, key: str) -> None:
        """End the making of a file."""
        with self._lock:
            job = self._running.pop(key, None)
        if job is not None:
            job.end()

    def _forget_old(self) -> None:
        now = time.monotonic()
        for key in [key for key, job in self._running.items() if now - job.begun > _KEPT_SECONDS]:
            self._running.pop(key).end()


class _Job:
    """One process with its folder."""

    def __init__(self, kind: str, request: ExportRequest) -> None:
        self.begun = time.monotonic()
        self._folder = Path(tempfile.mkdtemp(prefix="bcdr-export-"))
        (self._folder / REQUEST).write_text(request.text(), encoding="utf-8")
        with (
            (self._folder / _PRINTED).open("wb") as printed,
            (self._folder / _FAULTS).open("wb") as faults,
        ):
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bcdr.ui.export_worker", kind, str(self._folder)],
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=faults,
                cwd=Path(__file__).resolve().parents[2],
            )

    def stage(self) -> Stage:
        code = self._process.poll()
        result = self._folder / RESULT
        if code == 0 and result.is_file():
            return Stage(share=1.0, words="Ready", content=result.read_bytes())
        if code is not None:
            said = (self._folder / _FAULTS).read_text(encoding="utf-8", errors="replace").strip()
            return Stage(share=0.0, words="Failed", fault=said or f"exit code {code}")
        lines = (self._folder / _PRINTED).read_text(encoding="utf-8").splitlines()
        share, _, words = (lines[-1] if lines else "0.02 Starting").partition(" ")
        return Stage(share=float(share), words=words)

    def end(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)
