"""What the report says of cost."""

from typing import Any

import pytest

from bcdr.evaluate.cost import COMPONENTS
from bcdr.model.vocabulary import Mode, Option, Special
from bcdr.report.blocks import Report, Table, Text
from bcdr.report.content import build_content
from bcdr.report.sections.cost import TITLES
from bcdr.study import Study
from tests.factories import current, portfolio, study, workload


def claim(report: Report, section: str) -> str:
    return next(b.text for b in report.section(section).blocks if isinstance(b, Text))


def numbers(table: Table, key: str) -> list[float]:
    return [float(str(value)) for value in table.values(key)]


def test_every_component_has_a_title() -> None:
    assert list(TITLES) == list(COMPONENTS)
    assert len(set(TITLES.values())) == len(TITLES)


def test_lines_of_the_sheet_add_up_to_the_plan(report: Report) -> None:
    lines, plan = report.table("cost-lines"), report.table("plan")
    amounts: dict[Any, float] = {}
    for id_, when, amount in zip(
        lines.values("workload_id"), lines.values("assignment"), numbers(lines, "amount_per_year"),
        strict=True,
    ):  # fmt: skip
        amounts[id_, when] = amounts.get((id_, when), 0.0) + amount
    for when, key in (("Today", "today_outlay_per_year"), ("With the plan", "outlay_per_year")):
        for id_, outlay in zip(plan.values("workload_id"), numbers(plan, key), strict=True):
            assert amounts.get((id_, when), 0.0) == pytest.approx(outlay)


def test_every_line_is_quantity_times_price_of_a_price_that_is_listed(report: Report) -> None:
    lines = report.table("cost-lines")
    listed = set(report.table("assumptions-used").values("id"))
    for quantity, price, amount in zip(
        numbers(lines, "quantity"), numbers(lines, "price"), numbers(lines, "amount_per_year"),
        strict=True,
    ):  # fmt: skip
        assert amount == quantity * price
    assert set(lines.values("price_id")) - {"none: money"} <= listed


def test_targets_add_up_to_the_costs_of_the_summary(report: Report, study: Study) -> None:
    table = report.table("target-cost")
    today = [
        total
        for total, when in zip(numbers(table, "total_per_year"), table.values("assignment"),
                               strict=True)
        if when == "Today"
    ]  # fmt: skip
    assert sum(today) == pytest.approx(study.today_outlay_per_year)
    assert sum(today) == pytest.approx(float(str(report.table("costs").rows[0][1])))


def test_the_claims_name_the_largest_shares(report: Report) -> None:
    assert "standby compute" in claim(report, "cost")
    assert "has the largest share" in claim(report, "target-cost")


def test_where_nothing_is_protected_the_report_says_that_nothing_is_spent() -> None:
    bare = current(Option.NO_RECOVERY, None, every=None, mode=Mode.NONE)
    unneeded = workload(
        rto_hours=Special.NOT_APPLICABLE, rpo_hours=Special.NOT_APPLICABLE, current=(bare,)
    )
    report = build_content(study(portfolio(unneeded)))
    assert claim(report, "cost") == "The plan has no outlay."
    assert claim(report, "target-cost") == "No target costs anything with the plan."
    assert report.table("cost-lines").rows == ()
