"""Explains a number: reruns its formulas for one workload with the recorder on."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bcdr.evaluate.axes import COUNT, LEVEL, PROTECTION
from bcdr.evaluate.cost import COMPONENTS, UNITS, Costs, make_costs, penalties
from bcdr.evaluate.evaluation import Evaluation, guidance_of, score_parts
from bcdr.evaluate.inputs import ORIGINS, Inputs
from bcdr.evaluate.outcomes import TEMPLATE, Outcomes, judge_together
from bcdr.evaluate.protections import OPTIONS, ProtectionArrays
from bcdr.evaluate.recording import QUANTITIES, Call, recording
from bcdr.evaluate.times import without_template
from bcdr.model.columns import APPLICATIONS
from bcdr.model.results import Explanation, Step
from bcdr.model.strategy import Strategy

ALIASES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "recovery_hours": "planning_hours",
        "recovery_likely_hours": "likely_hours",
        "recovery_planning_hours": "planning_hours",
        "loss_hours": "worst_loss_hours",
    }
)
"""Names people use for registered quantities."""

OF_TARGET: Final[Mapping[str, str]] = MappingProxyType(
    {
        "link_mbit_per_s": "link_mbit_per_s",
        "write_mb_per_s": "write_mb_per_s",
        "target_read_mb_per_s": "restore_mb_per_s",
    }
)
"""Parameters that are figures of the target, and their field there."""

ASSUMED_AS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "churn_headroom": "churn-headroom-share",
        "hold_hours": "backup-hold-hours",
        "place_write_mb_per_s": "hub-write-mb-per-s",
    }
)
"""Parameters that are assumptions under another name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """Which cell of the arrays is looked at: the copy and place that decide the outcome."""

    protection: int
    level: int
    place: int
    scenario: int
    candidate: int
    candidates: int

    def pick(self, array: Any, like: NDArray[Any]) -> Any:
        """Return the number of one array that belongs to the cell, None if it has none."""
        if isinstance(array, (int, float)):
            return float(array)
        try:
            full = np.broadcast_to(np.asarray(array), like.shape)
        except ValueError:
            return None
        if full.dtype.kind not in "bif":
            return None
        index: list[int] = []
        for axis, length in enumerate(full.shape):
            wanted = 0
            if full.ndim == COUNT:
                wanted = (0, self.protection, self.level, self.place, self.scenario)[axis]
                if axis == LEVEL and length == self.candidates:
                    wanted = self.candidate
            elif axis == PROTECTION:
                wanted = self.protection
            index.append(min(wanted, length - 1))
        return float(full[tuple(index)])


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
    with recording() as recorder:
        outcomes, costs = _rerun(evaluation, inputs, arrays, strategy, only_built=only_built)
    column = scenarios.index(scenario)
    cell = _cell(outcomes, arrays, column, inputs)
    calls = _needed(recorder.calls, name, outcomes, cell)
    notes = _Notes(evaluation, inputs, arrays, strategy, outcomes, costs, cell)
    steps = tuple(_step(call, notes) for call in calls)
    return Explanation(
        workload=inputs.workloads[0].id,
        quantity=name,
        scenario=scenario,
        strategy=strategy.id,
        unit=QUANTITIES[name].unit,
        value=_value(name, calls, notes),
        steps=steps,
        as_of=evaluation.settings.as_of,
    )


@dataclass(frozen=True, slots=True)
class _Notes:
    """What is needed to put words to a step."""

    evaluation: Evaluation
    inputs: Inputs
    arrays: ProtectionArrays
    strategy: Strategy
    outcomes: Outcomes
    costs: Costs
    cell: "_Cell"


def _rerun(
    evaluation: Evaluation,
    inputs: Inputs,
    arrays: ProtectionArrays,
    strategy: Strategy,
    *,
    only_built: bool,
) -> tuple[Outcomes, Costs]:
    """Return outcomes and costs of one workload under one strategy, formula by formula."""
    world, catalogue = evaluation.world, evaluation.catalogue
    outcomes, copies = judge_together(
        inputs, world, catalogue, arrays, evaluation.z, only_built=only_built
    )
    costs = make_costs(inputs, world, catalogue, arrays, copies)
    penalty = penalties(inputs, catalogue, outcomes)
    if strategy.protections:
        opinion = guidance_of(strategy.protections, evaluation.portfolio, catalogue)
        score_parts(
            inputs,
            catalogue,
            evaluation.settings,
            value=outcomes.value[:, :, 0, 0],
            cost_per_year=costs.outlay_per_year.sum(axis=1, keepdims=True) + penalty,
            guidance=np.full((1, 1), opinion.min()),
        )
    return outcomes, costs


