"""Who waits for whom, worked out by hand on small portfolios and edge by edge on random ones."""

from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bcdr.evaluate.assess import Assessment, assess
from bcdr.evaluate.axes import SCENARIO, WORKLOAD, along, by_scenario
from bcdr.evaluate.dependencies import (
    Order,
    Waited,
    circles,
    recovery_order,
    wait_for_dependencies,
)
from bcdr.evaluate.inputs import make_inputs
from bcdr.evaluate.missing import Missing
from bcdr.evaluate.outcomes import UNCERTAIN, UNRECOVERABLE, Outcomes
from bcdr.evaluate.protections import today_arrays
from bcdr.evaluate.world import make_world
from bcdr.model.catalogue_files import load_catalogue
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


def order_of(count: int, edges: list[tuple[int, int]]) -> Order:
    """Return the order of workloads named by their numbers, every second one on the other Hub."""
    known = load_catalogue()
    made = portfolio(
        *(workload(str(n), hub=("North", "South")[n % 2]) for n in range(count)),
        edges=tuple((str(one), str(other)) for one, other in edges),
    )
    return recovery_order(made, make_inputs(made, known), make_world(made.landscape, known), known)


def outcomes_of(planning: Any, ready_share: Any, state: Any) -> Outcomes:
    """Return outcomes, workload x scenario; likely hours are four fifths of planning hours."""

    def on_axes(values: Any) -> Any:
        return along(np.asarray(values), WORKLOAD, SCENARIO)

    hours, share = np.asarray(planning, dtype=float), np.asarray(ready_share, dtype=float)
    nothing = on_axes(np.zeros(hours.shape))
    return Outcomes(
        state=on_axes(state), missing=nothing.astype(int), value=nothing, rank=nothing,
        event_cost=nothing, copy=nothing.astype(int), place=nothing.astype(int),
        likely_hours=on_axes(hours * 0.8), planning_hours=on_axes(hours),
        ready_likely_hours=on_axes(hours * 0.8 * share),
        ready_planning_hours=on_axes(hours * share),
        worst_loss_hours=nothing, mean_loss_hours=nothing,
    )  # fmt: skip


def edge_by_edge(outcomes: Outcomes, order: Order) -> Waited:
    """Return what `wait_for_dependencies` does, with a plain loop over edges and scenarios."""
    likely, planning = (
        by_scenario(array).copy() for array in (outcomes.likely_hours, outcomes.planning_hours)
    )
    up_likely = likely - by_scenario(outcomes.ready_likely_hours)
    up_planning = planning - by_scenario(outcomes.ready_planning_hours)
    state = by_scenario(outcomes.state)
    missing = np.zeros(state.shape, dtype=int)
    blocked = np.zeros(state.shape, dtype=bool)
    limiting = np.full(state.shape, -1)
    for edge, (row, need) in enumerate(zip(order.waiting, order.needed, strict=True)):
        for f in np.flatnonzero(order.is_hit[edge]):
            if order.in_circle[row] and order.in_circle[need]:
                missing[row, f] |= int(Missing.CIRCLE)
            elif state[need, f] == UNRECOVERABLE or blocked[need, f]:
                blocked[row, f] = True
            elif np.isnan(planning[need, f]) or missing[need, f] & ~int(Missing.CIRCLE):
                missing[row, f] |= int(Missing.DEPENDENCY)
            else:
                likely[row, f] = max(likely[row, f], likely[need, f] + up_likely[row, f])
                if planning[need, f] + up_planning[row, f] > planning[row, f]:
                    planning[row, f] = planning[need, f] + up_planning[row, f]
                    limiting[row, f] = need
    unknown = (missing > 0) | blocked
    return Waited(
        likely_hours=np.where(unknown, np.nan, likely),
        planning_hours=np.where(unknown, np.nan, planning),
        missing=missing,
        is_blocked=blocked & (state != UNCERTAIN),
        limiting=limiting,
    )


@st.composite
def networks(draw: st.DrawFn) -> tuple[int, list[tuple[int, int]], np.ndarray[Any, Any]]:
    """Return workloads, what depends on what, and hours, NaN where none are known."""
    count = draw(st.integers(2, 7))
    one = st.integers(0, count - 1)
    edges = draw(st.lists(st.tuples(one, one), max_size=12))
    # Few different hours, so that several needs often take the same time.
    hour = st.sampled_from([1.0, 2.0, 2.0, 5.0, 9.0, np.nan])
    hours = draw(st.lists(st.lists(hour, min_size=7, max_size=7), min_size=count, max_size=count))
    return count, edges, np.array(hours)


@settings(max_examples=150, deadline=None)
@given(network=networks(), lost=st.integers(0, 6), share=st.floats(0.0, 1.0))
@example(network=(3, [(0, 1), (1, 0), (1, 2)], np.full((3, 7), 2.0)), lost=2, share=0.5)
def test_waves_give_what_a_loop_over_the_edges_gives(
    network: tuple[int, list[tuple[int, int]], np.ndarray[Any, Any]], lost: int, share: float
) -> None:
    count, edges, hours = network
    state = np.where(np.isnan(hours), UNCERTAIN, 0)
    state[lost % count] = UNRECOVERABLE
    order = order_of(count, edges)
    outcomes = outcomes_of(hours, np.full(hours.shape, share), state)
    fast, slow = wait_for_dependencies(outcomes, order), edge_by_edge(outcomes, order)
    for name in ("likely_hours", "planning_hours", "missing", "is_blocked", "limiting"):
        assert np.array_equal(getattr(fast, name), getattr(slow, name), equal_nan=True), name


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        pytest.param([(0, 1), (1, 2)], (), id="none"),
        pytest.param([(0, 0)], ((0,),), id="with itself"),
        pytest.param([(0, 2), (2, 1), (1, 0)], ((0, 2, 1),), id="of three, in order of waiting"),
        pytest.param([(0, 1), (1, 0), (2, 3), (3, 2)], ((0, 1), (2, 3)), id="two"),
        pytest.param([(4, 0), (0, 1), (1, 0), (1, 2)], ((0, 1),), id="with others around it"),
        pytest.param([(0, 1), (1, 2), (2, 3), (3, 0), (1, 0)], ((0, 1), (2, 3, 0, 1)),
                     id="two that share workloads"),
        pytest.param([(0, 1), (1, 0), (1, 2), (2, 3), (3, 2)], ((0, 1), (2, 3)),
                     id="two with a way between"),
    ],
)  # fmt: skip
def test_circles_are_listed_in_the_order_of_waiting(
    edges: list[tuple[int, int]], expected: tuple[tuple[int, ...], ...]
) -> None:
    assert circles(order_of(5, edges)) == expected


def test_long_chain_hangs_together() -> None:
    count = 300
    order = order_of(count, [(n, n - 2) for n in range(2, count)])
    hours = np.full((count, 7), 3.0)
    outcomes = outcomes_of(hours, np.full(hours.shape, 2 / 3), np.zeros(hours.shape, dtype=int))
    waited = wait_for_dependencies(outcomes, order)
    # Each starts for an hour once the one before it is up.
    column = SCENARIOS.index("site-loss")
    assert waited.planning_hours[298, column] == pytest.approx(3.0 + 149.0)
    assert order.wave.max() == 149
