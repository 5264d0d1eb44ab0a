"""The tables of cost: every component, per workload and per target, with one sum."""

from dataclasses import replace

import pytest

from bcdr.evaluate.cost import COMPONENTS
from bcdr.intake import read_workbook
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.vocabulary import Mode, Option, TargetKind
from bcdr.resources import data_folder
from bcdr.study import Study, study_reading
from bcdr.study_tables_cost import price_id
from tests.factories import (
    AS_OF,
    current,
    knowledge,
    portfolio,
    study,
    target,
    workload,
)


@pytest.fixture(scope="module")
def sample() -> Study:
    return study_reading(read_workbook(data_folder() / "sample-portfolio.xlsx", as_of=AS_OF))


def lines_of(done: Study, assignment: str = "today") -> dict[str, dict[str, object]]:
    table = done.cost_table()
    rows = table[table["assignment"] == assignment].to_dict("records")
    return {str(row["component"]): {str(k): v for k, v in row.items()} for row in rows}


@pytest.mark.parametrize(
    ("assignment", "column"),
    [("today", "today_outlay_per_year"), ("planned", "outlay_per_year")],
)
def test_lines_add_up_to_the_outlay_of_every_workload(
    sample: Study, assignment: str, column: str
) -> None:
    table, plan = sample.cost_table(), sample.plan_table().set_index("workload_id")
    lines = table[table["assignment"] == assignment].groupby("workload_id")["amount_per_year"]
    sums = lines.sum().reindex(plan.index).fillna(0.0)
    assert sums.sum() > 100_000
    assert sums.tolist() == pytest.approx(plan[column].tolist(), rel=1e-12)


def test_lines_and_fixed_costs_add_up_to_the_outlay_of_the_study(sample: Study) -> None:
    table, targets = sample.cost_table(), sample.target_cost_table()
    for assignment, whole in (
        ("today", sample.today_outlay_per_year), ("planned", sample.outlay_per_year),
    ):  # fmt: skip
        lines = table[table["assignment"] == assignment]["amount_per_year"].sum()
        at_targets = targets[targets["assignment"] == assignment]
        assert lines + at_targets["fixed_cost_per_year"].sum() == pytest.approx(whole, rel=1e-12)
        assert at_targets["total_per_year"].sum() == pytest.approx(whole, rel=1e-12)


def test_components_of_a_target_are_the_lines_at_it(sample: Study) -> None:
    lines, targets = sample.cost_table(), sample.target_cost_table()
    assert len(targets) == 2 * len(sample.portfolio.landscape.targets)
    for row in targets.to_dict("records"):
        own = lines[
            (lines["assignment"] == row["assignment"]) & (lines["target"] == row["target"])
        ].groupby("component")["amount_per_year"].sum()  # fmt: skip
        for name in COMPONENTS:
            field = f"{name.replace('-', '_')}_per_year"
            assert row[field] == pytest.approx(own.get(name, 0.0))
        assert row["outlay_per_year"] == pytest.approx(own.sum())


def test_every_amount_is_quantity_times_the_price_that_is_named(sample: Study) -> None:
    table = sample.cost_table()
    prices = {item.id: item for item in sample.catalogue.prices}
    kinds = {item.name: item.kind for item in sample.portfolio.landscape.targets}
    for row in table.to_dict("records"):
        assert row["amount_per_year"] == row["quantity"] * row["price"]
        if row["component"] == "planned-stops":
            assert (row["price_id"], row["price"], row["unit"]) == ("", 1.0, sample.currency)
            continue
        price = prices[row["price_id"]]
        assert row["price"] == price.value
        group = sample.catalogue.target_kind(kinds[row["target"]]).price_group
        assert price.group in {group, "all"}


def test_a_daily_backup_of_100_gb_costs_what_its_lines_say() -> None:
    lines = lines_of(study(portfolio(workload(current=(current(),)))))
    # 50 GB in full and 29 copies of 1 GB, over 12 months; one VM; two drills of 4 vCPU.
    assert lines["storage"]["quantity"] == pytest.approx(79 * 12)
    assert lines["instance-backup"]["quantity"] == 1
    drills = load_catalogue().value("drills-per-year")
    assert lines["traffic"]["quantity"] == pytest.approx(100 * drills)
    assert "standby" not in lines
    assert "planned-stops" not in lines
    assert {row["target"] for row in lines.values()} == {"Vault"}
    assert lines["storage"]["price_id"] == "storage-own"


def test_what_is_copied_on_is_stored_at_the_price_of_the_further_target() -> None:
    kept_on = (
        target("Near", TargetKind.ON_HUB_REPLICATED, hub="North", copies_to="Cloud"),
        target("Cloud", TargetKind.AZURE),
    )
    lines = lines_of(study(portfolio(workload(current=(current(to="Near"),)), targets=kept_on)))
    assert (lines["storage"]["target"], lines["storage-onward"]["target"]) == ("Near", "Cloud")
    assert lines["storage"]["price_id"] == "storage-hub"
    assert lines["storage-onward"]["price_id"] == "storage-azure"


def test_a_price_moves_the_lines_that_name_it_and_no_other() -> None:
    known = load_catalogue()
    price = next(item for item in known.prices if item.id == "storage-own")
    dearer = knowledge(prices=(replace(price, value=price.value * 3),))
    given = portfolio(workload(current=(current(),)))
    usual, changed = lines_of(study(given)), lines_of(study(given, dearer))
    for name, row in usual.items():
        factor = 3 if row["price_id"] == "storage-own" else 1
        assert changed[name]["price"] == pytest.approx(float(str(row["price"])) * factor)
        assert changed[name]["quantity"] == row["quantity"]


def test_stopping_for_a_snapshot_is_money_and_has_no_price() -> None:
    stopped = current(Option.STOPPED_VM_SNAPSHOT, every=168.0)
    lines = lines_of(study(portfolio(workload(current=(stopped,)))))
    assert lines["planned-stops"]["price_id"] == ""
    assert lines["planned-stops"]["unit"] == "USD"


def test_where_nothing_is_protected_there_is_no_line() -> None:
    bare = current(Option.NO_RECOVERY, None, every=None, mode=Mode.NONE)
    done = study(portfolio(workload(current=(bare,))))
    assert lines_of(done) == {}
    today = done.target_cost_table()
    assert today[today["assignment"] == "today"]["total_per_year"].sum() == 0


def test_a_group_without_its_own_price_takes_that_of_all() -> None:
    known = load_catalogue()
    assert price_id(known, "staff", "azure") == "staff"
    assert price_id(known, "drills", "azure") == "standby-azure"
    assert price_id(known, "storage-onward", "own") == "storage-own"
    assert price_id(known, "planned-stops", "own") == ""
