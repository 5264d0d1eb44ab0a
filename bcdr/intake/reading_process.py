"""Runs the process that reads a workbook: it has limits, and may end without harm to this one."""

import datetime
import math
import pickle
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import IO, Any, Final, Self

from bcdr.intake import limits
from bcdr.intake.codes import Code
from bcdr.intake.package import too_large_area
from bcdr.intake.refusals import RefusedFileError, damaged, too_much
from bcdr.model.records import Cell

CHILD: Final = Path(__file__).with_name("child.py")

MergedRange = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTable:
    """One sheet as the process read it."""

    name: str
    is_visible: bool
    merged: tuple[MergedRange, ...]
    rows: list[list[Cell]] = field(default_factory=list)


class PlainUnpickler(pickle.Unpickler):
    """Builds nothing but plain values, dates and times, whatever the stream asks for."""

    _ALLOWED: Final[Mapping[str, type]] = MappingProxyType(
        {
            kind.__name__: kind
            for kind in (datetime.datetime, datetime.date, datetime.time, datetime.timedelta)
        }
    )

    def find_class(self, module_name: str, global_name: str) -> type:
        """Return one of the four classes a cell may have."""
        if module_name == "datetime" and global_name in self._ALLOWED:
            return self._ALLOWED[global_name]
        raise pickle.UnpicklingError(f"{module_name}.{global_name} is not a kind of cell")


class ReadingProcess:
    """A process that reads one workbook from the moment its context is entered.

    It may take so many `seconds` on the processor; leaving the context ends it as well. On Windows
    neither memory nor processor can be limited: there the inspection and the clock stand guard.
    """

    __slots__ = ("_content", "_is_late", "_process", "_seconds", "_shown", "_timer")

    def __init__(self, content: bytes, shown: str, seconds: float) -> None:
        self._content = content
        self._shown = shown
        self._seconds = max(1, math.ceil(seconds))
        self._is_late = False

    def __enter__(self) -> Self:
        """Start the process and hand it the file."""
        most = (
            *(limits.CHILD_BYTES, self._seconds),
            *(limits.ROWS, limits.COLUMNS, limits.CELLS, limits.SHEETS),
        )
        self._process = subprocess.Popen(
            [sys.executable, "-P", str(CHILD), *map(str, most)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=2**18,
        )
        wait = limits.WAIT_SECONDS if sys.platform != "win32" else self._seconds
        self._timer = threading.Timer(wait, self._end_late)
        self._timer.daemon = True
        self._timer.start()
        # It takes in all of the file before it says a word, so neither waits for the other; where
        # it has ended by then, its answers say so.
        with suppress(OSError):
            _open(self._process.stdin).write(self._content)
        with suppress(OSError):
            _open(self._process.stdin).close()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process if it still runs."""
        self._timer.cancel()
        self._process.kill()
        _open(self._process.stdout).close()
        _open(self._process.stderr).close()
        self._process.wait()

    def tables(self) -> tuple[ReadTable, ...]:
        """Return all sheets.

        Raises:
            RefusedFileError: the file is damaged, protected or takes too much.
        """
        tables: list[ReadTable] = []
        answers = PlainUnpickler(_open(self._process.stdout))
        while True:
            try:
                answer: Any = answers.load()
            except (EOFError, pickle.UnpicklingError):
                raise self._ended() from None
            if answer is None:
                return tuple(tables)
            if isinstance(answer, list):
                tables[-1].rows.extend(answer)
            elif isinstance(answer, tuple):
                name, is_visible, merged = answer
                tables.append(ReadTable(name=name, is_visible=is_visible, merged=tuple(merged)))
            else:
                raise self._fault(answer)

    def _end_late(self) -> None:
        self._is_late = True
        self._process.kill()

    def _ended(self) -> RefusedFileError:
        """Return why the process ended before all was said."""
        said = _open(self._process.stderr).read()
        code = self._process.wait()
        # Out of memory and out of time end it from outside, by signal or abort.
        if self._is_late or code < 0 or b"memory" in said.lower():
            return too_much(self._shown)
        return damaged(self._shown, " or not a workbook: it cannot be read")

    def _fault(self, answer: Mapping[str, Any]) -> RefusedFileError:
        match answer.get("fault"):
            case "password":
                return RefusedFileError(
                    Code.FILE_PASSWORD,
                    f"{self._shown} is protected by a password.",
                    "Remove the password in the program that set it, save and upload again.",
                )
            case "area":
                return too_large_area(str(answer["text"]))
            case _:
                return damaged(self._shown, " or not a workbook: it cannot be read")


def _open(stream: IO[bytes] | None) -> IO[bytes]:
    """Return a stream of the process, which always has all three."""
    if stream is None:
        raise RuntimeError("the process was started without this stream")
    return stream
