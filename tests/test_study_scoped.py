"""A study told of some workloads: sums that add up, lists without the others, one judgement."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from bcdr.model.landscape import Hub, Landscape
from bcdr.model.portfolio import Decision, Drill, Portfolio
from bcdr.model.vocabulary import DecisionKind
from bcdr.study import Study, run_study
from bcdr.study_scoped import ScopedStudy, scope_of, study_of_scope, whole_of
from tests.report.portfolios import DAILY, LANDSCAPE, SETTINGS, workload

FIXED = 10_000.0
TOTALS = (
    "outlay_per_year",
    "expected_penalty_per_year",
    "today_outlay_per_year",
    "today_expected_penalty_per_year",
)
TABLES = (
    *("coverage_table", "plan_table", "gaps_table", "reasons_table", "ranked_table"),
    *("copies_table", "cost_table", "penalty_table", "regulation_table"),
)
OF_ALL = {
    # What holds for every workload alike.
    *("settings", "catalogue", "currency", "scenario_ids", "strategies", "assumptions_table"),
    "quantities_table",
    # What is asked by the id of a workload, or by its position among all of them.
    *("workload", "ranked", "verdict", "coverage", "accepted", "frequencies", "flips"),
    *("missing_inputs", "most_important_input", "break_even", "price_of_objectives"),
    *("warning_count", "application"),
    "cost_against_rto",
    # What is made of tables that are narrowed.
    *("coverage_table", "plan_table", "gaps_table"),
    # What is shared, and so told of the whole portfolio.
    *("event_costs", "place_uses", "bandwidth_needed_mbit_per_s", "missing_inputs_table"),
}
"""What a study of a scope says as the whole study does, on purpose."""


def made(*, data_gb: tuple[float, ...] = (100.0, 300.0, 50.0, 20.0)) -> Portfolio:
    """Four workloads, three of them on one vault with a fixed cost, on two Hubs."""
    desk, web, payroll, directory = data_gb
    vault, *others = LANDSCAPE.targets
    far = Hub(name="Hub Far", site="Lübeck", region="Baltic", jurisdiction="DE")
    return Portfolio(
        workloads=(
            replace(
                workload("desk-db", data_gb=desk), application="Order desk", workload="Database"
            ),
            replace(workload("desk-web", data_gb=web), application="Order desk", workload="Web"),
            workload("payroll", data_gb=payroll, owner="Bo", current=(DAILY,)),
            workload("directory", data_gb=directory, owner="Bo", current=(), hub="Hub Far"),
        ),
        landscape=Landscape(
            (*LANDSCAPE.hubs, far), (replace(vault, fixed_cost_per_year=FIXED), *others)
        ),
        edges=(("desk-web", "desk-db"), ("payroll", "directory")),
        drills=(
            Drill(workload_id="payroll", date=None, scenario="", recovery_hours=None, result=""),
        ),
        decisions=(Decision(workload_id="directory", kind=DecisionKind.PARK),),
    )


@pytest.fixture(scope="module")
def study() -> Study:
    return run_study(made(), SETTINGS)


@pytest.fixture(scope="module")
def desk(study: Study) -> ScopedStudy:
    return study_of_scope(study, {"desk-web", "desk-db"}, "Owner Ana Ruiz")


@pytest.fixture(scope="module")
def bo(study: Study) -> ScopedStudy:
    return study_of_scope(study, {"payroll", "directory"}, "Owner Bo")


@pytest.mark.parametrize("total", TOTALS)
def test_the_totals_of_scopes_add_up_to_the_whole(
    study: Study, desk: ScopedStudy, bo: ScopedStudy, total: str
) -> None:
    whole = getattr(study, total)
    assert getattr(desk, total) + getattr(bo, total) == pytest.approx(whole)
    assert 0 < getattr(desk, total) < whole


def test_a_total_is_the_sum_of_its_lines(desk: ScopedStudy) -> None:
    lines, targets = desk.cost_table(), desk.target_cost_table()
    outlay = lines.groupby("assignment")["amount_per_year"].sum()
    fixed = targets.groupby("assignment")["fixed_cost_per_year"].sum()
    penalty = desk.penalty_table().groupby("assignment")["amount_per_year"].sum()
    assert desk.outlay_per_year == pytest.approx(outlay["planned"] + fixed["planned"])
    assert desk.today_outlay_per_year == pytest.approx(outlay["today"] + fixed["today"])
    assert desk.expected_penalty_per_year == pytest.approx(penalty["planned"])
    assert desk.today_expected_penalty_per_year == pytest.approx(penalty["today"])
    assert targets.groupby("assignment")["total_per_year"].sum()["planned"] == pytest.approx(
        desk.outlay_per_year
    )


def test_a_fixed_cost_is_divided_by_what_is_stored(study: Study) -> None:
    # Today 100, 300 and 50 GB lie on the vault under one policy, so 300 of them are 2/3.
    charged = study.today.targets.fixed_cost_per_year[0]
    part = study_of_scope(study, {"desk-web"}, "Web").part("today")
    assert charged > 0
    assert part.fixed_cost_per_year[0] == pytest.approx(charged * 300 / 450)
    assert part.workload_count[0] == 1


def test_a_fixed_cost_is_divided_by_workloads_where_nothing_is_stored() -> None:
    given = made(data_gb=(0.0, 0.0, 0.0, 0.0))
    vault, *others = given.landscape.targets
    boundless = replace(given.landscape, targets=(replace(vault, capacity_tb=None), *others))
    study = run_study(replace(given, landscape=boundless), SETTINGS)
    assert study.today.targets.fixed_cost_per_year[0] == pytest.approx(FIXED)
    part = study_of_scope(study, {"desk-web"}, "Web").part("today")
    assert part.fixed_cost_per_year[0] == pytest.approx(FIXED / 3)


def test_the_load_of_scopes_on_targets_adds_up_to_the_whole(
    study: Study, desk: ScopedStudy, bo: ScopedStudy
) -> None:
    one, other, whole = desk.targets_table(), bo.targets_table(), study.targets_table()
    for name in whole.columns:
        pd.testing.assert_series_equal(one[name], whole[name])
    for part, of_all in (
        ("scope_workloads", "workloads"),
        ("scope_planned_tb", "planned_tb"),
        ("scope_link_mbit_per_s", "planned_link_mbit_per_s"),
    ):
        np.testing.assert_allclose(one[part] + other[part], whole[of_all])


@pytest.mark.parametrize("name", TABLES)
def test_lists_hold_the_rows_of_the_scope_as_the_whole_study_has_them(
    study: Study, bo: ScopedStudy, name: str
) -> None:
    whole, told = getattr(study, name)(), getattr(bo, name)()
    wanted = whole[whole["workload_id"].isin(["payroll", "directory"])].reset_index(drop=True)
    assert set(told["workload_id"]) <= {"payroll", "directory"}
    pd.testing.assert_frame_equal(told, wanted)


def test_a_scope_of_everything_says_what_the_whole_says(study: Study) -> None:
    every = study_of_scope(study, {item.id for item in study.portfolio.workloads}, "All")
    assert every.portfolio == study.portfolio
    assert every.coverage_counts() == study.coverage_counts()
    assert every.events_per_year() == study.events_per_year()
    assert every.inversions() == study.inversions()
    assert every.open_inputs() == study.open_inputs()
    assert every.applications() == study.applications()
    whole = study.target_cost_table()
    pd.testing.assert_frame_equal(every.target_cost_table()[list(whole.columns)], whole)


def test_a_workload_is_told_as_it_was_judged_among_all(study: Study, bo: ScopedStudy) -> None:
    assert [item.workload.id for item in bo.workloads("none")] == ["payroll", "directory"]
    assert bo.workload("payroll") == study.workload("payroll")
    asked = "payroll", "planning_hours", "site-loss"
    assert bo.explain(*asked) == study.explain(*asked)


def test_the_portfolio_of_a_scope_holds_what_was_said_of_it(
    desk: ScopedStudy, bo: ScopedStudy
) -> None:
    assert [item.id for item in desk.portfolio.workloads] == ["desk-db", "desk-web"]
    assert desk.portfolio.edges == (("desk-web", "desk-db"),)
    assert (desk.portfolio.drills, desk.portfolio.decisions) == ((), ())
    assert [item.workload_id for item in bo.portfolio.decisions] == ["directory"]
    assert [item.workload_id for item in bo.portfolio.drills] == ["payroll"]
    assert desk.outside_count == 2
    assert desk.ids == {"desk-db", "desk-web"}


def test_events_are_counted_on_the_hubs_where_the_scope_stands(
    study: Study, desk: ScopedStudy
) -> None:
    whole, told = study.events_per_year(), desk.events_per_year()
    assert told["site-loss"] == pytest.approx(whole["site-loss"] / 2)
    assert told["vm-failure"] == pytest.approx(whole["vm-failure"] / 2)
    assert told["ransomware"] == whole["ransomware"]


def test_what_waits_for_something_outside_says_so(study: Study) -> None:
    payroll = study_of_scope(study, {"payroll"}, "Payroll")
    assert payroll.portfolio.edges == ()
    assert [item.needed for item in payroll.inversions()] == [
        item.needed for item in study.inversions() if item.workload == "payroll"
    ]


def test_a_scope_of_a_scope_is_one_of_the_whole(study: Study, bo: ScopedStudy) -> None:
    payroll = study_of_scope(bo, {"payroll"}, "Payroll")
    assert payroll.whole is study
    assert payroll.ids == {"payroll"}
    assert (scope_of(study), whole_of(study)) == (None, study)
    assert (scope_of(payroll), whole_of(payroll)) == (payroll, study)


def test_what_is_not_in_the_scope_is_refused(study: Study, bo: ScopedStudy) -> None:
    with pytest.raises(LookupError, match="There is no workload 'nothing'"):
        study_of_scope(study, {"nothing"}, "Nothing")
    with pytest.raises(ValueError, match="No workload is in the scope"):
        study_of_scope(study, set(), "Nothing")
    with pytest.raises(LookupError, match="'desk-db' is outside the scope: Owner Bo"):
        bo.workload("desk-db")
    with pytest.raises(LookupError, match="'desk-db' is outside the scope"):
        bo.explain("desk-db", "planning_hours", "site-loss")


def test_everything_a_study_can_be_asked_is_told_of_the_scope_or_shared_on_purpose() -> None:
    public = {name for name in dir(Study) if not name.startswith("_")}
    told = {name for name in vars(ScopedStudy) if not name.startswith("_")}
    fields = set(Study.__dataclass_fields__)
    assert public - told - fields == OF_ALL
