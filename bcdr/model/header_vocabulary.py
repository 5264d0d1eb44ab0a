"""The words of headers in every language, from data/headers.toml, checked when they are read."""

import tomllib
from collections.abc import Mapping
from dataclasses import field
from functools import cache
from pathlib import Path
from typing import Final, Literal

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked

from bcdr.model.columns import SHEETS
from bcdr.model.recognition import TableRole
from bcdr.resources import data_folder

FILE: Final = "headers.toml"

SIGNS: Final = frozenset(
    {"edge_from", "edge_to", "edge_type", "record_type", "attribute", "attribute_value"}
)
"""Columns that say how a table lies on its sheet; no contract sheet holds them."""

COLUMNS_OF_TESTS: Final = frozenset({"result", "date", "recovery_hours"})
"""Fields of lists of tests, whose headers stand in lists of many kinds and say nothing there."""

_STRICT: Final = ConfigDict(extra="forbid")


class HeaderWordsError(Exception):
    """The file of headers is wrong; the message names the key and the remedy."""


@checked(frozen=True, slots=True, kw_only=True, config=_STRICT)
class FieldWords:
    """Headers of one field, by language, and how surely they mean it.

    `other` holds the few words of languages that are read only in part: Swedish, Danish,
    Norwegian, Finnish, Polish, Czech, Turkish, Chinese, Korean.
    """

    field: str
    strength: float
    whole: bool = False
    en: tuple[str, ...] = ()
    de: tuple[str, ...] = ()
    fr: tuple[str, ...] = ()
    es: tuple[str, ...] = ()
    pt: tuple[str, ...] = ()
    nl: tuple[str, ...] = ()
    it: tuple[str, ...] = ()
    ja: tuple[str, ...] = ()
    other: tuple[str, ...] = ()

    @property
    def by_language(self) -> Mapping[str, tuple[str, ...]]:
        """Return the headers of each language."""
        return {
            "en": self.en, "de": self.de, "fr": self.fr, "es": self.es,
            "pt": self.pt, "nl": self.nl, "it": self.it, "ja": self.ja,
            "other": self.other,
        }  # fmt: skip


@checked(frozen=True, slots=True, kw_only=True, config=_STRICT)
class Concept:
    """A field that headers say with a word of each group of `all`, and none of `unless`."""

    field: str
    strength: float
    all: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...] = ()


@checked(frozen=True, slots=True, kw_only=True, config=_STRICT)
class LookAlike:
    """Headers that look like a field and are not: why, and which field they are, if any.

    `unless_cells` names what cells may hold that says the header is the field after all.
    """

    fields: tuple[str, ...]
    all: tuple[tuple[str, ...], ...]
    reason: str
    unless: tuple[str, ...] = ()
    unless_cells: tuple[Literal["duration"], ...] = ()
    instead: str = ""


@checked(frozen=True, slots=True, kw_only=True, config=_STRICT)
class Family:
    """A known export: each group of `has` must have one of its headers.

    `units` are of plain numbers by field where the header names none; `is_binary` tells that MB
    in a header stands for MiB; `fields` gives the field of headers that say something else
    elsewhere, empty where they are none.
    """

    name: str
    role: TableRole
    has: tuple[tuple[str, ...], ...]
    units: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    is_binary: bool = False


@checked(frozen=True, slots=True, kw_only=True, config=_STRICT)
class RejectedList:
    """A kind of list that is no input: at least so many of its words are headers.

    One of `sure` must be among them where it is given; none of `unless_fields` may be there.
    `needs_numbers` asks that nearly all other columns are numbers.
    """

    reason: str
    least: int
    words: tuple[str, ...]
    sure: tuple[str, ...] = ()
    unless_fields: tuple[str, ...] = ()
    needs_numbers: bool = False


@checked(frozen=True, slots=True, kw_only=True, config=_STRICT)
class KindWords:
    """Headers, and single words of headers, that tell which kind of list a table is."""

    machine_words: tuple[str, ...]
    backup_words: tuple[str, ...]
    infrastructure: tuple[str, ...]
    backup: tuple[str, ...]
    process: tuple[str, ...]
    functions: tuple[str, ...]
    tests: tuple[str, ...]


@checked(frozen=True, slots=True, kw_only=True, config=_STRICT)
class RowWords:
    """Words in rows that hold no record."""

    totals: tuple[str, ...]
    legends: tuple[str, ...]
    required: tuple[str, ...]
    types: tuple[str, ...]
    examples: tuple[str, ...]


@checked(frozen=True, slots=True, kw_only=True, config=_STRICT)
class CellWords:
    """Words in cells that tell what a column holds, whatever its header says."""

    criticality: tuple[str, ...]
    criticality_starts: tuple[str, ...]
    environments: tuple[str, ...]
    systems: tuple[str, ...]
    yes_no: tuple[str, ...]
    workload_types: tuple[str, ...]
    other_tiers: tuple[str, ...]
    passed: tuple[str, ...]
    failed: tuple[str, ...]
    aborted: tuple[str, ...]
    hostings: tuple[str, ...]


@checked(frozen=True, slots=True, kw_only=True, config=_STRICT)
class NeutralWords:
    """Words in a header that change little of what it says."""

    words: tuple[str, ...]


@checked(frozen=True, slots=True, kw_only=True, config=_STRICT)
class HeaderVocabulary:
    """All words of headers and of the rows and cells below them."""

    words: tuple[FieldWords, ...]
    neutral: NeutralWords
    short_forms: Mapping[str, str]
    concepts: tuple[Concept, ...]
    look_alikes: tuple[LookAlike, ...]
    families: tuple[Family, ...]
    kinds: KindWords
    rejected: tuple[RejectedList, ...]
    rows: RowWords
    cells: CellWords


@cache
def load_header_vocabulary(folder: Path | None = None) -> HeaderVocabulary:
    """Return the words of the shipped file, or of one in another folder.

    Raises:
        HeaderWordsError: the file is missing, is not TOML, or a key is missing, unknown or wrong.
    """
    path = (folder or data_folder()) / FILE
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        vocabulary = TypeAdapter(HeaderVocabulary).validate_python(document)
    except FileNotFoundError:
        raise HeaderWordsError(f"{FILE} is missing in {path.parent}. Restore it.") from None
    except tomllib.TOMLDecodeError as fault:
        raise HeaderWordsError(f"{FILE} is not TOML: {fault}. Mend that line.") from fault
    except ValidationError as fault:
        first = fault.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise HeaderWordsError(f"{FILE}: key '{key}': {first['msg']}. Mend that key.") from fault
    _check_fields(vocabulary)
    return vocabulary


def _check_fields(vocabulary: HeaderVocabulary) -> None:
    known = {name for sheet in SHEETS.values() for name in sheet.fields} | SIGNS
    named = [entry.field for entry in vocabulary.words]
    named += [concept.field for concept in vocabulary.concepts]
    for look_alike in vocabulary.look_alikes:
        named += [*look_alike.fields, *([look_alike.instead] if look_alike.instead else [])]
    for rejected in vocabulary.rejected:
        named += rejected.unless_fields
    for family in vocabulary.families:
        named += [*family.units, *filter(None, family.fields.values())]
    unknown = sorted(set(named) - known)
    if unknown:
        raise HeaderWordsError(
            f"{FILE} names the fields {', '.join(unknown)}, which no sheet has. "
            "Write a field of model/columns.py."
        )
