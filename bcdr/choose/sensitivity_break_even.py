"""Break-even: the downtime cost and the frequency at which two ways of going on cost the same."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from bcdr.choose.ranking import NOTHING, make_ranking
from bcdr.evaluate.axes import by_scenario, by_workload
from bcdr.evaluate.cost import frequencies, make_costs
from bcdr.evaluate.evaluation import Evaluation
from bcdr.evaluate.inputs import Inputs
from bcdr.evaluate.outcomes import UNCERTAIN, judge_together
from bcdr.evaluate.protections import (
    ProtectionArrays,
    protection_arrays,
    today_arrays,
    today_protections,
)
from bcdr.model.sensitivity import BreakEven, BreakEvens
from bcdr.model.strategy import Protection, Strategy
from bcdr.model.units import format_money, format_number
from bcdr.model.vocabulary import Mode, Option

NO_RECOVERY: Final = Strategy((Protection(option=Option.NO_RECOVERY, target=None, mode=Mode.NONE),))
CENT: Final = 0.01
"""Money per year below which two strategies cost the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """The cost per year of one way, as a line over downtime cost and frequency.

    Outlay is `outlay` and `outlay_per_rate` for every unit of the downtime cost per hour (planned
    stops). A year has `down_hours` out of service and `loss_money` of lost data to expect.
    """

    strategy: Strategy
    outlay: float
    outlay_per_rate: float
    down_hours: float
    loss_money: float
    is_known: bool

    def outlay_per_year(self, rate: float) -> float:
        """Return the outlay at a downtime cost per hour."""
        return self.outlay + self.outlay_per_rate * rate

    def penalty_per_year(self, rate: float) -> float:
        """Return the expected penalty at a downtime cost per hour."""
        return self.down_hours * rate + self.loss_money


def break_even(evaluation: Evaluation, row: int, position: int | None = None) -> BreakEvens | None:
    """Return where the recommended strategy costs the same as other ways, None without any.

    Against what exists today, no recovery, and the next cheaper strategy: the best ranked of
    those with a smaller outlay. Outlay and expected penalty are lines in the downtime cost per
    hour and in a factor on all frequencies, so where they cross is solved and not searched. The
    ways back and all else stay as they are; the cost of lost data does too. The workload (row) is
    looked at alone. `position` is the strategy recommended, by default the best ranked.
    """
    judged = evaluation.judged_at(row)
    goal, workload = evaluation.settings.goal, evaluation.inputs.workloads[row]
    ranking = make_ranking(evaluation.basis, judged, (workload,), goal).order()[0]
    ranking = ranking[: int(judged.is_feasible.sum())]
    if position is None:
        position = int(ranking[0]) if ranking.size else NOTHING
    if position == NOTHING:
        return None
    inputs = evaluation.inputs.take(np.array([row]))
    listed = evaluation.strategies
    own = _bill_of(evaluation, inputs, listed.strategy(position))
    rate = float(by_workload(inputs.downtime_cost_per_hour)[0])
    outlay = judged.outlay_per_year[0]
    cheaper = ranking[outlay[ranking] < outlay[position] - CENT]
    against = [_today(evaluation, inputs, own, rate)]
    if own.strategy != NO_RECOVERY:
        nothing = _bill_of(evaluation, inputs, NO_RECOVERY)
        against.append(_compared("no recovery", own, nothing, rate, evaluation.catalogue.currency))
    if cheaper.size:
        other = _bill_of(evaluation, inputs, listed.strategy(int(cheaper[0])))
        against.append(_compared("next cheaper", own, other, rate, evaluation.catalogue.currency))
    else:
        against.append(_open("next cheaper", None, "No strategy that is allowed has less outlay."))
    return BreakEvens(
        workload_id=workload.id,
        recommended=own.strategy,
        outlay_per_year=own.outlay_per_year(rate),
        expected_penalty_per_year=own.penalty_per_year(rate),
        downtime_cost_per_hour=rate,
        against=tuple(against),
    )


def _bill_of(evaluation: Evaluation, inputs: Inputs, strategy: Strategy) -> Bill:
    arrays = protection_arrays([strategy.protections], evaluation.portfolio.landscape, shared=False)
    return _bill(evaluation, inputs, strategy, arrays)


