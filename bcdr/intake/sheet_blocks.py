"""Finds the tables of a sheet: side by side or one below the other, set apart by empty cells."""

from collections.abc import Iterator, Sequence
from typing import Final

from bcdr.intake.field_scores import is_header_like
from bcdr.intake.header_rows import LEAST_FIELDS, Area, FoundHeader, find_header_row, score_row
from bcdr.model.records import Cell

_ROWS_LOOKED_AT: Final = 400
_HEADERS_LOOKED_FOR: Final = 400


def blocks_of(rows: Sequence[Sequence[Cell]]) -> tuple[Area, ...]:
    """Return the areas of a sheet that hold a table each, from left to right and from the top."""
    whole = _filled_area(rows)
    if whole is None:
        return ()
    return tuple(block for band in _bands(rows, whole) for block in _stacked(rows, band))


def _filled_area(rows: Sequence[Sequence[Cell]]) -> Area | None:
    bottom = len(rows) - 1
    while bottom >= 0 and _is_empty(rows[bottom]):
        bottom -= 1
    if bottom < 0:
        return None
    top = next(at for at, row in enumerate(rows) if not _is_empty(row))
    used = _used_columns(rows, top, bottom)
    return Area(top, bottom, min(used), max(used))


def _used_columns(rows: Sequence[Sequence[Cell]], top: int, bottom: int) -> set[int]:
    """Return the columns with a filled cell, by the first rows and some of the others."""
    first = range(top, min(bottom + 1, top + _ROWS_LOOKED_AT))
    step = max((bottom - top) // _ROWS_LOOKED_AT, 1)
    used: set[int] = set()
    for at in (*first, *range(top, bottom + 1, step)):
        used.update(i for i, cell in enumerate(rows[at]) if not _is_blank(cell))
    return used


def _bands(rows: Sequence[Sequence[Cell]], whole: Area) -> list[Area]:
    """Return the parts of an area between empty columns, where each has headers of its own."""
    used = _used_columns(rows, whole.top, whole.bottom)
    bands: list[Area] = []
    start = whole.left
    for column in range(whole.left, whole.right + 2):
        if column in used and column <= whole.right:
            continue
        if column > start:
            bands.append(Area(whole.top, whole.bottom, start, column - 1))
        start = column + 1
    if len(bands) < 2 or not all(_is_table(rows, band) for band in bands):
        tables = [band for band in bands if _is_table(rows, band)]
        if len(tables) < 2:
            return [whole]
        # What is no table belongs to the one before it: notes, a column without a header.
        bands = [
            Area(t.top, t.bottom, t.left if n else whole.left, nxt - 1)
            for n, (t, nxt) in enumerate(
                zip(tables, [*(t.left for t in tables[1:]), whole.right + 1], strict=True)
            )
        ]
    return bands


def _is_table(rows: Sequence[Sequence[Cell]], band: Area) -> bool:
    header = find_header_row(rows, band)
    return header is not None and header.field_count >= LEAST_FIELDS


def _stacked(rows: Sequence[Sequence[Cell]], band: Area) -> Iterator[Area]:
    """Yield the parts of a band that begin with a header row of their own below an empty row."""
    starts = [band.top]
    header = find_header_row(rows, band)
    known = _words(rows[header.at], band) if header is not None else ()
    looked_at = 0
    last_header = header.at if header is not None else band.top
    for at in range(last_header + 1, band.bottom + 1):
        if looked_at >= _HEADERS_LOOKED_FOR:
            break
        above = band.cells(rows[at - 1])
        if not _is_title(above) and not _is_empty(above):
            continue
        if _is_empty(band.cells(rows[at])):
            continue
        looked_at += 1
        found = score_row(rows, at, band)
        if found is None or not _is_new_header(rows, found, band, known):
            continue
        first = at
        while first - 1 > last_header and _is_title(band.cells(rows[first - 1])):
            first -= 1
        starts.append(first)
        known, last_header = _words(rows[at], band), at
    for number, start in enumerate(starts):
        end = starts[number + 1] - 1 if number + 1 < len(starts) else band.bottom
        while end > start and _is_empty(band.cells(rows[end])):
            end -= 1
        yield Area(start, end, band.left, band.right)


def _is_new_header(
    rows: Sequence[Sequence[Cell]], found: FoundHeader, band: Area, known: tuple[str, ...]
) -> bool:
    row = band.cells(rows[found.at])
    texts = [cell for cell in row if isinstance(cell, str) and cell.strip()]
    if found.field_count < LEAST_FIELDS or len(texts) < len([c for c in row if not _is_blank(c)]):
        return False
    named = sum(is_header_like(text) for text in texts)
    return named >= 0.6 * len(texts) and _words(rows[found.at], band) != known


def _words(row: Sequence[Cell], band: Area) -> tuple[str, ...]:
    return tuple(str(cell).strip().casefold() for cell in band.cells(row) if not _is_blank(cell))


def _is_title(cells: Sequence[Cell]) -> bool:
    """Return whether the first cell alone is filled, with a text."""
    found: Cell = None
    for cell in cells:
        if cell is None or cell == "" or (isinstance(cell, str) and cell.isspace()):
            continue
        if found is not None:
            return False
        found = cell
    return isinstance(found, str)


def _is_empty(row: Sequence[Cell]) -> bool:
    for cell in row:
        if cell is not None and cell != "" and not (isinstance(cell, str) and cell.isspace()):
            return False
    return True


def _is_blank(cell: Cell) -> bool:
    return cell is None or cell == "" or (isinstance(cell, str) and cell.isspace())
