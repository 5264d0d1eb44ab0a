"""Reads how critical something is: words of many lists, numbers whose direction is known."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from bcdr.intake.codes import Code
from bcdr.intake.context import NO_CONTEXT, ColumnContext, Scale
from bcdr.intake.durations import blank_mark
from bcdr.intake.faults import Fault
from bcdr.intake.text import clean_text
from bcdr.intake.words import Words, find_word, shipped_words, word_key, yes_or_no
from bcdr.model.figures import between
from bcdr.model.records import Cell
from bcdr.model.value_words import WORDS
from bcdr.model.vocabulary import Duration

_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PIECES: Final = re.compile(r"\s*[:;(),/|\u2013\u2014]\s*|\s+-\s+")
_NUMBERED: Final = re.compile(r"(\D*?)\s*(\d{1,2})(?: \D*)?")
_ROMAN: Final[Mapping[str, str]] = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
_UNIT: Final = re.compile(r"(\d{1,2})\s*(?:=|is|:)\s*(?:the\s+)?(?:most critical|top|highest).*")
_WITHOUT_NOUN: Final = re.compile(
    rf"(?:^(?:{between('criticality-noun')})\s*[:=]?\s*|\s*(?:{between('criticality-noun')})$)",
    re.IGNORECASE,
)
_LONGEST_SCALE: Final = 10
_USUAL_BOTTOM: Final = 5

_TOP_WORDS: Final = frozenset({"mission-critical", "business-critical"})
_ANSWERED: Final = Fault(
    code=Code.CRITICALITY_FROM_ANSWER,
    problem="{value} only says whether it is critical or important; a tier is read from that.",
    many="{values} only say whether it is critical or important; a tier is read from each.",
    remedy="Write the criticality itself where it is known.",
)
_NO_DIRECTION: Final = Fault(
    code=Code.CRITICALITY_UNKNOWN,
    problem="{value} is a number, and nothing says which end is the most critical; it is read as "
    "blank.",
    many="{values} are numbers, and nothing says which end is the most critical; they are read as "
    "blank.",
    remedy="Is 1 the most critical, or the highest number? Say so as the unit of the column, or "
    "write words.",
)


def criticality_cell(
    cell: Cell, *, words: Words, context: ColumnContext = NO_CONTEXT
) -> tuple[str | None, Fault | None]:
    """Return the id of a criticality tier."""
    text = clean_text(cell)
    found = tier_of(text, words)
    if found is not None:
        return found, None
    blank = blank_mark(text)
    if blank is not None:
        return blank
    if context.is_register or context.holds_only_answers:
        answer = yes_or_no(text)
        if answer is not None:
            return WORDS.answers_as_tier[answer], _ANSWERED
    level = _level_of(text)
    if level is not None:
        if context.scale is None:
            return None, _NO_DIRECTION
        return _tier_of_level(level, context.scale, words), None
    return None, Fault(
        code=Code.CRITICALITY_UNKNOWN,
        problem="{value} is not a criticality that is known; it is read as blank.",
        many="{values} are not criticalities that are known; they are read as blank.",
        remedy=f"Write one of {', '.join(words.tier_titles)}.",
    )


def tier_of(text: str, words: Words) -> str | None:
    """Return the tier that words or a numbered tier stand for, None if none is known.

    The whole text counts first, then what stands before a bracket, colon or dash, then behind it.
    """
    spaced = _CAMEL.sub(" ", text)
    whole = find_word(words.tiers, text) or find_word(words.tiers, spaced)
    if whole is not None:
        return whole
    for piece in [spaced, *_PIECES.split(spaced)]:
        bare = piece.strip(" .*[]<>\"'")
        found = (
            find_word(words.tiers, bare)
            or _numbered_tier(bare, words)
            or find_word(words.tiers, _WITHOUT_NOUN.sub("", bare))
        )
        if found is not None:
            return found
    return None


def tier_time(text: str, field: str, words: Words) -> Duration:
    """Return the time of an objective that a legend gives the tier a text names, None if none."""
    known = words.tier_times.get((field, word_key(text)))
    tier = tier_of(text, words) if known is None else None
    return known if tier is None else words.tier_times.get((field, tier))


def scale_direction_of(cells: Iterable[Cell]) -> Scale | None:
    """Return the scale that numbers with words beside them show: `5 - Critical`, `1 = low`.

    None where no cell tells, or where they contradict one another.
    """
    tops: dict[bool, list[int]] = {True: [], False: []}
    numbers: list[int] = []
    for cell in set(cells):
        text = clean_text(cell)
        level = _level_of(text)
        if level is not None:
            numbers.append(level)
            continue
        match = re.fullmatch(r"(\d{1,2})\s*[-=:.)\u2013\u2014]+\s*(\D+)", text)
        if match:
            numbers.append(int(match[1]))
            rank = _rank_of_words(match[2])
            if rank is not None:
                tops[rank].append(int(match[1]))
    if not tops[True] and not tops[False]:
        return None
    lowest, highest = min(numbers), max(numbers)
    one_on_top = Scale(top=min(lowest, 1), bottom=highest)
    one_at_bottom = Scale(top=highest, bottom=min(lowest, 1))
    high, low = tops[True], tops[False]
    if high and low:
        if max(high) < min(low):
            return one_on_top
        return one_at_bottom if min(high) > max(low) else None
    middle = (lowest + highest) / 2
    is_low_end = max(high or low) <= middle
    return one_on_top if is_low_end is bool(high) else one_at_bottom


def scale_of_unit(unit: str) -> Scale | None:
    """Return the scale that a column's unit declares: `5 = most critical`, None if none.

    >>> scale_of_unit("1 = most critical")
    Scale(top=1, bottom=5)
    """
    match = _UNIT.fullmatch(unit.strip().casefold())
    if match is None:
        return None
    top = int(match[1])
    return Scale(top=top, bottom=_USUAL_BOTTOM if top <= 1 else 1)


def _rank_of_words(text: str) -> bool | None:
    """Return whether words name the critical end (True) or the other (False), None if neither."""
    tier = tier_of(text, shipped_words())
    return None if tier is None else tier in _TOP_WORDS


def _numbered_tier(text: str, words: Words) -> str | None:
    key = word_key(text)
    head, _, last = key.rpartition(" ")
    if last in _ROMAN and head:
        key = f"{head} {_ROMAN[last]}"
    match = _NUMBERED.fullmatch(key)
    if match is None or match[1].strip() not in WORDS.top_prefixes:
        return None
    return find_word(words.tiers, f"tier {int(match[2])}")


def _level_of(text: str) -> int | None:
    """Return the number of a level whose direction is not said by its word, None if it is none."""
    key = word_key(text).removesuffix(".0")
    match = re.fullmatch(r"(.*?)\s*(\d{1,2})(?:\s*(?:/|of|von|de|sur)\s*\d{1,2})?", key)
    if match is None or match[1].strip() not in WORDS.level_prefixes:
        return None
    level = int(match[2])
    return level if level <= _LONGEST_SCALE else None


def _tier_of_level(level: int, scale: Scale, words: Words) -> str | None:
    """Return the tier of a level: the top is the first tier, each step down the next one."""
    steps = abs(level - scale.top)
    return words.tiers_in_order[min(steps, len(words.tiers_in_order) - 1)]
