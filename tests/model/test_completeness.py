"""Stars for what is known of an application: one per group, with the reason for those it lacks."""

from dataclasses import replace
from typing import Any

import pytest

from bcdr.model.completeness import STARS, Completeness, completeness
from bcdr.model.portfolio import ObjectiveDefault, Workload
from bcdr.model.vocabulary import Option, Special
from tests.factories import current, hub, portfolio, workload


def of(*workloads: Workload) -> Completeness:
    return completeness(portfolio(*workloads))[0]


COMPLETE = workload(current=(current(),))


def test_an_application_of_which_all_is_known_has_every_star() -> None:
    found = of(COMPLETE)
    assert (found.stars, found.symbols, found.lacks) == (STARS, "★★★★★", ())
    assert found.reason == "All that decides most is known."


@pytest.mark.parametrize(
    ("blank", "header"),
    [
        ({"rto_hours": None}, "RTO"),
        ({"rpo_hours": None}, "RPO"),
        ({"criticality": None}, "Criticality"),
        ({"data_gb": None}, "Data (GB)"),
        ({"vm_count": None}, "VMs"),
        ({"hub": None}, "Hub"),
        ({"current": ()}, "Current option"),
        ({"current": (current(None),)}, "Current option"),
        ({"current": (current(to=None),)}, "Current target"),
        ({"current": (current(mode=None),)}, "Current interval"),
    ],
)
def test_every_blank_costs_the_star_of_its_group_and_is_named(
    blank: dict[str, Any], header: str
) -> None:
    found = of(replace(COMPLETE, **blank))
    assert found.stars == STARS - 1
    assert [lack.header for lack in found.lacks] == [header]
    assert found.reason.startswith(f"{header} is blank: it decides ")


def test_two_blanks_of_one_group_cost_one_star() -> None:
    assert of(replace(COMPLETE, rto_hours=None, rpo_hours=None)).stars == STARS - 1


def test_an_application_of_which_only_the_name_is_known_has_no_star() -> None:
    assert of(Workload(id="a", application="a")).stars == 0


def test_one_workload_that_lacks_an_input_costs_the_star_of_all() -> None:
    other = replace(COMPLETE, id="other", workload="other", data_gb=None)
    found = of(COMPLETE, other)
    assert found.stars == STARS - 1
    assert found.reason.startswith("Data (GB) is blank for 1 of 2: ")


def test_not_applicable_and_near_zero_are_known() -> None:
    known = replace(COMPLETE, rto_hours=Special.NEAR_ZERO, rpo_hours=Special.NOT_APPLICABLE)
    assert of(known).stars == STARS


def test_objectives_of_the_organisation_for_a_criticality_count_as_known() -> None:
    blank = replace(COMPLETE, rto_hours=None, rpo_hours=None)
    own = ObjectiveDefault(
        criticality=blank.criticality, scenario=None, rto_hours=4.0, rpo_hours=1.0
    )
    assert completeness(portfolio(blank, objectives=(own,)))[0].stars == STARS
    in_one = replace(own, scenario="node-failure")
    assert completeness(portfolio(blank, objectives=(in_one,)))[0].stars == STARS - 1


def test_what_keeps_no_data_needs_no_size() -> None:
    assert of(replace(COMPLETE, stateful=False, data_gb=None)).stars == STARS


def test_what_is_not_to_be_recovered_needs_no_target() -> None:
    nothing = current(Option.NO_RECOVERY, to=None, mode=None)
    assert of(replace(COMPLETE, current=(nothing,))).stars == STARS


def test_a_hub_of_which_no_place_is_known_costs_a_star() -> None:
    hubs = (hub(site=None, region=None), hub("South"))
    found = completeness(portfolio(COMPLETE, hubs=hubs))[0]
    assert [lack.header for lack in found.lacks] == ["Site or region of its Hub"]


def test_applications_come_in_the_order_of_the_portfolio() -> None:
    found = completeness(portfolio(workload("B"), workload("A"), workload("B", "web")))
    assert [(one.application, one.workloads) for one in found] == [("B", 2), ("A", 1)]
