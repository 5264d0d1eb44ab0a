"""Turns a raw cell into what a spreadsheet stores for it, and the format that shows its type."""

import datetime
from typing import Final

from bcdr.model.records import Cell

TEXT_FORMAT: Final = "@"
"""The format of texts: what is typed over one stays a text."""

_GENERAL: Final = "General"
_MOMENT_FORMAT: Final = "yyyy-mm-dd hh:mm:ss"
_DATE_FORMAT: Final = "yyyy-mm-dd"
_TIME_FORMAT: Final = "hh:mm:ss"
_SPAN_FORMAT: Final = "[h]:mm:ss"
_DAY: Final = datetime.timedelta(days=1)
_DAY_0: Final = datetime.date(1899, 12, 30)
"""From which spreadsheets count days."""
_NO_LEAP_DAY: Final = 60
"""Up to this day spreadsheets are one behind: they hold 1900 to have been a leap year."""
_FIRST_DAY: Final = datetime.date(1899, 12, 31)
"""Before this day a spreadsheet has no dates."""


def stored_cell(cell: Cell) -> tuple[str | float | int | bool | None, str]:
    """Return a cell as a spreadsheet stores it, and the format that shows it as what it is."""
    match cell:
        case None | "":
            return None, _GENERAL
        case bool() | int() | float():
            return cell, _GENERAL
        case str():
            return cell, TEXT_FORMAT
        case datetime.timedelta():
            return cell / _DAY, _SPAN_FORMAT
        case datetime.time():
            return _span_of(cell) / _DAY, _TIME_FORMAT
        case datetime.date():
            return _stored_day(cell)


def _stored_day(cell: datetime.date) -> tuple[str | float, str]:
    moment = cell if isinstance(cell, datetime.datetime) else None
    day = moment.date() if moment else cell
    if day < _FIRST_DAY:
        return str(cell), TEXT_FORMAT
    days = (day - _DAY_0).days
    if days <= _NO_LEAP_DAY:
        days -= 1
    if moment is None:
        return days, _DATE_FORMAT
    return days + _span_of(moment.time()) / _DAY, _MOMENT_FORMAT


def _span_of(time: datetime.time) -> datetime.timedelta:
    return datetime.timedelta(
        hours=time.hour,
        minutes=time.minute,
        seconds=time.second,
        microseconds=time.microsecond,
    )
