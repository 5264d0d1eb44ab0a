"""The table of cost: every component of the outlay as quantity times price."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bcdr.evaluate.assess import Assessment
from bcdr.evaluate.axes import Codes, by_protection
from bcdr.evaluate.copies import onward_target
from bcdr.evaluate.cost import COMPONENTS, UNITS
from bcdr.evaluate.protections import OPTIONS
from bcdr.model.catalogue import Catalogue
from bcdr.study_tables_studied import Studied, assignments, picked

ONWARD: Final = "storage-onward"
"""The component that falls on the target that is copied on to."""

PRICED_AS: Final[Mapping[str, str]] = MappingProxyType({ONWARD: "storage", "drills": "standby"})
"""Components that have the price of another one. What is money already has no price."""

COLUMNS: Final = (
    "workload_id",
    "application",
    "workload",
    "title",
    "assignment",
    "protection",
    "option",
    "component",
    "target",
    "quantity",
    "unit",
    "price",
    "price_id",
    "amount_per_year",
    "currency",
)


def cost_table(study: Studied) -> pd.DataFrame:
    """Return one row per workload, assignment, protection and component of the outlay.

    `quantity` is per year in `unit`; times `price` it is `amount_per_year`. `price_id` names the
    entry of the price sheet, empty where the quantity is money. A component of which nothing is
    used has no row. `protection` counts from 1. Fixed costs of targets are no part of it.
    """
    parts = [
        _lines(study, assessment).assign(assignment=assignment)
        for assignment, assessment in assignments(study)
    ]
    table = pd.concat(parts).sort_values("row", kind="stable")
    return table.reset_index(drop=True)[list(COLUMNS)]


def _lines(study: Studied, assessment: Assessment) -> pd.DataFrame:
    costs, arrays = assessment.costs, assessment.arrays
    quantities, prices = costs.quantities, costs.prices
    row, slot, component = np.nonzero(quantities)
    option = _of_slot(arrays.option, quantities)[row, slot]
    first = _of_slot(arrays.target, quantities)[row, slot]
    onward = _of_slot(onward_target(study.evaluation.world, arrays), quantities)[row, slot]
    target = np.where(component == COMPONENTS.index(ONWARD), onward, first)
    workloads, targets = study.portfolio.workloads, study.portfolio.landscape.targets
    currency = study.catalogue.currency
    units = [currency if unit == "money" else unit for unit in UNITS]
    quantity, price = quantities[row, slot, component], prices[row, slot, component]
    return pd.DataFrame(
        {
            "row": row,
            "workload_id": picked([item.id for item in workloads], row),
            "application": picked([item.application for item in workloads], row),
            "workload": picked([item.workload for item in workloads], row),
            "title": picked([item.title for item in workloads], row),
            "protection": slot + 1,
            "option": picked([str(item) for item in OPTIONS], option),
            "component": picked(list(COMPONENTS), component),
            "target": picked([item.name for item in targets], target),
            "quantity": quantity,
            "unit": picked(units, component),
            "price": price,
            "price_id": _price_ids(study)[component, target],
            "amount_per_year": quantity * price,
            "currency": currency,
        }
    )


def _of_slot(codes: Codes, like: NDArray[Any]) -> Codes:
    return np.broadcast_to(by_protection(codes), like.shape[:2])


def _price_ids(study: Studied) -> NDArray[Any]:
    """Return component x target: the id of the price that applies, empty for what has none."""
    catalogue = study.catalogue
    groups = [
        catalogue.target_kind(item.kind).price_group for item in study.portfolio.landscape.targets
    ]
    return np.array(
        [[price_id(catalogue, name, group) for group in groups] for name in COMPONENTS],
        dtype=object,
    )


def price_id(catalogue: Catalogue, component: str, group: str) -> str:
    """Return the id of the price of a component for a price group, empty where there is none.

    A group without a price of its own takes the one for all.
    """
    priced_as = PRICED_AS.get(component, component)
    found = {item.group: item.id for item in catalogue.prices if item.component == priced_as}
    return found.get(group, found.get("all", ""))
