"""Drives the app in a real Chromium, and notes what the browser complains of."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WAIT_MILLISECONDS = 30_000
# What is expected may take as long as what is waited for: other tests run beside.
expect.set_options(timeout=WAIT_MILLISECONDS)
IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'
# Asked for beside a page's own path first, as if the app lived there, and then at the root.
PROBES = ("/_stcore/health", "/_stcore/host-config")

Scheme = Literal["light", "dark"]


@contextmanager
def chromium_browser(program: Path) -> Iterator[Browser]:
    """A Chromium without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(program), headless=True, args=list(ARGUMENTS)
        )
        yield browser
        browser.close()


class Driver:
    """One person at one browser window, with what went wrong in it."""

    def __init__(
        self, browser: Browser, url: str, *, scheme: Scheme = "light", size: tuple[int, int]
    ) -> None:
        width, height = size
        self._context = browser.new_context(
            color_scheme=scheme,
            viewport={"width": width, "height": height},
            accept_downloads=True,
            reduced_motion="reduce",
        )
        self.url = url
        self.size = size
        self.complaints: list[str] = []
        self.strangers: list[str] = []
        self.page: Page = self._context.new_page()
        self.page.set_default_timeout(WAIT_MILLISECONDS)
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._see)

    def close(self) -> None:
        """Close the window."""
        self._context.close()

    def open(self, path: str = "/") -> None:
        """Go to a path of the app and wait until it has settled."""
        self.page.goto(f"{self.url}{path}")
        self.settle()

    def settle(self) -> None:
        """Wait until the app has nothing left to do and has shown it."""
        self.page.locator("h1").first.wait_for()
        self.page.wait_for_timeout(400)
        self.page.locator(IDLE).wait_for()
        self.page.wait_for_timeout(200)

    def go(self, page: str) -> None:
        """Go to a page by the navigation."""
        self.page.get_by_test_id("stTopNavLink").filter(has_text=page).click()
        expect(self.page).to_have_title(re.compile(f"^{page} "), timeout=WAIT_MILLISECONDS)
        self.settle()

    def tab(self, title: str) -> None:
        """Open a tab of the page and wait until it has settled."""
        self.page.get_by_role("tab", name=title, exact=True).click()
        self.settle()

    def refresh(self) -> None:
        """Load the page again, as the browser's button does."""
        self.page.reload()
        self.settle()

    def load_sample(self) -> None:
        """Open the sample portfolio by its button."""
        self._where_reviews_begin()
        self.page.get_by_role("button", name="Load the sample portfolio").click()
        self.page.wait_for_url("**/portfolio?review=**")
        self.settle()

    def upload(self, file: Path) -> None:
        """Hand over a list of applications, on the page Reviews."""
        self._where_reviews_begin()
        self.page.locator("input[type=file]").first.set_input_files(file)
        self.settle()

    def begin_another(self) -> None:
        """Go where another review can be begun beside the open one."""
        if self.page_name() != "Reviews":
            self.go("Reviews")
        self.tab("Begin another")

    def write(self, label: str, text: str) -> None:
        """Write into a field and leave it."""
        field = self.page.get_by_label(label, exact=True)
        field.fill(text)
        field.press("Enter")
        self.settle()

    def decide(self, kind: str, *, by: str = "", reason: str = "") -> None:
        """Decide on the workload that is shown, and wait until it is said to be saved.

        Without `by`, the name that is filled in already is kept.
        """
        card = self.page.locator(".st-key-decision")
        card.get_by_role("radio", name=kind, exact=True).click()
        self.settle()
        if by:
            name = card.get_by_label("Decided by")
            name.fill(by)
            name.press("Enter")
            self.settle()
        if reason:
            card.get_by_label("Reason").fill(reason)
            card.get_by_label("Reason").press("Enter")
            self.settle()
        card.get_by_role("button", name="Save the decision").click()
        self.hear("Saved.")

    def page_name(self) -> str:
        """The page that is shown, by the title of the window."""
        return self.page.title().partition(" ")[0]

    def title(self) -> str:
        """The headline of the page."""
        return self.page.locator("h1").first.inner_text()

    def see(self, beginning: str) -> None:
        """Wait until the headline begins with these words."""
        self._headline(f"^{re.escape(beginning)}")

    def find(self, words: str) -> None:
        """Wait until the headline has these words."""
        self._headline(re.escape(words))

    def hear(self, sentence: str) -> None:
        """Wait for a sentence in a coloured box, and make sure it is the only one.

        What is found wrong in the workload on the wall stands there besides, as long as it is so.
        """
        boxes = self.page.locator('[data-testid="stAlert"]:not(.st-key-wall *)')
        boxes.first.wait_for()
        self.settle()
        said = [text.replace("\N{WORD JOINER}", "") for text in boxes.all_inner_texts()]
        assert len(said) == 1, said
        assert sentence in said[0]

    def download(self, kind: str, to: Path) -> Path:
        """Have a file built, download it, and say where it is."""
        self.page.get_by_role("button", name=f"Prepare the {kind} file").click()
        ready = self.page.get_by_role("button", name="Download (")
        ready.wait_for(timeout=3 * WAIT_MILLISECONDS)
        with self.page.expect_download() as waiting:
            ready.click()
        path = to / waiting.value.suggested_filename
        waiting.value.save_as(path)
        return path

    def _where_reviews_begin(self) -> None:
        """Go where a review begins, if something stands there that was begun before."""
        if not self.page.locator("input[type=file]").count():
            self.begin_another()

    def _headline(self, pattern: str) -> None:
        headline = self.page.locator("h1").first
        expect(headline).to_have_text(re.compile(pattern), timeout=WAIT_MILLISECONDS)
        self.settle()

    def _note(self, message: ConsoleMessage) -> None:
        place = str(message.location.get("url", ""))
        if message.type == "error" and not place.endswith(PROBES):
            self.complaints.append(f"{message.text} ({place})")

    def _see(self, request: Request) -> None:
        if not request.url.startswith((self.url, "data:", "blob:")):
            self.strangers.append(request.url)
