"""Capacity granted the plain way: one workload after another takes the first that fits."""

import numpy as np

from bcdr.choose.capacity import whole_room
from bcdr.choose.ranking import NOTHING, make_ranking
from bcdr.evaluate.axes import by_workload
from bcdr.evaluate.evaluation import Evaluation
from bcdr.evaluate.strategies import Details
from bcdr.model.vocabulary import Family, Goal


def one_by_one(done: Evaluation, goal: Goal) -> tuple[list[int], list[bool]]:
    """The strategy of each workload, and whether it is not its best or fits nowhere."""
    room = {name: list(free) for name, free in whole_room(done).items()}
    rankings = make_ranking(done.basis, done.judged, done.inputs.workloads, goal).order()
    details = done.singles(np.arange(done.inputs.count))
    chosen, over = [NOTHING] * done.inputs.count, [False] * done.inputs.count
    for row in sorted(range(done.inputs.count), key=lambda row: _turn(done, row)):
        feasible = [int(at) for at in rankings[row] if done.judged.is_feasible[row, at]]
        if not feasible:
            continue
        chosen[row], over[row] = feasible[0], True
        for position in feasible:
            wanted = _taken(done, details, row, position)
            if all(amount <= room[name][place] + 1e-9 for (name, place), amount in wanted.items()):
                for (name, place), amount in wanted.items():
                    room[name][place] -= amount
                chosen[row], over[row] = position, position != feasible[0]
                break
    return chosen, over


def _turn(done: Evaluation, row: int) -> tuple[int, float, str]:
    """What decides when it is a workload's turn: criticality, penalty unprotected, name."""
    rank = done.catalogue.tiers[int(by_workload(done.inputs.tier)[row])].rank
    penalty = float(done.judged.expected_penalty_per_year[row, 0])
    return rank, -penalty, done.inputs.workloads[row].title


def _taken(
    done: Evaluation, details: Details, row: int, position: int
) -> dict[tuple[str, int], float]:
    """What a strategy takes of each resource at each target."""
    targets = done.portfolio.landscape.targets
    places = {target.name: place for place, target in enumerate(targets)}
    onward = {target.name: target.copies_to for target in targets}
    found: dict[tuple[str, int], float] = {}
    for protection in done.strategies.strategy(position).protections:
        if protection.target is None:
            continue
        part = done.strategies.protections.index(protection)
        family = done.catalogue.option(protection.option).family
        names = [protection.target]
        if family is Family.BACKUP and onward[protection.target]:
            names.append(str(onward[protection.target]))
        takes = [
            ("stored", float(details.costs.stored_gb[row, part]), names),
            ("link", float(details.copies.needed_mb_per_s[0, 0, 0, part, row]), names),
        ]
        if family is Family.CONTINUITY:
            takes += [
                ("vcpu", float(by_workload(details.inputs.vcpu)[row]), names[:1]),
                ("memory", float(by_workload(details.inputs.memory_gb)[row]), names[:1]),
            ]
        for resource, amount, where in takes:
            for name in where:
                place = (resource, places[name])
                found[place] = found.get(place, 0.0) + float(np.nan_to_num(amount))
    return found
