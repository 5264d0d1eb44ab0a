"""What one event costs and whether an MTD breaks: an average over years would hide both."""

from typing import Final

import numpy as np

from bcdr.evaluate.assess import Assessment
from bcdr.evaluate.axes import Codes, Numbers, by_scenario
from bcdr.evaluate.events import NO_EVENT
from bcdr.evaluate.outcomes import UNCERTAIN, UNRECOVERABLE
from bcdr.model.results import EventCost

KEPT: Final = 0
BROKEN: Final = 1
UNKNOWN: Final = -1


def mtd_state(assessment: Assessment) -> Codes:
    """Return for workload x scenario whether one event breaks its MTD: yes 1, no 0, unknown -1.

    Counted at the planning percentile, with the part of the application that is hit together.
    What is unrecoverable breaks every MTD; what nobody needs back has none.
    """
    inputs = assessment.case.inputs
    mtd, hours = by_scenario(inputs.mtd_hours), assessment.together.planning_hours
    unneeded = by_scenario(np.isposinf(inputs.rto_hours) & np.isposinf(inputs.rpo_hours))
    gone = assessment.together.state == UNRECOVERABLE
    with np.errstate(invalid="ignore"):
        broken = (gone | (hours > mtd)) & ~np.isposinf(mtd)
    unknown = ~broken & ~np.isposinf(mtd) & (np.isnan(mtd) | np.isnan(hours))
    state = np.where(broken, BROKEN, np.where(unknown, UNKNOWN, KEPT))
    return np.where(unneeded, KEPT, state)


def event_costs(assessment: Assessment) -> tuple[EventCost, ...]:
    """Return what every event in scope costs that hits many workloads, the dearest first."""
    events, scenarios = assessment.events, assessment.case.catalogue.scenarios
    mtd = mtd_state(assessment)
    found = []
    for number, column in enumerate(events.scenario.tolist()):
        scenario = scenarios[column]
        if not scenario.in_scope:
            continue
        rows = np.flatnonzero(events.of_workload[:, column] == number)
        cost, states = _by_application(assessment, rows, column, mtd)
        own = assessment.state[rows, column]
        found.append(
            EventCost(
                scenario=scenario.id,
                hit=events.hit[number],
                applications=len(cost),
                workloads=len(rows),
                cost=float(cost.sum()),
                unrecoverable=int((own == UNRECOVERABLE).sum()),
                unknown=int((own == UNCERTAIN).sum()),
                mtd_broken=int((states == BROKEN).sum()),
                mtd_unknown=int((states == UNKNOWN).sum()),
            )
        )
    return tuple(sorted(found, key=lambda item: item.cost, reverse=True))


def _by_application(
    assessment: Assessment, rows: Codes, column: int, mtd: Codes
) -> tuple[Numbers, Codes]:
    """Return money and MTD of the applications that some workloads hit together belong to.

    The rates of a workload are those of its application: the mean over its workloads that are hit
    charges its downtime once.
    """
    _, group = np.unique(assessment.application_of[rows], return_inverse=True)
    group = group.reshape(-1)
    count = np.bincount(group)
    cost = np.bincount(group, weights=assessment.event_cost[rows, column]) / np.maximum(count, 1)
    states = mtd[rows, column]
    return cost, _worst_mtd(group, len(count), states)


def _worst_mtd(group: Codes, count: int, states: Codes) -> Codes:
    """Return broken where any is, else unknown where any is."""
    found = np.full(count, KEPT, dtype=np.int64)
    found[group[states == UNKNOWN]] = UNKNOWN
    found[group[states == BROKEN]] = BROKEN
    return found


def application_event_costs(assessment: Assessment) -> tuple[Numbers, Codes]:
    """Return per application and scenario the money of its dearest event, and its MTD.

    An event that hits one workload at a time costs what its dearest workload does.
    """
    events, mtd = assessment.events, mtd_state(assessment)
    shape = len(assessment.applications), assessment.state.shape[1]
    cost, broken = np.zeros(shape), np.zeros(shape, dtype=np.int64)
    for column in range(shape[1]):
        member, event = assessment.application_of, events.of_workload[:, column]
        is_alone = event == NO_EVENT
        part = np.where(is_alone, np.arange(len(member)), event)
        key = member * (part.max(initial=0) + 1) + part
        _, first, group = np.unique(key, return_index=True, return_inverse=True)
        group = group.reshape(-1)
        sums = np.bincount(group, weights=assessment.event_cost[:, column])
        np.maximum.at(cost[:, column], member[first], sums / np.bincount(group))
        broken[:, column] = _worst_mtd(member, shape[0], mtd[:, column])
    return cost, broken
