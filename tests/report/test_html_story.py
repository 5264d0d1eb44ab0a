"""The whole report as a page: its story, its applications, its records, on screens and paper."""

import itertools
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from bcdr.model.portfolio import Decision, Workload
from bcdr.model.vocabulary import DecisionKind
from bcdr.report.content import Chart, Figures, Report, Text, build_content
from bcdr.report.html import html_page, write_html
from bcdr.study import Study, run_study
from tests.journeys.driver import chromium_browser
from tests.report.portfolios import AS_OF, HOSTILE_NAMES, SETTINGS, hostile, portfolio, workload
from tests.report.test_html import Page

EASY = {"rto_hours": 5000.0, "rpo_hours": 5000.0, "mtd_hours": 9000.0}
STORY = ("review", "state-today", "what-changes", "what-it-costs", "decide")
NOTES = {"Coverage": "The **vault** first: https://example.org/plan"}
MOST_BYTES = 40_000_000


@pytest.fixture(scope="module")
def full(study: Study) -> Report:
    """What the whole report on the sample says."""
    return build_content(study, applications=())


@pytest.fixture(scope="module")
def full_page(full: Report) -> str:
    """The whole page of the sample, with a note."""
    return html_page(full, NOTES)


@pytest.fixture(scope="module")
def parsed(full_page: str) -> Page:
    return Page(full_page)


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    """A Chromium without a window."""
    with chromium_browser(chromium) as found:
        yield found


