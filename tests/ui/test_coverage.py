"""The Coverage page: the finding in words, the counts, the map, and the way to a workload."""

import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from bcdr.intake import read_workbook
from bcdr.report.sections.summary import headline
from bcdr.report.sections.tallies import tally
from bcdr.store import Store
from bcdr.study import run_study
from tests.ui.conftest import NOW
from tests.ui.running import faults, in_address, review_id, show, title, upload, words
from tests.ui.test_portfolio import edit
from tests.ui.workbooks import HEADERS, HOSTILE_NAME, five_applications, workbook


def spec(app: AppTest, number: int) -> dict:
    return json.loads(app.get("plotly_chart")[number].proto.spec)


def test_without_a_review_it_says_where_to_begin(app: AppTest) -> None:
    show(app, "coverage")
    assert faults(app) == []
    assert title(app) == "No review is open"
    assert [link.proto.label for link in app.get("page_link")] == ["Go to Reviews"]


def test_the_headline_is_what_the_study_finds(five: AppTest) -> None:
    reading = read_workbook(five_applications(), name="five.xlsx", as_of=NOW.date())
    study = run_study(reading.portfolio, reading.settings, reading.catalogue)
    expected = headline(tally(study.coverage_table().to_dict("records")))
    show(five, "coverage")
    assert faults(five) == []
    assert title(five) == expected


def test_the_legend_says_what_every_state_means(five: AppTest) -> None:
    said = words(show(five, "coverage"))
    assert "? unknown\nAn input is missing, so nothing can be promised." in said
    assert "No copy survives" in said


def test_the_map_has_both_panels_in_the_same_order(five: AppTest) -> None:
    drawn = spec(show(five, "coverage"), 1)
    maps = [trace for trace in drawn["data"] if trace["type"] == "heatmap"]
    assert len(maps) == 2
    assert len(drawn["layout"]["yaxis"]["ticktext"]) == 6
    assert len({len(one["text"]) for one in maps}) == 1


def test_names_in_charts_stay_text(five: AppTest) -> None:
    labels = spec(show(five, "coverage"), 1)["layout"]["yaxis"]["ticktext"]
    hostile = next(label for label in labels if "Bold" in label)
    assert hostile.startswith("&lt;b&gt;Bold&lt;/b&gt; &amp; &#37;{x} &#36;a&#36;")


def test_the_order_can_be_by_name(five: AppTest) -> None:
    show(five, "coverage")
    five.segmented_control(key="coverage_order").set_value("By name").run()
    labels = spec(five, 1)["layout"]["yaxis"]["ticktext"]
    assert labels[1:] == ["Archive", "Order desk / Database", "Order desk / Web tier", "Payroll",
                          "Sandbox"]  # fmt: skip


def test_long_lists_come_in_pages_of_forty(app: AppTest) -> None:
    rows = [(f"Application {number:03}", "Ana") for number in range(95)]
    upload(app, "many.xlsx", workbook(rows, ["Application", "Owner"]))
    show(app, "coverage")
    assert len(spec(app, 1)["layout"]["yaxis"]["ticktext"]) == 40
    app.session_state["coverage_page"] = 3
    app.run()
    assert len(spec(app, 1)["layout"]["yaxis"]["ticktext"]) == 15


def test_a_click_shows_what_is_behind_a_cell_and_leads_to_the_workload(five: AppTest) -> None:
    show(five, "coverage")
    five.segmented_control(key="coverage_order").set_value("By name").run()
    scenarios = 7
    cell = 2 * 2 * scenarios + 0  # third row, today, first scenario
    five.session_state["coverage_map"] = {"selection": {"points": [{"customdata": cell}]}}
    five.run()
    assert faults(five) == []
    assert "Order desk / Database, data deleted or corrupted, today" in words(five)
    assert in_address(five, "workload") == "order-desk--database"
    assert "Show this workload" in [link.proto.label for link in five.get("page_link")]


@pytest.mark.parametrize(
    "selection",
    [
        {"selection": {"points": []}},
        {"selection": {"points": [{"customdata": 10_000_000}]}},
        {"selection": {"points": [{"customdata": -1}]}},
        {"selection": {"points": [{"customdata": "<b>"}]}},
        {"selection": None},
    ],
)
def test_a_selection_that_is_no_cell_shows_nothing(five: AppTest, selection: dict) -> None:
    show(five, "coverage")
    five.session_state["coverage_map"] = selection
    five.run()
    assert faults(five) == []
    assert "No cell is chosen." in words(five)


def test_the_scope_in_the_address_holds(five: AppTest) -> None:
    five.multiselect(key="owner").set_value(["Bo"]).run()
    show(five, "coverage")
    assert "of 2 workloads" in title(five)
    again = AppTest.from_file(five._script_path, default_timeout=60)
    again.query_params = five.query_params
    again.run()
    show(again, "coverage")
    assert "of 2 workloads" in title(again)


