"""Turns a matrix of dependencies, applications down and across, into a row per pair."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bcdr.intake.field_scores import header_scores
from bcdr.intake.header_rows import Area
from bcdr.intake.letters import number_to_letters
from bcdr.intake.pairs import is_reversed
from bcdr.intake.text import clean_text, name_key
from bcdr.intake.transposed import Grid
from bcdr.model.header_vocabulary import load_header_vocabulary
from bcdr.model.recognition import Layout
from bcdr.model.records import Cell
from bcdr.model.value_words import WORDS

_LEAST_NAMES: Final = 3
_SHARED: Final = 0.6
"""So many names of the shorter side stand on the other one too, unless the corner says it."""

_ROWS_LOOKED_AT: Final = 8
_COLUMNS_LOOKED_AT: Final = 3
_MOST_ROWS: Final = 500
"""A longer list is no matrix: nobody fills one in."""

_MARK_LENGTH: Final = 3
_NO_MARKS: Final = WORDS.phrase("no") | WORDS.phrase("blank") | WORDS.phrase("ambiguous")


@dataclass(frozen=True, slots=True)
class _Matrix:
    """Where the names of a matrix stand: the row across, the column down, and both by position."""

    head: int
    side: int
    across: dict[int, str]
    down: dict[int, str]


def grid_of_matrix(rows: Sequence[Sequence[Cell]], area: Area) -> Grid | None:
    """Return the pairs that a matrix marks, None if the area is no matrix of dependencies.

    A mark says that the row needs the column, unless the corner says it the other way round.
    """
    if area.bottom - area.top > _MOST_ROWS:
        return None
    for matrix in _candidates(rows, area):
        corner = _corner(rows, area, matrix)
        if not _is_matrix(rows, matrix, corner):
            continue
        pairs = list(_pairs(rows, matrix, turned=is_reversed(corner)))
        if pairs:
            table: list[list[Cell]] = [["Application", "Depends on"]]
            table += [[one, other] for one, other, _ in pairs]
            return Grid(
                layout=Layout.EDGES,
                rows=table,
                places=(number_to_letters(matrix.side + 1), str(matrix.head + 1)),
                numbers=tuple(row + 1 for *_, row in pairs),
                label_columns=(matrix.side + 1,),
            )
    return None


def _candidates(rows: Sequence[Sequence[Cell]], area: Area) -> Iterator[_Matrix]:
    """Yield where a matrix may begin: a row of names across, a column of names below it."""
    for head in range(area.top, min(area.top + _ROWS_LOOKED_AT, area.bottom)):
        for side in range(area.left, min(area.left + _COLUMNS_LOOKED_AT, area.right)):
            across = {
                at: name
                for at in range(side + 1, min(area.right + 1, len(rows[head])))
                if (name := _name(rows[head][at]))
            }
            down = {
                at: name
                for at in range(head + 1, area.bottom + 1)
                if side < len(rows[at]) and (name := _name(rows[at][side]))
            }
            if min(len(across), len(down)) >= _LEAST_NAMES:
                yield _Matrix(head, side, across, down)


def _is_matrix(rows: Sequence[Sequence[Cell]], matrix: _Matrix, corner: str) -> bool:
    """Return whether the names are the same down and across, and only marks stand between them."""
    across = {name_key(name) for name in matrix.across.values()}
    down = {name_key(name) for name in matrix.down.values()}
    shared = len(across & down) / min(len(across), len(down))
    if shared < (_SHARED if not _says_dependency(corner) else 0.01):
        return False
    cells = [cell for *_, cell in _cells(rows, matrix)]
    return bool(cells) and all(len(cell) <= _MARK_LENGTH or _is_answer(cell) for cell in cells)


def _pairs(
    rows: Sequence[Sequence[Cell]], matrix: _Matrix, *, turned: bool
) -> Iterator[tuple[str, str, int]]:
    """Yield what needs what, and the row from 0 that says it; nothing needs itself."""
    for row, column, cell in _cells(rows, matrix):
        one, other = matrix.down[row], matrix.across[column]
        if cell.casefold() in _NO_MARKS:
            continue
        if name_key(one) != name_key(other):
            yield (other, one, row) if turned else (one, other, row)


def _cells(rows: Sequence[Sequence[Cell]], matrix: _Matrix) -> Iterator[tuple[int, int, str]]:
    """Yield the filled cells between the names, by row and column."""
    for row in matrix.down:
        for column in matrix.across:
            cell = clean_text(rows[row][column]).strip() if column < len(rows[row]) else ""
            if cell:
                yield row, column, cell


def _corner(rows: Sequence[Sequence[Cell]], area: Area, matrix: _Matrix) -> str:
    """Return what stands in the corner of a matrix, or above it."""
    cells = [
        clean_text(rows[at][column])
        for at in range(matrix.head, max(area.top, matrix.head - 3) - 1, -1)
        for column in range(area.left, matrix.side + 1)
        if column < len(rows[at])
    ]
    return next((cell for cell in cells if cell), "")


def _says_dependency(corner: str) -> bool:
    return is_reversed(corner) or any(
        score.field in ("depends_on", "edge_to") and score.score >= 0.6
        for score in header_scores(corner)
    )


def _is_answer(cell: str) -> bool:
    words = load_header_vocabulary().cells
    return cell.casefold() in {*words.yes_no, *words.criticality}


def _name(cell: Cell) -> str:
    """Return a text that may be a name; marks and numbers are none."""
    text = clean_text(cell).strip() if isinstance(cell, str) else ""
    return text if any(char.isalpha() for char in text) and len(text) > 1 else ""
