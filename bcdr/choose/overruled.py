"""Lifts, for single workloads, the refusals of rules that a decision overrides; no rule changes."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Final

import numpy as np

from bcdr.evaluate.axes import Flags
from bcdr.evaluate.basis import Basis
from bcdr.evaluate.evaluation import Evaluation
from bcdr.evaluate.rulebook import Condition
from bcdr.evaluate.rules import RULES, blocking_bits
from bcdr.evaluate.strategies import Details, Judged, judge_strategies
from bcdr.model.portfolio import Decision, Portfolio
from bcdr.model.results import Reason
from bcdr.model.vocabulary import DecisionKind, Severity

OVERRIDDEN: Final = "Overridden"
"""How the words of a refusal begin that a decision has lifted."""

_SHARED_CODES: Final = frozenset({"corporate-policy", "regulation"})
"""Codes of refusals that many policies or clauses share, told apart by their sources."""


def overrides_in_force(
    portfolio: Portfolio, as_of: datetime.date
) -> Mapping[str, tuple[Decision, ...]]:
    """Return the overrides of rules that hold at a date, by workload id.

    An override ends on its date, or when the workload is parked after it.
    """
    found: dict[str, tuple[Decision, ...]] = {}
    for item in portfolio.decisions:
        if item.kind is DecisionKind.PARK:
            found.pop(item.workload_id, None)
        elif _is_override(item, as_of):
            found[item.workload_id] = (*found.get(item.workload_id, ()), item)
    return found


def with_overrides(evaluation: Evaluation) -> Evaluation:
    """Return the evaluation with what an override allows judged as if its rule did not refuse.

    The rules themselves stay as they are, and so do the outcomes: what is late stays late, and
    what is unknown stays unknown. All other workloads are judged as they were.
    """
    decisions = overrides_in_force(evaluation.portfolio, evaluation.settings.as_of)
    rows = [row for row, item in enumerate(evaluation.inputs.workloads) if item.id in decisions]
    if not rows:
        return evaluation
    lifted = {}
    for row in rows:
        named = _names(decisions[evaluation.inputs.workloads[row].id])
        lifted[row] = _judged(evaluation, row, named)
    return replace(evaluation, exceptions=lifted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overruled:
    """Which refusals are overridden: decisions by workload, and what each source may be called.

    `called` gives the names of policies and clauses by the source that a reason shows.
    """

    decisions: Mapping[str, tuple[Decision, ...]]
    called: Mapping[str, str]

    def decision(self, workload_id: str, code: str, source: str) -> Decision | None:
        """Return the decision that overrides a refusal, None where it stands.

        Policies and clauses share a code; each has to be overridden that the source names.
        """
        decisions = self.decisions.get(workload_id, ())
        for item in decisions:
            if _key(item.rule) == _key(code):
                return item
        if code not in _SHARED_CODES:
            return None
        named = {_key(item.rule): item for item in decisions}
        found = [named.get(_key(part)) or named.get(self.called.get(part, ""))
                 for part in source.split("; ")]  # fmt: skip
        return found[0] if all(found) else None

    def marked(self, workload_id: str, reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
        """Return reasons in which a refusal that is overridden is a warning that says by whom.

        Everything else about the reason is kept: code, values compared, remedy and source.
        """
        if workload_id not in self.decisions:
            return reasons
        return tuple(self._marked(workload_id, reason) for reason in reasons)

    def _marked(self, workload_id: str, reason: Reason) -> Reason:
        if reason.severity is not Severity.BLOCKER:
            return reason
        decision = self.decision(workload_id, reason.code, reason.source)
        if decision is None:
            return reason
        message = f"{words_of(decision)}: {reason.message}"
        return replace(reason, severity=Severity.WARNING, message=message)


def overruled(evaluation: Evaluation) -> Overruled:
    """Return what is overridden in an evaluation, and by which decisions."""
    called = {}
    for item in evaluation.basis.rulebook.conditions:
        if item.rule is not None:
            called[item.rule.source or f"Rules sheet, {item.rule.name}"] = _key(item.rule.name)
        elif item.clause is not None:
            called[f"{item.clause.regime}, {item.clause.clause}"] = _key(item.clause.id)
    for rule in evaluation.portfolio.rules:
        called[rule.source or f"Rules sheet, {rule.name}"] = _key(rule.name)
    return Overruled(
        decisions=overrides_in_force(evaluation.portfolio, evaluation.settings.as_of),
        called=called,
    )


def words_of(decision: Decision) -> str:
    """Return who overrides a rule, when and why: `Overridden by Ana Ruiz on 2026-11-20 (...)`."""
    said = OVERRIDDEN
    if decision.decided_by:
        said += f" by {decision.decided_by}"
    if decision.date is not None:
        said += f" on {decision.date.isoformat()}"
    return f"{said} ({decision.reason.rstrip('.')})" if decision.reason else said


@dataclass(frozen=True, kw_only=True)
class _Lifted(Details):
    """Details in which the refusals of some rules do not count."""

    lifted: int

    @cached_property
    def is_blocked(self) -> Flags:
        """Return where any blocker holds that is not lifted, workload x protection."""
        return np.asarray((self.rule_bits & (blocking_bits() & ~self.lifted)) != 0)


def _judged(evaluation: Evaluation, row: int, named: frozenset[str]) -> Judged:
    """Return one workload judged against every strategy without the refusals named."""
    details = evaluation.singles(np.array([row]))
    basis = _basis(evaluation.basis, named)
    kept = {item.name: getattr(details, item.name) for item in fields(Details)}
    kept["case"] = replace(details.case, policies=basis.portfolio.rules)
    lifted = sum(1 << place for place, rule in enumerate(RULES) if _key(rule.code) in named)
    return judge_strategies(basis, _Lifted(**kept, lifted=lifted))


def _basis(basis: Basis, named: frozenset[str]) -> Basis:
    """Return what workloads are judged by with the named policies and clauses only advising."""
    rules = tuple(
        replace(rule, is_blocking=False) if _key(rule.name) in named else rule
        for rule in basis.portfolio.rules
    )
    conditions = tuple(
        replace(item, blocks=False) if _names_of(item) & named else item
        for item in basis.rulebook.conditions
    )
    return replace(
        basis,
        portfolio=replace(basis.portfolio, rules=rules),
        rulebook=replace(basis.rulebook, conditions=conditions),
    )


def _names_of(condition: Condition) -> frozenset[str]:
    """Return what a condition may be called in a decision."""
    if condition.rule is not None:
        return frozenset({_key(condition.rule.name), "corporate-policy"})
    if condition.clause is None:
        return frozenset()
    shown = f"{condition.clause.regime}, {condition.clause.clause}"
    return frozenset({_key(condition.clause.id), _key(shown), "regulation"})


def _is_override(item: Decision, as_of: datetime.date) -> bool:
    is_named = item.kind is DecisionKind.OVERRIDE_RULE and bool(item.rule.strip())
    return is_named and (item.until is None or item.until >= as_of)


def _names(decisions: Iterable[Decision]) -> frozenset[str]:
    return frozenset(_key(item.rule) for item in decisions)


def _key(name: str) -> str:
    return name.strip().casefold()
