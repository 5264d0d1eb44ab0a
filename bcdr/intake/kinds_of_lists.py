"""Tells what kind of list a table is by its headers: known export, backup report, no input."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bcdr.intake.column_values import ColumnValues
from bcdr.intake.header_words import bare, header_text
from bcdr.model.header_vocabulary import Family, RejectedList, load_header_vocabulary

_UNIT_ENDS = frozenset(
    [
        "in",
        "mb",
        "gb",
        "tb",
        "mib",
        "gib",
        "kib",
        "kb",
        "bytes",
        "percent",
        "hours",
        "hrs",
        "minutes",
        "seconds",
        "days",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """How many headers of a table tell of machines and how many of backups."""

    infrastructure: int
    backup: int


def header_forms(header: str) -> frozenset[str]:
    """Return the spellings by which a header is looked up: with brackets, without its unit."""
    text = header_text(header)
    words = text.words.split()
    forms = {text.words, f"{text.words} {bare(text.bracketed)}".strip()}
    while len(words) > 1 and words[-1] in _UNIT_ENDS:
        words = words[:-1]
        forms.add(" ".join(words))
    return frozenset(form for form in forms if form)


def is_kind_word(header: str) -> bool:
    """Return whether a header is one that lists of some kind have."""
    return not _all_kind_words().isdisjoint(header_forms(header))


def signs_of(headers: Sequence[str]) -> Signs:
    """Return how many headers tell of machines and of backups."""
    kinds = load_header_vocabulary().kinds
    machines, backups = frozenset(kinds.infrastructure), frozenset(kinds.backup)
    forms = [(header_forms(header), header_text(header).all_tokens) for header in headers]
    return Signs(
        infrastructure=sum(
            not machines.isdisjoint(form) or not frozenset(kinds.machine_words).isdisjoint(tokens)
            for form, tokens in forms
        ),
        backup=sum(
            not backups.isdisjoint(form) or not frozenset(kinds.backup_words).isdisjoint(tokens)
            for form, tokens in forms
        ),
    )


def family_of(headers: Sequence[str]) -> Family | None:
    """Return the known export that has these headers, None if none has."""
    forms = frozenset().union(*map(header_forms, headers)) if headers else frozenset()
    for family in load_header_vocabulary().families:
        if all(not forms.isdisjoint(group) for group in family.has):
            return family
    return None


def rejection_of(
    headers: Sequence[str], values: Sequence[ColumnValues], fields: Collection[str]
) -> str:
    """Return why a list is no input, empty if nothing speaks against it.

    `fields` are those that its columns hold.
    """
    forms = [header_forms(header) for header in headers]
    everything = frozenset().union(*forms) if forms else frozenset()
    for kind in load_header_vocabulary().rejected:
        if kind.sure and everything.isdisjoint(kind.sure):
            continue
        found = sum(not form.isdisjoint(kind.words) for form in forms)
        if found < kind.least or not set(fields).isdisjoint(kind.unless_fields):
            continue
        if kind.needs_numbers and not _are_measurements(forms, values, kind):
            continue
        return kind.reason
    return ""


def _are_measurements(
    forms: Sequence[frozenset[str]], values: Sequence[ColumnValues], kind: RejectedList
) -> bool:
    """Return whether all but a name and the time are numbers, and there are some."""
    others = [v for form, v in zip(forms, values, strict=True) if form.isdisjoint(kind.words)]
    filled = [v for v in others if v.filled]
    numeric = sum(v.number_share + v.percent_share + v.size_share > 0.7 for v in filled)
    return numeric >= 1 and numeric >= 0.5 * len(filled)


@cache
def _all_kind_words() -> frozenset[str]:
    vocabulary = load_header_vocabulary()
    words = {*vocabulary.kinds.infrastructure, *vocabulary.kinds.backup, *vocabulary.kinds.process}
    return frozenset(words.union(*(kind.words for kind in vocabulary.rejected)))


def family_fields(family: Family | None) -> Mapping[str, str]:
    """Return the fields that a known export gives to its headers."""
    return family.fields if family is not None else {}
