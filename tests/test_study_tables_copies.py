"""The table of copies: where each is, how old it can be, and after what it can be used."""

from typing import Any

import pandas as pd
import pytest

from bcdr.evaluate.missing import NO_COPY_LEFT
from bcdr.intake import read_workbook
from bcdr.model.portfolio import Portfolio
from bcdr.model.vocabulary import Mode, Option, TargetKind
from bcdr.resources import data_folder
from bcdr.study import Study, study_reading
from tests.factories import (
    AS_OF,
    SCENARIOS,
    azure,
    current,
    portfolio,
    second_hub,
    study,
    target,
    workload,
)


@pytest.fixture(scope="module")
def sample() -> Study:
    return study_reading(read_workbook(data_folder() / "sample-portfolio.xlsx", as_of=AS_OF))


def today(given: Portfolio) -> pd.DataFrame:
    table = study(given).copies_table()
    return table[table["assignment"] == "today"].reset_index(drop=True)


def answers(table: pd.DataFrame, row: int) -> dict[str, str]:
    return {scenario: str(table.loc[row, scenario]) for scenario in SCENARIOS}


def test_every_workload_is_there_today_and_as_planned_in_order(sample: Study) -> None:
    table = sample.copies_table()
    ids = [item.id for item in sample.portfolio.workloads]
    assert list(dict.fromkeys(table["workload_id"])) == ids
    assert set(table[table["assignment"] == "today"]["workload_id"]) == set(ids)
    planned = {w for w, s in zip(ids, map(sample.plan.strategy, range(len(ids))), strict=True) if s}
    assert set(table[table["assignment"] == "planned"]["workload_id"]) == planned
    keys = ["workload_id", "assignment", "protection", "copy"]
    assert not table.duplicated(keys).any()


def test_a_copy_at_another_site_survives_what_hits_the_hub_and_a_mirror_nothing_else() -> None:
    mirror = current(Option.NATIVE_REPLICATION, "South", every=None, kept=None,
                     mode=Mode.CONTINUOUS)  # fmt: skip
    table = today(portfolio(workload(current=(current(), mirror))))
    assert table["option"].tolist() == ["in-guest-backup", "native-replication"]
    assert answers(table, 0) == {**dict.fromkeys(SCENARIOS, "yes"), "ransomware": "no"}
    assert answers(table, 1) == {
        **dict.fromkeys(SCENARIOS, "yes"), "data-loss": "no", "ransomware": "no",
    }  # fmt: skip


def test_unknown_immutability_is_said_and_asked_for() -> None:
    vault = target(is_immutable=None, is_isolated=None)
    (row,) = today(portfolio(workload(current=(current(),)), targets=(vault,))).to_dict("records")
    assert (row["is_immutable"], row["is_isolated"], row["ransomware"]) == ("unknown",) * 3
    assert row["missing"] == "Immutable or Isolated (Ransomware)"
    assert row["null_reason"] == ""


def test_what_is_copied_on_stands_at_its_own_place() -> None:
    kept_on = (
        target("Near", TargetKind.ON_HUB_REPLICATED, hub="North", site="North site",
               region="North region", copies_to="Far"),
        target("Far", is_immutable=True),
    )  # fmt: skip
    table = today(portfolio(workload(current=(current(to="Near"),)), targets=kept_on))
    assert table[["copy", "target", "site", "site-loss", "ransomware"]].to_numpy().tolist() == [
        [1, "Near", "North site", "no", "no"],
        [2, "Far", "Far site", "yes", "yes"],
    ]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"data_gb": None, "current": (current(),)}, "The data size is not known."),
        ({"current": ()}, "How it is protected today is not known."),
        ({"current": (current(to=None),)}, "Where its copies go is not known."),
        ({"current": (current(every=None),)}, "How often copies are made is not known."),
        ({"current": (current(kept=None),)}, "How long copies are kept is not known."),
        (
            {"current": (current(Option.NO_RECOVERY, None, every=None, mode=Mode.NONE),)},
            "No copy is kept.",
        ),
    ],
)
def test_an_age_that_is_not_known_has_a_reason(given: dict[str, Any], reason: str) -> None:
    (row,) = today(portfolio(workload(**given))).to_dict("records")
    assert row["null_reason"] == reason


def test_a_link_that_is_too_slow_leaves_no_age() -> None:
    vault = target(link_mbit_per_s=0.05)
    (row,) = today(portfolio(workload(current=(current(),)), targets=(vault,))).to_dict("records")
    assert pd.isna(row["most_age_hours"])
    assert "never catch up" in row["null_reason"]


def test_what_is_only_assumed_to_exist_is_no_copy_of_today_that_can_be_relied_on() -> None:
    table = today(portfolio(workload(current=(current(),)), targets=(target(exists=False),)))
    assert table["is_to_build"].tolist() == [True]
    assert table.loc[0, "vm-failure"] == "unknown"
    assert str(table.loc[0, "missing"]).startswith("Targets (Data deleted or corrupted, One VM")


def test_without_a_copy_that_can_be_used_nothing_is_recovered(sample: Study) -> None:
    table = sample.copies_table()
    seen = 0
    for result in sample.workloads("none"):
        for assignment, outcomes in (
            ("today", result.today.outcomes), ("planned", result.planned.outcomes),
        ):  # fmt: skip
            own = table[
                (table["workload_id"] == result.workload.id) & (table["assignment"] == assignment)
            ]
            for outcome in outcomes:
                if outcome.null_reason == NO_COPY_LEFT:
                    seen += 1
                    assert set(own[outcome.scenario]) <= {"no"}
    assert seen > 50


def test_unknown_names_what_is_missing_and_a_number_has_no_reason(sample: Study) -> None:
    table = sample.copies_table()
    unknown = (table[list(SCENARIOS)] == "unknown").any(axis=1)
    assert unknown.any()
    assert (table[unknown]["missing"] != "").all()
    ages = ["least_age_hours", "most_age_hours", "oldest_age_hours"]
    assert (table[ages].isna().any(axis=1) == (table["null_reason"] != "")).all()
    known = table[table["null_reason"] == ""]
    assert (known["least_age_hours"] <= known["most_age_hours"]).all()
    assert (known["kept_copies"] >= 1).all()


def test_what_is_stored_is_what_targets_hold(sample: Study) -> None:
    table = sample.copies_table()
    planned = table[table["assignment"] == "planned"].groupby("target")["stored_gb"].sum()
    use = sample.targets_table().set_index("target")["planned_tb"] * 1000.0
    held = {str(name): stored for name, stored in planned.to_dict().items()}
    for name in set(held) - {""}:
        assert use[name] == pytest.approx(held[name])


def test_places_of_azure_and_a_second_hub_are_named() -> None:
    given = portfolio(workload(current=(current(to="Azure"), current(to="South"))),
                      targets=(azure(site=None), second_hub()))  # fmt: skip
    assert today(given)["site"].tolist() == ["cloud", "South site"]
