"""Further looks at coverage: by group, gaps over objectives, and where recovery runs."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from bcdr.model.catalogue import Catalogue
from bcdr.report.wording import counted
from bcdr.ui import state
from bcdr.ui.charts import clicked_cell
from bcdr.ui.components.headings import note, section
from bcdr.ui.components.tables import Heading, table
from bcdr.ui.coverage_charts import gap_scatter, recovery_flows
from bcdr.ui.coverage_groups import Group, GroupCell, group_rows, groups_claim
from bcdr.ui.coverage_points import GapPoint, flows, flows_claim, gap_points, gaps_claim
from bcdr.ui.markup import Markup, show, tag
from bcdr.ui.navigation import WORKSHOP
from bcdr.ui.style import palette

Line = Mapping[str, Any]
_CONFIG = {"displayModeBar": False}
_WHEN = {"today": "Today", "planned": "With the plan"}
_MOST_GROUPS = 100


def by_group(lines: Sequence[Line]) -> None:
    """Show how much is covered of every group in every scenario."""
    chosen = st.segmented_control(
        "By",
        list(Group),
        default=Group.CRITICALITY,
        required=True,
        key=state.COVERAGE_GROUP,
        persist_state="session",
        label_visibility="collapsed",
    )
    group = Group(chosen or Group.CRITICALITY)
    rows = group_rows(lines, group)
    section(
        groups_claim(rows, group),
        "Workloads covered of those looked at: today, then with the plan. The bar is the plan, "
        "its first part today.",
    )
    scenarios = list(rows[0].cells) if rows else []
    show(
        table(
            (
                Heading(str(group), width=18),
                Heading("Workloads", is_number=True, width=9),
                *(Heading(title, width=73 / max(1, len(scenarios))) for title in scenarios),
            ),
            (
                (
                    row.title,
                    f"{len(row.workloads):,}",
                    *(_group_cell(row.cells[title]) for title in scenarios),
                )
                for row in rows[:_MOST_GROUPS]
            ),
            label=f"Coverage by {str(group).lower()} and scenario",
            css="b-uses b-groups",
        )
    )
    if len(rows) > _MOST_GROUPS:
        note(f"The first {_MOST_GROUPS} of {len(rows):,}. Narrow Scope to see others.")


def gaps_over_objectives(lines: Sequence[Line], catalogue: Catalogue) -> None:
    """Show RTO against modelled time of every workload in a scenario, with the gap line."""
    left, right = st.columns([1, 1], vertical_alignment="center")
    with left:
        scenario = _scenario(lines, catalogue)
    with right:
        when = st.segmented_control(
            "When",
            list(_WHEN),
            format_func=lambda one: _WHEN[one],
            default="today",
            required=True,
            key=state.COVERAGE_WHEN,
            persist_state="session",
            label_visibility="collapsed",
        )
    points = gap_points(lines, scenario, str(when or "today"))
    section(
        gaps_claim(points, str(when or "today")),
        "Each mark is a workload; a number says how many lie on each other. On the dashed line it "
        "comes back just in time; above it, late. Click a mark to see which one it is.",
    )
    if not points:
        note("Give workloads an RTO on Portfolio to see them here.")
        return
    number = clicked_cell(st.session_state.get(state.COVERAGE_GAPS))
    _chosen(points[number] if number is not None and 0 <= number < len(points) else None)
    st.plotly_chart(
        gap_scatter(points, palette()),
        key=state.COVERAGE_GAPS,
        on_select="rerun",
        selection_mode="points",
        theme=None,
        config=_CONFIG,
        alt=gaps_claim(points, str(when or "today")),
    )


def where_recovery_runs(lines: Sequence[Line], plan: Sequence[Line], catalogue: Catalogue) -> None:
    """Show the flow from the Hub over the option to the place of recovery, in a scenario."""
    found = flows(lines, plan, _scenario(lines, catalogue))
    section(
        flows_claim(found),
        "With the plan, from the Hub on which workloads run, over the option that brings them "
        "back, to where they run again. The broader, the more workloads.",
    )
    if found:
        st.plotly_chart(
            recovery_flows(found, palette()), theme=None, config=_CONFIG, alt=flows_claim(found)
        )


def _scenario(lines: Sequence[Line], catalogue: Catalogue) -> str:
    """Return the scenario to look at: the first at which a whole site is gone, unless chosen."""
    ids = list(dict.fromkeys(str(line["scenario"]) for line in lines))
    usual = "site-loss" if "site-loss" in ids else ids[0]
    chosen = st.selectbox(
        "Scenario",
        ids,
        index=ids.index(usual),
        format_func=lambda id_: catalogue.scenario(id_).title,
        key=state.COVERAGE_SCENARIO,
        persist_state="session",
        label_visibility="collapsed",
        width=420,
    )
    return str(chosen)


def _chosen(point: GapPoint | None) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="chosen_cell"):
        if point is None:
            note("No mark is chosen. Click one to see its workload.")
            return
        state.choose_workload(point.workload_id)
        note(tag("b", point.title))
        st.page_link(
            WORKSHOP,
            label="Show this workload",
            icon=":material/arrow_forward:",
            query_params=state.address(),
        )


def _group_cell(cell: GroupCell) -> Markup:
    if not cell.looked_at:
        return tag("span", "\N{EN DASH}", css="b-small")
    today, planned = cell.today / cell.looked_at, cell.planned / cell.looked_at
    words = f"{cell.today:,} → {cell.planned:,} of {cell.looked_at:,}"
    more = max(0.0, planned - today)
    said = f"{words} {counted(cell.looked_at, 'workload').split(' ')[-1]} covered"
    return tag(
        "div",
        tag("div", words, css="b-words"),
        tag(
            "div",
            tag("span", css="b-part-0", style=f"width:{100 * min(today, planned):.1f}%"),
            tag("span", css="b-part-2", style=f"width:{100 * more:.1f}%"),
            css="b-bar",
            role="img",
            aria_label=said,
        ),
        css="b-use",
    )
