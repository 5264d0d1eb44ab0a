"""Tells from a sample of its cells what a column holds, whatever its header says."""

import datetime
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from bcdr.intake.text import clean_text
from bcdr.model.header_vocabulary import CellWords, load_header_vocabulary
from bcdr.model.records import Cell

SAMPLED: Final = 120
"""Filled cells of a column that are looked at."""

_NUMBER: Final = re.compile(r"[-+]?\d[\d.,' \u00a0]*")
_UNIT_TIME: Final = (
    r"(?:ms|s|secs?|seconds?|sek\w*|m|mins?|minut\w*|mn|h|hrs?|hours?|std\w*|stunden?|heures?|horas?"
    r"|uur|uren|ora|ore|timm\w+|timer|godz\w*|hod(?:in\w*)?|tun\w+|saat|d|days?|tage?n?|j|jours?"
    r"|d[ií]as?|dag(?:e[nr]?|ar)?|giorn[oi]|dni|dny|gün|w|wks?|weeks?|woche\w*|settiman\w|veck\w+"
    r"|semaines?|semanas?|weken|months?|monat\w*|mois|meses|分|時間|日|秒|週間|週|営業日|小时|分钟"
    r"|天|周|个月|工作日|시간|분|일)"
)
_DURATION: Final = re.compile(
    rf"\W*(?:[^\d\s]{{0,14}}\s+){{0,3}}\d[\d.,]*\s*(?:[-\u2013\u2014~]|to|bis|à|a)?\s*[\d.,]*\s*"
    rf"(?:{_UNIT_TIME}\b|{_UNIT_TIME}(?=\d|以内|之内|$)).{{0,60}}",
    re.IGNORECASE | re.DOTALL,
)
_CLOCK: Final = re.compile(r"\d{1,4}:\d{2}(?::\d{2})?(?:\.\d+)?|PT?\d+[DHMS]\w*|1970-01-\d\d .*")
_TIME_WORDS: Final = re.compile(
    r"\b(near[ -]?zero|real[ -]?time|immediate\w*|instant\w*|zero|none|continuous\w*|best effort"
    r"|same day|next business day|minutes?|hours?|days?|sofort|jours?|hor[ae]s|stunden|tage?"
    r"|n/?a|tbd|low|24/?7|24x7)\b|直前|即時|以内|時点",
    re.IGNORECASE,
)
_SIZE: Final = re.compile(
    r"\W*\d[\d.,' ]*\s*(?:[kmgtp]i?b|bytes?|[kmgtp]o|[kmgtp]i)\b.*", re.IGNORECASE
)
_PERCENT: Final = re.compile(r"\W*\d[\d.,]*\s*%.*")
_MONEY: Final = re.compile(
    r".{0,12}[$€£¥]\s*\d.*|.*\d\s*[kKmM]?\s*(?:[$€£¥]|USD|EUR|GBP|CHF|JPY|million|円).*", re.DOTALL
)
_DATE: Final = re.compile(
    r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}.*|\d{4}年\d{1,2}月|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}.*"
    r"|\d{1,2}[ .-]+[A-Za-zéûäç]{3,10}\.?[ ,.-]+(?:de )?\d{2,4}.*|[A-Za-z]{3,9} \d{1,2},? \d{4}.*"
    r"|.*\d{1,2}:\d{2}.*\d{4}|Q[1-4][- /]\d{4}|\d{4}-\d{2}|\d{1,2}/\d{4}"
    r"|(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-z]*\.?[ -]\d{2,4}",
    re.IGNORECASE,
)
_IP: Final = re.compile(r"\W*\d{1,3}(?:\.\d{1,3}){3}\b.*|\[?[0-9a-f:]{4,}::?[0-9a-f:]+.*")
_ID: Final = re.compile(r"\{?[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}\}?.*", re.IGNORECASE)
_URL: Final = re.compile(r"(?:https?|ftp)://.*|/subscriptions/.*", re.IGNORECASE)
_PAIR: Final = r"\s*[\w .-]{2,24}\s*[:=]\s*"
_PAIRS: Final = re.compile(rf"{_PAIR}[^,;|]{{1,40}}(?:[,;|\n]{_PAIR}.*)?", re.DOTALL)
_TIME_PAIRS: Final = re.compile(r"\b(rto|rpo|mtd|mtpd)\s*[:=]\s*\S", re.IGNORECASE)
_BLANK_WORDS: Final = frozenset(
    [
        "-",
        "--",
        "\u2013",
        "\u2014",
        "\u2026",
        "...",
        "n/a",
        "na",
        "n.a.",
        "none",
        "null",
        "nil",
        "?",
        "??",
        "???",
        "tbd",
        "tbc",
        ".",
        "/",
        "#",
        "#n/a",
        "#div/0!",
        "#ref!",
        "unknown",
        "notapplicable",
        "[]",
        "[];",
        "k.a.",
        "s.o.",
        "pendiente",
        "なし",
        "未定",
    ]
) | {"not applicable", "data not found", "see source", "[time]"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnValues:
    """What a sample of a column holds, as shares of its filled cells.

    `filled` is how many cells were looked at, `numbers` their values as far as they are numbers,
    `samples` the first texts. `timed_keys` are the objectives named inside the cells.
    """

    filled: int
    samples: tuple[str, ...]
    distinct: int
    numbers: tuple[float, ...]
    number_share: float
    duration_share: float
    size_share: float
    percent_share: float
    money_share: float
    date_share: float
    yes_no_share: float
    criticality_share: float
    other_tier_share: float
    result_share: float
    environment_share: float
    hosting_share: float
    system_share: float
    type_share: float
    address_share: float
    id_share: float
    list_share: float
    prose_share: float
    pair_share: float
    time_word_share: float
    timed_keys: frozenset[str]

    @property
    def are_flags(self) -> bool:
        """Return whether all filled cells are the numbers 0 and 1."""
        return self.number_share == 1 and all(n in (0, 1) for n in self.numbers)

    @property
    def are_zero(self) -> bool:
        """Return whether all numbers are zero or below, as for what was never measured."""
        return bool(self.numbers) and self.number_share > 0.9 and max(self.numbers) <= 0

    @property
    def is_unique(self) -> bool:
        """Return whether no text stands twice."""
        return self.distinct == self.filled


def column_values(cells: Iterable[Cell]) -> ColumnValues:
    """Return what a column holds by its first filled cells; marks for nothing do not count."""
    filled: list[Cell] = []
    texts: list[str] = []
    for cell in cells:
        text = clean_text(cell) if not isinstance(cell, str) or len(cell) < 400 else cell[:400]
        if not text.strip() or text.strip().casefold() in _BLANK_WORDS:
            continue
        filled.append(cell)
        texts.append(text.strip().strip("*").strip())
        if len(texts) >= SAMPLED:
            break
    return _judged(filled, texts)


def _judged(filled: Sequence[Cell], texts: Sequence[str]) -> ColumnValues:
    words = load_header_vocabulary().cells
    total = max(len(texts), 1)

    def share(test: Callable[[str], bool]) -> float:
        return sum(map(test, texts)) / total

    numbers = tuple(n for n in map(_number, filled, texts) if n is not None)
    spans = sum(isinstance(c, (datetime.timedelta, datetime.time)) for c in filled)
    dates = sum(isinstance(c, datetime.date) for c in filled)
    named = [found for text in texts if (found := _TIME_PAIRS.findall(text))]
    # A glossary below the rows names objectives too; a column of them does it in most cells.
    keys = {key.lower() for found in named for key in found if len(named) >= 0.5 * total}
    return ColumnValues(
        filled=len(texts),
        samples=tuple(texts[:3]),
        distinct=len({text.casefold() for text in texts}),
        numbers=numbers,
        number_share=len(numbers) / total,
        duration_share=min(1.0, spans / total + share(_is_duration)),
        size_share=share(lambda text: bool(_SIZE.fullmatch(text))),
        percent_share=share(lambda text: bool(_PERCENT.fullmatch(text))),
        money_share=share(lambda text: bool(_MONEY.fullmatch(text))),
        date_share=min(1.0, dates / total + share(lambda text: bool(_DATE.fullmatch(text)))),
        yes_no_share=share(_one_of(words.yes_no)),
        criticality_share=share(lambda text: is_criticality(text, words)),
        other_tier_share=share(_names(words.other_tiers)),
        result_share=share(_one_of((*words.passed, *words.failed, *words.aborted))),
        environment_share=share(_begins_with(words.environments)),
        hosting_share=share(_one_of(words.hostings)),
        system_share=share(lambda text: _contains(text, words.systems)),
        type_share=share(lambda text: _is_type(text, words)),
        address_share=share(lambda text: bool(_IP.fullmatch(text))),
        id_share=share(lambda text: bool(_ID.fullmatch(text) or _URL.match(text) or "@" in text)),
        list_share=share(lambda text: bool(re.search(r"[,;|\n、]\s*\S", text))),
        prose_share=share(lambda text: len(text.split()) > 4 or len(text) > 60),
        pair_share=share(lambda text: bool(_PAIRS.fullmatch(text) and not _CLOCK.match(text))),
        time_word_share=share(lambda text: bool(_TIME_WORDS.search(text)) and len(text) < 60),
        timed_keys=frozenset(keys),
    )


def is_criticality(text: str, words: CellWords | None = None) -> bool:
    """Return whether a text ranks how critical something is: `Tier 1`, `High`, `2 - Gold`."""
    known = words or load_header_vocabulary().cells
    plain = re.sub(r"[()\[\]*:_]|\s-\s|\n", " ", text.casefold())
    plain = " ".join(plain.split())
    if plain in _set(known.criticality):
        return True
    if re.fullmatch(r"(?:tier|level|p|t|cat|class|c)-?[0-5]", plain):
        return True
    if re.fullmatch(r"(?:[a-zéêáíãç-]+[ -]?)?[0-5](?:st|nd|rd|th|[a-c])?", plain):
        start = plain.rstrip("0123456789abc ")
        return not start or start.rstrip("- ") in _set(known.criticality_starts)
    first, _, rest = plain.partition(" ")
    begins = first.rstrip("-0123456789") in _set(known.criticality_starts)
    if begins and re.match(r"[0-5ivx]+\b", rest.lstrip("- ")):
        return True
    if re.fullmatch(r"(?:tier|level|p|t|cat|class|c)-?[0-5]", first):
        return True
    return bool(re.match(r"[0-5]\b", first)) and any(
        word in _set(known.criticality) for word in (rest, *rest.split())
    )


def _number(cell: Cell, text: str) -> float | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, (int, float)):
        return float(cell)
    if not isinstance(cell, str) or not _NUMBER.fullmatch(text):
        return None
    digits = re.sub(r"[' \u00a0]", "", text)
    marks = [char for char in digits if char in ".,"]
    last = max(digits.rfind("."), digits.rfind(","))
    # The last of two kinds of mark is the decimal one; one mark before three digits is not.
    is_decimal = len(set(marks)) == 2 or (len(marks) == 1 and len(digits) - last != 4)
    plain = re.sub(r"[.,]", "", digits[:last] if is_decimal else digits)
    try:
        return float(f"{plain}.{digits[last + 1 :]}" if is_decimal else plain)
    except ValueError:
        return None


def _is_duration(text: str) -> bool:
    return bool(_CLOCK.fullmatch(text) or _DURATION.fullmatch(text))


def _is_type(text: str, words: CellWords) -> bool:
    folded = text.casefold()
    return folded in _set(words.workload_types) or ("/" in folded and "microsoft." in folded)


def _one_of(words: tuple[str, ...]) -> Callable[[str], bool]:
    known = _set(words)
    return lambda text: text.casefold() in known


def _begins_with(words: tuple[str, ...]) -> Callable[[str], bool]:
    known = _set(words)
    return lambda text: (
        text.casefold() in known
        or any(word in known for word in re.split(r"[\s/,;()_-]+", text.casefold())[:2] if word)
    )


def _names(words: tuple[str, ...]) -> Callable[[str], bool]:
    known = _set(words)
    return lambda text: (
        text.casefold() in known or not known.isdisjoint(re.split(r"[\s/,;()]+", text.casefold()))
    )


def _contains(text: str, words: tuple[str, ...]) -> bool:
    folded = text.casefold()
    return any(word in folded for word in words)


@cache
def _set(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.casefold() for word in words)
