"""What one event costs, worked out by hand, and whether it breaks an MTD."""

from typing import Any

import pytest

from bcdr.evaluate.assess import Assessment
from bcdr.evaluate.axes import by_scenario
from bcdr.evaluate.event_costs import application_event_costs, event_costs
from bcdr.evaluate.inputs import make_inputs
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.portfolio import Portfolio
from bcdr.model.results import EventCost
from bcdr.model.strategy import Protection
from bcdr.model.vocabulary import Special
from bcdr.study_applications import application_results
from tests.evaluate.assigning import BACKED_UP, assigned
from tests.factories import SCENARIOS, hub, nothing, portfolio, second_hub, target, workload

SITE = SCENARIOS.index("site-loss")


def two_applications(**given: Any) -> Portfolio:
    """Return an application of two parts and one of one part on North, and one part on South."""
    return portfolio(
        workload("Shop", "Web"), workload("Shop", "Store", data_gb=900.0),
        workload("Ledger", **given), workload("Mail", hub="South"),
        targets=(target(is_immutable=True), second_hub(), second_hub("North")),
        hubs=(hub(), hub("South")),
    )  # fmt: skip


def cost_of(found: Assessment, scenario: str, hit: str) -> EventCost:
    return next(item for item in event_costs(found) if (item.scenario, item.hit) == (scenario, hit))


def test_one_event_charges_the_downtime_of_each_application_once() -> None:
    found = assigned(two_applications(), *[BACKED_UP] * 4)
    money = found.event_cost[:, SITE]
    cost = cost_of(found, "site-loss", "North site")
    assert (cost.applications, cost.workloads) == (2, 3)
    assert cost.cost == pytest.approx((money[0] + money[1]) / 2 + money[2])
    assert cost_of(found, "site-loss", "South site").cost == pytest.approx(money[3])
    everything = cost_of(found, "ransomware", "everything")
    assert (everything.applications, everything.workloads) == (3, 4)


def test_events_by_their_frequency_are_the_expected_penalty_of_shared_scenarios() -> None:
    found = assigned(two_applications(), *[BACKED_UP] * 4)
    scenarios = {item.id: item for item in load_catalogue().scenarios}
    shared = sum(scenarios[item.scenario].frequency_per_year * item.cost
                 for item in event_costs(found))  # fmt: skip
    per_year = 0.0
    inputs = make_inputs(two_applications(), load_catalogue())
    for column, name in enumerate(SCENARIOS):
        if found.events.of_workload[0, column] >= 0:
            parts = by_scenario(inputs.hit_together)[:, column]
            rate = scenarios[name].frequency_per_year
            per_year += float((rate / parts * found.event_cost[:, column]).sum())
    assert shared == pytest.approx(per_year)


def test_dearest_event_comes_first() -> None:
    costs = [item.cost for item in event_costs(assigned(two_applications(), *[BACKED_UP] * 4))]
    assert costs == sorted(costs, reverse=True)
    assert costs[0] > costs[-1] > 0


@pytest.mark.parametrize(
    ("given", "rows", "broken", "unknown"),
    [
        pytest.param({}, BACKED_UP, 0, 0, id="kept"),
        pytest.param({"mtd_hours": 1.0, "rto_hours": 1.0}, BACKED_UP, 1, 0, id="broken by time"),
        pytest.param({}, (nothing(),), 1, 0, id="broken as nothing brings it back"),
        pytest.param({"data_gb": None}, BACKED_UP, 0, 1, id="not known"),
        pytest.param({"mtd_hours": Special.NOT_APPLICABLE}, (nothing(),), 0, 0, id="no limit"),
        pytest.param({"rto_hours": Special.NOT_APPLICABLE, "rpo_hours": Special.NOT_APPLICABLE},
                     (nothing(),), 0, 0, id="nobody needs it back"),
    ],
)  # fmt: skip
def test_no_average_hides_a_broken_mtd(
    given: dict[str, Any], rows: tuple[Protection, ...], broken: int, unknown: int
) -> None:
    found = assigned(two_applications(**given), BACKED_UP, BACKED_UP, rows, BACKED_UP)
    cost = cost_of(found, "site-loss", "North site")
    assert (cost.mtd_broken, cost.mtd_unknown) == (broken, unknown)
    assert cost_of(found, "site-loss", "South site").mtd_broken == 0
    money, mtd = application_event_costs(found)
    assert mtd[:, SITE].tolist() == [0, 1 if broken else -unknown, 0]
    assert money[1, SITE] == pytest.approx(found.event_cost[2, SITE])


def test_unrecoverable_and_unknown_workloads_of_an_event_are_counted() -> None:
    given = two_applications(data_gb=None)
    found = assigned(given, BACKED_UP, (nothing(),), BACKED_UP, BACKED_UP)
    cost = cost_of(found, "site-loss", "North site")
    # With Store, its application Shop is gone.
    assert (cost.unrecoverable, cost.unknown) == (2, 1)


def test_application_that_is_hit_in_parts_costs_what_its_dearest_event_does() -> None:
    given = portfolio(
        workload("Shop", "Web"), workload("Shop", "Store", data_gb=3000.0, hub="South"),
        targets=(target(is_immutable=True), second_hub(), second_hub("North")),
        hubs=(hub(), hub("South")),
    )  # fmt: skip
    found = assigned(given, BACKED_UP, BACKED_UP)
    money, _ = application_event_costs(found)
    assert money[0, SITE] == found.event_cost[1, SITE] > found.event_cost[0, SITE]
    ransomware = SCENARIOS.index("ransomware")
    assert money[0, ransomware] == pytest.approx(found.event_cost[:, ransomware].mean())
    one_vm = SCENARIOS.index("vm-failure")
    assert money[0, one_vm] == found.event_cost[:, one_vm].max()


def test_results_of_applications_say_what_one_event_costs() -> None:
    given = two_applications(mtd_hours=1.0, rto_hours=1.0)
    found = assigned(given, *[BACKED_UP] * 4)
    results = {item.application: item.planned[SITE]
               for item in application_results(found, found, found.state < 0)}  # fmt: skip
    assert results["Ledger"].is_mtd_broken is True
    assert results["Mail"].is_mtd_broken is False
    assert results["Mail"].event_cost == pytest.approx(found.event_cost[3, SITE])
