"""Tells what a header says by words of several kinds that stand in it, in whatever order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bcdr.intake.header_words import holds_words, phrase_words
from bcdr.model.header_vocabulary import Concept, load_header_vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundConcept:
    """A field that words say together, how surely, of how many kinds they are, and the words."""

    field: str
    strength: float
    group_count: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """Words of one kind, by how they are looked for: whole, by their ends, together, inside."""

    whole: frozenset[str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    together: tuple[tuple[str, ...], ...]
    inside: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Groups:
    concept: Concept
    kinds: tuple[_Kind, ...]
    unless: _Kind


def concepts_in(tokens: Sequence[str]) -> Iterator[FoundConcept]:
    """Yield the fields whose kinds of words are all among the tokens, with a word of each kind."""
    joined = "".join(tokens)
    text = "" if joined.isascii() else joined
    for groups in _all_groups():
        found: list[str] = []
        for kind in groups.kinds:
            word = _word_of(kind, tokens, text)
            if not word:
                break
            found.append(word)
        if len(found) == len(groups.kinds) and not _word_of(groups.unless, tokens, text):
            yield FoundConcept(
                field=groups.concept.field,
                strength=groups.concept.strength,
                group_count=len(found),
                words=" ".join(found),
            )


def _word_of(kind: _Kind, tokens: Sequence[str], text: str) -> str:
    """Return a word of a kind that is among the tokens or in a text without spaces, or nothing."""
    for token in tokens:
        if token in kind.whole or token.startswith(kind.starts) or token.endswith(kind.ends):
            return token
    together = next((words for words in kind.together if holds_words(words, tokens)), ())
    return " ".join(together) or next((word for word in kind.inside if word in text), "")


def _kind(texts: Iterable[str]) -> _Kind:
    phrases = [words for words in map(phrase_words, texts) if words]
    single = [words[0] for words in phrases if len(words) == 1]
    return _Kind(
        whole=frozenset(word for word in single if "*" not in word),
        starts=tuple(word[:-1] for word in single if word.endswith("*")),
        ends=tuple(word[1:] for word in single if word.startswith("*")),
        together=tuple(words for words in phrases if len(words) > 1),
        # A script without spaces between words is searched as one text.
        inside=tuple("".join(words) for words in phrases if not words[0].isascii()),
    )


@cache
def _all_groups() -> tuple[_Groups, ...]:
    return tuple(
        _Groups(
            concept=concept,
            kinds=tuple(map(_kind, concept.all)),
            unless=_kind(concept.unless),
        )
        for concept in load_header_vocabulary().concepts
    )
