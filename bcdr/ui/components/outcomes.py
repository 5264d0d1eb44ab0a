"""How a workload or application fares in every scenario, today beside the plan."""

from typing import Final

from bcdr.model.catalogue import Catalogue
from bcdr.model.results import ApplicationResult, Objectives, Outcome, WorkloadResult
from bcdr.model.units import format_hours
from bcdr.ui.components.coverage_legend import state_mark
from bcdr.ui.components.tables import Heading, table
from bcdr.ui.markup import joined, show, tag

_NONE: Final = "\N{EN DASH}"


def outcomes_table(result: WorkloadResult, catalogue: Catalogue) -> None:
    """Show objectives, coverage, recovery time, data loss and place of a workload."""
    objectives = {one.scenario: one for one in result.objectives}
    planned = {one.scenario: one for one in result.planned.outcomes}
    show(
        table(
            (
                Heading("Scenario", is_kept=True),
                Heading("RTO", is_number=True, group="Objectives"),
                Heading("RPO", is_number=True, group="Objectives"),
                *_headings("Today"),
                *_headings("With the plan"),
            ),
            (
                (
                    catalogue.scenario(today.scenario).title,
                    *_wanted(objectives[today.scenario]),
                    *_cells(today),
                    *_cells(planned[today.scenario]),
                )
                for today in result.today.outcomes
            ),
            label="Coverage, recovery time and data loss in every scenario, today and planned",
        )
    )


def application_table(result: ApplicationResult, catalogue: Catalogue) -> None:
    """Show how the application as a whole fares: the slowest of its workloads decides."""
    planned = {one.scenario: one for one in result.planned}
    show(
        table(
            (
                Heading("Scenario", is_kept=True),
                *(
                    heading
                    for group in ("Today", "With the plan")
                    for heading in (
                        Heading("Coverage", group=group, is_kept=True),
                        Heading("Back in", is_number=True, group=group),
                        Heading("What it waits for", group=group),
                    )
                ),
            ),
            (
                (
                    catalogue.scenario(one.scenario).title,
                    *(
                        cell
                        for outcome in (one, planned[one.scenario])
                        for cell in (
                            state_mark(outcome.coverage),
                            format_hours(outcome.recovery_hours, blank=_NONE),
                            " → ".join(outcome.critical_path),
                        )
                    ),
                )
                for one in result.today
            ),
            label="Coverage and recovery time of the application, today and planned",
        )
    )


def _headings(group: str) -> tuple[Heading, ...]:
    return (
        Heading("Coverage", group=group, is_kept=True),
        Heading("Back in", is_number=True, group=group),
        Heading("Data lost", is_number=True, group=group),
        Heading("Where, or why not", group=group),
    )


def _wanted(objectives: Objectives) -> tuple[str, str]:
    return (
        format_hours(objectives.rto_hours, blank="not given"),
        format_hours(objectives.rpo_hours, blank="not given"),
    )


def _cells(outcome: Outcome) -> tuple[str, ...]:
    return (
        state_mark(outcome.coverage),
        _time(outcome),
        format_hours(outcome.loss_hours, blank=_NONE),
        _place(outcome),
    )


def _time(outcome: Outcome) -> str:
    """Return the recovery time, with what it rests on beneath it."""
    hours = outcome.recovery_planning_hours
    if hours is None:
        return _NONE
    return joined(
        tag("div", format_hours(hours)),
        tag("div", str(outcome.evidence), css="b-small", title=outcome.evidence_reason),
    )


def _place(outcome: Outcome) -> str:
    """Return the recovery place, with what stands in the way and which test proves it beneath."""
    said = [tag("div", outcome.recovery_place)] if outcome.recovery_place else []
    said += [
        tag("div", text, css="b-small")
        for text in (outcome.null_reason, outcome.evidence_reason)
        if text
    ]
    return joined(*said)
