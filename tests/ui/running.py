"""What tests do with the app and read from it."""

import re
from html import unescape
from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parent.parent.parent
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGES = "bcdr/ui/pages"


def upload(app: AppTest, name: str, content: bytes) -> AppTest:
    """The app after a file was handed over."""
    app.file_uploader[0].set_value((name, content, XLSX))
    return app.run()


def show(app: AppTest, page: str) -> AppTest:
    """The app on another page, such as `coverage`."""
    return app.switch_page(f"{PAGES}/{page}.py").run()


def html(app: AppTest) -> str:
    """Everything the app shows in elements of its own, without the style block."""
    shown = [element.proto.body for element in app.get("html")]
    return "\n".join(body for body in shown if not body.startswith("<style>"))


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
