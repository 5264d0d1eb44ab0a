"""What would change the recommendation, in words and as places on the range of a number."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bcdr.model.catalogue import Catalogue
from bcdr.model.sensitivity import Flip
from bcdr.model.units import format_hours, format_number


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeBar:
    """A number on its range: where it lies and where the recommendation changes, 0 to 1."""

    low_words: str
    high_words: str
    value: float
    changes_at: float | None


def value_words(flip: Flip, value: float) -> str:
    """Return a value of a number without its unit; objectives are durations with their own."""
    return format_hours(value) if flip.kind == "objective" else format_number(value)


def unit_words(flip: Flip) -> str:
    """Return the unit of a number, empty where its values say it themselves."""
    return "" if flip.kind == "objective" else flip.unit


def range_bar(flip: Flip) -> RangeBar:
    """Return the range of a number; objectives are laid out by their ratio."""
    return RangeBar(
        low_words=value_words(flip, flip.low),
        high_words=value_words(flip, flip.high),
        value=_share(flip, flip.value),
        changes_at=None if flip.at is None else _share(flip, flip.at),
    )


def changing(flips: Sequence[Flip]) -> tuple[Flip, ...]:
    """Return the numbers that change the recommendation within their range, nearest first."""
    return tuple(flip for flip in flips if flip.at is not None)


def flips_claim(flips: Sequence[Flip]) -> str:
    """Return how many numbers change the recommendation, and which one is nearest."""
    found = changing(flips)
    if not found:
        return "Nothing within its range changes the recommendation"
    first = found[0]
    name = first.title[:1].lower() + first.title[1:] if _is_sentence(first.title) else first.title
    way = f"at {value_words(first, first.at or 0.0)} instead of {value_words(first, first.value)}"
    nearest = f"{name}, {way} {unit_words(first)}".strip()
    if len(found) == 1:
        return f"One number could change the recommendation: {nearest}"
    return (
        f"{len(found)} of {len(flips)} numbers could change the recommendation; nearest is "
        f"{nearest}"
    )


def source_of(flip: Flip, catalogue: Catalogue) -> str:
    """Return where the value and the range of a number come from."""
    match flip.kind:
        case "assumption":
            entry = catalogue.assumption(flip.id)
            return f"{entry.source}, {entry.date}"
        case "phase":
            phase = catalogue.phase(flip.id)
            return f"{phase.source}, {phase.date}"
        case "price":
            price = catalogue.price(flip.id)
            return f"{price.source}, {price.date}"
        case "scenario":
            scenario = catalogue.scenario(flip.id)
            return f"{scenario.source}, {scenario.date}"
        case "objective":
            return "What is asked for; the range is what people usually agree on"
        case _:
            return "Setting of the review; the range is all it can be"


def _share(flip: Flip, value: float) -> float:
    if flip.kind == "objective":
        return math.log(value / flip.low) / math.log(flip.high / flip.low)
    return (value - flip.low) / (flip.high - flip.low)


def _is_sentence(title: str) -> bool:
    """Return whether a title begins with an ordinary word, not with RTO or the like."""
    return title[1:2].islower()
