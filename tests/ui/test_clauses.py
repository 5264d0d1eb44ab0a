"""Clauses counted and put in order."""

from dataclasses import replace

import pytest

from bcdr.model.results import ClauseResult
from bcdr.model.vocabulary import ClauseOutcome
from bcdr.ui.clauses import ORDER, of_outcome, rules_claim, waiting_for
from bcdr.ui.components.coverage_legend import answer_words

PASS = ClauseResult(
    id="c1",
    regime="NIS2",
    clause="Art. 21",
    condition="Copies are kept elsewhere.",
    outcome=ClauseOutcome.PASS,
    value="2 copies",
    wanted="at least 1 copy",
    missing=(),
    is_blocking=False,
    severity="mandatory",
    remedy="",
    source="s",
    date=None,
)
FAIL = replace(PASS, outcome=ClauseOutcome.FAIL)
UNKNOWN = replace(PASS, outcome=ClauseOutcome.UNKNOWN, missing=("Retention (days)",))
OPEN = replace(PASS, outcome=ClauseOutcome.NOT_STATED, missing=("Entity types",))


@pytest.mark.parametrize(
    ("clauses", "claim"),
    [
        ((), "No clause and no rule of corporate policy is stated to apply"),
        ((PASS,), "Every clause that applies is kept with the plan"),
        ((PASS, FAIL), "1 clause fails with the plan"),
        ((FAIL, FAIL, UNKNOWN), "2 clauses fail and 1 clause is unknown with the plan"),
        ((PASS, OPEN), "Whether 1 clause applies is not stated"),
        ((FAIL, OPEN, OPEN),
         "1 clause fails with the plan; whether 2 more apply is not stated"),
    ],
)  # fmt: skip
def test_the_claim_counts_what_fails_first(clauses: tuple[ClauseResult, ...], claim: str) -> None:
    assert rules_claim(clauses, "with the plan") == claim


def test_unknown_is_never_counted_as_kept() -> None:
    assert "kept" not in rules_claim((PASS, UNKNOWN), "today")


def test_what_blocks_stands_before_advice() -> None:
    blocking = replace(FAIL, id="c2", is_blocking=True)
    found = of_outcome((UNKNOWN, FAIL, PASS, blocking), ClauseOutcome.FAIL, ClauseOutcome.UNKNOWN)
    assert found == (blocking, FAIL, UNKNOWN)


def test_what_nobody_stated_is_counted_by_input() -> None:
    assert waiting_for((OPEN, OPEN, UNKNOWN)) == {"Entity types": 2}


def test_every_outcome_stands_in_the_order_once_and_has_a_symbol() -> None:
    assert sorted(ORDER) == sorted(ClauseOutcome)
    assert {outcome: answer_words(str(outcome)) for outcome in ORDER} == {
        ClauseOutcome.FAIL: "\N{MULTIPLICATION SIGN} fail",
        ClauseOutcome.UNKNOWN: "? unknown",
        ClauseOutcome.NOT_STATED: "\N{EN DASH} not stated",
        ClauseOutcome.PASS: "\N{BLACK CIRCLE} pass",
    }
