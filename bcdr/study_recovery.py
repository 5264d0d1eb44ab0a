"""The phases of a recovery, one after the other, as numbers that can be drawn."""

from dataclasses import dataclass
from typing import Final, Literal

from bcdr.model.results import Explanation, Outcome
from bcdr.model.units import parse_number
from bcdr.model.vocabulary import Special
from bcdr.study import Study

Assigned = Literal["recommended", "today"]

WAIT: Final = "wait for a place"
ALLOWANCE: Final = "allowance up to the planning percentile"
DEPENDENCIES: Final = "wait for what it depends on"
PHASES: Final = (
    WAIT,
    "notice, decide and begin",
    "prepare place and media",
    "create the VMs",
    "clean what was attacked",
    "bring the data back",
    "start, validate and redirect",
    ALLOWANCE,
    DEPENDENCIES,
)
"""What a recovery is made of, in the order of time."""
_NEEDED: Final = frozenset(
    {
        *("fixed hours", "prepare hours", "per vm hours", "vm batches", "clean hours"),
        *("transfer factor", "transfer hours", "up hours"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """One recovery: hours per phase of `PHASES`, which add up to `hours`, and what is allowed.

    `rto_hours` is None where no RTO is a number.
    """

    scenario: str
    place: str
    hours: float
    rto_hours: float | None
    phases: tuple[float, ...]


def recoveries(study: Study, workload_id: str, assigned: Assigned) -> tuple[Recovery, ...]:
    """Return the recovery of a workload in every scenario from which it comes back by a copy.

    Raises:
        LookupError: there is no workload of that id.
    """
    result = study.workload(workload_id, detail="none")
    side = result.today if assigned == "today" else result.planned
    if not side.protections:
        return ()
    found = []
    for outcome, wanted in zip(side.outcomes, result.objectives, strict=True):
        phases = _phases(study, workload_id, assigned, outcome)
        if phases:
            rto = wanted.rto_hours
            found.append(
                Recovery(
                    scenario=outcome.scenario,
                    place=outcome.recovery_place,
                    hours=sum(phases),
                    rto_hours=None if rto is None or isinstance(rto, Special) else rto,
                    phases=phases,
                )
            )
    return tuple(found)


def _phases(
    study: Study, workload_id: str, assigned: Assigned, outcome: Outcome
) -> tuple[float, ...]:
    """Return the hours of every phase, empty where no phase is gone through."""
    if not outcome.recovery_planning_hours:
        return ()
    try:
        why = study.explain(workload_id, "planning_hours", outcome.scenario, assigned)
    except LookupError:
        # Nothing is recommended: then there is nothing to draw.
        return ()
    said = _numbers(why, "phases_mean_hours")
    if why.value is None or not said.keys() >= _NEEDED:
        return ()
    wait = _numbers(why, "planning_hours").get("wait hours", 0.0)
    parts = (
        wait,
        said["fixed hours"],
        said["prepare hours"],
        said["per vm hours"] * said["vm batches"],
        said["clean hours"],
        said["transfer factor"] * said["transfer hours"] if said["transfer factor"] else 0.0,
        said["up hours"],
    )
    allowance = max(0.0, why.value - sum(parts))
    waiting = max(0.0, outcome.recovery_planning_hours - sum(parts) - allowance)
    # What rounding of the words leaves is no wait.
    return (*parts, allowance, waiting if waiting > 0.01 * outcome.recovery_planning_hours else 0.0)


def _numbers(why: Explanation, quantity: str) -> dict[str, float]:
    """Return the inputs of a step that are numbers, by name; empty without such a step."""
    step = next((one for one in why.steps if one.quantity == quantity), None)
    if step is None:
        return {}
    values = {name: parse_number(value) for name, value, _ in step.inputs}
    return {name: value for name, value in values.items() if value is not None}
