"""Copies: the copy ledger of today and of the plan, and what each copy is good for."""

from collections.abc import Sequence

from bcdr.report.blocks import CellKind, Column, Section, Text, TextRole
from bcdr.report.sections.columns import (
    count,
    hours,
    number,
    of_kind,
    page_only,
    prose,
    words,
    workbook_only,
)
from bcdr.report.sections.extract import (
    ASSIGNMENTS,
    Extract,
    Record,
    or_words,
    records,
    table,
    text,
)
from bcdr.report.sections.why import explained, stated
from bcdr.report.wording import counted

_AGES = ("least_age_hours", "most_age_hours", "oldest_age_hours", "kept_copies", "stored_gb")
_GIVEN = "From the sheet Applications for today, from the policy of the strategy for the plan."


def copies_section(extract: Extract) -> Section:
    """Return every copy of every workload, today and with the plan."""
    copies = records(extract.study.copies_table())
    return Section(
        id="copies",
        title="Copies",
        purpose="The copy ledger: where every copy is, how old it can be, how far back copies go, "
        "and after which kind of failure it can be used. The workload itself is no copy.",
        is_reference=True,
        blocks=(
            Text(_claim(copies), TextRole.CLAIM),
            table(
                (_row(row, extract) for row in copies),
                _columns(extract),
                id_="copies",
                title="Copies of every workload",
                empty="No workload has a copy, today or with the plan.",
                heading_columns=3,
            ),
        ),
    )


def _columns(extract: Extract) -> tuple[Column, ...]:
    place, policy, newest = "Place", "Policy", "Age of the newest copy"
    return (
        page_only(words("title", "Workload", 30)),
        workbook_only(words("application", "Application", 24)),
        workbook_only(words("workload", "Workload", 22)),
        words("assignment", "When", 14),
        workbook_only(stated(count("protection", "Protection", width=11), "Counted from 1.")),
        workbook_only(
            stated(
                count("copy", "Copy", width=8),
                "1 is the first copy; 2 is what its target copies on to another one.",
            )
        ),
        words("option", "Option", 36),
        words("target", "Target", 20),
        workbook_only(words("site", "Site", 18, place)),
        workbook_only(words("region", "Region", 14, place)),
        workbook_only(words("jurisdiction", "Jurisdiction", 12, place)),
        workbook_only(of_kind("is_to_build", "To build", CellKind.YES_NO, 8, place)),
        of_kind("is_immutable", "Immutable", CellKind.ANSWER, 12, place),
        of_kind("is_isolated", "Isolated", CellKind.ANSWER, 12, place),
        workbook_only(words("mode", "Mode", 12, policy)),
        explained(hours("interval_hours", "Interval", policy), "effective_interval_hours"),
        workbook_only(stated(number("retention_days", "Kept for", "days", 10, policy), _GIVEN)),
        workbook_only(explained(hours("least_age_hours", "Least", newest), "least_lag_hours")),
        explained(hours("most_age_hours", "Most", newest), "worst_loss_hours"),
        workbook_only(explained(hours("oldest_age_hours", "Oldest copy"), "oldest_hours")),
        workbook_only(explained(count("kept_copies", "Copies kept"), "kept_copies")),
        explained(number("stored_gb", "Stored", "GB"), "stored_gb"),
        *(
            of_kind(scenario, title, CellKind.ANSWER, 12, "Can be used after")
            for scenario, title in extract.scenario_titles.items()
        ),
        workbook_only(prose("missing", "Missing inputs", 40)),
        workbook_only(words("workload_id", "ID", 16)),
    )


def _row(row: Record, extract: Extract) -> Record:
    changed = dict(row)
    changed["assignment"] = ASSIGNMENTS[text(row, "assignment")]
    changed["option"] = extract.option_titles(text(row, "option")) or "not given"
    changed["target"] = or_words(row["target"], "none" if row["option"] else "not given")
    instead = "none" if row["target"] is None and row["mode"] == "none" else "unknown"
    for key in _AGES:
        changed[key] = or_words(row[key], instead)
    if row["target"] is None:
        changed["is_immutable"] = changed["is_isolated"] = None
    changed["missing"] = row["missing"] or row["null_reason"]
    return changed


def _claim(copies: Sequence[Record]) -> str:
    said = []
    for assignment, when in (("today", "today"), ("planned", "with the plan")):
        rows = [row for row in copies if row["assignment"] == assignment]
        kept = [row for row in rows if row["target"] is not None]
        out_of_reach = sum(1 for row in kept if "yes" in (row["is_immutable"], row["is_isolated"]))
        bare = {text(row, "workload_id") for row in rows} - {
            text(row, "workload_id") for row in kept
        }
        said.append(
            f"{counted(len(kept), 'copy', 'copies')} {when}, {out_of_reach:,} of them immutable "
            f"or isolated; {counted(len(bare), 'workload')} without any"
        )
    return f"{'. '.join(said)}."
