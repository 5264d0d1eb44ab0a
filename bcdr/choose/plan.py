"""The plan: one strategy per workload, capacity granted in order of criticality."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from bcdr.choose.ranking import rank_strategies
from bcdr.evaluate.axes import Codes, Flags, Numbers
from bcdr.evaluate.evaluation import Evaluation
from bcdr.evaluate.protections import StrategyList
from bcdr.model.strategy import Strategy
from bcdr.model.vocabulary import Family, Goal

NOTHING: Final = -1
TRIES: Final = 60
"""How far down its ranking a workload looks for a strategy that fits."""


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
    """What each protection of each workload takes: GB, MB/s, vCPU and memory at its target."""

    target: Codes
    onward: Codes
    stored_gb: Numbers
    needed_mb_per_s: Numbers
    runs_there: Flags


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
    loads = _loads(evaluation)
    room = _room(evaluation)
    for row in _order(evaluation):
        if chosen[row] == NOTHING:
            continue
        for position in ranking[row, :TRIES]:
            if not evaluation.is_feasible[row, position]:
                break
            taken = _taken(evaluation, loads, row, position, len(room["stored"]))
            if all((taken[name] <= room[name] + 1e-9).all() for name in room):
                chosen[row] = position
                for name in room:
                    room[name] = room[name] - taken[name]
                break
            over[row] = True
    return Plan(
        goal=goal,
        strategies=evaluation.strategies,
        ranking=ranking,
        chosen=chosen,
        is_over_capacity=over,
    )


def _order(evaluation: Evaluation) -> Codes:
    inputs = evaluation.inputs
    ranks = np.array([tier.rank for tier in evaluation.catalogue.tiers])[inputs.tier.reshape(-1)]
    penalty = -evaluation.expected_penalty_per_year[:, 0]
    names = np.array([item.title for item in inputs.workloads])
    return np.lexsort((names, penalty, ranks))


def _loads(evaluation: Evaluation) -> _Loads:
    arrays, copies = evaluation.arrays, evaluation.copies
    shape = (evaluation.inputs.count, arrays.option.shape[1])
    family = [
        evaluation.catalogue.option(item.option).family
        for item in evaluation.strategies.protections
    ]
    target = arrays.target[0, :, 0, 0, 0]
    return _Loads(
        target=target,
        onward=np.where(target >= 0, evaluation.world.copies_to[np.maximum(target, 0)], NOTHING),
        stored_gb=np.broadcast_to(evaluation.costs.stored_gb, shape),
        needed_mb_per_s=np.nan_to_num(
            np.broadcast_to(copies.needed_mb_per_s[:, :, 0, 0, 0], shape)
        ),
        runs_there=np.array([item is Family.CONTINUITY for item in family]),
    )


def _room(evaluation: Evaluation) -> dict[str, Numbers]:
    world = evaluation.world
    links = np.min(np.where(world.serves, world.link_in, np.inf), axis=0, initial=np.inf)
    vcpu, memory = np.full(len(world.targets), np.inf), np.full(len(world.targets), np.inf)
    for place, target in enumerate(world.place_target):
        if target >= 0 and not world.place_is_elastic[place]:
            vcpu[target] = np.nan_to_num(world.place_vcpu[place], nan=np.inf)
            memory[target] = np.nan_to_num(world.place_memory_gb[place], nan=np.inf)
    return {
        "stored": np.nan_to_num(world.capacity_gb, nan=np.inf),
        "link": links / 8.0 * evaluation.catalogue.value("link-efficiency"),
        "vcpu": vcpu,
        "memory": memory,
    }


def _taken(
    evaluation: Evaluation, loads: _Loads, row: int, position: int, count: int
) -> dict[str, Numbers]:
    taken = {name: np.zeros(count) for name in ("stored", "link", "vcpu", "memory")}
    parts = {
        int(evaluation.strategies.first[position]),
        int(evaluation.strategies.second[position]),
    }
    for part in parts:
        for target in (loads.target[part], loads.onward[part]):
            if target >= 0:
                taken["stored"][target] += loads.stored_gb[row, part]
                taken["link"][target] += loads.needed_mb_per_s[row, part]
        if loads.runs_there[part] and loads.target[part] >= 0:
            taken["vcpu"][loads.target[part]] += float(evaluation.inputs.vcpu.reshape(-1)[row])
            taken["memory"][loads.target[part]] += float(
                evaluation.inputs.memory_gb.reshape(-1)[row]
            )
    return taken
