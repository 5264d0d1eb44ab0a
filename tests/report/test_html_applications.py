"""The pages of single applications: which have one, what it says, and how it is reached."""

import re

import pytest

from bcdr.model.portfolio import Decision
from bcdr.model.vocabulary import DecisionKind
from bcdr.report import html_pages
from bcdr.report.content import Medium, Text, build_content
from bcdr.report.html import html_page
from bcdr.report.sections import applications
from bcdr.study import Study, run_study
from tests.report.portfolios import AS_OF, HOSTILE_NAMES, SETTINGS, hostile, portfolio, workload
from tests.report.test_html import Page

COVERED = {"rto_hours": 5000.0, "rpo_hours": 5000.0, "mtd_hours": 9000.0}


@pytest.fixture(scope="module")
def study() -> Study:
    """One application with a gap, a note and a decision, and one that is covered."""
    given = portfolio(
        [workload("Shop", current=(), notes="Moves in May."), workload("Desk", **COVERED)]
    )
    decision = Decision(
        workload_id="Shop", kind=DecisionKind.PARK, decided_by="Ana Ruiz", date=AS_OF,
        reason="wait for May",
    )  # fmt: skip
    return run_study(
        type(given)(workloads=given.workloads, landscape=given.landscape, decisions=(decision,)),
        SETTINGS,
    )


def titles(study: Study, *selected: str) -> list[str]:
    pages = build_content(study, applications=selected).pages
    return [page.title for page in pages if page.id.startswith("application-")]


def test_an_application_with_gaps_has_a_page_and_one_without_only_if_asked_for(
    study: Study,
) -> None:
    assert titles(study) == ["Shop"]
    assert titles(study, "Desk") == ["Shop", "Desk"]
    assert titles(study, "Unheard of") == ["Shop"]


def test_a_report_without_pages_has_none(study: Study) -> None:
    assert build_content(study).pages == ()
    pages = build_content(study, applications=()).pages
    assert {page.medium for page in pages} == {Medium.PAGE}


def test_a_page_says_coverage_gaps_plan_notes_and_decisions(study: Study) -> None:
    text = Page(html_page(build_content(study, applications=()))).text()
    for said in (
        "Owner: Ana Ruiz. Criticality: Important.",
        "Note on Shop: Moves in May.",
        "Decision on Shop: park, decided by Ana Ruiz: wait for May",
        "Gaps and actions",
        "Objectives, and what becomes of them",
    ):
        assert said in text


def test_pages_are_reached_from_a_list_and_the_list_from_the_top(study: Study) -> None:
    page = html_page(build_content(study, applications=["Desk"]))
    assert '<a href="#applications">Applications</a>' in page
    for link in re.findall(r'href="#(application-\d+)"', page):
        assert f'id="{link}"' in page
    assert page.index('id="applications"') < page.index('id="application-1"')
    assert 'id="method"' in page


def test_names_of_applications_open_no_element() -> None:
    parsed = Page(html_page(build_content(run_study(hostile(), SETTINGS), applications=())))
    assert parsed.all("img") == []
    assert parsed.all("b") == []
    shown = build_content(run_study(hostile(), SETTINGS), applications=HOSTILE_NAMES).pages
    assert set(HOSTILE_NAMES) <= {page.title for page in shown}


def test_only_the_worst_have_a_page_where_there_are_very_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(applications, "MOST_PAGES", 2)
    bare = [workload(f"App {number}", current=()) for number in range(4)]
    study = run_study(portfolio(bare), SETTINGS)
    assert len(titles(study)) == 2
    assert len(titles(study, "App 3")) <= 3


def test_a_page_without_phases_says_so_and_where_to_get_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bare = [workload(f"App {n}", current=()) for n in range(3)]
    study = run_study(portfolio(bare), SETTINGS)
    monkeypatch.setattr(html_pages, "MOST_WITH_PHASES", 2)
    pages = [
        page
        for page in build_content(study, applications=()).pages
        if page.id.startswith("application-")
    ]
    has_phases = [any(one.id.endswith("-phases") for one in page.tables) for page in pages]
    assert has_phases == [True, True, False]
    said = [
        [one.text for one in page.blocks if isinstance(one, Text) and "phases" in one.text]
        for page in pages
    ]
    assert said[:2] == [[], []]
    assert said[2] == [
        "The phases of recovery are left out here, since the report is long: they stand on the "
        "pages with the worst gaps. For those of one workload: bcdr explain FILE --workload ID "
        f"--quantity planning_hours --scenario S. The ID is {pages[2].title}."
    ]


def test_applications_with_gaps_that_have_no_page_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bare = [workload(f"App {n}", current=()) for n in range(3)]
    study = run_study(portfolio(bare), SETTINGS)
    every = build_content(study, applications=())
    assert every.pages_purpose.startswith("A page for each application with gaps")
    for module in (applications, html_pages):
        monkeypatch.setattr(module, "MOST_PAGES", 2)
    page = Page(html_page(build_content(study, applications=()))).text()
    assert "A page for each of the 2 applications with the worst gaps" in page
    assert "1 more application with gaps may have none" in page
