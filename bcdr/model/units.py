"""Units in words: how durations, sizes, money, shares and numbers are read and shown."""

from typing import Final

from bcdr.model.durations import (
    HOURS_PER_UNIT,
    ParsedDuration,
    parse_duration,
    write_duration,
)
from bcdr.model.figures import Remark
from bcdr.model.quantities import Quantity, parse_in_unit, parse_number, parse_quantity
from bcdr.model.vocabulary import Duration, Special

__all__ = [
    "HOURS_PER_UNIT",
    "ParsedDuration",
    "Quantity",
    "Remark",
    "format_gb",
    "format_hours",
    "format_money",
    "format_number",
    "format_share",
    "parse_duration",
    "parse_in_unit",
    "parse_number",
    "parse_quantity",
    "write_duration",
]

UNKNOWN: Final = "unknown"


def format_number(number: float | None, *, digits: int = 3, blank: str = UNKNOWN) -> str:
    """Return a number for people: thousands set apart, `digits` significant figures at least.

    Whole figures are never rounded away: 12,345 stays 12,345.
    """
    if number is None:
        return blank
    if number == 0:
        return "0"
    whole_figures = len(str(int(abs(number)))) if abs(number) >= 1 else 0
    decimals = max(0, digits - whole_figures)
    if whole_figures == 0:
        decimals = digits - 1 - _exponent(number)
    text = f"{number:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _exponent(number: float) -> int:
    return int(f"{number:e}".split("e")[1])


def format_hours(hours: Duration, *, blank: str = UNKNOWN) -> str:
    """Return a duration for people: `30 s`, `15 min`, `4 h`, `2 d`, or the special value's words.

    Rounded to three figures; None gives `blank`. `write_duration` is the form that loses nothing.
    """
    if hours is None:
        return blank
    if isinstance(hours, Special):
        return str(hours)
    if hours == 0:
        return "0 h"
    seconds = hours * 3600
    if seconds < 59.5:
        return f"{format_number(seconds, digits=2)} s"
    if hours < 1 - 0.5 / 60:
        return f"{format_number(hours * 60, digits=2)} min"
    if hours < 48 or (hours <= 72 and hours % 24):
        return f"{format_number(hours)} h"
    return f"{format_number(hours / 24)} d"


def format_gb(gigabytes: float | None, *, blank: str = UNKNOWN) -> str:
    """Return a size for people, given in GB of 10^9 bytes: `500 GB`, `1.2 TB`, `30 MB`."""
    if gigabytes is None:
        return blank
    if gigabytes >= 1000:
        return f"{format_number(gigabytes / 1000)} TB"
    if 0 < gigabytes < 1:
        return f"{format_number(gigabytes * 1000)} MB"
    return f"{format_number(gigabytes)} GB"


def format_share(share: float | None, *, blank: str = UNKNOWN) -> str:
    """Return a share for people: 0.04 as `4%`."""
    return blank if share is None else f"{format_number(share * 100)}%"


def format_money(amount: float | None, currency: str, *, blank: str = UNKNOWN) -> str:
    """Return an amount for people, whole from 100 up: `USD 12,345`, `USD 0.02`."""
    if amount is None:
        return blank
    sign = "-" if amount < 0 else ""
    size = abs(amount)
    text = f"{size:,.0f}" if size >= 100 else format_number(size)
    return f"{sign}{currency} {text}".strip()
