"""The Workshop page: verdict, objectives, strategies, refusals, and why a number is so."""

import json
import re

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextInput

from bcdr.evaluate.recording import QUANTITIES
from bcdr.store import Store
from bcdr.ui.state import chart_key
from tests.ui.running import faults, html, in_address, review_id, show, title, upload, words
from tests.ui.workbooks import workbook

DATABASE = "order-desk--database"


def opened(app: AppTest, workload_id: str = DATABASE, view: str = "") -> AppTest:
    """The page of a workload with a tab open, as a link to it would show it."""
    again = AppTest.from_file(app._script_path, default_timeout=60)
    asked = {"review": [review_id(app)], "workload": [workload_id]}
    again.query_params = {**asked, "view": [view]} if view else asked
    return show(again.run(), "workshop")


def test_the_workload_in_the_address_is_shown(five: AppTest) -> None:
    page = opened(five)
    assert faults(page) == []
    assert title(page) == "Order desk / Database"


def test_a_workload_that_is_not_there_gives_the_first(five: AppTest) -> None:
    page = opened(five, "nobody")
    assert faults(page) == []
    assert title(page) == "Order desk / Database"
    assert in_address(page, "workload") == DATABASE


def test_the_verdict_is_said_with_its_reason(five: AppTest) -> None:
    said = html(opened(five))
    assert re.search(r'class="b-verdict b-[a-z-]+">(Its objectives|What it has|Not known)', said)


def test_every_scenario_stands_today_beside_the_plan(five: AppTest) -> None:
    said = html(opened(five))
    table = said[said.index("Coverage, recovery time and data loss") :]
    body = table[table.index("<tbody>") : table.index("</tbody>")]
    assert body.count("<tr>") == 7
    assert body.count("b-state") == 14


def test_a_change_of_an_objective_is_saved_and_judged_at_once(
    five: AppTest, database: Store
) -> None:
    page = opened(five)
    assert rto(page).value == "8 h"
    rto(page).set_value("20 d").run()
    assert faults(page) == []
    assert [info.value for info in page.info] == [r"RTO is now \'20 d\'\. Saved\."]
    record = next(
        one for one in database.state(review_id(page)).tables[0].records if one.id == DATABASE
    )
    assert record.get("rto_hours") == "20 d"
    assert "\n20 d\n" in words(page)


def test_an_objective_that_cannot_be_read_is_kept_and_named(five: AppTest, database: Store) -> None:
    page = opened(five)
    next(one for one in page.text_input if one.label == "RPO").set_value("as little").run()
    assert faults(page) == []
    (said,) = (one.value for one in page.warning)
    assert "as little" in said
    assert "read as blank" in said
    assert "'as little'" in words(show(page, "portfolio"))
    next(one for one in opened(page).text_input if one.label == "RPO").set_value("4 h").run()
    assert not page.warning


def test_what_a_row_inherits_is_said_in_the_control(app: AppTest) -> None:
    rows = [("Order desk", "", "8 h"), ("Order desk", "Database", ""), ("Payroll", "", "")]
    upload(app, "own.xlsx", workbook(rows, ["Application", "Workload", "RTO"]))
    inherited = rto(opened(app))
    assert (inherited.value, inherited.placeholder) == ("", "8 h, inherited")
    blank = rto(opened(app, "payroll"))
    assert (blank.value, blank.placeholder) == ("", "not given")


def test_the_points_of_the_parts_are_shown_with_the_score(five: AppTest) -> None:
    said = html(opened(five, view="Options"))
    bars = re.findall(r'class="b-bar" title="([^"]+)"', said)
    assert bars
    scores = re.findall(r'<td class="b-number">(?:at least )?(\d+)</td><td class=', said)
    for bar, score in zip(bars, scores, strict=False):
        points = sum(map(int, re.findall(r"(\d+) points", bar)))
        assert abs(points - int(score)) <= 2  # four numbers and their sum, each rounded


def test_refused_options_are_listed_when_they_are_asked_for(five: AppTest) -> None:
    page = opened(five, view="Options")
    assert "b-refused" not in html(page)
    page.session_state["refused_open"] = True
    page.run()
    assert faults(page) == []
    said = words(page)
    assert "Disk snapshot of the running VM" in said
    assert "What would help" in said


def test_a_number_is_explained_step_by_step(five: AppTest) -> None:
    page = opened(five, view="Why")
    assert faults(page) == []
    steps = re.findall(r"<li>.*?</li>", html(page))
    assert len(steps) >= 2
    assert "b-formula" in steps[-1]


