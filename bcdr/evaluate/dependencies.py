"""Recovery order: who waits for whom in which scenario, and the hours that adds."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
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
    what never comes back is never. All edges of a wave are looked at in one go.
    """
    hours = _Hours(outcomes)
    tangled = order.in_circle[order.waiting] & order.in_circle[order.needed]
    for edges in _waves(order, ~tangled):
        hours.wait(order.waiting[edges], order.needed[edges], order.is_hit[edges])
    circle = np.zeros(hours.missing.shape, dtype=bool)
    np.logical_or.at(circle, order.waiting[tangled], order.is_hit[tangled])
    missing = hours.missing | np.where(circle, int(Missing.CIRCLE), 0)
    unknown = (missing > 0) | hours.is_blocked
    return Waited(
        likely_hours=np.where(unknown, np.nan, hours.likely),
        planning_hours=np.where(unknown, np.nan, hours.planning),
        missing=missing,
        is_blocked=hours.is_blocked & (hours.state != UNCERTAIN),
        limiting=hours.limiting,
    )


def _waves(order: Order, counts: Flags) -> Iterator[Codes]:
    """Yield the edges that count wave by wave, those of one workload side by side."""
    edges = np.flatnonzero(counts)
    edges = edges[np.lexsort((order.waiting[edges], order.wave[order.waiting[edges]]))]
    wave = order.wave[order.waiting[edges]]
    starts = np.flatnonzero(np.diff(wave, prepend=-1))
    yield from np.split(edges, starts[1:])


class _Hours:
    """Hours until each workload is up, as far as the waves looked at go."""

    def __init__(self, outcomes: Outcomes) -> None:
        """Begin with nobody waiting."""
        self.likely = by_scenario(outcomes.likely_hours).copy()
        self.planning = by_scenario(outcomes.planning_hours).copy()
        self.up_likely = self.likely - by_scenario(outcomes.ready_likely_hours)
        self.up_planning = self.planning - by_scenario(outcomes.ready_planning_hours)
        self.state = by_scenario(outcomes.state)
        self.missing = np.zeros(self.state.shape, dtype=np.int64)
        self.is_blocked = np.zeros(self.state.shape, dtype=bool)
        self.limiting = np.full(self.state.shape, -1, dtype=np.int64)

    def wait(self, waiting: Codes, needed: Codes, hit: Flags) -> None:
        """Let workloads wait for what is up already; the edges of one lie side by side."""
        if not len(waiting):
            return
        starts = np.flatnonzero(np.diff(waiting, prepend=-1))
        rows = waiting[starts]
        never = hit & ((self.state[needed] == UNRECOVERABLE) | self.is_blocked[needed])
        unknown = np.isnan(self.planning[needed]) | (self.missing[needed] > 0)
        unsure = hit & ~never & unknown
        counts = hit & ~never & ~unsure
        self.is_blocked[rows] |= np.logical_or.reduceat(never, starts, axis=0)
        lacks = np.logical_or.reduceat(unsure, starts, axis=0)
        self.missing[rows] |= np.where(lacks, int(Missing.DEPENDENCY), 0)
        likely = _longest(counts, self.likely[needed] + self.up_likely[waiting], starts)
        waits = np.where(counts, self.planning[needed] + self.up_planning[waiting], -np.inf)
        planning = _longest(counts, waits, starts)
        longer = planning > self.planning[rows]
        # Of several that take the same time the first one named is the one it waits for.
        group = np.repeat(np.arange(len(rows)), np.diff(starts, append=len(waiting)))
        edge = np.arange(len(waiting)).reshape(-1, 1)
        first = np.where(waits == planning[group], edge, len(waiting))
        decisive = np.minimum.reduceat(first, starts, axis=0)
        limiting = needed[np.minimum(decisive, len(waiting) - 1)]
        self.limiting[rows] = np.where(longer, limiting, self.limiting[rows])
        self.planning[rows] = np.where(longer, planning, self.planning[rows])
        longer_likely = likely > self.likely[rows]
        self.likely[rows] = np.where(longer_likely, likely, self.likely[rows])


def _longest(counts: Flags, hours: Numbers, starts: Codes) -> Numbers:
    """Return the longest hours of each group that count, minus infinity where none does."""
    known = counts & ~np.isnan(hours)
    found = np.maximum.reduceat(np.where(known, hours, -np.inf), starts, axis=0)
    return np.asarray(found, dtype=np.float64)


def circles(order: Order) -> tuple[tuple[int, ...], ...]:
    """Return circles of dependencies as workloads; each waits for the next, the last for the first.

    Each workload that waits for itself is on one of them, save where circles share workloads:
    then the shortest one through the first of them is shown.
    """
    tangled = order.in_circle[order.waiting] & order.in_circle[order.needed]
    waiting, needed = order.waiting[tangled], order.needed[tangled]
    # What nobody waits for is on no circle, and then neither is what only that waits for.
    kept = np.ones(len(waiting), dtype=bool)
    while not (held := np.isin(waiting, needed[kept]) | ~kept).all():
        kept &= held
    needs: dict[int, list[int]] = {}
    for one, other in zip(waiting[kept].tolist(), needed[kept].tolist(), strict=True):
        needs.setdefault(one, []).append(other)
    found: list[tuple[int, ...]] = []
    shown: set[int] = set()
    for start in sorted(needs):
        if start not in shown:
            circle = _shortest_circle(start, needs)
            shown.update(circle)
            found += [circle] if circle else []
    return tuple(found)


def _shortest_circle(start: int, needs: Mapping[int, Sequence[int]]) -> tuple[int, ...]:
    """Return the shortest way from a workload back to itself, empty if there is none."""
    came_from: dict[int, int] = {}
    queue = deque([start])
    while queue:
        one = queue.popleft()
        for other in needs.get(one, ()):
            if other == start:
                path = [one]
                while path[-1] != start:
                    path.append(came_from[path[-1]])
                return tuple(reversed(path))
            if other not in came_from:
                came_from[other] = one
                queue.append(other)
    return ()
