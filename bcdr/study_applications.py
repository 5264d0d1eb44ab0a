"""Puts applications of a study into words and numbers: the slowest of its workloads decides."""

from collections.abc import Collection
from typing import Final

import numpy as np

from bcdr.evaluate.assess import Assessment
from bcdr.evaluate.axes import Codes, Flags, Numbers
from bcdr.evaluate.describe import coverage_of
from bcdr.evaluate.event_costs import BROKEN, KEPT, UNKNOWN, application_event_costs
from bcdr.model.results import ApplicationOutcome, ApplicationResult

_IS_BROKEN: Final = {BROKEN: True, KEPT: False, UNKNOWN: None}


def application_results(
    today: Assessment,
    planned: Assessment,
    accepted: Flags,
    names: Collection[str] | None = None,
) -> tuple[ApplicationResult, ...]:
    """Return applications, all or those named, over their workloads.

    `accepted` is workload x scenario.
    """
    workloads = today.case.inputs.workloads
    ids: dict[str, list[str]] = {}
    for item in workloads:
        ids.setdefault(item.application, []).append(item.id)
    now, then = application_event_costs(today), application_event_costs(planned)
    return tuple(
        ApplicationResult(
            application=name,
            workload_ids=tuple(ids[name]),
            today=_outcomes(today, accepted, position, *now),
            planned=_outcomes(planned, accepted, position, *then),
        )
        for position, name in enumerate(today.applications)
        if names is None or name in names
    )


def _outcomes(
    assessment: Assessment, accepted: Flags, position: int, event_cost: Numbers, mtd: Codes
) -> tuple[ApplicationOutcome, ...]:
    members = assessment.groups.members(position)
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
                event_cost=float(event_cost[position, column]),
                is_mtd_broken=_IS_BROKEN[int(mtd[position, column])],
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
