"""Mends the words of headers: short forms, typing errors, words without their vowels."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from bcdr.model.header_vocabulary import load_header_vocabulary

_ENDINGS: Final = ("name", "type", "date", "size", "count")


def mended(
    tokens: tuple[str, ...], known: frozenset[str], units: frozenset[str]
) -> tuple[tuple[str, ...], float]:
    """Return the words with short forms written out and small typing errors mended; how many.

    `known` are all words of the vocabulary, `units` those of units, which are no short forms.
    """
    short = load_header_vocabulary().short_forms
    words: list[str] = []
    changed = 0.0
    for place, token in enumerate(tokens):
        # `Sec DC` is the secondary one, `RTO sec` is in seconds.
        is_unit = token in units and (place > 0 or len(tokens) == 1)
        full = token if is_unit else short.get(token, "")
        if not full or full == token:
            full = _nearest(token, known)
            changed += full != token
        else:
            changed += 0.5
        words += full.split()
    return tuple(words), changed


@lru_cache(maxsize=16384)
def _nearest(token: str, known: frozenset[str]) -> str:
    if len(token) < 4 or token in known or not token.isascii() or not token.isalpha():
        return token
    for ending in _ENDINGS:
        if token.endswith(ending) and token.removesuffix(ending) in known:
            return f"{token.removesuffix(ending)} {ending}"
    longer = [word for word in known if word.startswith(token) and len(word) > len(token) + 1]
    if longer:
        # A word that was cut short: `betriebssys`.
        return min(longer, key=lambda word: (len(word), word))
    if not _VOWELS.intersection(token[1:]):
        return _with_vowels(token, known)
    if len(token) < 5:
        return token
    most = 2 if len(token) >= 9 else 1
    best, best_distance = token, most + 1
    for word in known:
        if abs(len(word) - len(token)) <= most and word[0] == token[0] and len(word) >= 5:
            distance = _distance(token, word, most)
            # Of words as near the first in the alphabet is taken: a set has no order of its own.
            if distance <= most and (distance, word) < (best_distance, best):
                best, best_distance = word, distance
    return best


_VOWELS: Final = frozenset("aeiou")


def _with_vowels(token: str, known: Iterable[str]) -> str:
    """Return the shortest word that a token is without its vowels: `crtclty`, `envrnmt`."""
    fitting = [
        word
        for word in known
        if word[:1] == token[0]
        and len(token) <= len(bones := [c for c in word[1:] if c not in _VOWELS]) + 1
        and len(bones) <= len(token)
        and _is_within(token[1:], bones)
    ]
    return min(fitting, key=lambda word: (len(word), word), default=token)


def _is_within(letters: str, others: Iterable[str]) -> bool:
    """Return whether all letters stand among others in their order."""
    rest = iter(others)
    return all(letter in rest for letter in letters)


def _distance(one: str, other: str, most: int) -> int:
    """Return how many letters are wrong, missing, too many or swapped; more than `most` is cut."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        line = [row]
        for column, against in enumerate(other, start=1):
            cost = letter != against
            value = min(line[-1] + 1, last[column] + 1, last[column - 1] + cost)
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                value = min(value, before[column - 2] + 1)
            line.append(value)
        if min(line) > most:
            return most + 1
        before, last = last, line
    return last[-1]
