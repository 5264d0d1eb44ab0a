"""Reads the time between copies: `24 h`, `daily`, `continuous`, `synchronous`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from bcdr.intake.codes import Code
from bcdr.intake.context import NO_CONTEXT, ColumnContext
from bcdr.intake.durations import duration_cell
from bcdr.intake.faults import Fault
from bcdr.intake.text import clean_text
from bcdr.intake.words import word_key
from bcdr.model.records import Cell
from bcdr.model.units import HOURS_PER_UNIT
from bcdr.model.value_words import WORDS
from bcdr.model.vocabulary import Mode, Special


@dataclass(frozen=True, slots=True)
class Interval:
    """How copies are made: mode, and hours between them where they are made at intervals.

    Both are None where nothing is known.
    """

    mode: Mode | None = None
    hours: float | None = None


_MODES: Final[Mapping[str, Mode]] = MappingProxyType(
    {
        word: mode
        for id_, mode in (
            ("continuous-copies", Mode.CONTINUOUS),
            ("synchronous-copies", Mode.SYNCHRONOUS),
        )
        for word in map(word_key, WORDS.copying[id_])
    }
)
_WORDS: Final[Mapping[str, float]] = MappingProxyType(
    {
        word: hours
        for id_, hours in (
            ("hourly", HOURS_PER_UNIT["h"]),
            ("twice-daily", HOURS_PER_UNIT["d"] / 2),
            ("daily", HOURS_PER_UNIT["d"]),
            ("weekly", HOURS_PER_UNIT["w"]),
            ("monthly", HOURS_PER_UNIT["mo"]),
        )
        for word in map(word_key, WORDS.copying[id_])
    }
)
_EVERY: Final = re.compile(
    "^(?:"
    + "|".join(map(re.escape, sorted(WORDS.copying["every"], key=len, reverse=True)))
    + r")\s*"
)
_ZERO: Final = Fault(
    code=Code.NOT_A_DURATION,
    problem="{value} is no time between copies; it is read as blank.",
    many="{values} are no time between copies; they are read as blank.",
    remedy="Write continuous or synchronous where data is replicated, else a time such as 24 h.",
)


def interval_of(
    cell: Cell, *, context: ColumnContext = NO_CONTEXT
) -> tuple[Interval, Fault | None]:
    """Return the interval of one item; near zero is continuous, not applicable is none."""
    if isinstance(cell, str):
        key = word_key(clean_text(cell))
        if not key:
            return Interval(), None
        if key in _MODES:
            return Interval(_MODES[key]), None
        if key in _WORDS:
            return Interval(Mode.INTERVAL, _WORDS[key]), None
        cell = _EVERY.sub("", clean_text(cell).casefold())
        if cell in HOURS_PER_UNIT:
            return Interval(Mode.INTERVAL, HOURS_PER_UNIT[cell]), None
    hours, fault = duration_cell(cell, is_objective=False, context=context)
    if hours is None:
        return Interval(), fault
    if isinstance(hours, Special):
        is_near_zero = hours is Special.NEAR_ZERO
        return Interval(Mode.CONTINUOUS if is_near_zero else Mode.NONE), fault
    return (Interval(Mode.INTERVAL, hours), fault) if hours > 0 else (Interval(), _ZERO)
