"""What one event hits at once."""

from bcdr.evaluate.events import Events, make_events
from bcdr.evaluate.inputs import make_inputs
from bcdr.evaluate.world import make_world
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.landscape import Hub
from tests.factories import SCENARIOS, hub, portfolio, workload

SINGLE = ("data-loss", "vm-failure", "node-failure")


def events_of(hubs: tuple[Hub, ...], *names: str | None) -> Events:
    given = portfolio(*(workload(str(n), hub=name) for n, name in enumerate(names)), hubs=hubs)
    known = load_catalogue()
    is_unplaced = None in names
    world = make_world(given.landscape, known, with_unknown_hub=is_unplaced)
    return make_events(make_inputs(given, known), world, known)


def hit(found: Events, scenario: str) -> list[str]:
    """Return what is hit with each workload in a scenario."""
    column = SCENARIOS.index(scenario)
    events = found.of_workload[:, column].tolist()
    assert all(found.scenario[event] == column for event in events if event >= 0)
    return ["" if event < 0 else found.hit[event] for event in events]


TWO = (hub("North", site="Quay", region="Hamburg"), hub("East", site="quay", region="Hamburg"),
       hub("South", site="Dock", region="Hamburg"))  # fmt: skip


def test_each_event_hits_what_stands_together() -> None:
    found = events_of(TWO, "North", "East", "South")
    assert hit(found, "hub-outage") == ["North", "East", "South"]
    assert hit(found, "site-loss") == ["Quay", "Quay", "Dock"]
    assert hit(found, "region-loss") == ["Hamburg"] * 3
    assert hit(found, "ransomware") == ["everything"] * 3
    assert len(found) == 3 + 2 + 1 + 1


def test_nothing_is_hit_together_where_one_workload_fails_at_a_time() -> None:
    found = events_of(TWO, "North", "East")
    assert all(hit(found, scenario) == ["", ""] for scenario in SINGLE)


def test_places_without_workloads_have_no_event() -> None:
    found = events_of(TWO, "South")
    assert set(found.hit) == {"South", "Dock", "Hamburg", "everything"}


def test_blank_place_is_one_of_its_own_and_marked() -> None:
    found = events_of((hub("North", site=None), hub("South")), "North", "South")
    assert hit(found, "site-loss") == ["the site of North", "South site"]
    column = SCENARIOS.index("site-loss")
    assert found.is_unplaced[:, column].tolist() == [True, False]
    assert not found.is_unplaced[:, SCENARIOS.index("region-loss")].any()


def test_unnamed_hub_is_hit_by_itself_and_marked() -> None:
    found = events_of((hub("North"),), "North", None)
    assert hit(found, "hub-outage") == ["North", "a Hub that is not named"]
    assert found.is_unplaced[:, SCENARIOS.index("hub-outage")].tolist() == [False, True]
