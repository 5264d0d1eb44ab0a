"""What a study can be asked about its own numbers, and the table of what is missing."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from bcdr.model.portfolio import Decision
from bcdr.model.vocabulary import DecisionKind, Goal
from bcdr.study import Study
from bcdr.study_sensitivity import COLUMNS
from tests.factories import azure, current, portfolio, second_hub, study, target, workload

NOW = (current(),)
BLANK: dict[str, Any] = dict.fromkeys(("downtime_cost_per_hour", "vm_count"))


@pytest.fixture(scope="module")
def done() -> Study:
    return study(
        portfolio(
            workload("Shop", "Web", stateful=False, rpo_hours=None, current=NOW, owner="Ana"),
            workload("Shop", "Database", rto_hours=8.0, rpo_hours=4.0, current=(), owner="Ana"),
            workload("Archive", data_gb=None, current=NOW, owner="Bo", criticality="minor"),
            workload("Books", current=(), owner="Bo", criticality="mission-critical", **BLANK),
            workload("Mail", current=(), owner="Cy"),
            targets=(target(is_immutable=True), second_hub(), azure()),
            decisions=(Decision(workload_id="Mail", kind=DecisionKind.ACCEPT_GAP),),
        )
    )


@pytest.fixture(scope="module")
def table(done: Study) -> pd.DataFrame:
    return done.missing_inputs_table()


def line(table: pd.DataFrame, name: str, owner: str) -> pd.Series:
    found = table[(table["input"] == name) & (table["owner"] == owner)]
    assert len(found) == 1
    return found.iloc[0]


def test_a_study_answers_for_a_workload(done: Study) -> None:
    flips = done.flips("Shop / Database")
    assert flips.recommended == done.plan.strategy(1)
    costs = done.break_even("Shop / Database")
    assert costs is not None
    assert costs.recommended == done.plan.strategy(1)
    missing = done.most_important_input("Shop / Database")
    assert missing is not None
    assert missing == done.missing_inputs("Shop / Database")[0]
    assert missing.input == "Current option"
    assert done.break_even("Archive") is None


def test_prices_are_those_of_a_workload_or_of_an_application(done: Study) -> None:
    one = done.price_of_objectives("Shop / Web")
    whole = done.price_of_objectives("Shop")
    assert one.workload_ids == ("Shop / Web",)
    assert whole.workload_ids == ("Shop / Web", "Shop / Database")
    liked = done.price_of_objectives("Shop", (24.0,), (24.0,), Goal.HIGHEST_SCORE)
    assert set(liked.rto_hours) == {8.0, 24.0}
    steps = done.cost_against_rto("Shop", 4.0)
    assert steps.workload_ids == whole.workload_ids
    assert steps.rpo_hours == 4.0


def test_who_is_not_there_cannot_be_asked_about(done: Study) -> None:
    for ask in (done.flips, done.break_even, done.most_important_input):
        with pytest.raises(LookupError, match="no workload 'Nobody'"):
            ask("Nobody")
    for price in (done.price_of_objectives, done.cost_against_rto):
        with pytest.raises(LookupError, match="no workload or application 'Nobody'"):
            price("Nobody")


def test_the_table_has_a_row_for_each_input_and_owner(table: pd.DataFrame) -> None:
    assert tuple(table.columns) == COLUMNS
    assert not table.duplicated(["input", "sheet", "where", "owner"]).any()
    option = line(table, "Current option", "Bo")
    assert (option["sheet"], option["where"]) == ("Applications", "")
    assert option["workloads"] == 1
    assert option["unknown_scenarios_today"] == 4
    assert option["unknown_scenarios_planned"] == 0


def test_unknown_scenarios_weigh_by_criticality(done: Study, table: pd.DataFrame) -> None:
    weights = {tier.id: tier.weight for tier in done.catalogue.tiers}
    assert line(table, "Current option", "Bo")["unknown_weight"] == 4 * weights["mission-critical"]
    assert line(table, "Current option", "Ana")["unknown_weight"] == 4 * weights["important"]
    # Nothing can be planned for the archive, so all five binding scenarios are open as well.
    archive = line(table, "Data (GB)", "Bo")
    assert archive["unknown_scenarios_planned"] == 5
    assert archive["unknown_weight"] == weights["minor"] * (5 + archive["unknown_scenarios_today"])
    found = table["unknown_weight"].tolist()
    assert found == sorted(found, reverse=True)
    assert table.iloc[0]["input"] == "Current option"


def test_what_is_assumed_is_counted_apart(table: pd.DataFrame) -> None:
    item = line(table, "VMs", "Bo")
    assert (item["workloads"], item["assumed_workloads"]) == (1, 1)
    assert item["unknown_scenarios_today"] == 0
    assert line(table, "Current option", "Bo")["assumed_workloads"] == 0


def test_an_accepted_gap_leaves_nothing_unknown(table: pd.DataFrame) -> None:
    assert not ((table["owner"] == "Cy") & (table["unknown_weight"] > 0)).any()


def test_a_target_is_named_with_who_runs_it() -> None:
    vault = target("Vault", site=None, region=None, operator="Own IT")
    found = study(
        portfolio(*(workload(name, current=NOW) for name in "AB"), targets=(vault,))
    ).missing_inputs_table()
    row = line(found, "Site and Region", "Own IT")
    assert (row["sheet"], row["where"], row["workloads"]) == ("Targets", "Vault", 2)
    assert row["unknown_scenarios_today"] > 0


def test_where_nothing_is_missing_the_table_is_empty() -> None:
    one = workload(current=NOW)
    found = study(portfolio(one, targets=(target(is_immutable=True),))).missing_inputs_table()
    assert found.empty
    assert tuple(found.columns) == COLUMNS


def test_the_table_of_a_workload_alone_agrees_with_what_matters_most(done: Study) -> None:
    one = replace(done.portfolio, workloads=done.portfolio.workloads[2:3], decisions=())
    alone = study(one)
    first = alone.most_important_input("Archive")
    assert first is not None
    top = alone.missing_inputs_table().iloc[0]
    assert (top["input"], top["sheet"], top["owner"]) == (first.input, first.sheet, first.owner)
    unknown = top["unknown_scenarios_today"] + top["unknown_scenarios_planned"]
    assert unknown == first.unknown_scenarios
