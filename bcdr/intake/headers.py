"""Finds the header row of a sheet and says which column holds which field, with its unit."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from bcdr.intake import limits
from bcdr.intake.aliases import ALIASES
from bcdr.intake.letters import number_to_letters
from bcdr.model.columns import SHEETS, Column, Kind
from bcdr.model.quantities import UNIT_FACTORS, plain_text, unit_factor
from bcdr.model.records import Cell, ColumnMatch
from bcdr.model.units import HOURS_PER_UNIT

EXACT: Final = 1.0
"""Confidence of a header that is the contract's own."""
ALIAS: Final = 0.9
"""Confidence of a header in other words that are known."""

_BRACKETS: Final = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_CURRENCIES: Final[Mapping[str, str]] = {
    "$": "USD", "us$": "USD", "usd": "USD", "€": "EUR", "eur": "EUR", "euro": "EUR",
    "£": "GBP", "gbp": "GBP", "chf": "CHF", "¥": "JPY", "jpy": "JPY",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderText:
    """A header reduced to its words; `bracketed` is what stood in brackets or was a unit."""

    words: str
    bracketed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderRow:
    """A header row found in a sheet: its number from 1, and what each column was taken for.

    `twice` are the columns left out because an earlier one holds the same field.
    """

    number: int
    columns: tuple[ColumnMatch, ...]
    twice: tuple[ColumnMatch, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the fields found, in column order."""
        return tuple(column.field for column in self.columns if column.field is not None)

    def has_required(self, role: str) -> bool:
        """Return whether every column without which a row means nothing is there."""
        found = set(self.fields)
        return all(c.field in found for c in SHEETS[role].columns if c.required)


def find_header(rows: Sequence[Sequence[Cell]], role: str) -> HeaderRow | None:
    """Return the row among the first ones that knows most columns of a role's sheet, if any."""
    best: HeaderRow | None = None
    for number, row in enumerate(rows[: limits.HEADER_ROWS], start=1):
        header = match_header(row, number, role)
        if header.fields and (best is None or _rank(header, role) > _rank(best, role)):
            best = header
    return best


def _rank(header: HeaderRow, role: str) -> tuple[bool, int]:
    return header.has_required(role), len(header.fields)


def match_header(row: Sequence[Cell], number: int, role: str) -> HeaderRow:
    """Return what each filled cell of a row would be as a header of a role's sheet."""
    columns: list[ColumnMatch] = []
    twice: list[ColumnMatch] = []
    taken: set[str] = set()
    for position, cell in enumerate(row, start=1):
        if not isinstance(cell, str) or not cell.strip():
            continue
        letters = number_to_letters(position)
        match = match_text(cell, role)
        column = ColumnMatch(
            header=" ".join(cell.split()),
            letter=letters,
            field=match.field,
            unit=match.unit,
            confidence=match.confidence,
        )
        if column.field in taken:
            twice.append(column)
            column = replace(column, field=None, confidence=0.0)
        elif column.field is not None:
            taken.add(column.field)
        columns.append(column)
    return HeaderRow(number=number, columns=tuple(columns), twice=tuple(twice))


def match_text(header: str, role: str) -> ColumnMatch:
    """Return the field a header stands for on a role's sheet, None if it is not known.

    `unit` is the unit the header names, or the contract's.
    """
    nothing = ColumnMatch(header=header, letter="", field=None, unit="", confidence=0.0)
    if len(header) > 200:
        return nothing
    text = header_text(header)
    known = known_headers(role)
    whole = f"{text.words} {_bare(text.bracketed)}".strip()
    for words in (whole, text.words):
        if words in known:
            column, confidence = known[words]
            unit = _unit_of(column, text.bracketed if words == text.words else "")
            if unit is not None:
                return replace(nothing, field=column.field, unit=unit, confidence=confidence)
    shorter, unit_word = _without_unit(text.words)
    if shorter in known:
        column, confidence = known[shorter]
        unit = _unit_of(column, unit_word) if _is_unit(unit_word) else None
        if unit is not None:
            return replace(nothing, field=column.field, unit=unit, confidence=confidence)
    return nothing


@cache
def known_headers(role: str) -> Mapping[str, tuple[Column, float]]:
    """Return every header that is known for a role's sheet, reduced to its words."""
    known: dict[str, tuple[Column, float]] = {}
    sheet = SHEETS[role]
    for column in sheet.columns:
        for own in (column.header, column.field):
            text = header_text(own)
            known.setdefault(text.words, (column, EXACT))
            known.setdefault(f"{text.words} {_bare(text.bracketed)}".strip(), (column, EXACT))
    for field, others in ALIASES.get(role, {}).items():
        for other in others:
            known.setdefault(header_text(other).words, (sheet.column(field), ALIAS))
    return known


@lru_cache(maxsize=4096)
def header_text(header: str) -> HeaderText:
    """Return a header's words without case, accents, punctuation, footnotes and brackets."""
    # Superscripts are footnote marks; made plain they would look like part of the word.
    marks = "".join(char for char in header if not _is_superscript(char))
    text = plain_text(marks.replace("_x000a_", " ").replace("_x000A_", " ")).casefold()
    bracketed = " ".join(part.strip() for part in _BRACKETS.findall(text) if not part.isdigit())
    return HeaderText(words=_bare(_BRACKETS.sub(" ", text)), bracketed=bracketed)


def _is_superscript(char: str) -> bool:
    return unicodedata.decomposition(char).startswith("<super>")


def _bare(text: str) -> str:
    """Return a text's words with nothing but letters, digits and % in them, without accents."""
    apart = unicodedata.normalize("NFD", text)
    letters = (
        char if char.isalnum() or char in "%€$£¥" else " "
        for char in apart
        if not unicodedata.combining(char)
    )
    return " ".join("".join(letters).split())


def _without_unit(words: str) -> tuple[str, str]:
    """Return a header without a unit at its end, and the unit: `data in tb` is `data`, `tb`."""
    shorter, _, unit = words.rpartition(" ")
    return shorter.removesuffix(" in"), unit


def _unit_of(column: Column, written: str) -> str | None:
    """Return the unit a header gives its column, None if it cannot be a unit of such a column.

    Words that are no unit explain the header and change nothing.
    """
    written = written.removeprefix("in ").strip()
    if not written or not column.unit:
        return column.unit
    if column.kind is Kind.MONEY:
        return next((_CURRENCIES[w] for w in _money_words(written) if w in _CURRENCIES), "")
    if column.kind in (Kind.DURATION, Kind.DURATIONS) and written in HOURS_PER_UNIT:
        return column.unit if HOURS_PER_UNIT[written] == 1 else written
    factor = unit_factor(written, column.unit) if column.unit in UNIT_FACTORS else None
    if factor is not None:
        return column.unit if factor == 1 else written.upper()
    # A unit of something else, or money, makes it another column.
    return None if _is_unit(written) else column.unit


def _is_unit(written: str) -> bool:
    return (
        written in HOURS_PER_UNIT
        or any(unit_factor(written, unit) is not None for unit in UNIT_FACTORS)
        or any(word in _CURRENCIES for word in _money_words(written))
    )


def _money_words(text: str) -> list[str]:
    return [word for word in re.split(r"[\s/]+", text) if word]
