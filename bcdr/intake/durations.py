"""Reads duration cells: text, plain hours, Excel times, and dates that once were ranges."""

import datetime
from typing import Final

from bcdr.intake import limits
from bcdr.intake.codes import Code
from bcdr.intake.faults import Fault
from bcdr.model.records import Cell
from bcdr.model.units import Remark, parse_duration
from bcdr.model.vocabulary import Duration, Special

HOW_TO_WRITE: Final = "Write 4 h, 30 min or 2 days."

NOT_A_DURATION: Final = Fault(
    code=Code.NOT_A_DURATION,
    problem="{value} is not a duration; it is read as blank.",
    many="{values} are not durations; they are read as blank.",
    remedy=HOW_TO_WRITE,
)
_NEGATIVE: Final = Fault(
    code=Code.NEGATIVE,
    problem="{value} is negative; it is read as blank.",
    many="{values} are negative; they are read as blank.",
    remedy=f"{HOW_TO_WRITE} Leave the cell blank if it is not known.",
)
_ABSURD: Final = Fault(
    code=Code.DURATION_ABSURD,
    problem="{value} would be more than ten years; it is read as blank.",
    many="{values} would be more than ten years; they are read as blank.",
    remedy="Plain numbers are hours. Write the unit: 432000 s, 7200 min.",
)
_DATE: Final = Fault(
    code=Code.DURATION_IS_DATE,
    problem="the cell holds the date {value}; Excel makes one of a range such as 1-2. It is read "
    "as blank.",
    many="the cells hold dates ({values}); Excel makes them of ranges such as 1-2. They are read "
    "as blank.",
    remedy="Set the cell's format to Text and write the duration again, such as 2 h.",
)
AMBIGUOUS: Final = Fault(
    code=Code.AMBIGUOUS_BLANK,
    problem="{value} can mean not known or not applicable; it is read as blank.",
    many="{values} can mean not known or not applicable; they are read as blank.",
    remedy="Write 'not applicable' if that is meant.",
)
PLACEHOLDER: Final = Fault(
    code=Code.PLACEHOLDER,
    problem="{value} is read as not filled in yet.",
    many="{values} are read as not filled in yet.",
    remedy="Write the value when it is known.",
)

_BY_REMARK: Final = {
    Remark.NONE: None,
    Remark.NOT_A_DURATION: NOT_A_DURATION,
    Remark.NEGATIVE: _NEGATIVE,
    Remark.AMBIGUOUS_BLANK: AMBIGUOUS,
    Remark.PLACEHOLDER: PLACEHOLDER,
    Remark.BOUND: Fault(
        code=Code.DURATION_BOUND,
        problem="{value} is an upper bound; the bound is taken.",
        many="{values} are upper bounds; the bounds are taken.",
        remedy="Nothing to do if that is right.",
    ),
    Remark.LOWER_BOUND: Fault(
        code=Code.DURATION_RANGE,
        problem="{value} has no upper end; the figure in it is taken.",
        many="{values} have no upper end; the figures in them are taken.",
        remedy="Write the longest that is acceptable.",
    ),
    Remark.WORKING_TIME: Fault(
        code=Code.DURATION_WORKING_TIME,
        problem="{value} counts working time, which has no fixed length; it is read as not known.",
        many="{values} count working time, which has no fixed length; they are read as not known.",
        remedy="How many hours on the clock may it be, over a weekend? Write them.",
    ),
    Remark.MAGNITUDE: Fault(
        code=Code.DURATION_MAGNITUDE,
        problem="{value} says no number; it is read as not known.",
        many="{values} say no number; they are read as not known.",
        remedy=f"How many? {HOW_TO_WRITE}",
    ),
}
_RANGE_LOW: Final = Fault(
    code=Code.DURATION_RANGE,
    problem="{value} is a range; its strict end, the shortest, is taken.",
    many="{values} are ranges; the strict end of each, the shortest, is taken.",
    remedy="Write the one value that holds.",
)
_RANGE_HIGH: Final = Fault(
    code=Code.DURATION_RANGE,
    problem="{value} is a range; its careful end, the longest, is taken.",
    many="{values} are ranges; the careful end of each, the longest, is taken.",
    remedy="Write the one value that holds.",
)

_DAY_ZERO: Final = datetime.datetime(1899, 12, 30)  # noqa: DTZ001  cells have no time zone
_LEAP_DAY_THAT_WAS_NOT: Final = datetime.datetime(1900, 3, 1)  # noqa: DTZ001


def duration_cell(cell: Cell, *, is_objective: bool) -> tuple[Duration, Fault | None]:
    """Return the hours of a cell, or its special value, and what is to be said about it.

    An objective takes the short end of a range, anything measured or set up the long one.
    """
    if isinstance(cell, str):
        return _from_text(cell, is_objective=is_objective)
    if isinstance(cell, bool):
        return None, NOT_A_DURATION
    if isinstance(cell, datetime.datetime) or type(cell) is datetime.date:
        return _from_date(cell)
    hours = _plain_hours(cell)
    if hours is None:
        return None, None
    if hours < 0:
        return None, _NEGATIVE
    return _sensible(hours, None)


def as_hours(value: Duration) -> tuple[float | None, Fault | None]:
    """Return a duration as a number of hours; near zero and not applicable are none."""
    if not isinstance(value, Special):
        return value, None
    if value is Special.NOT_APPLICABLE:
        return None, None
    return None, NOT_A_DURATION


def _plain_hours(cell: Cell) -> float | None:
    if isinstance(cell, datetime.timedelta):
        return cell.total_seconds() / 3600
    if isinstance(cell, datetime.time):
        seconds = cell.second + cell.microsecond / 1e6
        return cell.hour + cell.minute / 60 + seconds / 3600
    return float(cell) if isinstance(cell, (int, float)) else None


def _from_text(text: str, *, is_objective: bool) -> tuple[Duration, Fault | None]:
    parsed = parse_duration(text)
    if parsed.remark is Remark.RANGE and not isinstance(parsed.value, Special):
        if is_objective:
            return _sensible(parsed.value or 0.0, _RANGE_LOW)
        return _sensible(parsed.high_hours or 0.0, _RANGE_HIGH)
    fault = _BY_REMARK[parsed.remark]
    if isinstance(parsed.value, float):
        return _sensible(parsed.value, fault)
    return parsed.value, fault


def _from_date(cell: datetime.date) -> tuple[Duration, Fault | None]:
    """Return the hours of a date in 1899 or 1900, which is how h:mm shows a day and more."""
    if cell.year > 1900:
        return None, _DATE
    clock = cell.time() if isinstance(cell, datetime.datetime) else datetime.time()
    moment = datetime.datetime.combine(cell, clock)
    days = (moment - _DAY_ZERO) / datetime.timedelta(days=1)
    # Excel counts a 29 February 1900; readers leave it out, which shifts the days before it.
    if datetime.datetime(1900, 1, 1) <= moment < _LEAP_DAY_THAT_WAS_NOT:  # noqa: DTZ001
        days -= 1
    return (days * 24, None) if days >= 0 else (None, _DATE)


def _sensible(hours: float, fault: Fault | None) -> tuple[Duration, Fault | None]:
    if not hours <= limits.LONGEST_DURATION_HOURS:
        return None, _ABSURD
    return hours, fault
