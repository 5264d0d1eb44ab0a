"""A list of thirty thousand: what is done is said, and nobody is held up until it is done."""

import re
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.journeys.driver import WAIT_MILLISECONDS, Driver
from tests.ui.workbooks import applications

MANY = 30_000
LONG = 3 * WAIT_MILLISECONDS


def card(driver: Driver) -> Locator:
    """What stands on the screen while work takes long."""
    return driver.page.locator("[class*=st-key-waiting-]")


def click_on(driver: Driver, page: str) -> None:
    """Go to a page without waiting for it."""
    driver.page.get_by_test_id("stTopNavLink").filter(has_text=page).click()


def hear_how_far(driver: Driver) -> None:
    """Wait until it is said how many workloads are done."""
    expect(card(driver)).to_contain_text(re.compile(rf"of {MANY:,} workloads"), timeout=LONG)


def objective(driver: Driver, text: str) -> None:
    """Ask for an RTO, and do not wait for what comes of it."""
    field = driver.page.get_by_label("RTO", exact=True)
    field.fill(text)
    field.press("Enter")


def test_a_long_study_is_seen_stopped_and_overtaken(driver: Driver, tmp_path: Path) -> None:
    file = tmp_path / "many.xlsx"
    file.write_bytes(applications(MANY))
    driver.open()
    driver.page.locator("input[type=file]").first.set_input_files(file)
    driver.page.wait_for_url("**/portfolio?review=**", timeout=LONG)
    # The list itself waits for no study.
    driver.find(f"{MANY:,} applications")

    click_on(driver, "Workshop")
    hear_how_far(driver)
    card(driver).get_by_role("button", name="Stop").click()
    driver.see("The judging was stopped")
    expect(card(driver)).to_have_count(0)
    driver.go("Landscape")
    expect(driver.page.get_by_test_id("stAlert")).to_have_count(0)

    driver.go("Workshop")
    driver.page.get_by_role("button", name="Judge it now").click()
    hear_how_far(driver)
    # Another page can be looked at meanwhile.
    click_on(driver, "Portfolio")
    driver.find(f"{MANY:,} applications")
    click_on(driver, "Workshop")
    driver.page.get_by_label("RTO", exact=True).wait_for(timeout=LONG)

    # A second change does not wait for the study of the first, and is no conflict with it.
    objective(driver, "5 h")
    hear_how_far(driver)
    objective(driver, "7 h")
    saved = driver.page.get_by_test_id("stAlert").filter(has_text="RTO is now '7 h'. Saved.")
    saved.wait_for(timeout=LONG)
    hear_how_far(driver)
    card(driver).get_by_role("button", name="Stop").click()
    driver.see("The judging was stopped")
    driver.go("Reviews")
    driver.tab("Log")
    rows = driver.page.locator("table.b-table").last.locator("tbody tr")
    expect(rows).to_have_count(2)
    for row, (before, after) in enumerate((("5 h", "7 h"), ("1 h", "5 h"))):
        cells = rows.nth(row).locator("th, td")
        expect(cells.nth(4)).to_have_text(before)
        expect(cells.nth(5)).to_have_text(after)
