"""The plan: one strategy per workload, capacity granted in order of criticality."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from bcdr.choose.capacity import SLACK, Loads, Room, loads_of, make_sites, whole_room
from bcdr.choose.overruled import overrides_in_force
from bcdr.choose.ranking import NOTHING, Ranking, make_ranking
from bcdr.evaluate.axes import Codes, Flags, Numbers
from bcdr.evaluate.evaluation import Evaluation
from bcdr.evaluate.pairs import Small
from bcdr.evaluate.possible import Possible
from bcdr.model.strategy import Strategy
from bcdr.model.vocabulary import Goal


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What was chosen for each workload.

    `chosen` holds the position of its strategy in the list, -1 where none is feasible; `score` and
    `score_is_at_least` are those of this strategy, NaN and False where there is none.
    `is_over_capacity` marks workloads whose best strategy did not fit what was left.
    `feasible_count` is how many strategies each workload may have.
    """

    goal: Goal
    evaluation: Evaluation
    chosen: Codes
    is_over_capacity: Flags
    feasible_count: Codes
    score: Small
    score_is_at_least: Flags

    def strategy(self, row: int) -> Strategy | None:
        """Return the strategy chosen for a workload, None where nothing is feasible."""
        position = int(self.chosen[row])
        return None if position == NOTHING else self.evaluation.strategies.strategy(position)

    def ranking(self, row: int) -> Codes:
        """Return the strategies of a workload from best to worst, refused ones last."""
        judged, workload = self.evaluation.judged_at(row), self.evaluation.inputs.workloads[row]
        return make_ranking(self.evaluation.basis, judged, (workload,), self.goal).order()[0]


def choose(
    evaluation: Evaluation, goal: Goal, *, chosen_for: Callable[[int], None] | None = None
) -> Plan:
    """Return the best strategy of every workload that still fits, most critical first.

    Ties in criticality go by expected penalty without recovery, then by name. A workload whose
    best strategy no longer fits takes its next one that does, or its best if none does. What an
    override of a rule names is the best of its workload, if no other rule refuses it.
    `chosen_for` is told now and then for how many workloads it is chosen; what it raises ends the
    work.
    """
    count, done = evaluation.inputs.count, 0
    plan = Plan(
        goal=goal,
        evaluation=evaluation,
        chosen=np.full(count, NOTHING, dtype=np.int64),
        is_over_capacity=np.zeros(count, dtype=bool),
        feasible_count=np.zeros(count, dtype=np.int64),
        score=np.full(count, np.nan, dtype=np.float32),
        score_is_at_least=np.zeros(count, dtype=bool),
    )
    chunks = _Chunks(evaluation, goal)
    for chunk in evaluation.walk_possible(chunks.make, evaluation.most_critical_first):
        chunks.room = chunk.grant(chunks.room)
        chunk.put(plan)
        done += len(chunk.rows)
        if chosen_for is not None:
            chosen_for(done)
    return plan


class _Chunks:
    """Makes, of workloads that were judged, the wishes that capacity is granted to.

    `room` is what the chunks before have left. A chunk is made beside them and sees at least as
    much as there will be when it is its turn: what does not fit by then fits no more.
    """

    def __init__(self, evaluation: Evaluation, goal: Goal) -> None:
        """Look up what is the same for all chunks."""
        self.evaluation, self.goal = evaluation, goal
        self.room = whole_room(evaluation)
        self.named = _named_by_overrides(evaluation)

    def make(self, found: Possible) -> "_Chunk":
        """Return the workloads of some rows with the best strategy of each."""
        every, rows = self.evaluation.inputs.workloads, found.rows.tolist()
        workloads = tuple(every[row] for row in rows)
        ranking = make_ranking(found.basis, found.judged, workloads, self.goal)
        best = ranking.best()
        for at, row in enumerate(rows if self.named else ()):
            if row in self.named:
                best[at] = np.searchsorted(found.positions, self.named[row])
        chunk = _Chunk(
            found=found,
            ranking=ranking,
            loads=loads_of(make_sites(found.basis), found.details),
            best=best,
        )
        chunk.choose_again(np.flatnonzero(best != NOTHING), self.room)
        return chunk


