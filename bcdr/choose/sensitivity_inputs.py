"""Which missing input matters most: what is unknown for lack of it, and what its range decides."""

from typing import Final

import numpy as np

from bcdr.choose.sensitivity_blanks import Blank, blanks_of, of_target, of_workload
from bcdr.choose.sensitivity_objectives import binding_scenarios
from bcdr.choose.sensitivity_ranges import Range, ranges_of
from bcdr.choose.sensitivity_trial import Stage, Trial, make_trial
from bcdr.evaluate.axes import Codes, by_level, by_scenario
from bcdr.evaluate.blockers_missing import NEEDS, missing_inputs_of
from bcdr.evaluate.case import Case
from bcdr.evaluate.cell import Cell
from bcdr.evaluate.evaluation import Evaluation
from bcdr.evaluate.outcomes import UNCERTAIN, judge_together
from bcdr.evaluate.protections import ProtectionArrays, protection_arrays, today_arrays
from bcdr.evaluate.rules import bit_of, blocking_bits, tick_rules
from bcdr.model.columns import APPLICATIONS
from bcdr.model.landscape import Target
from bcdr.model.sensitivity import MissingInput
from bcdr.model.strategy import Protection
from bcdr.model.units import format_number

LEAST_POINTS: Final = 0.05
"""Of the score, 0 to 100, below which it counts as the same."""


def most_important_input(evaluation: Evaluation, row: int) -> MissingInput | None:
    """Return the missing input that would tell most about a workload, None if none would."""
    found = missing_inputs(evaluation, row)
    return found[0] if found else None


def missing_inputs(evaluation: Evaluation, row: int) -> tuple[MissingInput, ...]:
    """Return the missing inputs of a workload (row) that matter, what would tell most first.

    First by the number of binding scenarios, today and recommended, that are unknown for lack of
    it; then whether the ends of its range recommend different strategies; in how many scenarios
    the recommended one fares differently; and by how much its score moves. The workload is judged
    alone. An input without a plausible range, such as how it is protected today, has no ends to
    compare; one that leaves nothing unknown and moves nothing is left out. Inputs are those of
    the workload's row, its Hub and the targets that serve it.
    """
    trial = make_trial(evaluation, row)
    unknown = _unknown_scenarios(trial)
    ranges = {item.blank: item for item in ranges_of(trial, evaluation.inputs.data_gb)}
    blanks = dict.fromkeys((*unknown, *ranges))
    found = [_described(trial, blank, unknown.get(blank, 0), ranges.get(blank)) for blank in blanks]
    return tuple(sorted(filter(_matters, found), key=_importance))


def _matters(item: MissingInput) -> bool:
    return bool(
        item.unknown_scenarios
        or item.changes_recommendation
        or item.changed_scenarios
        or item.score_spread >= LEAST_POINTS
    )


def _importance(item: MissingInput) -> tuple[int, bool, int, float]:
    return (
        -item.unknown_scenarios,
        not item.changes_recommendation,
        -item.changed_scenarios,
        -item.score_spread,
    )


def _unknown_scenarios(trial: Trial) -> dict[Blank, int]:
    """Return for each blank how many binding scenarios, today and recommended, it leaves open.

    Where nothing can be recommended because an input is missing, it leaves all of them open.
    """
    count: dict[Blank, int] = {}
    binding = binding_scenarios(trial.inputs)[0]
    if trial.workload.id in trial.basis.accepted:
        return count
    today = today_arrays((trial.workload,), trial.portfolio.landscape)
    assigned = [(today, True)]
    if trial.recommended is not None:
        assigned.append((_arrays(trial, trial.recommended.protections), False))
    else:
        count = dict.fromkeys(_needed(trial), int(binding.sum()))
    for arrays, only_built in assigned:
        outcomes, copies = judge_together(
            trial.inputs, trial.basis.world, trial.catalogue, arrays, trial.basis.z,
            only_built=only_built,
        )  # fmt: skip
        unsure = binding & (by_scenario(outcomes.state)[0] == UNCERTAIN)
        targets = targets_at(by_level(copies.target)[0], trial.portfolio.landscape.targets)
        hub = next((h for h in trial.basis.world.hubs if h.name == trial.workload.hub), None)
        for column in np.flatnonzero(unsure):
            bits = int(by_scenario(outcomes.missing)[0, column])
            for blank in blanks_of(bits, trial.workload, targets, hub):
                count[blank] = count.get(blank, 0) + 1
    return count


