"""One page per application that has gaps or was asked for: coverage, gaps, plan, notes."""

from collections.abc import Iterable
from typing import Final

from bcdr.report.blocks import Block, CellKind, CellValue, Medium, Section, Table, Text, TextRole
from bcdr.report.sections.actions import action
from bcdr.report.sections.columns import hours, money, of_kind, prose, words
from bcdr.report.sections.extract import (
    Extract,
    Record,
    or_words,
    state,
    table,
    text,
    words_for_missing,
)
from bcdr.report.sections.gaps import why
from bcdr.report.sections.why import OBJECTIVE, explained, stated
from bcdr.report.symbols import GAP_STATES
from bcdr.report.wording import counted

MOST_PAGES: Final = 200
"""Most applications that have a page for their gaps; those asked for always have one."""


def application_sections(extract: Extract, selected: Iterable[str] = ()) -> tuple[Section, ...]:
    """Return a section per application with gaps, worst first, then those asked for by name."""
    worst = list(dict.fromkeys(text(row, "application") for row in extract.gaps))[:MOST_PAGES]
    known = {text(row, "application") for row in extract.plan}
    names = dict.fromkeys((*worst, *(name for name in selected if name in known)))
    by_name = _Rows(extract)
    return tuple(
        _section(extract, name, number, by_name) for number, name in enumerate(names, start=1)
    )


class _Rows:
    """The rows of each application, looked up once."""

    def __init__(self, extract: Extract) -> None:
        """Gather the rows of coverage, gaps and plan by application."""
        self.coverage = _by_application(extract.coverage)
        self.gaps = _by_application(extract.gaps)
        self.plan = _by_application(extract.plan)


def _by_application(rows: Iterable[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for row in rows:
        found.setdefault(text(row, "application"), []).append(row)
    return found


def _section(extract: Extract, name: str, number: int, rows: _Rows) -> Section:
    plan, gaps = rows.plan[name], rows.gaps.get(name, [])
    id_ = f"application-{number}"
    blocks: list[Block] = [
        Text(_claim(gaps), TextRole.CLAIM),
        _coverage(extract, rows.coverage[name], f"{id_}-coverage"),
        _gaps(extract, gaps, f"{id_}-gaps"),
        _plan(extract, plan, f"{id_}-plan"),
        *(Text(line, TextRole.NOTE) for line in _notes(extract, plan)),
    ]
    return Section(
        id=id_,
        title=name,
        purpose=_about(plan[0]),
        medium=Medium.PAGE,
        blocks=tuple(blocks),
    )


def _about(row: Record) -> str:
    owner = f"Owner: {row['owner']}" if row["owner"] else "No owner is named"
    unit = f", {row['business_unit']}" if row["business_unit"] else ""
    criticality = row["criticality"] or "no criticality given"
    return f"{owner}{unit}. Criticality: {criticality}."


def _claim(gaps: list[Record]) -> str:
    if not gaps:
        return "Everything in scope is covered today or accepted."
    left = sum(1 for row in gaps if state(row, "planned") in GAP_STATES)
    return f"{counted(len(gaps), 'gap')} today; {left:,} would be left with the plan."


def _coverage(extract: Extract, rows: list[Record], id_: str) -> Table:
    columns = [words("workload", "Workload", 24)]
    for scenario, title in extract.scenario_titles.items():
        columns += [
            of_kind(f"{scenario} today", "Today", CellKind.SYMBOL, 7, title),
            of_kind(f"{scenario} planned", "Plan", CellKind.SYMBOL, 7, title),
        ]
    found: dict[str, dict[str, CellValue]] = {}
    for row in rows:
        cells = found.setdefault(text(row, "workload_id"), {"workload": _part(row)})
        for when in ("today", "planned"):
            cells[f"{text(row, 'scenario')} {when}"] = row[when]
    return table(
        found.values(),
        tuple(columns),
        id_=id_,
        title="Coverage, today beside the plan",
        empty="There is no workload.",
    )


def _gaps(extract: Extract, rows: list[Record], id_: str) -> Table:
    shown = []
    for row in rows:
        found = state(row, "today")
        shown.append(
            {
                **row,
                **action(row, extract),
                "workload": _part(row),
                "why": why(row, "today"),
                "recovery": or_words(row["today_recovery_hours"], words_for_missing(found)),
                "rto_hours": or_words(row["rto_hours"], "not given"),
            }
        )
    return table(
        shown,
        (
            words("workload", "Workload", 24),
            words("scenario_title", "Scenario", 24),
            of_kind("today", "State", CellKind.COVERAGE, 17),
            explained(hours("recovery", "Recovery"), "planning_hours", "today"),
            stated(hours("rto_hours", "RTO"), OBJECTIVE),
            prose("why", "Why", 40),
            prose("action", "What to do", 48),
            words("who", "Who acts", 20),
        ),
        id_=id_,
        title="Gaps and actions",
        empty="There is no gap.",
        heading_columns=2,
    )


def _plan(extract: Extract, rows: list[Record], id_: str) -> Table:
    return table(
        (
            {
                **row,
                "workload": _part(row),
                "strategy": row["strategy"] or "nothing can be recommended",
                "today_strategy": row["today_strategy"] or "nothing",
            }
            for row in rows
        ),
        (
            words("workload", "Workload", 24),
            words("verdict", "Verdict", 14),
            prose("verdict_reason", "Why", 40),
            prose("today_strategy", "Today", 36),
            prose("strategy", "With the plan", 36),
            explained(money("outlay_per_year", "Outlay", extract.money_unit), "outlay_per_year"),
        ),
        id_=id_,
        title="The plan",
        empty="There is no workload.",
    )


def _part(row: Record) -> str:
    """Return the workload of a row, or that the application is one."""
    return text(row, "workload") or "the whole application"


def _notes(extract: Extract, plan: list[Record]) -> list[str]:
    """Return what people noted of these workloads, and what they decided."""
    ids = [text(row, "workload_id") for row in plan]
    notes = {item.id: item.notes for item in extract.study.portfolio.workloads if item.notes}
    titles = {text(row, "workload_id"): text(row, "title") for row in plan}
    found = [f"Note on {titles[id_]}: {notes[id_]}" for id_ in ids if id_ in notes]
    for id_ in ids:
        decision = extract.decisions.get(id_)
        if decision is not None:
            until = f" until {decision.until.isoformat()}" if decision.until else ""
            by = f", decided by {decision.decided_by}" if decision.decided_by else ""
            because = f": {decision.reason}" if decision.reason else ""
            found.append(f"Decision on {titles[id_]}: {decision.kind}{until}{by}{because}")
    return found
