"""Refuses headers that look like a field and are not, with the reason; the words are data."""

from dataclasses import dataclass
from functools import cache

from bcdr.intake.header_words import HeaderText, bare, holds_words, phrase_words
from bcdr.model.header_vocabulary import LookAlike, load_header_vocabulary


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a header is not the field it looks like, the field it is, if any, and what undoes it."""

    reason: str
    instead: str = ""
    unless_cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pattern:
    groups: tuple[tuple[tuple[str, ...], ...], ...]
    unless: tuple[tuple[str, ...], ...]
    refusal: Refusal


def refusal_of(field: str, header: HeaderText, phrase: str, context: str = "") -> Refusal | None:
    """Return why a header is not the field it looks like, None if it may be.

    `phrase` is what of the header means the field: `backup` in the phrase `backup target` refuses
    nothing. `context` is the text of a band above the header.
    """
    tokens = (*header.all_tokens, *bare(context).split())
    if not header.words.isascii():
        # Words of scripts without spaces are looked for inside the joined text.
        tokens = (*tokens, *_inside("".join(tokens), field))
    own = frozenset(phrase.split())
    for pattern in _patterns().get(field, ()):
        if any(holds_words(words, tokens) for words in pattern.unless):
            continue
        if all(
            any(holds_words(words, tokens) and not own.issuperset(words) for words in group)
            for group in pattern.groups
        ):
            return pattern.refusal
    return None


def _inside(text: str, field: str) -> tuple[str, ...]:
    found = {
        word
        for pattern in _patterns().get(field, ())
        for group in (*pattern.groups, pattern.unless)
        for words in group
        for word in words
        if not word.isascii() and word in text
    }
    return tuple(found)


@cache
def _patterns() -> dict[str, tuple[_Pattern, ...]]:
    patterns: dict[str, list[_Pattern]] = {}
    for look_alike in load_header_vocabulary().look_alikes:
        pattern = _pattern(look_alike)
        for field in look_alike.fields:
            patterns.setdefault(field, []).append(pattern)
    return {field: tuple(found) for field, found in patterns.items()}


def _pattern(look_alike: LookAlike) -> _Pattern:
    return _Pattern(
        groups=tuple(tuple(map(phrase_words, group)) for group in look_alike.all),
        unless=tuple(map(phrase_words, look_alike.unless)),
        refusal=Refusal(look_alike.reason, look_alike.instead, look_alike.unless_cells),
    )
