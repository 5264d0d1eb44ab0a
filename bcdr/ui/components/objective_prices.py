"""The price of the objectives of a workload: a grid to choose from, and the cost of the RTO."""

import math

import streamlit as st

from bcdr.model.durations import write_duration
from bcdr.model.portfolio import Workload
from bcdr.model.review import ReviewState
from bcdr.model.sensitivity import ObjectivePrice, PriceOfObjectives
from bcdr.model.vocabulary import Special
from bcdr.ui import price_charts, prices, state
from bcdr.ui.answers import Prices
from bcdr.ui.cells import CellPlace, cell_of_workload, write_cells
from bcdr.ui.charts import clicked_cell
from bcdr.ui.components.headings import note, section, subsection
from bcdr.ui.markup import show, tag
from bcdr.ui.style import palette

_CONFIG = {"displayModeBar": False}


def objective_prices(review: ReviewState, workload: Workload, found: Prices, currency: str) -> None:
    """Show what every RTO with every RPO costs, and what a shorter RTO would cost."""
    price = found.grid
    section(
        prices.price_claim(price, currency),
        "Each cell is the cheapest strategy, by outlay, that meets its RTO and RPO in every "
        "binding scenario, with this workload looked at alone; what is recommended is the best by "
        "the goal and may cost more. ",
        *(["It keeps no data, so the RPO changes nothing. "] if workload.stateful is False else []),
        "Click a cell to see its strategy and to take its objectives.",
    )
    key = state.chart_key("prices", review.id, workload.id, review.revision)
    chosen = prices.cell_at(price, clicked_cell(st.session_state.get(key)))
    _chosen_cell(review, workload, price, chosen, currency)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        subsection("Outlay per year of the cheapest strategy", _legend(price, currency))
        st.plotly_chart(
            price_charts.price_grid(price, palette(), currency, _number(price, chosen)),
            key=key,
            on_select="rerun",
            selection_mode="points",
            theme=None,
            config=_CONFIG,
            alt=f"{price.title}: the cheapest outlay per year for every RTO and RPO",
        )
    with right:
        _stairs(found, currency)


def _stairs(found: Prices, currency: str) -> None:
    own = found.grid.own_rto_hours
    subsection(prices.stairs_claim(found.stairs, own, currency), prices.stairs_note(found.stairs))
    if found.stairs.steps:
        st.plotly_chart(
            price_charts.cost_staircase(found.stairs, palette(), currency, own),
            theme=None,
            config=_CONFIG,
            alt=f"{found.stairs.title}: outlay, expected penalty and their sum against the RTO",
        )


def _chosen_cell(
    review: ReviewState,
    workload: Workload,
    price: PriceOfObjectives,
    chosen: ObjectivePrice | None,
    currency: str,
) -> None:
    own = prices.own_cell(price)
    shown = chosen or own
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="chosen_cell"):
        if shown is None:
            note("No cell is chosen. Click one to see its strategy.")
            return
        strategies = "; ".join(item.title for item in shown.strategies)
        is_own = shown is own
        label = "Asked for now: " if is_own else "Chosen: "
        show(
            tag(
                "div",
                tag("div", tag("b", label), prices.cell_claim(price, shown, currency)),
                tag("div", strategies or shown.reason, css="b-small"),
            )
        )
        if is_own or not shown.strategies:
            return
        written = _written(review, workload, price, shown)
        if written:
            words = " and ".join(f"{cell.column.header} {text}" for cell, text in written)
            st.button(
                f"Take {words}",
                type="primary",
                key="take_objectives",
                on_click=write_cells,
                args=(written, f"{words} {'is' if len(written) == 1 else 'are'} now asked for "
                      f"{workload.title}. Saved; Undo takes it back."),
            )  # fmt: skip


def _written(
    review: ReviewState, workload: Workload, price: PriceOfObjectives, chosen: ObjectivePrice
) -> list[tuple[CellPlace, str]]:
    """Return the cells that ask for other objectives than now, with what is to stand in them."""
    wanted = {
        "rto_hours": (chosen.rto_hours, price.own_rto_hours),
        "rpo_hours": (chosen.rpo_hours, price.own_rpo_hours),
    }
    if workload.stateful is False:
        del wanted["rpo_hours"]
    found = []
    for field, (hours, own) in wanted.items():
        cell = cell_of_workload(review, workload.id, field)
        if cell is not None and hours != own:
            found.append((cell, _text(hours)))
    return found


def _text(hours: float) -> str:
    return write_duration(hours) if math.isfinite(hours) else str(Special.NOT_APPLICABLE)


def _number(price: PriceOfObjectives, cell: ObjectivePrice | None) -> int | None:
    every = [one for line in price.cells for one in line]
    return every.index(cell) if cell is not None else None


def _legend(price: PriceOfObjectives, currency: str) -> str:
    said = f"{currency}, k for thousands; {prices.NOTHING_MEETS} means that nothing meets it."
    if price.own_rto_hours is None and price.own_rpo_hours is None:
        return said
    return f"{said} Framed in orange is what is asked for now."
