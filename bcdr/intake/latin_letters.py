"""Tells by its letters in which encoding a text of a Latin script was saved."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

_ENCODINGS: Final = ("cp1252", "cp1250", "cp1254", "mac_roman", "cp850")
"""Western, Central European and Turkish Windows, an old Macintosh, DOS; the first wins a tie."""

_WESTERN: Final[Mapping[str, str]] = {
    "German": "äöüß",
    "French": "àâçéèêëîïôùûüœæ",
    "Spanish": "áéíóúñüªº",
    "Portuguese": "áâãàçéêíóôõú",
    "Italian": "àèéìíòóùú",
    "Dutch": "éèëïöüóá",
    "Nordic": "åäöæøé",
    "Icelandic": "áðéíóúýþæö",
    "Estonian": "äöõüšž",
}
_OTHERS: Final[Mapping[str, str]] = {
    "Polish": "ąćęłńóśźż",
    "Czech and Slovak": "áäčďéěíĺľňóôŕřšťúůýž",
    "Hungarian": "áéíóöőúüű",
    "Croatian and Slovene": "čćđšž",
    "Romanian": "ăâîşţ",
    "Turkish": "âçğıöşüİ",
}
_ALL_WESTERN: Final = "".join(_WESTERN.values())
_ALPHABETS: Final = (
    *((frozenset(each + each.upper()), 1.0) for each in (*_WESTERN.values(), *_OTHERS.values())),
    (frozenset(_ALL_WESTERN + _ALL_WESTERN.upper()), 0.9),
)
"""The letters of a language; a text of several Western ones makes a little less sense."""

_FREQUENT: Final = frozenset("äöüßéèàçñáíóúãõøåąęłżśćščřžşığő")
_FREQUENT_COUNTS: Final = 0.01
"""Of two readings the one with letters that are met more often is the likelier."""

_MARKS: Final = frozenset(
    "\u2018\u2019\u201a\u201c\u201d\u201e\u2026\u2013\u2014\u20ac\u2122\u2022\u00a0«»·°§²³½¼¾±µ\u00d7®©£¢¡¿"
)
"""Signs that stand beside words."""

_OPENING: Final = frozenset("\u2018\u201a\u201c\u201e«¡¿")
_APOSTROPHE: Final = "\u2019"


def latin_encoding(content: bytes) -> str:
    """Return the encoding in which most of what is not ASCII makes sense.

    It does where letters are those of one language and no capital follows a small letter, and
    where signs stand outside words.
    """
    return max(_ENCODINGS, key=lambda name: _sense(content.decode(name, "replace")))


def _sense(text: str) -> float:
    """Return the share of the characters beyond ASCII that make sense, 1 where there are none."""
    letters: Counter[str] = Counter()
    signs = others = 0
    for place, char in enumerate(text):
        if char.isascii():
            continue
        before = text[place - 1] if place else " "
        after = text[place + 1] if place + 1 < len(text) else " "
        is_inner_capital = char.isupper() and (
            before.islower() or (before.isalpha() and after.islower())
        )
        if char.isalpha() and not is_inner_capital:
            letters[char] += 1
        elif _stands_well(char, before, after):
            signs += 1
        else:
            others += 1
    total = letters.total() + signs + others
    if not total:
        return 1.0
    known = max(
        weight * sum(count for letter, count in letters.items() if letter in alphabet)
        for alphabet, weight in _ALPHABETS
    )
    frequent = sum(count for letter, count in letters.items() if letter.casefold() in _FREQUENT)
    return (known + signs + _FREQUENT_COUNTS * (frequent + signs)) / total


def _stands_well(char: str, before: str, after: str) -> bool:
    """Return whether a sign stands where it may: beside a word, opening before it."""
    if char == _APOSTROPHE:
        return True
    is_inside = before.isalpha() and (after.isalpha() or char in _OPENING)
    return char in _MARKS and not is_inside
