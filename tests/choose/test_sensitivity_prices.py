"""What objectives cost: against the whole study run with them, one cell after the other."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from bcdr.choose.sensitivity_objectives import RPO_HOURS, RTO_HOURS, own_hours
from bcdr.choose.sensitivity_prices import cost_against_rto, price_of_objectives
from bcdr.evaluate.evaluation import Evaluation
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.portfolio import ObjectiveDefault, PolicyRule, Portfolio, Workload
from bcdr.model.results import StrategyResult
from bcdr.model.sensitivity import PriceOfObjectives
from bcdr.model.vocabulary import Coverage, Deployment, Goal, Option, Special
from tests.factories import azure, judged, portfolio, second_hub, study, target, workload

KNOWN = load_catalogue()
TARGETS = (target(is_immutable=True), second_hub(), azure())


def database(**given: Any) -> Workload:
    known: dict[str, Any] = {"rto_hours": 3.0, "rpo_hours": 1.0, "data_gb": 800.0}
    return workload(**{**known, **given})


def landscape_of(*workloads: Workload, **rest: Any) -> Portfolio:
    return portfolio(*workloads, targets=TARGETS, **rest)


@pytest.fixture(scope="module")
def done() -> Evaluation:
    return judged(landscape_of(database()))


@pytest.fixture(scope="module")
def grid(done: Evaluation) -> PriceOfObjectives:
    return price_of_objectives(done, 0)


def covers(result: StrategyResult) -> bool:
    """Return whether a strategy meets every scenario that binds by default."""
    binding = {item.id for item in KNOWN.scenarios if item.in_scope and item.binding_for}
    return all(
        item.coverage is Coverage.MET for item in result.outcomes if item.scenario in binding
    )


def cheapest_slowly(given: Portfolio, rto: float, rpo: float) -> StrategyResult | None:
    """Return the cheapest strategy that meets both, from a study run with these objectives."""
    rows = tuple(replace(item, rto_hours=rto, rpo_hours=rpo) for item in given.workloads)
    result = study(replace(given, workloads=rows)).workload(rows[0].id, detail="all")
    meets = [item for item in result.ranked if item.is_feasible and covers(item)]
    # Sums of the same amounts in another order differ in the last digit.
    return min(
        meets,
        key=lambda item: (round(item.cost.outlay_per_year, 2), item.cost.expected_penalty_per_year),
        default=None,
    )


@pytest.mark.parametrize("rto", [0.25, 2.0, 3.0, 8.0, 336.0])
@pytest.mark.parametrize("rpo", [1 / 12, 1.0, 24.0])
def test_a_cell_is_what_a_study_with_these_objectives_finds_cheapest(
    grid: PriceOfObjectives, rto: float, rpo: float
) -> None:
    cell, slow = grid.cell(rto, rpo), cheapest_slowly(landscape_of(database()), rto, rpo)
    if slow is None:
        assert cell.outlay_per_year is None
        assert cell.strategies == ()
        assert cell.reason
        return
    assert cell.outlay_per_year == pytest.approx(slow.cost.outlay_per_year)
    assert cell.expected_penalty_per_year == pytest.approx(slow.cost.expected_penalty_per_year)
    assert cell.total_per_year == pytest.approx(
        slow.cost.outlay_per_year + slow.cost.expected_penalty_per_year
    )


def test_some_cells_are_met_and_some_are_not(grid: PriceOfObjectives) -> None:
    money = {cell.outlay_per_year for line in grid.cells for cell in line}
    assert None in money
    assert len(money) >= 4


def test_a_looser_cell_never_costs_more(grid: PriceOfObjectives) -> None:
    outlay = np.array([[math.inf if cell.outlay_per_year is None else cell.outlay_per_year
                        for cell in line] for line in grid.cells])  # fmt: skip
    assert (outlay[1:] <= outlay[:-1]).all()
    assert (outlay[:, 1:] <= outlay[:, :-1]).all()


def test_the_grid_has_the_objectives_asked_for_now(grid: PriceOfObjectives) -> None:
    assert grid.own_rto_hours == 3.0
    assert 3.0 in grid.rto_hours
    assert set(RTO_HOURS) < set(grid.rto_hours)
    assert set(RPO_HOURS) == set(grid.rpo_hours)
    own = [cell for line in grid.cells for cell in line if cell.is_own]
    assert [(cell.rto_hours, cell.rpo_hours) for cell in own] == [(3.0, 1.0)]
    assert grid.sentence.startswith(own[0].sentence)


def test_values_of_the_grid_can_be_chosen(done: Evaluation) -> None:
    few = price_of_objectives(done, 0, rto_hours=(8.0, 6.0), rpo_hours=(2.0,))
    assert few.rto_hours == (3.0, 6.0, 8.0)
    assert few.rpo_hours == (1.0, 2.0)
    with pytest.raises(ValueError, match="not in tuple"):
        few.cell(7.0, 1.0)


def test_with_a_goal_a_cell_is_what_the_goal_likes_best(done: Evaluation) -> None:
    liked = price_of_objectives(done, 0, goal=Goal.HIGHEST_SCORE)
    one = replace(landscape_of(database()).workloads[0], rto_hours=8.0, rpo_hours=4.0)
    best = study(landscape_of(one)).plan.strategy(0)
    assert liked.cell(8.0, 4.0).strategies == (best,)
    cheap = price_of_objectives(done, 0).cell(8.0, 4.0)
    assert (liked.cell(8.0, 4.0).outlay_per_year or 0.0) >= (cheap.outlay_per_year or 0.0)


def test_where_nothing_meets_a_cell_it_says_what_comes_nearest(grid: PriceOfObjectives) -> None:
    cell = grid.cell(0.25, 1 / 12)
    assert cell.strategy_id == ""
    assert cell.total_per_year is None
    assert "comes nearest; it" in cell.reason
    assert cell.sentence == f"Nothing meets RTO 15 min and RPO 5 min. {cell.reason}"


def test_a_refused_workload_says_what_refuses_it() -> None:
    grid = price_of_objectives(judged(landscape_of(database(data_gb=None))), 0)
    assert all(cell.outlay_per_year is None for line in grid.cells for cell in line)
    assert "Data (GB)" in grid.cells[0][0].reason


def test_what_keeps_no_data_costs_the_same_for_every_rpo() -> None:
    web = workload("Web", stateful=False, rpo_hours=None)
    grid = price_of_objectives(judged(landscape_of(web)), 0)
    assert grid.own_rpo_hours is None
    for line in grid.cells:
        assert len({cell.outlay_per_year for cell in line}) == 1


def test_an_objective_that_is_not_applicable_is_a_value_like_any_other() -> None:
    grid = price_of_objectives(judged(landscape_of(database(rpo_hours=Special.NOT_APPLICABLE))), 0)
    assert grid.own_rpo_hours == math.inf
    last = [line[-1] for line in grid.cells]
    assert all(cell.rpo_hours == math.inf for cell in last)
    assert any(cell.is_own for cell in last)
    assert "RPO not applicable" in last[-1].sentence


def test_what_nobody_needs_is_priced_as_if_somebody_did() -> None:
    free = database(rto_hours=Special.NOT_APPLICABLE, rpo_hours=Special.NOT_APPLICABLE)
    grid = price_of_objectives(judged(landscape_of(free)), 0)
    assert grid.own_rto_hours is None
    assert grid.sentence == "No RTO and RPO are asked for."
    cell = grid.cell(336.0, 168.0)
    assert cell.strategies[0].protections[0].option is not Option.NO_RECOVERY


def test_an_objective_that_holds_in_one_scenario_stays_as_it_is() -> None:
    strict = ObjectiveDefault(criticality=None, scenario="site-loss", rto_hours=3.0)
    one = database()
    given = landscape_of(one, objectives=(strict,))
    grid = price_of_objectives(judged(given), 0)
    loose = price_of_objectives(judged(landscape_of(one)), 0)
    assert (grid.cell(336.0, 168.0).outlay_per_year or 0.0) > (
        loose.cell(336.0, 168.0).outlay_per_year or 0.0
    )
    slow = cheapest_slowly(given, 336.0, 168.0)
    assert slow is not None
    assert grid.cell(336.0, 168.0).outlay_per_year == pytest.approx(slow.cost.outlay_per_year)


def test_a_default_stands_in_for_a_blank_objective() -> None:
    default = ObjectiveDefault(criticality=None, scenario=None, rto_hours=8.0)
    one = database(rto_hours=None)
    assert own_hours(landscape_of(one, objectives=(default,)), KNOWN, one, "rto_hours") == 8.0
    assert own_hours(landscape_of(one), KNOWN, one, "rto_hours") is None


def test_policy_refuses_in_the_grid_as_in_the_study() -> None:
    rule = PolicyRule(name="Hourly", parameter="interval_hours", operator="<=", value=1.0)
    given = landscape_of(database(), rules=(rule,))
    grid = price_of_objectives(judged(given), 0)
    slow = cheapest_slowly(given, 24.0, 24.0)
    assert slow is not None
    assert grid.cell(24.0, 24.0).outlay_per_year == pytest.approx(slow.cost.outlay_per_year)
    free = price_of_objectives(judged(landscape_of(database())), 0)
    assert grid.cell(24.0, 24.0).outlay_per_year != free.cell(24.0, 24.0).outlay_per_year


def application() -> Portfolio:
    return landscape_of(
        workload("Shop", "Web", stateful=False, rpo_hours=None, rto_hours=2.0),
        workload("Shop", "Database", data_gb=800.0, rto_hours=4.0, rpo_hours=1.0),
        workload("Shop", "Test", rto_hours=Special.NOT_APPLICABLE,
                 rpo_hours=Special.NOT_APPLICABLE),
        workload("Other"),
    )  # fmt: skip


def test_an_application_costs_what_its_needed_workloads_cost_together() -> None:
    done = judged(application())
    grid = price_of_objectives(done, (0, 1, 2))
    assert grid.workload_ids == ("Shop / Web", "Shop / Database")
    assert (grid.own_rto_hours, grid.own_rpo_hours) == (2.0, 1.0)
    parts = [price_of_objectives(done, row) for row in (0, 1)]
    for rto, rpo in ((8.0, 4.0), (336.0, 168.0)):
        cells = [part.cell(rto, rpo) for part in parts]
        whole = grid.cell(rto, rpo)
        assert whole.outlay_per_year == pytest.approx(
            sum(item.outlay_per_year or 0.0 for item in cells)
        )
        assert whole.strategies == tuple(item.strategies[0] for item in cells)
    unmet = grid.cell(0.25, 1 / 12)
    assert unmet.outlay_per_year is None
    assert unmet.reason.startswith("Shop / ")


def test_the_staircase_agrees_with_the_grid(done: Evaluation, grid: PriceOfObjectives) -> None:
    stairs = cost_against_rto(done, 0)
    assert stairs.rpo_hours == 1.0
    for rto in grid.rto_hours:
        reached = [step for step in stairs.steps if step.from_rto_hours <= rto]
        outlay = reached[-1].outlay_per_year if reached else None
        assert outlay == pytest.approx(grid.cell(rto, 1.0).outlay_per_year)


def test_a_step_holds_from_its_rto_on_and_not_below(done: Evaluation) -> None:
    stairs = cost_against_rto(done, 0, rpo_hours=4.0)
    starts = [step.from_rto_hours for step in stairs.steps]
    assert len(starts) >= 2
    assert starts == sorted(starts)
    outlays = [step.outlay_per_year for step in stairs.steps]
    assert outlays == sorted(outlays, reverse=True)
    for step in stairs.steps:
        below = step.from_rto_hours * (1 - 1e-9)
        at, under = (
            price_of_objectives(done, 0, rto_hours=(rto,), rpo_hours=(4.0,)).cell(rto, 4.0)
            for rto in (step.from_rto_hours, below)
        )
        assert at.strategies == step.strategies
        assert at.outlay_per_year == pytest.approx(step.outlay_per_year)
        assert at.expected_penalty_per_year == pytest.approx(step.expected_penalty_per_year)
        assert step.total_per_year == pytest.approx(at.total_per_year)
        assert under.strategies != step.strategies


def test_the_staircase_of_an_application_is_the_sum_of_its_workloads() -> None:
    done = judged(application())
    whole = cost_against_rto(done, (0, 1, 2), rpo_hours=4.0)
    parts = [cost_against_rto(done, row, rpo_hours=4.0) for row in (0, 1)]
    assert whole.steps[0].from_rto_hours == max(part.steps[0].from_rto_hours for part in parts)
    for rto in (*(step.from_rto_hours for step in whole.steps), 100.0):
        outlay = [
            next(step for step in reversed(stairs.steps) if step.from_rto_hours <= rto)
            for stairs in (whole, *parts)
        ]
        assert outlay[0].outlay_per_year == pytest.approx(
            outlay[1].outlay_per_year + outlay[2].outlay_per_year
        )
        assert len(outlay[0].strategies) == 2


def test_an_rpo_that_nothing_meets_has_no_steps(done: Evaluation) -> None:
    stairs = cost_against_rto(done, 0, rpo_hours=0.001)
    assert stairs.steps == ()
    assert stairs.reason
    assert stairs.sentence.startswith("Nothing meets an RPO of 3.6 s. ")


def test_what_rides_through_everything_that_binds_needs_no_longer_rto() -> None:
    dropped = tuple(
        replace(item, in_scope=item.id in {"vm-failure", "node-failure"})
        for item in KNOWN.scenarios
    )
    pair = workload("Web", vm_count=2, deployment=Deployment.AVAILABILITY_SET)
    done = judged(landscape_of(pair), KNOWN.with_entries(scenarios=dropped))
    stairs = cost_against_rto(done, 0)
    assert [step.from_rto_hours for step in stairs.steps] == [0.0]
    assert stairs.reason == "It is never out of service."
