"""What the report says of its formulas."""

from bcdr.evaluate.explain import ALIASES
from bcdr.evaluate.recording import QUANTITIES
from bcdr.report.blocks import Medium, Report
from bcdr.report.csv import column_heading
from bcdr.report.sections.quantities import shown_in
from bcdr.study import Study


def test_every_formula_is_listed_with_where_it_is_shown(report: Report) -> None:
    table = report.table("quantities")
    assert list(table.values("id")) == list(QUANTITIES)
    shown = dict(zip(table.values("id"), table.values("shown_in"), strict=True))
    assert "Plan: Score (0 to 100)" in str(shown["score"])
    assert "Copies: Oldest copy (hours)" in str(shown["oldest_hours"])
    assert shown["vm_batches"] == "explanations only"


def test_what_is_said_to_be_shown_is_a_heading_of_that_sheet(report: Report) -> None:
    headings = {
        f"{section.title}: {column_heading(column)}"
        for section in report.sections
        for table in section.tables
        for column in table.shown_on(Medium.WORKBOOK).columns
    }
    for places in shown_in(report.sections).values():
        assert set(places) <= headings


def test_every_id_on_a_heading_can_be_asked_for(report: Report, study: Study) -> None:
    ids = shown_in(report.sections)
    assert len(ids) > 12
    plan = study.plan_table()
    workload = plan[plan["strategy_id"] != ""]["workload_id"].iloc[0]
    for id_ in ids:
        found = study.explain(workload, id_, "vm-failure")
        assert found.steps
    assert set(ids) <= set(QUANTITIES)


def test_other_names_are_listed_beside_the_id(report: Report) -> None:
    table = report.table("quantities")
    names = dict(zip(table.values("id"), table.values("aliases"), strict=True))
    for name, stands_for in ALIASES.items():
        assert name in str(names[stands_for]).split(", ")
