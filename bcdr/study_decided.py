"""What is decided in place of what is recommended: the plan that people really agreed on."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

import numpy as np

from bcdr.choose.plan import Plan
from bcdr.evaluate.assess import assess
from bcdr.evaluate.protections import protection_arrays, today_protections
from bcdr.model.portfolio import Decision, Portfolio
from bcdr.model.settings import Settings
from bcdr.model.strategy import Strategy
from bcdr.model.vocabulary import DecisionKind
from bcdr.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedPlan(Plan):
    """A plan in which `decided` strategies, by row, stand in place of the recommended ones."""

    decided: Mapping[int, Strategy]

    def strategy(self, row: int) -> Strategy | None:
        """Return the strategy decided for a workload, or the recommended one."""
        if row in self.decided:
            return self.decided[row]
        position = int(self.chosen[row])
        return None if position < 0 else self.evaluation.strategies.strategy(position)


def standing_decisions(portfolio: Portfolio, settings: Settings) -> Mapping[str, Decision]:
    """Return the last decision on each workload, by id, unless its time is over.

    Overrides of rules stand beside a decision and are not among them.
    """
    return {
        item.workload_id: item
        for item in portfolio.decisions
        if item.kind is not DecisionKind.OVERRIDE_RULE
        and (item.until is None or item.until >= settings.as_of)
    }


def with_decisions(study: Study) -> Study:
    """Return the study with the decided strategies planned, and all of it assessed together.

    What is kept as it is today, or whose gap is accepted without naming a strategy, has today's
    protections. What is parked, not decided, or decided for a strategy that is no longer among
    those that can be built here keeps what is recommended. Capacity is not granted anew.
    """
    decided = _decided(study)
    if not decided:
        return study
    strategies, landscape = study.evaluation.strategies, study.portfolio.landscape
    kept = {item.name: getattr(study.plan, item.name) for item in fields(Plan)}
    changed = ("chosen", "is_over_capacity", "score", "score_is_at_least")
    arrays = {name: np.array(kept[name]) for name in changed}
    for row, strategy in decided.items():
        arrays["is_over_capacity"][row] = False
        position = strategies.position(strategy)
        if position is not None:
            judged = study.evaluation.judged_at(row)
            arrays["chosen"][row] = position
            arrays["score"][row] = judged.score[0, position]
            arrays["score_is_at_least"][row] = judged.is_at_least[0, position]
    plan = DecidedPlan(**kept | arrays, decided=decided)
    every = [plan.strategy(row) for row in range(len(plan.chosen))]
    planned = assess(
        study.evaluation,
        protection_arrays(
            [() if item is None else item.protections for item in every], landscape, shared=False
        ),
    )
    return replace(study, plan=plan, planned=planned)


def strategy_named(study: Study, name: str) -> Strategy | None:
    """Return the strategy with this title or id, None if there is none in this landscape."""
    wanted = name.strip().casefold()
    for strategy in study.strategies:
        if wanted in {strategy.title.casefold(), strategy.id.casefold()}:
            return strategy
    return None


def _decided(study: Study) -> dict[int, Strategy]:
    """Return what is decided by the row of its workload."""
    found: dict[int, Strategy] = {}
    names: dict[str, Strategy | None] = {}
    for workload_id, decision in standing_decisions(study.portfolio, study.settings).items():
        row = study.row(workload_id)
        strategy = None
        if decision.strategy and decision.kind in {DecisionKind.CHOOSE, DecisionKind.ACCEPT_GAP}:
            if decision.strategy not in names:
                names[decision.strategy] = strategy_named(study, decision.strategy)
            strategy = names[decision.strategy]
        elif decision.kind in {DecisionKind.KEEP_TODAY, DecisionKind.ACCEPT_GAP}:
            strategy = Strategy(today_protections(study.portfolio.workloads[row]))
        if strategy is not None:
            found[row] = strategy
    return found
