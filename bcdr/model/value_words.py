"""The words of cells in every language, from data/values.toml: units, answers, empty marks."""

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal, get_args

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked

from bcdr.resources import data_folder

FILE: Final = "values.toml"

PhraseId = Literal[
    "not-applicable", "near-zero", "zero", "no-data", "blank", "ambiguous", "placeholder", "none",
    "working-time", "loose-time", "service-hours", "upper-before", "upper-behind", "lower-before",
    "lower-behind", "about", "range-before", "range-between", "some", "per",
    "criticality-noun", "powered-off", "yes", "no",
]  # fmt: skip
CopyingId = Literal[
    "continuous-copies", "synchronous-copies", "every", "hourly", "twice-daily", "daily", "weekly",
    "monthly",
]  # fmt: skip

_STRICT: Final = ConfigDict(extra="forbid", strict=False)


class ValueWordsError(Exception):
    """The file of words is wrong; the message names the key and the remedy."""


@checked(frozen=True, slots=True, kw_only=True, config=_STRICT)
class _Spoken:
    """Words by language; `any` holds signs and words that belong to none."""

    en: tuple[str, ...] = ()
    de: tuple[str, ...] = ()
    fr: tuple[str, ...] = ()
    es: tuple[str, ...] = ()
    pt: tuple[str, ...] = ()
    nl: tuple[str, ...] = ()
    ja: tuple[str, ...] = ()
    any: tuple[str, ...] = ()

    def words(self) -> tuple[str, ...]:
        """Return the words of all languages, each once, as they are compared.

        Each stands there with and without its accents, since many people leave them out.
        """
        spoken = (getattr(self, item.name) for item in fields(_Spoken))
        found = [word_form(word) for words in spoken for word in words]
        return tuple(dict.fromkeys(found + [_without_accents(word) for word in found]))


@checked(frozen=True, slots=True, kw_only=True, config=_STRICT)
class _Unit(_Spoken):
    id: str
    hours: float


@checked(frozen=True, slots=True, kw_only=True, config=_STRICT)
class _Phrase(_Spoken):
    id: PhraseId
    note: str = ""


@checked(frozen=True, slots=True, kw_only=True, config=_STRICT)
class _Copying(_Spoken):
    id: CopyingId


@checked(frozen=True, slots=True, kw_only=True, config=_STRICT)
class _Protecting(_Spoken):
    id: str


@checked(frozen=True, slots=True, kw_only=True, config=_STRICT)
class _Figure(_Spoken):
    value: float


@checked(frozen=True, slots=True, kw_only=True, config=_STRICT)
class _Currency:
    id: str
    words: tuple[str, ...]


@checked(frozen=True, slots=True, kw_only=True, config=_STRICT)
class _Scale:
    id: str
    note: str
    prefixes: tuple[str, ...] = ()
    top: int | None = None
    yes: str = ""
    no: str = ""


