"""Who a clause applies to: by regime, kind of entity, class of data and criticality."""

from typing import Any

import pytest

from bcdr.evaluate.clause_results import clause_results
from bcdr.model.vocabulary import (
    ClauseOutcome,
    Special,
)
from tests.evaluate.checking import checked
from tests.factories import (
    protection,
    workload,
)

PASS, FAIL = ClauseOutcome.PASS, ClauseOutcome.FAIL
NOT_STATED = ClauseOutcome.NOT_STATED


def outcomes(
    *regulations: str, entity_types: tuple[str, ...] = (), **given: Any
) -> dict[str, ClauseOutcome]:
    """Return the outcome of each clause for one workload that names these regimes."""
    check = checked(
        workload(regulations=regulations, **given), protection(), entity_types=entity_types
    )  # fmt: skip
    return {item.id: item.outcome for item in clause_results(check, 0, 0)}


def test_nothing_applies_to_what_names_no_regime_or_one_nobody_knows() -> None:
    assert outcomes() == {}
    assert outcomes("House rules") == {}


@pytest.mark.parametrize("name", ["DORA", "dora", "2022/2554", "DORA (EU) 2022/2554", "dora-rts"])
def test_a_regime_is_found_by_any_of_its_names(name: str) -> None:
    assert "DORA-06" in outcomes(name)
    assert "HIPAASECUR-01" not in outcomes(name)


def test_a_kind_of_entity_nobody_stated_leaves_the_clause_open_and_never_passes() -> None:
    found = outcomes("DORA", criticality="mission-critical")
    assert found["DORA-06"] is not NOT_STATED
    assert found["DORA-07"] is NOT_STATED
    assert found["DORARTS-01"] is NOT_STATED


@pytest.mark.parametrize(
    ("stated", "applies", "does_not"),
    [
        (("central-counterparty",), {"DORA-07", "DORARTS-01"}, {"DORARTS-03", "DORARTS-09"}),
        (("central-securities-depository",), {"DORA-08", "DORARTS-03"}, {"DORARTS-01"}),
        (("financial-microenterprise",), {"DORA-06"}, {"DORA-07", "DORARTS-01", "DORARTS-09"}),
        (("simplified-framework-entity",), {"DORARTS-09"}, {"DORA-07"}),
    ],
)
def test_stating_one_kind_of_entity_answers_for_the_others(
    stated: tuple[str, ...], applies: set[str], does_not: set[str]
) -> None:
    found = outcomes("DORA", entity_types=stated, criticality="mission-critical")
    assert {found[name] for name in applies} & {NOT_STATED} == set()
    assert not does_not & set(found)


def test_a_kind_of_entity_that_answers_another_question_leaves_it_open() -> None:
    found = outcomes("DORA", entity_types=("digital-service-provider",))
    assert found["DORA-07"] is NOT_STATED


def test_a_kind_of_entity_may_be_named_on_the_row_with_the_regime_it_includes() -> None:
    found = outcomes("FedRAMP High")
    assert found["FEDRAMPREV-08"] is not NOT_STATED
    assert "FEDRAMPREV-07" not in found
    assert outcomes("FedRAMP")["FEDRAMPREV-08"] is NOT_STATED


@pytest.mark.parametrize(
    ("data_class", "expected"),
    [
        ("personal", PASS),
        ("Patient data; internal", PASS),
        ("public", None),
        # What is confidential may be personal or not.
        ("confidential", NOT_STATED),
        (None, NOT_STATED),
    ],
)
def test_a_class_of_data_decides_only_if_it_is_one_we_know(
    data_class: str | None, expected: ClauseOutcome | None
) -> None:
    assert outcomes("GDPR", data_class=data_class).get("GDPR-04") is expected


@pytest.mark.parametrize(
    ("criticality", "expected"),
    [("mission-critical", FAIL), ("important", None), (None, NOT_STATED)],
)
def test_critical_functions_are_those_of_the_highest_tiers(
    criticality: str | None, expected: ClauseOutcome | None
) -> None:
    found = outcomes("CCP", "DORA", criticality=criticality)
    assert found.get("DORARTS-01") is expected


@pytest.mark.parametrize(
    ("given", "gone"),
    [
        ({"rpo_hours": Special.NOT_APPLICABLE}, {"DORA-06"}),
        ({"stateful": False}, {"DORA-06"}),
        ({"rto_hours": Special.NOT_APPLICABLE}, {"DORA-07", "DORARTS-01"}),
    ],
)
def test_what_nobody_needs_back_or_has_no_data_is_not_asked_about_it(
    given: dict[str, Any], gone: set[str]
) -> None:
    stated: dict[str, Any] = {
        "entity_types": ("central-counterparty",),
        "criticality": "mission-critical",
    }
    assert gone <= set(outcomes("DORA", **stated))
    assert not gone & set(outcomes("DORA", **stated, **given))


def test_what_is_not_stated_names_what_would_state_it() -> None:
    check = checked(workload(regulations=("GDPR", "DORA"), criticality=None), protection())
    found = {item.id: item for item in clause_results(check, 0, 0)}
    assert found["GDPR-04"].missing == ("Data class",)
    assert found["DORARTS-01"].missing == ("Entity types", "Criticality")
    assert found["GDPR-04"].remedy.startswith("State Data class")
