"""A register as people keep it, in a real browser: read, corrected, asked about, and planned."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, expect

from bcdr.model.questionnaire import QUESTION_HEADINGS
from tests.journeys.driver import Driver
from tests.ui.messy import messy_register


@pytest.fixture
def register(tmp_path: Path) -> Path:
    file = tmp_path / "register.xlsx"
    file.write_bytes(messy_register())
    return file


def open_part(driver: Driver, title: str) -> Locator:
    """Open a part of the page that is folded, and say where it is."""
    head = driver.page.locator("summary", has_text=title).first
    head.scroll_into_view_if_needed()
    head.click()
    driver.settle()
    return driver.page.get_by_test_id("stExpander").filter(has=driver.page.locator(
        "summary", has_text=title))  # fmt: skip


def choose_in_grid(driver: Driver, part: Locator, column: int, row: int, word: str) -> None:
    """Choose a word from the drop-down of a cell; columns and rows count from 0."""
    frame = part.get_by_test_id("stDataFrame")
    frame.scroll_into_view_if_needed()
    driver.page.wait_for_timeout(400)
    box = frame.bounding_box()
    assert box is not None
    driver.page.mouse.click(box["x"] + 20, box["y"] + 35 * (row + 1.5))
    for _ in range(column):
        driver.page.keyboard.press("ArrowRight")
    driver.page.keyboard.press("Enter")
    driver.page.wait_for_timeout(400)
    driver.page.keyboard.type(word)
    driver.page.wait_for_timeout(300)
    driver.page.keyboard.press("Enter")
    driver.settle()


def test_a_messy_register_through_the_mapping_to_the_plan(
    driver: Driver, register: Path, tmp_path: Path
) -> None:
    driver.open()
    driver.upload(register)
    driver.see("4 applications with 4 workloads")
    part = open_part(driver, "How it was read: 1 table, 7 columns used, 3 not used")

    choose_in_grid(driver, part, column=3, row=9, word="MTD")
    expect(driver.page.get_by_text("With your changes:")).to_be_visible()
    driver.page.get_by_role("button", name="Read the file this way").click()
    driver.hear("The list was read anew.")
    driver.see("4 applications with 4 workloads")
    expect(driver.page.locator("summary", has_text="8 columns used, 2 not used")).to_have_count(1)

    with driver.page.expect_download() as waiting:
        driver.page.get_by_role("button", name="Download your rows with the findings").click()
    waiting.value.save_as(tmp_path / "findings.xlsx")
    rows = load_workbook(tmp_path / "findings.xlsx")["Verfahren 2026"]
    said = str(rows["K7"].value)
    assert said.startswith("Error in H7: 'bald' is not a duration")

    open_part(driver, "What to ask for")
    with driver.page.expect_download() as waiting:
        driver.page.get_by_role("button", name="Download the questionnaire").click()
    asked = tmp_path / "questionnaire.xlsx"
    waiting.value.save_as(asked)
    book = load_workbook(asked)
    sheet = book["Bo Lind"]
    heads = [cell.value for cell in sheet[3]]
    answer = heads.index(QUESTION_HEADINGS["answer"]) + 1
    for row in range(4, sheet.max_row + 1):
        if sheet.cell(row, heads.index(QUESTION_HEADINGS["field"]) + 1).value == "rpo_hours":
            sheet.cell(row, answer).value = "12 h"
    book.save(asked)
    driver.page.locator("input[type=file]").last.set_input_files(asked)
    driver.settle()
    driver.page.get_by_role("button", name="Write 1 answer into the list").click()
    driver.hear("1 answer written into the list.")
    driver.see("4 applications with 4 workloads, and nothing that needs a look")

    driver.go("Report")
    plan = load_workbook(driver.download("xlsx", tmp_path))
    values = {cell.value for row in plan["Applications"].iter_rows() for cell in row}
    assert {"Bestellwesen", "12 h", "3 d"} <= values


def test_what_was_corrected_holds_for_the_next_file_with_the_same_headers(
    driver: Driver, register: Path
) -> None:
    driver.open()
    driver.upload(register)
    driver.see("4 applications with 4 workloads")
    title = driver.page.locator("summary", has_text="How it was read").inner_text()
    if re.search("7 columns used", title):
        part = open_part(driver, "How it was read")
        choose_in_grid(driver, part, column=3, row=9, word="MTD")
        driver.page.get_by_role("button", name="Read the file this way").click()
        driver.hear("The list was read anew.")
        driver.begin_another()
        driver.upload(register)
        driver.see("4 applications with 4 workloads")
    expect(driver.page.locator("summary", has_text="8 columns used, 2 not used")).to_have_count(1)
    driver.refresh()
    expect(driver.page.locator("summary", has_text="How the file was read")).to_have_count(1)
