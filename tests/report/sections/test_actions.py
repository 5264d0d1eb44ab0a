"""What closes a gap, and who has to act."""

from dataclasses import replace

from bcdr.report.content import Report, build_content
from bcdr.study import run_study
from tests.report.portfolios import DAILY, LANDSCAPE, SETTINGS, portfolio, workload


def gaps(report: Report) -> list[dict[str, object]]:
    """The rows of the list of gaps."""
    table = report.table("gaps")
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, row, strict=True)) for row in table.rows]


def test_what_is_recommended_is_set_up_by_the_owner() -> None:
    rows = gaps(build_content(run_study(portfolio([workload("Shop", current=())]), SETTINGS)))
    assert rows
    assert {(row["who"], row["row"], row["name"]) for row in rows} == {
        ("Application owner", "R2", "Ana Ruiz")
    }
    assert all(str(row["action"]).startswith("Set up ") for row in rows)


def test_a_target_to_build_is_for_the_operator_first() -> None:
    targets = tuple(replace(one, exists=False, operator="Own IT") for one in LANDSCAPE.targets)
    given = portfolio([workload("Shop", current=())])
    given = replace(given, landscape=replace(LANDSCAPE, targets=targets))
    rows = gaps(build_content(run_study(given, SETTINGS)))
    assert {row["who"] for row in rows} == {"Operator, then owner"}
    assert all(str(row["action"]).startswith("Build ") for row in rows)


def test_what_is_missing_is_asked_of_the_owner() -> None:
    rows = gaps(build_content(run_study(portfolio([workload("Shop", data_gb=None)]), SETTINGS)))
    asked = [str(row["action"]) for row in rows if row["today"] == "unknown"]
    assert asked
    assert all(said.startswith("State what is missing: ") for said in asked)


def test_a_gap_that_stays_is_to_be_eased_or_accepted() -> None:
    hard = workload("Shop", rto_hours=0.001, rpo_hours=0.0001, current=(DAILY,))
    rows = gaps(build_content(run_study(portfolio([hard]), SETTINGS)))
    left = [str(row["action"]) for row in rows if row["planned"] in {"late", "lossy"}]
    assert left
    assert all("ease the objective, or accept it until a date" in said for said in left)
