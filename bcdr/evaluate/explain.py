"""Explains a number: reruns its formulas for one workload with the recorder on."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import numpy as np

from bcdr.evaluate.axes import LEVEL, PROTECTION, WORKLOAD, along, by_scenario
from bcdr.evaluate.basis import guidance_along
from bcdr.evaluate.checks import check_of_rows
from bcdr.evaluate.copies import Copies
from bcdr.evaluate.cost import (
    COMPONENTS,
    UNITS,
    Costs,
    expected_penalty_per_year,
    frequencies,
    make_costs,
)
from bcdr.evaluate.evaluation import Evaluation
from bcdr.evaluate.explain_measured import measured_time
from bcdr.evaluate.inputs import NO, Inputs
from bcdr.evaluate.missing import NO_COPY_LEFT, missing_sentence
from bcdr.evaluate.origins import Cell, Notes, option_of, origin_of
from bcdr.evaluate.outcomes import Outcomes, judge_together
from bcdr.evaluate.protections import ProtectionArrays
from bcdr.evaluate.recording import QUANTITIES, Call, recording
from bcdr.evaluate.score import objectives_part
from bcdr.evaluate.strategies import guidance_of, score_parts
from bcdr.evaluate.tables import without_template
from bcdr.evaluate.ways import NO_COPY, PLATFORM, TEMPLATE
from bcdr.evaluate.world import World
from bcdr.model.results import Explanation, Step
from bcdr.model.strategy import Strategy
from bcdr.model.vocabulary import Option

ALIASES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "recovery_hours": "planning_hours",
        "recovery_likely_hours": "likely_hours",
        "recovery_planning_hours": "planning_hours",
        "loss_hours": "worst_loss_hours",
    }
)
"""Names people use for registered quantities."""

TIMES: Final = frozenset({"planning_hours", "likely_hours"})
LOSSES: Final = frozenset({"worst_loss_hours", "mean_loss_hours"})
"""Quantities of the way back that decides; there is none where nothing is recoverable."""

OF_WAYS: Final = frozenset({"time_value", "loss_value", "event_cost"})
"""Quantities that are computed for every way back in turn."""


def explain_quantity(
    evaluation: Evaluation,
    row: int,
    arrays: ProtectionArrays,
    strategy: Strategy,
    quantity: str,
    scenario: str,
    *,
    only_built: bool = False,
) -> Explanation:
    """Return how a quantity of one workload under one strategy came about in a scenario.

    Raises:
        LookupError: the quantity or scenario is not known; the message lists what is.
    """
    name = ALIASES.get(quantity, quantity)
    if name not in QUANTITIES:
        known = ", ".join(sorted({*QUANTITIES, *ALIASES}))
        raise LookupError(f"There is no quantity '{quantity}'. Use one of {known}.")
    scenarios = [item.id for item in evaluation.catalogue.scenarios]
    if scenario not in scenarios:
        raise LookupError(f"There is no scenario '{scenario}'. Use one of {', '.join(scenarios)}.")
    inputs = evaluation.inputs.take(np.array([row]))
    column = scenarios.index(scenario)
    outcomes, copies, costs, recorded = _rerun(
        evaluation, inputs, arrays, strategy, only_built=only_built
    )
    cell = _cell(evaluation.world, outcomes, copies, arrays, column)
    notes = Notes(evaluation, inputs, arrays, strategy, outcomes, costs, cell, only_built)
    if name in TIMES | LOSSES and np.isnan(by_scenario(outcomes.planning_hours)[0, column]):
        calls: list[Call] = []
        steps = [_no_way_back(name, notes)]
    else:
        calls = _needed(recorded, name, notes)
        steps = [_step(call, notes) for call in calls]
    value = _value(name, calls, notes)
    if only_built and name in TIMES:
        measured = measured_time(evaluation, row, arrays, name, column)
        if measured is not None:
            value, step = measured
            steps.append(step)
    return Explanation(
        workload=inputs.workloads[0].id,
        quantity=name,
        scenario=scenario,
        strategy=strategy.id,
        unit=QUANTITIES[name].unit,
        value=value,
        steps=tuple(steps),
        as_of=evaluation.settings.as_of,
    )


def _rerun(
    evaluation: Evaluation,
    inputs: Inputs,
    arrays: ProtectionArrays,
    strategy: Strategy,
    *,
    only_built: bool,
) -> tuple[Outcomes, Copies, Costs, list[Call]]:
    """Return outcomes, copies and costs of one workload under one strategy, and every formula used.

    The score looks at a reference workload with the same formulas; those are left out.
    """
    world, catalogue = evaluation.world, evaluation.catalogue
    with recording() as recorder:
        outcomes, copies = judge_together(
            inputs, world, catalogue, arrays, evaluation.z, only_built=only_built
        )
        costs = make_costs(inputs, world, catalogue, arrays, copies)
        penalty = expected_penalty_per_year(
            frequency_per_year=frequencies(inputs, catalogue), event_cost=outcomes.event_cost
        )
    if not strategy.protections:
        return outcomes, copies, costs, recorder.calls
    opinion = guidance_of(
        guidance_along(strategy.protections, evaluation.portfolio.landscape, catalogue),
        arrays, catalogue, inputs,
    )  # fmt: skip
    checked = check_of_rows(
        evaluation.basis, inputs, arrays, outcomes, only_built=only_built
    ).checked()
    with recording() as scoring:
        score_parts(
            evaluation.basis,
            inputs,
            objectives=objectives_part(
                outcome_value=outcomes.value, is_in_scope=inputs.is_in_scope
            ),
            outlay_per_year=along([float(costs.outlay_per_year[0].sum())], PROTECTION),
            expected_penalty_per_year=penalty,
            guidance=opinion.min(axis=PROTECTION, keepdims=True),
            regulation=along([[np.nan]] if checked is None else checked.part, WORKLOAD, PROTECTION),
        )
    done = {call.quantity.name for call in recorder.calls}
    scored = [call for call in scoring.calls if call.quantity.name not in done]
    return outcomes, copies, costs, recorder.calls + scored


def _no_way_back(name: str, notes: Notes) -> Step:
    """Return the only step of a time or loss that there is none of: why."""
    entry = QUANTITIES[name]
    bits = int(by_scenario(notes.outcomes.missing)[0, notes.cell.scenario])
    return Step(
        quantity=name,
        title=entry.title,
        unit=entry.unit,
        formula=entry.formula,
        source=entry.source,
        value="not known" if bits else "none",
        inputs=(("why", missing_sentence(bits) or NO_COPY_LEFT, "computed"),),
        depth=0,
    )


def _cell(
    world: World, outcomes: Outcomes, copies: Copies, arrays: ProtectionArrays, scenario: int
) -> Cell:
    levels = copies.target.shape[LEVEL]
    made = arrays.option.shape[PROTECTION] * levels
    copy = int(by_scenario(outcomes.copy)[0, scenario])
    return Cell(
        protection=max(copy, 0) // levels,
        level=max(copy, 0) % levels,
        place=max(int(by_scenario(outcomes.place)[0, scenario]), 0),
        scenario=scenario,
        places=len(world.place_names),
        kinds=tuple(world.scenarios.kind.tolist()),
        way=copy if copy >= 0 else made + (1 if copy == TEMPLATE else 0),
        copy=copy,
    )


def _needed(calls: list[Call], name: str, notes: Notes) -> list[Call]:
    """Return the calls that led to the quantity, earliest first.

    A formula's parameter that is named like a quantity is that quantity's value.
    """
    by_name: dict[str, list[Call]] = {}
    for call in calls:
        by_name.setdefault(call.quantity.name, []).append(call)
    found: dict[str, Call] = {}
    queue = [name]
    while queue:
        wanted = queue.pop()
        current = _stand_in(wanted, notes)
        if wanted in found or current not in by_name:
            continue
        found[wanted] = _decisive(by_name[current], wanted, notes.cell)
        given = dict(found[wanted].inputs)
        factor = given.get("transfer_factor")
        unused = {"transfer_hours"} if _is_zero(factor, found[wanted], notes.cell) else set()
        queue += [item for item in given if item in QUANTITIES and item not in unused]
    order = {id(call): position for position, call in enumerate(calls)}
    kept = {id(call): call for call in found.values()}.values()
    return sorted(kept, key=lambda call: order[id(call)])


def _stand_in(name: str, notes: Notes) -> str:
    """Return the formula that gives a quantity where nothing has to be restored."""
    is_platform = notes.cell.copy == PLATFORM
    if name in TIMES and is_platform:
        return "platform_hours"
    keeps_nothing = bool((notes.inputs.stateful == NO).any())
    return "intact_loss_hours" if name in LOSSES and (is_platform or keeps_nothing) else name


def _decisive(calls: list[Call], name: str, cell: Cell) -> Call:
    """Return the call that counts of several of one formula.

    What compares ways back is called for each of them in order, and the cost of an event once
    more for what is lost. Times at a place are called for each place, first for copies, at the
    end for the template; the platform has its planning hours first, then its likely ones.
    """
    if name in OF_WAYS:
        return calls[-1 if cell.copy == NO_COPY and name == "event_cost" else cell.way]
    is_template = cell.copy == TEMPLATE
    if name in TIMES and calls[0].quantity.name in TIMES:
        return calls[cell.place - cell.places if is_template else cell.place]
    is_last = is_template or (cell.copy == PLATFORM and name == "likely_hours")
    return calls[-1] if is_last else calls[0]


def _is_zero(factor: Any, call: Call, cell: Cell) -> bool:
    """Return whether a formula multiplies something by nothing, which then needs no steps."""
    return factor is not None and cell.pick(factor, call.value) == 0.0


def _value(name: str, calls: list[Call], notes: Notes) -> float | None:
    if name == "outlay_per_year":
        return float(notes.costs.outlay_per_year[0].sum())
    if not calls:
        return None
    value = notes.cell.pick(calls[-1].value, calls[-1].value)
    return None if value is None or not np.isfinite(value) else float(value)


def _step(call: Call, notes: Notes) -> Step:
    cell, name = notes.cell, call.quantity.name
    shown = []
    for parameter, value in call.inputs:
        picked = cell.pick(value, call.value)
        shown.append((_words(parameter), _shown(picked), origin_of(parameter, notes)))
    value = cell.pick(call.value, call.value)
    if name == "score":
        shown = [
            (words, _weights(notes) if words == "weights" else value, origin)
            for words, value, origin in shown
        ]
    if name == "phases_mean_hours":
        shown += _phases(notes)
    elif name == "outlay_per_year":
        shown, value = _components(notes), float(notes.costs.outlay_per_year[0].sum())
    elif name == "expected_penalty_per_year":
        shown = _events(call, notes)
    return Step(
        quantity=name,
        title=call.quantity.title,
        unit=call.quantity.unit,
        formula=call.quantity.formula,
        source=call.quantity.source,
        value=_shown(value),
        inputs=tuple(shown),
        depth=call.depth,
    )


def _phases(notes: Notes) -> list[tuple[str, str, str]]:
    """Return the phases of the option that decides, each with its range and source."""
    catalogue = notes.evaluation.catalogue
    is_rebuilt = notes.cell.copy == TEMPLATE
    option = Option.APPLICATION_DATA_BACKUP if is_rebuilt else option_of(notes)
    known = bool((notes.inputs.template_off_hub == 1).all())
    phases = [
        phase
        for name in catalogue.option(option).phases
        for phase in (
            (catalogue.phase(name),)
            if known
            else without_template(catalogue, catalogue.phase(name))
        )
    ]
    return [
        (
            f"phase: {phase.title}",
            f"{phase.low:g} / {phase.likely:g} / {phase.high:g} {phase.unit}",
            f"{phase.origin}: {phase.source}, {phase.date}",
        )
        for phase in phases
    ]


def _weights(notes: Notes) -> str:
    weights = notes.evaluation.settings.weights
    return (
        f"{weights.objectives:g} / {weights.regulation:g} / {weights.cost:g} / {weights.guidance:g}"
    )


def _components(notes: Notes) -> list[tuple[str, str, str]]:
    """Return every component of the outlay as quantity times price."""
    shown = []
    for slot, protection in enumerate(notes.strategy.protections):
        amounts = zip(
            COMPONENTS, UNITS, notes.costs.quantities[0, slot], notes.costs.prices[0, slot],
            strict=True,
        )  # fmt: skip
        shown += [
            (
                f"{name} ({protection.title})",
                f"{quantity:,.2f} {unit} x {price:,.4g} = {quantity * price:,.2f}",
                "quantity x price of the price sheet",
            )
            for name, unit, quantity, price in amounts
            if quantity
        ]
    return shown


def _events(call: Call, notes: Notes) -> list[tuple[str, str, str]]:
    """Return every scenario as frequency times the cost of one event."""
    given = dict(call.inputs)
    shape = np.broadcast_shapes(*(np.shape(value) for value in given.values()))
    rates = by_scenario(np.broadcast_to(given["frequency_per_year"], shape))[0]
    money = by_scenario(np.broadcast_to(given["event_cost"], shape))[0]
    return [
        (
            scenario.title,
            f"{rate:,.4g} per year x {cost:,.0f} = {rate * cost:,.2f}",
            f"{scenario.origin}: {scenario.source}, {scenario.date}",
        )
        for scenario, rate, cost in zip(
            notes.evaluation.catalogue.scenarios, rates, money, strict=True
        )
    ]


def _words(parameter: str) -> str:
    return parameter.replace("_", " ")


def _shown(value: float | None) -> str:
    if value is None:
        return "several"
    if np.isnan(value):
        return "not known"
    if np.isinf(value):
        return "no limit"
    return f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"
