"""The price of objectives as a grid of RTO and RPO, and the cost of an RTO as a staircase."""

import math
from collections.abc import Sequence
from itertools import product
from typing import Final

import numpy as np

from bcdr.choose.sensitivity_objectives import RPO_HOURS, RTO_HOURS, Asked, Offer, ask, own_hours
from bcdr.evaluate.axes import by_scenario
from bcdr.evaluate.evaluation import Evaluation
from bcdr.model.sensitivity import CostAgainstRto, CostStep, ObjectivePrice, PriceOfObjectives
from bcdr.model.units import format_hours, format_money
from bcdr.model.vocabulary import Goal

USUAL_RPO_HOURS: Final = 24.0
"""The RPO of a staircase where none is asked for."""
MOST_STEPS: Final = 100
"""More steps than any staircase has."""


def price_of_objectives(
    evaluation: Evaluation,
    rows: int | Sequence[int],
    rto_hours: Sequence[float] | None = None,
    rpo_hours: Sequence[float] | None = None,
    goal: Goal | None = None,
) -> PriceOfObjectives:
    """Return for every RTO and RPO the cheapest strategy that meets both, and what it costs.

    It meets every binding scenario and is the cheapest by outlay; with a goal, it is the one that
    goal likes best of those that meet them. Objectives that hold in one scenario only stay as
    they are. `rows` are one workload, or those of one application: a cell then costs what all of
    them cost together, and is met if all of them meet it. Each is judged alone, with a full link
    and without waiting for what it depends on; of several, those nobody needs back are left out.
    The grid always has the objectives asked for now.
    """
    members = _members(evaluation, rows)
    own_rto, own_rpo = _own(evaluation, members)
    rtos, rpos = _with(rto_hours or RTO_HOURS, own_rto), _with(rpo_hours or RPO_HOURS, own_rpo)
    pairs = tuple(product(rtos, rpos))
    asked = _asked(evaluation, members, rtos, rpos)
    found = zip(*(item.offers(pairs, goal) for item in asked), strict=True)
    currency = evaluation.catalogue.currency
    cells = tuple(
        _cell(asked, offers, pair, currency, is_own=pair == (own_rto, own_rpo))
        for offers, pair in zip(found, pairs, strict=True)
    )
    grid = tuple(cells[start : start + len(rpos)] for start in range(0, len(cells), len(rpos)))
    return PriceOfObjectives(
        title=f"What RTO and RPO cost for {_title(asked)}",
        workload_ids=tuple(item.workload.id for item in asked),
        rto_hours=rtos,
        rpo_hours=rpos,
        own_rto_hours=own_rto,
        own_rpo_hours=own_rpo,
        cells=grid,
        sentence=_of_own(grid, currency),
    )


def cost_against_rto(
    evaluation: Evaluation, rows: int | Sequence[int], rpo_hours: float | None = None
) -> CostAgainstRto:
    """Return what an RTO costs with the RPO fixed, as a staircase with its exact steps.

    From the longest RTO of the grid down: the cheapest strategy holds as far as its own recovery
    time, just below which another one has to take over. The RPO is the one asked for now where
    none is given. `rows` as for `price_of_objectives`.
    """
    members = _members(evaluation, rows)
    own_rto, own_rpo = _own(evaluation, members)
    rpo = rpo_hours if rpo_hours is not None else own_rpo
    rpo = USUAL_RPO_HOURS if rpo is None else rpo
    longest = max(RTO_HOURS[-1], own_rto if own_rto and math.isfinite(own_rto) else 0.0)
    asked = _asked(evaluation, members, (longest,), (rpo,))
    stairs, reasons = zip(*(_stairs(item, longest, rpo) for item in asked), strict=True)
    steps = _together(stairs)
    quickest = [stair[-1][0] if stair else math.inf for stair in stairs]
    reason = reasons[int(np.argmax(quickest))]
    currency = evaluation.catalogue.currency
    return CostAgainstRto(
        title=f"What an RTO costs for {_title(asked)}",
        workload_ids=tuple(item.workload.id for item in asked),
        rpo_hours=rpo,
        longest_rto_hours=longest,
        steps=steps,
        reason=reason,
        sentence=_of_steps(steps, rpo, reason, currency),
    )


def _members(evaluation: Evaluation, rows: int | Sequence[int]) -> tuple[int, ...]:
    """Return the workloads that are asked: those that somebody needs back, unless nobody does."""
    every = (rows,) if isinstance(rows, int) else tuple(rows)
    inputs = evaluation.inputs
    rto, rpo = by_scenario(inputs.rto_hours), by_scenario(inputs.rpo_hours)
    unneeded = (np.isinf(rto) & np.isinf(rpo)).all(axis=1)
    return tuple(row for row in every if not unneeded[row]) or every


def _own(evaluation: Evaluation, members: Sequence[int]) -> tuple[float | None, float | None]:
    """Return the strictest RTO and RPO asked for; none where neither is a time."""
    found = []
    for field in ("rto_hours", "rpo_hours"):
        own = [
            own_hours(
                evaluation.portfolio, evaluation.catalogue, evaluation.inputs.workloads[row], field
            )
            for row in members
        ]
        found.append(min((hours for hours in own if hours is not None), default=None))
    rto, rpo = found
    return (None, None) if rto == rpo == math.inf else (rto, rpo)


def _with(grid: Sequence[float], own: float | None) -> tuple[float, ...]:
    return tuple(sorted({*grid, *(() if own is None else (own,))}))


