"""Plan: what is decided and recommended, what it takes, what is to do, and who does it."""

from bcdr.model.units import format_money
from bcdr.study import Study
from bcdr.ui import plan_rows, state
from bcdr.ui.components.headings import Figure, figures, headline
from bcdr.ui.components.no_study import no_study
from bcdr.ui.components.note_cell import note_cell
from bcdr.ui.components.plan_views import accepted, gaps_and_actions, responsibilities, strategies
from bcdr.ui.components.shared_use import links_and_targets
from bcdr.ui.components.views import views
from bcdr.ui.scope import chosen, scope_words
from bcdr.ui.studies import Current, current

_OF_SCOPE = (
    " Figures and lists are of the workloads in scope; targets and links are shared by all, so "
    "theirs are of the whole portfolio."
)


def show_plan(now: Current, study: Study) -> None:
    """Show the plan from its totals down to single duties."""
    plan, coverage = now.in_scope(now.plan_rows), now.in_scope(now.coverage)
    rows = plan_rows.planned_rows(plan, coverage, now.decisions)
    headline(
        plan_rows.plan_claim([row.workload_id for row in rows], coverage, now.decisions),
        "The plan holds what is decided, and what is recommended where nothing is decided yet."
        f"{_OF_SCOPE if scope_words(chosen()) else ''}",
    )
    told = now.told
    figures(
        Figure(
            title="Outlay per year",
            value=format_money(told.outlay_per_year, study.currency),
            note=f"today {format_money(told.today_outlay_per_year, study.currency)}",
        ),
        Figure(
            title="Expected penalty per year",
            value=format_money(told.expected_penalty_per_year, study.currency),
            note=f"today {format_money(told.today_expected_penalty_per_year, study.currency)}",
        ),
        Figure(
            title="Need a target to build",
            value=f"{sum(row.is_to_build for row in rows):,}",
            note="workloads in scope",
        ),
        Figure(
            title="Proven by a test",
            value=f"{sum(row.evidence == 'proven' for row in rows):,}",
            note="the others are modelled or claimed",
        ),
    )
    decisions = now.reading.portfolio.decisions if now.reading.portfolio else ()
    titles = {row.workload_id: row.title for row in rows}
    views(
        state.PLAN_VIEW,
        {
            "Strategies": lambda: strategies(rows, study.currency),
            "Targets and links": lambda: links_and_targets(now.targets_table, study.currency),
            "Gaps and actions": lambda: gaps_and_actions(
                plan_rows.actions(plan, now.targets_table)
            ),
            "Accepted gaps": lambda: accepted(
                plan_rows.accepted_gaps(decisions, coverage, titles, study.settings.as_of)
            ),
            "Responsibilities": lambda: responsibilities(now),
        },
    )
    note_cell(now, "Plan")


now = current()
if now is None or now.study is None:
    no_study(now)
elif not now.ids_in_scope:
    no_study(now, is_scoped=True)
else:
    show_plan(now, now.study)
