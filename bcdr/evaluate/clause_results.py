"""Says in words how a strategy stands to each clause and rule of policy, and why it is refused."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from bcdr.evaluate.registry import REGISTRY
from bcdr.evaluate.regulation import Check
from bcdr.evaluate.rulebook import APPLIES, DOES_NOT_APPLY, Condition
from bcdr.model.parameters import ISOLATION_RUNGS, PARAMETERS, Parameter, ParameterKind
from bcdr.model.regulation import Clause
from bcdr.model.results import ClauseResult, Reason
from bcdr.model.units import format_hours, format_number
from bcdr.model.vocabulary import ClauseOutcome, Severity

POLICY: Final = "Corporate policy"
UNKNOWN: Final = "unknown"
_SIGNS: Final = {"<=": "at most ", ">=": "at least "}
_ENDLESS: Final = {
    "rto_hours": "unrecoverable",
    "rpo_hours": "everything",
    "backup_interval_hours": "no backup",
    "full_interval_hours": "no full backup",
}
"""What an infinite number means, by parameter."""


def clause_results(check: Check, workload: int, strategy: int) -> tuple[ClauseResult, ...]:
    """Return how one strategy of a workload stands to all that applies, or may apply, to it.

    Clauses in the order of the data, documents among the last, then rules of policy; what does
    not apply is left out.
    """
    book = check.rulebook
    if not book.clauses:
        return ()
    states = check.states[workload]
    found = [
        _computed(check, condition, int(states[column]), workload, strategy)
        for column, condition in enumerate(book.conditions)
        if states[column] != DOES_NOT_APPLY
    ]
    first = len(book.conditions)
    found += [
        _document(check, clause, int(states[first + column]), workload)
        for column, clause in enumerate(book.documents)
        if states[first + column] != DOES_NOT_APPLY
    ]
    return tuple(found)


def _computed(
    check: Check, condition: Condition, state: int, workload: int, strategy: int
) -> ClauseResult:
    entry = REGISTRY[condition.parameter]
    result = replace(
        _about(check, condition),
        wanted=_wanted(check, condition, workload),
        is_blocking=condition.blocks and entry.depends_on_strategy,
        remedy=entry.remedy,
    )
    if state != APPLIES and condition.clause is not None:
        return _not_stated(check, result, condition.clause, workload)
    held, answer = check.holds(condition), check.answer(condition)
    row = workload if held.is_per_workload else int(check.subject.group_of[workload])
    column = min(strategy, held.passes.shape[1] - 1)
    value = _value(check, condition, workload, strategy)
    if held.passes[row, column]:
        return replace(result, outcome=ClauseOutcome.PASS, value=value)
    if held.fails[row, column]:
        return replace(result, outcome=ClauseOutcome.FAIL, value=value)
    missing = answer.missing(check.subject, workload, strategy)
    limit = check.limits.limit(condition)
    if isinstance(limit, np.ndarray) and np.isnan(limit[workload, 0]):
        missing = (*missing, condition.own_limit)
    if condition.unless:
        missing = (*missing, f"whether {condition.unless}")
    return replace(
        result,
        outcome=ClauseOutcome.UNKNOWN,
        value=value,
        missing=tuple(dict.fromkeys(missing)),
    )


def _about(check: Check, condition: Condition) -> ClauseResult:
    """Return what is the same of a condition for every strategy."""
    if condition.clause is not None:
        return _of_clause(check, condition.clause)
    rule = condition.rule
    name = "" if rule is None else rule.name
    return ClauseResult(
        id=name,
        regime=POLICY,
        clause=name,
        condition="" if rule is None else rule.message,
        outcome=ClauseOutcome.UNKNOWN,
        value=UNKNOWN,
        wanted="",
        missing=(),
        is_blocking=condition.blocks,
        severity="mandatory" if condition.blocks else "guidance",
        remedy="",
        source="" if rule is None else rule.source or f"Rules sheet, {rule.name}",
        date=None if rule is None else rule.date,
    )


def _of_clause(check: Check, clause: Clause) -> ClauseResult:
    return ClauseResult(
        id=clause.id,
        regime=check.rulebook.catalogue.term(clause.regime).title,
        clause=clause.clause,
        condition=clause.condition,
        outcome=ClauseOutcome.UNKNOWN,
        value=UNKNOWN,
        wanted="",
        missing=(),
        is_blocking=False,
        severity=str(clause.severity),
        remedy="",
        source=clause.source,
        date=clause.date,
    )


def _document(check: Check, clause: Clause, state: int, workload: int) -> ClauseResult:
    result = replace(_of_clause(check, clause), wanted=clause.item, remedy=f"State: {clause.item}.")
    if state != APPLIES:
        return _not_stated(check, result, clause, workload)
    return replace(result, missing=(clause.item,))


def _not_stated(
    check: Check, result: ClauseResult, clause: Clause, workload: int
) -> ClauseResult:  # fmt: skip
    missing = check.rulebook.lacking(clause, check.subject.inputs.workloads[workload])
    return replace(
        result,
        outcome=ClauseOutcome.NOT_STATED,
        value="",
        missing=missing,
        remedy=f"State {', '.join(missing)}, so that it is known whether this applies.",
    )


def _wanted(check: Check, condition: Condition, workload: int) -> str:
    looked_at = PARAMETERS[condition.parameter]
    if looked_at.kind is ParameterKind.YES_NO:
        return "yes" if condition.value else "no"
    words = _words(condition)
    if words:
        is_choice = looked_at.id == "residency" and len(words) > 1
        return f"{'one of ' if is_choice else ''}{', '.join(words)}"
    limit = check.limits.limit(condition)
    sign = _SIGNS.get(condition.operator, "")
    if not isinstance(limit, np.ndarray):
        return sign + _number(looked_at, limit)
    own = float(limit[workload, 0])
    known = "" if np.isnan(own) else f", {_number(looked_at, own)}"
    return f"{sign}its own {condition.own_limit}{known}"


def _words(condition: Condition) -> tuple[str, ...]:
    return condition.value if isinstance(condition.value, tuple) else ()


def _value(check: Check, condition: Condition, workload: int, strategy: int) -> str:
    """Return what a parameter says of one strategy, in words; a range only where it is known."""
    looked_at = PARAMETERS[condition.parameter]
    answer = check.answer(condition)
    low, high = answer.cell(check.subject, workload, strategy)
    if looked_at.id == "residency":
        return _jurisdictions(check, workload, strategy)
    if looked_at.id == "objectives":
        lacking = set(answer.missing(check.subject, workload, strategy))
        defined = [word for word in _words(condition) if word not in lacking]
        return ", ".join(defined) or UNKNOWN
    if looked_at.id == "isolation":
        return _rungs(low, high)
    if low != high:
        return UNKNOWN
    if looked_at.kind is ParameterKind.YES_NO:
        return "yes" if low else "no"
    return _number(looked_at, low)


def _number(looked_at: Parameter, number: float) -> str:
    if np.isinf(number):
        return _ENDLESS.get(looked_at.id, "none")
    if looked_at.unit == "hours":
        return format_hours(number)
    unit = looked_at.unit
    if number == 1.0:
        unit = {"copies": "copy", "months": "month"}.get(unit, unit)
    return f"{format_number(round(number, 1))} {unit}"


def _rungs(low: float, high: float) -> str:
    surely = ISOLATION_RUNGS[int(low) - 1] if low else "none"
    # Nothing ever tells that a copy is offline, so what is immutable is called so.
    return surely if low in (high, ISOLATION_RUNGS.index("immutable") + 1) else UNKNOWN


def _jurisdictions(check: Check, workload: int, strategy: int) -> str:
    subject = check.subject
    group = int(subject.group_of[workload])
    there = subject.of_strategies(subject.every_copy.high > 0)[group, strategy]
    codes = subject.of_strategies(subject.target)[group, strategy][there]
    targets = [subject.world.targets[code] if code >= 0 else None for code in codes]
    said = [UNKNOWN if t is None else t.jurisdiction or UNKNOWN for t in targets]
    return ", ".join(dict.fromkeys(said)) or "no copies"


def clause_reasons(
    check: Check, workload: int, results: Sequence[ClauseResult], *, all_duties: bool
) -> tuple[Reason, ...]:
    """Return what clauses and rules of policy say against a strategy, blockers first.

    `results` are those of the workload. With `all_duties`, also what does not depend on the
    strategy, such as a test that is due. What a person has to state stays in the list of clauses.
    """
    conditions = check.rulebook.conditions
    if not results:
        return ()
    states = check.states[workload][: len(conditions)]
    looked_at = [conditions[column] for column in np.flatnonzero(states != DOES_NOT_APPLY)]
    found = []
    for condition, result in zip(looked_at, results, strict=False):
        if result.outcome in (ClauseOutcome.PASS, ClauseOutcome.NOT_STATED):
            continue
        entry = REGISTRY[condition.parameter]
        if entry.depends_on_strategy or all_duties:
            found.append(_reason(result, entry.parameter, condition))
    return tuple(sorted(found, key=lambda reason: reason.severity is not Severity.BLOCKER))


def _reason(result: ClauseResult, looked_at: Parameter, condition: Condition) -> Reason:
    is_policy = result.regime == POLICY
    code, severity = ("policy" if is_policy else "regulation"), Severity.WARNING
    said = f"{looked_at.title}: {result.value}, {result.wanted} wanted"
    remedy = result.remedy
    if result.outcome is ClauseOutcome.UNKNOWN:
        code += "-unknown"
        remedy = f"State {', '.join(result.missing)}."
    elif result.is_blocking:
        code, severity = ("corporate-policy" if is_policy else code), Severity.BLOCKER
    else:
        code += "-advice"
    if condition.unless:
        said += f", unless {condition.unless}"
    source = result.source if is_policy else f"{result.regime}, {result.clause}"
    return Reason(
        code=code,
        severity=severity,
        message=f"{said}. {result.condition}".strip(),
        remedy=remedy,
        source=source,
    )


def open_applicability(results: Iterable[ClauseResult]) -> tuple[Reason, ...]:
    """Return one note per input that nobody gave, so that it is open whether clauses apply."""
    waiting: dict[str, list[ClauseResult]] = {}
    for result in results:
        if result.outcome is ClauseOutcome.NOT_STATED:
            for name in result.missing:
                waiting.setdefault(name, []).append(result)
    notes = []
    for name, clauses in waiting.items():
        regimes = ", ".join(dict.fromkeys(item.regime for item in clauses))
        many = f"{len(clauses)} clauses apply" if len(clauses) > 1 else "1 clause applies"
        notes.append(
            Reason(
                code="regulation-not-stated",
                severity=Severity.NOTE,
                message=f"Whether {many} is not stated: {name} is blank or answers another "
                "question.",
                remedy=f"State {name}.",
                source=regimes,
            )
        )
    return tuple(notes)
