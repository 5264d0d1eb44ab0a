"""What pages ask of a study about one workload, kept by review, revision and settings."""

from dataclasses import dataclass

import streamlit as st

from bcdr.model.sensitivity import (
    BreakEvens,
    CostAgainstRto,
    Flips,
    MissingInput,
    PriceOfObjectives,
)
from bcdr.study import Study
from bcdr.study_changes import Changes as Differences
from bcdr.study_changes import changes_between
from bcdr.study_recovery import Assigned, Recovery
from bcdr.study_recovery import recoveries as find_recoveries
from bcdr.ui.studies import Current

# An answer takes some tens of kB; those asked for longest ago go first.
_ANSWERS_KEPT = 200


@dataclass(frozen=True, slots=True)
class Prices:
    """What objectives of one workload cost: as a grid, and against the RTO."""

    grid: PriceOfObjectives
    stairs: CostAgainstRto


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What would change the recommendation for one workload.

    `missing` is the blank input that would tell most, None if none would; `break_even` is None
    where nothing is planned.
    """

    flips: Flips
    missing: MissingInput | None
    break_even: BreakEvens | None


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """What an answer hangs on: review, revision and settings in one text, and the workload."""

    study: str
    workload_id: str


def prices(now: Current, study: Study, workload_id: str) -> Prices:
    """Return what objectives of a workload cost."""
    return _prices(AnswerKey(now.key, workload_id), _study=study)


def changes(now: Current, study: Study, workload_id: str) -> Changes:
    """Return what would change the recommendation for a workload."""
    return _changes(AnswerKey(now.key, workload_id), _study=study)


@dataclass(frozen=True)
class Pair:
    """Two reviews to compare; `keys` are what their studies hang on."""

    keys: tuple[str, str]
    before: Study
    after: Study


def differences(one: Current, before: Study, other: Current, after: Study) -> Differences:
    """Return what changed from one review to another, and why."""
    return _differences(Pair((one.key, other.key), before, after))


@st.cache_resource(
    max_entries=_ANSWERS_KEPT,
    show_spinner="Comparing workload by workload",
    hash_funcs={Pair: lambda pair: pair.keys},
)
def _differences(pair: Pair) -> Differences:
    """Return what changed; Streamlit keeps it by the keys of both alone."""
    return changes_between(pair.before, pair.after)


def recoveries(
    now: Current, study: Study, workload_id: str, assigned: Assigned
) -> tuple[Recovery, ...]:
    """Return the phases of the recovery of a workload, in every scenario."""
    return _recoveries(AnswerKey(now.key, workload_id), assigned, _study=study)


@st.cache_resource(max_entries=_ANSWERS_KEPT, show_spinner=False)
def _recoveries(key: AnswerKey, assigned: Assigned, *, _study: Study) -> tuple[Recovery, ...]:
    """Return the recoveries of a workload; Streamlit keeps them by the key alone."""
    return find_recoveries(_study, key.workload_id, assigned)


@st.cache_resource(max_entries=_ANSWERS_KEPT, show_spinner=False)
def _prices(key: AnswerKey, *, _study: Study) -> Prices:
    """Return the prices of a workload; Streamlit keeps them by the key alone."""
    return Prices(
        _study.price_of_objectives(key.workload_id), _study.cost_against_rto(key.workload_id)
    )


@st.cache_resource(max_entries=_ANSWERS_KEPT, show_spinner="Changing every number in turn")
def _changes(key: AnswerKey, *, _study: Study) -> Changes:
    """Return the changes of a workload; Streamlit keeps them by the key alone."""
    return Changes(
        flips=_study.flips(key.workload_id),
        missing=_study.most_important_input(key.workload_id),
        break_even=_study.break_even(key.workload_id),
    )
