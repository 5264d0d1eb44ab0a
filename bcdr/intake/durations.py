"""Reads duration cells: text, plain hours, Excel times, and dates that once were ranges."""

import datetime
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bcdr.intake import limits
from bcdr.intake.codes import Code
from bcdr.intake.context import NO_CONTEXT, ColumnContext
from bcdr.intake.faults import Fault
from bcdr.intake.lists import key_values
from bcdr.model.durations import HOURS_PER_UNIT, ParsedDuration, hours_of_moment, parse_duration
from bcdr.model.figures import Remark, anywhere, nothing_remark
from bcdr.model.records import Cell
from bcdr.model.value_words import WORDS, word_form
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
    remedy="Which two numbers were typed, and in which unit? Set the cell's format to Text and "
    "write the duration again, such as 2 h.",
)
AMBIGUOUS: Final = Fault(
    code=Code.AMBIGUOUS_BLANK,
    problem="{value} can mean not known or not applicable; it is read as blank.",
    many="{values} can mean not known or not applicable; they are read as blank.",
    remedy="Write 'not applicable' if that is meant.",
)
_AMBIGUOUS_RPO: Final = Fault(
    code=Code.AMBIGUOUS_BLANK,
    problem="{value} can mean not known, or that there is no data to lose; it is read as blank.",
    many="{values} can mean not known, or that there is no data to lose; they are read as blank.",
    remedy="Is it stateless? Then write 'not applicable', else the RPO.",
)
PLACEHOLDER: Final = Fault(
    code=Code.PLACEHOLDER,
    problem="{value} is read as not filled in yet.",
    many="{values} are read as not filled in yet.",
    remedy="Write the value when it is known.",
)

NOT_MEASURED: Final = Fault(
    code=Code.NOT_MEASURED,
    problem="{value} is what programs write where nothing was measured or set; it is read as "
    "blank.",
    many="{values} are what programs write where nothing was measured or set; they are read as "
    "blank.",
    remedy="Write the value if it is known.",
)
_NOT_DEFINED: Final = Fault(
    code=Code.NOT_DEFINED,
    problem="{value} means not defined in this register; it is not read as zero.",
    many="{values} mean not defined in this register; they are not read as zero.",
    remedy="Write the objective when it is defined, or 0 h where really no time is allowed.",
)
_ONE_OR_LESS: Final = Fault(
    code=Code.DURATION_BOUND,
    problem="{value} means one hour or less in this register; one hour is taken.",
    many="{values} mean one hour or less in this register; one hour is taken.",
    remedy="Write the time itself where it is shorter, such as 15 min.",
)
_COMMENT: Final = Fault(
    code=Code.DURATION_COMMENT,
    problem="{value} carries a comment; the figure is taken and the text stays with the row.",
    many="{values} carry comments; the figures are taken and the texts stay with the rows.",
    remedy="Nothing to do if that is right.",
)
_BY_REMARK: Final[Mapping[Remark, Fault | None]] = {
    Remark.NONE: None,
    Remark.NOT_A_DURATION: NOT_A_DURATION,
    Remark.NEGATIVE: _NEGATIVE,
    Remark.AMBIGUOUS_BLANK: AMBIGUOUS,
    Remark.PLACEHOLDER: PLACEHOLDER,
    Remark.SENTINEL: NOT_MEASURED,
    Remark.DATE: _DATE,
    Remark.WITHOUT_DATA: NOT_A_DURATION,
    Remark.FREQUENCY: Fault(
        code=Code.DURATION_FREQUENCY,
        problem="{value} says how often copies are made; the time between two is taken.",
        many="{values} say how often copies are made; the time between two is taken.",
        remedy="Write how much may be lost, if it is less or more than that.",
    ),
    Remark.SERVICE_HOURS: Fault(
        code=Code.DURATION_SERVICE_HOURS,
        problem="{value} says when something is used or supported, not how long anything takes; "
        "it is read as not known.",
        many="{values} say when something is used or supported, not how long anything takes; they "
        "are read as not known.",
        remedy=f"How long may it take? {HOW_TO_WRITE}",
    ),
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
_WORKING_TIME: Final = anywhere("working-time")
_UNIT_CODES: Final[Mapping[str, str]] = MappingProxyType({"": "h", "hours": "h"})
_KEYS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "rto_hours": ("rto", "recovery time objective"),
        "rpo_hours": ("rpo", "recovery point objective"),
        "mtd_hours": ("mtd", "mtpd", "maximum tolerable downtime"),
    }
)


def duration_cell(
    cell: Cell, *, is_objective: bool, field: str = "", context: ColumnContext = NO_CONTEXT
) -> tuple[Duration, Fault | None]:
    """Return the hours of a cell, or its special value, and what is to be said about it.

    An objective takes the short end of a range, anything measured or set up the long one. `field`
    picks its own part of a cell that holds several (`rto: 4h, rpo: 1h`).
    """
    unit = unit_code(context.unit)
    if isinstance(cell, str):
        return _from_text(cell, unit, is_objective=is_objective, field=field, context=context)
    if isinstance(cell, bool):
        return None, NOT_A_DURATION
    if isinstance(cell, datetime.datetime) or type(cell) is datetime.date:
        return _from_date(cell)
    if cell == -1:
        return None, NOT_MEASURED
    if isinstance(cell, (int, float)) and is_working_time(context.unit):
        return None, _BY_REMARK[Remark.WORKING_TIME]
    hours = _plain_hours(cell, unit)
    if hours is None:
        return None, None
    if hours < 0:
        return None, _NEGATIVE
    return _registered(hours, context) if is_objective else _sensible(hours, None)


