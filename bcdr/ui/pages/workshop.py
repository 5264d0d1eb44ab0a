"""Workshop: one workload at a time, for the wall: what it needs, what there is, what is decided."""

import streamlit as st

from bcdr.model.results import WorkloadResult
from bcdr.model.units import format_money
from bcdr.study import Study
from bcdr.ui import answers, note_tables, state
from bcdr.ui.components.alternatives import alternatives
from bcdr.ui.components.copies import copies
from bcdr.ui.components.costs import costs
from bcdr.ui.components.decision import decision
from bcdr.ui.components.explained import explained
from bcdr.ui.components.headings import Figure, figures
from bcdr.ui.components.no_study import no_study
from bcdr.ui.components.note_cell import note_cell
from bcdr.ui.components.objective_prices import objective_prices
from bcdr.ui.components.objectives import objective_controls, objective_findings
from bcdr.ui.components.recommendation_changes import recommendation_changes
from bcdr.ui.components.recovery import recovery, recovery_choice
from bcdr.ui.components.rules import rules
from bcdr.ui.components.today_and_plan import today_and_plan
from bcdr.ui.components.verdict import verdict
from bcdr.ui.components.views import views
from bcdr.ui.components.workshop_bar import workshop_bar
from bcdr.ui.decisions import is_decided
from bcdr.ui.dependencies import circles_of, held_up
from bcdr.ui.studies import Current, current


def show_workshop(now: Current, study: Study) -> None:
    """Show one workload from its verdict and decision down to a single number."""
    with st.container(key="wall"):
        result = study.workload(workshop_bar(now, now.workloads_in_scope))
        words, decided = st.columns([7, 6], gap="medium")
        with words:
            verdict(result, is_decided=is_decided(now.decisions.get(result.workload.id)))
            # Beside the verdict: it speaks of other objectives than those that are written.
            objective_findings(now.review, result.workload, now.reading.findings)
            _figures(result, study.currency)
            objective_controls(now.review, result.workload, result.objectives)
        with decided:
            decision(now, study, result)
        _views(now, study, result)
    workload = result.workload
    note_cell(now, note_tables.of_workload(workload.id), about=workload.title)


def _figures(result: WorkloadResult, currency: str) -> None:
    today, planned = result.today, result.planned
    figures(
        Figure(
            title="Outlay per year",
            value=format_money(planned.cost.outlay_per_year, currency),
            note=f"today {format_money(today.cost.outlay_per_year, currency)}",
        ),
        Figure(
            title="Expected penalty per year",
            value=format_money(planned.cost.expected_penalty_per_year, currency),
            note=f"today {format_money(today.cost.expected_penalty_per_year, currency)}",
        ),
        Figure(
            title="Possible strategies",
            value=f"{result.feasible_count:,}",
            note=f"{result.refused_count:,} are refused",
        ),
    )


def _views(now: Current, study: Study, result: WorkloadResult) -> None:
    workload = result.workload
    views(
        state.WORKSHOP_VIEW,
        {
            "Today and plan": lambda: _today_and_plan(now, study, result),
            "Options": lambda: alternatives(study, result),
            "Price of objectives": lambda: objective_prices(
                now.review, workload, answers.prices(now, study, workload.id), study.currency
            ),
            "Recovery": lambda: recovery(
                answers.recoveries(now, study, workload.id, recovery_choice()), study.catalogue
            ),
            "Copies": lambda: copies(
                now.copies.get(("today", workload.id), ()),
                now.copies.get(("planned", workload.id), ()),
                study.catalogue,
            ),
            "Cost": lambda: costs(
                result,
                now.cost_lines.get(("today", workload.id), ()),
                now.cost_lines.get(("planned", workload.id), ()),
                study.frequencies[study.row(workload.id)].tolist(),
                study.catalogue,
            ),
            "Rules": lambda: rules(
                now.review,
                workload,
                result.clauses,
                study.results.reasons.clauses(study.row(workload.id), is_today=True),
                study.catalogue,
            ),
            "What would change it": lambda: recommendation_changes(
                now.review, workload, answers.changes(now, study, workload.id), study.catalogue
            ),
            "Why": lambda: explained(study, result),
        },
    )


def _today_and_plan(now: Current, study: Study, result: WorkloadResult) -> None:
    mine = [one for one in now.workloads if one.application == result.workload.application]
    ids = {one.id for one in mine}
    today_and_plan(
        result,
        now.applications_of(result.workload),
        held_up(now.inversions, ids, now.titles, study.catalogue),
        circles_of(study.circles(), {one.title for one in mine}),
        study.catalogue,
    )


now = current()
if now is None or now.study is None:
    no_study(now)
elif not now.workloads_in_scope:
    no_study(now, is_scoped=True)
else:
    show_workshop(now, now.study)
