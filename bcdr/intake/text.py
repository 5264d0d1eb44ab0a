"""Turns any cell into clean text: no control or invisible characters, no margins."""

import datetime
import unicodedata
from functools import lru_cache

from bcdr.model.records import Cell


def clean_text(cell: Cell) -> str:
    """Return a cell as one line of text; empty where there is nothing to see."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _clean(cell)
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime.datetime):
        at_midnight = cell.time() == datetime.time()
        return cell.date().isoformat() if at_midnight else cell.isoformat(" ")
    return str(cell)


@lru_cache(maxsize=100_000)
def _clean(text: str) -> str:
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    visible = (" " if char.isspace() else char for char in text if not _is_hidden(char))
    return " ".join("".join(visible).split())


def _is_hidden(char: str) -> bool:
    """Return whether a character takes no room or turns the reading direction."""
    category = unicodedata.category(char)
    return category in ("Cf", "Cs", "Co", "Cn") or (category == "Cc" and not char.isspace())


@lru_cache(maxsize=100_000)
def name_key(name: str) -> str:
    """Return what is the same for names that differ only in case, form and spaces."""
    return _clean(unicodedata.normalize("NFKC", name)).casefold()
