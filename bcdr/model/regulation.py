"""Clauses of regulation as checkable conditions, and the terms by which people say what applies."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bcdr.model.vocabulary import Confidence


class TermKind(StrEnum):
    """What a term stands for."""

    REGIME = "regime"
    ENTITY_TYPE = "entity type"
    DATA_CLASS = "data class"


class ClauseKind(StrEnum):
    """Whether a clause is compared with the plan, or is an item of a checklist."""

    COMPUTED = "computed"
    DOCUMENT = "document"


class Obligation(StrEnum):
    """How a clause binds: by law, by contract or certificate, as advice, or not yet."""

    MANDATORY = "mandatory"
    CONTRACTUAL = "contractual"
    GUIDANCE = "guidance"
    PROPOSED = "proposed"


class ClauseStatus(StrEnum):
    """Whether a clause is in force."""

    IN_FORCE = "in force"
    PROPOSED = "proposed"


class Verified(StrEnum):
    """What was read of a clause: its text, somebody's summary, or neither."""

    TEXT = "text"
    SECONDARY = "secondary"
    NOT_READ = "not read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A regime, kind of entity or class of data, in the words people use for it.

    Naming a term also names those it `includes`. Kinds of entity of one `group` answer the same
    question: who names one of them has answered it.
    """

    id: str
    kind: TermKind
    title: str
    source: str
    date: datetime.date
    aliases: tuple[str, ...] = ()
    includes: tuple[str, ...] = ()
    group: str = ""
    jurisdiction: str = ""

    @property
    def spellings(self) -> tuple[str, ...]:
        """Return aliases, title and id, the most usual first."""
        return (*self.aliases, self.title, self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One clause: `parameter operator value`, and to whom it applies.

    The columns of applicability hold any of their words and are joined by and; an empty one asks
    for nothing. `own_limit` names the workload's own objective in place of a value. `item` is
    what a person has to state of a document clause. `unless` says what lifts the condition and
    cannot be computed.
    """

    id: str
    regime: str
    clause: str
    condition: str
    kind: ClauseKind
    severity: Obligation
    status: ClauseStatus
    verified: Verified
    confidence: Confidence
    source: str
    date: datetime.date
    parameter: str = ""
    operator: str = ""
    value: float | bool | tuple[str, ...] | None = None
    own_limit: str = ""
    unit: str = ""
    unless: str = ""
    item: str = ""
    entity_types: tuple[str, ...] = ()
    data_classes: tuple[str, ...] = ()
    criticalities: tuple[str, ...] = ()
    effective: datetime.date | None = None
    note: str = ""

    def blocks(self, as_of: datetime.date) -> bool:
        """Return whether a strategy that fails the clause is refused on a day.

        It is if the clause binds (a contract or certificate binds those who name it), is in
        force, and was read as text or in a good summary. Everything else advises.
        """
        return (
            self.severity in (Obligation.MANDATORY, Obligation.CONTRACTUAL)
            and self.status is ClauseStatus.IN_FORCE
            and (self.effective is None or self.effective <= as_of)
            and self.verified in (Verified.TEXT, Verified.SECONDARY)
        )


def term_key(word: str) -> str:
    """Return a spelling without what means nothing in names: case, spaces, hyphens, dots."""
    return "".join(letter for letter in word.casefold() if letter.isalnum())


def spellings_of(terms: Iterable[Term], *kinds: TermKind) -> Mapping[str, str]:
    """Return the id of a term for the key of every spelling of terms of some kinds."""
    return {
        term_key(spelling): term.id
        for term in terms
        if term.kind in kinds
        for spelling in term.spellings
    }


def with_included(ids: Iterable[str], terms: Iterable[Term]) -> frozenset[str]:
    """Return ids of terms together with all that naming them names as well."""
    includes = {term.id: term.includes for term in terms}
    found: set[str] = set()
    waiting = list(ids)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(includes.get(name, ()))
    return frozenset(found)
