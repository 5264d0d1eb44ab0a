"""Reads and writes durations as people write them: `4 h`, `< 30 min`, `1-2 days`, `PT4H`."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from bcdr.model.figures import (
    SENTINELS,
    Remark,
    anywhere,
    bare_figure,
    between,
    comment_behind,
    meaning_of,
    starts_with,
    without_bounds,
)
from bcdr.model.quantities import parse_number
from bcdr.model.value_words import WORDS
from bcdr.model.vocabulary import Duration, Special


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedDuration:
    """What a text says as a duration.

    `value` is hours, a special value, or None where the text says none. `high_hours` is the far
    end of a range, None where there is no range. `has_unit` tells `4 h` from `4`. `note` is the
    comment that stood behind the figure.
    """

    value: Duration
    remark: Remark = Remark.NONE
    high_hours: float | None = None
    has_unit: bool = True
    note: str = ""


HOURS_PER_UNIT: Final[Mapping[str, float]] = WORDS.units
"""Hours in one of each unit, by every word for it; a month is 30 days and a year 365."""

_UNIT_WORDS: Final = "|".join(sorted(map(re.escape, HOURS_PER_UNIT), key=len, reverse=True))
_LONG_UNITS: Final = "|".join(
    sorted((re.escape(w) for w in HOURS_PER_UNIT if len(w) > 2 or not w.isascii()),
           key=len, reverse=True)
)  # fmt: skip
_NUMERALS: Final = re.compile(
    rf"(?<![^\W\d_])({'|'.join(sorted(map(re.escape, WORDS.numerals), key=len, reverse=True))})"
    rf"(?:(?<=[^\W\d_])\s+|-)?(?=(?:{_LONG_UNITS})(?![^\W\d_]))"
)
_WORKING_TIME: Final = anywhere("working-time")
_LOOSE_TIME: Final = anywhere("loose-time")
_FREQUENCIES: Final[Mapping[str, float]] = MappingProxyType(
    {
        word: hours
        for id_, hours in (("hourly", 1.0), ("daily", 24.0), ("weekly", 168.0), ("monthly", 720.0))
        for word in WORDS.copying[id_]
    }
)
_SERVICE_HOURS: Final = anywhere("service-hours")
_WITHOUT_DATA: Final = anywhere("no-data")
_SOME: Final = starts_with("some")
_MAGNITUDE: Final = re.compile(
    rf"(?:{_LONG_UNITS})(?:\s*(?:/|{between('range-between')})\s*(?:{_LONG_UNITS}))?"
)
_RANGE_BEFORE: Final = starts_with("range-before")
_LABEL: Final = re.compile(r"^(?:rto|rpo|mtd|mtpd|mao|wrt)(?![^\W\d_])\s*(?:[:=]|is)?\s*")
_LABEL_BEHIND: Final = re.compile(r"\s+(?:rto|rpo|mtd|mtpd)$")
_HOURS_MINUTES: Final = re.compile(r"(\d+)\s*h\s*(\d{1,2})")
_NUMBER: Final = r"\d[\d.,']*(?:e[+-]?\d+)?|\.\d+"
_PART: Final = re.compile(rf"({_NUMBER})\s*({_UNIT_WORDS})(?![^\W\d_])\.?", re.IGNORECASE)
_BETWEEN_PARTS: Final = re.compile(r"\s*(?:,|and|und|et|y|e|en|&|\+)?\s*")
_FRACTION: Final = re.compile(rf"(?:(\d+) )?([13])\s*[/\u2044]\s*([24])\s*({_UNIT_WORDS})\.?")
_CLOCK: Final = re.compile(
    r"(?:(\d+)\s*(?:d|days?|tage?)?[ ,.]\s*)?"
    r"(\d+):(\d{1,2})(?::(\d{1,2}(?:\.\d+)?))?(?:\s*(h|hrs?|hours?|std|am|pm))?\.?"
)
_ISO: Final = re.compile(
    r"p(?:(\d+(?:\.\d+)?)w)?(?:(\d+(?:\.\d+)?)d)?"
    r"(?:t(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?)?"
)
_MOMENT: Final = re.compile(
    r"(1899|1900|1970)-(\d\d)-(\d\d)(?:[ t](\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?z?)?"
)
_MONTH_NAMES: Final = "|".join(sorted(map(re.escape, WORDS.months), key=len, reverse=True))
_DATE: Final = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[ t].*)?|\d{1,2}[-/.]\s?\d{1,2}[-/.]\s?\d{2,4}(?: .*)?"
    rf"|\d{{1,2}}\.?[-/ ]\s?(?:{_MONTH_NAMES})\.?(?:[-/ ]\d{{2,4}})?"
    rf"|(?:{_MONTH_NAMES})\.?[-/ ]\d{{1,4}}|\d{{1,2}}月\d{{1,2}}日"
)
_RANGE: Final = re.compile(
    rf"({_NUMBER})\s*({_UNIT_WORDS})?\.?\s*(?:{between('range-between')})\s*"
    rf"({_NUMBER})\s*({_UNIT_WORDS})?\.?",
    re.IGNORECASE,
)

EXCEL_DAY_ZERO: Final = datetime.datetime(1899, 12, 30)  # noqa: DTZ001  cells have no time zone
_LEAP_DAY_THAT_WAS_NOT: Final = datetime.datetime(1900, 3, 1)  # noqa: DTZ001
_UNIX_DAY_ZERO: Final = datetime.datetime(1970, 1, 1)  # noqa: DTZ001


def parse_duration(text: str, *, unit: str = "h") -> ParsedDuration:
    """Return what a text says as a duration; never raises for a text, whatever it says.

    A number without a unit is in `unit`, a key of `HOURS_PER_UNIT`. A bracket behind the value is
    a comment. Zero, near zero, not applicable and blank are four different answers.
    """
    return _parse(text, unit)


@lru_cache(maxsize=50_000)
def _parse(text: str, unit: str) -> ParsedDuration:
    if len(text) > 300:
        return ParsedDuration(value=None, remark=Remark.NOT_A_DURATION)
    bare = bare_figure(text)
    if not bare.text:
        return ParsedDuration(value=None, note=bare.note)
    found = _parse_bare(bare.text, unit)
    if found.remark is not Remark.NOT_A_DURATION:
        if isinstance(found.value, float) and bare.note and _WORKING_TIME.search(bare.note):
            return ParsedDuration(value=None, remark=Remark.WORKING_TIME, note=bare.note)
        note = bare.note or ("" if found.has_unit and found.value is not None else
                             comment_behind(bare.text)[1])  # fmt: skip
        return replace(found, note=note) if note else found
    lines = text.strip().split("\n")
    if len(lines) > 1 and not re.search(r"\d", "".join(lines[1:])):
        first = _parse(lines[0], unit)
        return replace(first, note=" ".join(lines[1:]).strip())
    head, note = comment_behind(bare.text)
    if note:
        first = _parse_bare(head, unit)
        if isinstance(first.value, float) and (first.has_unit or first.value == 0):
            return replace(first, note=f"{note} {bare.note}".strip())
    return found


def hours_of_moment(moment: datetime.datetime) -> float | None:
    """Return the hours of a date and time that stands for a time span, None if it is a date.

    Spreadsheets show a span of a day and more in h:mm as a moment of 1899 or 1900; databases that
    keep spans as time write the moment of 1970 that lies so long after its start.
    """
    if moment.year == 1970:
        return (moment - _UNIX_DAY_ZERO) / datetime.timedelta(hours=1)
    if moment.year > 1900:
        return None
    hours = (moment - EXCEL_DAY_ZERO) / datetime.timedelta(hours=1)
    # Excel counts a 29 February 1900; readers leave it out, which shifts the days before it.
    if datetime.datetime(1900, 1, 1) <= moment < _LEAP_DAY_THAT_WAS_NOT:  # noqa: DTZ001
        hours -= 24
    return hours if hours >= 0 else None


def _parse_bare(found: str, unit: str) -> ParsedDuration:
    match meaning_of(found):
        case "not-applicable":
            return ParsedDuration(value=Special.NOT_APPLICABLE)
        case "near-zero":
            return ParsedDuration(value=Special.NEAR_ZERO)
        case "zero":
            return ParsedDuration(value=0.0)
        case "blank":
            return ParsedDuration(value=None)
        case "ambiguous":
            return ParsedDuration(value=None, remark=Remark.AMBIGUOUS_BLANK)
        case "placeholder":
            return ParsedDuration(value=None, remark=Remark.PLACEHOLDER)
        case _:
            return _parse_figures(found, unit)


def _parse_figures(found: str, unit: str) -> ParsedDuration:
    if found in _FREQUENCIES:
        return ParsedDuration(value=_FREQUENCIES[found], remark=Remark.FREQUENCY)
    remark = _remark_without_figure(found)
    if remark is not Remark.NONE:
        return ParsedDuration(value=None, remark=remark)
    unlabelled = _LABEL_BEHIND.sub("", _LABEL.sub("", found))
    bare, remark = without_bounds(_NUMERALS.sub(_figure_of_numeral, unlabelled))
    bare = _NUMERALS.sub(_figure_of_numeral, bare)
    hours = _hours(bare, unit)
    if hours is not None:
        has_unit = parse_number(bare) is None
        return ParsedDuration(value=hours, remark=remark, has_unit=has_unit)
    both = None if _DATE.fullmatch(found) else _parse_range(_RANGE_BEFORE.sub("", bare), unit)
    if both is not None:
        return both
    if remark is Remark.BOUND and meaning_of(bare) == "near-zero":
        return ParsedDuration(value=Special.NEAR_ZERO)
    return ParsedDuration(value=None, remark=_why_no_duration(found, bare, unit))


def _remark_without_figure(found: str) -> Remark:
    """Return what is said of a text that no figure in it can make a duration."""
    if found in SENTINELS:
        return Remark.SENTINEL
    if found in WORDS.phrase("service-hours"):
        return Remark.SERVICE_HOURS
    if _WORKING_TIME.search(found) or _LOOSE_TIME.search(found):
        return Remark.WORKING_TIME
    return Remark.MAGNITUDE if _MAGNITUDE.fullmatch(_SOME.sub("", found)) else Remark.NONE


def _why_no_duration(found: str, bare: str, unit: str) -> Remark:
    negative = re.fullmatch(r"-\s*(\d.*)", bare)
    if negative and _hours(negative[1], unit) is not None:
        return Remark.NEGATIVE
    if _DATE.fullmatch(found):
        return Remark.DATE
    if _WITHOUT_DATA.fullmatch(bare):
        return Remark.WITHOUT_DATA
    return Remark.SERVICE_HOURS if _SERVICE_HOURS.search(found) else Remark.NOT_A_DURATION


def _figure_of_numeral(match: re.Match[str]) -> str:
    return f"{WORDS.numerals[match[1]]:g} "


def _parse_range(found: str, unit: str) -> ParsedDuration | None:
    both = _RANGE.fullmatch(found)
    if not both:
        return None
    far_unit = both[4] or both[2]
    ends = (
        _hours(f"{both[1]} {both[2] or far_unit or ''}", unit),
        _hours(f"{both[3]} {far_unit or ''}", unit),
    )
    if ends[0] is None or ends[1] is None:
        return None
    return ParsedDuration(
        value=min(ends[0], ends[1]),
        remark=Remark.RANGE,
        high_hours=max(ends[0], ends[1]),
        has_unit=bool(far_unit),
    )


def _hours(text: str, unit: str) -> float | None:
    """Return the hours of one figure without words around it, or None if it is not one."""
    bare = text.strip()
    number = parse_number(bare)
    if number is not None:
        return _in_hours(number, unit) if number >= 0 else None
    for pattern, read in ((_CLOCK, _of_clock), (_ISO, _of_iso), (_MOMENT, _of_moment)):
        match = pattern.fullmatch(bare)
        if match and any(match.groups()):
            return read(match)
    short = _HOURS_MINUTES.fullmatch(bare)
    if short:
        return int(short[1]) + int(short[2]) / 60
    fraction = _FRACTION.fullmatch(bare)
    if fraction and int(fraction[3]):
        number = float(fraction[1] or 0) + int(fraction[2]) / int(fraction[3])
        return _in_hours(number, fraction[4])
    return _sum_of_parts(bare)


def _of_clock(match: re.Match[str]) -> float | None:
    days, hours, minutes, seconds = (float(part or 0) for part in match.groups()[:4])
    if match[5] in ("am", "pm"):
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + 12 * (match[5] == "pm")
    return days * 24 + hours + minutes / 60 + seconds / 3600


def _of_iso(match: re.Match[str]) -> float:
    weeks, days, hours, minutes, seconds = (float(part or 0) for part in match.groups())
    return weeks * 168 + days * 24 + hours + minutes / 60 + seconds / 3600


def _of_moment(match: re.Match[str]) -> float | None:
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
    try:
        moment = datetime.datetime(year, month, day, hour, minute, second)  # noqa: DTZ001
    except ValueError:
        return None
    return hours_of_moment(moment)


def _sum_of_parts(text: str) -> float | None:
    total: float | None = None
    position = 0
    while position < len(text):
        part = _PART.match(text, position)
        number = parse_number(part[1]) if part else None
        if part is None or number is None:
            return None
        hours = _in_hours(number, part[2].casefold())
        total = hours if total is None else total + hours
        position = part.end()
        between_parts = _BETWEEN_PARTS.match(text, position)
        position = between_parts.end() if between_parts else position
    return total


def _in_hours(number: float, unit: str) -> float:
    per_unit = HOURS_PER_UNIT[unit]
    # Dividing by a whole number keeps 20 min at exactly 20 / 60.
    return number * per_unit if per_unit >= 1 else number / round(1 / per_unit)


def write_duration(hours: Duration) -> str:
    """Return a duration as text that `parse_duration` reads back as the same value.

    None gives an empty text.
    """
    if hours is None:
        return ""
    if isinstance(hours, Special):
        return str(hours)
    if hours == 0:
        return "0 h"
    units = ("d", "h", "min", "s") if hours >= 2 * HOURS_PER_UNIT["d"] else ("h", "min", "s")
    for unit in units:
        number = round(hours / HOURS_PER_UNIT[unit])
        if number and _in_hours(number, unit) == hours:
            return f"{number} {unit}"
    return f"{hours!r} h"
