"""Reads what backup tools and people call a protection as the option it comes nearest to."""

import re
from functools import cache, lru_cache
from typing import Final

from bcdr.intake.words import yes_or_no
from bcdr.model.value_words import WORDS, word_form
from bcdr.model.vocabulary import Option

_NO_RECOVERY: Final = Option.NO_RECOVERY.value
_SOME: Final = "some-backup"
_PRODUCT: Final = re.compile(r"backup (?:&|and) (?:replication|recovery)")
"""Names of products that do both say nothing about which of them is done."""


@lru_cache(maxsize=10_000)
def option_of(text: str) -> tuple[Option | None, bool]:
    """Return the option that a text comes nearest to, and whether the text itself says so.

    A text that only tells of some backup is taken for a backup in the guest, which it does not
    say; one without any known word gives no option.

    >>> option_of("Replication to DR site"), option_of("Daily backup"), option_of("blue")
    ((<Option.GUEST_REPLICATION: 'guest-replication'>, True), (<Option.IN_GUEST_BACKUP: \
'in-guest-backup'>, False), (None, False))
    """
    form = _PRODUCT.sub("backup", word_form(text).replace("_", " "))
    if not form:
        return None, False
    if form.strip(" .*") in WORDS.protecting[_NO_RECOVERY]:
        return Option.NO_RECOVERY, True
    if yes_or_no(text) is False:
        return Option.NO_RECOVERY, True
    for id_, pattern in _patterns():
        if pattern.search(form):
            return (Option.IN_GUEST_BACKUP, False) if id_ == _SOME else (Option(id_), True)
    return None, False


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((id_, _pattern(words)) for id_, words in WORDS.protecting.items())


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds one of the words; Japanese has no blanks between words."""
    latin = "|".join(re.escape(word) for word in words if word.isascii() or ord(word[0]) < 0x250)
    other = [re.escape(word) for word in words if ord(word[0]) >= 0x250]
    found = [rf"(?<![^\W\d_])(?:{latin})(?![^\W\d_])"] if latin else []
    return re.compile("|".join(found + other))
