"""Reads what stands around a figure: words for nothing, bounds, rough marks and comments."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from bcdr.model.quantities import plain_text
from bcdr.model.value_words import WORDS, PhraseId


class Remark(StrEnum):
    """What a reader should know about how a value was written."""

    NONE = ""
    BOUND = "upper bound"
    LOWER_BOUND = "lower bound"
    RANGE = "range"
    FREQUENCY = "how often"
    WORKING_TIME = "working time"
    SERVICE_HOURS = "service hours"
    MAGNITUDE = "only a magnitude"
    DATE = "date"
    PLACEHOLDER = "placeholder"
    SENTINEL = "sentinel"
    WITHOUT_DATA = "no data to lose"
    AMBIGUOUS_BLANK = "not applicable or blank"
    NEGATIVE = "negative"
    NOT_A_DURATION = "not a duration"


_WHOLE: Final[tuple[PhraseId, ...]] = (
    "not-applicable", "near-zero", "zero", "blank", "ambiguous", "placeholder",
)  # fmt: skip
_MEANINGS: Final[Mapping[str, PhraseId]] = MappingProxyType(
    {word: id_ for id_ in reversed(_WHOLE) for word in WORDS.phrase(id_)}
)
_BRACKET_BEHIND: Final = re.compile(r"(?<=\S)\s*[(\[]([^()\[\]]*)[)\]]\s*$")
_IN_BRACKETS: Final = re.compile(r"[(\[<]([^()\[\]<>]+)[)\]>]")
_MARKS: Final = re.compile(r"^[*_`~]{2,}|[*_`]{2,}$|^\*|\*$")
_SAID_AGAIN: Final = re.compile(r"(\d)\s*\([^()\d]+\)\s*(?=[^\W\d_])")
_SAID_TWICE: Final = re.compile(r"^[^\W\d_]+(?:-[^\W\d_]+)?\s*\((\d+)\)(?=\s*[^\W\d_])")
"""A figure in words and digits, as contracts write it: `4 (four) hours`, `four (4) hours`."""
_COMMENT: Final = re.compile(
    r"\s+-+\s+|[;,:.]\s+|\s+(?=(?:per|for|if|when|after|with|by|from|of) )"
)
_FRACTIONS: Final[Mapping[str, str]] = {"½": ".5", "¼": ".25", "¾": ".75"}
SENTINELS: Final = frozenset({"-1", "-1.0", "-999", "-9999", "-99"})
"""Figures that programs write where nothing was measured or set."""


@dataclass(frozen=True, slots=True)
class Bare:
    """A text reduced to its figure: without the comment in brackets, which `note` keeps."""

    text: str
    note: str = ""


def bare_figure(text: str, *, keeps_case: bool = False) -> Bare:
    """Return a text in small letters without markdown, outer brackets and its comment behind.

    `keeps_case` leaves the letters as they are, for units in which case tells bits from bytes.

    >>> bare_figure("**0 (No data loss)**")
    Bare(text='0', note='no data loss')
    """
    for sign, figure in _FRACTIONS.items():
        if sign in text:
            text = re.sub(rf"(?<=\d)\s*{sign}", figure, text).replace(sign, f"0{figure}")
    text = _without_footnotes(text)
    plain = plain_text(text) if keeps_case else plain_text(text).casefold()
    found = _MARKS.sub("", _MARKS.sub("", plain)).replace("\u2019", "'").strip()
    whole = _IN_BRACKETS.fullmatch(found)
    if whole and not re.search(r"\d", whole[1]) and found.casefold() not in _MEANINGS:
        found = whole[1].strip()
    if found.casefold() in _MEANINGS:
        return Bare(found)
    note = ""
    found = _SAID_TWICE.sub(r"\1", _SAID_AGAIN.sub(r"\1 ", found))
    behind = _BRACKET_BEHIND.search(found)
    if behind:
        found, note = found[: behind.start()].strip(), behind[1].strip()
        # `hour(s)` is a word, not a comment.
        note = "" if note in ("s", "n", "en", "e") else note
    if re.fullmatch(r"[\[(<]?\s*\d[^\[\]()]*[\])>]", found):
        found = found.strip("[]()<> ")
    return Bare(found, note)


def _without_footnotes(text: str) -> str:
    """Return a text without the marks of footnotes; made plain they would look like figures."""
    if text.isascii():
        return text
    kept = (c for c in text if not unicodedata.decomposition(c).startswith("<super>"))
    return "".join(kept).rstrip("\u2020\u2021\u00a7 ")


def meaning_of(found: str) -> PhraseId | None:
    """Return what a whole text in small letters means where it holds no figure, None if none.

    A comment behind `N/A -` or `tbd:` does not change what it means.
    """
    known = _MEANINGS.get(found)
    if known is not None:
        return known
    stripped = found.strip("<>[]{}\"' ")
    if stripped != found and stripped in _MEANINGS:
        return _MEANINGS[stripped]
    head, comment = comment_behind(found)
    return _MEANINGS.get(head) if comment and head not in ("-", "/", ".") else None


def comment_behind(found: str) -> tuple[str, str]:
    """Return the figure and the comment behind it; the comment is empty or without figures."""
    parts = _COMMENT.split(found, maxsplit=1)
    if len(parts) < 2 or re.search(r"\d", parts[1]):
        return found, ""
    return parts[0].strip(), parts[1].strip()


def without_bounds(found: str) -> tuple[str, Remark]:
    """Return a figure without words such as `up to`, `about` or `or more`, and what they say."""
    remark = Remark.NONE
    for _ in range(3):
        before = found
        for pattern, meaning in _BOUNDS:
            shorter = pattern.sub("", found).strip()
            if shorter and shorter != found:
                found, remark = shorter, meaning or remark
        if found == before:
            break
    return found, remark


def starts_with(id_: PhraseId) -> re.Pattern[str]:
    """Return a pattern for one of a meaning's words at the start, with the space behind it."""
    return re.compile(rf"^(?:{_choice(WORDS.phrase(id_), behind=True)})\s*", re.IGNORECASE)