class _Chunk:
    """Some workloads (m), most critical first, and what each of them gets.

    Strategies are told by their place among the possible ones.
    """

    def __init__(self, *, found: Possible, ranking: Ranking, loads: Loads, best: Codes) -> None:
        """Begin with the wishes of all."""
        self.rows, self.positions = found.rows, found.positions
        self.score, self.score_is_at_least = found.judged.score, found.judged.is_at_least
        self.ranking, self.loads = ranking, loads
        self.best = best
        self.chosen = best.copy()

    def grant(self, room: Room) -> Room:
        """Choose for one workload after another what fits, and return the room that is left.

        As room only shrinks, what does not fit now never will, and the best of what fits stays
        the best for as long as it fits. So all go on together until one no longer fits, and all
        whose choice does not fit by itself any more choose again.
        """
        waiting = np.flatnonzero(self.chosen != NOTHING)
        while waiting.size:
            held = self.loads.held(waiting, self.chosen[waiting])
            fitting = min(_fitting(held[name], free) for name, free in room.items())
            room = {
                name: np.maximum(free - held[name][:fitting].sum(axis=0), 0.0)
                for name, free in room.items()
            }
            waiting = waiting[fitting:]
            self.choose_again(waiting, room)
            waiting = waiting[self.chosen[waiting] != NOTHING]
        return room

    def choose_again(self, rows: Codes, room: Room) -> None:
        """Choose, for those of some workloads whose choice does not fit by itself, what does."""
        held = self.loads.held(rows, self.chosen[rows])
        fits = [(held[name] <= free + SLACK).all(axis=1) for name, free in room.items()]
        stuck = rows[~np.all(fits, axis=0)]
        if stuck.size:
            self.chosen[stuck] = self.ranking.best(stuck, self.loads.all_fit(stuck, room))

    def put(self, plan: Plan) -> None:
        """Write into the plan what was chosen."""
        plan.is_over_capacity[self.rows] = self.chosen != self.best
        # What fits nowhere still has a best strategy, and is said to be over capacity.
        chosen = np.where(self.chosen == NOTHING, self.best, self.chosen)
        plan.chosen[self.rows] = np.where(chosen == NOTHING, NOTHING, self.positions[chosen])
        plan.feasible_count[self.rows] = self.ranking.is_feasible.sum(axis=1)
        has, at = chosen != NOTHING, np.arange(len(chosen))
        plan.score[self.rows] = np.where(has, self.score[at, chosen], np.nan)
        plan.score_is_at_least[self.rows] = has & self.score_is_at_least[at, chosen]


def _fitting(held: Numbers, free: Numbers) -> int:
    """Return how many workloads fit one after another, of what they take of one resource."""
    over = np.any(np.cumsum(held, axis=0) > free + SLACK, axis=1)
    return int(np.argmax(over)) if over.any() else len(held)


def _named_by_overrides(evaluation: Evaluation) -> Mapping[int, int]:
    """Return the strategies that overrides of rules name, by workload, where they are allowed."""
    given = overrides_in_force(evaluation.portfolio, evaluation.settings.as_of)
    named = {id_: items[-1].strategy.strip().casefold() for id_, items in given.items()}
    if not any(named.values()):
        return {}
    strategies = evaluation.strategies
    places: dict[str, int] = {}
    for place in range(len(strategies)):
        strategy = strategies.strategy(place)
        places.setdefault(strategy.id.casefold(), place)
        places.setdefault(strategy.title.casefold(), place)
    chosen = {}
    for row, item in enumerate(evaluation.inputs.workloads):
        found = places.get(named.get(item.id, ""))
        if found is not None and evaluation.judged_at(row).is_feasible[0, found]:
            chosen[row] = found
    return chosen