def test_the_choice_follows_to_the_next_visit(five: AppTest) -> None:
    show(five, "workshop")
    five.selectbox(key="workshop_choice").select("payroll").run()
    assert title(five) == "Payroll"
    show(five, "coverage")
    show(five, "workshop")
    assert title(five) == "Payroll"


def rto(app: AppTest) -> TextInput:
    return next(one for one in app.text_input if one.label == "RTO")


def prices(app: AppTest) -> AppTest:
    return opened(app, view="Price of objectives")


def clicked(page: AppTest, number: int) -> AppTest:
    """The page after a click on a cell of the grid of prices."""
    key = chart_key("prices", review_id(page), DATABASE, revision=0)
    page.session_state[key] = {"selection": {"points": [{"customdata": number}]}}
    return page.run()


def test_only_the_tab_that_is_open_is_computed(five: AppTest) -> None:
    assert not opened(five).get("plotly_chart")
    assert len(prices(five).get("plotly_chart")) == 2


def test_the_tab_in_the_address_stays_open_for_the_next_workload(five: AppTest) -> None:
    page = opened(five, view="Copies")
    assert "Can it be used when ..." in words(page)
    page.selectbox(key="workshop_choice").select("payroll").run()
    assert faults(page) == []
    assert in_address(page, "view") == "Copies"
    assert "Can it be used when ..." in words(page)


def test_a_tab_that_is_not_there_gives_the_first(five: AppTest) -> None:
    page = opened(five, view="<b>Nothing</b>")
    assert faults(page) == []
    assert re.search(r"Covered in \d of \d scenarios today, in \d with the plan", words(page))


@pytest.mark.parametrize("view", ["Options", "Price of objectives", "What would change it",
                                  "Copies", "Cost", "Rules", "Why"])  # fmt: skip
@pytest.mark.parametrize("workload_id", [DATABASE, "archive", "sandbox"])
def test_every_tab_can_be_shown_for_every_kind_of_workload(
    five: AppTest, view: str, workload_id: str
) -> None:
    page = opened(five, workload_id, view)
    assert faults(page) == []
    assert in_address(page, "view") == view
    assert title(page)


def test_the_present_objectives_are_what_is_shown_before_a_click(five: AppTest) -> None:
    said = words(prices(five))
    assert "Asked for now:" in said
    assert "RTO 8 h and RPO 4 h" in said


def test_a_click_shows_what_other_objectives_cost_and_offers_to_take_them(
    five: AppTest, database: Store
) -> None:
    page = prices(five)
    before = database.state(review_id(page)).revision
    # The last cell is the loosest of the grid: two weeks and a week.
    grid = json.loads(page.get("plotly_chart")[0].proto.spec)["layout"]
    count = len(grid["xaxis"]["ticktext"]) * len(grid["yaxis"]["ticktext"])
    page = clicked(page, count - 1)
    assert faults(page) == []
    assert "Chosen:" in words(page)
    page.button(key="take_objectives").click().run()
    assert faults(page) == []
    assert rto(page).value == "14 d"
    assert next(one for one in page.text_input if one.label == "RPO").value == "7 d"
    assert "RTO 14 d and RPO 7 d cost at least" in words(page)
    edits = database.edits(review_id(page))[before:]
    assert {(edit.field, edit.before, edit.after) for edit in edits} == {
        ("rto_hours", "8 h", "14 d"), ("rpo_hours", "4 h", "7 d"),
    }  # fmt: skip
    assert len({edit.batch for edit in edits}) == 1  # one step back undoes both


def test_a_cell_that_nothing_meets_gives_the_reason_and_no_offer(five: AppTest) -> None:
    page = clicked(prices(five), 0)
    assert faults(page) == []
    assert "Nothing meets RTO 15 min and RPO 5 min" in words(page)
    assert not [button for button in page.button if button.key == "take_objectives"]


@pytest.mark.parametrize("number", [-1, 10**6])
def test_a_click_beside_the_grid_shows_the_present_objectives(five: AppTest, number: int) -> None:
    page = clicked(prices(five), number)
    assert faults(page) == []
    assert "Asked for now:" in words(page)


def test_a_number_that_changes_the_recommendation_stands_on_its_range(five: AppTest) -> None:
    page = opened(five, view="What would change it")
    assert faults(page) == []
    said = html(page)
    assert re.search(r"\d+ of \d+ numbers could change the recommendation", said)
    bars = re.findall(r'aria-label="from ([^"]+) to ([^"]+)"', said)
    assert bars
    assert said.count('class="b-now"') == said.count('class="b-flip"') == len(bars)