def _asked(
    evaluation: Evaluation, members: Sequence[int], rtos: Sequence[float], rpos: Sequence[float]
) -> tuple[Asked, ...]:
    """Return every workload, ready to be asked; the loosest objectives are still hours."""
    loosest = [
        max((hours for hours in grid if math.isfinite(hours)), default=usual[-1])
        for grid, usual in ((rtos, RTO_HOURS), (rpos, RPO_HOURS))
    ]
    return tuple(ask(evaluation, row, (loosest[0], loosest[1])) for row in members)


def _title(asked: Sequence[Asked]) -> str:
    first = asked[0].workload
    return first.title if len(asked) == 1 else first.application


def _cell(
    asked: Sequence[Asked],
    offers: Sequence[Offer],
    pair: tuple[float, float],
    currency: str,
    *,
    is_own: bool,
) -> ObjectivePrice:
    strategies = tuple(item.strategy for item in offers if item.strategy is not None)
    wanted = f"RTO {_words(pair[0])} and RPO {_words(pair[1])}"
    if len(strategies) < len(offers):
        item, offer = next(
            (item, offer) for item, offer in zip(asked, offers, strict=True) if offer.reason
        )
        reason = offer.reason if len(asked) == 1 else f"{item.workload.title}: {offer.reason}"
        return ObjectivePrice(
            rto_hours=pair[0],
            rpo_hours=pair[1],
            strategies=(),
            outlay_per_year=None,
            expected_penalty_per_year=None,
            reason=reason,
            is_own=is_own,
            sentence=f"Nothing meets {wanted}. {reason}",
        )
    outlay = sum(item.outlay_per_year for item in offers)
    penalty = sum(item.expected_penalty_per_year for item in offers)
    names = "; ".join(dict.fromkeys(item.title for item in strategies))
    return ObjectivePrice(
        rto_hours=pair[0],
        rpo_hours=pair[1],
        strategies=strategies,
        outlay_per_year=outlay,
        expected_penalty_per_year=penalty,
        reason="",
        is_own=is_own,
        sentence=f"{wanted} cost at least {format_money(outlay, currency)} a year, with an "
        f"expected penalty of {format_money(penalty, currency)}: {names}.",
    )


def _words(hours: float) -> str:
    return format_hours(hours) if math.isfinite(hours) else "not applicable"


def _of_own(grid: Sequence[Sequence[ObjectivePrice]], currency: str) -> str:
    """Return what is asked for now, and the next longer RTO that costs less."""
    for number, line in enumerate(grid):
        for column, cell in enumerate(line):
            if not cell.is_own:
                continue
            longer = (row[column] for row in grid[number + 1 :])
            cheaper = next((item for item in longer if _saves(item, cell)), None)
            if cheaper is None:
                return cell.sentence
            money = format_money(cheaper.outlay_per_year, currency)
            return f"{cell.sentence} An RTO of {_words(cheaper.rto_hours)} would cost {money}."
    return "No RTO and RPO are asked for."


def _saves(cell: ObjectivePrice, own: ObjectivePrice) -> bool:
    if cell.outlay_per_year is None:
        return False
    # What costs the same to the cent saves nothing.
    return own.outlay_per_year is None or own.outlay_per_year - cell.outlay_per_year > 0.01


Stair = list[tuple[float, Offer]]
"""From which RTO on an offer holds, the longest first."""


def _stairs(asked: Asked, longest: float, rpo: float) -> tuple[Stair, str]:
    """Return the staircase of one workload, and why nothing is quicker than its last step."""
    stairs: Stair = []
    rto = longest
    for _ in range(MOST_STEPS):
        offer = asked.offers([(rto, rpo)])[0]
        if offer.strategy is None:
            return stairs, offer.reason
        holds_from = asked.longest_hours(offer.strategy, rto, rpo)
        stairs.append((holds_from, offer))
        if holds_from == 0.0:
            return stairs, "It is never out of service."
        rto = float(np.nextafter(holds_from, 0.0))
    raise RuntimeError(f"more than {MOST_STEPS} steps for {asked.workload.id}")


def _together(stairs: Sequence[Stair]) -> tuple[CostStep, ...]:
    """Return the sum of staircases, from the shortest RTO that all of them reach."""
    if not all(stairs):
        return ()
    least = max(stair[-1][0] for stair in stairs)
    starts = sorted({start for stair in stairs for start, _ in stair if start > least} | {least})
    steps = []
    for start in starts:
        offers = [
            next(offer for holds_from, offer in stair if holds_from <= start) for stair in stairs
        ]
        steps.append(
            CostStep(
                from_rto_hours=start,
                strategies=tuple(item.strategy for item in offers if item.strategy is not None),
                outlay_per_year=sum(item.outlay_per_year for item in offers),
                expected_penalty_per_year=sum(item.expected_penalty_per_year for item in offers),
            )
        )
    return tuple(steps)


def _of_steps(steps: Sequence[CostStep], rpo: float, reason: str, currency: str) -> str:
    if not steps:
        return f"Nothing meets an RPO of {_words(rpo)}. {reason}"
    quick, slow = steps[0], steps[-1]
    most = format_money(quick.outlay_per_year, currency)
    shortest = (
        f"With an RPO of {_words(rpo)} the shortest RTO that can be kept is "
        f"{_words(quick.from_rto_hours)}, for {most} a year"
    )
    if len(steps) == 1:
        return f"{shortest}."
    least = format_money(slow.outlay_per_year, currency)
    return f"{shortest}; from {_words(slow.from_rto_hours)} on it is {least}."
