"""What exists only together, in words."""

from dataclasses import replace

import pytest

from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.results import EventCost, PlaceUse
from bcdr.ui import shared

KNOWN = load_catalogue()
LINK = {"target": "Vault", "link_share": 0.4}
PLACE = PlaceUse(
    scenario="hub-outage",
    hit="North",
    place="South",
    is_elastic=False,
    needed_vcpu=30.0,
    free_vcpu=20.0,
    needed_memory_gb=8.0,
    free_memory_gb=None,
    needed_storage_gb=0.0,
    free_storage_gb=0.0,
    share=1.5,
    workloads=5,
    refused=2,
)
FITS = replace(PLACE, needed_vcpu=10.0, share=0.5, refused=0)
CLOUD = replace(PLACE, place="Azure", is_elastic=True, share=None, refused=0, workloads=9)
EVENT = EventCost(
    scenario="hub-outage", hit="North", applications=2, workloads=5, cost=1_234_567.0,
    unrecoverable=0, unknown=0, mtd_broken=1, mtd_unknown=0,
)  # fmt: skip


def test_too_full_says_how_many_times_it_is_asked_for() -> None:
    use = shared.use_of(30.0, 20.0, "vCPU")
    assert (use.words, use.is_over) == ("30 of 20 vCPU", True)
    assert shared.share_words(use.share) == "1.5 times"


def test_an_unknown_limit_is_never_room() -> None:
    use = shared.use_of(8.0, None, "GB")
    assert (use.words, use.share, use.is_over) == ("8 GB", None, False)
    assert shared.share_words(use.share) == "limit not given"


def test_nothing_asked_of_nothing_is_not_too_much() -> None:
    assert not shared.use_of(0.0, 0.0, "GB").is_over
    assert shared.share_words(shared.use_of(1.0, 0.0, "GB").share) == "none is free"


@pytest.mark.parametrize(
    ("shares", "claim"),
    [
        ((0.4, 0.7), "Every link carries the plan; the fullest is that to Vault, at 70%"),
        ((0.4, 1.2), "1 link of 2 is overbooked with the plan"),
        ((3.0, 1.2), "2 links of 2 are overbooked with the plan"),
        ((0.0, None), "The plan puts nothing on any link"),
    ],
)
def test_the_claim_on_links_names_what_is_overbooked(
    shares: tuple[float | None, ...], claim: str
) -> None:
    assert shared.links_claim([{**LINK, "link_share": share} for share in shares]) == claim


def test_the_claim_on_places_counts_what_no_longer_fits() -> None:
    assert shared.places_claim([PLACE, FITS]) == (
        "2 of 5 workloads no longer fit at South when North is hit"
    )
    assert shared.places_claim([FITS, CLOUD]) == (
        "All that the plan recovers has room; fullest is South, at 50% when North is hit"
    )
    assert shared.places_claim([replace(FITS, share=None)]) == (
        "What is free at the recovery places is not known"
    )
    assert shared.places_claim([]) == "The plan needs no recovery place"


def test_events_that_ask_the_same_of_a_place_stand_together() -> None:
    site = replace(PLACE, scenario="site-loss", hit="Hamburg")
    (load,) = shared.place_loads([PLACE, site, CLOUD], KNOWN)
    assert load.hits == (("North", "the Hub is out of service"), ("Hamburg", "a site is lost"))


def test_a_cloud_says_how_much_recovers_there_at_most() -> None:
    assert shared.elastic_notes([CLOUD, replace(CLOUD, workloads=4), PLACE]) == (
        "Azure gives as much room as is asked for; up to 9 workloads recover there at once.",
    )


def test_the_claim_on_events_has_their_number_and_the_dearest() -> None:
    assert shared.events_claim({"a": 1.5, "b": 0.5}, [EVENT], "EUR") == (
        "2 events a year are to be expected; the dearest costs EUR 1.23 million with the plan"
    )
    assert shared.events_claim({"a": 1.5}, [], "EUR") == "1.5 events a year are to be expected"


@pytest.mark.parametrize(
    ("weights", "claim"),
    [
        ((), "No input is missing"),
        ((0.0,), "1 input is missing; something is assumed in their place"),
        ((4.0, 0.0), "2 inputs are missing; 1 of them leaves binding scenarios unknown"),
    ],
)
def test_the_claim_on_inputs_counts_what_leaves_something_unknown(
    weights: tuple[float, ...], claim: str
) -> None:
    assert shared.inputs_claim([{"unknown_weight": weight} for weight in weights]) == claim