def test_the_blank_that_tells_most_is_filled_in_where_it_is_named(
    five: AppTest, database: Store
) -> None:
    page = opened(five, view="What would change it")
    assert "What would tell most:" in words(page)
    control = next(one for one in page.text_input if (one.key or "").startswith("missing-"))
    control.set_value("7").run()
    assert faults(page) == []
    assert [info.value.endswith(r"Saved\.") for info in page.info] == [True]
    (edit,) = database.edits(review_id(page))
    assert (edit.table, edit.row_id, edit.after) == ("Applications", DATABASE, "7")


def test_what_nobody_states_is_asked_for_and_never_passes(five: AppTest, database: Store) -> None:
    page = opened(five, view="Rules")
    said = words(page)
    assert "No clause and no rule of corporate policy is stated to apply" in said
    assert "What you have to state" in said
    page.multiselect[-2].set_value(["NIS2"])
    next(button for button in page.button if button.label == "Save").click().run()
    assert faults(page) == []
    assert database.edits(review_id(page))[-1].after == "NIS2"
    assert re.search(r"clauses? (is|are) unknown with the plan", words(page))


def test_a_kind_of_entity_is_a_setting_of_the_whole_review(five: AppTest, database: Store) -> None:
    page = opened(five, view="Rules")
    page.multiselect[-1].set_value(["bank"])
    [button for button in page.button if button.label == "Save"][-1].click().run()
    assert faults(page) == []
    written = {(edit.table, edit.field): edit.after for edit in database.edits(review_id(page))}
    assert written == {("Settings", "setting"): "entity-types", ("Settings", "value"): "bank"}


def test_a_copy_says_in_words_where_it_can_be_used(five: AppTest) -> None:
    said = words(opened(five, view="Copies"))
    assert re.search(r"\d cop(y|ies) with the plan", said)
    assert {"● yes", "? unknown"} <= set(said.splitlines())


def test_the_outlay_is_the_sum_of_its_components(five: AppTest) -> None:
    said = html(opened(five, view="Cost"))
    body = said[said.index("Components of the outlay with the plan") :]
    amounts = re.findall(
        r'<td class="b-number">(?:<b>)?USD ([\d,.]+)', body[: body.index("</tbody>")]
    )
    *parts, total = [float(amount.replace(",", "")) for amount in amounts]
    assert abs(sum(parts) - total) <= 0.5 * len(parts)


def test_every_registered_quantity_and_scenario_can_be_asked_for(five: AppTest) -> None:
    page = opened(five, view="Why")
    asked = {one.label: one.options for one in page.selectbox}
    assert len(asked["Number"]) == len(QUANTITIES)
    assert len(asked["Scenario"]) == 7
    assert asked["Strategy"][:2] == ["Recommended", "Today"]
    assert len(asked["Strategy"]) > 2


def test_every_time_says_what_it_rests_on(five: AppTest) -> None:
    said = html(opened(five))
    table = said[said.index("Coverage, recovery time and data loss") :]
    body = table[: table.index("</tbody>")]
    times = re.findall(
        r'<td class="b-number"><div>[^<]+</div><div class="b-small"[^>]*>(\w+)', body
    )
    assert times
    assert set(times) <= {"proven", "modelled", "claimed"}


def test_a_circle_of_dependencies_is_told_with_the_way_out(app: AppTest) -> None:
    rows = [("First", "4 h", "Second"), ("Second", "4 h", "First"), ("Alone", "4 h", "")]
    upload(app, "circle.xlsx", workbook(rows, ["Application", "RTO", "Depends on"]))
    said = words(opened(app, "first"))
    assert "A circle: First → Second → First." in said
    assert "Take one out of the column Depends on" in said
    assert "A circle" not in words(opened(app, "alone"))


def test_a_dependency_that_holds_it_up_is_told_with_the_gap(app: AppTest) -> None:
    columns = ["Application", "RTO", "RPO", "Data (GB)", "Depends on"]
    rows = [("Shop", "4 h", "24 h", 10, "Archive"), ("Archive", "5 d", "24 h", 90_000, "")]
    upload(app, "slow.xlsx", workbook(rows, columns))
    page = opened(app, "shop")
    assert faults(page) == []
    said = words(page)
    assert re.search(r"1 dependency is slower than what waits for it", said)
    assert "What would close the gap" in said
