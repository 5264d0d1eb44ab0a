"""Reads dates as people and programs write them; what names no single day is asked for."""

import datetime
import re
from typing import Final

from bcdr.intake.codes import Code
from bcdr.intake.context import NO_CONTEXT, ColumnContext
from bcdr.intake.durations import NOT_MEASURED, blank_mark
from bcdr.intake.faults import Fault
from bcdr.intake.text import clean_text
from bcdr.model.durations import EXCEL_DAY_ZERO, HOURS_PER_UNIT
from bcdr.model.figures import bare_figure
from bcdr.model.records import Cell
from bcdr.model.value_words import WORDS, word_form

_FIRST_SERIAL: Final = 20_000
_LAST_SERIAL: Final = 80_000
_NEVER_BEFORE: Final = datetime.date(1971, 1, 1)
_NEVER_AFTER: Final = datetime.date(2200, 1, 1)
_TIME: Final = re.compile(
    r"(?:\b(?:at|um|à|a las|às|om)\s+)?"
    r"\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?|uhr|uur)?"
    r"\s*(?:z|utc|gmt|ces?t|[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)
_ISO: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ].*)?")
_COMPACT: Final = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:t?\d{4,6}z?)?")
_DOTTED: Final = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{2}|\d{4})")
_SLASHED: Final = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{2}|\d{4})")
_EAST: Final = re.compile(r"(\d{4})年\s?(\d{1,2})月\s?(\d{1,2})日?")
_WORD: Final = re.compile(r"[^\W\d_]+|\d+")
_PART_OF_YEAR: Final = re.compile(
    r"(?:q[1-4]|[1-4]q|[hs][12]|kw ?\d{1,2}|w\d{1,2})[\s/'-]*(?:\d{2}|\d{4})"
    r"|\d{4}[\s/-]*(?:q[1-4]|[hs][12]|w\d{1,2}|-\d\d)|(?:19|20)\d\d|\d{1,2}[/.-]\d{4}|\d{4}[/-]\d{1,2}"
    r"|(?:fy|spring|summer|autumn|fall|winter|early|mid|late|end of)\s?.*\d{2,4}"
)
_RELATIVE: Final = re.compile(
    r"(?:today|yesterday|heute|gestern|aujourd'hui|hier|hoy|ayer|hoje|ontem|vandaag|gisteren|今日|昨日"
    r"|last (?:week|month|year|night)|recently|this (?:week|month|year))\b.*"
)
_AGE: Final = re.compile(
    r"(?:vor|il y a|hace|há|ha)?\s*(\d+)\s*([^\W\d_]+)\s*(?:ago|old|alt|geleden|atrás|前)?"
)


def date_cell(
    cell: Cell, *, context: ColumnContext = NO_CONTEXT
) -> tuple[datetime.date | None, Fault | None]:
    """Return a date: of a date cell, ISO text, `14.02.2025`, `21 July 2026` or Excel's number.

    Day and month of `02/03/2026` are in the order that the column shows, the day first where it
    shows none. An age in days counts back from the day of the study.
    """
    if isinstance(cell, datetime.datetime):
        return _sensible(cell.date(), None)
    if isinstance(cell, datetime.date):
        return _sensible(cell, None)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _of_number(float(cell), context)
    if not isinstance(cell, str):
        return None, _NOT_A_DATE
    text = clean_text(cell)
    blank = blank_mark(text)
    if blank is not None:
        return blank
    return _of_text(text, context)


def _of_number(number: float, context: ColumnContext) -> tuple[datetime.date | None, Fault | None]:
    per_unit = HOURS_PER_UNIT.get(word_form(context.unit)) if context.unit else None
    if per_unit is not None:
        return _of_age(number * per_unit / 24, context)
    if number in (-1, 0):
        return None, NOT_MEASURED
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return (EXCEL_DAY_ZERO + datetime.timedelta(days=int(number))).date(), None
    compact = _COMPACT.fullmatch(str(int(number))) if number.is_integer() else None
    if compact:
        return _date_of(int(compact[1]), int(compact[2]), int(compact[3]), None)
    is_year = number.is_integer() and 1990 <= number <= 2100
    return None, _INCOMPLETE if is_year else _NOT_A_DATE


def _of_text(text: str, context: ColumnContext) -> tuple[datetime.date | None, Fault | None]:
    found = bare_figure(text).text
    bare = " ".join(_TIME.sub(" ", found).split()).strip(" ,;")
    for pattern, candidate in ((_ISO, found), (_ISO, bare), (_COMPACT, bare), (_EAST, bare)):
        match = pattern.fullmatch(candidate)
        if match:
            return _date_of(int(match[1]), int(match[2]), int(match[3]), None)
    dotted = _DOTTED.fullmatch(bare)
    if dotted:
        return _date_of(_year(dotted[3]), int(dotted[2]), int(dotted[1]), None)
    slashed = _SLASHED.fullmatch(bare)
    if slashed:
        return _of_slashes(int(slashed[1]), int(slashed[2]), _year(slashed[3]), context)
    return _of_words(bare, context)


