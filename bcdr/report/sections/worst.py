"""The workloads whose gaps are worst: what is missing, what closes it, and at what cost."""

from collections.abc import Iterable
from typing import Final

from bcdr.model.vocabulary import Coverage
from bcdr.report.blocks import CellKind, Table
from bcdr.report.sections.columns import money, of_kind, prose, words
from bcdr.report.sections.extract import Extract, Record, state, table, text
from bcdr.report.sections.why import explained
from bcdr.report.symbols import SYMBOLS
from bcdr.report.wording import listed

_SHOWN: Final = 10


def worst_table(extract: Extract) -> Table:
    """Return some workloads with the worst gaps today, in the order of the list of gaps."""
    gaps: dict[str, list[Record]] = {}
    for row in extract.gaps:
        gaps.setdefault(text(row, "workload_id"), []).append(row)
    plans = {text(row, "workload_id"): row for row in extract.plan}
    rows = [
        {
            **plans[workload],
            "title": rows[0]["title"],
            "missing": _missing(rows, "today"),
            "worst": state(rows[0], "today"),
            "strategy": plans[workload]["strategy"] or "Nothing can be recommended: see Reasons.",
            "left": _missing(rows, "planned") or "nothing",
        }
        for workload, rows in list(gaps.items())[:_SHOWN]
    ]
    unit = extract.money_unit
    return table(
        rows,
        (
            words("title", "Workload", 32),
            words("criticality", "Criticality", 14),
            words("owner", "Owner", 14),
            of_kind("worst", "Worst state", CellKind.SYMBOL, 12),
            prose("missing", "Not covered today", 36),
            prose("strategy", "What the plan does", 36),
            prose("left", "Left with the plan", 24),
            explained(
                money("today_expected_penalty_per_year", "Expected penalty today", unit, width=14),
                "expected_penalty_per_year",
                "today",
            ),
            explained(
                money("outlay_per_year", "Outlay with the plan", unit, width=14), "outlay_per_year"
            ),
        ),
        id_="worst-gaps",
        title=f"The workloads with the worst gaps today, {_SHOWN} at most",
        empty="There is no gap today: everything in scope is covered or accepted.",
    )


def _missing(rows: Iterable[Record], when: str) -> str:
    """Return the scenarios that are not covered, by state: `unrecoverable: site loss`."""
    by_state: dict[Coverage, list[str]] = {}
    for row in rows:
        by_state.setdefault(state(row, when), []).append(text(row, "scenario_title"))
    worst_first = sorted(by_state, key=lambda one: -SYMBOLS[one].order)
    return "; ".join(
        f"{SYMBOLS[one].label}: {listed(by_state[one])}"
        for one in worst_first
        if one not in {Coverage.MET, Coverage.ACCEPTED, Coverage.OUT_OF_SCOPE}
    )
