"""The pages of single applications: which have one, what it says, and how it is reached."""

import re

import pytest

from bcdr.model.portfolio import Decision
from bcdr.model.vocabulary import DecisionKind
from bcdr.report.content import Medium, build_content
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
