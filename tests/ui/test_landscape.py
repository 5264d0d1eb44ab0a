"""The Landscape page: the drawing, rows described, figures over their defaults, settings."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from bcdr.model.landscape import Hub, Landscape, Target
from bcdr.model.vocabulary import TargetKind
from bcdr.store import Store
from bcdr.ui.landscape_map import landscape_claim, landscape_map
from tests.ui.running import button, faults, review_id, show, title, words
from tests.ui.test_portfolio import plain, popover

LANDSCAPE = Landscape(
    hubs=(Hub(name="North", site="Hamburg"), Hub(name="South", site="Rotterdam")),
    targets=(
        Target(name="Vault", kind=TargetKind.DEDICATED_EXTERNAL, site="Hamburg", copies_to="Cloud",
               link_mbit_per_s=1000.0),
        Target(name="South", kind=TargetKind.SECOND_HUB, hub="South", serves=("North",)),
        Target(name="Cloud", kind=TargetKind.AZURE, region="West", link_mbit_per_s=50.0,
               exists=False),
    ),
)  # fmt: skip


def landscape(app: AppTest, tab: str) -> AppTest:
    app.session_state["sheet"] = tab
    return show(app, "landscape")


def rows(store: Store, app: AppTest, sheet: str) -> list[dict]:
    tables = store.state(review_id(app)).tables
    return [dict(one.cells) for table in tables if table.role == sheet for one in table.records]


def test_a_second_hub_has_one_place_and_links_lead_there() -> None:
    drawn = landscape_map(LANDSCAPE)
    assert [site.title for site in drawn.sites] == ["Hamburg", "Rotterdam", "West"]
    assert [(node.name, node.is_hub) for node in drawn.nodes] == [
        ("North", True), ("Vault", False), ("South", True), ("Cloud", False),
    ]  # fmt: skip
    ways = {(drawn.nodes[one.one].name, drawn.nodes[one.other].name) for one in drawn.links}
    assert ways == {("North", "Vault"), ("South", "Vault"), ("North", "South"),
                    ("North", "Cloud"), ("South", "Cloud"), ("Vault", "Cloud")}  # fmt: skip
    assert [one.is_onward for one in drawn.links].count(True) == 1
    assert drawn.nodes[3].is_to_build


def test_the_claim_names_the_narrowest_link() -> None:
    assert landscape_claim(LANDSCAPE) == (
        "2 Hubs at 2 sites, 3 targets; the narrowest link has 50 Mbit/s, to Cloud"
    )


def test_the_drawing_has_every_hub_and_target(five: AppTest) -> None:
    show(five, "landscape")
    assert faults(five) == []
    assert title(five).startswith("1 Hub at 1 site")
    drawn = json.loads(five.get("plotly_chart")[0].proto.spec)
    said = " ".join(one["text"] for one in drawn["layout"]["annotations"])
    assert "Hub 1" in said
    assert "azure" in said


@pytest.mark.parametrize("tab", ["Hubs", "Targets and links", "Objectives", "Scenarios", "Rules",
                                 "Facts", "Prices", "Assumptions", "Drills",
                                 "Goal and weights"])  # fmt: skip
def test_every_part_can_be_shown(five: AppTest, tab: str) -> None:
    assert faults(landscape(five, tab)) == []


def test_a_column_is_wide_enough_for_its_longest_number(five: AppTest) -> None:
    grid = landscape(five, "Assumptions").data_editor[0]
    width = json.loads(grid.proto.columns)["value"]["width"]
    longest = max(map(len, grid.value["value"].tolist()))
    assert longest > 10
    # A digit takes seven pixels in the table's type.
    assert width > 7 * longest


def test_assumed_targets_become_rows_of_the_review(five: AppTest, database: Store) -> None:
    landscape(five, "Targets and links")
    button(five, "Describe the assumed targets yourself").click().run()
    assert faults(five) == []
    described = rows(database, five, "Targets")
    assert len(described) == 6
    assert {one["exists"] for one in described} == {"No"}
    assert "6 targets described" in words(five)


def test_a_hub_is_added_and_removed(five: AppTest, database: Store) -> None:
    landscape(five, "Hubs")
    popover(five, **{"new-Hubs-hub": "Hub West"})
    five.button(key="add-Hubs-now").click().run()
    assert [one["hub"] for one in rows(database, five, "Hubs")] == ["Hub West"]
    popover(five, **{"removed-Hubs": ["hub-west"]})
    five.button(key="remove-Hubs-now").click().run()
    assert rows(database, five, "Hubs") == []


def test_a_hub_without_a_name_is_not_added(five: AppTest, database: Store) -> None:
    landscape(five, "Hubs")
    five.button(key="add-Hubs-now").click().run()
    assert plain(faults(five)[0]) == "Fill in Hub first."
    assert rows(database, five, "Hubs") == []


def test_a_goal_is_saved_as_it_is_chosen(five: AppTest, database: Store) -> None:
    landscape(five, "Goal and weights")
    next(one for one in five.segmented_control if one.label == "Goal").set_value("lowest-cost")
    five.run()
    assert faults(five) == []
    assert rows(database, five, "Settings") == [{"setting": "goal", "value": "lowest-cost"}]
    assert "The best strategy is that of the lowest cost" in words(five)


def test_weights_and_percentile_are_saved_in_their_units(five: AppTest, database: Store) -> None:
    landscape(five, "Goal and weights")
    next(one for one in five.number_input if one.label == "Cost").set_value(50.0).run()
    label = "Planning percentile (%)"
    next(one for one in five.number_input if one.label == label).set_value(95.0).run()
    assert faults(five) == []
    said = {one["setting"]: one["value"] for one in rows(database, five, "Settings")}
    assert said == {"weight-cost": "50", "planning-percentile": "95"}
    values = {one.label: one.value for one in five.number_input}
    assert (values["Cost"], values[label]) == (50.0, 95.0)
