"""The table of coverage: every workload in every scenario, today beside the plan."""

import numpy as np
import pandas as pd

from bcdr.evaluate.axes import by_scenario
from bcdr.study_tables_outcomes import OutcomeArrays
from bcdr.study_tables_studied import Studied, about


def coverage_table(study: Studied, today: OutcomeArrays, planned: OutcomeArrays) -> pd.DataFrame:
    """Return one row per workload and scenario, today beside the plan."""
    inputs, scenarios = study.evaluation.inputs, study.catalogue.scenarios
    in_scope = np.array([item.in_scope for item in scenarios], dtype=bool)
    shape = today.coverage.shape
    by_cell = {
        "scenario": np.array([item.id for item in scenarios], dtype=object),
        "scenario_title": np.array([item.title for item in scenarios], dtype=object),
        "is_binding": by_scenario(inputs.is_binding) & in_scope,
        "today": today.coverage,
        "planned": planned.coverage,
        "today_recovery_hours": today.planning_hours,
        "planned_recovery_hours": planned.planning_hours,
        "today_loss_hours": today.loss_hours,
        "planned_loss_hours": planned.loss_hours,
        "rto_hours": by_scenario(inputs.rto_hours),
        "rpo_hours": by_scenario(inputs.rpo_hours),
        "today_place": today.place,
        "planned_place": planned.place,
        "today_null_reason": today.null_reason,
        "planned_null_reason": planned.null_reason,
        "today_event_cost": today.event_cost,
        "planned_event_cost": planned.event_cost,
    }
    return pd.DataFrame(
        {
            **{name: np.repeat(column, shape[1]) for name, column in about(study).items()},
            **{name: np.broadcast_to(cells, shape).ravel() for name, cells in by_cell.items()},
        }
    )