@pytest.fixture(scope="module")
def file(full_page: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page on disk, as a mail would bring it."""
    path = tmp_path_factory.mktemp("page") / "plan.html"
    path.write_text(full_page, encoding="utf-8")
    return path


def page_of(workloads: list[Workload], *selected: str) -> str:
    return html_page(
        build_content(run_study(portfolio(workloads), SETTINGS), applications=selected)
    )


def assert_sound(page: str) -> Page:
    """The page with what holds for every one: ids, links, headings, tables, addresses."""
    parsed = Page(page)
    ids = [str(attributes["id"]) for _, attributes in parsed.elements if "id" in attributes]
    assert len(set(ids)) == len(ids)
    for tag, attributes in parsed.elements:
        assert "src" not in attributes, tag
        assert "srcset" not in attributes, tag
        assert "style" not in attributes, tag
    for link in parsed.all("a"):
        address = str(link["href"])
        if address.startswith("#"):
            assert address[1:] in ids
        else:
            assert address.startswith(("https://", "http://"))
            assert link["rel"] == "noopener noreferrer"
    levels = [int(tag[1]) for tag, _ in parsed.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert len(parsed.all("table")) == len(parsed.all("caption")) == len(parsed.all("thead"))
    assert all(heading["scope"] in {"col", "row", "colgroup"} for heading in parsed.all("th"))
    for mark in ("main", "header", "footer"):
        assert len(parsed.all(mark)) == 1
    labels = [nav["aria-label"] for nav in parsed.all("nav")]
    assert len(set(labels)) == len(labels)
    return parsed


def test_the_whole_page_is_sound(full_page: str) -> None:
    assert_sound(full_page)


def test_the_story_comes_first_and_in_order(parsed: Page) -> None:
    ids = [str(section["id"]) for section in parsed.all("section")]
    assert tuple(ids[: len(STORY)]) == STORY
    assert "summary" not in ids
    later = ["plan", "applications", "application-1", "method", "decisions", "notes", "about"]
    assert sorted(later, key=ids.index) == later


def test_the_largest_figure_is_how_many_would_meet_their_objectives(full: Report) -> None:
    blocks = full.pages[0].blocks
    first = next(block for block in blocks if isinstance(block, Figures)).figures[0]
    claim = next(block for block in blocks if isinstance(block, Text))
    planned, whole = first.value.split(" of ")
    assert whole == f"{len(full.table('plan').rows):,}"
    assert f"{planned} would with the plan" in claim.text


def test_the_story_has_its_five_charts_each_with_a_finding_and_figures(
    full: Report, full_page: str
) -> None:
    charts = {b.id: b for page in full.pages for b in page.blocks if isinstance(b, Chart)}
    assert set(charts) == {
        "coverage-before-after",
        "gaps-by-criticality",
        "recovery-against-objective",
        "recovery-places",
        "cost-before-after",
        "cost-by-target",
    }
    for chart in charts.values():
        assert re.search(r"\d", chart.claim)
        assert f'id="table-{chart.table.id}"' in full_page


def test_points_of_the_times_are_the_numbers_of_the_plan(full: Report) -> None:
    chart = next(
        b
        for page in full.pages
        for b in page.blocks
        if isinstance(b, Chart) and b.id == "recovery-against-objective"
    )
    plan = dict(
        zip(
            full.table("plan").values("title"),
            full.table("plan").values("recovery_planning_hours"),
            strict=True,
        )
    )
    shown = dict(zip(chart.table.values("title"), chart.table.values("planned"), strict=True))
    compared = [title for title, hours in shown.items() if isinstance(hours, float)]
    assert len(compared) > 50
    assert all(shown[title] == plan[title] for title in compared)


def test_the_page_of_an_application_has_every_part(parsed: Page) -> None:
    captions = {
        str(attributes["id"]).removeprefix("table-application-1-")
        for _, attributes in parsed.elements
        if str(attributes.get("id", "")).startswith("table-application-1-")
    }
    assert captions == {
        "wanted", "coverage", "gaps", "plan", "alternatives", "refused", "copies", "phases",
        "depends", "regulation", "runbooks",
    }  # fmt: skip


def test_phases_add_up_to_the_recovery(full: Report) -> None:
    rows = 0
    for page in full.pages:
        for table in page.tables:
            if table.id.endswith("-phases") and table.rows:
                places = [n for n, c in enumerate(table.columns) if c.key.startswith("phase-")]
                whole = table.position("whole")
                for row in table.rows:
                    assert sum(float(str(row[n])) for n in places) == pytest.approx(row[whole])
                    rows += 1
    assert rows > 100


def test_refused_options_say_why_and_are_folded(full: Report, full_page: str) -> None:
    refused = [
        t for page in full.pages for t in page.tables if t.id.endswith("-refused") and t.rows
    ]
    assert refused
    for table in refused:
        assert all(table.values("message"))
    assert full_page.count("Refused options, with all reasons and what would help: show ") == len(
        refused
    )


def test_decisions_and_duties_are_on_record() -> None:
    given = portfolio([workload("Shop", current=())])
    decision = Decision(
        workload_id="Shop", kind=DecisionKind.ACCEPT_GAP, decided_by="Ana <b>", date=AS_OF,
        reason="until the move",
    )  # fmt: skip
    decided = type(given)(
        workloads=given.workloads, landscape=given.landscape, decisions=(decision,)
    )
    text = Page(html_page(build_content(run_study(decided, SETTINGS), applications=()))).text()
    for said in ("1 decision holds", "accept gap until", "Ana <b>", "until the move", "R2", "R3"):
        assert said in text


def test_every_number_used_says_whether_it_was_given_or_assumed(parsed: Page) -> None:
    text = parsed.text()
    assert "assumed" in parsed.words
    assert "Numbers used" in text


def test_one_application_alone_has_a_page() -> None:
    parsed = assert_sound(page_of([workload("Shop", current=())]))
    assert "The review in short" in parsed.text()


def test_where_nothing_is_missing_the_page_says_so() -> None:
    parsed = assert_sound(page_of([workload(f"Desk {n}", **EASY) for n in range(3)], "Desk 1"))
    ids = [section["id"] for section in parsed.all("section")]
    assert "application-1" in ids
    assert "application-2" not in ids
    assert "Desk 1" in parsed.text()


def test_where_everything_is_missing_every_application_has_a_page() -> None:
    bare = [workload(f"App {n}", current=(), rto_hours=None, data_gb=None) for n in range(4)]
    parsed = assert_sound(page_of(bare))
    ids = [section["id"] for section in parsed.all("section")]
    assert {f"application-{n}" for n in range(1, 5)} <= set(ids)


def test_hostile_names_are_shown_and_open_nothing() -> None:
    report = build_content(run_study(hostile(), SETTINGS), applications=HOSTILE_NAMES)
    page = html_page(report, dict(zip(HOSTILE_NAMES, HOSTILE_NAMES, strict=True)))
    parsed = assert_sound(page)
    assert parsed.all("img") == []
    assert parsed.all("b") == []
    assert not any(name.startswith("on") for _, found in parsed.elements for name in found)
    for name in HOSTILE_NAMES:
        assert name.replace("\x07", "") in parsed.text()


def test_three_hundred_applications_stay_within_reason(tmp_path: Path) -> None:
    bare = [workload(f"Application {n}", current=()) for n in range(300)]
    study = run_study(portfolio(bare), SETTINGS)
    write_html(study, tmp_path / "plan.html", notes=NOTES)
    assert (tmp_path / "plan.html").stat().st_size < MOST_BYTES


def opened(browser: Browser, file: Path, *, width: int, scheme: str = "light") -> Tab:
    """The page with all charts drawn; it must ask nobody for anything."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        offline=True,
    )
    tab = context.new_page()
    tab.goto(file.as_uri())
    count = tab.locator("script[data-figure]").count()
    tab.wait_for_function(
        f"document.querySelectorAll('[data-drawn]').length === {count}", timeout=60_000
    )
    return tab


