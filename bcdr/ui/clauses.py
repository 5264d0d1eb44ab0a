"""Clauses and rules of policy, counted and put in order of what needs a look first."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from bcdr.model.results import ClauseResult
from bcdr.model.vocabulary import ClauseOutcome
from bcdr.report.wording import counted, listed

ORDER: Final = (
    ClauseOutcome.FAIL,
    ClauseOutcome.UNKNOWN,
    ClauseOutcome.NOT_STATED,
    ClauseOutcome.PASS,
)
"""Every outcome, what needs a look first."""


def clause_counts(clauses: Iterable[ClauseResult]) -> Counter[ClauseOutcome]:
    """Return how many clauses have each outcome."""
    return Counter(clause.outcome for clause in clauses)


def rules_claim(clauses: Sequence[ClauseResult], when: str) -> str:
    """Return how a strategy stands to the clauses; `when` is today or with the plan."""
    if not clauses:
        return "No clause and no rule of corporate policy is stated to apply"
    counts = clause_counts(clauses)
    failed, unknown = counts[ClauseOutcome.FAIL], counts[ClauseOutcome.UNKNOWN]
    said = [
        f"{counted(number, 'clause')} {verb if number == 1 else verbs}"
        for number, verb, verbs in (
            (failed, "fails", "fail"),
            (unknown, "is unknown", "are unknown"),
        )
        if number
    ]
    open_ = counts[ClauseOutcome.NOT_STATED]
    if said and open_:
        return f"{listed(said)} {when}; whether {open_:,} more {_apply(open_)} is not stated"
    if said:
        return f"{listed(said)} {when}"
    if open_:
        return f"Whether {counted(open_, 'clause')} {_apply(open_)} is not stated"
    return f"Every clause that applies is kept {when}"


def waiting_for(clauses: Iterable[ClauseResult]) -> Mapping[str, int]:
    """Return for each input that nobody gave how many clauses wait to know whether they apply."""
    counts: Counter[str] = Counter()
    for clause in clauses:
        if clause.outcome is ClauseOutcome.NOT_STATED:
            counts.update(clause.missing)
    return dict(counts.most_common())


def waiting_words(count: int) -> str:
    """Return how many clauses wait for an answer."""
    return f"Whether {counted(count, 'clause')} {_apply(count)} hangs on it."


def of_outcome(
    clauses: Sequence[ClauseResult], *outcomes: ClauseOutcome
) -> tuple[ClauseResult, ...]:
    """Return the clauses with these outcomes: what refuses strategies first."""
    found = [clause for clause in clauses if clause.outcome in outcomes]
    return tuple(sorted(found, key=lambda one: (outcomes.index(one.outcome), not one.is_blocking)))


def _apply(count: int) -> str:
    return "applies" if count == 1 else "apply"
