"""Reads the time between copies: `24 h`, `daily`, `continuous`, `synchronous`."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from bcdr.intake.codes import Code
from bcdr.intake.durations import duration_cell
from bcdr.intake.faults import Fault
from bcdr.intake.text import clean_text
from bcdr.intake.words import word_key
from bcdr.model.records import Cell
from bcdr.model.units import HOURS_PER_UNIT
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
        **dict.fromkeys(
            ("continuous", "continuously", "cdp", "asynchronous", "async", "kontinuierlich"),
            Mode.CONTINUOUS,
        ),
        **dict.fromkeys(("synchronous", "sync", "synchron", "synchronously"), Mode.SYNCHRONOUS),
    }
)
_WORDS: Final[Mapping[str, float]] = MappingProxyType(
    {
        **dict.fromkeys(("hourly", "every hour", "stündlich"), HOURS_PER_UNIT["h"]),
        **dict.fromkeys(
            ("daily", "nightly", "every day", "every night", "täglich", "diario"),
            HOURS_PER_UNIT["d"],
        ),
        **dict.fromkeys(("twice daily", "twice a day"), HOURS_PER_UNIT["d"] / 2),
        **dict.fromkeys(("weekly", "every week", "wöchentlich"), HOURS_PER_UNIT["w"]),
        **dict.fromkeys(("monthly", "every month", "monatlich"), HOURS_PER_UNIT["mo"]),
    }
)
_ZERO: Final = Fault(
    code=Code.NOT_A_DURATION,
    problem="{value} is no time between copies; it is read as blank.",
    many="{values} are no time between copies; they are read as blank.",
    remedy="Write continuous or synchronous where data is replicated, else a time such as 24 h.",
)


def interval_of(cell: Cell) -> tuple[Interval, Fault | None]:
    """Return the interval of one item; near zero is continuous, not applicable is none."""
    if isinstance(cell, str):
        key = word_key(clean_text(cell))
        if not key:
            return Interval(), None
        if key in _MODES:
            return Interval(_MODES[key]), None
        if key.removeprefix("every ") in _WORDS or key in _WORDS:
            return Interval(Mode.INTERVAL, _WORDS.get(key) or _WORDS[key[6:]]), None
        cell = clean_text(cell)
        if key.startswith("every "):
            cell = cell[len("every ") :]
    hours, fault = duration_cell(cell, is_objective=False)
    if hours is None:
        return Interval(), fault
    if isinstance(hours, Special):
        is_near_zero = hours is Special.NEAR_ZERO
        return Interval(Mode.CONTINUOUS if is_near_zero else Mode.NONE), fault
    return (Interval(Mode.INTERVAL, hours), fault) if hours > 0 else (Interval(), _ZERO)
