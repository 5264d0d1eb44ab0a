"""Gives a cell what only its number format shows: a unit in quotes, percent, elapsed hours."""

import datetime
import re
from typing import Final

from bcdr.model.durations import HOURS_PER_UNIT
from bcdr.model.quantities import UNIT_FACTORS, unit_factor
from bcdr.model.records import Cell
from bcdr.model.value_words import WORDS, word_form

_ELAPSED: Final = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_QUOTED: Final = re.compile(r'"([^"]*)"|\\(.)')
_LOCALE: Final = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_COLOUR: Final = re.compile(r"\[(?!\$|h|m|s)[^\]]*\]", re.IGNORECASE)


def unit_of_format(code: str) -> str:
    """Return the unit that a number format shows behind or before the number, empty if none.

    >>> unit_of_format('0 "hours"'), unit_of_format("0.0%"), unit_of_format('#,##0 [$EUR]')
    ('hours', '%', 'EUR')
    """
    positive = code.split(";", maxsplit=1)[0]
    quoted = " ".join((match[1] or match[2] or "") for match in _QUOTED.finditer(positive))
    shown = " ".join(match[1] for match in _LOCALE.finditer(positive))
    bare = _COLOUR.sub("", _LOCALE.sub("", _QUOTED.sub("", positive)))
    if "%" in bare:
        return "%"
    for words in (quoted, shown, bare):
        unit = " ".join(words.split()).strip(".")
        if unit and _is_unit(unit):
            return unit
        currency = next((sign for sign in WORDS.currencies if sign in words.casefold()), "")
        if currency and not currency.isalpha():
            return WORDS.currencies[currency]
    return ""


def cell_as_shown(cell: Cell, code: str, *, has_column_unit: bool = False) -> Cell:
    """Return a cell with what its number format shows, the cell itself where that is nothing more.

    A number under `0 "hours"` becomes `4 hours`, under `0%` `7%`, under `[h]:mm` a time span,
    under `0 [$EUR]` `75000 EUR`; dollars stay numbers. A unit that the column's header gives
    counts before that of the format.
    """
    if not isinstance(cell, (int, float)) or isinstance(cell, bool):
        return cell
    elapsed = _ELAPSED.search(code)
    if elapsed:
        return datetime.timedelta(days=float(cell))
    unit = unit_of_format(code)
    if unit == "%":
        return f"{cell * 100:.12g}%"
    # A bare dollar may be that of any country, so it says nothing about the number.
    if not unit or has_column_unit or unit in ("$", "USD"):
        return cell
    return f"{cell:.15g} {unit}"


def _is_unit(text: str) -> bool:
    word = word_form(text)
    return (
        word in HOURS_PER_UNIT
        or word in WORDS.currencies
        or any(unit_factor(text, unit) is not None for unit in UNIT_FACTORS)
    )
