"""Capacity of recovery places: what one event needs there at once, and who no longer fits."""

from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from bcdr.evaluate.axes import (
    SCENARIO,
    WORKLOAD,
    Codes,
    Flags,
    Numbers,
    along,
    by_scenario,
    by_workload,
)
from bcdr.evaluate.evaluation import Evaluation
from bcdr.evaluate.events import Events
from bcdr.evaluate.inputs import NO
from bcdr.evaluate.judging import Assignment, Measured, judge_assignment
from bcdr.evaluate.outcomes import Outcomes
from bcdr.evaluate.rooms import KINDS, NOWHERE, Needs, Rooms
from bcdr.evaluate.world import World

SLACK = 1e-9
"""What rounding may add to a sum."""

Arrays = TypeVar("Arrays", Outcomes, Measured)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLoads:
    """What every event (e) needs of every room (r).

    `needed` is event x room x kind: what would be recovered there, those included who no longer
    fit, and what stands there for good. `count` and `refused_count`, event x room, are workloads.
    `refused_by` is the room that had no place left for a workload in a scenario (n x f), the
    first of several, -1 none. `is_unsure` marks, n x f, who is recovered at a room of which
    nobody said how much is free, which is taken to be enough.
    """

    rooms: Rooms
    needed: Numbers
    count: Codes
    refused_count: Codes
    refused_by: Codes
    is_unsure: Flags


def settle(
    evaluation: Evaluation,
    given: Assignment,
    events: Events,
    rooms: Rooms,
    needs: Needs,
    outcomes: Outcomes,
    measured: Measured,
) -> tuple[Outcomes, Measured, PlaceLoads]:
    """Return outcomes once places that are too small for all are full, and the load of each.

    Everything that one event hits is recovered at once. Where a room is too small, the most
    critical come first (then by the penalty they would cost, then by name); who no longer fits
    is judged again without that room: it goes to the next best place or waits for its Hub to be
    repaired or replaced. Each round closes a room for some, so that rounds come to an end.
    """
    order = np.argsort(evaluation.most_critical_first)
    world = evaluation.world
    shape = len(events), len(rooms)
    refused_need = np.zeros((*shape, len(KINDS)))
    refused_count = np.zeros(shape, dtype=np.int64)
    refused_by = np.full(events.of_workload.shape, NOWHERE, dtype=np.int64)
    while True:
        stays = _Stays(events, rooms, needs, outcomes)
        refused = stays.refused(order)
        if not refused.any():
            break
        rows, columns, keys = stays.rows[refused], stays.columns[refused], stays.keys[refused]
        np.add.at(refused_need.reshape(-1, len(KINDS)), keys, stays.taken[refused])
        np.add.at(refused_count.reshape(-1), keys, 1)
        first = refused_by[rows, columns] == NOWHERE
        refused_by[rows[first], columns[first]] = keys[first] % len(rooms)
        world = _closed(world, evaluation, rooms, rows, columns, keys % len(rooms))
        some = np.unique(rows)
        again, _, measured_again = judge_assignment(evaluation, given, world, some)
        where = np.zeros((len(some), events.of_workload.shape[1]), dtype=bool)
        where[np.searchsorted(some, rows), columns] = True
        outcomes = _put(outcomes, again, some, where)
        measured = _put(measured, measured_again, some, where)
    needed, count = stays.loads()
    return outcomes, measured, PlaceLoads(
        rooms=rooms,
        needed=needed + refused_need + needs.standing,
        count=count + refused_count,
        refused_count=refused_count,
        refused_by=refused_by,
        is_unsure=stays.unsure(),
    )  # fmt: skip


