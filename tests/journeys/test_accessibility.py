"""Every page and tab, light and dark: contrast, names, headings, and the way without a mouse."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, expect

from bcdr.ui import style
from tests.journeys.accessibility import (
    NAMELESS_CHARTS,
    broken_rules,
    faint_chart_texts,
    unmarked,
    walked,
)
from tests.journeys.driver import Driver, Scheme
from tests.journeys.screenshots import PAGES, TABS

SCHEMES: tuple[Scheme, ...] = ("light", "dark")
# Most tabs of the landscape hold one grid each, drawn on a canvas, under the same headings.
SHOWN_TABS = {**TABS, "Landscape": ("Assumptions", "Goal and weights")}
VIEWS = tuple((page, tab) for page in PAGES for tab in ("", *SHOWN_TABS.get(page, ())))
PAPER = {"light": style._LIGHT.page, "dark": style._DARK.page}
# As tall as any page, so that nothing has to be scrolled into sight.
SIZE = (1440, 4400)

# What Streamlit draws and no setting of it mends. Each is one rule on one kind of element.
EXCEPTED_RULES = (
    # The area to drop files on has a label and is presentation; its button is named and focusable.
    ("presentation-role-conflict", "[data-testid=stFileUploaderDropzone]"),
)
# Left out of the way by the Tab key, each with another way to do the same.
EXCEPTED_CONTROLS = (
    r"stNumberInputStep(Down|Up): ",  # the arrows up and down in the field do the same
    r"button: Open$",  # the arrow down in the field opens its list
)


@dataclass(frozen=True, slots=True)
class View:
    """A page, and the tab of it that is open, in a mode of the browser."""

    driver: Driver
    scheme: Scheme


@pytest.fixture(scope="module")
def windows(browser: Browser, app_url: str) -> Iterator[dict[Scheme, Driver]]:
    """A window of each mode with the sample open."""
    opened: dict[Scheme, Driver] = {}
    for scheme in SCHEMES:
        opened[scheme] = Driver(browser, app_url, scheme=scheme, size=SIZE)
        opened[scheme].open()
        opened[scheme].load_sample()
    yield opened
    for driver in opened.values():
        driver.close()
        assert driver.complaints == []
        assert driver.strangers == []


@pytest.fixture(
    scope="module",
    params=[(scheme, page, tab) for scheme in SCHEMES for page, tab in VIEWS],
    ids=lambda one: "-".join(filter(None, one)).lower().replace(" ", "-"),
)
def view(windows: dict[Scheme, Driver], request: pytest.FixtureRequest) -> View:
    """Each page and each of its tabs in turn."""
    scheme, page, tab = request.param
    driver = windows[scheme]
    if driver.page_name() != page or not tab:
        driver.go(page)
    if tab:
        driver.tab(tab)
    return View(driver, scheme)


def test_what_is_shown_breaks_no_rule_of_accessibility(view: View) -> None:
    # What stands on a page is the same in both modes: only its colours are looked at again.
    found = broken_rules(
        view.driver.page, excepted=EXCEPTED_RULES, only_colours=view.scheme == "dark"
    )
    assert found == []


def test_a_page_has_one_headline(view: View) -> None:
    assert view.driver.page.locator("h1:visible").count() == 1


def test_charts_say_in_words_what_they_show_and_in_ink_that_can_be_read(view: View) -> None:
    page = view.driver.page
    assert page.evaluate(NAMELESS_CHARTS) == 0
    assert faint_chart_texts(page) == []


def test_every_control_is_reached_by_keyboard_and_shows_it(view: View) -> None:
    way = walked(view.driver.page)
    assert [
        name
        for name in way.missed
        if not any(re.match(pattern, name) for pattern in EXCEPTED_CONTROLS)
    ] == []
    assert unmarked(way, PAPER[view.scheme]) == []


@pytest.mark.parametrize("page", ["Reviews", "Portfolio", "Report", "Workshop"])
def test_what_unfolds_breaks_no_rule_of_accessibility(
    windows: dict[Scheme, Driver], page: str
) -> None:
    # What floats stands outside of the app and is told its mode: light is what it would be anyhow.
    driver = windows["dark"]
    driver.go(page)
    if page == "Workshop":
        driver.tab("Options")
    found: list[str] = []
    for place in range(driver.page.get_by_test_id("stPopoverButton").count()):
        driver.page.get_by_test_id("stPopoverButton").nth(place).click()
        driver.page.get_by_test_id("stPopoverBody").wait_for()
        found += broken_rules(driver.page, excepted=EXCEPTED_RULES)
        driver.page.keyboard.press("Escape")
        driver.page.get_by_test_id("stPopoverBody").wait_for(state="hidden")
    folded = driver.page.locator("[data-testid=stExpander] details:not([open]) > summary")
    while folded.count():
        folded.first.click()
        driver.settle()
    assert found + broken_rules(driver.page, excepted=EXCEPTED_RULES) == []


def test_an_open_page_follows_the_mode_of_the_browser(windows: dict[Scheme, Driver]) -> None:
    driver = windows["light"]
    driver.go("Coverage")
    scale = driver.page.locator(".js-plotly-plot .ytick text").first
    for palette in (style._DARK, style._LIGHT):
        driver.page.emulate_media(color_scheme="dark" if palette.is_dark else "light")
        red, green, blue = (int(palette.muted[at : at + 2], 16) for at in (1, 3, 5))
        expect(scale).to_have_css("fill", f"rgb({red}, {green}, {blue})")
        driver.settle()
        assert broken_rules(driver.page, only_colours=True) == []
        assert faint_chart_texts(driver.page) == []
