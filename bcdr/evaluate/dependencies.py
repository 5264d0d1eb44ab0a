"""Recovery order: who waits for whom in which scenario, and the hours that adds."""

from dataclasses import dataclass

import numpy as np

from bcdr.evaluate.axes import Codes, Flags, Numbers, by_scenario, by_workload
from bcdr.evaluate.inputs import Inputs
from bcdr.evaluate.missing import Missing
from bcdr.evaluate.outcomes import UNCERTAIN, UNRECOVERABLE, Outcomes
from bcdr.evaluate.world import World
from bcdr.model.catalogue import Catalogue
from bcdr.model.portfolio import Portfolio
from bcdr.model.vocabulary import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Dependencies as edges (waiting, needed) in waves: a wave needs only earlier ones.

    `is_hit[edge, f]` tells where one event hits both ends. `in_circle` marks workloads that wait
    for themselves, directly or through others, or for such a one.
    """

    waiting: Codes
    needed: Codes
    wave: Codes
    is_hit: Flags
    in_circle: Flags


@dataclass(frozen=True, slots=True, kw_only=True)
class Waited:
    """Hours with waiting included, per workload and scenario, and what leaves them unknown."""

    likely_hours: Numbers
    planning_hours: Numbers
    missing: Codes
    is_blocked: Flags
    limiting: Codes


def recovery_order(
    portfolio: Portfolio, inputs: Inputs, world: World, catalogue: Catalogue
) -> Order:
    """Return the edges in an order in which what is needed comes first."""
    position = {item.id: row for row, item in enumerate(inputs.workloads)}
    edges = np.array(
        [(position[one], position[other]) for one, other in portfolio.edges
         if one in position and other in position],
        dtype=np.int64,
    ).reshape(-1, 2)  # fmt: skip
    waiting, needed = edges[:, 0], edges[:, 1]
    wave = np.zeros(inputs.count, dtype=np.int64)
    open_edges = np.bincount(waiting, minlength=inputs.count)
    done = open_edges == 0
    current, number = done.copy(), 0
    while current.any():
        number += 1
        closed = np.bincount(waiting[current[needed]], minlength=inputs.count)
        open_edges = open_edges - closed
        current = (open_edges == 0) & ~done
        wave[current] = number
        done |= current
    wave[~done] = number + 1
    edge_order = np.argsort(wave[waiting], kind="stable")
    waiting, needed = waiting[edge_order], needed[edge_order]
    return Order(
        waiting=waiting,
        needed=needed,
        wave=wave,
        is_hit=_is_hit(waiting, needed, inputs, world, catalogue),
        in_circle=~done,
    )


def _is_hit(
    waiting: Codes, needed: Codes, inputs: Inputs, world: World, catalogue: Catalogue
) -> Flags:
    """Return per edge and scenario whether one event hits both ends; an unknown place does."""
    hub = np.broadcast_to(by_workload(inputs.hub), inputs.count)
    one, other = hub[waiting], hub[needed]

    def together(places: list[str]) -> Flags:
        names = np.array(places)
        return (names[one] == names[other]) | (names[one] == "") | (names[other] == "")

    same = {
        Scope.HUB: together([item.name for item in world.hubs]),
        Scope.SITE: together([(item.site or "").casefold() for item in world.hubs]),
        Scope.REGION: together([(item.region or "").casefold() for item in world.hubs]),
        Scope.ORGANISATION: np.ones(len(waiting), dtype=bool),
    }
    nothing = np.zeros(len(waiting), dtype=bool)
    return np.stack([same.get(s.scope, nothing) for s in catalogue.scenarios], axis=1)


def wait_for_dependencies(outcomes: Outcomes, order: Order) -> Waited:
    """Return the hours until each workload is up, everything that is hit starting together.

    A workload is up once its data is back and everything it needs is up, and then its own start,
    validation and redirection have passed. Waiting for what is unknown is unknown; waiting for
    what never comes back is never.
    """
    likely = by_scenario(outcomes.likely_hours).copy()
    planning = by_scenario(outcomes.planning_hours).copy()
    ready_likely = by_scenario(outcomes.ready_likely_hours)
    ready_planning = by_scenario(outcomes.ready_planning_hours)
    up_likely, up_planning = likely - ready_likely, planning - ready_planning
    state = by_scenario(outcomes.state)
    missing = np.zeros(state.shape, dtype=np.int64)
    blocked = np.zeros(state.shape, dtype=bool)
    limiting = np.full(state.shape, -1, dtype=np.int64)
    for edge, (row, need) in enumerate(zip(order.waiting, order.needed, strict=True)):
        if order.in_circle[row] and order.in_circle[need]:
            continue
        hit = order.is_hit[edge]
        never = hit & ((state[need] == UNRECOVERABLE) | blocked[need])
        unsure = hit & ~never & (np.isnan(planning[need]) | (missing[need] > 0))
        blocked[row] |= never
        missing[row] |= np.where(unsure, int(Missing.DEPENDENCY), 0)
        waits_likely = likely[need] + up_likely[row]
        waits = planning[need] + up_planning[row]
        longer = hit & ~never & ~unsure & (waits > planning[row])
        planning[row] = np.where(longer, waits, planning[row])
        likely[row] = np.where(
            hit & ~never & ~unsure & (waits_likely > likely[row]), waits_likely, likely[row]
        )
        limiting[row] = np.where(longer, need, limiting[row])
    circle = np.zeros(state.shape, dtype=bool)
    tangled = order.in_circle[order.waiting] & order.in_circle[order.needed]
    np.logical_or.at(circle, order.waiting[tangled], order.is_hit[tangled])
    missing |= np.where(circle, int(Missing.CIRCLE), 0)
    unknown = (missing > 0) | blocked
    return Waited(
        likely_hours=np.where(unknown, np.nan, likely),
        planning_hours=np.where(unknown, np.nan, planning),
        missing=missing,
        is_blocked=blocked & (state != UNCERTAIN),
        limiting=limiting,
    )
