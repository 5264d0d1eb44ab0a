"""The words a cell may hold for a closed list: codes, titles and aliases, from the catalogue."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from bcdr.intake.text import name_key
from bcdr.model.catalogue import Catalogue
from bcdr.model.regulation import TermKind, spellings_of
from bcdr.model.vocabulary import Option, TargetKind

Meaning = TypeVar("Meaning")


def _set_of(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


_YES: Final = _set_of(
    "y yes true t 1 x on enabled ja j wahr oui o vrai si sí s verdadero sim vero waar",
    "✓ ✔ ☑ はい 有",
)
_NO: Final = _set_of(
    "n no false f 0 off disabled nein falsch non faux falso não nao nee onwaar",
    "✗ ✘ ☐ いいえ 無",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """For each closed list, every spelling without case and hyphens, and what it stands for.

    Kinds of entity are found by `term_key`, as the terms of regulation are.
    """

    options: Mapping[str, Option]
    target_kinds: Mapping[str, TargetKind]
    tiers: Mapping[str, str]
    scenarios: Mapping[str, str]
    tier_titles: tuple[str, ...]
    entity_types: Mapping[str, str]
    entity_titles: tuple[str, ...]
    currency: str

    @classmethod
    def of(cls, catalogue: Catalogue) -> "Words":
        """Return the words of a catalogue."""
        return cls(
            options=_spellings((item.id, (item.id, item.title)) for item in catalogue.options),
            target_kinds=_spellings((item.id, (item.id, item.title)) for item in catalogue.targets),
            tiers=_spellings(
                (item.id, (item.id, item.title, *item.aliases)) for item in catalogue.tiers
            ),
            scenarios=_spellings((item.id, (item.id, item.title)) for item in catalogue.scenarios),
            tier_titles=tuple(item.title for item in catalogue.tiers),
            entity_types=spellings_of(catalogue.terms, TermKind.ENTITY_TYPE),
            entity_titles=tuple(
                item.title for item in catalogue.terms if item.kind is TermKind.ENTITY_TYPE
            ),
            currency=catalogue.currency,
        )


def yes_or_no(text: str) -> bool | None:
    """Return what a word says, None if it is neither yes nor no."""
    key = name_key(text).rstrip("*")
    if key in _YES:
        return True
    return False if key in _NO else None


def find_word(known: Mapping[str, Meaning], text: str) -> Meaning | None:
    """Return what a spelling stands for, with or without a comment in brackets behind it."""
    whole = known.get(word_key(text))
    return whole if whole is not None else known.get(word_key(text.partition("(")[0]))


def word_key(text: str) -> str:
    """Return a spelling without the differences that mean nothing: hyphens, underscores, case."""
    return " ".join(name_key(text).replace("-", " ").replace("_", " ").split())


def _spellings(
    entries: Iterable[tuple[Meaning, tuple[str, ...]]],
) -> dict[str, Meaning]:
    known: dict[str, Meaning] = {}
    for code, spellings in entries:
        for spelling in spellings:
            known.setdefault(word_key(spelling), code)
    return known
