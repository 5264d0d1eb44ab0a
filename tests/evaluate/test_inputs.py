"""Blanks take defaults that are marked; objectives come from the row, or a default, or nowhere."""

import math

import pytest

from bcdr.evaluate.axes import by_scenario
from bcdr.evaluate.inputs import (
    ASSUMED,
    FROM_TIER,
    GIVEN,
    UNKNOWN,
    Inputs,
    make_inputs,
)
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.portfolio import ObjectiveDefault, Workload
from bcdr.model.vocabulary import Special
from tests.factories import SCENARIOS, portfolio, workload

INFINITE = math.inf


def inputs_of(*workloads: Workload, objectives: tuple[ObjectiveDefault, ...] = ()) -> Inputs:
    return make_inputs(portfolio(*workloads, objectives=objectives), load_catalogue())


def objective(
    given: dict[str, object], *defaults: ObjectiveDefault, name: str = "rto_hours",
    scenario: str = "site-loss",
) -> tuple[float, int]:  # fmt: skip
    """Return an objective of one workload in one scenario, and its origin."""
    found = inputs_of(workload(**given), objectives=defaults)
    cell = (SCENARIOS.index(scenario), 0, 0, 0, 0)
    return float(getattr(found, name)[cell]), int(found.origins[name][cell])


@pytest.mark.parametrize(
    ("field", "expected", "origin"),
    [
        ("daily_change_share", 0.03, ASSUMED),
        ("vm_count", 1.0, ASSUMED),
        ("vcpu", 4.0, ASSUMED),
        ("memory_gb", 16.0, ASSUMED),
        # Three per cent of 100 GB a day, and six times that at the busiest hour.
        ("peak_change_mb_per_s", 100 * 0.03 * 1000 / 86400 * 6, ASSUMED),
        ("data_gb", math.nan, UNKNOWN),
        ("largest_disk_gb", math.nan, UNKNOWN),
        ("max_round_trip_ms", math.nan, UNKNOWN),
        ("downtime_cost_per_hour", 400.0, ASSUMED),
        ("data_loss_cost_per_hour", 200.0, ASSUMED),
    ],
)
def test_blank_number_is_assumed_or_unknown(field: str, expected: float, origin: int) -> None:
    blank = {field: None}
    if field == "peak_change_mb_per_s":
        blank["daily_change_share"] = None
    found = inputs_of(workload(**blank))
    assert float(getattr(found, field).ravel()[0]) == pytest.approx(expected, nan_ok=True)
    assert int(found.origins[field].ravel()[0]) == origin


@pytest.mark.parametrize("field", ["template_off_hub", "native_replication", "multi_writer"])
def test_blank_answer_is_unknown_and_not_no(field: str) -> None:
    found = inputs_of(workload(**{field: None}), workload("Other", **{field: False}))
    assert getattr(found, field).ravel().tolist() == [-1, 0]


def test_blank_stateful_is_taken_as_yes() -> None:
    found = inputs_of(workload(stateful=None))
    assert found.stateful.ravel().tolist() == [1]
    assert found.origins["stateful"].ravel().tolist() == [ASSUMED]


def test_rows_own_objective_holds_before_a_general_default() -> None:
    default = ObjectiveDefault(criticality="important", scenario=None, rto_hours=2.0)
    assert objective({"rto_hours": 9.0}, default) == (9.0, GIVEN)
    assert objective({"rto_hours": None}, default) == (2.0, FROM_TIER)


def test_objective_that_a_legend_of_tiers_gave_a_row_is_marked_as_derived() -> None:
    derived = {"rto_hours": 9.0, "rpo_hours": 1.0, "from_tier": ("rto_hours",)}
    assert objective(derived) == (9.0, FROM_TIER)
    assert objective(derived, name="rpo_hours") == (1.0, GIVEN)


def test_default_for_a_scenario_holds_before_what_the_row_says_of_all() -> None:
    default = ObjectiveDefault(criticality=None, scenario="site-loss", rto_hours=200.0)
    assert objective({"rto_hours": 9.0}, default) == (200.0, FROM_TIER)
    assert objective({"rto_hours": 9.0}, default, scenario="vm-failure") == (9.0, GIVEN)
    unneeded = {"rto_hours": Special.NOT_APPLICABLE}
    assert objective(unneeded, default) == (INFINITE, GIVEN)


def test_default_that_names_the_criticality_is_the_more_specific() -> None:
    general = ObjectiveDefault(criticality=None, scenario="site-loss", rto_hours=100.0)
    precise = ObjectiveDefault(criticality="important", scenario="site-loss", rto_hours=50.0)
    other = ObjectiveDefault(criticality="minor", scenario="site-loss", rto_hours=1.0)
    for order in ((general, precise, other), (other, precise, general)):
        assert objective({}, *order) == (50.0, FROM_TIER)


def test_no_objective_and_no_default_is_unknown() -> None:
    assert objective({"rpo_hours": None}, name="rpo_hours") == (
        pytest.approx(math.nan, nan_ok=True), UNKNOWN,
    )  # fmt: skip


def test_rpo_of_what_keeps_no_data_is_not_applicable() -> None:
    assert objective({"stateful": False, "rpo_hours": None}, name="rpo_hours") == (INFINITE, GIVEN)


def test_blank_mtd_is_the_tiers_and_not_a_given_one() -> None:
    found = inputs_of(workload(mtd_hours=None), workload("Other", mtd_hours=30.0))
    assert by_scenario(found.mtd_hours)[:, 0].tolist() == [168.0, 30.0]
    assert by_scenario(found.mtd_is_given)[:, 0].tolist() == [False, True]


def test_binding_scenarios_follow_the_catalogue() -> None:
    binding = inputs_of(workload()).is_binding[:, 0, 0, 0, 0].tolist()
    assert dict(zip(SCENARIOS, binding, strict=True)) == {
        **dict.fromkeys(SCENARIOS, True), "region-loss": False, "ransomware": False,
    }  # fmt: skip


def test_some_rows_are_the_same_as_those_of_all() -> None:
    given = portfolio(*(workload(f"W{number}", data_gb=float(number)) for number in range(5)))
    every, some = make_inputs(given, load_catalogue()), make_inputs(
        given, load_catalogue(), (2, 3)
    )  # fmt: skip
    assert every.data_gb[..., 2:4].tolist() == some.data_gb.tolist()
    assert some.count == 2


def test_an_event_is_shared_by_the_workloads_of_an_application_that_it_hits() -> None:
    inputs = inputs_of(
        workload("Ledger", "web"), workload("Ledger", "data"),
        workload("Ledger", "archive", hub="South"), workload("Ledger", "somewhere", hub=None),
    )  # fmt: skip
    together = dict(zip(SCENARIOS, by_scenario(inputs.hit_together).T.tolist(), strict=True))
    assert together["data-loss"] == together["ransomware"] == [4, 4, 4, 4]
    assert together["hub-outage"] == together["site-loss"] == [2, 2, 1, 1]
    assert together["vm-failure"] == together["node-failure"] == [1, 1, 1, 1]
