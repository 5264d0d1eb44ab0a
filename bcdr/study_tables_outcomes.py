"""What every workload comes to in every scenario, in the words and numbers of tables."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bcdr.evaluate.assess import Assessment
from bcdr.evaluate.axes import Codes, Flags, Numbers, by_scenario
from bcdr.evaluate.describe import (
    COVERAGE,
    NEVER_UP,
    accepted_flags,
    because_of,
    coverage_of,
    place_name,
)
from bcdr.evaluate.missing import NO_COPY_LEFT, Missing, missing_sentence
from bcdr.evaluate.outcomes import MET, UNRECOVERABLE
from bcdr.model.vocabulary import Coverage
from bcdr.study_tables_studied import Studied

WORST_FIRST: Final = (
    Coverage.UNRECOVERABLE,
    Coverage.LATE_AND_LOSSY,
    Coverage.LOSSY,
    Coverage.LATE,
    Coverage.UNKNOWN,
)
"""The states of a gap in the order of their weight."""

Words = NDArray[np.object_]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeArrays:
    """One assignment, workload x scenario, as `describe_outcome` puts a single one.

    Hours and money are NaN where there is no number; `null_reason` says why.
    """

    coverage: Words
    likely_hours: Numbers
    planning_hours: Numbers
    loss_hours: Numbers
    place: Words
    null_reason: Words
    event_cost: Numbers


def outcome_arrays(study: Studied, assessment: Assessment) -> OutcomeArrays:
    """Return what an assignment comes to for every workload in every scenario."""
    outcomes, missing = assessment.outcomes, assessment.missing
    coverage = _coverage(study, assessment)
    never = by_scenario(outcomes.state) == UNRECOVERABLE
    gone = never | (coverage == Coverage.UNRECOVERABLE)
    is_blank = (missing & ~int(Missing.RTO | Missing.RPO)) > 0
    shows = ~gone & ~((coverage == Coverage.UNKNOWN) & is_blank)

    def shown(values: Numbers) -> Numbers:
        return np.where(shows & np.isfinite(values), values, np.nan)

    return OutcomeArrays(
        coverage=coverage,
        likely_hours=shown(assessment.likely_hours),
        planning_hours=shown(assessment.planning_hours),
        loss_hours=shown(by_scenario(outcomes.worst_loss_hours)),
        place=_places(study, by_scenario(outcomes.place), shows),
        null_reason=_null_reasons(assessment, never),
        event_cost=np.where(np.isfinite(assessment.event_cost), assessment.event_cost, np.nan),
    )


def worst_scenarios(study: Studied, outcomes: OutcomeArrays) -> Codes:
    """Return for every workload the scenario that weighs most, the first of equals.

    Binding scenarios in scope count, or else all.
    """
    in_scope = np.array([item.in_scope for item in study.catalogue.scenarios], dtype=bool)
    binding = by_scenario(study.evaluation.inputs.is_binding)
    left = np.broadcast_to(binding & in_scope, outcomes.coverage.shape)
    left = left | ~left.any(axis=1, keepdims=True)
    weight = np.zeros(outcomes.coverage.shape)
    for place, state in enumerate(WORST_FIRST):
        weight[outcomes.coverage == state] = len(WORST_FIRST) - place
    for key in (weight, outcomes.planning_hours, outcomes.loss_hours):
        known = np.where(left, np.nan_to_num(key), -np.inf)
        left = left & (known == known.max(axis=1, keepdims=True))
    return np.asarray(np.argmax(left, axis=1))


def _coverage(study: Studied, assessment: Assessment) -> Words:
    words = np.empty(len(COVERAGE), dtype=object)
    for code, state in COVERAGE.items():
        words[code] = str(state)
    found = words[assessment.state]
    found[accepted_flags(study.evaluation) & (assessment.state != MET)] = str(Coverage.ACCEPTED)
    for column, scenario in enumerate(study.catalogue.scenarios):
        if not scenario.in_scope:
            found[:, column] = str(coverage_of(MET, in_scope=False, accepted=False))
    return found


def _places(study: Studied, place: Codes, shows: Flags) -> Words:
    """Return the names of recovery places, empty where nothing is shown."""
    world = study.evaluation.world
    hubs = [item.hub or "" for item in study.evaluation.inputs.workloads]
    of_hub = {hub: number for number, hub in enumerate(dict.fromkeys(hubs))}
    names = np.array(
        [[place_name(world, at, hub) for at in range(len(world.place_names))] for hub in of_hub],
        dtype=object,
    )
    numbers = np.array([of_hub[hub] for hub in hubs])[:, None]
    found = np.full(place.shape, "", dtype=object)
    held = shows & (place >= 0)
    found[held] = names[np.broadcast_to(numbers, place.shape)[held], place[held]]
    return found


def _null_reasons(assessment: Assessment, never: Flags) -> Words:
    """Return why there is no number, or why a workload that is fine by itself is not met."""
    missing = assessment.missing
    found: NDArray[Any] = np.full(missing.shape, "", dtype=object)
    found[~np.isfinite(assessment.planning_hours)] = NEVER_UP
    for bits in np.unique(missing[missing > 0]).tolist():
        found[missing == bits] = missing_sentence(bits)
    found[never] = NO_COPY_LEFT
    held_up = (assessment.own_state == MET) | (assessment.limiting >= 0)
    for row, column in np.argwhere((found == "") & (assessment.state != MET) & held_up).tolist():
        found[row, column] = because_of(assessment, row, column)
    return found
