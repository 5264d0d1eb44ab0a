"""A workshop in a real browser: decisions, a refresh, two windows, a restart, and 20 crashes."""

import random
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, expect

from bcdr.model.records import Cell
from bcdr.store import Store, open_store
from tests.journeys.driver import WAIT_MILLISECONDS, Driver
from tests.journeys.server import Server
from tests.ui.workbooks import five_applications

SEED = 20_261_122
MOMENTS = 20
LONGEST_WAIT_MILLISECONDS = 1_500
WORKLOADS = ("order-desk--database", "order-desk--web-tier", "payroll", "archive")


@pytest.fixture
def five(tmp_path: Path) -> Path:
    file = tmp_path / "five applications.xlsx"
    file.write_bytes(five_applications())
    return file


def review_in(address: str) -> str:
    found = re.search(r"review=(\w+)", address)
    assert found, address
    return found[1]


def rto(driver: Driver) -> str:
    return driver.page.get_by_label("RTO", exact=True).input_value()


def test_a_workshop_over_five_applications_with_a_refresh_in_the_middle(
    driver: Driver, five: Path
) -> None:
    driver.open()
    driver.upload(five)
    driver.see("5 applications")
    driver.go("Workshop")
    driver.see("Order desk / Database")

    driver.write("RTO", "12 h")
    driver.hear("RTO is now '12 h'. Saved.")
    driver.decide("Choose", by="Ana Ruiz")
    expect(driver.page.locator(".b-decided")).to_contain_text("Chosen:")
    driver.page.get_by_role("button", name="Next").click()
    driver.see("Order desk / Web tier")
    driver.decide("Keep today")
    driver.page.get_by_role("button", name="Next").click()
    driver.see("Payroll")

    driver.refresh()
    driver.see("Payroll")
    expect(driver.page.locator(".b-progress-words")).to_have_text("2 of 6 decided")
    driver.decide("Accept the gap", by="Bo Berg", reason="Replaced in spring")
    expect(driver.page.locator(".b-decided")).to_contain_text("The gap is accepted until")
    driver.page.get_by_role("button", name="Next").click()
    driver.see("Archive")
    driver.decide("Park", reason="Ask the vendor")
    driver.page.get_by_role("button", name="Next").click()
    driver.see("Sandbox")
    driver.decide("Keep today")
    expect(driver.page.locator(".b-progress-words")).to_have_text("4 of 6 decided, 1 parked")

    driver.page.get_by_role("radio", name="Parked", exact=True).click()
    driver.settle()
    driver.page.get_by_role("button", name="Back").click()
    driver.see("Archive")

    driver.go("Plan")
    driver.see("4 of 6 workloads decided")
    driver.tab("Accepted gaps")
    expect(driver.page.get_by_text("Replaced in spring")).to_be_visible()


def test_two_windows_on_one_review_decide_field_by_field(
    browser: Browser, server_of_each_kind: Server, five: Path
) -> None:
    app_url = server_of_each_kind.url
    driver = Driver(browser, app_url, size=(1440, 900))
    driver.open()
    driver.upload(five)
    driver.see("5 applications")
    driver.go("Workshop")
    driver.see("Order desk / Database")
    address = driver.page.url.removeprefix(app_url)

    other = Driver(browser, app_url, size=(1280, 720))
    other.open(address)
    other.see("Order desk / Database")

    driver.write("RTO", "5 h")
    driver.hear("RTO is now '5 h'. Saved.")
    other.write("RTO", "7 h")
    panel = other.page.locator(".st-key-conflicts")
    expect(panel).to_contain_text("somebody else changed 1 cell you changed too")
    expect(panel).to_contain_text("saved: 5 h")
    expect(panel).to_contain_text("yours: 7 h")
    panel.get_by_role("radio", name="Write mine").click()
    other.settle()
    panel.get_by_role("button", name="Save as chosen").click()
    other.hear("Saved as you chose: 1 cell.")
    assert rto(other) == "7 h"

    driver.refresh()
    assert rto(driver) == "7 h"
    for window in (driver, other):
        window.close()
        assert window.complaints == []


def test_a_restart_of_the_server_loses_nothing(
    browser: Browser, server_of_each_kind: Server, five: Path
) -> None:
    server = server_of_each_kind
    driver = Driver(browser, server.url, size=(1440, 900))
    driver.open()
    driver.upload(five)
    driver.see("5 applications")
    driver.go("Workshop")
    driver.write("RTO", "9 h")
    driver.hear("RTO is now '9 h'. Saved.")
    driver.decide("Accept the gap", by="Bo Berg", reason="Replaced in spring")
    server.kill()
    server.start()
    # The page comes back by itself, or with a click on the browser's reload.
    driver.refresh()
    driver.see("Order desk / Database")
    assert rto(driver) == "9 h"
    expect(driver.page.locator(".b-decided")).to_contain_text("The gap is accepted until")
    expect(driver.page.locator(".b-progress-words")).to_have_text("1 of 6 decided")
    driver.decide("Keep today", by="Ana Ruiz")
    driver.refresh()
    expect(driver.page.locator(".b-decided")).to_contain_text("Kept as it is today")
    driver.close()


