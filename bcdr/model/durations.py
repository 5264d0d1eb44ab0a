"""Reads and writes durations as people write them: `4 h`, `< 30 min`, `1-2 days`, `PT4H`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from bcdr.model.quantities import parse_number, plain_text
from bcdr.model.vocabulary import Duration, Special


class Remark(StrEnum):
    """What a reader should know about how a duration was written."""

    NONE = ""
    BOUND = "upper bound"
    LOWER_BOUND = "lower bound"
    RANGE = "range"
    WORKING_TIME = "working time"
    MAGNITUDE = "only a magnitude"
    PLACEHOLDER = "placeholder"
    AMBIGUOUS_BLANK = "not applicable or blank"
    NEGATIVE = "negative"
    NOT_A_DURATION = "not a duration"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedDuration:
    """What a text says as a duration.

    `value` is hours, a special value, or None where the text says none. `high_hours` is the far
    end of a range, None where there is no range. `has_unit` tells `4 h` from `4`.
    """

    value: Duration
    remark: Remark = Remark.NONE
    high_hours: float | None = None
    has_unit: bool = True


def _spellings(*groups: tuple[str, float]) -> Mapping[str, float]:
    return MappingProxyType({word: hours for words, hours in groups for word in words.split()})


HOURS_PER_UNIT: Final[Mapping[str, float]] = _spellings(
    ("ms msec millisecond milliseconds", 1 / 3_600_000),
    ("s sec secs second seconds sekunde sekunden seconde secondes segundo segundos 秒", 1 / 3600),
    ("m min mins minute minutes minuten minuto minutos minuut minuti 分 分間", 1 / 60),
    ("h hr hrs hour hours std stunde stunden heure heures hora horas uur uren ora ore 時間", 1),
    ("d day days tag tage tagen jour jours día días dia dias dag dagen giorno giorni 日 日間", 24),
    ("w wk wks week weeks woche wochen semaine semaines semana semanas 週 週間", 168),
    ("mo mon month months monat monate monaten mois mes meses 月 か月", 720),
    ("y yr yrs year years jahr jahre jahren an ans año años 年", 8760),
)
"""Hours in one of each unit; a month is 30 days and a year 365."""


def _words(text: str) -> frozenset[str]:
    return frozenset(word.strip() for word in text.split("|"))


_NOT_APPLICABLE: Final = _words(
    """not applicable | does not apply | nicht zutreffend | entfällt | nicht anwendbar |
    sans objet | non applicable | no aplica | não aplicável | não se aplica |
    niet van toepassing | 該当なし"""
)
_NEAR_ZERO: Final = _words(
    """near zero | near-zero | nearly zero | almost zero | close to zero | near real-time |
    near real time | near-real-time | real-time | real time | realtime | immediate |
    immediately | instant | sofort | nahe null | nahezu null | presque zéro | casi cero |
    inmediato | bijna nul | 直前まで"""
)
_AMBIGUOUS: Final = _words("n/a | na | n.a. | n.a | n/a. | notapplicable")
_EMPTY_MARKS: Final = _words("- | -- | --- | ... | / | . | #n/a")
_PLACEHOLDERS: Final = _words(
    """? | ?? | ??? | tbd | tbc | t.b.d. | none | null | unknown | not known | not defined |
    undefined | not set | to be defined | to be determined | pending | data not found |
    see source | required | [time] | x | xx | x h | x hours | x hrs | x minutes | x min |
    x days | minutes / hours | hours / minutes | enter value | unbekannt | offen |
    keine angabe | k.a. | inconnu | desconocido | onbekend | no data | open"""
)
_WORKING_TIME: Final = re.compile(
    r"business|working|work ?days?|best effort|same day|next day|werktag|arbeitstag|geschäftstag"
    r"|hábil|habil|ouvr|útil|úteis|werkdag|営業日|office hours|nbd\b"
)
_MAGNITUDE: Final = re.compile(
    r"(?:some |few |several |a few )?(seconds|minutes|hours|days|weeks|months|sekunden|minuten"
    r"|stunden|tage)(?: ?(?:-|/|to|or|bis) ?(?:seconds|minutes|hours|days|weeks|months|sekunden"
    r"|minuten|stunden|tage))?"
)
_UPPER: Final = re.compile(
    r"^(?:<=?|=<|≤|max(?:imum|imal)?\.?|up to|within|less than|under|below|at most|no more than"
    r"|not more than|bis zu|höchstens|unter|innerhalb(?: von)?|weniger als|menor (?:a|de|que)"
    r"|menos de|hasta|máximo|moins de|jusqu'à|au plus|até|minder dan|maximaal|binnen)(?![a-z])\s*"
)
_UPPER_BEHIND: Final = re.compile(r"\s*(?:or less|max\.?|maximum|oder weniger|ou moins|以内|以下)$")
_LOWER: Final = re.compile(
    r"^(?:>=?|=>|≥|more than|over|above|at least|min\.|mehr als|mindestens|más de|plus de)\s*"
)
_ABOUT: Final = re.compile(r"^(?:~|≈|ca\.?|circa|approx\.?|approximately|about|around|etwa)\s*")
_UNIT_WORDS: Final = "|".join(sorted(map(re.escape, HOURS_PER_UNIT), key=len, reverse=True))
_NUMBER: Final = r"\d[\d.,']*(?:e[+-]?\d+)?"
_PART: Final = re.compile(rf"({_NUMBER})\s*({_UNIT_WORDS})(?![^\W\d_])\.?", re.IGNORECASE)
_BETWEEN_PARTS: Final = re.compile(r"\s*(?:,|and|und|et|y|e|en|&|\+)?\s*")
_CLOCK: Final = re.compile(
    r"(?:(\d+)\s*(?:d|days?|tage?)?[ ,.]\s*)?"
    r"(\d+):(\d{1,2})(?::(\d{1,2}(?:\.\d+)?))?(?:\s*(?:h|hrs?|std))?"
)
_ISO: Final = re.compile(
    r"p(?:(\d+(?:\.\d+)?)d)?(?:t(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?)?"
)
_SINCE_1970: Final = re.compile(r"1970-01-(\d\d)[ t](\d\d):(\d\d):(\d\d)(?:\.\d+)?z?")
_RANGE: Final = re.compile(
    rf"({_NUMBER})\s*({_UNIT_WORDS})?\.?\s*(?:-|to|bis|until|\.\.|a|à)\s*({_NUMBER})\s*({_UNIT_WORDS})?\.?",
    re.IGNORECASE,
)
_BRACKET_BEHIND: Final = re.compile(r"(?<=\S)\s*\([^()]*\)\s*$")


def parse_duration(text: str, *, unit: str = "h") -> ParsedDuration:
    """Return what a text says as a duration; never raises for a text, whatever it says.

    A number without a unit is in `unit`, a key of `HOURS_PER_UNIT`. A bracket behind the value is
    a comment. Zero, near zero, not applicable and blank are four different answers.
    """
    found = _BRACKET_BEHIND.sub("", plain_text(text).casefold().replace("*", "").strip())
    if found.startswith("[") and found.endswith("]") and found[1:2].isdigit():
        found = found[1:-1].strip()
    if not found:
        return ParsedDuration(value=None)
    special = _parse_word(found)
    if special is not None:
        return special
    return _parse_figures(found, unit)


def _parse_word(found: str) -> ParsedDuration | None:
    if found in _NOT_APPLICABLE:
        return ParsedDuration(value=Special.NOT_APPLICABLE)
    if found in _NEAR_ZERO:
        return ParsedDuration(value=Special.NEAR_ZERO)
    if found in _EMPTY_MARKS:
        return ParsedDuration(value=None)
    if found in _AMBIGUOUS:
        return ParsedDuration(value=None, remark=Remark.AMBIGUOUS_BLANK)
    if found in _PLACEHOLDERS:
        return ParsedDuration(value=None, remark=Remark.PLACEHOLDER)
    if _WORKING_TIME.search(found):
        return ParsedDuration(value=None, remark=Remark.WORKING_TIME)
    if _MAGNITUDE.fullmatch(found):
        return ParsedDuration(value=None, remark=Remark.MAGNITUDE)
    return None


def _parse_figures(found: str, unit: str) -> ParsedDuration:
    remark = Remark.NONE
    bare = _ABOUT.sub("", found)
    for pattern, meaning in (
        (_UPPER, Remark.BOUND),
        (_UPPER_BEHIND, Remark.BOUND),
        (_LOWER, Remark.LOWER_BOUND),
    ):
        shorter = pattern.sub("", bare)
        if shorter != bare:
            bare, remark = shorter, meaning
    negative = re.fullmatch(r"-\s*(\d.*)", bare)
    if negative and _hours(negative[1], unit) is not None:
        return ParsedDuration(value=None, remark=Remark.NEGATIVE)
    hours = _hours(bare, unit)
    if hours is not None:
        has_unit = parse_number(bare) is None
        return ParsedDuration(value=hours, remark=remark, has_unit=has_unit)
    both = _RANGE.fullmatch(bare)
    if both:
        far_unit = both[4] or both[2]
        ends = (
            _hours(f"{both[1]} {both[2] or far_unit or ''}", unit),
            _hours(f"{both[3]} {far_unit or ''}", unit),
        )
        if ends[0] is not None and ends[1] is not None and ends[0] <= ends[1]:
            return ParsedDuration(
                value=ends[0],
                remark=Remark.RANGE,
                high_hours=ends[1],
                has_unit=bool(far_unit),
            )
    return ParsedDuration(value=None, remark=Remark.NOT_A_DURATION)


def _hours(text: str, unit: str) -> float | None:
    """Return the hours of one figure without words around it, or None if it is not one."""
    bare = text.strip()
    number = parse_number(bare)
    if number is not None:
        return _in_hours(number, unit) if number >= 0 else None
    clock = _CLOCK.fullmatch(bare)
    if clock:
        days, hours, minutes, seconds = (float(part or 0) for part in clock.groups())
        return days * 24 + hours + minutes / 60 + seconds / 3600
    iso = _ISO.fullmatch(bare)
    if iso and any(iso.groups()):
        days, hours, minutes, seconds = (float(part or 0) for part in iso.groups())
        return days * 24 + hours + minutes / 60 + seconds / 3600
    since = _SINCE_1970.fullmatch(bare)
    if since:
        day, hours, minutes, seconds = (float(part) for part in since.groups())
        return (day - 1) * 24 + hours + minutes / 60 + seconds / 3600
    return _sum_of_parts(bare)


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
        between = _BETWEEN_PARTS.match(text, position)
        position = between.end() if between else position
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
