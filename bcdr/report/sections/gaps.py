"""Gaps: what is not covered today, worst first, and what the plan does about it."""

from bcdr.model.vocabulary import Coverage
from bcdr.report.blocks import CellKind, Column, Section, Text, TextRole
from bcdr.report.sections.actions import action
from bcdr.report.sections.columns import (
    hours,
    money,
    of_kind,
    page_only,
    prose,
    words,
    workbook_only,
)
from bcdr.report.sections.extract import (
    Extract,
    Record,
    or_words,
    state,
    table,
    text,
    words_for_missing,
)
from bcdr.report.sections.why import OBJECTIVE, explained, stated
from bcdr.report.symbols import GAP_STATES
from bcdr.report.wording import counted, share_text


def gaps_section(extract: Extract) -> Section:
    """Return every gap of today, worst first."""
    return Section(
        id="gaps",
        title="Gaps and actions",
        purpose="What is not covered today, worst first, why, what closes it, who acts (R2 the "
        "owner, R3 the operator) and what it costs. The same list is written as gaps.csv for a "
        "ticket tool.",
        blocks=(
            Text(_claim(extract.gaps), TextRole.CLAIM),
            table(
                (_row(row, extract) for row in extract.gaps),
                (
                    page_only(words("title", "Workload", 30)),
                    workbook_only(words("application", "Application", 24)),
                    workbook_only(words("workload", "Workload", 24)),
                    workbook_only(words("owner", "Owner", 18)),
                    words("criticality", "Criticality", 20),
                    words("scenario_title", "Scenario", 28),
                    of_kind("is_binding", "Binding", CellKind.YES_NO, 9),
                    of_kind("today", "State", CellKind.COVERAGE, 17, "Today"),
                    *_times("today", "Today"),
                    prose("why", "Why", 48, "Today"),
                    explained(
                        money(
                            "event_cost_today", "Cost of one event", extract.study.currency, "Today"
                        ),
                        "event_cost",
                        "today",
                    ),
                    workbook_only(stated(hours("rto_hours", "RTO", "Objectives", 10), OBJECTIVE)),
                    workbook_only(stated(hours("rpo_hours", "RPO", "Objectives", 10), OBJECTIVE)),
                    prose("action", "What to do", 54, "Action"),
                    words("who", "Who acts", 22, "Action"),
                    workbook_only(words("name", "Name", 18, "Action")),
                    workbook_only(words("row", "Row", 6, "Action")),
                    prose("strategy", "Strategy", 44, "With the plan"),
                    of_kind("planned", "State", CellKind.COVERAGE, 17, "With the plan"),
                    *_times("planned", "With the plan"),
                    explained(
                        money("outlay_per_year", "Outlay", extract.money_unit, "With the plan"),
                        "outlay_per_year",
                    ),
                    workbook_only(words("workload_id", "ID", 16)),
                ),
                id_="gaps",
                title="Gaps of today",
                empty="There is no gap: everything in scope is covered or accepted.",
                heading_columns=3,
            ),
        ),
    )


def _times(when: str, group: str) -> tuple[Column, Column]:
    """Return recovery and data loss of today or of the plan."""
    strategy = "today" if when == "today" else ""
    recovery = hours(f"{when}_recovery_hours", "Recovery", group, 13)
    lost = hours(f"{when}_loss_hours", "Data loss", group, 13)
    return (
        workbook_only(explained(recovery, "planning_hours", strategy)),
        workbook_only(explained(lost, "worst_loss_hours", strategy)),
    )


def why(row: Record, when: str) -> str:
    """Return why a gap is one: the missing input, or what is exceeded."""
    given = text(row, f"{when}_null_reason")
    if given:
        return given
    match state(row, when):
        case Coverage.LATE:
            return "Recovery takes longer than the RTO."
        case Coverage.LOSSY:
            return "More data is lost than the RPO allows."
        case Coverage.LATE_AND_LOSSY:
            return "Recovery takes longer than the RTO, and more data is lost than the RPO allows."
        case Coverage.UNRECOVERABLE:
            return "No copy survives."
        case _:
            return ""


def _row(row: Record, extract: Extract) -> Record:
    changed = {**row, **action(row, extract)}
    for when in ("today", "planned"):
        found = state(row, when)
        instead = words_for_missing(found)
        for key in (f"{when}_recovery_hours", f"{when}_loss_hours"):
            # What waits for something that never comes back has a time of its own that is no use.
            gone = found is Coverage.UNRECOVERABLE
            changed[key] = instead if gone else or_words(row[key], instead)
    for key in ("rto_hours", "rpo_hours"):
        changed[key] = or_words(row[key], "not given")
    changed["strategy"] = or_words(row["strategy"], "Nothing can be recommended: see Reasons.")
    changed["why"] = why(row, "today")
    return changed


def _claim(gaps: tuple[Record, ...]) -> str:
    if not gaps:
        return "There is no gap today: everything in scope is covered or accepted."
    binding = sum(1 for row in gaps if row["is_binding"])
    closed = sum(1 for row in gaps if state(row, "planned") not in GAP_STATES)
    workloads = len({text(row, "workload_id") for row in gaps})
    return (
        f"{counted(workloads, 'workload')} {'have' if workloads > 1 else 'has'} "
        f"{counted(len(gaps), 'gap')} today, {binding:,} of them in binding scenarios. The plan "
        f"closes {closed:,} ({share_text(closed, len(gaps))})."
    )
