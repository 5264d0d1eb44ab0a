"""Takes lists in cells apart: items, and keys with their values."""

import re
from collections.abc import Collection, Iterable
from functools import cache
from typing import Final

from bcdr.intake.context import DEFAULT_SEPARATORS
from bcdr.intake.text import clean_text, name_key
from bcdr.model.records import Cell

_CODE: Final = re.compile(r"(?=.*[A-Z0-9])[A-Z0-9][A-Z0-9._:\-]{0,14}|[A-Z][a-z]{2,}\d+")
_KEY: Final = re.compile(r"([^\W\d][\w .\-]{0,30}?)\s*[:=]\s*(.+)", re.DOTALL)
_BRACKETED: Final = re.compile(r"(?:\[[^\[\]]*\]\s*[;,]?\s*)+")
_KNOWN_SHARE: Final = 0.5
"""Share of a column's pieces that have to be known names for a comma to separate them."""


def split_list(cell: Cell, separators: str = DEFAULT_SEPARATORS) -> list[str]:
    """Return the items of a cell, cleaned; blank items are kept.

    >>> split_list("[10.0.0.1,10.0.0.2];")
    ['10.0.0.1', '10.0.0.2']
    """
    if not isinstance(cell, str):
        return [clean_text(cell)]
    text = cell.strip().strip("\n")
    if text and _BRACKETED.fullmatch(text):
        inner = re.findall(r"\[([^\[\]]*)\]", text)
        return [clean_text(item) for part in inner for item in part.split(",") if item.strip()]
    if "," not in separators and _are_key_values(text):
        separators += ","
    return [clean_text(item) for item in _pattern(separators).split(text)]


def separators_of(cells: Iterable[Cell], known: Collection[str] = ()) -> str:
    """Return the characters that separate items in a column.

    Semicolons and line breaks always do, a bar where no cell has a semicolon. A comma or slash
    does where at least half of the pieces are known names (by `name_key`), or all are codes.
    """
    texts = {cell for cell in cells if isinstance(cell, str)}
    found = DEFAULT_SEPARATORS
    if any("|" in text for text in texts) and not any(";" in text for text in texts):
        found += "|"
    for mark in ",/":
        pieces = [
            piece.strip()
            for text in texts
            if _pattern(mark).search(text) and name_key(text) not in known
            for piece in _pattern(found + mark).split(text)
            if piece.strip()
        ]
        if not pieces:
            continue
        count = sum(name_key(piece) in known for piece in pieces)
        if count >= _KNOWN_SHARE * len(pieces) or all(map(_CODE.fullmatch, pieces)):
            found += mark
    return found


@cache
def _pattern(separators: str) -> re.Pattern[str]:
    """Return what separates items; a slash between blanks joins an application and its part."""
    plain = separators.replace("/", "")
    choices = [f"[{re.escape(plain)}]"] if plain else []
    if "/" in separators:
        choices.append(r"(?<!\s)/(?!\s)")
    return re.compile("|".join(choices))


def key_values(text: str) -> dict[str, str]:
    """Return the values of `key: value, key: value` by key in small letters; empty if it is not.

    >>> key_values("rto: 4h,rpo: 5h")
    {'rto': '4h', 'rpo': '5h'}
    """
    found: dict[str, str] = {}
    for part in re.split(r"[,;|\n](?=\s*[^\W\d][\w .\-]{0,30}?\s*[:=])", text.strip()):
        match = _KEY.fullmatch(part.strip().rstrip(",;|"))
        if match is None:
            return {}
        found.setdefault(name_key(match[1]), match[2].strip())
    return found


def _are_key_values(text: str) -> bool:
    return "," in text and len(key_values(text)) > 1 and "://" not in text
