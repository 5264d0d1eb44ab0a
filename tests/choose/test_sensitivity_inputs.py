"""Which missing input matters most: what nobody knows first, then what its range decides."""

from dataclasses import replace
from typing import Any

import pytest

from bcdr.choose.sensitivity_inputs import missing_inputs, most_important_input
from bcdr.choose.sensitivity_ranges import ranges_of
from bcdr.choose.sensitivity_trial import make_trial
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.portfolio import Decision, Workload
from bcdr.model.sensitivity import MissingInput
from bcdr.model.vocabulary import DecisionKind, TargetKind
from tests.factories import (
    azure,
    current,
    hub,
    judged,
    portfolio,
    second_hub,
    study,
    target,
    workload,
)

NOW = (current(),)


def database(**given: Any) -> Workload:
    known: dict[str, Any] = {
        "rto_hours": 8.0, "rpo_hours": 4.0, "data_gb": 800.0, "current": NOW, "owner": "Ana Ruiz",
    }  # fmt: skip
    return workload(**{**known, **given})


def missing_of(*workloads: Workload, **rest: Any) -> tuple[MissingInput, ...]:
    known: dict[str, Any] = {"targets": (target(is_immutable=True), second_hub(), azure())}
    return missing_inputs(judged(portfolio(*workloads, **{**known, **rest})), 0)


def first_of(*workloads: Workload, **rest: Any) -> MissingInput:
    return missing_of(*workloads, **rest)[0]


def test_where_all_is_given_nothing_is_missing() -> None:
    assert missing_of(database()) == ()
    assert most_important_input(judged(portfolio(database(), targets=(target(),))), 0) is None


def test_the_data_size_leaves_all_unknown_today_and_recommended() -> None:
    found = first_of(database(data_gb=None), workload("Other", data_gb=50.0))
    assert (found.input, found.sheet, found.where) == ("Data (GB)", "Applications", "")
    assert found.owner == "Ana Ruiz"
    # Five scenarios bind; nothing can be recommended, and today four need the copy's size.
    assert found.unknown_scenarios == 5 + 4
    assert found.changes_recommendation is False
    assert (found.low, found.high) == ("50 GB", "50 GB")


def test_the_size_is_taken_from_what_other_rows_state() -> None:
    others = workload("Small", data_gb=20.0), workload("Large", data_gb=30000.0)
    found = first_of(database(data_gb=None), *others)
    assert (found.low, found.high) == ("20 GB", "30 TB")
    assert found.changes_recommendation is True
    assert found.sentence == (
        f"Data (GB): {found.unknown_scenarios} binding scenarios are unknown without it, and "
        "between 20 GB and 30 TB the recommended strategy changes."
    )


def test_an_objective_that_is_not_defined_leaves_all_unknown() -> None:
    found = first_of(database(rto_hours=None))
    assert found.input == "RTO"
    assert found.unknown_scenarios == 10
    assert (found.low, found.high) == ("15 min", "14 d")
    assert found.changed_scenarios > 0


@pytest.mark.parametrize(
    ("now", "name", "count"),
    [
        ((), "Current option", 4),
        ((current(to=None),), "Current target", 4),
        ((current(every=None, mode=None),), "Current interval", 4),
    ],
)
def test_what_is_not_known_of_today_is_asked_for(
    now: tuple[object, ...], name: str, count: int
) -> None:
    found = first_of(database(current=now))
    assert (found.input, found.unknown_scenarios) == (name, count)
    assert (found.low, found.high) == ("", "")
    assert found.sentence == f"{name}: {count} binding scenarios are unknown without it."


def test_retention_leaves_open_how_far_back_copies_reach() -> None:
    found = first_of(database(current=(current(kept=None),)))
    assert (found.input, found.unknown_scenarios) == ("Retention (days)", 1)
    assert found.sentence.startswith("Retention (days): 1 binding scenario is unknown")


def test_an_unknown_scenario_weighs_more_than_another_recommendation() -> None:
    one = database(current=(current(kept=None),), stateful=None, data_loss_cost_per_hour=None)
    found = missing_of(one)
    assert found[0].input == "Retention (days)"
    assert not found[0].changes_recommendation
    assert any(item.changes_recommendation for item in found[1:])


def test_among_the_rest_what_changes_the_recommendation_comes_first() -> None:
    one = database(data_loss_cost_per_hour=None, downtime_cost_per_hour=None, vm_count=None,
                   native_replication=None)  # fmt: skip
    found = missing_of(one)
    keys = [
        (not item.changes_recommendation, -item.changed_scenarios, -item.score_spread)
        for item in found
    ]
    assert keys == sorted(keys)
    assert keys[0][0] is not keys[-1][0]


def test_the_ends_of_a_range_are_what_studies_of_them_say() -> None:
    one = database(data_loss_cost_per_hour=None, stateful=None, native_replication=None)
    given = portfolio(one, targets=(target(is_immutable=True), second_hub(), azure()))
    done = judged(given)
    by_name = {item.input: item for item in missing_inputs(done, 0)}
    seen = set()
    for item in ranges_of(make_trial(done, 0), done.inputs.data_gb):
        low, high = study(item.low), study(item.high)
        differs = low.plan.strategy(0) != high.plan.strategy(0)
        found = by_name.get(item.blank.input)
        assert (found is not None and found.changes_recommendation) is differs, item.blank.input
        seen.add(differs)
    assert seen == {True, False}


