"""What tests do with the app and read from it."""

import re
import time
from html import unescape
from pathlib import Path

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

ROOT = Path(__file__).resolve().parent.parent.parent
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGES = "bcdr/ui/pages"


def upload(app: AppTest, name: str, content: bytes) -> AppTest:
    """The app after a file was handed over."""
    app.file_uploader[0].set_value((name, content, XLSX))
    return app.run()


def begin_another(app: AppTest) -> AppTest:
    """The app where another review can be begun beside the open one."""
    app.session_state["list"] = "Begin another"
    return show(app, "reviews")


def finished(app: AppTest, seconds: float = 90.0) -> AppTest:
    """The app once no file is in the making any more."""
    end = time.monotonic() + seconds
    while any((button.key or "").startswith("cancel-") for button in app.button):
        assert time.monotonic() < end, "the file is not ready"
        time.sleep(0.3)
        app.run()
    return app


def button(app: AppTest, label: str) -> Button:
    """The first button with a label."""
    return next(one for one in app.button if one.label == label)


def show(app: AppTest, page: str) -> AppTest:
    """The app on another page, such as `coverage`."""
    return app.switch_page(f"{PAGES}/{page}.py").run()


def html(app: AppTest) -> str:
    """Everything the app shows in elements of its own, without the style block.

    A space that keeps a number with its unit is a space like any other here.
    """
    shown = [element.proto.body for element in app.get("html")]
    pages = (body for body in shown if not body.startswith("<style>"))
    return "\n".join(pages).replace("\N{NO-BREAK SPACE}", " ")


def words(app: AppTest) -> str:
    """The same as plain words, a line per element."""
    return unescape(re.sub(r"\s*\n\s*", "\n", re.sub(r"<[^>]*>", "\n", html(app)))).strip()


def title(app: AppTest) -> str:
    """The headline of the page."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", html(app))
    assert found, "the page has no headline"
    return unescape(found[1])


def review_id(app: AppTest) -> str:
    """The id of the review in the address, empty if there is none."""
    return in_address(app, "review")


def in_address(app: AppTest, key: str) -> str:
    """What the address says of a key, empty if it does not say it."""
    said = app.query_params.get(key, "")
    return said if isinstance(said, str) else "".join(said)


def faults(app: AppTest) -> list[str]:
    """What went wrong, in the app's sentences or its own exceptions."""
    assert not app.exception, app.exception
    return [str(error.value) for error in app.error]
