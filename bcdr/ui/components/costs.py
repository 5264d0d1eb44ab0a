"""What protecting a workload costs: the outlay by component, and what failures cost."""

from collections.abc import Sequence

import streamlit as st

from bcdr.model.catalogue import Catalogue
from bcdr.model.results import WorkloadResult
from bcdr.model.units import format_money, format_number
from bcdr.ui import costs as words
from bcdr.ui import state
from bcdr.ui.components.headings import note, section, subsection
from bcdr.ui.components.tables import Heading, table
from bcdr.ui.costs import BROKEN, Line, PenaltyLine
from bcdr.ui.markup import Markup, joined, show, tag


def costs(
    result: WorkloadResult,
    today: Sequence[Line],
    planned: Sequence[Line],
    frequencies: Sequence[float],
    catalogue: Catalogue,
) -> None:
    """Show outlay by component, expected penalty by scenario, and the worst case."""
    currency = catalogue.currency
    section(
        words.cost_claim(result, currency),
        "Outlay is what protecting it costs: every component is a quantity times a price of the "
        "price sheet. Expected penalty is what failures cost in an average year. The share of "
        "fixed costs of targets is not in it; it stands on Coverage.",
    )
    subsection("Outlay with the plan")
    _components(planned, result.planned.cost.outlay_per_year, catalogue, "with the plan")
    before = st.expander("Outlay of what exists today", key=state.TODAY_OPEN, on_change="rerun")
    if before.open:
        with before:
            _components(today, result.today.cost.outlay_per_year, catalogue, "today")
    lines = words.penalty_lines(result, frequencies, catalogue)
    subsection(
        words.worst_claim(lines, currency),
        f"{words.mtd_words(result.objectives)} One event can cost many times the expected penalty "
        "of a year. What never comes back counts until it is replaced; of an event that hits "
        "several workloads of an application each answers for its share.",
    )
    show(_penalties(lines, result, currency))


def _components(
    lines: Sequence[Line], outlay_per_year: float, catalogue: Catalogue, when: str
) -> None:
    if not lines:
        note(f"Nothing is spent on protecting it {when}.")
        return
    rows: list[tuple[str, ...]] = [
        (
            joined(
                tag("div", line.component),
                tag("div", line.where, css="b-small"),
            ),
            line.quantity,
            line.price,
            line.amount,
            tag("span", line.price_note, css="b-small"),
        )
        for line in words.cost_lines(lines, catalogue)
    ]
    total = tag("b", format_money(outlay_per_year, catalogue.currency))
    rows.append((tag("b", "Outlay per year"), "", "", total, ""))
    show(
        table(
            (
                Heading("Component", is_kept=True),
                Heading("Quantity per year", is_number=True),
                Heading(f"Price ({catalogue.currency})", is_number=True),
                Heading("Amount per year", is_number=True),
                Heading("Price from"),
            ),
            rows,
            label=f"Components of the outlay {when}",
            css="b-cost",
        )
    )


def _penalties(lines: Sequence[PenaltyLine], result: WorkloadResult, currency: str) -> Markup:
    heads = ("Cost of one event", "Per year", "Against the MTD")
    rows: list[tuple[str, ...]] = [
        (
            line.scenario,
            format_number(line.per_year),
            *_cells(line.today_event, line.today_per_year, line.today_mtd, currency),
            *_cells(line.planned_event, line.planned_per_year, line.planned_mtd, currency),
        )
        for line in lines
    ]
    sums = [
        tag("b", format_money(one.cost.expected_penalty_per_year, currency))
        for one in (result.today, result.planned)
    ]
    rows.append((tag("b", "Expected penalty per year"), "", "", sums[0], "", "", sums[1], ""))
    return table(
        (
            Heading("Scenario", is_kept=True),
            Heading("Events a year", is_number=True),
            *(
                Heading(head, is_number=head != heads[2], group=group)
                for group in ("Today", "With the plan")
                for head in heads
            ),
        ),
        rows,
        label="Cost of one event and expected penalty by scenario, today and with the plan",
    )


def _cells(
    event: float | None, per_year: float | None, mtd: str, currency: str
) -> tuple[str, str, str]:
    return (
        format_money(event, currency, blank=words.NOT_KNOWN),
        format_money(per_year, currency, blank=words.NOT_KNOWN),
        tag("b", f"\N{MULTIPLICATION SIGN} {mtd}") if mtd == BROKEN else mtd,
    )
