"""Which clauses and rules of policy apply to which workload, by what people stated."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from bcdr.evaluate.axes import Codes
from bcdr.model.catalogue import Catalogue
from bcdr.model.parameters import PARAMETERS, ParameterKind
from bcdr.model.portfolio import Drill, PolicyRule, Portfolio, Workload
from bcdr.model.regulation import (
    Clause,
    ClauseKind,
    TermKind,
    spellings_of,
    term_key,
    with_included,
)
from bcdr.model.settings import Settings

APPLIES: Final = 1
DOES_NOT_APPLY: Final = 0
NOT_STATED: Final = -1
ABORTED: Final = "aborted"

Key = tuple[tuple[str, ...], str | None, str | None]
"""What decides on a clause for a workload: regulations, class of data, criticality."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One thing to check: `parameter operator value`, from a clause or a rule of policy.

    `unless` lifts it where it fails, and cannot be computed. `blocks` says whether a strategy
    that fails it is refused.
    """

    parameter: str
    operator: str
    value: float | bool | tuple[str, ...] | None
    blocks: bool
    own_limit: str = ""
    unless: str = ""
    clause: Clause | None = None
    rule: PolicyRule | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class Rulebook:
    """All that is checked: computed conditions, and the documents a person has to state.

    `conditions` come first, then `documents`, wherever both are counted together. `drills` holds
    the date of the last drill per workload.
    """

    catalogue: Catalogue
    conditions: tuple[Condition, ...]
    documents: tuple[Clause, ...]
    entity_types: frozenset[str]
    drills: Mapping[str, datetime.date]

    def last_tests(self, workloads: Sequence[Workload]) -> tuple[datetime.date | None, ...]:
        """Return when recovery of each workload was last tried, by its row or a drill."""
        return tuple(
            max(filter(None, (item.last_test_date, self.drills.get(item.id))), default=None)
            for item in workloads
        )

    @cached_property
    def clauses(self) -> tuple[Clause | None, ...]:
        """Return the clause of every condition (None for policy), then the documents."""
        return (*(item.clause for item in self.conditions), *self.documents)

    @cached_property
    def _named(self) -> "_Named":
        return _Named(self.catalogue)

    def states(self, workloads: Sequence[Workload]) -> Codes:
        """Return for workload x clause whether it applies 1, does not 0, or nobody said -1."""
        codes: dict[Key, int] = {}
        rows: list[list[int]] = []
        order = np.empty(len(workloads), dtype=np.int64)
        for n, item in enumerate(workloads):
            key = (item.regulations, item.data_class, item.criticality)
            if key not in codes:
                codes[key] = len(rows)
                rows.append(self._row(key))
            order[n] = codes[key]
        states = np.array(rows, dtype=np.int64).reshape(len(rows), len(self.clauses))[order]
        for column, condition in enumerate(self.conditions):
            if condition.rule is not None:
                states[:, column] = [condition.rule.applies_to(item) for item in workloads]
        return states

    def _row(self, key: Key) -> list[int]:
        regulations, data_class, criticality = key
        named = self._named.regimes(regulations)
        classes = self._named.classes(data_class)
        return [
            DOES_NOT_APPLY if item is None
            else self._state(item, named, classes, criticality)
            for item in self.clauses
        ]  # fmt: skip

    def _state(
        self,
        clause: Clause,
        named: frozenset[str],
        classes: frozenset[str] | None,
        criticality: str | None,
    ) -> int:
        if clause.regime not in named:
            return DOES_NOT_APPLY
        columns = (
            self._entity_state(clause, named | self.entity_types),
            _listed(clause.data_classes, classes),
            _listed(clause.criticalities, None if criticality is None else {criticality}),
        )
        # What does not apply by one column does not apply, whatever the others leave open.
        return DOES_NOT_APPLY if DOES_NOT_APPLY in columns else min(columns)

    def _entity_state(self, clause: Clause, stated: frozenset[str]) -> int:
        wanted = set(clause.entity_types)
        if not wanted or wanted & stated:
            return APPLIES
        groups = {self.catalogue.term(name).group for name in wanted}
        answered = any(self.catalogue.term(name).group in groups for name in stated)
        return DOES_NOT_APPLY if answered else NOT_STATED

    def lacking(self, clause: Clause, workload: Workload) -> tuple[str, ...]:
        """Return what nobody said of a workload, so that it is open whether a clause applies."""
        named = self._named.regimes(workload.regulations) | self.entity_types
        classes = self._named.classes(workload.data_class)
        tier = [workload.criticality] if workload.criticality else None
        open_ = (
            ("Entity types", self._entity_state(clause, named)),
            ("Data class", _listed(clause.data_classes, classes)),
            ("Criticality", _listed(clause.criticalities, tier)),
        )  # fmt: skip
        return tuple(name for name, state in open_ if state == NOT_STATED)


def _listed(wanted: tuple[str, ...], stated: Iterable[str] | None) -> int:
    if not wanted:
        return APPLIES
    if not stated:
        return NOT_STATED
    return APPLIES if set(wanted) & set(stated) else DOES_NOT_APPLY


class _Named:
    """Finds the terms that people's words stand for, with all they include."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._terms = catalogue.terms
        self._regimes = spellings_of(self._terms, TermKind.REGIME, TermKind.ENTITY_TYPE)
        self._classes = spellings_of(self._terms, TermKind.DATA_CLASS)

    def regimes(self, words: Iterable[str]) -> frozenset[str]:
        """Return the regimes and kinds of entity that words name; unknown words name none."""
        found = [self._regimes.get(term_key(word)) for word in words]
        return with_included(filter(None, found), self._terms)

    def classes(self, words: str | None) -> frozenset[str] | None:
        """Return the classes of data that a text names, None where it names none we know."""
        parts = (words or "").replace(",", ";").split(";")
        found = list(filter(None, (self._classes.get(term_key(part)) for part in parts)))
        return with_included(found, self._terms) if found else None


