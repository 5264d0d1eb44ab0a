"""Who waits for whom, worked out by hand on small portfolios."""

import numpy as np
import pytest

from bcdr.evaluate.assess import Assessment, assess
from bcdr.evaluate.axes import by_scenario
from bcdr.evaluate.inputs import make_inputs
from bcdr.evaluate.protections import today_arrays
from bcdr.model.portfolio import Portfolio
from bcdr.model.vocabulary import Mode, Option
from tests.factories import (
    SCENARIOS,
    current,
    hub,
    judged,
    portfolio,
    second_hub,
    target,
    workload,
)

SHARED = ("hub-outage", "site-loss", "region-loss", "ransomware")
SINGLE = ("data-loss", "vm-failure", "node-failure")
BACKED_UP = (current(),)


def assessed(given: Portfolio) -> Assessment:
    return assess(judged(given), today_arrays(given.workloads, given.landscape))


def planning(found: Assessment, row: int, scenario: str) -> float:
    return float(found.planning_hours[row, SCENARIOS.index(scenario)])


def alone(found: Assessment, row: int, scenario: str) -> float:
    return float(by_scenario(found.outcomes.planning_hours)[row, SCENARIOS.index(scenario)])


@pytest.fixture(scope="module")
def chain() -> Assessment:
    """Web needs Service on the same Hub; Service needs Store on the other Hub."""
    vault = target(is_immutable=True)
    given = portfolio(
        workload("Web", current=BACKED_UP, rto_hours=200.0),
        workload("Service", current=BACKED_UP, data_gb=2000.0, rto_hours=200.0),
        workload("Store", current=BACKED_UP, data_gb=9000.0, hub="South", rto_hours=200.0),
        hubs=(hub(), hub("South", region="North region")),
        targets=(vault, second_hub("West"), second_hub("South", vcpu=400.0)),
        edges=(("Web", "Service"), ("Service", "Store")),
    )
    return assessed(given)


@pytest.mark.parametrize("scenario", SINGLE)
def test_nothing_waits_where_one_workload_is_hit_at_a_time(
    chain: Assessment, scenario: str
) -> None:
    for row in range(3):
        assert planning(chain, row, scenario) == alone(chain, row, scenario)


@pytest.mark.parametrize(
    ("scenario", "web_waits", "service_waits"),
    [
        pytest.param("hub-outage", True, False, id="one Hub: only Web and Service are hit"),
        pytest.param("site-loss", True, False, id="one site: only Web and Service are hit"),
        pytest.param("region-loss", True, True, id="one region: all are hit"),
        pytest.param("ransomware", True, True, id="the organisation: all are hit"),
    ],
)
def test_only_dependencies_that_the_same_event_hits_are_waited_for(
    chain: Assessment, scenario: str, web_waits: bool, service_waits: bool
) -> None:
    assert (planning(chain, 0, scenario) > alone(chain, 0, scenario)) is web_waits
    assert (planning(chain, 1, scenario) > alone(chain, 1, scenario)) is service_waits
    assert planning(chain, 2, scenario) == alone(chain, 2, scenario)


@pytest.mark.parametrize("scenario", ["region-loss", "ransomware"])
def test_up_is_the_slowest_need_and_then_ones_own_start(chain: Assessment, scenario: str) -> None:
    column = SCENARIOS.index(scenario)
    ready = by_scenario(chain.outcomes.ready_planning_hours)[:, column]
    own = by_scenario(chain.outcomes.planning_hours)[:, column]
    start = own - ready
    # By hand: Store is up by itself; Service starts when it and Store are; Web after Service.
    store = own[2]
    service = max(ready[1], store) + start[1]
    web = max(ready[0], service) + start[0]
    assert chain.planning_hours[:, column] == pytest.approx([web, service, store])
    assert chain.limiting[:, column].tolist() == [1, 2, -1]


