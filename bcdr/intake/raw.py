"""Reads the raw cells of a file, in a process of its own with limits; no cell is judged here."""

import datetime
import io
import pickle
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, cast

from bcdr.intake import limits
from bcdr.intake.codes import Code
from bcdr.intake.package import SAVE_AGAIN, FileKind, ProblemCell, RefusedFileError, inspect
from bcdr.intake.text_file import read_text_table
from bcdr.model.records import Cell

CHILD: Final = Path(__file__).with_name("child.py")

MergedRange = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RawSheet:
    """One sheet: rows of cells from A1 on, where empty cells are empty texts.

    `merged` holds first and last cell of each merged range as (row, column) from 0.
    """

    name: str
    is_visible: bool
    rows: list[list[Cell]]
    merged: tuple[MergedRange, ...] = ()
    problem_cells: tuple[ProblemCell, ...] = ()


@dataclass(frozen=True, slots=True)
class RawFile:
    """All sheets of a file."""

    sheets: tuple[RawSheet, ...] = field(default_factory=tuple)


def read_raw(content: bytes, name: str) -> RawFile:
    """Return the raw cells of a file of any kind.

    Raises:
        RefusedFileError: the file cannot be used; the error says why and what to do.
    """
    inspection = inspect(content, name)
    if inspection.kind is FileKind.TEXT:
        title = Path(name).stem or "Table"
        return RawFile((RawSheet(name=title, is_visible=True, rows=read_text_table(content)),))
    sheets = tuple(
        RawSheet(
            name=title,
            is_visible=is_visible,
            rows=rows,
            merged=tuple(merged),
            problem_cells=inspection.problem_cells.get(title, ()),
        )
        for title, is_visible, rows, merged in _read_in_child(content, name)
    )
    return RawFile(sheets)


class _PlainUnpickler(pickle.Unpickler):
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


def _read_in_child(content: bytes, name: str) -> list[tuple[str, bool, list[list[Cell]], Any]]:
    shown = f"'{name}'" if name else "The file"
    command = [sys.executable, "-P", str(CHILD)]
    command += map(
        str,
        (
            limits.CHILD_BYTES,
            limits.CHILD_SECONDS,
            limits.ROWS,
            limits.COLUMNS,
            limits.CELLS,
            limits.SHEETS,
        ),
    )
    too_much = RefusedFileError(
        Code.FILE_TOO_LARGE,
        f"{shown} takes more memory or time to read than any list of applications should.",
        "Copy the rows that count into a new workbook and upload that.",
    )
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=limits.CHILD_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise too_much from None
    if done.returncode != 0:
        # Out of memory and out of time end the process from outside, by signal or abort.
        if done.returncode < 0 or b"memory" in done.stderr.lower():
            raise too_much
        raise _broken(shown)
    answer = cast("dict[str, Any]", _PlainUnpickler(io.BytesIO(done.stdout)).load())
    match answer.get("fault"):
        case None:
            return cast("list[tuple[str, bool, list[list[Cell]], Any]]", answer["sheets"])
        case "password":
            raise RefusedFileError(
                Code.FILE_PASSWORD,
                f"{shown} is protected by a password.",
                "Remove the password in the program that set it, save and upload again.",
            )
        case "area":
            raise RefusedFileError(
                Code.FILE_TOO_LARGE,
                f"values stand beyond row {limits.ROWS:,} or column ZZ, or all over a very large "
                "area.",
                "Delete the rows or columns beyond the list, save and upload again.",
                sheet=str(answer["text"]),
            )
        case _:
            raise _broken(shown)


def _broken(shown: str) -> RefusedFileError:
    return RefusedFileError(
        Code.FILE_BROKEN, f"{shown} is damaged or not a workbook: it cannot be read.", SAVE_AGAIN
    )