def _bill(
    evaluation: Evaluation,
    inputs: Inputs,
    strategy: Strategy,
    arrays: ProtectionArrays,
    *,
    only_built: bool = False,
) -> Bill:
    """Return the bill of one workload with these protections.

    What is unrecoverable, or not known, counts as replacement time and total loss, as it does in
    the expected penalty.
    """
    world, known = evaluation.world, evaluation.catalogue
    outcomes, copies = judge_together(
        inputs, world, known, arrays, evaluation.z, only_built=only_built
    )
    outlays = [
        float(
            make_costs(
                replace(inputs, downtime_cost_per_hour=np.full((1, 1, 1, 1, 1), rate)),
                world, known, arrays, copies,
            ).outlay_per_year.sum()
        )
        for rate in (0.0, 1.0)
    ]  # fmt: skip
    per_year = by_scenario(frequencies(inputs, known))[0]
    hours = by_scenario(outcomes.likely_hours)[0]
    lost = np.isnan(hours)
    loss = by_scenario(outcomes.mean_loss_hours)[0]
    replaced, noticed = (
        by_scenario(array)[0]
        for array in (world.scenarios.replacement_hours, world.scenarios.noticed_after_hours)
    )
    hours = np.where(lost, replaced, hours)
    loss = np.where(lost, known.value("total-loss-hours"), loss) + noticed
    # What nobody needs back, or to have, costs nothing.
    hours = np.where(np.isposinf(by_scenario(inputs.rto_hours)[0]), 0.0, hours)
    loss = np.where(np.isposinf(by_scenario(inputs.rpo_hours)[0]), 0.0, loss)
    loss_rate = float(by_workload(inputs.data_loss_cost_per_hour)[0])
    unknown = (by_scenario(outcomes.state)[0] == UNCERTAIN) & (per_year > 0)
    return Bill(
        strategy=strategy,
        outlay=outlays[0],
        outlay_per_rate=outlays[1] - outlays[0],
        down_hours=float((per_year * hours).sum()),
        loss_money=float((per_year * loss).sum()) * loss_rate,
        is_known=not unknown.any(),
    )


def _today(evaluation: Evaluation, inputs: Inputs, own: Bill, rate: float) -> BreakEven:
    workload = inputs.workloads[0]
    strategy = Strategy(today_protections(workload))
    if not strategy.protections:
        return _open("today", None, "How it is protected today is not known.")
    arrays = today_arrays((workload,), evaluation.portfolio.landscape)
    bill = _bill(evaluation, inputs, strategy, arrays, only_built=True)
    if not bill.is_known:
        return _open("today", strategy, "What exists today is not known well enough to be priced.")
    if strategy == own.strategy:
        return _open("today", strategy, "What is recommended is what exists today.")
    return _compared("today", own, bill, rate, evaluation.catalogue.currency)


def _open(against: str, strategy: Strategy | None, sentence: str) -> BreakEven:
    return BreakEven(
        against=against,
        strategy=strategy,
        outlay_per_year=None,
        expected_penalty_per_year=None,
        downtime_cost_per_hour=None,
        frequency_factor=None,
        title=_title(against),
        sentence=sentence,
    )


def _title(against: str) -> str:
    words = {"today": "what exists today", "next cheaper": "the next cheaper strategy"}
    return f"Break-even with {words.get(against, against)}"


def _compared(against: str, own: Bill, other: Bill, rate: float, currency: str) -> BreakEven:
    """Return where two lines cross, for the downtime cost and for the frequencies."""
    of_rate = _crossing(
        own.outlay + own.loss_money, own.outlay_per_rate + own.down_hours,
        other.outlay + other.loss_money, other.outlay_per_rate + other.down_hours,
    )  # fmt: skip
    of_factor = _crossing(
        own.outlay_per_year(rate), own.penalty_per_year(rate),
        other.outlay_per_year(rate), other.penalty_per_year(rate),
    )  # fmt: skip
    return BreakEven(
        against=against,
        strategy=other.strategy,
        outlay_per_year=other.outlay_per_year(rate),
        expected_penalty_per_year=other.penalty_per_year(rate),
        downtime_cost_per_hour=of_rate,
        frequency_factor=of_factor,
        title=_title(against),
        sentence=_sentence(own, other, rate, of_rate, of_factor, currency),
    )


def _crossing(base: float, slope: float, other_base: float, other_slope: float) -> float | None:
    """Return where two lines have the same height, None if that is nowhere from 0 up."""
    if slope == other_slope:
        return None
    found = (other_base - base) / (slope - other_slope)
    return found if found >= 0.0 else None


def _sentence(
    own: Bill,
    other: Bill,
    rate: float,
    of_rate: float | None,
    of_factor: float | None,
    currency: str,
) -> str:
    name = "no recovery" if other.strategy == NO_RECOVERY else other.strategy.title
    now = format_money(rate, currency)
    if of_rate is None:
        costs = (bill.outlay_per_year(rate) + bill.penalty_per_year(rate) for bill in (own, other))
        is_less = next(costs) <= next(costs)
        first = (
            f"Whatever an hour of downtime costs, the recommended strategy costs "
            f"{'no more' if is_less else 'no less'} than {name}."
        )
    else:
        steeper = own.outlay_per_rate + own.down_hours > other.outlay_per_rate + other.down_hours
        first = (
            f"Where an hour of downtime costs {'less' if steeper else 'more'} than "
            f"{format_money(of_rate, currency)}, the recommended strategy costs less than {name}; "
            f"here it costs {now}."
        )
    if of_factor is None:
        return f"{first} No frequency of failures changes which costs less."
    return (
        f"{first} With failures {format_number(of_factor)} times as frequent as assumed, both "
        "would cost the same."
    )