def test_a_scope_that_names_nobody_in_the_list_is_forgotten(five: AppTest) -> None:
    again = AppTest.from_file(five._script_path, default_timeout=60)
    again.query_params = {**five.query_params, "owner": ["Nobody", "Bo"]}
    again.run()
    assert again.multiselect(key="owner").value == ["Bo"]


def test_an_empty_scope_says_what_to_do(five: AppTest) -> None:
    five.multiselect(key="owner").set_value(["Bo"]).run()
    five.multiselect(key="environment").set_value(["test"]).run()
    show(five, "coverage")
    assert faults(five) == []
    assert title(five) == "No workload is in the scope you chose"


def test_a_list_of_one_row_is_shown(app: AppTest) -> None:
    upload(app, "one.xlsx", workbook([("Alone", *[""] * (len(HEADERS) - 1))]))
    show(app, "coverage")
    assert faults(app) == []
    assert title(app).startswith("0 of 1 workload")


def test_the_hostile_name_is_words_where_it_is_shown(five: AppTest, database: Store) -> None:
    records = database.state(review_id(five)).tables[0].records
    five.session_state["workload"] = next(one.id for one in records if "bold" in one.id)
    assert title(show(five, "workshop")) == HOSTILE_NAME


@pytest.mark.parametrize("group", ["Criticality", "Owner", "Business unit", "Application"])
def test_coverage_is_counted_by_group(five: AppTest, group: str) -> None:
    page = part(five, "By group")
    page.segmented_control(key="coverage_group").set_value(group).run()
    assert faults(page) == []
    said = words(page)
    assert f"{group}: least is covered for" in said
    assert re.search(r"\n\d → \d of \d\n", said)


def test_a_mark_over_the_gap_line_leads_to_its_workload(five: AppTest) -> None:
    page = part(five, "Gaps over objectives")
    assert faults(page) == []
    assert re.search(r"Today: \d+ of \d+ workloads? (is|are) back too late", words(page))
    page.session_state["coverage_gaps"] = {"selection": {"points": [{"customdata": 2}]}}
    page.run()
    assert faults(page) == []
    assert in_address(page, "workload") == "payroll"
    assert "Show this workload" in [link.proto.label for link in page.get("page_link")]


def test_where_recovery_runs_is_a_flow_for_each_scenario(five: AppTest) -> None:
    page = part(five, "Where recovery runs")
    assert faults(page) == []
    assert re.search(r"\d of 6 workloads (run again at|does not come back)", words(page))
    drawn = spec(page, 1)["data"][0]
    assert drawn["type"] == "sankey"
    assert len(drawn["link"]["source"]) == len(drawn["link"]["value"])


def test_a_list_without_an_application_is_said(app: AppTest, database: Store) -> None:
    upload(app, "one.xlsx", workbook([("Alone", "Ana")], ["Application", "Owner"]))
    edit(database, review_id(app), "alone", "application", "")
    show(app, "coverage")
    assert faults(app) == []
    assert title(app) == "There is no application to judge yet"
    show(app, "portfolio")
    assert faults(app) == []


def part(app: AppTest, title: str) -> AppTest:
    """The Coverage page with a tab open, as a link to it would show it."""
    again = AppTest.from_file(app._script_path, default_timeout=60)
    again.query_params = {"review": [review_id(app)], "part": [title]}
    return show(again.run(), "coverage")


def test_the_map_is_drawn_only_where_it_is_looked_at(five: AppTest) -> None:
    assert len(show(five, "coverage").get("plotly_chart")) == 2
    assert len(part(five, "Events").get("plotly_chart")) == 1


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Links and targets", "Bandwidth that would do"),
        ("Recovery places", "Everything that one event hits recovers at once"),
        ("Events", "events a year are to be expected"),
        ("Missing inputs", "Who answers for it"),
    ],
)
def test_what_exists_only_together_has_a_tab(five: AppTest, title: str, said: str) -> None:
    page = part(five, title)
    assert faults(page) == []
    assert said in words(page)
    assert in_address(page, "part") == title


def test_the_inputs_that_weigh_most_name_who_answers_for_them(five: AppTest) -> None:
    said = words(part(five, "Missing inputs"))
    assert re.search(r"\d+ inputs are missing; \d+ of them leaves? binding scenarios unknown", said)
    assert {"Ana", "Bo"} & set(said.splitlines())
    assert "nobody is named" not in said.splitlines()


def test_what_one_event_costs_stands_today_beside_the_plan(five: AppTest) -> None:
    said = words(part(five, "Events"))
    assert said.count("Cost of one event") == 2
    assert "MTD broken" in said
