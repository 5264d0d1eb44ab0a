"""Regulation: which clauses and rules of policy today or the plan fails, or leaves open."""

from collections import Counter
from collections.abc import Sequence

from bcdr.model.vocabulary import ClauseOutcome
from bcdr.report.blocks import CellKind, Section, Text, TextRole
from bcdr.report.sections.columns import of_kind, prose, words, workbook_only
from bcdr.report.sections.extract import Extract, Record, records, table, text
from bcdr.report.wording import counted, listed

_WORDS = {
    ClauseOutcome.PASS: "pass",
    ClauseOutcome.FAIL: "fail",
    ClauseOutcome.UNKNOWN: "are unknown",
    ClauseOutcome.NOT_STATED: "are not stated",
}
_SHORT = {
    ClauseOutcome.PASS: "pass",
    ClauseOutcome.FAIL: "fail",
    ClauseOutcome.UNKNOWN: "unknown",
    ClauseOutcome.NOT_STATED: "not stated",
}
_WORST_FIRST = (
    ClauseOutcome.FAIL,
    ClauseOutcome.UNKNOWN,
    ClauseOutcome.NOT_STATED,
    ClauseOutcome.PASS,
)


def regulation_section(extract: Extract) -> Section:
    """Return what is failed or open per workload; what is passed is only counted."""
    rows = records(extract.study.regulation_table())
    return Section(
        id="regulation",
        title="Regulation",
        purpose="Clauses and rules of corporate policy that today or the plan fails, or of which "
        "an input is missing: unknown is never a pass. Not stated means that nobody said whether "
        "it applies.",
        is_reference=True,
        blocks=(
            Text(_claim(rows), TextRole.CLAIM),
            *(Text(line, TextRole.NOTE) for line in _by_regime(rows)),
            table(
                sorted((row for row in rows if not _is_passed(row)), key=_weight),
                (
                    words("title", "Workload", 34),
                    words("regime", "Regime", 22),
                    words("clause", "Clause", 16),
                    prose("condition", "What it asks for", 50),
                    of_kind("today", "Today", CellKind.ANSWER, 13),
                    of_kind("planned", "With the plan", CellKind.ANSWER, 13),
                    of_kind("is_blocking", "Blocks", CellKind.YES_NO, 8),
                    workbook_only(words("severity", "Binding as", 12)),
                    prose("value", "Found", 20),
                    prose("wanted", "Wanted", 20),
                    prose("missing", "Missing", 30),
                    workbook_only(prose("source", "Source", 40)),
                    workbook_only(words("date", "Date", 12)),
                    workbook_only(words("id", "Clause ID", 14)),
                    workbook_only(words("workload_id", "Workload ID", 16)),
                ),
                id_="regulation",
                title="Clauses that are failed or open",
                empty="No clause that was named is failed or open.",
                heading_columns=1,
            ),
        ),
    )


def _is_passed(row: Record) -> bool:
    return {row["today"], row["planned"]} <= {ClauseOutcome.PASS.value, None}


def _outcome(row: Record) -> ClauseOutcome:
    """Return how the plan stands to a clause, or today where nothing is planned."""
    return ClauseOutcome(text(row, "planned") or text(row, "today"))


def _weight(row: Record) -> tuple[int, bool]:
    """Return what comes first: failures, what is unknown, what may not apply; blocking first."""
    return _WORST_FIRST.index(_outcome(row)), not row["is_blocking"]


def _claim(rows: Sequence[Record]) -> str:
    if not rows:
        return (
            "No regime is named on Applications and no rule on Rules, so nothing is checked here. "
            "Name what applies under Regulations, class of data and entity types."
        )
    counts = Counter(map(_outcome, rows))
    workloads = len({text(row, "workload_id") for row in rows})
    parts = [f"{counts[one]:,} {_WORDS[one]}" for one in ClauseOutcome if counts[one]]
    return (
        f"{counted(len(rows), 'check')} of {counted(workloads, 'workload')} with the plan: "
        f"{listed(parts)}."
    )


def _by_regime(rows: Sequence[Record]) -> list[str]:
    counts: dict[str, Counter[ClauseOutcome]] = {}
    for row in rows:
        counts.setdefault(text(row, "regime"), Counter())[_outcome(row)] += 1
    return [
        f"{regime}: "
        + ", ".join(f"{found[one]:,} {_SHORT[one]}" for one in ClauseOutcome if found[one])
        for regime, found in counts.items()
    ]
