"""The page: one file that needs nothing else, and that everybody can read."""

import itertools
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bcdr.report.content import Chart, Medium, Report
from bcdr.report.html import html_page, write_html
from bcdr.report.html_sections import MOST_REFERENCE_ROWS
from bcdr.study import Study
from tests.report.portfolios import HOSTILE_NAMES

WITHOUT_END = {"meta", "br", "hr", "col"}


class Page(HTMLParser):
    """A page as its elements; a fault where elements do not close in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in WITHOUT_END:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] not in {"script", "style"}:
            self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def text(self) -> str:
        return "\n".join(self.words)


@pytest.fixture(scope="module")
def parsed(page: str) -> Page:
    return Page(page)


@pytest.fixture(scope="module")
def hostile_page(hostile_report: Report) -> str:
    return html_page(hostile_report)


def test_the_page_is_well_formed_and_says_its_language(parsed: Page) -> None:
    assert parsed.all("html") == [{"lang": "en"}]
    assert {"charset": "utf-8"} in parsed.all("meta")


def test_nothing_is_fetched_from_anywhere(page: str, parsed: Page) -> None:
    for tag, attributes in parsed.elements:
        assert "src" not in attributes, tag
        assert str(attributes.get("href", "#")).startswith("#"), tag
    assert parsed.all("link") == []
    style = page[page.index("<style>") : page.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style


def test_every_link_leads_to_something_on_the_page(parsed: Page) -> None:
    ids = [attributes["id"] for _, attributes in parsed.elements if "id" in attributes]
    assert len(set(ids)) == len(ids)
    for link in parsed.all("a"):
        assert str(link["href"]).removeprefix("#") in ids


def test_the_policy_allows_two_scripts_of_ours_and_no_network(parsed: Page) -> None:
    policy = next(str(meta["content"]) for meta in parsed.all("meta") if "http-equiv" in meta)
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    script = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert re.fullmatch(r"script-src( 'sha256-[A-Za-z0-9+/=]{44}'){2}", script)
    assert "connect-src" not in policy


def test_headings_go_down_by_one(parsed: Page) -> None:
    levels = [int(tag[1]) for tag, _ in parsed.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_every_table_has_a_caption_and_headings_with_a_scope(page: str, parsed: Page) -> None:
    assert len(parsed.all("table")) == len(parsed.all("caption")) > 8
    assert all(heading["scope"] in {"col", "row", "colgroup"} for heading in parsed.all("th"))


def test_every_chart_has_words_before_it_is_drawn(parsed: Page, report: Report) -> None:
    charts = [b for s in report.sections for b in s.blocks if isinstance(b, Chart)]
    drawn = [d for d in parsed.all("div") if d.get("class") == "drawing"]
    assert [d["aria-label"] for d in drawn] == [chart.alternative for chart in charts]
    for chart in charts:
        assert chart.claim in parsed.text()
        assert chart.alternative in parsed.text()


def test_states_are_said_in_words_beside_their_symbols(parsed: Page) -> None:
    assert parsed.words.count("unrecoverable") > 100


def test_the_page_says_what_the_report_says(parsed: Page, report: Report) -> None:
    text = parsed.text()
    for section in report.sections:
        is_shown = section.medium is not Medium.WORKBOOK
        assert (section.purpose in text) == is_shown
        assert section.title in text or not is_shown
    for title in report.table("plan").values("title"):
        assert str(title) in text


def test_headings_of_numbers_carry_the_id_of_their_formula(parsed: Page) -> None:
    asked = {
        heading["data-quantity"]: str(heading["title"])
        for heading in parsed.all("th")
        if "data-quantity" in heading
    }
    assert {"planning_hours", "worst_loss_hours", "outlay_per_year", "score"} <= set(asked)
    assert all(note.startswith(f"{id_}: ") for id_, note in asked.items())


def test_a_long_list_to_look_things_up_in_is_left_to_the_workbook(
    page: str, report: Report
) -> None:
    rows = len(report.table("reasons").rows)
    assert rows > MOST_REFERENCE_ROWS
    assert f"The list has {rows:,} rows: it is in the workbook, on the sheet Reasons." in page


@pytest.mark.parametrize("name", HOSTILE_NAMES, ids=lambda name: repr(name)[:20])
def test_names_are_shown_as_they_are(name: str, hostile_page: str) -> None:
    shown = Page(hostile_page).text()
    assert name.replace("\x07", "") in shown


def test_names_open_no_element(hostile_page: str) -> None:
    parsed = Page(hostile_page)
    assert parsed.all("img") == []
    assert parsed.all("b") == []
    assert len(parsed.all("script")) == 4 + 2
    for _, attributes in parsed.elements:
        assert not any(name.startswith("on") for name in attributes)


def test_names_in_other_scripts_read_in_their_own_direction(hostile_page: str) -> None:
    assert 'dir="auto">\u05e9\u05dc\u05d5\u05dd' in hostile_page


def test_a_page_is_written_to_a_file(hostile_study: Study, tmp_path: Path) -> None:
    write_html(hostile_study, tmp_path / "plan.html")
    written = (tmp_path / "plan.html").read_text(encoding="utf-8")
    assert written.startswith('<!DOCTYPE html>\n<html lang="en">')


def test_a_browser_draws_every_chart_under_the_policy(
    page: str, report: Report, chromium: Path, tmp_path: Path
) -> None:
    path = tmp_path / "plan.html"
    path.write_text(page, encoding="utf-8")
    shown = subprocess.run(
        [
            chromium,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={tmp_path / 'profile'}",
            "--enable-logging=stderr",
            "--virtual-time-budget=20000",
            "--dump-dom",
            path.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    dom, log = shown.stdout.decode(), shown.stderr.decode(errors="replace")
    charts = [b for s in report.sections for b in s.blocks if isinstance(b, Chart)]
    assert dom.count('data-drawn="yes"') == len(charts)
    assert dom.count('class="main-svg"') >= len(charts)
    assert "Content Security Policy" not in log
    assert "Uncaught" not in log