def _of_words(bare: str, context: ColumnContext) -> tuple[datetime.date | None, Fault | None]:
    age = _AGE.fullmatch(bare)
    if age and age[2] in HOURS_PER_UNIT:
        return _of_age(int(age[1]) * HOURS_PER_UNIT[age[2]] / 24, context)
    named = _with_month_name(bare)
    if named is not None:
        return named
    if _PART_OF_YEAR.fullmatch(bare):
        return None, _INCOMPLETE
    if _RELATIVE.fullmatch(bare):
        return None, _IS_RELATIVE
    number = re.fullmatch(r"\d+(?:[.,]\d+)?", bare)
    if number:
        return _of_number(float(bare.replace(",", ".")), context)
    return None, _NOT_A_DATE


def _of_slashes(
    first: int, second: int, year: int, context: ColumnContext
) -> tuple[datetime.date | None, Fault | None]:
    if second > 12:
        return _date_of(year, first, second, None)
    if first > 12:
        return _date_of(year, second, first, None)
    if context.is_day_first is False:
        return _date_of(year, first, second, None)
    is_sure = context.is_day_first or first == second
    return _date_of(year, second, first, None if is_sure else _DAY_FIRST)


def _with_month_name(text: str) -> tuple[datetime.date | None, Fault | None] | None:
    """Return the date of a text with the name of a month, None if it has none."""
    parts = _WORD.findall(text)
    months = [WORDS.months[part] for part in parts if part in WORDS.months]
    numbers = [part for part in parts if part.isdigit()]
    if len(months) != 1:
        return None
    years = [part for part in numbers if len(part) == 4]
    days = [part for part in numbers if len(part) <= 2]
    if not years and len(days) == 2:
        years = [days.pop()]
    if len(years) != 1 or len(days) > 1:
        return None, _NOT_A_DATE if len(numbers) > 2 else _INCOMPLETE
    if not days:
        return None, _INCOMPLETE
    return _date_of(_year(years[0]), months[0], int(days[0]), None)


def _of_age(days: float, context: ColumnContext) -> tuple[datetime.date | None, Fault | None]:
    if days < 0:
        return None, NOT_MEASURED
    if context.as_of is None or days > _LAST_SERIAL:
        return None, _IS_RELATIVE
    return context.as_of - datetime.timedelta(days=round(days)), _FROM_AGE


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _date_of(
    year: int, month: int, day: int, remark: Fault | None
) -> tuple[datetime.date | None, Fault | None]:
    try:
        return _sensible(datetime.date(year, month, day), remark)
    except ValueError:
        return None, _NOT_A_DATE


def _sensible(
    date: datetime.date, remark: Fault | None
) -> tuple[datetime.date | None, Fault | None]:
    """Return a date; programs write the first and last days they know where there is none."""
    if not _NEVER_BEFORE <= date <= _NEVER_AFTER:
        return None, NOT_MEASURED
    return date, remark


_NOT_A_DATE: Final = Fault(
    code=Code.NOT_A_DATE,
    problem="{value} is not a date; it is read as blank.",
    many="{values} are not dates; they are read as blank.",
    remedy="Write the day as 2026-05-12.",
)
_INCOMPLETE: Final = Fault(
    code=Code.DATE_INCOMPLETE,
    problem="{value} names no single day; it is read as not known.",
    many="{values} name no single day; they are read as not known.",
    remedy="Which day was it? Write it as 2026-05-12.",
)
_IS_RELATIVE: Final = Fault(
    code=Code.DATE_INCOMPLETE,
    problem="{value} depends on the day it was written, which is not known; it is read as not "
    "known.",
    many="{values} depend on the day they were written, which is not known; they are read as not "
    "known.",
    remedy="Which day was it? Write it as 2026-05-12.",
)
_FROM_AGE: Final = Fault(
    code=Code.DATE_FROM_AGE,
    problem="{value} is an age; the day is counted back from the date of this study.",
    many="{values} are ages; the days are counted back from the date of this study.",
    remedy="Write the day as 2026-05-12 if the list is older than the study.",
)
_DAY_FIRST: Final = Fault(
    code=Code.DATE_DAY_FIRST,
    problem="{value} is read with the day first.",
    many="{values} are read with the day first.",
    remedy="Write the day as 2026-05-12 to be sure.",
)
