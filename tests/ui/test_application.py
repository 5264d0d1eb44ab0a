"""The Application page: verdict, objectives, strategies, refusals, and why a number is so."""

import re

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextInput

from bcdr.store import Store
from tests.ui.running import faults, html, in_address, review_id, show, title, upload, words
from tests.ui.workbooks import workbook

DATABASE = "order-desk--database"


def opened(app: AppTest, workload_id: str = DATABASE) -> AppTest:
    """The page of a workload, as a link to it would show it."""
    again = AppTest.from_file(app._script_path, default_timeout=60)
    again.query_params = {"review": [review_id(app)], "workload": [workload_id]}
    return show(again.run(), "application")


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
    assert "'as little'" in words(show(page, "portfolio"))


def test_what_a_row_inherits_is_said_in_the_control(app: AppTest) -> None:
    rows = [("Order desk", "", "8 h"), ("Order desk", "Database", ""), ("Payroll", "", "")]
    upload(app, "own.xlsx", workbook(rows, ["Application", "Workload", "RTO"]))
    inherited = rto(opened(app))
    assert (inherited.value, inherited.placeholder) == ("", "8 h, from the application's own row")
    blank = rto(opened(app, "payroll"))
    assert (blank.value, blank.placeholder) == ("", "not given")


def test_the_points_of_the_parts_are_shown_with_the_score(five: AppTest) -> None:
    said = html(opened(five))
    bars = re.findall(r'class="b-bar" title="([^"]+)"', said)
    assert bars
    scores = re.findall(r'<td class="b-number">(?:at least )?(\d+)</td><td class=', said)
    for bar, score in zip(bars, scores, strict=False):
        points = sum(map(int, re.findall(r"(\d+) points", bar)))
        assert abs(points - int(score)) <= 2  # four numbers and their sum, each rounded


def test_refused_options_are_listed_when_they_are_asked_for(five: AppTest) -> None:
    page = opened(five)
    assert "b-refused" not in html(page)
    page.session_state["refused_open"] = True
    page.run()
    assert faults(page) == []
    said = words(page)
    assert "Disk snapshot of the running VM" in said
    assert "What would help" in said


def test_a_number_is_explained_step_by_step(five: AppTest) -> None:
    page = opened(five)
    page.session_state["explained_open"] = True
    page.run()
    assert faults(page) == []
    steps = re.findall(r"<li>.*?</li>", html(page))
    assert len(steps) >= 2
    assert "b-formula" in steps[-1]


def test_the_choice_follows_to_the_next_visit(five: AppTest) -> None:
    show(five, "application")
    five.selectbox(key="application_choice").select("payroll").run()
    assert title(five) == "Payroll"
    show(five, "coverage")
    show(five, "application")
    assert title(five) == "Payroll"


def rto(app: AppTest) -> TextInput:
    return next(one for one in app.text_input if one.label == "RTO")
