"""Where the inputs of a formula come from: a column, a target, a policy, an assumption."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bcdr.evaluate.axes import COUNT, SCENARIO, at, by_protection, by_scenario
from bcdr.evaluate.cost import Costs
from bcdr.evaluate.evaluation import Evaluation
from bcdr.evaluate.inputs import ORIGINS, Inputs
from bcdr.evaluate.outcomes import Outcomes
from bcdr.evaluate.protections import OPTIONS, ProtectionArrays
from bcdr.evaluate.recording import QUANTITIES
from bcdr.model.columns import APPLICATIONS
from bcdr.model.landscape import Target
from bcdr.model.strategy import Strategy
from bcdr.model.vocabulary import Family, Option

OF_TARGET: Final[Mapping[str, str]] = MappingProxyType(
    {
        "link_mbit_per_s": "link_mbit_per_s",
        "write_mb_per_s": "write_mb_per_s",
        "target_read_mb_per_s": "restore_mb_per_s",
        "full_interval_hours": "full_interval_hours",
    }
)
"""Parameters that are figures of the target, and their field there."""

ASSUMED_AS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "churn_headroom": "churn-headroom-share",
        "hold_hours": "backup-hold-hours",
    }
)
"""Parameters that are assumptions under another name."""

BY_FAMILY: Final[Mapping[Family, str]] = MappingProxyType(
    {
        Family.BACKUP: "backup-reduction-share",
        Family.CONTINUITY: "replication-reduction-share",
    }
)
"""Which assumption stands behind `reduction_share`."""

OF_SCENARIO: Final = frozenset({"noticed_after_hours", "repair_hours", "wait_hours"})
"""Parameters that are figures of the scenario."""

OF_POLICY: Final[Mapping[str, str]] = MappingProxyType(
    {"interval_hours": "current_interval_hours", "retention_hours": "retention_days"}
)
"""Parameters that are the protection's policy, and the column that says so of today's."""

OF_PHASES: Final = frozenset(
    {"fixed_hours", "prepare_hours", "per_vm_hours", "clean_hours", "transfer_factor", "up_hours"}
)
"""Parameters that are sums over phases, which are listed with the step."""

OF_SETTINGS: Final[Mapping[str, str]] = MappingProxyType(
    {"z": "planning percentile", "weights": "weights of the score"}
)
"""Parameters that are settings of the study."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Which cell of the arrays is looked at: the copy and place that decide the outcome.

    `kinds` numbers the scenarios that take the same time, `way` the ways back in the order in
    which they are compared.
    """

    protection: int
    level: int
    place: int
    scenario: int
    places: int
    kinds: tuple[int, ...]
    way: int
    copy: int

    def pick(self, array: Any, like: NDArray[Any]) -> Any:
        """Return the number of one array that belongs to the cell, None if it has none."""
        if isinstance(array, (int, float)):
            return float(array)
        try:
            full = np.broadcast_to(np.asarray(array), like.shape)
        except ValueError:
            return None
        if full.dtype.kind not in "bif":
            return None
        if full.ndim != COUNT:
            return float(full.ravel()[0]) if full.size == 1 else None
        scenario = self.scenario
        if full.shape[SCENARIO] == len(set(self.kinds)):
            scenario = self.kinds[self.scenario]
        return float(
            at(
                full,
                workload=0,
                protection=self.protection,
                level=self.level,
                place=self.place,
                scenario=scenario,
            )
        )


@dataclass(frozen=True, slots=True)
class Notes:
    """What is needed to put words to a step."""

    evaluation: Evaluation
    inputs: Inputs
    arrays: ProtectionArrays
    strategy: Strategy
    outcomes: Outcomes
    costs: Costs
    cell: Cell
    is_today: bool


def option_of(notes: Notes) -> Option:
    """Return the option of the protection that decides."""
    return OPTIONS[max(int(by_protection(notes.arrays.option)[0, notes.cell.protection]), 0)]


def origin_of(parameter: str, notes: Notes) -> str:
    """Return where an input comes from: a column, a target, an assumption, or a formula."""
    inputs, catalogue = notes.inputs, notes.evaluation.catalogue
    if parameter in QUANTITIES:
        return "computed above"
    if parameter in inputs.origins:
        codes = by_scenario(inputs.origins[parameter])[0]
        origin = ORIGINS[int(codes[min(notes.cell.scenario, len(codes) - 1)])]
        return f"{origin}: column {_header(parameter)}"
    id_ = _assumption(parameter, notes)
    for item in catalogue.assumptions:
        if item.id == id_:
            return f"{item.origin}: {item.source}, {item.date}"
    return _of_strategy(parameter, notes)


def _of_strategy(parameter: str, notes: Notes) -> str:
    """Return the origin of what scenario, target, policy, phases or settings say."""
    if parameter in OF_TARGET:
        target = _target(notes)
        given = getattr(target, OF_TARGET[parameter]) is not None
        return f"{'given' if given else 'assumed'}: target {target.name}"
    if parameter in OF_SCENARIO:
        scenario = notes.evaluation.catalogue.scenarios[notes.cell.scenario]
        return f"{scenario.origin}: {scenario.source}, {scenario.date}"
    if parameter in OF_POLICY:
        header = _header(OF_POLICY[parameter])
        return f"given: column {header}" if notes.is_today else "policy of the strategy"
    if parameter in OF_PHASES:
        return "sum over the phases below"
    if parameter in OF_SETTINGS:
        return f"setting: {OF_SETTINGS[parameter]}"
    if parameter == "regulation_part":
        return "clauses and rules of policy that pass, of those that apply and differ by strategy"
    return "computed"


def _header(field: str) -> str:
    return next(column.header for column in APPLICATIONS.columns if column.field == field)


def _target(notes: Notes) -> Target:
    """Return the target of the copy that decides, the one copied on to included."""
    world = notes.evaluation.world
    code = int(by_protection(notes.arrays.target)[0, notes.cell.protection])
    onward = int(world.copies_to[max(code, 0)])
    return world.targets[onward if notes.cell.level and onward >= 0 else max(code, 0)]


def _assumption(parameter: str, notes: Notes) -> str:
    """Return the id of the assumption that a parameter would be."""
    if parameter == "place_write_mb_per_s":
        in_cloud = bool(notes.evaluation.world.place_is_cloud[notes.cell.place])
        return "cloud-write-mb-per-s" if in_cloud else "hub-write-mb-per-s"
    family = notes.evaluation.catalogue.option(option_of(notes)).family
    if parameter == "reduction_share":
        return BY_FAMILY.get(family, "")
    if parameter == "stored_reduction_share":
        return BY_FAMILY[family] if family is Family.BACKUP else ""
    return ASSUMED_AS.get(parameter, parameter.replace("_", "-"))
