"""Reads one workbook in a process of its own, so that a hostile file can end only this one.

Started by path with nothing of ours imported. Takes the bytes of the file from standard input and
writes a pickle of plain values to standard output. Its arguments are the most bytes of address
space, seconds, rows, columns and cells of one sheet, and sheets.
"""

import io
import pickle
import sys
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum


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


def read(content: bytes, most_area: tuple[int, int, int], most_sheets: int) -> dict[str, Any]:
    """Return the sheets as (name, is visible, rows, merged ranges), or the fault by name.

    `most_area` is the most rows, columns and cells of one sheet.
    """
    most_rows, most_columns, most_cells = most_area
    sheets: list[tuple[str, bool, list[list[Any]], list[Any]]] = []
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            for meta in workbook.sheets_metadata[:most_sheets]:
                if meta.typ != SheetTypeEnum.WorkSheet:
                    continue
                sheet = workbook.get_sheet_by_name(meta.name)
                end = sheet.end
                height, width = (end[0] + 1, end[1] + 1) if end is not None else (0, 0)
                if height > most_rows or width > most_columns or height * width > most_cells:
                    return {"fault": "area", "text": meta.name}
                rows = sheet.to_python(skip_empty_area=False) if end is not None else []
                visible = str(meta.visible).endswith("Visible") and "Very" not in str(meta.visible)
                sheets.append((meta.name, visible, rows, sheet.merged_cell_ranges or []))
    except PasswordError as fault:
        return {"fault": "password", "text": str(fault)}
    except (CalamineError, OSError, ValueError) as fault:
        return {"fault": "broken", "text": str(fault)}
    return {"sheets": sheets}


def main(arguments: list[str]) -> None:
    """Read standard input, write standard output."""
    most_bytes, most_seconds, most_rows, most_columns, most_cells, most_sheets = map(int, arguments)
    limit_resources(most_bytes, most_seconds)
    most_area = (most_rows, most_columns, most_cells)
    answer = read(sys.stdin.buffer.read(), most_area, most_sheets)
    pickle.dump(answer, sys.stdout.buffer, protocol=5)


if __name__ == "__main__":
    main(sys.argv[1:])