def unit_code(unit: str) -> str:
    """Return the unit of time that a column's unit names, `h` where it names none."""
    if unit in _UNIT_CODES:
        return _UNIT_CODES[unit]
    words = word_form(unit).rstrip(".")
    return words if words in HOURS_PER_UNIT else "h"


def is_working_time(unit: str) -> bool:
    """Return whether a column's unit only runs while people work, such as business days."""
    return bool(unit) and _WORKING_TIME.search(word_form(unit)) is not None


def as_hours(value: Duration) -> tuple[float | None, Fault | None]:
    """Return a duration as a number of hours; near zero and not applicable are none."""
    if not isinstance(value, Special):
        return value, None
    if value is Special.NOT_APPLICABLE:
        return None, None
    return None, NOT_A_DURATION


def blank_mark(text: str) -> tuple[None, Fault | None] | None:
    """Return what a mark for nothing means (`-`, `n/a`, `tbd`, `-1`), None if it is not one."""
    remark = nothing_remark(text)
    return None if remark is None else (None, _BY_REMARK[remark])


def _plain_hours(cell: Cell, unit: str) -> float | None:
    if isinstance(cell, datetime.timedelta):
        return cell.total_seconds() / 3600
    if isinstance(cell, datetime.time):
        seconds = cell.second + cell.microsecond / 1e6
        return cell.hour + cell.minute / 60 + seconds / 3600
    if not isinstance(cell, (int, float)):
        return None
    per_unit = HOURS_PER_UNIT[unit]
    return float(cell) * per_unit if per_unit >= 1 else float(cell) / round(1 / per_unit)


def _from_text(
    text: str, unit: str, *, is_objective: bool, field: str, context: ColumnContext
) -> tuple[Duration, Fault | None]:
    parsed = parse_duration(text, unit=unit)
    if parsed.remark is Remark.NOT_A_DURATION and (":" in text or "=" in text):
        parsed = _own_part(text, unit, field) or parsed
    if parsed.remark is Remark.RANGE and not isinstance(parsed.value, Special):
        if is_objective:
            return _sensible(parsed.value or 0.0, _RANGE_LOW)
        return _sensible(parsed.high_hours or 0.0, _RANGE_HIGH)
    value, fault = _of_field(parsed, field)
    if not isinstance(value, float):
        return value, fault
    if not parsed.has_unit and is_working_time(context.unit):
        return None, _BY_REMARK[Remark.WORKING_TIME]
    if is_objective and not parsed.has_unit and fault is None and not parsed.note:
        return _registered(value, context)
    return _sensible(value, fault or (_COMMENT if parsed.note else None))


def _of_field(parsed: ParsedDuration, field: str) -> tuple[Duration, Fault | None]:
    """Return a value with its fault; some words mean something for an RPO only."""
    if parsed.remark is Remark.FREQUENCY and field != "rpo_hours":
        return None, NOT_A_DURATION
    if field == "rpo_hours" and _is_without_data(parsed):
        return Special.NOT_APPLICABLE, None
    if field == "rpo_hours" and parsed.remark is Remark.AMBIGUOUS_BLANK:
        return None, _AMBIGUOUS_RPO
    return parsed.value, _BY_REMARK[parsed.remark]


def _own_part(text: str, unit: str, field: str) -> ParsedDuration | None:
    """Return what a cell of several fields says of one, a blank where it says nothing of it."""
    parts = key_values(text)
    known = [key for keys in _KEYS.values() for key in keys if key in parts]
    if not known:
        return None
    own = next((parts[key] for key in _KEYS.get(field, ()) if key in parts), "")
    return parse_duration(own, unit=unit)


def _is_without_data(parsed: ParsedDuration) -> bool:
    if parsed.remark is Remark.WITHOUT_DATA:
        return True
    is_nothing = parsed.remark in (Remark.AMBIGUOUS_BLANK, Remark.PLACEHOLDER)
    return is_nothing and word_form(parsed.note) in WORDS.phrase("no-data")


def _registered(hours: float, context: ColumnContext) -> tuple[Duration, Fault | None]:
    """Return a plain number of an objective; one register has its own meaning of 0 and 1."""
    if context.is_register and hours == 0:
        return None, _NOT_DEFINED
    if context.is_register and hours == 1:
        return hours, _ONE_OR_LESS
    return _sensible(hours, None)


def _from_date(cell: datetime.date) -> tuple[Duration, Fault | None]:
    """Return the hours of a date that stands for a time span, as h:mm shows a day and more."""
    clock = cell.time() if isinstance(cell, datetime.datetime) else datetime.time()
    hours = hours_of_moment(datetime.datetime.combine(cell, clock))
    return (None, _DATE) if hours is None else (hours, None)


def _sensible(hours: float, fault: Fault | None) -> tuple[Duration, Fault | None]:
    if not hours <= limits.LONGEST_DURATION_HOURS:
        return None, _ABSURD
    return hours, fault
