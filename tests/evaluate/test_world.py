"""The landscape as tables: links, rooms, and what is taken from the kind of a target."""

import numpy as np
import pytest

from bcdr.evaluate.world import World, make_world
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.landscape import Hub, Landscape, Target
from bcdr.model.vocabulary import TargetKind
from tests.factories import SCENARIOS, azure, hub, second_hub, target

SITE = SCENARIOS.index("site-loss")
HUB = SCENARIOS.index("hub-outage")


def world_of(*targets: Target, hubs: tuple[Hub, ...] | None = None) -> World:
    return make_world(Landscape(hubs or (hub(), hub("South")), targets), load_catalogue())


def test_places_are_the_source_its_replacement_and_targets_that_run_workloads() -> None:
    found = world_of(target(), second_hub(), azure())
    assert found.place_names == ("source Hub", "replaced Hub", "South", "Azure")
    assert found.place_target.tolist() == [-1, -1, 1, 2]
    assert found.place_is_cloud.tolist() == [False, False, False, True]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"link_mbit_per_s": 300.0, "site": "North site"}, 300.0),
        ({"link_mbit_per_s": None, "site": "North site"}, 10_000.0),
        ({"link_mbit_per_s": None}, 2000.0),
    ],
)
def test_blank_link_is_local_at_the_same_site_and_the_kinds_elsewhere(
    given: dict[str, object], expected: float
) -> None:
    assert world_of(target(**given)).link_in[0, 0] == expected


def test_a_copy_at_the_place_itself_needs_no_link() -> None:
    found = world_of(second_hub(), azure())
    assert np.isposinf(found.link[0, 0, 2])
    assert np.isposinf(found.link[0, 1, 3])


def test_a_copy_beside_the_source_reaches_other_places_over_their_links() -> None:
    found = world_of(target(site="North site"), azure(link_mbit_per_s=200.0))
    assert found.link[0, 0, 2] == 200.0
    assert np.isnan(found.link[1, 0, 2])


def test_a_copy_reaches_a_second_hub_over_the_link_it_has_to_it() -> None:
    found = world_of(target(link_mbit_per_s=400.0), second_hub())
    assert found.link[0, 0, 2] == 400.0
    apart = world_of(target(link_mbit_per_s=400.0, serves=("North",)), second_hub())
    assert np.isnan(apart.link[0, 0, 2])


def test_room_of_a_second_hub_is_what_is_free_on_it_unless_it_says_so() -> None:
    named = second_hub(vcpu=None, memory_gb=64.0, capacity_tb=None)
    free = hub("South", free_vcpu=12.0, free_memory_gb=96.0, free_storage_tb=7.0)
    found = world_of(named, hubs=(hub(), free))
    assert (found.place_vcpu[2], found.place_memory_gb[2]) == (12.0, 64.0)
    assert found.capacity_gb.tolist() == [7000.0]


def test_names_of_sites_are_compared_without_regard_to_case() -> None:
    found = world_of(target(site="NORTH SITE"))
    assert found.survives[0, 0, SITE] == 0
    assert found.is_near[0, 0] == 1


def test_a_target_on_the_hub_is_lost_with_its_site_even_where_nobody_named_it() -> None:
    relay = target("Relay", TargetKind.ON_HUB_STANDALONE, hub="North", site=None, region=None)
    found = world_of(relay)
    assert found.survives[0, 0, [HUB, SITE]].tolist() == [0, 0]
    assert found.survives[1, 0, HUB] == 1
    assert found.survives[1, 0, SITE] == -1


def test_a_cloud_region_without_a_site_is_a_site_of_its_own() -> None:
    found = world_of(azure(site=None))
    assert found.survives[0, 0, SITE] == 1


@pytest.mark.parametrize(
    ("immutable", "isolated", "expected"),
    [(True, None, 1), (None, True, 1), (False, False, 0), (None, False, -1), (None, None, -1)],
)
def test_a_copy_is_protected_if_immutable_or_isolated(
    immutable: bool | None, isolated: bool | None, expected: int
) -> None:
    found = world_of(target(is_immutable=immutable, is_isolated=isolated))
    assert found.is_protected.tolist() == [expected]


def test_an_unknown_hub_is_served_by_all_and_knows_nothing() -> None:
    landscape = Landscape((hub(), hub("South")), (target(serves=("North",)), second_hub()))
    found = make_world(landscape, load_catalogue(), with_unknown_hub=True)
    assert found.serves[-1].tolist() == [True, True]
    assert found.survives[-1, :, SITE].tolist() == [-1, -1]
    assert found.survives[-1, 1, HUB] == -1
