"""The words a cell may hold for a closed list: codes, titles and aliases, from the catalogue."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar

from bcdr.intake.text import name_key
from bcdr.model.catalogue import Catalogue
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.regulation import TermKind, spellings_of
from bcdr.model.value_words import WORDS
from bcdr.model.vocabulary import Duration, Option, TargetKind

Meaning = TypeVar("Meaning")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """For each closed list, every spelling without case and hyphens, and what it stands for.

    Kinds of entity are found by `term_key`, as the terms of regulation are. `listed` holds, for
    the field of a list, the words it may hold by `name_key`; `tier_times`, for an objective and
    what a legend calls a tier (by `word_key`) or the tier's id, its time there.
    """

    options: Mapping[str, Option]
    target_kinds: Mapping[str, TargetKind]
    tiers: Mapping[str, str]
    scenarios: Mapping[str, str]
    tier_titles: tuple[str, ...]
    tiers_in_order: tuple[str, ...]
    entity_types: Mapping[str, str]
    entity_titles: tuple[str, ...]
    listed: Mapping[str, frozenset[str]]
    currency: str
    tier_times: Mapping[tuple[str, str], Duration] = field(default_factory=dict)

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
            tiers_in_order=tuple(
                item.id for item in sorted(catalogue.tiers, key=lambda item: item.rank)
            ),
            entity_types=spellings_of(catalogue.terms, TermKind.ENTITY_TYPE),
            entity_titles=tuple(
                item.title for item in catalogue.terms if item.kind is TermKind.ENTITY_TYPE
            ),
            listed=_listed(catalogue),
            currency=catalogue.currency,
        )


def _listed(catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """Return what the lists of a field may hold, by `name_key`: words that a comma may separate."""
    regimes = frozenset(
        name_key(word)
        for term in catalogue.terms
        if term.kind is TermKind.REGIME
        for word in (term.id, term.title, *term.aliases)
    )
    options = frozenset(
        name_key(word) for item in catalogue.options for word in (item.id, item.title)
    )
    return {
        "regulations": regimes,
        "current_option": options,
        "supported_options": options,
    }


def yes_or_no(text: str) -> bool | None:
    """Return what a word says, with or without a comment behind it; None if it is no answer."""
    key = name_key(text).strip("*. ")
    for part in (key, re.split(r"\s*[(,;:.]\s*|\s+[-\u2013\u2014]\s+", key, maxsplit=1)[0]):
        if part in WORDS.phrase("yes"):
            return True
        if part in WORDS.phrase("no"):
            return False
    return None


@cache
def shipped_words() -> Words:
    """Return the words of the catalogue that comes with the package."""
    return Words.of(load_catalogue())


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