def make_rulebook(portfolio: Portfolio, catalogue: Catalogue, settings: Settings) -> Rulebook:
    """Return what is to be checked for a portfolio: clauses of regimes that any row names.

    Rules of policy are those that look at whole strategies; the others look at one protection.
    """
    words = {word for item in portfolio.workloads for word in item.regulations}
    named = _Named(catalogue).regimes(words) if words else frozenset()
    clauses = [item for item in catalogue.regulations if item.regime in named]
    conditions = [
        _of_clause(item, settings.as_of) for item in clauses if item.kind is ClauseKind.COMPUTED
    ]
    conditions += [_of_rule(item) for item in portfolio.rules if item.parameter in PARAMETERS]
    return Rulebook(
        catalogue=catalogue,
        conditions=tuple(conditions),
        documents=tuple(item for item in clauses if item.kind is ClauseKind.DOCUMENT),
        entity_types=with_included(settings.entity_types, catalogue.terms),
        drills=_last_drills(portfolio.drills, settings.as_of),
    )


def _last_drills(drills: Iterable[Drill], as_of: datetime.date) -> dict[str, datetime.date]:
    """Return the last drill of each workload; one that was aborted or is to come is no test."""
    last: dict[str, datetime.date] = {}
    for drill in drills:
        if drill.date is None or drill.date > as_of or drill.result == ABORTED:
            continue
        last[drill.workload_id] = max(drill.date, last.get(drill.workload_id, drill.date))
    return last


def _of_clause(clause: Clause, as_of: datetime.date) -> Condition:
    return Condition(
        parameter=clause.parameter,
        operator=clause.operator,
        value=clause.value,
        own_limit=clause.own_limit,
        unless=clause.unless,
        # What may be lifted by something nobody can compute refuses nothing.
        blocks=clause.blocks(as_of) and not clause.unless,
        clause=clause,
    )


def _of_rule(rule: PolicyRule) -> Condition:
    is_yes_no = PARAMETERS[rule.parameter].kind is ParameterKind.YES_NO
    return Condition(
        parameter=rule.parameter,
        operator=rule.operator,
        value=rule.value == ("yes",) if is_yes_no else rule.value,
        blocks=rule.is_blocking,
        rule=rule,
    )
