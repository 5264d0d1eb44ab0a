"""A report of a scope: about its workloads alone, and plain about what is shared."""

import io
from collections import Counter

import openpyxl
import pytest

from bcdr.report.blocks import Figures, Report, Section, Text, TextRole
from bcdr.report.content import build_content
from bcdr.report.excel import write_workbook
from bcdr.report.html import html_page
from bcdr.report.sections.scope import SHARED
from bcdr.report.study_json import study_json
from bcdr.study import Study
from bcdr.study_scoped import ScopedStudy, study_of_scope
from tests.report.portfolios import AS_OF
from tests.report.test_html import Page

OWNER = "Birte Lorenz"


@pytest.fixture(scope="module")
def scoped(study: Study) -> ScopedStudy:
    """The workloads of one owner of the sample; some wait for what belongs to others."""
    ids = {item.id for item in study.portfolio.workloads if item.owner == OWNER}
    return study_of_scope(study, ids, f"Owner {OWNER}")


@pytest.fixture(scope="module")
def told(scoped: ScopedStudy) -> Report:
    """What the report on the scope says, with the chapters that only a page has."""
    return build_content(scoped, applications=())


def notes(section: Section) -> list[str]:
    return [
        block.text
        for block in section.blocks
        if isinstance(block, Text) and block.role is TextRole.NOTE
    ]


def test_every_list_is_about_the_scope_alone(
    told: Report, study: Study, scoped: ScopedStudy
) -> None:
    outside = {one.title for one in study.portfolio.workloads if one.id not in scoped.ids}
    for section in (*told.sections, *told.pages):
        for table in section.tables:
            keys = [column.key for column in table.columns]
            if "workload_id" in keys:
                assert set(table.values("workload_id")) <= scoped.ids, table.id
            if "title" in keys:
                assert not outside & set(table.values("title")), table.id


def test_headline_figures_and_charts_count_the_scope(told: Report, scoped: ScopedStudy) -> None:
    summary = told.section("summary")
    claim = summary.blocks[0]
    assert isinstance(claim, Text)
    assert claim.text.startswith("0 of 5 workloads meet every binding objective today")
    figures = next(one for one in summary.blocks if isinstance(one, Figures)).figures
    assert figures[0].note == "0% of 5 workloads in 3 applications"
    assert set(told.table("coverage-counts").values("workloads")) == {5}
    assert sum(told.table("criticality").values("workloads")) == 5
    costs = told.table("costs")
    assert costs.values("outlay")[:2] == (scoped.today_outlay_per_year, scoped.outlay_per_year)
    by_target = told.table("cost-by-target")
    assert sum(by_target.values("outlay_planned")) == pytest.approx(scoped.outlay_per_year)


def test_what_is_shared_is_said_once_and_every_sheet_says_what_it_is_about(told: Report) -> None:
    said = [line for section in told.sections for line in notes(section)]
    about = f"In scope, Owner {OWNER}: 5 workloads of 120."
    assert Counter(line.count(SHARED) for line in said)[1] == 1
    assert notes(told.section("summary"))[0] == f"{about} {SHARED}"
    assert told.subtitle.endswith(f"Owner {OWNER}: 5 workloads of 120")
    for section in told.sections:
        if section.id not in {"summary", "about"}:
            first = notes(section)[0]
            assert first == about or "whatever the scope" in first or section.id == "targets"
    assert notes(told.section("targets"))[0].startswith("Of the whole portfolio")
    assert notes(told.section("findings")) == ["Of everything that was read, whatever the scope."]


def test_a_whole_report_says_nothing_of_a_scope(report: Report) -> None:
    said = [line for section in report.sections for line in notes(section)]
    assert not any(words in line for line in said for words in ("In scope,", "whatever the"))
    assert "scope" not in [table.id for table in report.section("about").tables]
    assert not any(key.startswith("scope") for key in _keys(report, "target-use"))
    assert not any(key.startswith("whole") for key in _keys(report, "target-cost"))


