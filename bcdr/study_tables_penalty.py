"""The table of expected penalties: what each scenario costs a workload in a year, and from what."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bcdr.evaluate.assess import Assessment
from bcdr.evaluate.axes import Numbers, by_scenario
from bcdr.evaluate.cost import frequencies
from bcdr.model.vocabulary import SHARED_SCOPES
from bcdr.study_tables_studied import Studied, assignments

COLUMNS = (
    "workload_id",
    "application",
    "workload",
    "title",
    "assignment",
    "scenario",
    "scenario_title",
    "events_per_year",
    "downtime_cost_per_hour",
    "down_hours",
    "data_loss_cost_per_hour",
    "lost_hours",
    "amount_per_year",
    "currency",
)


def penalty_table(study: Studied) -> pd.DataFrame:
    """Return one row per workload, assignment and scenario that costs anything.

    `events_per_year` x (`downtime_cost_per_hour` x `down_hours` + `data_loss_cost_per_hour` x
    `lost_hours`) is `amount_per_year`. `down_hours` is the likely recovery time, that of the
    slowest workload hit with it where one event hits many; what never comes back counts until it
    is replaced. `lost_hours` is the mean loss and the time until it is noticed.
    """
    parts = [
        _rows(study, assessment).assign(assignment=assignment)
        for assignment, assessment in assignments(study)
    ]
    table = pd.concat(parts).sort_values("row", kind="stable")
    return table.reset_index(drop=True)[list(COLUMNS)]


def _rows(study: Studied, assessment: Assessment) -> pd.DataFrame:
    inputs, scenarios = study.evaluation.inputs, study.catalogue.scenarios
    outcomes = assessment.outcomes
    shape = assessment.state.shape
    gone = np.isnan(by_scenario(outcomes.planning_hours))
    shared = np.array([item.scope in SHARED_SCOPES for item in scenarios])
    down = np.where(shared, assessment.together.likely_hours, assessment.likely_hours)
    down = np.where(np.isnan(down), np.array([s.replacement_hours for s in scenarios]), down)
    lost = np.where(
        gone, study.catalogue.value("total-loss-hours"), by_scenario(outcomes.mean_loss_hours)
    ) + np.array([item.noticed_after_hours for item in scenarios])
    down_rate = _rate(inputs.rto_hours, inputs.downtime_cost_per_hour, shape)
    lost_rate = _rate(inputs.rpo_hours, inputs.data_loss_cost_per_hour, shape)
    events = np.broadcast_to(by_scenario(frequencies(inputs, study.catalogue)), shape)
    # Nothing is charged at a rate of nothing, however long it takes, be that not known.
    each = np.where(down_rate > 0, down_rate * down, 0.0)
    each = each + np.where(lost_rate > 0, lost_rate * lost, 0.0)
    amount = events * each
    row, column = np.nonzero(amount)
    workloads = study.portfolio.workloads

    def picked(values: Numbers) -> NDArray[Any]:
        return np.broadcast_to(values, shape)[row, column]

    def named(words: list[str], codes: NDArray[np.int64]) -> NDArray[Any]:
        return np.array(words, dtype=object)[codes]

    return pd.DataFrame(
        {
            "row": row,
            "workload_id": named([item.id for item in workloads], row),
            "application": named([item.application for item in workloads], row),
            "workload": named([item.workload for item in workloads], row),
            "title": named([item.title for item in workloads], row),
            "scenario": named([item.id for item in scenarios], column),
            "scenario_title": named([item.title for item in scenarios], column),
            "events_per_year": picked(events),
            "downtime_cost_per_hour": picked(down_rate),
            "down_hours": np.where(picked(down_rate) > 0, picked(down), 0.0),
            "data_loss_cost_per_hour": picked(lost_rate),
            "lost_hours": np.where(picked(lost_rate) > 0, picked(lost), 0.0),
            "amount_per_year": picked(amount),
            "currency": study.catalogue.currency,
        }
    )


def _rate(objective: Numbers, per_hour: Numbers, shape: tuple[int, ...]) -> Numbers:
    """Return what an hour costs, nothing where nobody needs it back or has data to lose."""
    rate = np.where(np.isposinf(by_scenario(objective)), 0.0, by_scenario(per_hour))
    return np.broadcast_to(rate, shape)
