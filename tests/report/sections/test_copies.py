"""What the report says of copies."""

import pytest

from bcdr.model.vocabulary import Mode, Option
from bcdr.report.blocks import Report, Table, Text
from bcdr.report.content import build_content
from bcdr.study import Study
from tests.factories import current, portfolio, study, target, workload


@pytest.fixture(scope="module")
def small() -> Table:
    """The copies of four workloads: one known, one that keeps none, two with blanks."""
    given = portfolio(
        workload("Known", current=(current(),)),
        workload("None", current=(current(Option.NO_RECOVERY, None, every=None, mode=Mode.NONE),)),
        workload("Blank", current=()),
        workload("Unsized", data_gb=None, current=(current(),)),
        targets=(target(is_immutable=None, is_isolated=None),),
    )
    return build_content(study(given)).table("copies")


def today(table: Table, key: str) -> list[object]:
    return [
        value
        for value, when in zip(table.values(key), table.values("assignment"), strict=True)
        if when == "Today"
    ]


def test_the_rows_are_those_of_the_study(report: Report, study: Study) -> None:
    table, copies = report.table("copies"), study.copies_table()
    assert list(table.values("workload_id")) == copies["workload_id"].tolist()
    for scenario in study.scenario_ids:
        assert list(table.values(scenario)) == copies[scenario].tolist()


def test_no_age_is_blank_and_what_is_missing_is_named(small: Table) -> None:
    assert today(small, "option")[2] == "not given"
    assert today(small, "target") == ["Vault", "none", "not given", "Vault"]
    newest = today(small, "most_age_hours")
    assert isinstance(newest[0], float)
    assert newest[1:] == ["none", "unknown", "unknown"]
    missing = today(small, "missing")
    assert str(missing[0]).startswith("Immutable or Isolated")
    assert missing[1] == "No copy is kept."
    assert "Data (GB)" in str(missing[3])


def test_a_place_that_does_not_exist_is_neither_immutable_nor_unknown(small: Table) -> None:
    assert today(small, "is_immutable") == ["unknown", None, None, "unknown"]


def test_the_claim_counts_copies_and_workloads_without_any(report: Report, study: Study) -> None:
    copies = study.copies_table()
    rows = copies[copies["assignment"] == "today"]
    kept = rows[rows["target"] != ""]
    bare = set(rows["workload_id"]) - set(kept["workload_id"])
    said = next(b.text for b in report.section("copies").blocks if isinstance(b, Text))
    assert said.startswith(f"{len(kept)} copies today, ")
    assert f"; {len(bare)} workloads without any. " in said
