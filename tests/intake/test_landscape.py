"""Hubs and targets, described or assumed."""

from bcdr.intake import Code
from bcdr.model.landscape import Hub
from bcdr.model.vocabulary import Option, TargetKind
from tests.intake.books import codes, finding, portfolio, reading

SHOP = {"application": "Shop"}
NORTH = {"hub": "North", "site": "Hamburg", "region": "Coast", "jurisdiction": "DE"}
SOUTH = {"hub": "South", "site": "Rotterdam", "region": "Randstad", "jurisdiction": "NL"}


def test_a_list_without_hubs_gets_one_and_says_so() -> None:
    found = reading(SHOP)

    assert found.portfolio is not None
    (hub,) = found.portfolio.landscape.hubs
    assert (hub.name, hub.is_assumed) == ("Hub 1", True)
    assert hub.site is not None
    assert found.portfolio.workloads[0].hub == "Hub 1"
    assert finding(found, Code.HUBS_ASSUMED).place == "file"


def test_hubs_are_described_by_their_sheet() -> None:
    found = portfolio(
        SHOP,
        Hubs=[
            {**NORTH, "node_count": 8, "free_vcpu": 200, "is_operational": "Yes", "notes": "old"}
        ],
    )

    assert found.landscape.hubs == (
        Hub(
            name="North",
            site="Hamburg",
            region="Coast",
            jurisdiction="DE",
            node_count=8,
            free_vcpu=200.0,
            is_operational=True,
            notes="old",
        ),
    )
    assert found.workloads[0].hub == "North"


def test_hubs_that_are_only_named_are_added_as_assumed() -> None:
    found = reading(
        {**SHOP, "hub": "north"},
        {"application": "Desk", "hub": "East"},
        {"application": "Mail", "hub": "east"},
        Hubs=[NORTH],
    )

    assert codes(found) == [("Applications!B3 and B4", Code.HUB_NOT_DESCRIBED)]
    assert found.portfolio is not None
    assert [(hub.name, hub.is_assumed) for hub in found.portfolio.landscape.hubs] == [
        ("North", False),
        ("East", True),
    ]
    assert [item.hub for item in found.portfolio.workloads] == ["North", "East", "East"]
    # Nobody knows whether the two share a site.
    assert found.portfolio.landscape.hubs[1].site is None


def test_the_only_hub_that_is_named_stands_at_a_site_of_its_own() -> None:
    (hub,) = portfolio({**SHOP, "hub": "North"}).landscape.hubs

    assert (hub.site, hub.is_assumed) == ("Site of North", True)


def test_location_finds_the_hub_where_hub_is_blank() -> None:
    found = reading(
        {**SHOP, "location": "ROTTERDAM"},
        {"application": "Desk", "location": "North"},
        {"application": "Mail", "location": "Paris"},
        {"application": "Chat"},
        Hubs=[NORTH, SOUTH],
    )

    assert found.portfolio is not None
    assert [item.hub for item in found.portfolio.workloads] == ["South", "North", None, None]
    assert codes(found) == [
        ("Applications!B4", Code.HUB_NOT_FOUND),
        ("Applications!A5", Code.HUB_NOT_FOUND),
    ]


def test_a_hub_without_a_site_is_reported() -> None:
    found = reading(SHOP, Hubs=[{"hub": "North", "region": "Coast"}])

    assert codes(found) == [("Hubs!A2", Code.HUB_WITHOUT_SITE)]


def test_rows_without_a_name_or_with_one_that_is_taken_are_left_out() -> None:
    found = reading(SHOP, Hubs=[NORTH, {**SOUTH, "hub": None}, {**SOUTH, "hub": "NORTH"}])

    assert codes(found) == [
        ("Hubs!A3", Code.ROW_WITHOUT_NAME),
        ("Hubs!A4", Code.NAME_TWICE),
    ]
    assert found.counts["hubs"] == 1


def test_a_target_takes_the_place_of_its_hub_where_its_own_is_blank() -> None:
    found = portfolio(
        SHOP,
        Hubs=[NORTH, SOUTH],
        Targets=[
            {"target": "Standby", "kind": "second-hub", "hub": "south", "region": "Benelux"},
            {"target": "North", "kind": "second-hub"},
        ],
    )

    standby, north = found.landscape.targets
    assert (standby.hub, standby.site, standby.region, standby.jurisdiction) == (
        "South",
        "Rotterdam",
        "Benelux",
        "NL",
    )
    assert (north.hub, north.site) == ("North", "Hamburg")


def test_targets_are_described_by_their_sheet() -> None:
    found = reading(
        SHOP,
        Hubs=[NORTH],
        Targets=[
            {
                "target": "Vault",
                "kind": "Dedicated external",
                "link_mbit_per_s": "1 Gbit/s",
                "shortest_interval_hours": "15 min",
                "is_immutable": "Yes",
                "copies_to": "Cloud",
                "serves": "north; West",
                "supported_options": "guest replication; magic",
                "exists": "No",
            },
            {"target": "Cloud", "kind": "azure", "copies_to": "Vualt"},
            {"target": "Tape", "kind": "robot"},
            {"target": "Disk", "kind": None},
        ],
    )

    assert found.portfolio is not None
    vault, cloud = found.portfolio.landscape.targets
    assert (vault.kind, vault.link_mbit_per_s) == (TargetKind.DEDICATED_EXTERNAL, 1000)
    assert (vault.shortest_interval_hours, vault.is_immutable) == (0.25, True)
    assert (vault.copies_to, vault.serves) == ("Cloud", ("North",))
    assert (vault.supported_options, vault.exists) == ((Option.GUEST_REPLICATION,), False)
    assert vault.is_to_build
    assert (cloud.copies_to, cloud.exists, cloud.is_to_build) == (None, True, False)
    places = codes(found)
    assert ("Targets!B4", Code.CHOICE_UNKNOWN) in places
    assert ("Targets!B4 and B5", Code.TARGET_WITHOUT_KIND) in places
    assert [code for _, code in places].count(Code.NAME_UNKNOWN) == 2
    assert "Is 'Vault' meant?" in next(
        item.remedy for item in found.findings if "Vualt" in item.problem
    )


def test_without_targets_one_of_each_kind_on_offer_is_assumed() -> None:
    found = reading(SHOP, Hubs=[NORTH])

    assert found.portfolio is not None
    targets = found.portfolio.landscape.targets
    offered = [entry.id for entry in found.catalogue.targets if entry.defaults.is_offered]
    assert [target.kind for target in targets] == offered
    assert all(target.is_to_build for target in targets)
    assert finding(found, Code.TARGETS_ASSUMED).place == "file"


def test_distance_risk_profile_and_full_copies_of_a_target_are_read() -> None:
    found = portfolio(
        SHOP,
        Hubs=[NORTH],
        Targets=[
            {
                "target": "Vault",
                "kind": "dedicated-external",
                "distance_km": "95 km",
                "has_own_risk_profile": "Yes",
                "full_interval_hours": "1 week",
            },
            {"target": "Other", "kind": "dedicated-external"},
        ],
    )

    vault, other = found.landscape.targets
    assert (vault.distance_km, vault.has_own_risk_profile) == (95.0, True)
    assert vault.full_interval_hours == 168.0
    assert (other.distance_km, other.has_own_risk_profile) == (None, None)
    assert other.full_interval_hours is None