@checked(frozen=True, slots=True, kw_only=True, config=_STRICT)
class _File:
    units: tuple[_Unit, ...]
    phrases: tuple[_Phrase, ...]
    copying: tuple[_Copying, ...]
    protecting: tuple[_Protecting, ...]
    numerals: tuple[_Figure, ...]
    multiples: tuple[_Figure, ...]
    currencies: tuple[_Currency, ...]
    months: _Spoken
    scales: tuple[_Scale, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueWords:
    """Words in all languages and what they stand for, compared by `word_form`.

    `units` and `numerals` are hours and figures, `copying` how and how often copies are made,
    `protecting` what is done, by the option it comes nearest to, in the order of asking,
    `months` numbers from 1, `currencies` codes. `top_prefixes` stand before a number of which 1 is
    the most critical, `level_prefixes` before one whose direction the sheet has to say.
    `answers_as_tier` is the tier of a yes and of a no.
    """

    units: Mapping[str, float]
    phrases: Mapping[str, frozenset[str]]
    copying: Mapping[str, tuple[str, ...]]
    protecting: Mapping[str, tuple[str, ...]]
    numerals: Mapping[str, float]
    multiples: Mapping[str, float]
    currencies: Mapping[str, str]
    months: Mapping[str, int]
    top_prefixes: frozenset[str]
    level_prefixes: frozenset[str]
    answers_as_tier: Mapping[bool, str]

    def phrase(self, id_: PhraseId) -> frozenset[str]:
        """Return the words of one meaning."""
        return self.phrases[id_]


def word_form(text: str) -> str:
    """Return a word as words are compared: one form of each character, small, single spaces."""
    small = unicodedata.normalize("NFKC", text).replace("\u2019", "'").casefold()
    # A Turkish capital with its dot becomes a letter and a dot.
    return " ".join(small.replace("i\u0307", "i").split())


def _without_accents(word: str) -> str:
    # Marks of kana are letters, not accents.
    if any(ord(char) > 0x24F for char in word):
        return word
    # The Turkish i without a dot is a letter of its own, and its capital is that of every i.
    apart = unicodedata.normalize("NFD", word.replace("\u0131", "i"))
    return "".join(char for char in apart if not unicodedata.combining(char))


def load_value_words(folder: Path | None = None) -> ValueWords:
    """Return the words of a folder's values.toml, the shipped one by default.

    Raises:
        ValueWordsError: the file is missing, or a key is missing, unknown or of the wrong kind.
    """
    return _load(folder or data_folder())


@cache
def _load(folder: Path) -> ValueWords:
    try:
        raw = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ValueWordsError(f"{FILE} is missing in {folder}. Restore it.") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise ValueWordsError(f"{FILE} is not TOML in UTF-8: {fault}. Mend that line.") from fault
    try:
        found = TypeAdapter(_File).validate_python(raw)
    except ValidationError as fault:
        first = fault.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise ValueWordsError(
            f"{FILE}: key '{key}': {first['msg']}. Correct or remove it."
        ) from fault
    phrases: dict[str, frozenset[str]] = {
        item.id: frozenset(item.words()) for item in found.phrases
    }
    copying: dict[str, tuple[str, ...]] = {item.id: item.words() for item in found.copying}
    missing = sorted({*get_args(PhraseId), *get_args(CopyingId)} - {*phrases, *copying})
    if missing:
        raise ValueWordsError(f"{FILE} lacks the phrases {missing}. Add an entry for each.")
    return ValueWords(
        units=_by_word({item.words(): item.hours for item in found.units}, "units"),
        phrases=MappingProxyType(phrases),
        copying=MappingProxyType(copying),
        protecting=MappingProxyType({item.id: item.words() for item in found.protecting}),
        numerals=_by_word({item.words(): item.value for item in found.numerals}, "numerals"),
        multiples=_by_word({item.words(): item.value for item in found.multiples}, "multiples"),
        currencies=MappingProxyType(
            {word_form(word): item.id for item in found.currencies for word in item.words}
        ),
        months=_months(found.months),
        top_prefixes=_prefixes(found.scales, with_top=True),
        level_prefixes=_prefixes(found.scales, with_top=False),
        answers_as_tier=MappingProxyType(
            {answer: tier for item in found.scales
             for answer, tier in ((True, item.yes), (False, item.no)) if tier}
        ),
    )  # fmt: skip


def _by_word(entries: Mapping[tuple[str, ...], float], table: str) -> Mapping[str, float]:
    known: dict[str, float] = {}
    for words, value in entries.items():
        for word in words:
            if known.setdefault(word, value) != value:
                raise ValueWordsError(f"{FILE}: {table} name {word!r} twice. Keep it in one.")
    return MappingProxyType(known)


def _months(spoken: _Spoken) -> Mapping[str, int]:
    known: dict[str, int] = {}
    for item in fields(_Spoken):
        for number, names in enumerate(getattr(spoken, item.name), start=1):
            for name in names.split():
                if known.setdefault(word_form(name), number) != number:
                    raise ValueWordsError(
                        f"{FILE}: months name {name!r} for two months. Keep it in one."
                    )
    return MappingProxyType(known)


def _prefixes(scales: tuple[_Scale, ...], *, with_top: bool) -> frozenset[str]:
    return frozenset(
        word_form(prefix)
        for scale in scales
        if (scale.top is not None) is with_top
        for prefix in scale.prefixes
    )


WORDS: Final = load_value_words()
"""The words that come with the package, read once."""