class _Stays:
    """Who is recovered at which room in which event: one row per workload and shared scenario."""

    def __init__(self, events: Events, rooms: Rooms, needs: Needs, outcomes: Outcomes) -> None:
        """Look where outcomes place workloads; `keys` number pairs of event and room."""
        place = by_scenario(outcomes.place)
        room = np.where(place >= 0, rooms.of_place[np.maximum(place, 0)], NOWHERE)
        self.events, self.rooms, self.needs = events, rooms, needs
        self.rows, self.columns = np.nonzero((room >= 0) & (events.of_workload >= 0))
        event, self.room = (table[self.rows, self.columns] for table in (events.of_workload, room))
        self.keys = event * len(rooms) + self.room
        self.taken = needs.at(self.rows, self.room)

    def loads(self) -> tuple[Numbers, Codes]:
        """Return what is recovered, event x room x kind, and how many workloads that is."""
        shape = len(self.events), len(self.rooms)
        size = shape[0] * shape[1]
        sums = [np.bincount(self.keys, weights=part, minlength=size) for part in self.taken.T]
        needed = np.stack(sums, axis=1).reshape(*shape, len(KINDS)).astype(np.float64)
        return needed, np.bincount(self.keys, minlength=size).reshape(shape).astype(np.int64)

    def refused(self, order: Codes) -> Flags:
        """Return who no longer fits; what is not known to be too small is taken to do."""
        found = np.zeros(len(self.rows), dtype=bool)
        free = np.nan_to_num(self.rooms.free, nan=np.inf) - self.needs.standing
        needed, _ = self.loads()
        is_over = (needed > free + SLACK).any(axis=-1).reshape(-1)
        for key in np.flatnonzero(is_over):
            here = np.flatnonzero(self.keys == key)
            here = here[np.argsort(order[self.rows[here]])]
            fits = _first_fit(self.taken[here], free[key % len(self.rooms)])
            found[here[~fits]] = True
        return found

    def unsure(self) -> Flags:
        """Return who takes room of which nobody said how much is free, workload x scenario."""
        marks = np.zeros(self.events.of_workload.shape, dtype=bool)
        blank = (np.isnan(self.rooms.free[self.room]) & (self.taken > 0))[:, :2].any(axis=1)
        marks[self.rows[blank], self.columns[blank]] = True
        return marks


def _first_fit(taken: Numbers, free: Numbers) -> Flags:
    """Return which of these, first come first served, fit what is free, row x kind.

    One that does not fit is passed over; smaller ones after it may still fit.
    """
    fits = (taken == 0.0).all(axis=1)
    left = np.maximum(free, 0.0)
    open_ = np.flatnonzero(~fits)
    while open_.size:
        # What is too large for what is left stays so.
        open_ = open_[(taken[open_] <= left + SLACK).all(axis=1)]
        within = np.asarray((np.cumsum(taken[open_], axis=0) <= left + SLACK).all(axis=1))
        count = len(within) if within.all() else int(np.argmin(within))
        fits[open_[:count]] = True
        left = left - taken[open_[:count]].sum(axis=0)
        open_ = open_[count:]
    return fits


def _closed(
    world: World, evaluation: Evaluation, rooms: Rooms, rows: Codes, columns: Codes, room: Codes
) -> World:
    """Return a world in which rooms do not stand for the Hubs of workloads in some scenarios."""
    hub = np.broadcast_to(by_workload(evaluation.inputs.hub), evaluation.inputs.count)[rows]
    stands = world.stands.copy()
    for place, code in enumerate(rooms.of_place):
        here = room == code
        stands[hub[here], place, columns[here]] = NO
    return replace(world, stands=stands)


def _put(whole: Arrays, part: Arrays, rows: Codes, where: Flags) -> Arrays:
    """Return arrays in which some workloads have other outcomes in the scenarios marked."""
    scenarios = where.shape[1]
    changed = {}
    for item in fields(whole):
        old: NDArray[Any] = getattr(whole, item.name)
        new: NDArray[Any] = getattr(part, item.name)
        full = np.broadcast_to(old, (scenarios, *old.shape[1:])).copy()
        kept = full[..., rows]
        full[..., rows] = np.where(along(where, WORKLOAD, SCENARIO), new, kept)
        changed[item.name] = full
    return type(whole)(**changed)