def test_what_makes_no_difference_is_left_out() -> None:
    names = {item.input for item in missing_of(database(peak_change_mb_per_s=None))}
    assert "Peak change (MB/s)" not in names


def test_a_target_that_may_be_within_reach_of_an_attacker_is_asked_about() -> None:
    known = load_catalogue()
    binding = replace(known.scenario("ransomware"), binding_for=("all",))
    vault = target("Vault", is_immutable=None, is_isolated=None, operator="Own IT")
    done = judged(portfolio(database(), targets=(vault,)), known.with_entries(scenarios=(binding,)))
    found = missing_inputs(done, 0)[0]
    assert (found.input, found.sheet, found.where) == ("Immutable or Isolated", "Targets", "Vault")
    assert found.owner == "Own IT"
    assert found.unknown_scenarios == 2
    assert (found.low, found.high) == ("no", "yes")
    assert found.changed_scenarios == 1
    assert found.sentence.startswith("Immutable or Isolated of Vault: 2 binding scenarios")


def test_a_target_of_which_nobody_said_where_it_stands_is_asked_about() -> None:
    found = first_of(database(), targets=(target(site=None, region=None),))
    assert (found.input, found.where) == ("Site and Region", "Vault")
    assert found.unknown_scenarios >= 2
    assert (found.low, found.high) == ("those of North", "others")
    nowhere = first_of(database(), targets=(target(site=None),))
    assert nowhere.input == "Site"


def test_a_hub_of_which_nobody_said_where_it_stands_is_asked_about() -> None:
    found = first_of(database(), hubs=(hub(site=None, region=None),), targets=(target(),))
    assert (found.input, found.sheet, found.where) == ("Site and Region", "Hubs", "North")
    assert (found.low, found.high) == ("", "")


def test_the_jurisdiction_of_a_target_is_asked_for_where_it_decides() -> None:
    found = missing_of(database(), targets=(target(jurisdiction=None),))
    item = next(item for item in found if item.input == "Jurisdiction")
    assert (item.sheet, item.where) == ("Targets", "Vault")
    assert (item.low, item.high) == ("not allowed", "allowed")
    # Today's copies are brought back on the Hub itself, wherever they lie.
    assert item.unknown_scenarios == 5


def test_the_hub_of_a_provider_is_asked_for_where_it_decides() -> None:
    cloud = target("Cloud", TargetKind.PROVIDER, has_hub=None, is_immutable=True, vcpu=99.0,
                   memory_gb=999.0)  # fmt: skip
    found = missing_of(database(rto_hours=3.0, native_replication=False), targets=(cloud,))
    assert any(item.input == "Provider has a Hub" and item.where == "Cloud" for item in found)


def test_a_target_that_serves_other_hubs_is_not_asked_about() -> None:
    far = target("Far", serves=("South",), is_immutable=None, is_isolated=None, site=None)
    found = missing_of(database(), targets=(target(is_immutable=True), far))
    assert not any(item.where == "Far" for item in found)


def test_a_target_to_build_is_asked_whether_it_exists() -> None:
    found = first_of(database(), targets=(target(exists=False, is_immutable=True),))
    assert (found.input, found.sheet, found.where) == ("Exists", "Targets", "Vault")


def test_an_accepted_gap_asks_for_nothing_unknown() -> None:
    accepted = Decision(workload_id="Ledger", kind=DecisionKind.ACCEPT_GAP)
    found = missing_of(database(current=()), decisions=(accepted,))
    assert all(item.unknown_scenarios == 0 for item in found)


def test_blank_criticality_money_and_systems_have_ranges() -> None:
    blank = dict.fromkeys(
        ("criticality", "mtd_hours", "downtime_cost_per_hour", "os", "hub", "largest_disk_gb",
         "daily_change_share", "vm_count", "vcpu", "memory_gb", "multi_writer",
         "planned_downtime_allowed", "template_off_hub")
    )  # fmt: skip
    done = judged(portfolio(database(**blank)))
    found = {item.blank.input: item for item in ranges_of(make_trial(done, 0), done.inputs.data_gb)}
    words = {name: (item.low_words, item.high_words) for name, item in found.items()}
    assert words["Criticality"] == ("Minor", "Mission critical")
    assert words["Downtime cost per hour"] == ("USD 20", "USD 4,000")
    assert words["OS"] == ("not on the list", "on the list")
    assert words["Hub"] == ("North", "South")
    assert words["Largest disk (GB)"] == ("small", "800 GB")
    assert words["Daily change (%)"] == ("1%", "10%")
    assert words["VMs"] == ("1", "4")
    assert words["vCPU"] == ("2 vCPU", "8 vCPU")
    assert words["Memory (GB)"] == ("8 GB", "32 GB")
    assert words["Multi-writer"] == ("no", "yes")
    assert found["Hub"].low.workloads[0].hub == "North"
