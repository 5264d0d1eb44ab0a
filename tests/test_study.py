"""The whole chain once: what a study says of a workload, an application and a portfolio."""

import datetime
import math
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from bcdr.intake import read_workbook
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.portfolio import Decision, ObjectiveDefault
from bcdr.model.vocabulary import Coverage, DecisionKind, Option, Special, TargetKind, Verdict
from bcdr.resources import data_folder
from bcdr.study import Study, run_study, study_reading
from tests.factories import (
    AS_OF,
    SCENARIOS,
    azure,
    codes,
    current,
    knowledge,
    portfolio,
    second_hub,
    settings,
    study,
    target,
    workload,
)

STATES = {str(state) for state in Coverage}
GAPS = {"late", "lossy", "late-and-lossy", "unrecoverable", "unknown"}


@pytest.fixture(scope="module")
def sample() -> Study:
    """The study of the portfolio that is shipped."""
    reading = read_workbook(Path(data_folder()) / "sample-portfolio.xlsx", as_of=AS_OF)
    return study_reading(reading)


def today_of(done: Study, workload_id: str = "Ledger") -> dict[str, str]:
    return {item.scenario: item.coverage for item in done.workload(workload_id).today.outcomes}


def test_unrecoverable_is_never_a_number_of_hours(sample: Study) -> None:
    seen = 0
    for result in sample.workloads():
        ranked = [outcome for item in result.ranked for outcome in item.outcomes]
        for outcome in (*result.today.outcomes, *result.planned.outcomes, *ranked):
            if outcome.coverage is Coverage.UNRECOVERABLE:
                seen += 1
                assert outcome.recovery_planning_hours is outcome.loss_hours is None
                assert outcome.null_reason
    assert seen


def test_every_missing_number_has_a_reason_and_no_number_is_infinite(sample: Study) -> None:
    for result in sample.workloads("none"):
        for outcome in (*result.today.outcomes, *result.planned.outcomes):
            hours = (outcome.recovery_likely_hours, outcome.recovery_planning_hours,
                     outcome.loss_hours, outcome.mean_loss_hours)  # fmt: skip
            assert all(item is None or math.isfinite(item) for item in hours)
            assert None not in hours or outcome.null_reason


def test_every_unknown_says_what_is_missing_or_who_holds_it_up(sample: Study) -> None:
    unknown = [
        outcome for result in sample.workloads("none") for outcome in result.today.outcomes
        if outcome.coverage is Coverage.UNKNOWN
    ]  # fmt: skip
    assert unknown
    assert all(item.missing or "is not:" in item.null_reason for item in unknown)


def test_met_means_within_both_objectives(sample: Study) -> None:
    table = sample.coverage_table()
    for when in ("today", "planned"):
        met = table[table[when] == "met"]
        assert len(met)
        assert (met[f"{when}_recovery_hours"] <= met["rto_hours"]).all()
        assert (met[f"{when}_loss_hours"] <= met["rpo_hours"]).all()


def test_counts_tables_and_results_agree(sample: Study) -> None:
    table, counts = sample.coverage_table(), sample.coverage_counts()
    assert len(table) == len(sample.portfolio.workloads) * len(SCENARIOS)
    for when in ("today", "planned"):
        for scenario in SCENARIOS:
            column = table[table["scenario"] == scenario][when]
            assert set(counts[when][scenario]) == STATES
            assert Counter(column) == Counter(
                {state: n for state, n in counts[when][scenario].items() if n}
            )
    plan = sample.plan_table()
    assert plan["workload_id"].tolist() == [item.id for item in sample.portfolio.workloads]
    fixed = sample.targets_table()["fixed_cost_per_year"].sum()
    assert sample.outlay_per_year == pytest.approx(plan["outlay_per_year"].sum() + fixed)
    assert sample.expected_penalty_per_year == pytest.approx(
        plan["expected_penalty_per_year"].sum()
    )


def test_gaps_are_what_is_not_covered_today_binding_and_most_critical_first(
    sample: Study,
) -> None:
    gaps, table = sample.gaps_table(), sample.coverage_table()
    assert len(gaps) == table["today"].isin(GAPS).sum()
    assert gaps["is_binding"].tolist() == sorted(gaps["is_binding"], reverse=True)
    binding = gaps[gaps["is_binding"]]
    assert binding["criticality_rank"].is_monotonic_increasing


def test_tables_hold_plain_values(sample: Study) -> None:
    for name in (
        "coverage", "plan", "gaps", "reasons", "ranked", "assumptions", "targets", "copies",
        "cost", "target_cost", "quantities", "regulation",
    ):  # fmt: skip
        table = getattr(sample, f"{name}_table")()
        assert len(table)
        kinds = {type(value) for column in table for value in table[column].tolist()}
        assert kinds <= {str, float, int, bool}, name


def test_ranked_strategies_are_feasible_and_in_order(sample: Study) -> None:
    for result in sample.workloads():
        assert [item.rank for item in result.ranked] == list(range(1, len(result.ranked) + 1))
        assert all(item.is_feasible and item.score for item in result.ranked)
        assert result.feasible_count + result.refused_count == len(sample.strategies)


