"""Penalty lines: what each scenario is expected to cost each workload in a year, and from what."""

from bcdr.report.blocks import CellKind, Medium, Section, Text, TextRole
from bcdr.report.sections.columns import as_written, computed, hours, money, of_kind, words
from bcdr.report.sections.extract import ASSIGNMENTS, Extract, Record, each_record, table, text
from bcdr.report.sections.why import explained, stated
from bcdr.report.wording import counted

_RATE = "As on Applications, or that of its criticality on Assumptions used."


def penalty_lines_section(extract: Extract) -> Section:
    """Return events x (downtime x its cost + lost data x its cost), line by line."""
    unit, per_hour = extract.money_unit, f"{extract.study.currency} per hour"
    lines = extract.study.penalty_table()
    return Section(
        id="penalty-lines",
        title="Penalty lines",
        purpose="What each scenario is expected to cost each workload in a year: events a year x "
        "(cost of an hour down x hours down + cost of an hour of data x hours of data lost). Hours "
        "are the likely ones; what never comes back counts until it is replaced.",
        medium=Medium.WORKBOOK,
        is_reference=True,
        blocks=(
            Text(_claim(len(lines)), TextRole.CLAIM),
            table(
                map(_row, each_record(lines)),
                (
                    words("application", "Application", 28),
                    words("workload", "Workload", 24),
                    words("assignment", "When", 14),
                    words("scenario_title", "Scenario", 30),
                    stated(
                        of_kind("events_per_year", "Events", CellKind.RATE, 11, unit="per year"),
                        "The frequency on Assumptions used, by what one event hits; one that hits "
                        "a whole application is shared by its workloads.",
                    ),
                    stated(money("downtime_cost_per_hour", "Downtime costs", per_hour), _RATE),
                    explained(hours("down_hours", "Down"), "likely_hours"),
                    stated(money("data_loss_cost_per_hour", "Lost data costs", per_hour), _RATE),
                    stated(
                        hours("lost_hours", "Data lost"),
                        "The mean loss, and the time until the damage is noticed, since its "
                        "changes must be made again.",
                    ),
                    computed(
                        explained(
                            money("amount_per_year", "Expected penalty", unit),
                            "expected_penalty_per_year",
                        ),
                        "{events_per_year}*({downtime_cost_per_hour}*{down_hours}+"
                        "{data_loss_cost_per_hour}*{lost_hours})",
                    ),
                    as_written(money("amount_written", "Expected penalty, when written", unit)),
                    words("workload_id", "ID", 16),
                ),
                id_="penalty-lines",
                title="Expected penalty by scenario",
                empty="No scenario costs anything, today or with the plan.",
                heading_columns=2,
            ),
        ),
    )


def _row(row: Record) -> Record:
    return {
        **row,
        "assignment": ASSIGNMENTS[text(row, "assignment")],
        "amount_written": row["amount_per_year"],
    }


def _claim(lines: int) -> str:
    if not lines:
        return "No scenario costs anything, today or with the plan."
    return (
        f"{counted(lines, 'line')}: one for each workload and scenario that costs anything, "
        "today and with the plan."
    )
