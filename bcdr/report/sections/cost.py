"""Cost: the totals today and with the plan, computed from prices and quantities in the file."""

from collections.abc import Iterable
from typing import Final

from bcdr.report.blocks import Column, Medium, Section, Table, Text, TextRole
from bcdr.report.sections.columns import as_written, computed, money, words
from bcdr.report.sections.cost_components import TITLES
from bcdr.report.sections.extract import ASSIGNMENTS, Extract, Record, sum_of, text
from bcdr.report.sections.scope import scope_cost_table
from bcdr.report.sections.why import stated
from bcdr.report.wording import listed, money_text, share_text

OUTLAY_NAME: Final = "total_outlay_per_year"
PENALTY_NAME: Final = "total_expected_penalty_per_year"
"""Names of the cells that hold the totals of the plan."""

_SHOWN: Final = 3
_PLANNED: Final = tuple(ASSIGNMENTS).index("planned")


def cost_section(extract: Extract) -> Section:
    """Return the totals as formulas over the lists of lines, and the check that these agree."""
    return Section(
        id="cost",
        title="Cost",
        purpose="What today and the plan cost in a year. Change a price or a discount on the sheet "
        "Prices, or a fixed cost on Targets, and every outlay on this sheet and on the sheets "
        "Cost per workload, Cost per target and Cost lines follows. Expected penalties follow "
        "the frequencies, hours and rates on Penalty lines.",
        medium=Medium.WORKBOOK,
        blocks=(
            Text(_claim(extract.cost_lines, extract.study.currency), TextRole.CLAIM),
            _totals(extract),
            _checks(extract),
            *((scope_cost_table(extract, extract.scope),) if extract.scope else ()),
            Text(
                "A total beside its formula is what was computed when this workbook was written: "
                "where the two differ, something was changed since. Read the workbook again to "
                "see what the change means for what is recommended.",
                TextRole.NOTE,
            ),
        ),
    )


def _totals(extract: Extract) -> Table:
    study, unit = extract.study, extract.money_unit
    totals = {
        "today": (study.today_outlay_per_year, study.today_expected_penalty_per_year),
        "planned": (study.outlay_per_year, study.expected_penalty_per_year),
    }
    rows = []
    for when, (outlay, penalty) in totals.items():
        fixed = _fixed(extract, when)
        rows.append((ASSIGNMENTS[when], outlay - fixed, fixed, outlay, outlay, penalty, penalty))
    return Table(
        id="cost-totals",
        title="Totals per year",
        columns=(
            words("when", "When", 32),
            _live("components", "Outlay of workloads", unit, "The sum of Cost lines.",
                  "SUMIFS({cost-lines.amount_per_year},{cost-lines.assignment},{when})"),
            _live("fixed", "Fixed costs of targets", unit, "The sum of Cost per target.",
                  "SUMIFS({target-cost.fixed_cost_per_year},{target-cost.assignment},{when})"),
            _live("outlay", "Total outlay", unit, "Outlay of workloads and fixed costs of targets.",
                  "{components}+{fixed}"),
            _written("outlay_written", "Total outlay, when written", unit),
            _live("penalty", "Expected penalty", unit, "The sum of Penalty lines.",
                  "SUMIFS({penalty-lines.amount_per_year},{penalty-lines.assignment},{when})"),
            _written("penalty_written", "Expected penalty, when written", unit),
        ),
        rows=tuple(rows),
        names=((OUTLAY_NAME, "outlay", _PLANNED), (PENALTY_NAME, "penalty", _PLANNED)),
    )  # fmt: skip


def _checks(extract: Extract) -> Table:
    study, unit = extract.study, extract.money_unit
    totals = {"today": study.today_outlay_per_year, "planned": study.outlay_per_year}
    rows = []
    for when, total in totals.items():
        outlay = total - _fixed(extract, when)
        rows.append((ASSIGNMENTS[when], outlay, outlay, outlay, 0.0))
    per_workload = (
        'IF({when}="Today",SUM({cost-workloads.today_outlay_per_year}),'
        "SUM({cost-workloads.outlay_per_year}))"
    )
    per_target = "SUMIFS({target-cost.outlay_per_year},{target-cost.assignment},{when})"
    return Table(
        id="cost-check",
        title="Check: three ways to the outlay of workloads",
        columns=(
            words("when", "When", 32),
            _live("lines", "Cost lines", unit, "The sum of all lines.",
                  "SUMIFS({cost-lines.amount_per_year},{cost-lines.assignment},{when})"),
            _live("workloads", "Cost per workload", unit, "The sum over workloads.", per_workload),
            _live("targets", "Cost per target", unit, "The sum over targets.", per_target),
            _live("difference", "Largest difference", unit, "0 where no line is lost.",
                  "ROUND(MAX({lines},{workloads},{targets})-MIN({lines},{workloads},{targets}),2)"),
        ),
        rows=tuple(rows),
    )  # fmt: skip


def _fixed(extract: Extract, assigned: str) -> float:
    """Return the fixed costs of all targets, today or planned."""
    rows = (row for row in extract.target_cost if text(row, "assignment") == assigned)
    return sum_of(rows, "fixed_cost_per_year")


def _live(key: str, title: str, unit: str, note: str, formula: str) -> Column:
    column = money(key, title, unit, width=24)
    return computed(stated(column, note), formula)


def _written(key: str, title: str, unit: str) -> Column:
    return as_written(money(key, title, unit, width=24))


def _claim(lines: Iterable[Record], currency: str) -> str:
    planned = [row for row in lines if row["assignment"] == "planned"]
    whole = sum_of(planned, "amount_per_year")
    if not whole:
        return "The plan has no outlay."
    amounts = {
        name: sum_of((row for row in planned if row["component"] == name), "amount_per_year")
        for name in TITLES
    }
    largest = sorted(amounts, key=lambda name: -amounts[name])[:_SHOWN]
    parts = [f"{TITLES[name].lower()} {share_text(amounts[name], whole)}" for name in largest]
    return (
        f"The workloads' outlay with the plan is {money_text(whole, currency)} a year, without "
        f"fixed costs of targets: {listed(parts)}."
    )