def test_plan_never_makes_a_binding_scenario_unrecoverable_that_is_not_today(
    sample: Study,
) -> None:
    for result in sample.workloads("none"):
        if result.recommended is None:
            continue
        for now, then in zip(result.today.outcomes, result.planned.outcomes, strict=True):
            if then.coverage is Coverage.UNRECOVERABLE:
                assert now.coverage is not Coverage.MET


def test_everything_is_told_with_detail_all_and_the_best_otherwise() -> None:
    done = study(portfolio())
    every = done.workload("Ledger", detail="all").ranked
    assert len(every) == len(done.strategies)
    assert {item.is_feasible for item in every} == {True, False}
    assert all(item.rank is None and item.score is None for item in every if not item.is_feasible)
    best = done.workload("Ledger", detail="ranked").ranked
    assert best == every[: len(best)]
    assert len(best) == done.settings.ranked_count
    assert done.workload("Ledger", detail="none").ranked == ()


SAFE = (target(is_immutable=True), second_hub(), azure())


def test_today_meets_where_every_binding_scenario_is_met() -> None:
    given = workload(rto_hours=80.0, current=(current(),))
    verdict, reason = study(portfolio(given, targets=SAFE)).verdict(0)
    assert verdict is Verdict.TODAY_MEETS
    assert "today" in reason


def test_unrecoverable_scenario_that_nobody_accepted_excludes_meets() -> None:
    # All that binds is met, but ransomware leaves nothing.
    given = portfolio(workload(rto_hours=80.0, current=(current(),)))
    assert today_of(study(given))["ransomware"] == "unrecoverable"
    assert study(given).verdict(0)[0] is Verdict.CAN_MEET
    accepted = Decision(workload_id="Ledger", kind=DecisionKind.ACCEPT_GAP,
                        until=AS_OF + datetime.timedelta(days=1))  # fmt: skip
    eased = study(replace(given, decisions=(accepted,)))
    assert today_of(eased)["ransomware"] == "accepted"
    assert eased.verdict(0)[0] is Verdict.TODAY_MEETS


def test_can_meet_where_the_recommendation_does() -> None:
    done = study(portfolio(workload(rto_hours=6.0), targets=SAFE))
    assert done.verdict(0)[0] is Verdict.CAN_MEET
    assert {item.coverage for item in done.workload("Ledger").planned.outcomes[:5]} == {"met"}


def test_cannot_meet_names_the_number_in_the_way() -> None:
    done = study(portfolio(workload(rto_hours=0.5, rpo_hours=4.0)))
    verdict, reason = done.verdict(0)
    assert verdict is Verdict.CANNOT_MEET
    assert "recovery takes" in reason
    assert "allowed 30 min" in reason


def test_cannot_meet_names_the_blocker_in_the_way() -> None:
    given = portfolio(targets=(target(jurisdiction="US"),))
    verdict, reason = study(given).verdict(0)
    assert verdict is Verdict.CANNOT_MEET
    assert "Vault lies in US; allowed are DE and NL." in reason


def test_unknown_names_what_to_fill_in() -> None:
    assert study(portfolio(workload(data_gb=None))).verdict(0) == (
        Verdict.UNKNOWN, "Not known: Data (GB). Without it this cannot be judged.",
    )  # fmt: skip
    verdict, reason = study(portfolio(workload(rto_hours=None))).verdict(0)
    assert verdict is Verdict.UNKNOWN
    assert "No RTO is given" in reason


def test_what_nobody_needs_back_is_accepted() -> None:
    unneeded = workload(rto_hours=Special.NOT_APPLICABLE, rpo_hours=Special.NOT_APPLICABLE)
    done = study(portfolio(unneeded))
    assert set(today_of(done).values()) <= {"accepted", "met"}
    assert done.workload("Ledger").recommended == done.strategies[0]


def test_scenario_out_of_scope_is_shown_as_such_and_counts_for_nothing() -> None:
    known = load_catalogue()
    left_out = knowledge(scenarios=(replace(known.scenario("site-loss"), in_scope=False),))
    given = portfolio(workload(rto_hours=80.0, current=(current(),)),
                      targets=(target(site="North site", is_immutable=True), azure()))  # fmt: skip
    usual, without = study(given), study(given, left_out)
    assert today_of(usual)["site-loss"] == "unrecoverable"
    assert today_of(without)["site-loss"] == "out-of-scope"
    assert without.coverage_counts()["today"]["site-loss"]["out-of-scope"] == 1
    assert without.events_per_year()["site-loss"] == 0
    assert usual.verdict(0)[0] is not Verdict.TODAY_MEETS
    assert without.verdict(0)[0] is Verdict.TODAY_MEETS


