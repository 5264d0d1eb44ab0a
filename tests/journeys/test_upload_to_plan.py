"""The main job in a real browser: a list in, what is not covered on screen, a plan out."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, expect

from tests.journeys.driver import Driver
from tests.ui.workbooks import HOSTILE_NAME, PICTURE, five_applications

GRID = ".st-key-sheet-portfolio [data-testid=stDataFrame]"


@pytest.fixture
def five(tmp_path: Path) -> Path:
    file = tmp_path / "five applications.xlsx"
    file.write_bytes(five_applications())
    return file


def review_in(address: str) -> str:
    found = re.search(r"review=(\w+)", address)
    return found[1] if found else ""


def cell(driver: Driver, column: str, row: int) -> Locator:
    """A cell of the grid, in the table that stands behind it for screen readers."""
    grid = driver.page.locator(GRID)
    heads = grid.locator("table[role=grid] thead th")
    heads.first.wait_for(state="attached")
    return grid.locator(f"#glide-cell-{heads.all_text_contents().index(column)}-{row}")


def type_into_grid(driver: Driver, column: str, row: int, text: str) -> None:
    """Type into a cell of the grid, which is drawn and has no elements to click."""
    wanted = cell(driver, column, row)
    frame = driver.page.locator(GRID)
    frame.scroll_into_view_if_needed()
    driver.page.wait_for_timeout(300)
    box = frame.bounding_box()
    assert box is not None
    driver.page.mouse.click(box["x"] + 20, box["y"] + 35 * (row + 1.5))
    expect(cell(driver, "Application", row)).to_have_attribute("aria-selected", "true")
    for _ in range(int(wanted.get_attribute("aria-colindex") or 1) - 1):
        driver.page.keyboard.press("ArrowRight")
    expect(wanted).to_have_attribute("aria-selected", "true")
    driver.page.keyboard.press("Enter")
    editor = driver.page.locator("#portal input, #portal textarea").first
    editor.fill(text)
    driver.page.keyboard.press("Enter")
    driver.settle()


def test_the_sample_from_the_first_click_to_the_workbook(driver: Driver, tmp_path: Path) -> None:
    driver.open()
    driver.load_sample()
    review = review_in(driver.page.url)
    assert review
    driver.see("60 applications with 120 workloads")

    driver.go("Coverage")
    driver.find("of 120 workloads")
    claim = driver.title()
    assert re.match(r"\d+ of 120 workloads? meets? every binding objective today;", claim)
    driver.page.locator(".js-plotly-plot .main-svg").first.wait_for()

    driver.refresh()
    assert review_in(driver.page.url) == review
    driver.see(claim)

    driver.go("Workshop")
    assert driver.page.locator(".b-verdict").count() == 1

    driver.go("Report")
    plan = load_workbook(driver.download("xlsx", tmp_path))
    assert {"Summary", "Plan", "Coverage", "Applications"} <= set(plan.sheetnames)


def test_a_file_of_ones_own_with_a_refresh_in_the_middle(
    driver: Driver, five: Path, tmp_path: Path
) -> None:
    driver.open()
    driver.upload(five)
    driver.see("5 applications with 6 workloads")
    review = review_in(driver.page.url)

    type_into_grid(driver, "RTO (h)", 3, "12 h")
    driver.refresh()
    assert review_in(driver.page.url) == review
    expect(cell(driver, "RTO (h)", 3)).to_have_text("12 h")
    assert "'soon'" not in driver.page.locator(".b-findings").first.inner_text()
    type_into_grid(driver, "RTO (h)", 3, "6 h")
    type_into_grid(driver, "Owner", 2, "Eve")
    expect(cell(driver, "RTO (h)", 3)).to_have_text("6 h")
    expect(cell(driver, "Owner", 2)).to_have_text("Eve")
    for _ in range(2):
        driver.page.get_by_role("button", name="Undo").click()
        driver.settle()
    expect(cell(driver, "RTO (h)", 3)).to_have_text("12 h")
    expect(cell(driver, "Owner", 2)).to_have_text("Bo")

    driver.go("Coverage")
    driver.find("of 6 workloads")
    labels = driver.page.locator(".js-plotly-plot .yaxislayer-above text")
    expect(labels.filter(has_text="<b>Bold</b> & %{x} $a$ [l](http")).to_have_count(1)

    driver.go("Workshop")
    driver.page.get_by_label("Application and workload").click()
    driver.page.get_by_role("option").filter(has_text="Bold").click()
    driver.settle()
    driver.see(HOSTILE_NAME)
    driver.refresh()
    driver.see(HOSTILE_NAME)

    driver.go("Report")
    rows = load_workbook(driver.download("xlsx", tmp_path))["Applications"]
    values = [cell.value for row in rows.iter_rows() for cell in row]
    assert "Archive" in values
    assert "12 h" in values


def test_a_click_on_the_map_leads_to_the_workload(driver: Driver, five: Path) -> None:
    driver.open()
    driver.upload(five)
    driver.see("5 applications")
    driver.go("Coverage")
    driver.page.get_by_text("By name", exact=True).click()
    driver.settle()
    chart = driver.page.locator(".js-plotly-plot").nth(1)
    chart.scroll_into_view_if_needed()
    driver.page.wait_for_timeout(300)
    x, y = chart.evaluate(
        """chart => {
            const [layout, box] = [chart._fullLayout, chart.getBoundingClientRect()];
            return [box.left + layout.xaxis2._offset + layout.xaxis2.d2p(4),
                    box.top + layout.yaxis._offset + layout.yaxis.d2p(4)];
        }"""
    )
    driver.page.mouse.move(x, y)
    driver.page.wait_for_timeout(400)
    driver.page.mouse.click(x, y)
    driver.page.locator(".b-cell").wait_for()
    assert "Payroll, a site is lost, with the plan" in driver.page.locator(".b-cell").inner_text()
    driver.page.get_by_role("link", name="Show this workload").click()
    driver.page.locator(".b-verdict").wait_for()
    driver.settle()
    driver.see("Payroll")


def test_the_scope_holds_on_every_page_and_over_a_refresh(driver: Driver, five: Path) -> None:
    driver.open()
    driver.upload(five)
    driver.see("5 applications")
    driver.page.get_by_role("button", name="Scope: everything").click()
    driver.page.get_by_label("Owner").click()
    driver.page.get_by_role("option", name="Bo", exact=True).click()
    driver.page.keyboard.press("Escape")
    driver.page.keyboard.press("Escape")
    driver.settle()
    expect(driver.page.get_by_text("The rows in scope: 2 of 6.")).to_be_visible()
    expect(cell(driver, "Application", 0)).to_have_text("Payroll")
    expect(cell(driver, "Application", 1)).to_have_text("Archive")
    expect(cell(driver, "Application", 2)).to_have_count(0)
    driver.go("Coverage")
    driver.find("of 2 workloads")
    driver.refresh()
    driver.find("of 2 workloads")


def test_going_back_in_the_browser_goes_back(driver: Driver, five: Path) -> None:
    driver.open()
    driver.upload(five)
    driver.see("5 applications")
    driver.go("Coverage")
    driver.go("Workshop")
    seen = set()
    for _ in range(6):
        driver.page.go_back()
        driver.settle()
        seen.add(driver.page_name())
        if driver.page_name() == "Portfolio":
            break
    assert seen >= {"Coverage", "Portfolio"}


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("picture.xlsx", PICTURE, "'picture.xlsx' is a PNG picture, not a spreadsheet"),
        ("empty.xlsx", b"", "'empty.xlsx' is empty."),
    ],
)
def test_a_file_that_is_no_list_gets_a_sentence(
    driver: Driver, five: Path, tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    bad = tmp_path / name
    bad.write_bytes(content)
    driver.open()
    driver.upload(bad)
    driver.hear(sentence)
    assert "Traceback" not in driver.page.content()
    driver.upload(five)
    driver.see("5 applications")
    review = review_in(driver.page.url)
    driver.begin_another()
    driver.upload(bad)
    driver.hear(sentence)
    driver.go("Portfolio")
    driver.see("5 applications")
    assert review_in(driver.page.url) == review