@pytest.mark.parametrize("width", [1280, 390])
def test_a_screen_is_wide_enough_and_nothing_is_complained_of(
    browser: Browser, file: Path, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, offline=True)
    tab = context.new_page()
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("request", lambda request: said.append(request.url))
    tab.goto(file.as_uri())
    tab.locator("[data-drawn]").nth(5).wait_for()
    assert [line for line in said if line != file.as_uri() and not line.startswith("data:")] == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_what_is_behind_them(
    browser: Browser, file: Path, scheme: str
) -> None:
    tab = opened(browser, file, width=1280, scheme=scheme)
    weakest = tab.evaluate(_WEAKEST_CONTRAST)
    assert weakest["ratio"] >= 4.5, weakest
    tab.context.close()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_paper_shows_the_story_with_charts_repeated_heads_and_page_numbers(
    browser: Browser, tmp_path: Path, paper: str, page_of_few: Path
) -> None:
    tab = opened(browser, page_of_few, width=1280)
    printed = tmp_path / "plan.pdf"
    tab.pdf(path=printed, format=paper, landscape=True, print_background=True)
    tab.context.close()
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("This test needs pdftotext. On Debian or Ubuntu: apt-get install poppler-utils")
    words = subprocess.run(
        [reader, "-layout", printed, "-"], check=True, capture_output=True, timeout=60
    ).stdout.decode()
    pages = words.split("\f")[:-1]
    assert re.search(rf"\b1 / {len(pages)}\b", pages[0])
    heads = [page.strip().splitlines()[0].strip() for page in pages]
    assert heads[0].startswith("Protection plan ")
    for title in ("The state today", "What it costs", "Applications", "App 1", "Method", "About"):
        assert title in heads
    of_gaps = pages[heads.index("Gaps and actions") :][:2]
    assert all("What to do" in page for page in of_gaps)
    assert "Skip to the report" not in words


@pytest.fixture(scope="module")
def page_of_few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a few applications, which is soon printed."""
    path = tmp_path_factory.mktemp("few") / "plan.html"
    path.write_text(page_of([workload(f"App {n}", current=()) for n in range(4)]), encoding="utf-8")
    return path


# The ratio of WCAG 2 between words and the first opaque colour behind them, at its worst.
_WEAKEST_CONTRAST = """
() => {
  const channel = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) =>
    0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const found = numbers(getComputedStyle(at).backgroundColor);
      if (found.length === 3 || found[3] === 1) return found;
    }
    return [255, 255, 255];
  };
  let weakest = { ratio: 99 };
  const all = [...document.querySelectorAll("header *, nav *, main section *")]
    .filter((one) => !one.closest("svg") && !one.closest(".drawing"));
  for (const one of all.slice(0, 6000)) {
    const own = [...one.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!own) continue;
    const a = light(numbers(getComputedStyle(one).color)), b = light(behind(one));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < weakest.ratio)
      weakest = { ratio, tag: one.tagName, words: one.textContent.slice(0, 40) };
  }
  return weakest;
}
"""
