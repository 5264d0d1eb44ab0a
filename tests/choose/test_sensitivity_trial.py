"""One workload judged again: the same as the whole study would, whatever was taken over."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from bcdr.choose.sensitivity_numbers import Number, changeable_numbers
from bcdr.choose.sensitivity_trial import Stage, Trial, make_trial, stages_of_assumptions
from bcdr.evaluate.evaluation import Evaluation
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.portfolio import Portfolio
from bcdr.model.vocabulary import Goal
from tests.factories import (
    azure,
    judged,
    portfolio,
    ranking_of,
    second_hub,
    target,
    workload,
)

BLANK: dict[str, Any] = dict.fromkeys(
    (
        "criticality", "mtd_hours", "downtime_cost_per_hour", "data_loss_cost_per_hour",
        "daily_change_share", "peak_change_mb_per_s", "vm_count", "vcpu", "memory_gb",
    )
)  # fmt: skip


def mixed() -> Portfolio:
    """Return workloads of which one shares its application and one leaves much blank."""
    return portfolio(
        workload("Shop", "Web", stateful=False, rpo_hours=None, vm_count=4),
        workload("Shop", "Database", rto_hours=6.0, rpo_hours=1.0, data_gb=800.0),
        workload("Archive", **BLANK, data_gb=6000.0),
        workload("Lost", hub=None),
        targets=(target(is_immutable=True), target("Beside", site="North site",
                 link_mbit_per_s=None), second_hub(), azure()),
    )  # fmt: skip


@pytest.fixture(scope="module")
def done() -> Evaluation:
    return judged(mixed())


@pytest.mark.parametrize("row", range(4))
def test_a_workload_by_itself_is_judged_as_among_the_others(done: Evaluation, row: int) -> None:
    trial = make_trial(done, row)
    alone, among = trial.judged, done.judged.take(slice(row, row + 1))
    assert np.array_equal(alone.is_feasible, among.is_feasible)
    assert alone.score == pytest.approx(among.score, nan_ok=True)
    assert alone.expected_penalty_per_year == pytest.approx(among.expected_penalty_per_year)
    assert trial.best == ranking_of(done, Goal.HIGHEST_SCORE)[row, 0]


def changeable(trial: Trial) -> tuple[Number, ...]:
    return changeable_numbers(trial, stages_of_assumptions(trial))


@pytest.mark.parametrize("row", range(4))
def test_what_is_taken_over_does_not_depend_on_the_number_that_changes(
    done: Evaluation, row: int
) -> None:
    trial = make_trial(done, row)
    numbers = changeable(trial)
    assert {item.kind for item in numbers} >= {
        "assumption", "phase", "price", "scenario", "weight", "setting", "objective",
    }  # fmt: skip
    for item in numbers:
        for value in (item.low, item.high):
            quick = item.change(value)
            thorough = quick.changed(Stage.BASIS)
            assert quick.judges_alike(thorough), f"{item.id} at {value:g}"


def test_numbers_have_a_range_and_facts_are_none_of_them(done: Evaluation) -> None:
    known = load_catalogue()
    numbers = changeable(make_trial(done, 1))
    assert all(item.low <= item.value <= item.high and item.low < item.high for item in numbers)
    ids = {item.id for item in numbers}
    assert ids >= {item.id for item in known.phases} | {item.id for item in known.prices}
    assert not ids & {fact.id for fact in known.facts}
    # An anchor that cannot be anything else has nothing to be looked at.
    assert "guidance-recommended" not in ids


def test_a_scenario_out_of_scope_has_no_frequency_to_change() -> None:
    known = load_catalogue()
    dropped = replace(known.scenario("ransomware"), in_scope=False)
    trial = make_trial(judged(portfolio(), known.with_entries(scenarios=(dropped,))), 0)
    found = {item.id for item in changeable(trial) if item.kind == "scenario"}
    assert found == {item.id for item in known.scenarios} - {"ransomware"}


@pytest.mark.parametrize(
    ("id_", "stage"),
    [
        ("hub-write-mb-per-s", Stage.WORLD),
        ("dns-ttl-seconds", Stage.TABLES),
        ("guidance-conditional", Stage.BASIS),
        ("daily-change-share", Stage.INPUTS),
        ("restore-streams", Stage.SINGLES),
        ("synchronous-round-trip-ms", Stage.SINGLES),
        ("drill-staff-hours", Stage.COSTS),
        ("cost-range-factor", Stage.STRATEGIES),
        ("fixed-cost-use-share", Stage.NEVER),
    ],
)
def test_the_first_stage_that_asks_for_an_assumption_is_noted(
    done: Evaluation, id_: str, stage: Stage
) -> None:
    assert stages_of_assumptions(make_trial(done, 0))[id_] is stage


def test_nothing_is_recommended_where_everything_is_refused() -> None:
    trial = make_trial(judged(portfolio(workload(data_gb=None))), 0)
    assert trial.recommended is None
    assert trial.best == -1
