"""Counts over workloads and scenarios that several sections put into words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bcdr.model.vocabulary import Coverage
from bcdr.report.sections.extract import Record, state, text
from bcdr.report.symbols import GAP_STATES

GOOD: frozenset[Coverage] = frozenset({Coverage.MET, Coverage.ACCEPTED})
"""States that leave nothing to do. Unknown is none of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many of `workloads` meet every binding objective, today and with the plan.

    A workload for which no scenario is binding meets nothing: it is in `without_binding`.
    """

    workloads: int
    today: int
    planned: int
    without_binding: int


def tally(coverage: Iterable[Record]) -> Tally:
    """Return how many workloads of a coverage table meet every binding objective.

    A workload meets them if in every binding scenario that is in scope it is met or accepted,
    and there is at least one such scenario.
    """
    seen: set[str] = set()
    bound: set[str] = set()
    failing: dict[str, set[str]] = {"today": set(), "planned": set()}
    for row in coverage:
        workload = text(row, "workload_id")
        seen.add(workload)
        if not row["is_binding"] or state(row, "today") is Coverage.OUT_OF_SCOPE:
            continue
        bound.add(workload)
        for when, names in failing.items():
            if state(row, when) not in GOOD:
                names.add(workload)
    return Tally(
        workloads=len(seen),
        today=len(bound - failing["today"]),
        planned=len(bound - failing["planned"]),
        without_binding=len(seen - bound),
    )


def tally_by_criticality(coverage: Sequence[Record]) -> dict[str, Tally]:
    """Return a tally per criticality, the most critical first."""
    ranks: dict[str, float] = {}
    rows: dict[str, list[Record]] = {}
    for row in coverage:
        title = text(row, "criticality") or "not given"
        rank = row["criticality_rank"]
        ranks.setdefault(title, float(rank) if isinstance(rank, (int, float)) else float("inf"))
        rows.setdefault(title, []).append(row)
    return {title: tally(rows[title]) for title in sorted(rows, key=lambda one: ranks[one])}


def count_gaps(coverage: Iterable[Record], when: str, *, binding_only: bool = False) -> int:
    """Return how many pairs of workload and scenario are not covered, `today` or `planned`."""
    return sum(
        1
        for row in coverage
        if state(row, when) in GAP_STATES and (row["is_binding"] or not binding_only)
    )


def gaps_by_criticality(coverage: Iterable[Record]) -> dict[str, tuple[int, int]]:
    """Return how many pairs of workload and scenario are gaps, today and planned."""
    found: dict[str, tuple[int, int]] = {}
    for row in coverage:
        title = text(row, "criticality") or "not given"
        today, planned = found.get(title, (0, 0))
        found[title] = (
            today + (state(row, "today") in GAP_STATES),
            planned + (state(row, "planned") in GAP_STATES),
        )
    return found
