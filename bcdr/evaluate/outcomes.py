"""Outcomes: of everything that could bring a workload back, the best, and how it is covered."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bcdr.evaluate import loss, recovery
from bcdr.evaluate.axes import LEVEL, PROTECTION, SCENARIO, Codes, Flags, Numbers, along
from bcdr.evaluate.copies import Copies, make_copies
from bcdr.evaluate.inputs import BLANK, NO, YES, Inputs
from bcdr.evaluate.missing import Missing
from bcdr.evaluate.protections import OPTIONS, ProtectionArrays
from bcdr.evaluate.recording import quantity
from bcdr.evaluate.times import SOURCE_HUB, Times, make_times
from bcdr.evaluate.world import World
from bcdr.evaluate.worth import limit_hours, loss_value, outcome_value, time_value
from bcdr.model.catalogue import Catalogue
from bcdr.model.vocabulary import Option, Scope

MET: Final = 0
UNCERTAIN: Final = 1
LATE: Final = 2
LOSSY: Final = 3
LATE_AND_LOSSY: Final = 4
UNRECOVERABLE: Final = 5

PLATFORM: Final = -2
"""Copy code of an outcome the platform gives by itself: a restart, a wait, other VMs of a set."""
TEMPLATE: Final = -3
"""Copy code of a rebuild from the workload's template."""
NO_COPY: Final = -1
TIE: Final = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Ways back, along the level axis; `state` is yes, no or unknown, hours NaN where unknown."""

    state: Codes
    missing: Codes
    copy: Codes
    place: Codes
    likely_hours: Numbers
    planning_hours: Numbers
    ready_likely_hours: Numbers
    ready_planning_hours: Numbers
    worst_loss_hours: Numbers
    mean_loss_hours: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """The best way back per workload, protection and scenario (level and place have length 1).

    `state` is one of the codes above; hours are NaN where unknown or unrecoverable, and then
    `missing` says why, if it is unknown. `event_cost` is the money of one event, in which an
    outcome that is not known counts as unrecoverable. `value` is 0 to 1. `rank` orders ways back
    as they are preferred: -1 where none is known, else the value, and 1 more where all is met.
    """

    state: Codes
    missing: Codes
    value: Numbers
    rank: Numbers
    event_cost: Numbers
    copy: Codes
    place: Codes
    likely_hours: Numbers
    planning_hours: Numbers
    ready_likely_hours: Numbers
    ready_planning_hours: Numbers
    worst_loss_hours: Numbers
    mean_loss_hours: Numbers


@quantity(
    title="Cost of one event",
    unit="money",
    formula="downtime cost per hour x mean recovery time + data loss cost per hour x "
    "(mean loss + hours until noticed)",
    source="Keeton et al., Designing for disasters, FAST 2004",
)
def event_cost(
    downtime_cost_per_hour: Numbers,
    likely_hours: Numbers,
    data_loss_cost_per_hour: Numbers,
    mean_loss_hours: Numbers,
    noticed_after_hours: Numbers,
) -> Numbers:
    """Return the money of one event; the changes since the damage must be redone too."""
    return downtime_cost_per_hour * likely_hours + data_loss_cost_per_hour * (
        mean_loss_hours + noticed_after_hours
    )


def judge(
    inputs: Inputs,
    world: World,
    catalogue: Catalogue,
    protections: ProtectionArrays,
    z: float,
) -> tuple[Outcomes, Copies]:
    """Return the outcome of each of a shared list of protections by itself, and its copies."""
    copies = make_copies(inputs, world, catalogue, protections)
    times = _times_by_route(inputs, world, catalogue, protections, copies.target, z)
    standing = standing_candidates(inputs, world, catalogue, z)
    return best_outcome(inputs, catalogue, _from_copies(copies, times), standing), copies


def judge_together(
    inputs: Inputs,
    world: World,
    catalogue: Catalogue,
    protections: ProtectionArrays,
    z: float,
    link_use: Numbers | None = None,
    *,
    only_built: bool = False,
) -> tuple[Outcomes, Copies]:
    """Return one outcome per workload over all its protections, and their copies.

    The copy code of an outcome is protection x levels + level.
    """
    copies = make_copies(inputs, world, catalogue, protections, link_use, only_built=only_built)
    times = make_times(inputs, world, catalogue, protections.option, copies.target, z)
    made = _side_by_side(_from_copies(copies, times))
    standing = standing_candidates(inputs, world, catalogue, z)
    return best_outcome(inputs, catalogue, made, standing), copies


def _side_by_side(made: Candidates) -> Candidates:
    """Return the candidates of all protections of a workload on the level axis."""
    rows, protections, levels, _, scenarios = made.state.shape

    def moved(array: NDArray[Any]) -> NDArray[Any]:
        full = np.broadcast_to(array, made.state.shape)
        return full.reshape(rows, 1, protections * levels, 1, scenarios)

    arrays = {name: moved(getattr(made, name)) for name in _FIELDS}
    position = along(np.arange(protections * levels), LEVEL)
    arrays["copy"] = np.broadcast_to(position, arrays["state"].shape)
    return Candidates(**arrays)


def _times_by_route(
    inputs: Inputs,
    world: World,
    catalogue: Catalogue,
    protections: ProtectionArrays,
    target: Codes,
    z: float,
) -> Times:
    """Return times per protection; they do not depend on the policy, so each route counts once."""
    routes = np.stack([protections.option.ravel(), protections.target.ravel()], axis=1)
    _, first, inverse = np.unique(routes, axis=0, return_index=True, return_inverse=True)
    times = make_times(inputs, world, catalogue, protections.option[:, first], target[:, first], z)
    inverse = inverse.ravel()
    return Times(
        state=times.state[:, inverse],
        missing=times.missing[:, inverse],
        place=times.place[:, inverse],
        likely_hours=times.likely_hours[:, inverse],
        planning_hours=times.planning_hours[:, inverse],
        ready_likely_hours=times.ready_likely_hours[:, inverse],
        ready_planning_hours=times.ready_planning_hours[:, inverse],
    )


def _from_copies(copies: Copies, times: Times) -> Candidates:
    # Where nobody said where copies go, nobody knows from where they would be brought back.
    reached = np.where(copies.target < 0, BLANK, times.state)
    copy_state, time_state = np.broadcast_arrays(copies.state, reached)
    lost = np.isnan(copies.worst_loss_hours)
    state = np.where(
        (copy_state == NO) | (time_state == NO),
        NO,
        np.where((copy_state == YES) & (time_state == YES) & ~lost, YES, BLANK),
    )
    missing = copies.missing | np.where(copy_state != BLANK, times.missing, 0)
    shape = np.broadcast_shapes(state.shape, copies.worst_loss_hours.shape)
    level = along(np.arange(shape[LEVEL]), LEVEL)
    return Candidates(
        state=state,
        missing=np.where(state == BLANK, missing, 0),
        copy=np.broadcast_to(level, shape),
        place=np.broadcast_to(times.place, shape),
        likely_hours=times.likely_hours,
        planning_hours=times.planning_hours,
        ready_likely_hours=times.ready_likely_hours,
        ready_planning_hours=times.ready_planning_hours,
        worst_loss_hours=copies.worst_loss_hours,
        mean_loss_hours=copies.mean_loss_hours,
    )


def standing_candidates(inputs: Inputs, world: World, catalogue: Catalogue, z: float) -> Candidates:
    """Return the ways back that need no protection.

    The Hub restarts VMs of a lost node; a set of two or more VMs rides through the loss of one
    VM or node; a Hub that is out comes back by itself after its repair with its data; and what
    keeps no data can be rebuilt from a template that is kept off the Hub.
    """
    scenarios = catalogue.scenarios
    restart = catalogue.phase("hub-restart")
    spread = recovery.pert(restart.low, restart.likely, restart.high)
    high = float(recovery.planning_hours(
        phases_mean_hours=spread.mean, phases_variance=spread.variance,
        phases_high_hours=spread.high, z=z, wait_hours=np.zeros(())
    ))  # fmt: skip
    scopes = [s.scope for s in scenarios]
    node = along(np.array([scope is Scope.WORKLOAD for scope in scopes]), SCENARIO)
    one_vm = along(np.array([scope is Scope.VM for scope in scopes]), SCENARIO)
    repair = along(
        np.array([np.nan if s.repair_hours is None else s.repair_hours for s in scenarios]),
        SCENARIO,
    )
    rides = inputs.is_set & (node | one_vm)
    waits = ~np.isnan(repair)
    shape = np.broadcast_shapes(rides.shape, repair.shape)
    planning = recovery.platform_hours(
        rides_through=rides, is_restart=node, restart_hours=high, repair_hours=repair
    )
    likely = recovery.platform_hours(
        rides_through=rides,
        is_restart=node,
        restart_hours=float(spread.mean),
        repair_hours=repair,
    )
    zero = np.broadcast_to(loss.intact_loss_hours(platform_hours=planning), shape)
    state = np.where(rides | node | waits, YES, NO)
    platform = Candidates(
        state=np.broadcast_to(state, shape),
        missing=np.zeros(shape, dtype=np.int64),
        copy=np.full(shape, PLATFORM),
        place=np.full(shape, SOURCE_HUB),
        likely_hours=likely,
        planning_hours=planning,
        ready_likely_hours=likely,
        ready_planning_hours=planning,
        worst_loss_hours=zero,
        mean_loss_hours=zero,
    )
    if not (inputs.stateful == NO).any():
        return platform
    return _joined(platform, _template_candidate(inputs, world, catalogue, z, node))


def _template_candidate(
    inputs: Inputs, world: World, catalogue: Catalogue, z: float, node: Flags
) -> Candidates:
    """Return the rebuild from the template at the best place that runs workloads."""
    option = along(np.array([OPTIONS.index(Option.APPLICATION_DATA_BACKUP)]), PROTECTION)
    any_target = along(np.array([0]), PROTECTION)
    times = make_times(inputs, world, catalogue, option, any_target, z)
    has = np.where(inputs.stateful == NO, inputs.template_off_hub, NO)
    shape = np.broadcast_shapes(has.shape, times.state.shape)
    state = np.where(
        node | (has == NO), NO, np.where((has == YES) & (times.state == YES), YES, BLANK)
    )
    missing = np.where(has == BLANK, int(Missing.TEMPLATE), times.missing)
    return Candidates(
        state=np.broadcast_to(state, shape),
        missing=np.where(state == BLANK, missing, 0),
        copy=np.full(shape, TEMPLATE),
        place=np.broadcast_to(times.place, shape),
        likely_hours=times.likely_hours,
        planning_hours=times.planning_hours,
        ready_likely_hours=times.ready_likely_hours,
        ready_planning_hours=times.ready_planning_hours,
        worst_loss_hours=np.zeros(shape),
        mean_loss_hours=np.zeros(shape),
    )


_FIELDS: Final = (
    "state",
    "missing",
    "copy",
    "place",
    "likely_hours",
    "planning_hours",
    "ready_likely_hours",
    "ready_planning_hours",
    "worst_loss_hours",
    "mean_loss_hours",
)


def _joined(*groups: Candidates) -> Candidates:
    """Return all candidates side by side on the level axis."""
    arrays = {}
    for name in _FIELDS:
        parts = [getattr(group, name) for group in groups]
        shapes = [group.state.shape for group in groups]
        other = list(np.broadcast_shapes(*[(*s[:LEVEL], 1, *s[LEVEL + 1 :]) for s in shapes]))
        arrays[name] = np.concatenate(
            [
                np.broadcast_to(part, [*other[:LEVEL], shape[LEVEL], *other[LEVEL + 1 :]])
                for part, shape in zip(parts, shapes, strict=True)
            ],
            axis=LEVEL,
        )
    return Candidates(**arrays)


def best_outcome(inputs: Inputs, catalogue: Catalogue, *groups: Candidates) -> Outcomes:
    """Return the best candidate by objective value, money and time, and how it is covered.

    A candidate that is unknown leaves the outcome unknown unless a known one meets everything.
    """
    every = _joined(*groups)
    noticed = along(np.array([s.noticed_after_hours for s in catalogue.scenarios]), SCENARIO)
    replaced = along(np.array([s.replacement_hours for s in catalogue.scenarios]), SCENARIO)
    floor = catalogue.value("objective-floor-hours")
    known = every.state == YES
    of_time = time_value(
        planning_hours=np.where(known, every.planning_hours, np.inf),
        rto_hours=inputs.rto_hours,
        time_limit_hours=limit_hours(
            inputs.rto_hours, inputs.mtd_hours, inputs.mtd_is_given,
            catalogue.value("mtd-factor"), floor,
        ),
        objective_floor_hours=floor,
    )  # fmt: skip
    of_loss = loss_value(
        worst_loss_hours=np.where(known, every.worst_loss_hours, np.inf),
        rpo_hours=inputs.rpo_hours,
        loss_limit_hours=limit_hours(
            inputs.rpo_hours, np.nan, False, catalogue.value("loss-factor"), floor
        ),
        objective_floor_hours=floor,
    )
    downtime_rate = np.where(np.isposinf(inputs.rto_hours), 0.0, inputs.downtime_cost_per_hour)
    loss_rate = np.where(np.isposinf(inputs.rpo_hours), 0.0, inputs.data_loss_cost_per_hour)
    cost = event_cost(
        downtime_cost_per_hour=downtime_rate,
        likely_hours=np.where(known, every.likely_hours, replaced),
        data_loss_cost_per_hour=loss_rate,
        mean_loss_hours=np.where(known, every.mean_loss_hours, catalogue.value("total-loss-hours")),
        noticed_after_hours=noticed,
    )
    meets = (every.planning_hours <= inputs.rto_hours) & (
        every.worst_loss_hours <= inputs.rpo_hours
    )
    shown = np.where(known, np.minimum(of_time, of_loss) + meets, -1.0)
    top = shown >= shown.max(axis=LEVEL, keepdims=True) - TIE
    priced = np.where(top, cost, np.inf)
    cheapest = top & (priced <= priced.min(axis=LEVEL, keepdims=True))
    late_last = np.nan_to_num(every.planning_hours, nan=np.finfo(float).max)
    best = np.argmin(np.where(cheapest, late_last, np.inf), axis=LEVEL, keepdims=True)

    def pick(array: NDArray[Any]) -> NDArray[Any]:
        return np.take_along_axis(np.broadcast_to(array, known.shape), best, axis=LEVEL)

    any_known = known.any(axis=LEVEL, keepdims=True)
    any_unknown = (every.state == BLANK).any(axis=LEVEL, keepdims=True)
    missing = np.bitwise_or.reduce(every.missing, axis=LEVEL, keepdims=True)
    planning, worst = pick(every.planning_hours), pick(every.worst_loss_hours)
    state, missing = _coverage(inputs, any_known, any_unknown, planning, worst, missing)
    nan = np.where(any_known, 0.0, np.nan)
    return Outcomes(
        state=state,
        missing=missing,
        value=outcome_value(
            time_value=pick(of_time),
            loss_value=pick(of_loss),
            is_known=any_known & (state != UNCERTAIN),
            is_not_needed=_all_accepted(inputs),
        ),
        rank=shown.max(axis=LEVEL, keepdims=True),
        event_cost=pick(cost),
        copy=np.where(any_known, pick(every.copy), NO_COPY),
        place=np.where(any_known, pick(every.place), -1),
        likely_hours=pick(every.likely_hours) + nan,
        planning_hours=planning + nan,
        ready_likely_hours=pick(every.ready_likely_hours) + nan,
        ready_planning_hours=pick(every.ready_planning_hours) + nan,
        worst_loss_hours=worst + nan,
        mean_loss_hours=pick(every.mean_loss_hours) + nan,
    )


def _all_accepted(inputs: Inputs) -> Flags:
    return np.isposinf(inputs.rto_hours) & np.isposinf(inputs.rpo_hours)


def _coverage(
    inputs: Inputs,
    any_known: Flags,
    any_unknown: Flags,
    planning: Numbers,
    worst: Numbers,
    missing: Codes,
) -> tuple[Codes, Codes]:
    """Return the coverage code and the bits of what is missing where it is unknown."""
    # Objectives that are not defined leave everything unknown.
    no_rto, no_rpo = np.isnan(inputs.rto_hours), np.isnan(inputs.rpo_hours)
    undefined = np.where(no_rto, int(Missing.RTO), 0) | np.where(no_rpo, int(Missing.RPO), 0)
    with np.errstate(invalid="ignore"):
        late = ~(planning <= inputs.rto_hours)
        lossy = ~(worst <= inputs.rpo_hours)
    code = np.where(late & lossy, LATE_AND_LOSSY, np.where(late, LATE, np.where(lossy, LOSSY, MET)))
    code = np.where(any_known, code, UNRECOVERABLE)
    code = np.where((code != MET) & any_unknown, UNCERTAIN, code)
    code = np.where(undefined > 0, UNCERTAIN, code)
    return code, np.where(code == UNCERTAIN, missing | undefined, 0)
