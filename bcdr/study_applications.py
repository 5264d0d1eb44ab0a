"""Puts applications of a study into words and numbers: the slowest of its workloads decides."""

import numpy as np

from bcdr.evaluate.assess import Assessment
from bcdr.evaluate.axes import Codes, Flags
from bcdr.evaluate.describe import coverage_of
from bcdr.model.results import ApplicationOutcome, ApplicationResult


def application_results(
    today: Assessment, planned: Assessment, accepted: Flags
) -> tuple[ApplicationResult, ...]:
    """Return every application over its workloads; `accepted` is workload x scenario."""
    workloads = today.case.inputs.workloads
    ids: dict[str, list[str]] = {}
    for item in workloads:
        ids.setdefault(item.application, []).append(item.id)
    return tuple(
        ApplicationResult(
            application=name,
            workload_ids=tuple(ids[name]),
            today=_outcomes(today, accepted, position),
            planned=_outcomes(planned, accepted, position),
        )
        for position, name in enumerate(today.applications)
    )


def _outcomes(
    assessment: Assessment, accepted: Flags, position: int
) -> tuple[ApplicationOutcome, ...]:
    members = np.flatnonzero(assessment.application_of == position)
    outcomes = []
    for column, scenario in enumerate(assessment.case.catalogue.scenarios):
        hours = float(assessment.application_hours[position, column])
        outcomes.append(
            ApplicationOutcome(
                scenario=scenario.id,
                coverage=coverage_of(
                    int(assessment.application_state[position, column]),
                    in_scope=scenario.in_scope,
                    accepted=bool(accepted[members, column].all()),
                ),
                recovery_hours=hours if np.isfinite(hours) else None,
                critical_path=_critical_path(assessment, members, column),
            )
        )
    return tuple(outcomes)


def _critical_path(assessment: Assessment, members: Codes, column: int) -> tuple[str, ...]:
    hours = assessment.planning_hours[members, column]
    if not np.isfinite(hours).all():
        return ()
    row = int(members[int(np.argmax(hours))])
    path = [row]
    while (row := int(assessment.limiting[row, column])) >= 0 and row not in path:
        path.append(row)
    workloads = assessment.case.inputs.workloads
    return tuple(workloads[row].title for row in reversed(path))
