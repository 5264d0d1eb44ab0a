"""The plan: one strategy per workload, capacity granted in order of criticality."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from bcdr.choose.ranking import rank_strategies
from bcdr.evaluate.assess import available_mb_per_s
from bcdr.evaluate.axes import Codes, Flags, Numbers
from bcdr.evaluate.copies import family_of, onward_target
from bcdr.evaluate.evaluation import Evaluation
from bcdr.evaluate.protections import StrategyList
from bcdr.model.strategy import Strategy
from bcdr.model.vocabulary import Family, Goal

NOTHING: Final = -1
SLACK: Final = 1e-9
"""What rounding may add to a sum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What was chosen for each workload.

    `ranking` holds per workload the strategies from best to worst; `chosen` the position of its
    strategy in the list, -1 where none is feasible. `is_over_capacity` marks workloads whose
    best strategy did not fit what was left.
    """

    goal: Goal
    strategies: StrategyList
    ranking: Codes
    chosen: Codes
    is_over_capacity: Flags

    def strategy(self, row: int) -> Strategy | None:
        """Return the strategy chosen for a workload, None where nothing is feasible."""
        position = int(self.chosen[row])
        return None if position == NOTHING else self.strategies.strategy(position)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Loads:
    """What a strategy (s) of a workload (n) takes, for its up to four copies at their targets.

    `place` is the target of each copy, -1 none; `part` the protection it belongs to; `runs` where
    the workload would run as well. GB and MB/s are per workload and protection.
    """

    place: Codes
    part: Codes
    runs: Flags
    stored_gb: Numbers
    needed_mb_per_s: Numbers
    vcpu: Numbers
    memory_gb: Numbers

    def taken(self, rows: Codes, positions: Codes) -> dict[str, Numbers]:
        """Return per resource what each copy of these strategies takes, pair of both x copy."""
        part, row = self.part[positions], rows.reshape(-1, 1)
        held, runs = self.place[positions] >= 0, self.runs[positions]
        return {
            "stored": np.where(held, self.stored_gb[row, part], 0.0),
            "link": np.where(held, self.needed_mb_per_s[row, part], 0.0),
            "vcpu": np.where(runs, self.vcpu[row], 0.0),
            "memory": np.where(runs, self.memory_gb[row], 0.0),
        }


def choose(evaluation: Evaluation, goal: Goal) -> Plan:
    """Return the best strategy of every workload that still fits, most critical first.

    Ties in criticality go by expected penalty without recovery, then by name. A workload whose
    best strategy no longer fits takes its next one that does, or its best if none does.
    """
    ranking = rank_strategies(evaluation, goal)
    rows = np.arange(evaluation.inputs.count)
    best = ranking[:, 0]
    chosen = np.where(evaluation.is_feasible[rows, best], best, NOTHING)
    over = np.zeros(len(rows), dtype=bool)
    loads, room = _loads(evaluation), _room(evaluation)
    wanting = rows[chosen != NOTHING]
    if not _is_enough(room, loads, wanting, chosen[wanting]):
        for row in _order(evaluation):
            if chosen[row] == NOTHING:
                continue
            feasible = ranking[row, : int(evaluation.is_feasible[row].sum())]
            found = _first_fit(room, loads, row, feasible)
            over[row] = found != 0
            if found is not None:
                chosen[row] = feasible[found]
                _take(room, loads, row, feasible[found])
    return Plan(
        goal=goal,
        strategies=evaluation.strategies,
        ranking=ranking,
        chosen=chosen,
        is_over_capacity=over,
    )


def _is_enough(room: dict[str, Numbers], loads: _Loads, rows: Codes, positions: Codes) -> bool:
    """Return whether everything fits at once, so that nobody has to give way."""
    place = loads.place[positions]
    taken = loads.taken(rows, positions)
    return all(
        bool((_per_target(place, taken[name], len(free)) <= free + SLACK).all())
        for name, free in room.items()
    )


def _per_target(place: Codes, amounts: Numbers, count: int) -> Numbers:
    sums = np.bincount(place[place >= 0], weights=amounts[place >= 0], minlength=count)
    return sums.astype(np.float64)


def _first_fit(room: dict[str, Numbers], loads: _Loads, row: int, positions: Codes) -> int | None:
    """Return which of these strategies, best first, is the first that fits, None if none does."""
    for start, some in ((0, positions[:1]), (1, positions[1:])):
        place = loads.place[some]
        same = (place[:, :, None] == place[:, None, :]) & (place >= 0)[:, None, :]
        fits = np.ones(len(some), dtype=bool)
        for name, amounts in loads.taken(np.full(len(some), row), some).items():
            together = (amounts[:, None, :] * same).sum(axis=-1)
            fits &= ((together <= room[name][place] + SLACK) | (place < 0)).all(axis=-1)
        if fits.any():
            return start + int(np.argmax(fits))
    return None


def _take(room: dict[str, Numbers], loads: _Loads, row: int, position: int) -> None:
    place = loads.place[[position]]
    for name, amounts in loads.taken(np.array([row]), np.array([position])).items():
        room[name] = room[name] - _per_target(place, amounts, len(room[name]))


def _order(evaluation: Evaluation) -> Codes:
    inputs = evaluation.inputs
    ranks = np.array([tier.rank for tier in evaluation.catalogue.tiers])[inputs.tier.reshape(-1)]
    penalty = -evaluation.expected_penalty_per_year[:, 0]
    names = np.array([item.title for item in inputs.workloads])
    return np.lexsort((names, penalty, ranks))


def _loads(evaluation: Evaluation) -> _Loads:
    arrays, strategies = evaluation.arrays, evaluation.strategies
    shape = (evaluation.inputs.count, arrays.option.shape[1])
    first, second = strategies.first, strategies.second
    target = arrays.target[0, :, 0, 0, 0]
    onward = onward_target(evaluation.world, evaluation.catalogue, arrays)[0, :, 0, 0, 0]
    runs = family_of(arrays, evaluation.catalogue, Family.CONTINUITY)[0, :, 0, 0, 0] & (target >= 0)
    both = first != second
    other, other_onward = target[second], onward[second]
    nowhere = np.zeros(len(first), dtype=bool)
    return _Loads(
        place=np.stack(
            [
                target[first],
                onward[first],
                np.where(both, other, NOTHING),
                np.where(both, other_onward, NOTHING),
            ],
            axis=1,
        ),
        part=np.stack([first, first, second, second], axis=1),
        runs=np.stack([runs[first], nowhere, runs[second] & both, nowhere], axis=1),
        stored_gb=np.broadcast_to(evaluation.costs.stored_gb, shape),
        needed_mb_per_s=np.nan_to_num(
            np.broadcast_to(evaluation.copies.needed_mb_per_s[:, :, 0, 0, 0], shape)
        ),
        vcpu=evaluation.inputs.vcpu.reshape(-1),
        memory_gb=evaluation.inputs.memory_gb.reshape(-1),
    )


def _room(evaluation: Evaluation) -> dict[str, Numbers]:
    """Return what each target has of each resource; what is not known or elastic has no end."""
    world = evaluation.world
    vcpu, memory = np.full(len(world.targets), np.inf), np.full(len(world.targets), np.inf)
    for place, target in enumerate(world.place_target):
        if target >= 0 and not world.place_is_elastic[place]:
            vcpu[target] = world.place_vcpu[place]
            memory[target] = world.place_memory_gb[place]
    room = {
        "stored": world.capacity_gb,
        "link": available_mb_per_s(world, evaluation.catalogue),
        "vcpu": vcpu,
        "memory": memory,
    }
    return {name: np.nan_to_num(free, nan=np.inf) for name, free in room.items()}
