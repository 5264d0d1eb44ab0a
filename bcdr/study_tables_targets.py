"""The tables of targets: what is put on each, and what each costs."""

import pandas as pd

from bcdr.evaluate.cost import COMPONENTS
from bcdr.model.vocabulary import TargetKind
from bcdr.study_tables_cost import cost_table
from bcdr.study_tables_studied import Studied, assignments


def targets_table(study: Studied) -> pd.DataFrame:
    """Return one row per target with what the plan puts on it."""
    use = study.planned.targets
    return pd.DataFrame(
        [
            {
                "target": target.name,
                "kind": str(target.kind),
                "site": target.site or ("cloud" if target.kind is TargetKind.AZURE else ""),
                "jurisdiction": target.jurisdiction or "",
                "is_to_build": target.is_to_build,
                "workloads": int(use.workload_count[t]),
                "planned_tb": float(use.stored_gb[t]) / 1000.0,
                "capacity_tb": float(study.evaluation.world.capacity_gb[t]) / 1000.0,
                "planned_link_mbit_per_s": float(use.needed_mb_per_s[t]) * 8.0,
                "link_mbit_per_s": float(use.available_mb_per_s[t]) * 8.0,
                "link_share": float(use.link_share[t]),
                "fixed_cost_per_year": float(use.fixed_cost_per_year[t]),
            }
            for t, target in enumerate(study.portfolio.landscape.targets)
        ]
    )


def target_cost_table(study: Studied) -> pd.DataFrame:
    """Return one row per target and assignment: outlay by component, fixed cost, total per year.

    Each line of `cost_table` counts at its own target, so that both tables have one sum. The
    fixed cost is the share of what an assignment uses.
    """
    lines = cost_table(study)
    sums = lines.groupby(["assignment", "target", "component"])["amount_per_year"].sum().to_dict()
    rows = []
    for t, target in enumerate(study.portfolio.landscape.targets):
        for assignment, assessment in assignments(study):
            use = assessment.targets
            amounts = {
                name: float(sums.get((assignment, target.name, name), 0.0)) for name in COMPONENTS
            }
            outlay, fixed = sum(amounts.values()), float(use.fixed_cost_per_year[t])
            rows.append(
                {
                    "target": target.name,
                    "assignment": assignment,
                    "kind": str(target.kind),
                    "is_to_build": target.is_to_build,
                    "workloads": int(use.workload_count[t]),
                    **{component_field(name): amount for name, amount in amounts.items()},
                    "outlay_per_year": outlay,
                    "fixed_cost_per_year": fixed,
                    "total_per_year": outlay + fixed,
                    "currency": study.catalogue.currency,
                }
            )
    return pd.DataFrame(rows)


def component_field(component: str) -> str:
    """Return the column of a component of cost: `storage_onward_per_year`."""
    return f"{component.replace('-', '_')}_per_year"
