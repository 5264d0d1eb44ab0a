"""What changed between two studies, and the rule or number behind each change."""

from dataclasses import replace

import pytest

from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.portfolio import Portfolio
from bcdr.model.settings import Settings
from bcdr.model.vocabulary import Goal
from bcdr.study import Study, run_study
from bcdr.study_changes import Changes, changes_between
from tests.report.portfolios import LANDSCAPE, SETTINGS, portfolio, workload

TWO = portfolio([workload("Shop"), workload("Desk", rto_hours=4.0, rpo_hours=0.25)])


def study(given: Portfolio = TWO, settings: Settings = SETTINGS) -> Study:
    return run_study(given, settings)


def changes(after: Portfolio, settings: Settings = SETTINGS) -> Changes:
    return changes_between(study(), study(after, settings))


def with_workload(number: int, **more: object) -> Portfolio:
    workloads = list(TWO.workloads)
    workloads[number] = replace(workloads[number], **more)  # type: ignore[arg-type]
    return replace(TWO, workloads=tuple(workloads))


def test_the_same_study_has_no_changes() -> None:
    found = changes(TWO)
    assert found.is_empty
    assert all(one.before == one.after for one in found.totals)


def test_a_changed_cell_is_told_in_the_words_of_its_column() -> None:
    found = changes(with_workload(0, rto_hours=2.0, owner="Jo Berg"))
    assert [one.sentence for one in found.inputs] == [
        "Owner of Shop: Ana Ruiz to Jo Berg",
        "RTO of Shop: 2 d to 2 h",
    ]


def test_a_changed_objective_is_named_behind_the_recommendation_it_changes() -> None:
    found = changes(with_workload(0, rto_hours=1.0, rpo_hours=0.25))
    recommended = [one for one in found.results if one.what == "recommendation"]
    assert [one.workload_id for one in recommended] == ["Shop"]
    assert recommended[0].inputs == ("RTO of Shop: 2 d to 1 h", "RPO of Shop: 24 h to 15 min")
    assert "What moved most is the part objectives: " in recommended[0].cause


def test_a_strategy_that_a_rule_now_refuses_is_told_with_the_rule() -> None:
    before = study(with_workload(1, native_replication=True))
    after = study(with_workload(1, native_replication=False))
    found = changes_between(before, after)
    (recommended,) = [one for one in found.results if one.what == "recommendation"]
    assert "is refused now: no-native-replication." in recommended.cause


def test_a_target_that_is_gone_is_the_cause_of_what_stood_on_it() -> None:
    fewer = replace(TWO, landscape=replace(LANDSCAPE, targets=LANDSCAPE.targets[:1]))
    found = changes(fewer)
    assert "Targets: Hub South removed" in [one.sentence for one in found.inputs]
    causes = [one.cause for one in found.results if one.what == "recommendation"]
    assert causes
    assert all("no longer among what can be built" in cause for cause in causes)


def test_another_goal_is_the_cause_of_another_recommendation() -> None:
    found = changes(TWO, replace(SETTINGS, goal=Goal.LEAST_CHANGE))
    assert "Goal of the study: highest-score to least-change" in [
        one.sentence for one in found.inputs
    ]
    for one in found.results:
        if one.what == "recommendation":
            assert one.cause == "The goal is least change in place of highest score."


def test_a_price_that_changes_a_recommendation_is_told_as_the_part_of_the_score() -> None:
    known = load_catalogue()
    dear = replace(known.price("standby-hub"), value=900.0, low=900.0, high=900.0)
    before = study()
    after = run_study(TWO, SETTINGS, known.with_entries(prices=(dear,)))
    found = changes_between(before, after)
    assert [one.sentence for one in found.inputs] == ["list price of standby-hub: 0.06 to 900"]
    outlay = next(one for one in found.totals if one.title == "Outlay with the plan")
    assert outlay.before == pytest.approx(before.outlay_per_year)
    assert outlay.after == pytest.approx(after.outlay_per_year)


def test_workloads_that_only_one_has_are_inputs_added_or_removed() -> None:
    found = changes(replace(TWO, workloads=TWO.workloads[:1]))
    assert [one.sentence for one in found.inputs] == ["Applications: Desk removed"]
    assert {one.workload_id for one in found.results} <= {"Shop"}
