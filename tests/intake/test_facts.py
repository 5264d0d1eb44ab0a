"""Rows of the sheet Rules that say otherwise than a dated fact, from workbook to verdict."""

import datetime
from typing import Any

import pytest
from openpyxl import Workbook

from bcdr.evaluate.evaluation import evaluate
from bcdr.evaluate.protections import all_strategies
from bcdr.intake import Code, Reading
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.columns import FACT_PARAMETERS, POLICY_PARAMETERS
from bcdr.model.results import Reason
from bcdr.model.vocabulary import Allowed, Confidence, Option, Origin, TargetKind
from tests.factories import codes as reason_codes
from tests.factories import reasons_for
from tests.intake.books import codes, finding, read, reading, saved

CATALOGUE = load_catalogue()
SHOP = {
    "application": "Shop", "data_gb": 100, "os": "Windows Server 2022", "hub": "North",
    "planned_downtime_allowed": "Yes", "largest_disk_gb": 100,
}  # fmt: skip
HUBS = [{"hub": "North", "site": "Hamburg", "region": "North"}]
LETTER = {"source": "Vendor letter 12", "date": datetime.date(2026, 5, 1)}


def rule(parameter: str, operator: str | None, value: Any, **more: Any) -> dict[str, Any]:
    return {"rule": "One", "parameter": parameter, "operator": operator, "value": value, **more}


def book(*rules: dict[str, Any], target: dict[str, Any] | None = None, **shop: Any) -> Reading:
    """Return the reading of a workbook with one workload, a target and rules."""
    at = {
        "target": "Place",
        "kind": "dedicated-external",
        "site": "Kiel",
        "link_mbit_per_s": 1000,
        **(target or {}),
    }
    return reading({**SHOP, **shop}, Hubs=HUBS, Targets=[at], Rules=rules)


def refusals(found: Reading, option: Option) -> tuple[Reason, ...]:
    """Return the reasons about an option on the target."""
    assert found.portfolio is not None
    strategies = all_strategies(found.portfolio.landscape, found.catalogue)
    done = evaluate(found.portfolio, strategies, found.catalogue, found.settings)
    return reasons_for(done, option, "Place")


def test_parameters_are_the_facts_with_words_or_an_answer() -> None:
    of_rules = {fact.id for fact in CATALOGUE.facts if fact.words or fact.answer is not None}
    assert set(FACT_PARAMETERS) == of_rules
    assert not set(FACT_PARAMETERS) & set(POLICY_PARAMETERS)


def test_an_answer_is_replaced_with_its_own_source_and_date_and_is_no_policy() -> None:
    found = book(rule("Running snapshot support", None, "Yes", **LETTER))

    given = found.catalogue.fact("running-snapshot-support")
    assert (given.answer, given.origin, given.confidence) == (True, Origin.GIVEN, Confidence.HIGH)
    assert (given.source, given.date) == ("Vendor letter 12", datetime.date(2026, 5, 1))
    assert found.portfolio is not None
    assert found.portfolio.rules == ()
    assert codes(found) == []
    assert CATALOGUE.fact("running-snapshot-support").answer is False


def test_without_a_source_the_sheet_is_the_source() -> None:
    given = book(rule("running-snapshot-support", "in", "ja")).catalogue.fact(
        "running-snapshot-support"
    )
    assert (given.answer, given.confidence) == (True, Confidence.MEDIUM)
    assert given.source == "given on the sheet Rules: One"
    assert given.date == CATALOGUE.fact("running-snapshot-support").date


@pytest.mark.parametrize(
    ("fact", "option", "kind"),
    [
        ("running-snapshot-support", Option.RUNNING_VM_SNAPSHOT, TargetKind.DEDICATED_EXTERNAL),
        ("guest-replication-to-azure", Option.GUEST_REPLICATION, TargetKind.AZURE),
        ("rack-appliance-support", Option.IN_GUEST_BACKUP, TargetKind.IN_RACK),
    ],
)
def test_what_a_fact_refuses_is_opened_by_a_rule(
    fact: str, option: Option, kind: TargetKind
) -> None:
    refused = book(target={"kind": str(kind)})
    opened = book(rule(fact, "in", "Yes", **LETTER), target={"kind": str(kind)})

    assert "not-supported" in reason_codes(refusals(refused, option))
    found = {reason.code: reason for reason in refusals(opened, option)}
    assert not {"not-supported", "option-target-mismatch"} & found.keys()
    assert found["dated-fact"].message.startswith(f"{fact} is answered Yes as of 2026-05-01")
    assert "Vendor letter 12" in found["dated-fact"].source


@pytest.mark.parametrize(
    ("option", "kind"),
    [
        (Option.RUNNING_VM_SNAPSHOT, TargetKind.DEDICATED_EXTERNAL),
        (Option.GUEST_REPLICATION, TargetKind.AZURE),
    ],
)
def test_what_a_fact_refuses_is_opened_by_a_product_on_the_target(
    option: Option, kind: TargetKind
) -> None:
    named = {"kind": str(kind), "product": "Vendor 12", "supported_options": str(option)}
    found = {reason.code: reason for reason in refusals(book(target=named), option)}
    assert "not-supported" not in found
    assert "Vendor 12" in found["dated-fact"].message


