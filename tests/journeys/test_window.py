"""One window: its name outlives a refresh, and its grid takes a block of a spreadsheet."""

from playwright.sync_api import Browser, Locator, expect

from tests.journeys.driver import Driver
from tests.journeys.test_upload_to_plan import cell

BLOCK = "Eve\tMinor\t90 min\nBob\tImportant\t2\n\tNot a tier\t1 d\n"


def name_of(driver: Driver) -> Locator:
    """The name under which a window writes."""
    return driver.page.locator(".st-key-person button").first


def paste(driver: Driver, column: str, row: int, text: str) -> None:
    """Paste what was copied elsewhere, with its upper left corner in a cell of the grid."""
    driver.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    driver.page.evaluate("text => navigator.clipboard.writeText(text)", text)
    wanted = cell(driver, column, row)
    frame = driver.page.locator(".st-key-sheet-portfolio [data-testid=stDataFrame]")
    frame.scroll_into_view_if_needed()
    driver.page.wait_for_timeout(300)
    box = frame.bounding_box()
    assert box is not None
    driver.page.mouse.click(box["x"] + 20, box["y"] + 35 * (row + 1.5))
    expect(cell(driver, "Application", row)).to_have_attribute("aria-selected", "true")
    for _ in range(int(wanted.get_attribute("aria-colindex") or 1) - 1):
        driver.page.keyboard.press("ArrowRight")
    expect(wanted).to_have_attribute("aria-selected", "true")
    driver.page.keyboard.press("Control+v")
    driver.settle()


def test_a_block_pasted_into_the_grid_is_saved_as_one_change(driver: Driver) -> None:
    driver.open()
    driver.load_sample()
    before = [cell(driver, "Owner", row).text_content() for row in range(4)]
    paste(driver, "Owner", 0, BLOCK)
    driver.refresh()
    for row, (owner, tier, rto) in enumerate(line.split("\t") for line in BLOCK.splitlines()):
        expect(cell(driver, "Owner", row)).to_have_text(owner)
        expect(cell(driver, "Criticality", row)).to_have_text(tier)
        expect(cell(driver, "RTO (h)", row)).to_have_text(rto)
    expect(cell(driver, "Owner", 3)).to_have_text(before[3] or "")

    driver.page.get_by_role("button", name="Undo").click()
    driver.settle()
    for row in range(4):
        expect(cell(driver, "Owner", row)).to_have_text(before[row] or "")


def test_the_name_stays_with_its_window_and_goes_nowhere_else(
    driver: Driver, browser: Browser
) -> None:
    driver.open()
    driver.load_sample()
    name_of(driver).click()
    driver.write("Your name", "Ann Other")
    driver.page.keyboard.press("Escape")
    driver.refresh()
    expect(name_of(driver)).to_contain_text("Ann Other")

    # Whoever is sent the link writes under a name of their own.
    other = Driver(browser, driver.url, size=driver.size)
    other.page.goto(driver.page.url)
    other.settle()
    other.page.wait_for_timeout(500)
    expect(name_of(other)).to_be_visible()
    expect(name_of(other)).not_to_contain_text("Ann Other")
    other.close()
    assert other.complaints == []
