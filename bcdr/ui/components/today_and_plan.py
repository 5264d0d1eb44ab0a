"""How a workload fares today and with the plan, by itself and with its application."""

from collections.abc import Sequence

from bcdr.model.catalogue import Catalogue
from bcdr.model.results import ApplicationResult, WorkloadResult
from bcdr.report.wording import counted
from bcdr.ui.claims import outcomes_claim, strategy_words
from bcdr.ui.components.dependencies import dependencies
from bcdr.ui.components.headings import section, subsection
from bcdr.ui.components.outcomes import application_table, outcomes_table
from bcdr.ui.components.reasons import reasons_list
from bcdr.ui.dependencies import HeldUp


def today_and_plan(
    result: WorkloadResult,
    applications: Sequence[ApplicationResult],
    held: Sequence[HeldUp],
    circles: Sequence[Sequence[str]],
    catalogue: Catalogue,
) -> None:
    """Show every scenario today beside the plan, what to know of it, and what it waits for."""
    today, planned = result.today, result.planned
    is_assumed = any(outcome.is_assumed for outcome in today.outcomes + planned.outcomes)
    section(
        outcomes_claim(result),
        f"Today: {strategy_words(today.strategy)}. With the plan: "
        f"{strategy_words(result.recommended)}. Recovery times count from the moment the incident "
        "is noticed, and say beneath what they rest on; data lost is the worst case."
        + (" They rest on assumed values where inputs are blank." if is_assumed else ""),
    )
    outcomes_table(result, catalogue)
    if planned.reasons:
        reasons_list(planned.reasons, label="What to know of the recommended strategy")
    for application in applications:
        subsection(
            f"{application.application} as a whole",
            f"{counted(len(application.workload_ids), 'workload')} recover together; the slowest "
            "decides, and what it waits for comes first.",
        )
        application_table(application, catalogue)
    if held or circles:
        dependencies(held, circles)
