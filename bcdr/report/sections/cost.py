"""Cost: every component of the outlay as quantity times price, per workload and per target."""

from collections.abc import Iterable, Mapping
from typing import Final

from bcdr.evaluate.cost import COMPONENTS
from bcdr.report.blocks import CellKind, Column, Section, Text, TextRole
from bcdr.report.sections.columns import (
    count,
    money,
    number,
    of_kind,
    page_only,
    words,
    workbook_only,
)
from bcdr.report.sections.extract import ASSIGNMENTS, Extract, Record, records, table, text
from bcdr.report.sections.extract import number as number_of
from bcdr.report.sections.why import explained, stated
from bcdr.report.wording import listed, money_text, share_text

TITLES: Final[Mapping[str, str]] = {
    "storage": "Storage",
    "storage-onward": "Storage of what is copied on",
    "instance-backup": "Backup licences",
    "instance-continuity": "Replication licences",
    "traffic": "Traffic of drills",
    "standby": "Standby compute",
    "drills": "Compute of drills",
    "staff": "Staff",
    "planned-stops": "Planned stops",
}
"""What people call the components of cost."""

_SHOWN: Final = 3


def cost_section(extract: Extract) -> Section:
    """Return every line of the outlay of every workload, today and with the plan."""
    currency, lines = extract.study.currency, records(extract.study.cost_table())
    return Section(
        id="cost",
        title="Cost",
        purpose="What the outlay of each workload is made of: quantity times price, one line per "
        "protection and component. The prices are those of the sheet Assumptions used, by their "
        "ID; fixed costs of targets are on Cost per target.",
        is_reference=True,
        blocks=(
            Text(_claim(lines, currency), TextRole.CLAIM),
            table(
                (_row(row, extract) for row in lines),
                (
                    page_only(words("title", "Workload", 30)),
                    workbook_only(words("application", "Application", 24)),
                    workbook_only(words("workload", "Workload", 22)),
                    words("assignment", "When", 14),
                    stated(count("protection", "Protection", width=11), "Counted from 1."),
                    words("option", "Option", 36),
                    words("component", "Component", 26),
                    words("target", "Target", 20),
                    stated(
                        number("quantity", "Quantity", "per year", 14),
                        "What is used in a year, in the unit beside it. An explanation of "
                        "outlay_per_year lists all quantities of a workload.",
                    ),
                    words("unit", "Unit", 13),
                    stated(
                        of_kind("price", "Price", CellKind.PRICE, 12, unit=f"{currency} per unit"),
                        "The price of the price sheet whose ID stands beside it. Where the "
                        "quantity is money already, it is 1.",
                    ),
                    words("price_id", "Price ID", 20),
                    explained(
                        number("amount_per_year", "Amount", extract.money_unit, 14),
                        "outlay_per_year",
                    ),
                    workbook_only(words("workload_id", "ID", 16)),
                ),
                id_="cost-lines",
                title="Outlay by component",
                empty="Nothing costs anything, today or with the plan.",
                heading_columns=3,
            ),
        ),
    )


def target_cost_section(extract: Extract) -> Section:
    """Return what each target costs by component, today and with the plan."""
    unit, rows = extract.money_unit, records(extract.study.target_cost_table())
    at_target = "Outlay of all workloads at the target"
    summed = "The sum of the amounts on the sheet Cost at this target."
    return Section(
        id="target-cost",
        title="Cost per target",
        purpose="What each target costs, today and with the plan: the outlay of all workloads on "
        "it by component, and the share of its fixed cost that they use.",
        blocks=(
            Text(_target_claim(rows, extract.study.currency), TextRole.CLAIM),
            table(
                map(_target_row, rows),
                (
                    words("target", "Target", 26),
                    words("assignment", "When", 14),
                    words("kind", "Kind", 20),
                    of_kind("is_to_build", "To build", CellKind.YES_NO, 8),
                    stated(count("workloads", "Workloads"), "Counted from the rows of Copies."),
                    *(_component(name, unit, at_target, summed) for name in COMPONENTS),
                    stated(money("outlay_per_year", "All components", unit, at_target), summed),
                    stated(
                        money("fixed_cost_per_year", "Fixed cost", unit),
                        "Used GB x fixed cost / (capacity x fixed-cost-use-share); the whole of "
                        "it where no capacity is given.",
                    ),
                    stated(money("total_per_year", "Total", unit), "Outlay and fixed cost."),
                ),
                id_="target-cost",
                title="Cost of every target",
                empty="There is no target.",
                heading_columns=2,
            ),
        ),
    )


def _component(name: str, unit: str, group: str, note: str) -> Column:
    key = f"{name.replace('-', '_')}_per_year"
    return stated(workbook_only(money(key, TITLES[name], unit, group)), note)


def _row(row: Record, extract: Extract) -> Record:
    return {
        **row,
        "assignment": ASSIGNMENTS[text(row, "assignment")],
        "option": extract.option_titles(text(row, "option")),
        "component": TITLES[text(row, "component")],
        "price_id": row["price_id"] or "none: money",
    }


def _target_row(row: Record) -> Record:
    return {**row, "assignment": ASSIGNMENTS[text(row, "assignment")]}


def _claim(lines: Iterable[Record], currency: str) -> str:
    planned = [row for row in lines if row["assignment"] == "planned"]
    whole = _sum(planned, "amount_per_year")
    if not whole:
        return "The plan has no outlay."
    amounts = {
        name: _sum((row for row in planned if row["component"] == name), "amount_per_year")
        for name in COMPONENTS
    }
    largest = sorted(amounts, key=lambda name: -amounts[name])[:_SHOWN]
    parts = [f"{TITLES[name].lower()} {share_text(amounts[name], whole)}" for name in largest]
    return (
        f"The workloads' outlay with the plan is {money_text(whole, currency)} a year, without "
        f"fixed costs of targets: {listed(parts)}."
    )


def _target_claim(rows: Iterable[Record], currency: str) -> str:
    planned = [row for row in rows if row["assignment"] == "planned"]
    whole = _sum(planned, "total_per_year")
    if not whole:
        return "No target costs anything with the plan."
    dearest = max(planned, key=lambda row: number_of(row, "total_per_year") or 0.0)
    share = share_text(number_of(dearest, "total_per_year") or 0.0, whole)
    fixed = money_text(_sum(planned, "fixed_cost_per_year"), currency)
    return (
        f"All targets together cost {money_text(whole, currency)} a year with the plan, "
        f"{fixed} of it fixed; {text(dearest, 'target')} has the largest share, {share}."
    )


def _sum(rows: Iterable[Record], key: str) -> float:
    return sum(number_of(row, key) or 0.0 for row in rows)