def ends_with(id_: PhraseId) -> re.Pattern[str]:
    """Return a pattern for one of a meaning's words at the end, with the space before it."""
    return re.compile(rf"\s*(?:{_choice(WORDS.phrase(id_), before=True)})$", re.IGNORECASE)


def anywhere(id_: PhraseId) -> re.Pattern[str]:
    """Return a pattern for one of a meaning's words, at the start of a word."""
    return re.compile(_choice(WORDS.phrase(id_), before=True), re.IGNORECASE)


def between(id_: PhraseId) -> str:
    """Return what one of a meaning's words matches between two figures."""
    return _choice(WORDS.phrase(id_), before=True, behind=True)


def _choice(words: Iterable[str], *, before: bool = False, behind: bool = False) -> str:
    return "|".join(
        (r"(?<![^\W\d_])" if before and _is_latin(word[0]) else "")
        + re.escape(word)
        + (r"(?![^\W\d_])" if behind and _is_latin(word[-1]) else "")
        for word in sorted(words, key=lambda word: (-len(word), word))
    )


def _is_latin(char: str) -> bool:
    return char.isalpha() and ord(char) < 0x250


_BOUNDS: Final[tuple[tuple[re.Pattern[str], Remark], ...]] = (
    (starts_with("about"), Remark.NONE),
    (starts_with("upper-before"), Remark.BOUND),
    (ends_with("upper-behind"), Remark.BOUND),
    (starts_with("lower-before"), Remark.LOWER_BOUND),
    (ends_with("lower-behind"), Remark.LOWER_BOUND),
)


@lru_cache(maxsize=100_000)
def nothing_remark(text: str) -> Remark | None:
    """Return what a mark for nothing says (`-`, `n/a`, `tbd`, `-1`), None if it is not one."""
    found = bare_figure(text).text
    if not found:
        return Remark.NONE
    if found in SENTINELS:
        return Remark.SENTINEL
    match meaning_of(found):
        case "blank":
            return Remark.NONE
        case "ambiguous":
            return Remark.AMBIGUOUS_BLANK
        case "placeholder":
            return Remark.PLACEHOLDER
        case _:
            return None
