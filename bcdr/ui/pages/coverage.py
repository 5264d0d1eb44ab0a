"""Coverage: every workload in every scenario, today beside the plan."""

import streamlit as st

from bcdr.report.sections.summary import headline as coverage_claim
from bcdr.report.sections.tallies import tally
from bcdr.study import Study
from bcdr.ui import state
from bcdr.ui.charts import scenario_bars
from bcdr.ui.claims import binding_line, gain_claim
from bcdr.ui.components.begin import infrastructure_note
from bcdr.ui.components.coverage_legend import coverage_legend, coverage_marks
from bcdr.ui.components.coverage_map import coverage_map
from bcdr.ui.components.coverage_views import by_group, gaps_over_objectives, where_recovery_runs
from bcdr.ui.components.headings import headline, section
from bcdr.ui.components.no_study import no_study
from bcdr.ui.components.note_cell import note_cell
from bcdr.ui.components.shared_use import (
    events,
    links_and_targets,
    missing_inputs,
    recovery_places,
)
from bcdr.ui.components.views import views
from bcdr.ui.coverage_rows import Order, map_rows, scenario_counts
from bcdr.ui.studies import Current, current
from bcdr.ui.style import palette


def show_coverage(now: Current, study: Study) -> None:
    """Show what is covered today and with the plan, first counted and then one by one."""
    lines = now.in_scope(now.coverage)
    headline(
        coverage_claim(tally(lines)),
        "A workload is covered in a scenario if its recovery time stays within the RTO and its "
        "lost data within the RPO. Times are modelled at the planning percentile; what is not "
        "known never counts as met.",
    )
    counts = scenario_counts(map_rows(lines, now.worst_first, Order.NAME))
    section(
        gain_claim(counts),
        "Workloads per kind of failure and state of coverage. Each kind has two bars: today, and "
        "with the plan: what is decided, and what is recommended where nothing is. ",
        binding_line(counts),
    )
    coverage_marks()
    st.plotly_chart(
        scenario_bars(counts, palette()),
        theme=None,
        config={"displayModeBar": False},
        alt="Workloads per scenario and state of coverage, today and with the plan",
    )
    views(
        state.COVERAGE_VIEW,
        {
            "Workloads": lambda: _workloads(now),
            "By group": lambda: by_group(lines),
            "Gaps over objectives": lambda: gaps_over_objectives(lines, study.catalogue),
            "Where recovery runs": lambda: where_recovery_runs(
                lines, now.plan_rows, study.catalogue
            ),
            "Links and targets": lambda: links_and_targets(now.targets_table, study.currency),
            "Recovery places": lambda: recovery_places(study.place_uses(), study.catalogue),
            "Events": lambda: events(
                study.events_per_year(),
                study.event_costs("today"),
                study.event_costs("planned"),
                study.catalogue,
            ),
            "Missing inputs": lambda: missing_inputs(now.missing_inputs),
        },
    )
    note_cell(now, "Coverage")
    infrastructure_note()


def _workloads(now: Current) -> None:
    section(
        "Every workload in every scenario",
        "Left today, right with the plan; workloads stand in the same order. Click a cell to see "
        "what is behind it.",
    )
    coverage_legend()
    order = st.segmented_control(
        "Order",
        list(Order),
        default=Order.WORST_FIRST,
        required=True,
        key=state.COVERAGE_ORDER,
        persist_state="session",
    )
    lines = now.in_scope(now.coverage)
    coverage_map(map_rows(lines, now.worst_first, Order(order or Order.WORST_FIRST)))


now = current()
if now is None or now.study is None:
    no_study(now)
elif not now.in_scope(now.coverage):
    no_study(now, is_scoped=True)
else:
    show_coverage(now, now.study)
