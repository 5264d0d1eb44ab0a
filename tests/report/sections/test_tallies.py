"""Counts over workloads and scenarios, worked out by hand."""

from bcdr.report.sections.extract import Record
from bcdr.report.sections.tallies import Tally, count_gaps, tally, tally_by_criticality


def row(
    workload: str,
    today: str,
    planned: str,
    *,
    binding: bool = True,
    criticality: str | None = "High",
    rank: int = 1,
) -> Record:
    return {
        "workload_id": workload,
        "is_binding": binding,
        "today": today,
        "planned": planned,
        "criticality": criticality,
        "criticality_rank": rank,
    }


def test_one_binding_gap_keeps_a_workload_from_meeting() -> None:
    rows = [row("a", "met", "met"), row("a", "late", "met"), row("b", "met", "met")]
    assert tally(rows) == Tally(workloads=2, today=1, planned=2, without_binding=0)


def test_a_gap_that_is_not_binding_does_not() -> None:
    rows = [row("a", "met", "met"), row("a", "unrecoverable", "late", binding=False)]
    assert tally(rows) == Tally(workloads=1, today=1, planned=1, without_binding=0)


def test_unknown_is_never_met() -> None:
    assert tally([row("a", "unknown", "unknown")]).today == 0


def test_accepted_counts_as_met() -> None:
    assert tally([row("a", "accepted", "accepted")]).today == 1


def test_a_workload_without_binding_scenarios_meets_nothing() -> None:
    rows = [row("a", "met", "met", binding=False), row("b", "out-of-scope", "out-of-scope")]
    assert tally(rows) == Tally(workloads=2, today=0, planned=0, without_binding=2)


def test_the_most_critical_come_first() -> None:
    rows = [
        row("a", "met", "met", criticality="Low", rank=4),
        row("b", "late", "met", criticality="High", rank=1),
        row("c", "met", "met", criticality=None, rank=5),
    ]
    found = tally_by_criticality(rows)
    assert list(found) == ["High", "Low", "not given"]
    assert found["High"] == Tally(workloads=1, today=0, planned=1, without_binding=0)


def test_gaps_are_counted_by_pair() -> None:
    rows = [
        row("a", "unknown", "met"),
        row("a", "late", "late", binding=False),
        row("b", "accepted", "accepted"),
    ]
    assert count_gaps(rows, "today") == 2
    assert count_gaps(rows, "today", binding_only=True) == 1
    assert count_gaps(rows, "planned") == 1
