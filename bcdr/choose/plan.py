"""The plan: one strategy per workload, capacity granted in order of criticality."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from bcdr.choose.overruled import overrides_in_force
from bcdr.choose.ranking import best_strategies, ranked_strategies
from bcdr.evaluate.axes import Codes, Flags, Numbers, by_protection, by_workload
from bcdr.evaluate.copies import family_of, onward_target
from bcdr.evaluate.evaluation import Evaluation
from bcdr.evaluate.sharing import available_mb_per_s
from bcdr.model.strategy import Strategy
from bcdr.model.vocabulary import Family, Goal

NOTHING: Final = -1
ROWS_AT_A_TIME: Final = 4096
SLACK: Final = 1e-9
"""What rounding may add to a sum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What was chosen for each workload.

    `chosen` holds the position of its strategy in the list, -1 where none is feasible.
    `is_over_capacity` marks workloads whose best strategy did not fit what was left.
    """

    goal: Goal
    evaluation: Evaluation
    chosen: Codes
    is_over_capacity: Flags

    def strategy(self, row: int) -> Strategy | None:
        """Return the strategy chosen for a workload, None where nothing is feasible."""
        position = int(self.chosen[row])
        return None if position == NOTHING else self.evaluation.strategies.strategy(position)

    def ranking(self, row: int) -> Codes:
        """Return the strategies of a workload from best to worst, refused ones last."""
        return _ranking(self.evaluation, row, self.goal)


def _ranking(evaluation: Evaluation, row: int, goal: Goal) -> Codes:
    some = slice(row, row + 1)
    workloads = evaluation.inputs.workloads[some]
    return ranked_strategies(evaluation.basis, evaluation.judged.take(some), workloads, goal)[0]


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
    best strategy no longer fits takes its next one that does, or its best if none does. What an
    override of a rule names is the best of its workload, if no other rule refuses it.
    """
    rows = np.arange(evaluation.inputs.count)
    best = _named_by_overrides(evaluation, _best(evaluation, goal))
    chosen = np.where(evaluation.judged.is_feasible[rows, best], best, NOTHING)
    over = np.zeros(len(rows), dtype=bool)
    loads, room = _loads(evaluation), _room(evaluation)
    wanting = rows[chosen != NOTHING]
    if not _is_enough(room, loads, wanting, chosen[wanting]):
        for row in _order(evaluation):
            if chosen[row] == NOTHING:
                continue
            found = _next_best(evaluation, goal, room, loads, int(row), int(chosen[row]))
            over[row] = found != chosen[row]
            if found != NOTHING:
                chosen[row] = found
                _take(room, loads, row, found)
    return Plan(goal=goal, evaluation=evaluation, chosen=chosen, is_over_capacity=over)


def _best(evaluation: Evaluation, goal: Goal) -> Codes:
    best = np.zeros(evaluation.inputs.count, dtype=np.int64)
    for start in range(0, len(best), ROWS_AT_A_TIME):
        some = slice(start, start + ROWS_AT_A_TIME)
        workloads = evaluation.inputs.workloads[some]
        judged = evaluation.judged.take(some)
        best[some] = best_strategies(evaluation.basis, judged, workloads, goal)
    return best


def _named_by_overrides(evaluation: Evaluation, best: Codes) -> Codes:
    """Return the best strategies with those that overrides of rules name in their place."""
    given = overrides_in_force(evaluation.portfolio, evaluation.settings.as_of)
    named = {id_: items[-1].strategy.strip().casefold() for id_, items in given.items()}
    if not any(named.values()):
        return best
    strategies = evaluation.strategies
    places: dict[str, int] = {}
    for place in range(len(strategies)):
        strategy = strategies.strategy(place)
        places.setdefault(strategy.id.casefold(), place)
        places.setdefault(strategy.title.casefold(), place)
    chosen = np.array(best)
    for row, item in enumerate(evaluation.inputs.workloads):
        found = places.get(named.get(item.id, ""))
        if found is not None and evaluation.judged.is_feasible[row, found]:
            chosen[row] = found
    return chosen


def _next_best(
    evaluation: Evaluation,
    goal: Goal,
    room: dict[str, Numbers],
    loads: _Loads,
    row: int,
    best: int,
) -> int:
    """Return the first strategy of a workload's ranking that still fits, -1 if none does."""
    if _first_fit(room, loads, row, np.array([best])) is not None:
        return best
    feasible = int(evaluation.judged.is_feasible[row].sum())
    ranking = _ranking(evaluation, row, goal)[:feasible]
    found = _first_fit(room, loads, row, ranking)
    return NOTHING if found is None else int(ranking[found])


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
    place = loads.place[positions]
    same = (place[:, :, None] == place[:, None, :]) & (place >= 0)[:, None, :]
    fits = np.ones(len(positions), dtype=bool)
    for name, amounts in loads.taken(np.full(len(positions), row), positions).items():
        together = (amounts[:, None, :] * same).sum(axis=-1)
        fits &= ((together <= room[name][place] + SLACK) | (place < 0)).all(axis=-1)
    return int(np.argmax(fits)) if fits.any() else None


def _take(room: dict[str, Numbers], loads: _Loads, row: int, position: int) -> None:
    place = loads.place[[position]]
    for name, amounts in loads.taken(np.array([row]), np.array([position])).items():
        room[name] = room[name] - _per_target(place, amounts, len(room[name]))


def _order(evaluation: Evaluation) -> Codes:
    inputs = evaluation.inputs
    ranks = np.array([tier.rank for tier in evaluation.catalogue.tiers])[by_workload(inputs.tier)]
    penalty = -evaluation.judged.expected_penalty_per_year[:, 0]
    names = np.array([item.title for item in inputs.workloads])
    return np.lexsort((names, penalty, ranks))


def _loads(evaluation: Evaluation) -> _Loads:
    arrays, strategies = evaluation.arrays, evaluation.strategies
    first, second = strategies.first, strategies.second
    target = by_protection(arrays.target)[0]
    onward = by_protection(onward_target(evaluation.world, arrays))[0]
    continuity = family_of(arrays, evaluation.catalogue, Family.CONTINUITY)
    runs = by_protection(continuity)[0] & (target >= 0)
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
        stored_gb=evaluation.stored_gb,
        needed_mb_per_s=evaluation.needed_mb_per_s,
        vcpu=by_workload(evaluation.inputs.vcpu),
        memory_gb=by_workload(evaluation.inputs.memory_gb),
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
