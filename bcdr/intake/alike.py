"""Finds names that are probably the same: other punctuation, or one or two letters off."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final

from bcdr.intake.text import name_key

_TOKEN: Final = re.compile(r"[^\W\d_]+|\d+")
_ONE_LETTER_FROM: Final = 5
"""Shortest word in which one other letter is taken for a slip: `test` and `text` are two words."""
_TWO_LETTERS_FROM: Final = 10
"""Shortest word in which two are: `import` and `export` are two words."""
_SYSTEMATIC: Final = 12
"""More words than this that differ in the same letters are codes, not slips."""
_LONGEST_WORD: Final = 24

Pair = tuple[str, str]


def alike_names(names: Iterable[str]) -> tuple[Pair, ...]:
    """Return pairs of names that are probably one, the earlier name first, in order of meeting.

    Names that differ in a number or in a word of up to four letters are different names. Words
    are looked up by what is left of them without one or two letters, so that the time grows with
    the number of names and not with its square.

    >>> alike_names(["Payments", "Paymnets", "Order desk", "Order-Desk", "Node 1", "Node 2"])
    (('Payments', 'Paymnets'), ('Order desk', 'Order-Desk'))
    """
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(name_key(name), name)
    spelled = list(first.values())
    order = {name: place for place, name in enumerate(spelled)}
    tokens = {name: tuple(_TOKEN.findall(_folded(name))) for name in spelled}
    pairs: dict[Pair, None] = {}
    by_letters: dict[str, str] = {}
    by_tokens: dict[tuple[str, ...], str] = {}
    for name, words in tokens.items():
        letters = "".join(words)
        # Signs alone tell names such as C, C++ and C# apart.
        if len(letters) >= _ONE_LETTER_FROM:
            other = by_letters.setdefault(letters, name)
            if other != name:
                pairs[other, name] = None
        by_tokens.setdefault(words, name)
    partners = _partners({word for words in tokens.values() for word in words})
    for words, name in by_tokens.items():
        for place, word in enumerate(words):
            for partner in partners.get(word, ()):
                twin = by_tokens.get((*words[:place], partner, *words[place + 1 :]))
                if twin is not None and order[twin] < order[name]:
                    pairs[twin, name] = None
    return tuple(sorted(pairs, key=lambda pair: (order[pair[1]], order[pair[0]])))


def _folded(name: str) -> str:
    apart = unicodedata.normalize("NFD", name_key(name))
    return "".join(char for char in apart if not unicodedata.combining(char))


def _partners(vocabulary: set[str]) -> dict[str, list[str]]:
    """Return, for each word, the words that are one or two letters off."""
    blocks: dict[str, list[str]] = {}
    for word in sorted(vocabulary):
        if _ONE_LETTER_FROM <= len(word) <= _LONGEST_WORD and word.isalpha():
            for key in _without_letters(word):
                blocks.setdefault(key, []).append(word)
    found: dict[str, set[str]] = {}
    for words in blocks.values():
        if len(words) > _SYSTEMATIC:
            continue
        for one, other in combinations(words, 2):
            if other in found.get(one, ()):
                continue
            allowed = 2 if max(len(one), len(other)) >= _TWO_LETTERS_FROM else 1
            if _is_within(one, other, allowed):
                found.setdefault(one, set()).add(other)
                found.setdefault(other, set()).add(one)
    return {word: sorted(others) for word, others in found.items()}


def _without_letters(word: str) -> Iterator[str]:
    """Yield the word, and what is left of it without each one, or each two, of its letters."""
    shorter = {word[:place] + word[place + 1 :] for place in range(len(word))}
    yield word
    yield from shorter
    if len(word) >= _TWO_LETTERS_FROM:
        yield from {
            rest[:place] + rest[place + 1 :] for rest in shorter for place in range(len(rest))
        } - shorter


def _is_within(one: str, other: str, most: int) -> bool:
    """Return whether so few letters inserted, left out, changed or swapped make one the other."""
    if abs(len(one) - len(other)) > most:
        return False
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, char in enumerate(one, start=1):
        now = [row]
        for column, against in enumerate(other, start=1):
            cost = min(last[column] + 1, now[column - 1] + 1, last[column - 1] + (char != against))
            is_swapped = (
                row > 1 and column > 1 and char == other[column - 2] and one[row - 2] == against
            )
            if is_swapped:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        before, last = last, now
    return last[-1] <= most