def targets_at(codes: Codes, targets: tuple[Target, ...]) -> tuple[Target, ...]:
    """Return the targets that some codes stand for, each once."""
    return tuple(targets[code] for code in sorted({int(code) for code in codes.flat if code >= 0}))


def _arrays(trial: Trial, protections: tuple[Protection, ...]) -> ProtectionArrays:
    return protection_arrays([protections], trial.portfolio.landscape, shared=False)


def _needed(trial: Trial) -> tuple[Blank, ...]:
    """Return the inputs for lack of which alone some protection of a workload is refused."""
    case = trial.singles.case
    return needed_inputs(case, tick_rules(case), 0)


def needed_inputs(case: Case, rule_bits: Codes, n: int) -> tuple[Blank, ...]:
    """Return the inputs for lack of which alone some protection of workload n is refused."""
    alone = np.flatnonzero((rule_bits[n] & blocking_bits()) == bit_of("input-missing"))
    found: dict[Blank, None] = {}
    for column in alone:
        cell = Cell(case, n, int(column))
        for need, flags in zip(NEEDS, missing_inputs_of(case), strict=True):
            if not cell.pick(flags):
                continue
            name = need.name(cell)
            if need.sheet == APPLICATIONS.name:
                found[of_workload(name, cell.workload)] = None
            else:
                name = name.removesuffix(f" of {cell.target.name}")
                found[of_target(name, cell.target)] = None
    return tuple(found)


def _described(trial: Trial, blank: Blank, unknown: int, item: Range | None) -> MissingInput:
    changes, changed, spread = (False, 0, 0.0) if item is None else _between(trial, item)
    return MissingInput(
        input=blank.input,
        sheet=blank.sheet,
        where=blank.where,
        owner=blank.owner,
        low="" if item is None else item.low_words,
        high="" if item is None else item.high_words,
        unknown_scenarios=unknown,
        changes_recommendation=changes,
        changed_scenarios=changed,
        score_spread=spread,
        sentence=_sentence(blank, item, unknown, spread, changed, changes=changes),
    )


def _between(trial: Trial, item: Range) -> tuple[bool, int, float]:
    """Return what differs between the ends of a range: best strategy, scenarios, points of score.

    Scenarios and score are those of what is recommended now; what is then refused scores nothing.
    """
    ends = [trial.changed(Stage.BASIS, portfolio=given) for given in (item.low, item.high)]
    changes = ends[0].best != ends[1].best
    if trial.recommended is None:
        return changes, 0, 0.0
    protections = trial.recommended.protections
    states = [
        by_scenario(
            judge_together(
                end.inputs, end.basis.world, end.catalogue, _arrays(end, protections), end.basis.z
            )[0].state
        )[0]
        for end in ends
    ]
    in_scope = np.array([scenario.in_scope for scenario in trial.catalogue.scenarios])
    scores = [float(np.nan_to_num(end.judged.score[0, trial.best])) for end in ends]
    differ = int(((states[0] != states[1]) & in_scope).sum())
    return changes, differ, abs(scores[0] - scores[1])


def _sentence(
    blank: Blank, item: Range | None, unknown: int, spread: float, changed: int, *, changes: bool
) -> str:
    name = f"{blank.input} of {blank.where}" if blank.where else blank.input
    parts = []
    if unknown:
        scenarios = "1 binding scenario is" if unknown == 1 else f"{unknown} binding scenarios are"
        parts.append(f"{scenarios} unknown without it")
    if item is not None:
        ends = f"between {item.low_words} and {item.high_words}"
        if changes:
            parts.append(f"{ends} the recommended strategy changes")
        elif spread >= LEAST_POINTS:
            points = format_number(spread, digits=2)
            parts.append(f"{ends} the score of what is recommended moves by {points} points")
        elif changed:
            parts.append(f"{ends} what is recommended fares differently in {changed} scenarios")
    return f"{name}: {', and '.join(parts) or 'nothing changes'}."
