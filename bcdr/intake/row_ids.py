"""Gives each row an id that stays when the file is read again: its own, or one of its names."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from bcdr.intake.text import clean_text
from bcdr.model.columns import Sheet
from bcdr.model.records import Cell


def slug(text: str) -> str:
    """Return a name as lower-case letters, digits and single hyphens, in any script.

    >>> slug("Order desk (EU)")
    'order-desk-eu'
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", "-", folded).strip("-")


def proposed_id(cells: Mapping[str, Cell], sheet: Sheet, row: int) -> tuple[str, bool]:
    """Return the id a row asks for, and whether it is one that the row itself gives."""
    if "id" in cells and "id" not in sheet.key:
        return clean_text(cells["id"]), True
    parts = [part for part in (slug(clean_text(cells.get(f))) for f in sheet.key) if part]
    return "--".join(parts) or f"row-{row}", False


def unique_id(proposed: str, taken: Iterable[str]) -> str:
    """Return the id with the first number behind it that nobody has taken."""
    used = taken if isinstance(taken, (set, dict)) else set(taken)
    if proposed not in used:
        return proposed
    number = 2
    while f"{proposed}-{number}" in used:
        number += 1
    return f"{proposed}-{number}"
