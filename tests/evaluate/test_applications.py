"""Applications: the slowest of what is hit together decides."""

from typing import Any

import numpy as np
import pytest

from bcdr.evaluate.applications import make_applications, per_group
from bcdr.evaluate.inputs import make_inputs
from bcdr.evaluate.outcomes import LATE, LATE_AND_LOSSY, LOSSY, MET, UNCERTAIN, UNRECOVERABLE
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.portfolio import Portfolio
from tests.evaluate.assigning import BACKED_UP, assigned, states
from tests.factories import hub, portfolio, second_hub, target, workload


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((MET, MET), MET),
        ((MET, LATE), LATE),
        ((LATE, LOSSY), LATE_AND_LOSSY),
        ((LOSSY, LOSSY), LOSSY),
        ((UNCERTAIN, LATE), UNCERTAIN),
        ((UNCERTAIN, MET), UNCERTAIN),
        ((LATE_AND_LOSSY, UNRECOVERABLE), UNRECOVERABLE),
    ],
)
def test_worst_part_decides_the_application(parts: tuple[int, int], expected: int) -> None:
    column = np.array(parts).reshape(-1, 1)
    hours = np.ones(column.shape)
    found = per_group(
        1, np.zeros(2, dtype=np.int64), np.ones(column.shape, dtype=bool), column, hours, hours
    )
    assert found.state.tolist() == [[expected]]


def test_members_are_listed_in_the_order_of_the_portfolio() -> None:
    given = portfolio(workload("B", "1"), workload("A"), workload("B", "2"), workload("C"))
    found = make_applications(make_inputs(given, load_catalogue()))
    assert found.names == ("B", "A", "C")
    assert [found.members(n).tolist() for n in range(3)] == [[0, 2], [1], [3]]


def over_two_hubs(**south: Any) -> Portfolio:
    """Return an application with a quick part on North and a slow one on South."""
    return portfolio(
        workload(part="Web", data_gb=10.0, rto_hours=8.0),
        workload(part="Store", data_gb=9000.0, rto_hours=8.0, hub="South"),
        hubs=(hub(), hub("South", **south)),
        targets=(target(is_immutable=True), second_hub(), second_hub("North")),
    )


def test_part_on_another_hub_holds_nobody_up_that_is_hit_alone() -> None:
    found = assigned(over_two_hubs(), BACKED_UP, BACKED_UP)
    for scenario in ("hub-outage", "site-loss", "region-loss"):
        assert states(found, scenario) == [MET, LATE], scenario
    assert found.application_state[0, 4] == LATE


def test_part_on_another_hub_counts_where_everything_is_hit() -> None:
    given = over_two_hubs(region="North region")
    found = assigned(given, BACKED_UP, BACKED_UP)
    assert states(found, "site-loss") == [MET, LATE]
    assert states(found, "region-loss") == [LATE, LATE]


def test_part_of_which_nobody_said_where_it_stands_may_be_hit_as_well() -> None:
    given = over_two_hubs(site=None)
    found = assigned(given, BACKED_UP, BACKED_UP)
    assert states(found, "hub-outage")[0] == MET
    assert states(found, "site-loss")[0] != MET


def test_downtime_of_a_part_counts_what_is_hit_with_it() -> None:
    split = assigned(over_two_hubs(), BACKED_UP, BACKED_UP)
    whole = assigned(over_two_hubs(region="North region"), BACKED_UP, BACKED_UP)
    assert split.event_cost[0, 5] < whole.event_cost[0, 5]
    assert split.event_cost[0, 4] == pytest.approx(whole.event_cost[0, 4])
