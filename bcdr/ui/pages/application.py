"""Application: one workload, its objectives, what it has, and every way of protecting it."""

import streamlit as st

from bcdr.model.units import format_money
from bcdr.report.wording import counted
from bcdr.study import Study
from bcdr.ui import state
from bcdr.ui.claims import strategy_words
from bcdr.ui.components.explained import explained
from bcdr.ui.components.headings import Figure, figures, note, section
from bcdr.ui.components.no_study import no_study
from bcdr.ui.components.objectives import objective_controls
from bcdr.ui.components.outcomes import application_table, outcomes_table
from bcdr.ui.components.reasons import reasons_list, refused_pairs, refused_table
from bcdr.ui.components.score_parts import ranked_table
from bcdr.ui.components.verdict import verdict
from bcdr.ui.components.workload_choice import workload_choice
from bcdr.ui.studies import Current, current


def show_application(now: Current, study: Study) -> None:
    """Show one workload from its verdict down to a single number."""
    result = study.workload(workload_choice(now.workloads_in_scope))
    catalogue, today, planned = study.catalogue, result.today, result.planned
    is_assumed = any(outcome.is_assumed for outcome in today.outcomes + planned.outcomes)
    verdict(result)
    figures(
        Figure(
            title="Outlay per year",
            value=format_money(planned.cost.outlay_per_year, study.currency),
            note=f"today {format_money(today.cost.outlay_per_year, study.currency)}",
        ),
        Figure(
            title="Expected penalty per year",
            value=format_money(planned.cost.expected_penalty_per_year, study.currency),
            note=f"today {format_money(today.cost.expected_penalty_per_year, study.currency)}",
        ),
        Figure(
            title="Strategies that are possible",
            value=f"{result.feasible_count:,}",
            note=f"{result.refused_count:,} are refused",
        ),
    )
    section(
        "Objectives",
        "How long it may be out of service (RTO), how much data may be lost (RPO), and where the "
        "harm is no longer tolerable (MTD). A change is saved and judged at once. What holds in a "
        "single scenario may differ; the table below shows it.",
    )
    objective_controls(now.review, result.workload)
    section(
        "Today and with the plan",
        f"Today: {strategy_words(today.strategy)}. With the plan: "
        f"{strategy_words(result.recommended)}. Recovery times are {planned.evidence}, counted "
        "from the moment the incident is noticed; data lost is the worst case."
        + (" They rest on assumed values where inputs are blank." if is_assumed else ""),
    )
    outcomes_table(result, catalogue)
    if planned.reasons:
        reasons_list(planned.reasons, label="What to know of the recommended strategy")
    for application in now.applications_of(result.workload):
        section(
            f"{application.application} as a whole",
            f"{counted(len(application.workload_ids), 'workload')} recover together; the slowest "
            "decides, and what it waits for comes first.",
        )
        application_table(application, catalogue)
    section(
        "The best strategies",
        "Ranked for this workload alone: first by the binding scenarios they cover, then by score "
        "from 0 to 100. The bar shows what each part of the score adds.",
    )
    if result.ranked:
        ranked_table(result.ranked, study.settings.weights, study.currency)
    else:
        note("No strategy is possible: everything is refused, for the reasons below.")
    st.space("small")
    refused = st.expander(
        "Refused options, with all reasons", key=state.REFUSED_OPEN, on_change="rerun"
    )
    if refused.open:
        with refused:
            whole = study.workload(result.workload.id, detail="all")
            refused_table(refused_pairs(whole.ranked), catalogue)
    why = st.expander("Why is a number what it is?", key=state.EXPLAINED_OPEN, on_change="rerun")
    if why.open:
        with why:
            explained(study, result)


now = current()
if now is None or now.study is None:
    no_study(is_open=now is not None)
elif not now.workloads_in_scope:
    no_study(is_open=True, is_scoped=True)
else:
    show_application(now, now.study)
