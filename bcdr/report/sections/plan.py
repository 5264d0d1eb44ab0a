"""The plan: one row per workload, with what is wanted, what to do, and what it brings."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from bcdr.model.returned import PLAN_ID
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
from bcdr.report.sections.decided import decided, decision_columns
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

_OFFERED: Final = (
    "Which rows of the sheet Alternatives the drop-down of Strategy chosen offers, counted from "
    "its first row."
)


def plan_section(extract: Extract) -> Section:
    """Return the plan of every workload in the order of the portfolio."""
    wanted = {(text(row, "workload_id"), text(row, "scenario")): row for row in extract.coverage}
    offers = extract.alternative_places
    return Section(
        id="plan",
        title="Plan",
        purpose="One row per workload: what is recommended, what it brings in the worst binding "
        "scenario against the objectives there, and what it costs, beside what is there today. "
        "Decide in the yellow cells, and send the workbook back.",
        blocks=(
            Text(_claim(extract.plan), TextRole.CLAIM),
            table(
                ({**_row(row, extract, wanted), **_offered(row, offers)} for row in extract.plan),
                _columns(extract),
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
    return {**changed, **decided(extract, text(row, "workload_id"))}


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


def _offered(row: Record, offers: Mapping[str, tuple[int, int]]) -> Record:
    first, count_ = offers.get(text(row, "workload_id"), (None, None))
    return {"first_offer": first, "offers": count_}


def _columns(extract: Extract) -> tuple[Column, ...]:
    money_unit = extract.money_unit
    advice, result = "Recommended", "Worst binding scenario with the plan"
    planned, today = "Cost with the plan", "Today"
    return (
        page_only(words("title", "Workload", 30)),
        workbook_only(words("application", "Application", 24)),
        workbook_only(words("workload", "Workload", 24)),
        workbook_only(words("owner", "Owner", 18)),
        workbook_only(words("business_unit", "Business unit", 20)),
        workbook_only(words("environment", "Environment", 14)),
        words("criticality", "Criticality", 20),
        workbook_only(words("hub", "Hub", 14)),
        words("verdict", "Verdict", 13),
        workbook_only(prose("verdict_reason", "Why", 50)),
        page_only(prose("strategy", "Strategy", 40, advice)),
        workbook_only(prose("option", "Option", 36, advice)),
        workbook_only(prose("target", "Target", 26, advice)),
        workbook_only(prose("policy", "Policy", 30, advice)),
        of_kind("is_to_build", "To build", CellKind.YES_NO, 8, advice),
        *decision_columns(extract.rule_names),
        words("worst_scenario", "Scenario", 26, result),
        words("recovery_place", "Recovery place", 20, result),
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
        workbook_only(prose("today_strategy", "Protection", 46, today)),
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
        workbook_only(words("workload_id", PLAN_ID, 16)),
        workbook_only(stated(count("first_offer", "First alternative", width=12), _OFFERED)),
        workbook_only(stated(count("offers", "Alternatives", width=12), _OFFERED)),
    )
