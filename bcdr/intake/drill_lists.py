"""Tells a list of recovery tests, a row per test, from a list of what was tested."""

from collections.abc import Sequence
from typing import Final

from bcdr.intake.column_claims import ColumnClaims
from bcdr.intake.header_words import header_text, is_word
from bcdr.model.header_vocabulary import load_header_vocabulary

_STANDING: Final = (
    "criticality", "mtd_hours", "depends_on", "downtime_cost_per_hour", "regulations", "data_class",
    "current_option", "current_target", "vcpu", "memory_gb", "os", "data_gb",
)  # fmt: skip
"""What is true of an application whether or not it was tested."""


def why_drills(claims: Sequence[ColumnClaims], objectives: int) -> str:
    """Return why a table is a list of tests with their results, empty if it is none.

    A list that also gives objectives is one of applications, unless it tells of a failed test or
    names something twice: a test that failed proves nothing, which only a list of tests can say.
    """
    results = [c for c in claims if c.score("result") >= 0.6]
    names = [c for c in claims if max(c.score("application"), c.score("workload")) >= 0.5]
    dates = [c for c in claims if max(c.score("last_test_date"), c.score("date")) >= 0.5]
    if not (results and names and dates) or any(
        claim.score(field) >= 0.6 for claim in claims for field in _STANDING
    ):
        return ""
    if not any(_speaks_of_tests(claim) for claim in claims):
        return ""
    failed = frozenset(load_header_vocabulary().cells.failed)
    seen = {sample.casefold() for c in results for sample in c.column.values.samples}
    has_failed = not failed.isdisjoint(seen)
    if objectives and not has_failed and all(c.column.values.is_unique for c in names):
        return ""
    return "each row is a test with its date and its result"


def _speaks_of_tests(claim: ColumnClaims) -> bool:
    if max(claim.score("last_test_date"), claim.score("measured_recovery_hours")) >= 0.6:
        return True
    tokens = header_text(claim.column.header).all_tokens
    words = load_header_vocabulary().kinds.tests
    return any(is_word(word, token) for word in words for token in tokens)
