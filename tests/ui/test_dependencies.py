"""What waits for what, in words."""

from dataclasses import replace

from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.results import Inversion
from bcdr.ui.dependencies import circle_words, circles_of, dependencies_claim, held_up

KNOWN = load_catalogue()
TITLES = {"web": "Shop / Web", "data": "Shop / Data", "names": "Names"}
GAP = Inversion(
    workload="web",
    needed="data",
    scenario="hub-outage",
    needed_hours=6.0,
    own_hours=1.0,
    rto_hours=4.0,
    gap_hours=5.0,
    is_late=True,
    closing_strategy=None,
    closing_cost_per_year=None,
)
IN_TIME = replace(GAP, needed="names", rto_hours=8.0, is_late=False)


def test_scenarios_with_the_same_gap_stand_together() -> None:
    (found,) = held_up([GAP, replace(GAP, scenario="site-loss")], {"web"}, TITLES, KNOWN)
    assert found.scenarios == "The Hub is out of service and a site is lost"
    assert (found.own, found.needed_time, found.gap, found.rto) == ("1 h", "6 h", "5 h", "4 h")


def test_what_makes_late_stands_first() -> None:
    found = held_up([IN_TIME, GAP], {"web"}, TITLES, KNOWN)
    assert [one.needed for one in found] == ["Shop / Data", "Names"]


def test_others_that_it_holds_up_are_named_too() -> None:
    (found,) = held_up([GAP, IN_TIME], {"names"}, TITLES, KNOWN)
    assert (found.workload, found.needed) == ("Shop / Web", "Names")
    assert held_up([GAP], {"names"}, TITLES, KNOWN) == ()


def test_a_gap_that_nothing_closes_says_so() -> None:
    (found,) = held_up([GAP], {"web"}, TITLES, KNOWN)
    assert (found.closing, found.closing_cost) == ("nothing is fast enough", "")


def test_the_claim_counts_pairs_once_over_all_scenarios() -> None:
    late = replace(GAP, scenario="ransomware", gap_hours=9.0, needed_hours=10.0)
    found = held_up([GAP, late, IN_TIME], {"web"}, TITLES, KNOWN)
    assert dependencies_claim(found) == (
        "2 dependencies are slower than what waits for them; for 1 of them an RTO is missed"
    )
    assert dependencies_claim(held_up([IN_TIME], {"web"}, TITLES, KNOWN)) == (
        "1 dependency is slower than what waits for it; no RTO is missed for that"
    )
    assert dependencies_claim(()) == "No dependency holds anything up with the plan"


def test_a_circle_leads_back_to_where_it_begins() -> None:
    circles = (("A", "B"), ("C", "D"))
    assert circles_of(circles, {"B", "X"}) == (("A", "B"),)
    assert circle_words(("A", "B")) == "A → B → A"
