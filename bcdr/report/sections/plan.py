"""The plan: one row per workload, with what is wanted, what to do, and what it brings."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from bcdr.model.vocabulary import Verdict
from bcdr.report.blocks import CellKind, Column, Section, Text, TextRole
from bcdr.report.sections.columns import (
    count,
    hours,
    money,
    of_kind,
    page_only,
    prose,
    words,
    workbook_only,
)
from bcdr.report.sections.extract import Extract, Record, or_words, table, text
from bcdr.report.sections.why import OBJECTIVE, explained, stated
from bcdr.report.wording import counted, listed

_SAID: Final[Mapping[Verdict, tuple[str, str]]] = {
    Verdict.TODAY_MEETS: ("meets its objectives today", "meet their objectives today"),
    Verdict.CAN_MEET: ("can meet them with the plan", "can meet them with the plan"),
    Verdict.CANNOT_MEET: ("cannot meet them with any option", "cannot meet them with any option"),
    Verdict.UNKNOWN: (
        "cannot be judged because an input is missing",
        "cannot be judged because an input is missing",
    ),
}


def plan_section(extract: Extract) -> Section:
    """Return the plan of every workload in the order of the portfolio."""
    wanted = {(text(row, "workload_id"), text(row, "scenario")): row for row in extract.coverage}
    return Section(
        id="plan",
        title="Plan",
        purpose="One row per workload: what is recommended, what it brings in the worst binding "
        "scenario against the objectives there, and what it costs, beside what is there today.",
        blocks=(
            Text(_claim(extract.plan), TextRole.CLAIM),
            table(
                (_row(row, extract, wanted) for row in extract.plan),
                _columns(extract.money_unit),
                id_="plan",
                title="Plan per workload",
                empty="There is no workload to plan for.",
                heading_columns=3,
            ),
        ),
    )


def _row(row: Record, extract: Extract, wanted: Mapping[tuple[str, str], Record]) -> Record:
    """Return a row of the plan with the objectives of the scenario whose result it shows."""
    worst = text(row, "worst_scenario")
    changed = dict(row)
    there = wanted.get((text(row, "workload_id"), worst), row)
    for key in ("rto_hours", "rpo_hours"):
        changed[key] = or_words(there[key], "not given")
    changed["mtd_hours"] = or_words(row["mtd_hours"], "not given")
    changed["option"] = extract.option_titles(text(row, "option"))
    if row["strategy_id"] is None:
        changed["option"] = changed["strategy"] = "nothing can be recommended"
    elif worst:
        for key in ("recovery_likely_hours", "recovery_planning_hours", "loss_hours"):
            changed[key] = or_words(row[key], "unknown")
    changed["worst_scenario"] = extract.scenario_titles.get(worst, worst) or None
    return changed


def _claim(plan: Sequence[Record]) -> str:
    if not plan:
        return "There is no workload to plan for."
    counts = Counter(text(row, "verdict") for row in plan)
    parts = [
        f"{counts[verdict]:,} {many if counts[verdict] > 1 else one}"
        for verdict, (one, many) in _SAID.items()
        if counts[verdict]
    ]
    building = sum(1 for row in plan if row["is_to_build"])
    need = "need" if building > 1 else "needs"
    tail = f" {counted(building, 'workload')} {need} a target that is still to be built."
    return f"Of {counted(len(plan), 'workload')}, {listed(parts)}.{tail if building else ''}"


def _columns(money_unit: str) -> tuple[Column, ...]:
    advice, result = "Recommended", "Worst binding scenario with the plan"
    planned, today = "Cost with the plan", "Today"
    return (
        page_only(words("title", "Workload", 30)),
        workbook_only(words("application", "Application", 24)),
        workbook_only(words("workload", "Workload", 18)),
        workbook_only(words("owner", "Owner", 16)),
        workbook_only(words("business_unit", "Business unit", 15)),
        workbook_only(words("environment", "Environment", 12)),
        words("criticality", "Criticality", 15),
        workbook_only(words("hub", "Hub", 14)),
        words("verdict", "Verdict", 13),
        workbook_only(prose("verdict_reason", "Why", 38)),
        page_only(prose("strategy", "Strategy", 40, advice)),
        workbook_only(prose("option", "Option", 24, advice)),
        workbook_only(prose("target", "Target", 20, advice)),
        workbook_only(prose("policy", "Policy", 24, advice)),
        of_kind("is_to_build", "To build", CellKind.YES_NO, 8, advice),
        words("worst_scenario", "Scenario", 18, result),
        words("recovery_place", "Recovery place", 17, result),
        stated(hours("rto_hours", "RTO", result, 10), OBJECTIVE),
        workbook_only(
            explained(hours("recovery_likely_hours", "Recovery, likely", result), "likely_hours")
        ),
        explained(hours("recovery_planning_hours", "Recovery, planning", result), "planning_hours"),
        stated(hours("rpo_hours", "RPO", result, 10), OBJECTIVE),
        explained(hours("loss_hours", "Data loss", result), "worst_loss_hours"),
        workbook_only(stated(hours("mtd_hours", "MTD", result, 10), OBJECTIVE)),
        workbook_only(words("evidence", "Evidence", 11, result)),
        explained(of_kind("score", "Score", CellKind.SCORE, 9, unit="0 to 100"), "score"),
        workbook_only(of_kind("score_is_at_least", "Score is at least", CellKind.YES_NO, 9)),
        workbook_only(
            stated(count("warnings", "Warnings"), "What the recommendation is warned of.")
        ),
        explained(money("outlay_per_year", "Outlay", money_unit, planned), "outlay_per_year"),
        explained(
            money("expected_penalty_per_year", "Expected penalty", money_unit, planned),
            "expected_penalty_per_year",
        ),
        workbook_only(prose("today_strategy", "Protection", 34, today)),
        workbook_only(
            explained(
                money("today_outlay_per_year", "Outlay", money_unit, today),
                "outlay_per_year",
                "today",
            )
        ),
        workbook_only(
            explained(
                money("today_expected_penalty_per_year", "Expected penalty", money_unit, today),
                "expected_penalty_per_year",
                "today",
            )
        ),
        workbook_only(words("workload_id", "ID", 16)),
    )
