"""What the answer of a clause is compared with, given or taken from a workload's objectives."""

from dataclasses import dataclass

import numpy as np

from bcdr.evaluate.axes import Numbers, by_scenario
from bcdr.evaluate.inputs import Inputs
from bcdr.evaluate.rulebook import Condition, Rulebook
from bcdr.model.catalogue import Catalogue
from bcdr.model.parameters import ISOLATION_RUNGS


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits of a rulebook's conditions for some workloads."""

    inputs: Inputs
    catalogue: Catalogue
    rulebook: Rulebook

    def limit(self, condition: Condition) -> float | Numbers:
        """Return what the parameter is compared with: one number, or one per workload as a column.

        Of an objective that differs between scenarios, the strictest counts; NaN is not defined.
        """
        if condition.own_limit:
            return self.objective(condition.own_limit).reshape(-1, 1)
        if isinstance(condition.value, tuple):
            if condition.parameter != "isolation":
                return 1.0
            return float(max(ISOLATION_RUNGS.index(word) for word in condition.value) + 1)
        value = float(condition.value or 0.0)
        if condition.parameter == "rpo_hours" and value == 0.0:
            # Zero is meant as near zero: no copy is ever made in no time at all.
            return self.catalogue.value("near-zero-hours")
        return value

    def limits(self, parameter: str) -> Numbers:
        """Return all that a parameter is compared with, limit x workload (or 1), rising.

        What is not defined stands as infinite.
        """
        limits = [
            np.atleast_2d(self.limit(item)).T
            for item in self.rulebook.conditions
            if item.parameter == parameter
        ]
        width = max(item.shape[1] for item in limits)
        every = np.concatenate([np.broadcast_to(item, (1, width)) for item in limits])
        return np.sort(np.where(np.isnan(every), np.inf, every), axis=0)

    def objective(self, name: str) -> Numbers:
        """Return the strictest objective of each workload, NaN where none is given."""
        inputs = self.inputs
        hours = {"RTO": inputs.rto_hours, "RPO": inputs.rpo_hours, "MTD": inputs.mtd_hours}[name]
        given = by_scenario(hours)
        if name == "MTD":
            given = np.where(by_scenario(inputs.mtd_is_given), given, np.nan)
        strictest = np.where(np.isnan(given), np.inf, given).min(axis=1)
        is_blank = np.isposinf(strictest) & np.isnan(given).any(axis=1)
        return np.broadcast_to(np.where(is_blank, np.nan, strictest), (inputs.count,))