def _cell(outcomes: Outcomes, arrays: ProtectionArrays, scenario: int, inputs: Inputs) -> _Cell:
    levels = 2
    made = arrays.option.shape[PROTECTION] * levels
    copy = int(outcomes.copy[0, 0, 0, 0, scenario])
    has_template = bool((inputs.stateful == 0).any())
    candidate = copy if copy >= 0 else made + (1 if copy == TEMPLATE else 0)
    return _Cell(
        protection=max(copy, 0) // levels,
        level=max(copy, 0) % levels,
        place=max(int(outcomes.place[0, 0, 0, 0, scenario]), 0),
        scenario=scenario,
        candidate=candidate,
        candidates=made + 1 + int(has_template),
    )


def _needed(calls: list[Call], name: str, outcomes: Outcomes, cell: _Cell) -> list[Call]:
    """Return the calls that led to the quantity, earliest first.

    A formula's parameter that is named like a quantity is that quantity's value. Of several
    calls of one quantity, the one for the copy that decides counts: the template's comes last.
    """
    copy = int(outcomes.copy[0, 0, 0, 0, cell.scenario])
    if copy < 0 and copy != TEMPLATE and name in ("planning_hours", "likely_hours"):
        name = "platform_hours"
    wanted, found, seen = {name}, [], set()
    by_name: dict[str, list[Call]] = {}
    for call in calls:
        by_name.setdefault(call.quantity.name, []).append(call)
    queue = [name]
    while queue:
        current = queue.pop()
        if current in seen or current not in by_name:
            continue
        seen.add(current)
        options = by_name[current]
        chosen = options[-1] if copy == TEMPLATE else options[0]
        found.append(chosen)
        given = dict(chosen.inputs)
        unused = {"transfer_hours"} if _is_zero(given.get("transfer_factor"), chosen, cell) else ()
        for parameter in given:
            if parameter in QUANTITIES and parameter not in wanted and parameter not in unused:
                wanted.add(parameter)
                queue.append(parameter)
    order = {id(call): position for position, call in enumerate(calls)}
    return sorted(found, key=lambda call: order[id(call)])


def _is_zero(factor: Any, call: Call, cell: _Cell) -> bool:
    """Return whether a formula multiplies something by nothing, which then needs no steps."""
    return factor is not None and cell.pick(factor, call.value) == 0.0


def _value(name: str, calls: list[Call], notes: _Notes) -> float | None:
    if name == "outlay_per_year":
        return float(notes.costs.outlay_per_year[0].sum())
    if not calls:
        return None
    value = notes.cell.pick(calls[-1].value, calls[-1].value)
    return None if value is None or not np.isfinite(value) else float(value)


def _step(call: Call, notes: _Notes) -> Step:
    cell, name = notes.cell, call.quantity.name
    shown = []
    for parameter, value in call.inputs:
        picked = cell.pick(value, call.value)
        shown.append((_words(parameter), _shown(picked), _origin(parameter, notes)))
    value = cell.pick(call.value, call.value)
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


def _phases(notes: _Notes) -> list[tuple[str, str, str]]:
    """Return the phases of the option that decides, each with its range and source."""
    code = int(notes.arrays.option[0, notes.cell.protection, 0, 0, 0])
    catalogue = notes.evaluation.catalogue
    known = bool((notes.inputs.template_off_hub == 1).all())
    phases = [
        phase
        for name in catalogue.option(OPTIONS[max(code, 0)]).phases
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


def _components(notes: _Notes) -> list[tuple[str, str, str]]:
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


def _events(call: Call, notes: _Notes) -> list[tuple[str, str, str]]:
    """Return every scenario as frequency times the cost of one event."""
    given = dict(call.inputs)
    shape = np.broadcast_shapes(*(np.shape(value) for value in given.values()))
    rates = np.broadcast_to(given["frequency_per_year"], shape)[0, 0, 0, 0]
    money = np.broadcast_to(given["event_cost"], shape)[0, 0, 0, 0]
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


def _origin(parameter: str, notes: _Notes) -> str:
    """Return where an input comes from: a column, a target, an assumption, or a formula."""
    inputs, catalogue = notes.inputs, notes.evaluation.catalogue
    if parameter in QUANTITIES:
        return "computed above"
    if parameter in inputs.origins:
        origin = ORIGINS[int(np.max(inputs.origins[parameter]))]
        header = next(c.header for c in APPLICATIONS.columns if c.field == parameter)
        return f"{origin}: column {header}"
    if parameter in OF_TARGET:
        slot = min(notes.cell.protection, notes.arrays.target.shape[PROTECTION] - 1)
        code = int(notes.arrays.target[0, slot, 0, 0, 0])
        target = notes.evaluation.world.targets[max(code, 0)]
        given = getattr(target, OF_TARGET[parameter]) is not None
        return f"{'given' if given else 'assumed'}: target {target.name}"
    if parameter == "z":
        share = notes.evaluation.settings.planning_percentile
        return f"setting: planning percentile {share:.0%}"
    known = {item.id: item for item in catalogue.assumptions}
    id_ = ASSUMED_AS.get(parameter, parameter.replace("_", "-"))
    if id_ in known:
        item = known[id_]
        return f"{item.origin}: {item.source}, {item.date}"
    return "computed"
