"""Finds the row of headers in an area of a sheet, with the rows around it that belong to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bcdr.intake import limits
from bcdr.intake.field_scores import header_scores, is_header_like
from bcdr.intake.header_words import HEADER_LENGTH, header_text
from bcdr.intake.kinds_of_lists import is_kind_word
from bcdr.intake.text import name_key
from bcdr.model.header_vocabulary import load_header_vocabulary
from bcdr.model.records import Cell

LEAST_FIELDS: Final = 2


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells by rows and columns from 0, the last ones included."""

    top: int
    bottom: int
    left: int
    right: int

    def cells(self, row: Sequence[Cell]) -> Sequence[Cell]:
        """Return the cells of a row inside the area."""
        return row[self.left : self.right + 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundHeader:
    """A header row by its index from 0: how many fields it names, and the band row above it."""

    at: int
    score: float
    field_count: int
    band_at: int | None = None


def find_header_row(rows: Sequence[Sequence[Cell]], area: Area) -> FoundHeader | None:
    """Return the row of the area that is likeliest to name its columns, None if no row may."""
    best: FoundHeader | None = None
    last = min(area.bottom, area.top + limits.HEADER_ROWS - 1, len(rows) - 1)
    for at in range(area.top, last + 1):
        found = score_row(rows, at, area)
        if found is not None and (best is None or found.score > best.score + 0.05):
            best = found
    if best is None:
        return None
    at = _first_of_two(rows, best, area)
    band = _band_above(rows, at, area)
    if at == best.at and _continues_below(rows, at, area):
        at, band = at + 1, at
    return FoundHeader(at=at, score=best.score, field_count=best.field_count, band_at=band)


def _first_of_two(rows: Sequence[Sequence[Cell]], best: FoundHeader, area: Area) -> int:
    """Return the row above the best where both name the same columns: keys above labels."""
    if best.at <= area.top:
        return best.at
    above = score_row(rows, best.at - 1, area)
    if above is None or above.field_count < max(LEAST_FIELDS, 0.75 * best.field_count):
        return best.at
    fields = [
        (position, header_scores(cell)[0].field)
        for position, cell in enumerate(rows[best.at - 1])
        if is_header_like(cell) and isinstance(cell, str)
    ]
    is_pair = is_second_header(rows[best.at], rows[best.at - 1], fields)
    return best.at - 1 if is_pair else best.at


def _continues_below(rows: Sequence[Sequence[Cell]], at: int, area: Area) -> bool:
    """Return whether a row of headers is a band: the row below names what it leaves blank."""
    if at + 2 > area.bottom:
        return False
    row, below = area.cells(rows[at]), area.cells(rows[at + 1])
    if not row or not below or not _is_blank(row[0]) or _is_blank(below[0]):
        return False
    texts = [cell for cell in below if not _is_blank(cell)]
    filled = [cell for cell in row if not _is_blank(cell)]
    if len(texts) <= len(filled) or not all(isinstance(cell, str) for cell in texts):
        return False
    return any(is_header_like(cell) for cell in texts) and not any(
        _is_number(cell) for cell in texts if isinstance(cell, str)
    )


def score_row(rows: Sequence[Sequence[Cell]], at: int, area: Area) -> FoundHeader | None:
    """Return a row as a header with its score, None where it cannot be one."""
    cells = [cell for cell in area.cells(rows[at]) if not _is_blank(cell)]
    texts = [cell for cell in cells if isinstance(cell, str) and len(cell) <= HEADER_LENGTH]
    if not texts or len(texts) < 0.6 * len(cells):
        return None
    scored = [header_scores(text)[0] for text in texts if is_header_like(text)]
    fields = {score.field for score in scored}
    named = fields - {"attribute", "attribute_value"}
    kinds = sum(1 for text in texts if not is_header_like(text) and is_kind_word(text))
    if not fields and kinds < 2:
        plain = all(not _is_number(text) and len(text) < 100 for text in texts)
        if len(texts) < LEAST_FIELDS or not plain or not _has_rows_below(rows, at, area):
            return None
    sure = sum(max(score.score for score in scored if score.field == field) for field in fields)
    # Words that stand in data (`Database`, `Production`) are few in a row of many other texts.
    share = (len(scored) + kinds) / len(texts)
    numbers = sum(_is_number(text) for text in texts)
    score = sure + 0.35 * kinds + share + min(len(texts), 6) * 0.05 - 0.5 * numbers
    if not _has_rows_below(rows, at, area):
        score -= 1.0
    return FoundHeader(at=at, score=score, field_count=len(named))


def is_second_header(
    row: Sequence[Cell], header: Sequence[Cell], positions: Sequence[tuple[int, str]]
) -> bool:
    """Return whether a row below the header names the same columns again in other words."""
    texts = [
        (cell, field)
        for position, field in positions
        if position < len(row) and isinstance(cell := row[position], str) and cell.strip()
    ]
    filled = sum(not _is_blank(cell) for cell in row)
    if len(texts) < LEAST_FIELDS or filled < 0.5 * sum(not _is_blank(cell) for cell in header):
        return False
    if any(not isinstance(cell, str) for cell in row if not _is_blank(cell)):
        return False
    same = sum(
        1
        for text, field in texts
        if any(score.field == field and score.score > 0.5 for score in header_scores(text))
    )
    return same >= max(LEAST_FIELDS, 0.6 * len(texts))


def is_marks_row(cells: Sequence[Cell], words: Sequence[str]) -> bool:
    """Return whether all filled cells of a row are among some words, as `Required` or `Text`."""
    texts = [name_key(str(cell)).strip("()[]*:. ") for cell in cells if not _is_blank(cell)]
    known = frozenset(words)
    return bool(texts) and all(
        text in known or text.split("(")[0].strip() in known for text in texts
    )


def _band_above(rows: Sequence[Sequence[Cell]], at: int, area: Area) -> int | None:
    """Return the row above a header whose few cells each stand over several columns, if any."""
    if at <= area.top:
        return None
    above = area.cells(rows[at - 1])
    texts = [c for c in above if isinstance(c, str) and c.strip()]
    header = [c for c in area.cells(rows[at]) if not _is_blank(c)]
    required = load_header_vocabulary().rows.required
    if not texts or len(texts) >= len(header) or is_marks_row(texts, required):
        return None
    # A title stands alone in the first column; a band names parts of the table.
    first = next(i for i, c in enumerate(above) if isinstance(c, str) and c.strip())
    return None if len(texts) == 1 and first == 0 else at - 1


def _has_rows_below(rows: Sequence[Sequence[Cell]], at: int, area: Area) -> bool:
    below = rows[at + 1 : min(at + 6, area.bottom + 1)]
    return any(not _is_blank(cell) for row in below for cell in area.cells(row))


def _is_blank(cell: Cell) -> bool:
    return cell is None or cell == "" or (isinstance(cell, str) and cell.isspace())


def _is_number(text: str) -> bool:
    return not any(char.isalpha() for char in header_text(text).words) and text.strip() not in "#№"