def test_an_answer_may_be_turned_back() -> None:
    yes = rule("running-snapshot-support", "in", "Yes")
    no = rule("running-snapshot-support", "in", "No")
    found = book(yes, no).catalogue

    assert not found.option(Option.RUNNING_VM_SNAPSHOT).allowed_by_default
    assert found.combinations == CATALOGUE.combinations
    opened = book(yes).catalogue.combination(Option.RUNNING_VM_SNAPSHOT, TargetKind.AZURE)
    assert opened.allowed is Allowed.YES


def test_no_to_the_paired_region_ends_its_warning() -> None:
    at = {"kind": "azure", "jurisdiction": "DE"}
    no = rule("azure-paired-region-copy", "contains", "No")
    stays = book(target=at, allowed_jurisdictions="DE")
    ends = book(no, target=at, allowed_jurisdictions="DE")
    assert "paired-region" in reason_codes(refusals(stays, Option.IN_GUEST_BACKUP))
    assert "paired-region" not in reason_codes(refusals(ends, Option.IN_GUEST_BACKUP))


@pytest.mark.parametrize(
    ("operator", "expected"),
    [
        ("in", ("windows server 2025", "ubuntu 24.04")),
        (
            "contains",
            (*CATALOGUE.fact("guest-replication-guests").words, "windows server 2025",
             "ubuntu 24.04"),
        ),
    ],
)  # fmt: skip
def test_words_are_replaced_or_added_to(operator: str, expected: tuple[str, ...]) -> None:
    row = rule("guest-replication-guests", operator, "Windows Server 2025; Ubuntu 24.04", **LETTER)
    given = book(row).catalogue.fact("guest-replication-guests")
    assert given.words == expected
    assert given.origin is Origin.GIVEN


def test_a_system_added_to_the_list_is_supported() -> None:
    at = {"kind": "second-hub", "hub": "South", "vcpu": 99, "memory_gb": 999}
    row = rule("guest-replication-guests", "contains", "Windows Server 2025")
    before = book(target=at, os="Windows Server 2025")
    after = book(row, target=at, os="Windows Server 2025")
    assert "guest-os-unsupported" in reason_codes(refusals(before, Option.GUEST_REPLICATION))
    assert "guest-os-unsupported" not in reason_codes(refusals(after, Option.GUEST_REPLICATION))


def test_a_member_is_added_to_a_union_in_capitals() -> None:
    found = book(rule("union-eu", "contains", "is")).catalogue.fact("union-eu")
    assert found.words == (*CATALOGUE.fact("union-eu").words, "IS")


@pytest.mark.parametrize(
    ("row", "place", "code", "remedy"),
    [
        (rule("running-snapshot-support", "<=", "Yes"), "Rules!C2", Code.ENTRY_REFUSED,
         "Leave Operator blank, and write Yes or No under Value."),
        (rule("union-eu", "not in", "DE"), "Rules!C2", Code.ENTRY_REFUSED,
         "Write in to replace the list, or contains to add to it."),
        (rule("running-snapshot-support", "in", "perhaps"), "Rules!D2", Code.ENTRY_REFUSED,
         "Write Yes or No under Value."),
        (rule("running-snapshot-support", "in", "Yes; No"), "Rules!D2", Code.ENTRY_REFUSED,
         "Write Yes or No under Value."),
        (rule("running-snapshot-support", "in", None), "Rules!D2", Code.ROW_INCOMPLETE,
         "Fill in Value, or empty the row."),
        (rule("running-snapshot-support", "in", "Yes", applies_to_field="Tags"), "Rules!E2",
         Code.ENTRY_REFUSED, "Empty Applies to field,"),
    ],
)  # fmt: skip
def test_what_cannot_be_said_of_a_fact_is_left_out(
    row: dict[str, Any], place: str, code: Code, remedy: str
) -> None:
    found = book(row)
    assert codes(found) == [(place, code)]
    assert finding(found, code).remedy.startswith(remedy)
    assert found.catalogue.facts == CATALOGUE.facts


def test_two_equal_signs_replace_as_in_does() -> None:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    applications = workbook.create_sheet("Applications")
    applications.append(["Application"])
    applications.append(["Shop"])
    rules = workbook.create_sheet("Rules")
    rules.append(["Rule", "Parameter", "Operator", "Value"])
    rules.append(["One", "union-eu", "in", "de; fr"])
    rules["C2"] = "=="
    # As text, the way Excel stores it behind an apostrophe; else it would be a formula.
    rules["C2"].data_type = "s"
    found = read(saved(workbook))
    assert codes(found) == []
    assert found.catalogue.fact("union-eu").words == ("DE", "FR")


def test_an_operator_that_cannot_be_read_is_reported_once() -> None:
    found = book(rule("running-snapshot-support", "~", "Yes"))
    assert codes(found) == [("Rules!C2", Code.CHOICE_UNKNOWN)]
