"""Single values set by name, as a shell does."""

import pytest

from bcdr.intake import Code, UnknownKeyError, build, read_tables, set_value
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.vocabulary import Goal
from tests.intake.books import AS_OF, book, sheet

TABLES = read_tables(
    book(
        Applications=sheet("Applications", {"application": "Shop"}),
        Settings=sheet("Settings", {"setting": "goal", "value": "lowest-cost"}),
    )
).tables
CATALOGUE = load_catalogue()


def test_a_value_that_is_set_replaces_the_one_of_the_workbook() -> None:
    assumption = CATALOGUE.assumptions[0].id
    tables = set_value(TABLES, "goal", "best-coverage")
    tables = set_value(tables, f"assumptions.{assumption}", "0.5")

    found = build(tables, as_of=AS_OF)

    assert found.settings.goal is Goal.BEST_COVERAGE
    assert found.catalogue.value(assumption) == 0.5
    assert found.counts["workloads"] == 1


def test_one_field_of_a_scenario_can_be_set() -> None:
    scenario = CATALOGUE.scenarios[0].id

    found = build(set_value(TABLES, f"scenarios.{scenario}.in_scope", "No"), as_of=AS_OF)

    assert not found.catalogue.scenario(scenario).in_scope


def test_a_value_that_is_not_allowed_is_a_finding() -> None:
    found = build(set_value(TABLES, "settings.ranked-count", "few"), as_of=AS_OF)

    assert Code.SETTING_REFUSED in [item.code for item in found.findings]


@pytest.mark.parametrize("key", ["", "moon.x", "scenarios.site-loss", "scenarios.site-loss.x"])
def test_a_key_that_names_nothing_is_refused(key: str) -> None:
    with pytest.raises(UnknownKeyError, match="cannot be set"):
        set_value(TABLES, key, "1")
