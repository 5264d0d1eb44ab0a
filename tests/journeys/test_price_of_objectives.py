"""The workshop in a real browser: what objectives cost, taking others, and every tab looked at."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.driver import Driver
from tests.ui.workbooks import five_applications

REST = (
    *("Recovery", "Copies", "Cost", "Rules", "What would change it", "Why", "Options"),
    "Today and plan",
)


@pytest.fixture
def five(tmp_path: Path) -> Path:
    file = tmp_path / "five applications.xlsx"
    file.write_bytes(five_applications())
    return file


def test_objectives_are_priced_taken_and_kept_over_a_refresh(driver: Driver, five: Path) -> None:
    driver.open()
    driver.upload(five)
    driver.see("5 applications")
    driver.go("Workshop")
    driver.see("Order desk / Database")

    driver.tab("Price of objectives")
    expect(driver.page.get_by_text("Asked for now:")).to_be_visible()
    click_cell(driver, rto="14 d", rpo="7 d")
    expect(driver.page.get_by_text("Chosen:")).to_be_visible()
    driver.page.get_by_role("button", name="Take RTO 14 d and RPO 7 d").click()
    driver.hear("RTO 14 d and RPO 7 d are now asked for Order desk / Database. Saved")
    expect(driver.page.get_by_label("RTO", exact=True)).to_have_value("14 d")

    driver.refresh()
    expect(driver.page.get_by_role("tab", name="Price of objectives")).to_have_attribute(
        "aria-selected", "true"
    )
    expect(driver.page.get_by_label("RPO", exact=True)).to_have_value("7 d")

    for title in REST:
        driver.tab(title)
        expect(driver.page.get_by_test_id("stTabs").locator("h2, .b-steps").first).to_be_visible()

    driver.go("Portfolio")
    driver.page.get_by_role("button", name="Undo").click()
    driver.settle()
    driver.go("Workshop")
    expect(driver.page.get_by_label("RTO", exact=True)).to_have_value("8 h")
    expect(driver.page.get_by_label("RPO", exact=True)).to_have_value("4 h")


def click_cell(driver: Driver, *, rto: str, rpo: str) -> None:
    """Click the cell of an RTO and an RPO in the grid of prices."""
    chart = driver.page.locator(".js-plotly-plot").first
    chart.scroll_into_view_if_needed()
    driver.page.wait_for_timeout(300)
    x, y = chart.evaluate(
        """(chart, [rto, rpo]) => {
            const [layout, box] = [chart._fullLayout, chart.getBoundingClientRect()];
            const place = (axis, words) => axis._offset + axis.d2p(axis.ticktext.indexOf(words));
            return [box.left + place(layout.xaxis, rpo), box.top + place(layout.yaxis, rto)];
        }""",
        [rto, rpo],
    )
    driver.page.mouse.move(x, y)
    driver.page.wait_for_timeout(400)
    driver.page.mouse.click(x, y)
    driver.settle()