def _keys(report: Report, table: str) -> list[str]:
    return [column.key for column in report.table(table).columns]


def test_the_row_check_accounts_for_every_workload(told: Report) -> None:
    rows = dict(told.table("rows").rows)
    assert rows["Rows left out"] == "1: Findings says which and why"
    assert int(str(rows["Rows read, all sheets"])) == int(str(rows["Rows used"])) + 1
    named = ("Workloads these describe", "Outside the scope", "Workloads in the plan")
    assert [rows[name] for name in named] == ["120", "115", "5"]
    assert rows["Difference"] == "none: every workload in scope is in the plan"


def test_the_part_of_the_scope_and_the_rest_make_the_whole(told: Report, study: Study) -> None:
    rows = told.table("scope-costs").rows
    for first, whole in ((0, study.today), (3, study.planned)):
        inside, outside, every = rows[first : first + 3]
        assert inside[0] != outside[0]
        for one, other, both in zip(inside[1:], outside[1:], every[1:], strict=True):
            assert one + other == pytest.approx(both)
        assert every[-2] == pytest.approx(whole.total_outlay_per_year)
        assert every[-1] == pytest.approx(whole.total_expected_penalty_per_year)


def test_targets_stay_whole_with_the_part_of_the_scope_beside(told: Report, report: Report) -> None:
    table, whole = told.table("target-use"), report.table("target-use")
    for key in ("target", "workloads", "planned_tb", "storage_share", "fixed_cost_per_year"):
        assert table.values(key) == whole.values(key)
    assert sum(table.values("scope_workloads")) == 6
    beside = told.table("target-cost")
    assert beside.values("whole_total_per_year") == report.table("target-cost").values(
        "total_per_year"
    )


def test_what_is_waited_for_outside_the_scope_is_named_and_marked(told: Report) -> None:
    waits = [str(value) for value in told.table("recovery-order").values("needs") if value]
    assert any("(outside the scope)" in one for one in waits)
    inside = "Dangerous goods register / Database"
    assert inside in waits
    # Waves are those of all workloads: what waits for something outside is not in the first one.
    waves = dict(
        zip(
            told.table("recovery-order").values("title"),
            told.table("recovery-order").values("wave"),
            strict=True,
        )
    )
    assert waves[inside] == 2


def test_the_workbook_has_the_live_sheets_of_cost(told: Report) -> None:
    written = io.BytesIO()
    write_workbook(told, written, as_of=AS_OF)
    book = openpyxl.load_workbook(written)
    live = {"Cost", "Cost per workload", "Cost per target", "Cost lines", "Penalty lines"}
    assert {*live, "Price list"} <= set(book.sheetnames)
    assert {"total_outlay_per_year", "total_expected_penalty_per_year"} <= set(book.defined_names)
    ids = [cell.value for cell in book["Applications"]["A"][3:] if cell.value]
    assert len(ids) == 5


def test_the_page_tells_the_story_of_the_scope(told: Report) -> None:
    parsed = Page(html_page(told))
    said = parsed.text()
    assert f"In scope, Owner {OWNER}: 5 workloads of 120. {SHARED}" in said
    assert "3 applications with 5 workloads on 1 Hub" in said
    assert "Part of the whole portfolio" in said
    ids = [section["id"] for section in parsed.all("section")]
    assert len([one for one in ids if (one or "").startswith("application-")]) == 3


def test_the_json_holds_the_scope_and_its_sums(scoped: ScopedStudy) -> None:
    said = study_json(scoped, "chosen")
    assert {one["id"] for one in said["workloads"]} == set(said["scope"]) == scoped.ids
    assert said["scope_words"] == f"Owner {OWNER}"
    assert said["inputs"]["workloads"] == 120
    assert said["portfolio"]["outlay_per_year"] == scoped.outlay_per_year
    assert sum(said["portfolio"]["coverage"]["today"]["site-loss"].values()) == 5
