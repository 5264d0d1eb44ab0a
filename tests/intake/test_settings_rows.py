"""Settings by name, from a sheet or a shell."""

import datetime

import pytest

from bcdr.intake import Code
from bcdr.intake.settings_rows import AS_OF, RefusedSettingError, with_setting
from bcdr.model.columns import SETTING_NAMES
from bcdr.model.records import Cell
from bcdr.model.settings import Settings, Weights
from bcdr.model.vocabulary import Goal
from tests.intake.books import AS_OF as TODAY
from tests.intake.books import codes, reading

DEFAULTS = Settings(as_of=TODAY)
SHOP = {"application": "Shop"}


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("goal", "lowest cost", Settings(as_of=TODAY, goal=Goal.LOWEST_COST)),
        ("Planning_percentile", 0.95, Settings(as_of=TODAY, planning_percentile=0.95)),
        ("planning percentile", "95%", Settings(as_of=TODAY, planning_percentile=0.95)),
        ("ranked-count", "3", Settings(as_of=TODAY, ranked_count=3)),
        ("weight-cost", 40, Settings(as_of=TODAY, weights=Weights(cost=40))),
        ("entity types", "MSP", Settings(as_of=TODAY, entity_types=("digital-service-provider",))),
    ],
)
def test_a_setting_is_known_by_its_name(name: str, value: Cell, expected: Settings) -> None:
    assert with_setting(DEFAULTS, name, value) == expected


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("goal", "fame", "highest-score"),
        ("planning-percentile", 0.2, "between 50% and 99%"),
        ("planning-percentile", "4 h", "between 50% and 99%"),
        ("ranked-count", 1.5, "whole number"),
        ("weight-cost", -1, "from 0 up"),
        ("weight-cost", True, "from 0 up"),
        ("entity-types", "bank; tradin venue", "'tradin venue' is not .* Is 'Trading venue' meant"),
        ("entity-types", "baker", "Financial entity, not a microenterprise"),
    ],
)
def test_a_value_that_is_not_allowed_is_refused(name: str, value: Cell, words: str) -> None:
    with pytest.raises(RefusedSettingError, match=words):
        with_setting(DEFAULTS, name, value)


def test_a_setting_nobody_knows_is_a_fault_of_the_caller() -> None:
    with pytest.raises(KeyError, match="mood"):
        with_setting(DEFAULTS, "mood", 1)


def test_every_setting_of_the_contract_can_be_read() -> None:
    values: dict[str, Cell] = {
        "goal": "lowest-cost",
        "planning-percentile": 0.8,
        "entity-types": "Bank; csd; bank",
        "vm-grouping": "Resource group",
        AS_OF: TODAY,
    }
    rows = [{"setting": name, "value": values.get(name, 7)} for name in SETTING_NAMES]

    found = reading(SHOP, Settings=rows)

    assert codes(found) == []
    assert found.settings == Settings(
        as_of=TODAY,
        goal=Goal.LOWEST_COST,
        planning_percentile=0.8,
        ranked_count=7,
        weights=Weights(objectives=7, regulation=7, cost=7, guidance=7),
        entity_types=("financial-entity", "central-securities-depository"),
        vm_grouping="folder",
    )


def test_the_sheet_changes_defaults_and_reports_what_it_cannot() -> None:
    found = reading(
        SHOP,
        Settings=[
            {"setting": "goal", "value": "fame"},
            {"setting": "weight-cots", "value": 4},
            {"setting": "weight-guidance", "value": None},
            {"setting": "as-of", "value": datetime.date(2020, 1, 1)},
        ],
    )

    assert found.settings == DEFAULTS
    assert codes(found) == [
        ("Settings!B2", Code.SETTING_REFUSED),
        ("Settings!A3", Code.SETTING_UNKNOWN),
        ("Settings!B5", Code.DATE_FROM_CALLER),
    ]
    assert "'weight-cost'" in found.findings[1].remedy
