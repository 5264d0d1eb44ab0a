"""Cost lines: every component of the outlay as quantity times price, per workload and target."""

from bcdr.report.blocks import CellKind, Section, Text, TextRole
from bcdr.report.sections.columns import (
    as_written,
    computed,
    count,
    money,
    number,
    of_kind,
    page_only,
    words,
    workbook_only,
)
from bcdr.report.sections.cost_components import TITLES
from bcdr.report.sections.extract import ASSIGNMENTS, Extract, Record, sum_of, table, text
from bcdr.report.sections.why import explained, stated
from bcdr.report.wording import counted, money_text

NO_PRICE = "none: money"
"""What stands in place of a price where the quantity is money already."""


def cost_lines_section(extract: Extract) -> Section:
    """Return every line of the outlay of every workload, today and with the plan."""
    currency, lines = extract.study.currency, extract.cost_lines
    per_unit = f"{currency} per unit"
    return Section(
        id="cost-lines",
        title="Cost lines",
        purpose="What the outlay of each workload is made of: quantity times price, one line per "
        "protection and component. The prices are those of the sheet Price list, by their ID; "
        "fixed costs of targets are on Cost per target.",
        is_reference=True,
        blocks=(
            Text(_claim(extract), TextRole.CLAIM),
            table(
                (_row(row, extract) for row in lines),
                (
                    page_only(words("title", "Workload", 30)),
                    workbook_only(words("application", "Application", 26)),
                    workbook_only(words("workload", "Workload", 24)),
                    words("assignment", "When", 14),
                    stated(count("protection", "Protection", width=11), "Counted from 1."),
                    words("option", "Option", 44),
                    words("component", "Component", 28),
                    words("target", "Target", 24),
                    stated(
                        number("quantity", "Quantity", "per year", 14),
                        "What is used in a year, in the unit beside it. An explanation of "
                        "outlay_per_year lists all quantities of a workload.",
                    ),
                    words("unit", "Unit", 14),
                    words("price_id", "Price ID", 22),
                    computed(
                        stated(
                            of_kind("price", "Price", CellKind.PRICE, 12, unit=per_unit),
                            "The price on Price list whose ID stands beside it, less its "
                            "discount. Where the quantity is money already, it is 1.",
                        ),
                        "IFERROR(INDEX({price-list.net},MATCH({price_id},{price-list.id},0)),"
                        "{price_written})",
                    ),
                    computed(
                        explained(
                            money("amount_per_year", "Amount", extract.money_unit, width=14),
                            "outlay_per_year",
                        ),
                        "{quantity}*{price}",
                    ),
                    workbook_only(
                        as_written(
                            of_kind("price_written", "Price, when written", CellKind.PRICE, 12,
                                    unit=per_unit)
                        )
                    ),
                    workbook_only(
                        as_written(
                            money("amount_written", "Amount, when written", extract.money_unit,
                                  width=14)
                        )
                    ),
                    workbook_only(words("workload_id", "ID", 16)),
                ),
                id_="cost-lines",
                title="Outlay by component",
                empty="Nothing costs anything, today or with the plan.",
                heading_columns=3,
            ),
        ),
    )  # fmt: skip


def _row(row: Record, extract: Extract) -> Record:
    return {
        **row,
        "assignment": ASSIGNMENTS[text(row, "assignment")],
        "option": extract.option_titles(text(row, "option")),
        "component": TITLES[text(row, "component")],
        "price_id": row["price_id"] or NO_PRICE,
        "price_written": row["price"],
        "amount_written": row["amount_per_year"],
    }


def _claim(extract: Extract) -> str:
    planned = [row for row in extract.cost_lines if row["assignment"] == "planned"]
    if not planned:
        return "The plan has no outlay."
    whole = money_text(sum_of(planned, "amount_per_year"), extract.study.currency)
    return f"{counted(len(planned), 'line')} with the plan come to {whole} a year."