def held(store: Store, review_id: str, table: str, row_id: str) -> dict[str, Cell]:
    return next(
        (
            {field: cell for field, cell in record.cells.items() if cell is not None}
            for one in store.state(review_id).tables
            if one.role == table
            for record in one.records
            if record.id == row_id
        ),
        {},
    )


def test_every_acknowledged_change_outlives_a_kill_at_any_moment(
    browser: Browser, server: Server, five: Path
) -> None:
    chance = random.Random(SEED)  # noqa: S311  moments, no secrets
    driver = Driver(browser, server.url, size=(1280, 720))
    driver.open()
    driver.upload(five)
    driver.see("5 applications")
    review_id = review_in(driver.page.url)
    acknowledged = 0
    for moment in range(MOMENTS):
        workload = WORKLOADS[moment % len(WORKLOADS)]
        driver.open(f"/workshop?review={review_id}&workload={workload}")
        is_decision = moment % 3 == 2
        before = state_of(server, review_id, workload, is_decision=is_decision)
        wanted = f"{moment + 10} h"
        if is_decision:
            was_said = begin_decision(driver, chance)
        else:
            was_said = begin_objective(driver, chance, wanted)
        server.kill()
        after = state_of(server, review_id, workload, is_decision=is_decision)
        if is_decision:
            # All cells of a decision, or none of the new ones.
            assert after == before or {"id", "decision", "decided_by", "date"} <= after.keys()
            assert not was_said or after.get("decision") == "park"
        else:
            assert after["rto_hours"] in {before["rto_hours"], wanted}
            assert not was_said or after["rto_hours"] == wanted
        acknowledged += was_said
        server.start()
    driver.close()
    assert 0 < acknowledged <= MOMENTS
    store = open_store(server.database_url)
    numbers = [edit.number for edit in store.edits(review_id)]
    assert numbers == list(range(1, len(numbers) + 1))
    store.close()


def state_of(
    server: Server, review_id: str, workload: str, *, is_decision: bool
) -> dict[str, Cell]:
    """What the database holds of a workload, read by another process than the server."""
    store = open_store(server.database_url)
    table, row_id = ("Decisions", f"decision-{workload}") if is_decision else (
        "Applications", workload,
    )  # fmt: skip
    found = held(store, review_id, table, row_id)
    store.close()
    return found


def begin_objective(driver: Driver, chance: random.Random, wanted: str) -> bool:
    """Change the RTO, wait for a moment, and say whether the page said that it is saved."""
    field = driver.page.get_by_label("RTO", exact=True)
    field.fill(wanted)
    field.press("Enter")
    return said_saved(driver, chance)


def begin_decision(driver: Driver, chance: random.Random) -> bool:
    """Park the workload, wait for a moment, and say whether the page said that it is saved."""
    card = driver.page.locator(".st-key-decision")
    card.get_by_role("radio", name="Park", exact=True).click()
    driver.settle()
    name = card.get_by_label("Decided by")
    name.fill("Ana Ruiz")
    name.press("Enter")
    driver.settle()
    card.get_by_role("button", name="Save the decision").click()
    return said_saved(driver, chance)


def said_saved(driver: Driver, chance: random.Random) -> bool:
    driver.page.wait_for_timeout(chance.uniform(0, LONGEST_WAIT_MILLISECONDS))
    try:
        boxes = driver.page.get_by_test_id("stAlert").all_inner_texts()
    except Error:
        return False
    return any("Saved" in text.replace("\N{WORD JOINER}", "") for text in boxes)


def test_a_file_goes_out_comes_back_and_is_compared(
    driver: Driver, five: Path, tmp_path: Path
) -> None:
    driver.open()
    driver.upload(five)
    driver.see("5 applications")
    driver.go("Workshop")
    driver.decide("Keep today", by="Ana Ruiz")
    driver.go("Report")
    file = driver.download("xlsx", tmp_path)

    driver.begin_another()
    driver.upload(file)
    driver.see("5 applications")
    driver.go("Workshop")
    expect(driver.page.locator(".b-decided")).to_contain_text("Kept as it is today")
    driver.write("RTO", "15 min")
    driver.hear("Saved.")

    driver.go("Reviews")
    driver.tab("Compare two")
    expect(driver.page.get_by_text(re.compile("1 input differs")).first).to_be_visible(
        timeout=WAIT_MILLISECONDS
    )
