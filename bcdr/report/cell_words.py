"""Puts the values of a table into words, for a page that people read."""

import datetime
from typing import Final

from bcdr.model.units import format_hours, format_number
from bcdr.report.blocks import CellKind, CellValue, Column

NUMBER_KINDS: Final = frozenset(
    {
        CellKind.COUNT,
        CellKind.NUMBER,
        CellKind.VALUE,
        CellKind.HOURS,
        CellKind.MONEY,
        CellKind.PRICE,
        CellKind.SHARE,
        CellKind.SCORE,
        CellKind.PART,
        CellKind.RATE,
    }
)
"""Kinds of columns that hold numbers and stand on the right."""

_SAY_THEIR_UNIT: Final = frozenset({CellKind.HOURS, CellKind.SHARE})


def cell_words(value: CellValue, column: Column) -> str:
    """Return a value as people read it; durations and shares say their unit themselves."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, str):
        return value
    return _number_words(float(value), column.kind)


def heading_words(column: Column) -> str:
    """Return the heading of a column, with the unit unless the values say it."""
    return column.title if column.kind in _SAY_THEIR_UNIT else column.heading


def _number_words(value: float, kind: CellKind) -> str:
    match kind:
        case CellKind.HOURS:
            return format_hours(value)
        case CellKind.SHARE:
            return _percent(value)
        case CellKind.MONEY | CellKind.COUNT:
            return f"{value:,.0f}"
        case CellKind.SCORE:
            return f"{value:.1f}"
        case CellKind.PART:
            return f"{value:.2f}"
        case _:
            return format_number(value)


def _percent(share: float) -> str:
    """Return a share in whole percent; what is there but less than one says so."""
    return "<1%" if 0 < share < 0.005 else f"{share:.0%}"
