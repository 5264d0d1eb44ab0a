"""Reads one workbook in a process of its own, so that a hostile file can end only this one.

Started by path with nothing of ours imported. Takes the bytes of the file from standard input and
writes a series of pickled plain values to standard output: a tuple for each sheet, lists of its
rows, and at the end None, or a dict that names a fault. Its arguments are the most bytes of
address space, seconds, rows, columns and cells of one sheet, and sheets.
"""

import gc
import io
import itertools
import pickle
import sys
from collections.abc import Iterator
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

CELLS_AT_ONCE = 100_000


def limit_resources(most_bytes: int, most_seconds: int) -> None:
    """Limit memory and time of this process where the system knows how to."""
    try:
        import resource  # noqa: PLC0415  Windows has no such module
    except ModuleNotFoundError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, most_bytes),
        (resource.RLIMIT_CPU, most_seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)  # noqa: PLW2901  a limit is never raised
        resource.setrlimit(kind, (most, hard))


def answers(content: bytes, most_area: tuple[int, int, int], most_sheets: int) -> Iterator[Any]:
    """Yield (name, is visible, merged ranges) and lists of rows for each sheet, None at the end.

    A fault is a dict with its name, and ends the answers. `most_area` is the most rows, columns
    and cells of one sheet.
    """
    most_rows, most_columns, most_cells = most_area
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            for position, meta in enumerate(workbook.sheets_metadata[:most_sheets]):
                if meta.typ != SheetTypeEnum.WorkSheet:
                    continue
                sheet = workbook.get_sheet_by_index(position)
                row, column = sheet.end or (-1, -1)
                height, width = row + 1, column + 1
                if height > most_rows or width > most_columns or height * width > most_cells:
                    yield {"fault": "area", "text": meta.name}
                    return
                is_visible = meta.visible == SheetVisibleEnum.Visible
                yield meta.name, is_visible, _merged_within(sheet, height, width)
                yield from _rows(sheet, width)
    except PasswordError as fault:
        yield {"fault": "password", "text": str(fault)}
    except (CalamineError, OSError, ValueError) as fault:
        yield {"fault": "broken", "text": str(fault)}
    else:
        yield None


def _rows(sheet: CalamineSheet, width: int) -> Iterator[list[list[Any]]]:
    """Yield the rows of a sheet from A1 on, some at a time."""
    if sheet.start is None:
        return
    left = [""] * sheet.start[1]
    rows: Iterator[list[Any]] = sheet.iter_rows()
    while some := list(itertools.islice(rows, max(1, CELLS_AT_ONCE // width))):
        yield [left + row for row in some] if left else some


def _merged_within(sheet: CalamineSheet, height: int, width: int) -> list[Any]:
    """Return the merged ranges cut to the filled area, as long as they do not lie over others."""
    room = height * width
    merged = []
    for (top, first), (bottom, last) in sheet.merged_cell_ranges or ():
        bottom, last = min(bottom, height - 1), min(last, width - 1)  # noqa: PLW2901
        if bottom < top or last < first:
            continue
        room -= (bottom - top + 1) * (last - first + 1)
        if room < 0:
            break
        merged.append(((top, first), (bottom, last)))
    return merged


def main(arguments: list[str]) -> None:
    """Read standard input, write standard output."""
    most_bytes, most_seconds, most_rows, most_columns, most_cells, most_sheets = map(int, arguments)
    limit_resources(most_bytes, most_seconds)
    gc.disable()  # plain values have no circles, and many of them make looking for those slow
    content = sys.stdin.buffer.read()
    for answer in answers(content, (most_rows, most_columns, most_cells), most_sheets):
        pickler = pickle.Pickler(sys.stdout.buffer, protocol=5)
        pickler.fast = True  # no value is looked up, since none comes twice
        pickler.dump(answer)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