def test_assumed_target_never_covers_today_and_reads_to_build() -> None:
    given = portfolio(
        workload(current=(current(),)),
        targets=tuple(replace(item, is_assumed=True) for item in SAFE),
    )
    done = study(given)
    assert today_of(done)["vm-failure"] == "unknown"
    assert done.plan_table()["is_to_build"].tolist() == [True]
    assert all(item.is_to_build for item in done.workload("Ledger").ranked)
    assert "to-build" in codes(done.workload("Ledger").planned.reasons)


def test_objectives_of_a_scenario_are_shown_with_their_origin() -> None:
    default = ObjectiveDefault(criticality=None, scenario="ransomware", rto_hours=200.0)
    given = portfolio(workload(), objectives=(default,))
    found = {item.scenario: item for item in study(given).workload("Ledger").objectives}
    assert (found["ransomware"].rto_hours, found["ransomware"].origin) == (200.0, "tier default")
    assert (found["site-loss"].rto_hours, found["site-loss"].origin) == (24.0, "given")


def test_application_fares_as_its_slowest_workload_and_names_the_path() -> None:
    given = portfolio(
        workload(part="Web", data_gb=10.0, rto_hours=8.0, current=(current(),)),
        workload(part="Store", vm_count=9, rto_hours=8.0, current=(current(),)),
        edges=(("Ledger / Web", "Ledger / Store"),),
    )
    done = study(given)
    (application,) = done.applications()
    assert done.application(application.application) == application
    with pytest.raises(LookupError, match="no application 'Elsewhere'"):
        done.application("Elsewhere")
    found = {item.scenario: item for item in application.today}
    assert application.workload_ids == ("Ledger / Web", "Ledger / Store")
    assert found["site-loss"].coverage == "late"
    assert found["site-loss"].critical_path == ("Ledger / Store", "Ledger / Web")
    hours = [
        item.outcomes[4].recovery_planning_hours
        for item in (study(given).workload(id_).today for id_ in application.workload_ids)
    ]
    assert found["site-loss"].recovery_hours == max(item for item in hours if item is not None)


def test_workload_held_up_by_its_application_says_by_whom() -> None:
    given = portfolio(
        workload(part="Web", data_gb=10.0, rto_hours=8.0, current=(current(),)),
        workload(part="Store", vm_count=9, rto_hours=8.0, current=(current(),)),
    )
    outcomes = {
        item.scenario: item for item in study(given).workload("Ledger / Web").today.outcomes
    }
    assert outcomes["site-loss"].coverage is Coverage.LATE
    assert outcomes["site-loss"].null_reason == (
        "It is up in time, but Ledger is not: Ledger / Store."
    )
    assert outcomes["vm-failure"].coverage is Coverage.MET


def test_workload_of_a_hub_that_nobody_named_is_studied_all_the_same() -> None:
    done = study(portfolio(workload(hub=None, current=(current(),)), workload("Other")))
    assert today_of(done)["site-loss"] == "unknown"
    assert done.workload("Ledger").hub == ""


def test_target_of_the_studys_own_table_counts_what_is_free_on_its_hub() -> None:
    table = study(portfolio(targets=(second_hub(capacity_tb=None),))).targets_table()
    assert table["capacity_tb"].tolist() == [100.0]


def test_progress_goes_from_nothing_to_all() -> None:
    told: list[tuple[float, str]] = []
    run_study(portfolio(), settings(), progress=lambda share, words: told.append((share, words)))
    shares = [share for share, _ in told]
    assert shares[0] == 0.0
    assert shares[-1] == 1.0
    assert shares == sorted(shares)
    assert all(words for _, words in told)


@pytest.mark.parametrize("name", ["workload", "Hub", "target"])
def test_portfolio_of_nothing_is_refused_with_a_sentence(name: str) -> None:
    given = portfolio()
    landscape = given.landscape
    empty = {
        "workload": replace(given, workloads=()),
        "Hub": replace(given, landscape=replace(landscape, hubs=())),
        "target": replace(given, landscape=replace(landscape, targets=())),
    }[name]
    with pytest.raises(ValueError, match=f"has no {name}. A study needs at least one"):
        run_study(empty, settings())


def test_asking_for_a_workload_that_is_not_there_gets_a_sentence() -> None:
    with pytest.raises(LookupError, match="There is no workload 'Leger'"):
        study(portfolio()).workload("Leger")


def test_same_input_gives_the_same_study() -> None:
    one, other = study(portfolio()), study(portfolio())
    assert one.workload("Ledger", detail="all") == other.workload("Ledger", detail="all")


def test_kind_of_place_without_a_hub_converts_disks() -> None:
    def hours(*, has_hub: bool) -> float:
        cloud = target("Cloud", TargetKind.PROVIDER, has_hub=has_hub, vcpu=99.0, memory_gb=999.0)
        made = current(Option.STOPPED_VM_SNAPSHOT, "Cloud")
        done = study(portfolio(workload(current=(made,)), targets=(cloud,)))
        outcome = done.workload("Ledger").today.outcomes[SCENARIOS.index("site-loss")]
        assert outcome.recovery_planning_hours is not None
        return outcome.recovery_planning_hours

    assert hours(has_hub=False) > hours(has_hub=True)
