"""The rows of tables in the JSON of a study: quantities, copies, clauses, targets."""

from collections.abc import Iterator
from typing import Any

import pytest

from bcdr.evaluate.cost import COMPONENTS
from bcdr.evaluate.recording import QUANTITIES
from bcdr.report.study_json import study_json
from bcdr.report.study_json_tables import FIELDS
from bcdr.study import Study


@pytest.fixture(scope="module")
def said(study: Study) -> dict[str, Any]:
    return study_json(study)


def assigned(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for item in said["workloads"]:
        yield from (item["today"], item["planned"])


def numbers(value: Any, path: list[str]) -> Iterator[object]:
    """What stands at a path, in every scenario and every row."""
    if isinstance(value, list):
        for item in value:
            yield from numbers(item, path)
    elif not path:
        yield value
    elif path[0] == "SCENARIO":
        for item in value.values():
            yield from numbers(item, path[1:])
    elif path[0] in (value or {}):
        yield from numbers(value[path[0]], path[1:])


def test_every_quantity_is_described(said: dict[str, Any]) -> None:
    assert [item["id"] for item in said["quantities"]] == list(QUANTITIES)
    for item in said["quantities"]:
        assert set(item) == {"id", "title", "unit", "formula", "source", "fields"}
        assert all(item[name] for name in ("title", "unit", "formula", "source"))


def test_every_field_of_a_quantity_holds_numbers(said: dict[str, Any]) -> None:
    assert set(FIELDS) <= set(QUANTITIES)
    for item in said["quantities"]:
        for field in item["fields"]:
            found = [
                number
                for workload in said["workloads"]
                for part in (workload["today"], workload["planned"], *workload["ranked"])
                for number in numbers(part, field.split("."))
            ]
            assert any(isinstance(number, float) for number in found), field


def test_copies_are_those_of_the_table(said: dict[str, Any], study: Study) -> None:
    table = study.copies_table()
    copies = [copy for part in assigned(said) for copy in part["copies"]]
    assert len(copies) == len(table)
    assert [copy["target"] or "" for copy in copies] == table["target"].tolist()
    for copy in copies:
        assert set(copy["usable"]) == set(study.scenario_ids)
        assert set(copy["usable"].values()) <= {"yes", "no", "unknown"}
        if copy["most_age_hours"] is None:
            assert copy["null_reason"]
        if "unknown" in copy["usable"].values():
            assert copy["missing"]


def test_components_add_up_to_the_outlay(said: dict[str, Any]) -> None:
    for part in assigned(said):
        assert list(part["components"]) == list(COMPONENTS)
        assert sum(part["components"].values()) == pytest.approx(part["outlay_per_year"])


def test_clauses_are_those_of_the_table(said: dict[str, Any], study: Study) -> None:
    table = study.regulation_table()
    clauses = [clause for item in said["workloads"] for clause in item["clauses"]]
    assert [clause["id"] for clause in clauses] == table["id"].tolist()
    for clause in clauses:
        if (clause["planned"] or clause["today"]) == "unknown":
            assert clause["missing"]


def test_targets_add_up_to_the_portfolio(said: dict[str, Any]) -> None:
    whole = said["portfolio"]
    for assignment, total in (
        ("today", whole["today_outlay_per_year"]), ("planned", whole["outlay_per_year"]),
    ):  # fmt: skip
        rows = [row for row in whole["targets"] if row["assignment"] == assignment]
        assert sum(row["total_per_year"] for row in rows) == pytest.approx(total)
