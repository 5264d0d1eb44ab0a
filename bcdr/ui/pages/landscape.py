"""Landscape: Hubs, sites, targets and links, and every figure that the study rests on."""

import streamlit as st

from bcdr.model.columns import DRILLS, HUBS, OBJECTIVES, RULES, TARGETS
from bcdr.ui import entry_rows, state
from bcdr.ui.assumed_rows import assumed_hubs, assumed_targets
from bcdr.ui.components.entry_grid import entry_grid
from bcdr.ui.components.headings import headline
from bcdr.ui.components.landscape_rows import landscape_rows
from bcdr.ui.components.no_study import no_study
from bcdr.ui.components.note_cell import note_cell
from bcdr.ui.components.settings_form import settings_form
from bcdr.ui.components.views import views
from bcdr.ui.landscape_charts import landscape_chart
from bcdr.ui.landscape_map import landscape_claim, landscape_map
from bcdr.ui.studies import Current, current
from bcdr.ui.style import palette

_SOURCED = (
    "Change a value together with its source and date: both go into the report. What is not "
    "given here has the default, with its own source."
)


def show_landscape(now: Current) -> None:
    """Show the drawing, and beneath it everything that holds for all applications."""
    portfolio = now.reading.portfolio
    if portfolio is None:
        headline("There is no landscape yet", "The list has no row with an application.")
    else:
        headline(
            landscape_claim(portfolio.landscape),
            "Hubs stand above, targets below, in the sites they are at. Lines are links, thicker "
            "where they are faster; dotted lines are copies that go on to another target; dotted "
            "frames do not exist yet.",
        )
        st.plotly_chart(
            landscape_chart(landscape_map(portfolio.landscape), palette()),
            theme=None,
            config={"displayModeBar": False},
            alt=landscape_claim(portfolio.landscape),
        )
    review, catalogue = now.review, now.reading.catalogue
    views(
        state.LANDSCAPE_VIEW,
        {
            "Hubs": lambda: landscape_rows(
                review, HUBS, noun="Hub", about=HUBS.purpose, required=("hub",),
                assumed=assumed_hubs(portfolio),
            ),
            "Targets and links": lambda: landscape_rows(
                review, TARGETS, noun="target", about=TARGETS.purpose,
                required=("target", "kind"), assumed=assumed_targets(portfolio),
                currency=catalogue.currency,
            ),
            "Objectives": lambda: landscape_rows(
                review, OBJECTIVES, noun="row", about=OBJECTIVES.purpose,
                required=("criticality",),
            ),
            "Scenarios": lambda: entry_grid(
                review, entry_rows.scenarios(catalogue), entry_rows.SCENARIO_LIST,
                purpose="scenarios", noun="scenario", about=_SOURCED,
            ),
            "Rules": lambda: landscape_rows(
                review, RULES, noun="rule", about=RULES.purpose,
                required=("rule", "parameter", "operator", "value"),
            ),
            "Facts": lambda: entry_grid(
                review, entry_rows.facts(catalogue), entry_rows.FACTS,
                purpose="facts", noun="fact", about=_SOURCED,
            ),
            "Prices": lambda: entry_grid(
                review, entry_rows.prices(catalogue), entry_rows.PRICE_LIST,
                purpose="prices", noun="price", about=_SOURCED,
            ),
            "Assumptions": lambda: entry_grid(
                review, entry_rows.figures(catalogue), entry_rows.FIGURES,
                purpose="figures", noun="figure", about=_SOURCED,
            ),
            "Drills": lambda: landscape_rows(
                review, DRILLS, noun="drill", about=DRILLS.purpose,
                required=("application", "date", "recovery_hours", "result"),
            ),
            "Goal and weights": lambda: settings_form(review, now.reading.settings),
        },
    )  # fmt: skip
    note_cell(now, "Landscape")


now = current()
if now is None:
    no_study(now)
else:
    show_landscape(now)
