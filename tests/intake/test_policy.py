"""Objectives per criticality, rules, drills and decisions."""

import datetime

import pytest

from bcdr.intake import Code
from bcdr.model.portfolio import Decision, Drill, ObjectiveDefault
from bcdr.model.vocabulary import DecisionKind, Special
from tests.intake.books import codes, reading

SHOP = {"id": "A1", "application": "Shop"}


def test_objectives_hold_for_a_criticality_and_scenario_or_for_every_one() -> None:
    found = reading(
        SHOP,
        Objectives=[
            {"criticality": "Mission critical", "rto_hours": "4 h", "source": "Board"},
            {"scenario": "site-loss", "rpo_hours": "not applicable"},
            {"criticality": "purple", "rto_hours": "4 h"},
            {"scenario": "meteor", "rto_hours": "4 h"},
        ],
    )

    assert found.portfolio is not None
    assert found.portfolio.objectives == (
        ObjectiveDefault(
            criticality="mission-critical", scenario=None, rto_hours=4.0, source="Board"
        ),
        ObjectiveDefault(criticality=None, scenario="site-loss", rpo_hours=Special.NOT_APPLICABLE),
    )
    assert codes(found) == [
        ("Objectives!A4", Code.CRITICALITY_UNKNOWN),
        # A criticality or scenario that is not known must not stand for every one.
        ("Objectives!A4 and A5", Code.ROW_INCOMPLETE),
        ("Objectives!B5", Code.NAME_UNKNOWN),
    ]


def test_rules_take_numbers_lists_and_the_codes_of_known_words() -> None:
    found = reading(
        SHOP,
        Rules=[
            {
                "rule": "Near",
                "parameter": "interval_hours",
                "operator": "<=",
                "value": "1 d",
                "severity": "warning",
            },
            {
                "rule": "Places",
                "parameter": "target_kind",
                "operator": "not in",
                "value": "Azure; On-Hub standalone",
                "applies_to_field": "Criticality",
                "applies_to_values": "Mission critical; other",
            },
            {"rule": "Odd", "parameter": "retention_days", "operator": ">=", "value": "many"},
            {"rule": "Short", "parameter": "retention_days", "operator": ">="},
            {"rule": "Sign", "parameter": "retention_days", "operator": "~", "value": 2},
        ],
    )

    assert found.portfolio is not None
    near, places = found.portfolio.rules
    assert (near.value, near.is_blocking) == (24.0, False)
    assert (places.value, places.is_blocking) == (("azure", "on-hub-standalone"), True)
    assert (places.applies_to_field, places.applies_to_values) == (
        "criticality",
        ("mission-critical", "other"),
    )
    assert codes(found) == [
        ("Rules!C6", Code.CHOICE_UNKNOWN),
        ("Rules!D4", Code.ROW_INCOMPLETE),
        ("Rules!D5", Code.ROW_INCOMPLETE),
        ("Rules!C6", Code.ROW_INCOMPLETE),
    ]


@pytest.mark.parametrize(
    ("parameter", "value", "unit", "expected"),
    [
        ("interval_hours", "1 d", None, 24.0),
        ("interval_hours", 2, "days", 48.0),
        ("interval_hours", 30, "min", 0.5),
        ("interval_hours", 12, None, 12.0),
        ("retention_days", "90 d", None, 90.0),
        ("retention_days", "13 weeks", None, 91.0),
        ("retention_days", 3, "months", 90.0),
        ("retention_days", 35, None, 35.0),
    ],
)
def test_numbers_are_read_in_the_unit_of_what_is_looked_at(
    parameter: str, value: object, unit: str | None, expected: float
) -> None:
    row = {"rule": "One", "parameter": parameter, "operator": "<=", "value": value, "unit": unit}

    found = reading(SHOP, Rules=[row])

    assert codes(found) == []
    assert found.portfolio is not None
    assert [item.value for item in found.portfolio.rules] == [pytest.approx(expected)]


@pytest.mark.parametrize(
    ("parameter", "operator", "value", "unit", "remedy"),
    [
        ("interval_hours", "in", "daily", None, "Write <= or >= or == under Operator."),
        ("retention_days", ">=", 90, "furlongs", "Write a plain number of days."),
        ("option", "<=", 3, None, "Write in or not in or == or contains under Operator."),
        ("target_kind", "in", "azur; second-hub", None, "Write some of azure, dedicated-external,"),
        ("option", "not in", "snapshots", None, "Write some of active-active,"),
    ],
)
def test_a_rule_that_compares_nothing_is_left_out(
    parameter: str, operator: str, value: object, unit: str | None, remedy: str
) -> None:
    row = {"rule": "One", "parameter": parameter, "operator": operator, "value": value,
           "unit": unit}  # fmt: skip

    found = reading(SHOP, Rules=[row])

    assert found.portfolio is not None
    assert found.portfolio.rules == ()
    (fault,) = (item for item in found.findings if item.code == Code.ROW_INCOMPLETE)
    assert fault.place == "Rules!D2"
    assert fault.remedy.startswith(remedy)


def test_part_of_a_word_may_be_asked_for() -> None:
    row = {"rule": "One", "parameter": "option", "operator": "contains", "value": "snapshot"}

    found = reading(SHOP, Rules=[row])

    assert codes(found) == []
    assert found.portfolio is not None
    assert found.portfolio.rules[0].value == ("snapshot",)


def test_drills_belong_to_workloads() -> None:
    found = reading(
        SHOP,
        Drills=[
            {
                "application": "shop",
                "date": datetime.date(2026, 5, 12),
                "scenario": "site-loss",
                "recovery_hours": "3 h",
                "result": "passed",
            },
            {"application": "Shpo", "result": "failed"},
        ],
    )

    assert found.portfolio is not None
    assert found.portfolio.drills == (
        Drill(
            workload_id="A1",
            date=datetime.date(2026, 5, 12),
            scenario="site-loss",
            recovery_hours=3.0,
            result="passed",
        ),
    )
    assert codes(found) == [("Drills!A3", Code.NAME_UNKNOWN)]


def test_decisions_name_a_workload_by_its_id() -> None:
    found = reading(
        SHOP,
        Decisions=[
            {
                "id": "a1",
                "decision": "Accept gap until",
                "decided_by": "Ana",
                "until": "2027-01-01",
                "reason": "Move to SaaS",
            },
            {"id": "A2", "decision": "park"},
            {"id": "A1", "reason": "why not"},
        ],
    )

    assert found.portfolio is not None
    assert found.portfolio.decisions == (
        Decision(
            workload_id="A1",
            kind=DecisionKind.ACCEPT_GAP,
            decided_by="Ana",
            reason="Move to SaaS",
            until=datetime.date(2027, 1, 1),
        ),
    )
    assert codes(found) == [
        ("Decisions!A3", Code.NAME_UNKNOWN),
        ("Decisions!B4", Code.ROW_INCOMPLETE),
    ]
