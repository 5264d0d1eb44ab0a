"""The sentences that head the pages."""

from collections import Counter

from bcdr.model.findings import Finding, FindingSeverity
from bcdr.model.landscape import Target
from bcdr.model.review import SourceFile
from bcdr.model.vocabulary import Coverage, TargetKind
from bcdr.ui.claims import (
    binding_line,
    gain_claim,
    portfolio_claim,
    ranked_claim,
    source_line,
    targets_note,
)
from bcdr.ui.coverage_rows import ScenarioCount

COUNTS = {"applications": 1, "workloads": 3}


def finding(severity: FindingSeverity) -> Finding:
    return Finding(code="c", severity=severity, sheet="", cell="", problem="p.", remedy="r.")


def test_a_portfolio_without_findings_says_so() -> None:
    note = finding(FindingSeverity.NOTE)
    assert portfolio_claim(COUNTS, [note]) == (
        "1 application with 3 workloads, and nothing that needs a look"
    )


def test_findings_are_counted_without_notes() -> None:
    found = [finding(FindingSeverity.ERROR), finding(FindingSeverity.NOTE)]
    assert portfolio_claim(COUNTS, found).endswith("and 1 finding that needs a look")


def test_the_source_is_named_with_what_happened_since() -> None:
    source = SourceFile(name="a.xlsx", size_bytes=1, sha256="0")
    assert source_line(source, 0) == "From a.xlsx, unchanged since."
    assert source_line(None, 2) == "Begun in the app, 2 changes since."


def count(title: str, today: int, planned: int, *, is_binding: bool = True) -> ScenarioCount:
    return ScenarioCount(
        scenario=title,
        title=title,
        is_binding=is_binding,
        today=Counter({Coverage.MET: today, Coverage.LATE: 10 - today}),
        planned=Counter({Coverage.MET: planned, Coverage.LATE: 10 - planned}),
    )


def test_the_scenario_that_gains_most_is_named() -> None:
    assert gain_claim([count("A site is lost", 1, 9), count("Ransomware", 2, 5)]) == (
        "A site is lost: 1 of 10 workloads covered today, 9 with the plan"
    )


def test_no_gain_is_no_gain() -> None:
    assert gain_claim([count("A site is lost", 5, 5)]) == (
        "The plan covers no more than today in any scenario"
    )
    assert gain_claim([]) == "No scenario is in scope"


def test_scenarios_that_bind_nobody_are_named() -> None:
    bound, free = count("A", 1, 2), count("Ransomware", 1, 2, is_binding=False)
    assert binding_line([bound]) == "Every one of them is binding."
    assert binding_line([free]) == "None of them is binding."
    assert binding_line([bound, free]) == (
        "Ransomware is not binding: shown, but not counted in the headline."
    )


def target(*, exists: bool = True, is_assumed: bool = False) -> Target:
    return Target(name="T", kind=TargetKind.AZURE, exists=exists, is_assumed=is_assumed)


def test_targets_that_do_not_exist_are_counted() -> None:
    assert targets_note([target()]) == "all of them exist"
    assert targets_note([target(), target(exists=False)]) == "1 still to be built"
    assert targets_note([target(is_assumed=True)]) == "assumed, since none is named"


def test_where_everything_is_refused_no_strategy_is_called_the_best() -> None:
    assert ranked_claim((), "USD") == "No strategy is possible"