def test_blank_place_counts_as_the_same_place() -> None:
    given = portfolio(
        workload("Web", current=BACKED_UP),
        workload("Store", current=BACKED_UP, data_gb=9000.0, hub="South"),
        hubs=(hub(), hub("South", site=None, region=None)),
        targets=(target(), second_hub("West")),
        edges=(("Web", "Store"),),
    )
    order = assessed(given).order
    hit = dict(zip(SCENARIOS, order.is_hit[0].tolist(), strict=True))
    assert hit == {**dict.fromkeys(SINGLE, False), **dict.fromkeys(SHARED, True),
                   "hub-outage": False}  # fmt: skip
    swapped = portfolio(*given.workloads, hubs=given.landscape.hubs, edges=(("Store", "Web"),))
    assert assessed(swapped).order.is_hit[0].tolist() == order.is_hit[0].tolist()


def test_waiting_for_what_is_unrecoverable_is_unrecoverable() -> None:
    nothing = current(Option.NO_RECOVERY, None, every=None, kept=None, mode=Mode.NONE)
    given = portfolio(
        workload("Web", current=BACKED_UP), workload("Store", current=(nothing,)),
        edges=(("Web", "Store"),),
    )  # fmt: skip
    found = assessed(given)
    column = SCENARIOS.index("site-loss")
    assert found.own_state[0, column] == found.own_state[1, column] == 5
    assert np.isnan(found.planning_hours[0, column])


def test_waiting_for_what_is_unknown_is_unknown() -> None:
    given = portfolio(
        workload("Web", current=BACKED_UP), workload("Store"), edges=(("Web", "Store"),)
    )
    found = assessed(given)
    column = SCENARIOS.index("site-loss")
    assert found.own_state[0, column] == 1
    assert found.missing[0, column] > 0


def test_circle_is_unknown_where_it_is_hit_together() -> None:
    given = portfolio(
        workload("One", current=BACKED_UP), workload("Two", current=BACKED_UP),
        workload("Three", current=BACKED_UP), workload("Four", current=BACKED_UP),
        targets=(target(is_immutable=True), second_hub()),
        edges=(("One", "Two"), ("Two", "One"), ("Three", "One"), ("Four", "Four")),
    )  # fmt: skip
    found = assessed(given)
    assert found.order.in_circle.tolist() == [True, True, True, True]
    for scenario in SHARED:
        assert found.own_state[:, SCENARIOS.index(scenario)].tolist() == [1, 1, 1, 1]
    for scenario in SINGLE:
        assert 1 not in found.own_state[:, SCENARIOS.index(scenario)].tolist()


def test_circle_over_two_hubs_is_none_where_only_one_is_hit() -> None:
    given = portfolio(
        workload("One", current=BACKED_UP, rto_hours=90.0),
        workload("Two", current=BACKED_UP, hub="South", rto_hours=90.0),
        targets=(target(is_immutable=True), second_hub("West")),
        edges=(("One", "Two"), ("Two", "One")),
    )  # fmt: skip
    found = assessed(given)
    assert found.own_state[:, SCENARIOS.index("hub-outage")].tolist() == [0, 0]
    assert found.own_state[:, SCENARIOS.index("ransomware")].tolist() == [1, 1]


def test_member_of_a_circle_still_waits_for_its_other_needs() -> None:
    given = portfolio(
        workload("One", current=BACKED_UP), workload("Two", current=BACKED_UP, hub="South"),
        workload("Base", current=BACKED_UP, data_gb=9000.0),
        targets=(target(), second_hub("West")),
        edges=(("One", "Two"), ("Two", "One"), ("One", "Base")),
    )  # fmt: skip
    found = assessed(given)
    assert planning(found, 0, "site-loss") > alone(found, 0, "site-loss")


def test_edges_come_in_waves_whatever_their_order() -> None:
    given = portfolio(
        *(workload(name, current=BACKED_UP) for name in "ABCD"),
        edges=(("A", "B"), ("C", "D"), ("B", "C"), ("A", "D")),
    )
    found = assessed(given)
    inputs = make_inputs(given, judged(given).catalogue)
    assert inputs.count == 4
    assert found.order.wave.tolist() == [3, 2, 1, 0]
    column = SCENARIOS.index("site-loss")
    hours = found.planning_hours[:, column]
    assert hours[0] > hours[1] > hours[2] > hours[3]
