"""Takes a picture of every page in every mode and size: `python -m tests.journeys.screenshots DIR`.

Empty, with the sample, and with two thousand applications.

The folder must lie outside this checkout: pictures are for looking at, not for keeping.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser

from bcdr.store import DATABASE_URL_VARIABLE
from tests.journeys.driver import Driver, Scheme, chromium_browser
from tests.machine import CHROMIUM
from tests.running_app import running_app
from tests.ui.workbooks import applications

ROOT = Path(__file__).resolve().parent.parent.parent
SIZES = ((1440, 900), (1280, 720))
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
PAGES = (
    *("Reviews", "Portfolio", "Landscape", "Coverage", "Workshop", "Plan", "Report", "Method"),
)
TABS = {
    "Reviews": ("Begin another", "Log", "Snapshots"),
    "Landscape": (
        *("Targets and links", "Objectives", "Scenarios", "Rules", "Facts", "Prices"),
        *("Assumptions", "Goal and weights"),
    ),
    "Coverage": (
        *("By group", "Gaps over objectives", "Where recovery runs", "Links and targets"),
        *("Recovery places", "Events", "Missing inputs"),
    ),
    "Workshop": (
        *("Options", "Price of objectives", "Recovery", "Copies", "Cost", "Rules"),
        *("What would change it", "Why"),
    ),
    "Plan": (*("Targets and links", "Gaps and actions", "Accepted gaps", "Responsibilities"),),
    "Method": ("Formulas", "Assumptions in use", "Guidance"),
}
TALLEST = 6000
MANY = 2000
MANY_SCHEME: Scheme = "light"


def main(arguments: list[str]) -> int:
    """The exit code: 0 when all pictures are taken."""
    if len(arguments) != 1:
        print("Name one folder for the pictures.", file=sys.stderr)
        return 2
    folder = Path(arguments[0]).resolve()
    if folder.is_relative_to(ROOT):
        print(f"{folder} lies in the checkout. Name a folder outside of it.", file=sys.stderr)
        return 2
    program = CHROMIUM.path()
    if program is None:
        print(CHROMIUM.remedy(), file=sys.stderr)
        return 2
    folder.mkdir(parents=True, exist_ok=True)
    with chromium_browser(program) as browser, tempfile.TemporaryDirectory() as kept:
        for scheme in SCHEMES:
            for size in SIZES:
                with window(browser, scheme, size) as driver:
                    take_empty(driver, folder, scheme)
                    driver.open()
                    driver.load_sample()
                    take_all(driver, folder, scheme)
        many = Path(kept) / "many.xlsx"
        many.write_bytes(applications(MANY))
        with window(browser, MANY_SCHEME, SIZES[0]) as driver:
            driver.open()
            driver.upload(many)
            take_all(driver, folder, f"{MANY_SCHEME}-{MANY}", tabs=False)
    return 0


@contextmanager
def window(browser: Browser, scheme: Scheme, size: tuple[int, int]) -> Iterator[Driver]:
    """A window on an app of its own, in which nothing was begun yet."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    with tempfile.TemporaryDirectory() as kept:
        environment = {**os.environ, DATABASE_URL_VARIABLE: f"sqlite:///{kept}/reviews.db"}
        with running_app(command, folder=ROOT, environment=environment) as app:
            driver = Driver(browser, app.url, scheme=scheme, size=size)
            yield driver
            driver.close()


def take_empty(driver: Driver, folder: Path, scheme: str) -> None:
    """Take every page while nothing is open."""
    driver.open()
    ending = f"{driver.size[0]}-{scheme}.png"
    driver.page.screenshot(path=folder / f"empty-reviews-{ending}")
    for page in PAGES[1:]:
        driver.go(page)
        driver.page.screenshot(path=folder / f"empty-{page.lower()}-{ending}")


def take_all(driver: Driver, folder: Path, name: str, *, tabs: bool = True) -> None:
    """Take every page and tab of the open review, as seen first and in whole."""
    ending = f"{driver.size[0]}-{name}.png"
    for page in PAGES:
        driver.go(page)
        take(driver, folder, page, ending)
        for tab in TABS.get(page, ()) if tabs else ():
            driver.tab(tab)
            take(driver, folder, f"{page}-{tab}", ending)


def take(driver: Driver, folder: Path, name: str, ending: str) -> None:
    """Take what is shown, as seen first and in whole."""
    stem = name.lower().replace(" ", "-")
    driver.page.wait_for_timeout(800)
    driver.page.screenshot(path=folder / f"{stem}-{ending}")
    in_whole(driver)
    driver.page.screenshot(path=folder / f"{stem}-whole-{ending}")
    driver.page.set_viewport_size({"width": driver.size[0], "height": driver.size[1]})


def in_whole(driver: Driver) -> None:
    """Make the window as tall as the page."""
    height = driver.page.get_by_test_id("stMain").evaluate("main => main.scrollHeight")
    driver.page.set_viewport_size(
        {"width": driver.size[0], "height": min(int(height) + 80, TALLEST)}
    )
    driver.page.wait_for_timeout(800)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
