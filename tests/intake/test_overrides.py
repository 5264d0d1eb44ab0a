"""What a workbook says in place of the tool's own figures."""

import datetime

from bcdr.intake import Code
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.vocabulary import Confidence, Origin
from tests.intake.books import codes, finding, reading

SHOP = {"application": "Shop"}
CATALOGUE = load_catalogue()
ASSUMPTION = CATALOGUE.assumptions[0]
PRICE = CATALOGUE.prices[0]
SCENARIO = CATALOGUE.scenarios[0]


def test_an_assumption_is_replaced_and_marked_as_given() -> None:
    found = reading(
        SHOP,
        Assumptions=[
            {
                "assumption": ASSUMPTION.id.upper().replace("-", " "),
                "value": 0.5,
                "unit": ASSUMPTION.unit,
                "source": "Measured",
                "date": datetime.date(2026, 5, 1),
            }
        ],
    )

    given = found.catalogue.assumption(ASSUMPTION.id)
    assert (given.low, given.value, given.high) == (0.5, 0.5, 0.5)
    assert (given.origin, given.confidence) == (Origin.GIVEN, Confidence.HIGH)
    assert (given.source, given.date) == ("Measured", datetime.date(2026, 5, 1))
    assert found.catalogue.value(ASSUMPTION.id) == 0.5
    assert CATALOGUE.assumption(ASSUMPTION.id).origin is Origin.ASSUMED
    assert codes(found) == []


def test_a_phase_and_a_fact_may_be_replaced_too() -> None:
    phase = CATALOGUE.phases[0]
    fact = next(item for item in CATALOGUE.facts if item.value is not None)

    found = reading(
        SHOP,
        Assumptions=[
            {"assumption": phase.id, "low": 1, "value": 2, "high": 3},
            {"assumption": fact.id, "value": 7, "low": None, "high": None},
        ],
    )

    given = found.catalogue.phase(phase.id)
    assert (given.low, given.likely, given.high, given.origin) == (1, 2, 3, Origin.GIVEN)
    assert found.catalogue.fact(fact.id).value == 7


def test_what_cannot_replace_anything_is_left_out_and_reported() -> None:
    found = reading(
        SHOP,
        Assumptions=[
            {"assumption": "mood", "value": 1, "unit": None, "low": None},
            {"assumption": ASSUMPTION.id, "value": None},
            {"assumption": ASSUMPTION.id, "value": "much"},
            {"assumption": ASSUMPTION.id, "value": 1, "unit": "furlongs"},
            {"assumption": ASSUMPTION.id, "value": 1, "low": 2},
        ],
    )

    assert found.catalogue.assumption(ASSUMPTION.id) == ASSUMPTION
    assert codes(found) == [
        ("Assumptions!B4", Code.NOT_A_NUMBER),
        ("Assumptions!A2", Code.ENTRY_UNKNOWN),
        ("Assumptions!B3", Code.ROW_INCOMPLETE),
        ("Assumptions!D5", Code.ENTRY_REFUSED),
        ("Assumptions!B6", Code.ENTRY_REFUSED),
    ]


def test_a_price_is_replaced_in_the_same_currency_only() -> None:
    kept = reading(SHOP, Prices=[{"price": PRICE.id, "value": 7, "currency": "usd"}])
    refused = reading(SHOP, Prices=[{"price": PRICE.id, "value": 7, "currency": "EUR"}])

    assert (kept.catalogue.price(PRICE.id).value, kept.catalogue.currency) == (7, "USD")
    assert refused.catalogue.price(PRICE.id) == PRICE
    assert codes(refused) == [("Prices!C2", Code.ENTRY_REFUSED)]


def test_all_prices_together_may_change_the_currency() -> None:
    rows = [{"price": item.id, "value": 7, "currency": "EUR"} for item in CATALOGUE.prices]

    found = reading(SHOP, Prices=rows)

    assert found.catalogue.currency == "EUR"
    assert codes(found) == []


def test_a_scenario_changes_in_what_its_row_says() -> None:
    found = reading(
        SHOP,
        Scenarios=[
            {
                "scenario": SCENARIO.title,
                "in_scope": "No",
                "binding_for": "Mission critical; purple",
                "frequency_per_year": 0.1,
                "repair_hours": "2 d",
            },
            {"scenario": "meteor"},
        ],
    )

    given = found.catalogue.scenario(SCENARIO.id)
    assert (given.in_scope, given.binding_for) == (False, ("mission-critical",))
    assert (given.frequency_low, given.frequency_per_year, given.frequency_high) == (0.1,) * 3
    assert (given.repair_hours, given.noticed_after_hours) == (48, SCENARIO.noticed_after_hours)
    assert given.origin is Origin.GIVEN
    assert codes(found) == [
        ("Scenarios!C2", Code.CRITICALITY_UNKNOWN),
        ("Scenarios!A3", Code.ENTRY_UNKNOWN),
    ]
    assert "meteor" in finding(found, Code.ENTRY_UNKNOWN).problem


def test_binding_for_none_binds_nobody() -> None:
    found = reading(SHOP, Scenarios=[{"scenario": SCENARIO.id, "binding_for": "none"}])

    assert found.catalogue.scenario(SCENARIO.id).binding_for == ()
