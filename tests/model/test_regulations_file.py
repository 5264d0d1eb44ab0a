"""The shipped clauses and terms: complete, consistent, and only as strict as what was read."""

import datetime
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from bcdr.model.catalogue_files import CatalogueError, load_catalogue
from bcdr.model.parameters import PARAMETERS, ParameterKind
from bcdr.model.regulation import (
    Clause,
    ClauseKind,
    ClauseStatus,
    Obligation,
    TermKind,
    Verified,
    spellings_of,
    term_key,
    with_included,
)
from bcdr.model.vocabulary import Confidence
from tests.model.test_catalogue_files import copied_data, refusal, rewrite

CATALOGUE = load_catalogue()
CLAUSES = CATALOGUE.regulations
COMPUTED = [item for item in CLAUSES if item.kind is ClauseKind.COMPUTED]
TODAY = datetime.date(2026, 11, 22)


def test_well_over_a_hundred_clauses_are_computed_and_the_rest_are_a_checklist() -> None:
    assert len(COMPUTED) >= 115
    assert len(CLAUSES) >= 180


def test_every_parameter_is_asked_for_by_a_clause() -> None:
    assert {item.parameter for item in COMPUTED} == set(PARAMETERS)


def test_every_regime_has_clauses_of_its_own_or_includes_one_that_has() -> None:
    used = {item.regime for item in CLAUSES}
    for term in CATALOGUE.terms:
        if term.kind is TermKind.REGIME:
            assert used & with_included([term.id], CATALOGUE.terms), term.id


def test_every_kind_of_entity_belongs_to_a_question_that_some_clause_asks() -> None:
    asked = {
        CATALOGUE.term(name).group for item in CLAUSES for name in item.entity_types
    }  # fmt: skip
    groups = {term.group for term in CATALOGUE.terms if term.kind is TermKind.ENTITY_TYPE}
    assert "" not in groups
    # Whether an entity is essential or important changes no clause, but answers the question.
    assert groups == asked


def test_every_class_of_data_is_asked_for_or_answers_the_question() -> None:
    asked = {name for item in CLAUSES for name in item.data_classes}
    known = {term.id for term in CATALOGUE.terms if term.kind is TermKind.DATA_CLASS}
    assert known - asked == {"public"}


def test_no_number_stands_in_a_clause_of_a_regime_that_gives_none() -> None:
    """These regimes leave recovery time and data loss to the organisation's own limits."""
    without = {"dora", "nis2", "nis2-cir", "gdpr", "hipaa", "pci-dss", "ffiec-bcm", "apra-cps-230",
               "pra-resilience", "soc-2", "iso-22301", "hkma-or-2"}  # fmt: skip
    assert without <= {term.id for term in CATALOGUE.terms}
    for item in COMPUTED:
        if item.regime in without and item.parameter in ("rto_hours", "rpo_hours"):
            assert item.own_limit, item.id


# The table of hard numbers: regime, clause, hours, and whether it refuses or advises.
HARD_NUMBERS = {
    "DORARTS-01": ("rto_hours", 2.0, True),
    "DORARTS-03": ("rto_hours", 2.0, True),
    "DORARTS-04": ("rto_hours", 2.0, True),
    "DORARTS-05": ("rpo_hours", 0.0, True),
    "RBIITGOVER-06": ("rpo_hours", 0.0, False),
    "SEBIBCPDRF-02": ("rpo_hours", 0.0, True),
    "SEBIBCPDRF-03": ("rto_hours", 0.75, False),
    "CPMIIOSCOP-01": ("rto_hours", 2.0, False),
    "ECBCROE-01": ("rto_hours", 2.0, False),
    "INTERAGENC-01": ("rto_hours", 2.0, False),
    "INTERAGENC-02": ("rto_hours", 4.0, False),
    "SECREGULAT-01": ("rto_hours", 2.0, True),
    "REGHH-01": ("rto_hours", 2.0, False),
    "CFTC3934-01": ("rto_hours", 2.0, False),
    "KOREAEFSR-01": ("rto_hours", 3.0, False),
    "MASTRMNOTI-01": ("rto_hours", 4.0, True),
    "HIPAANPRM-01": ("rto_hours", 72.0, False),
}


def test_hard_numbers_on_time_and_loss_are_these_and_no_others() -> None:
    found = {
        item.id: (item.parameter, item.value, item.blocks(TODAY))
        for item in COMPUTED
        if item.parameter in ("rto_hours", "rpo_hours") and not item.own_limit
    }
    assert found == HARD_NUMBERS


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, True),
        ({"severity": Obligation.CONTRACTUAL}, True),
        ({"severity": Obligation.GUIDANCE}, False),
        ({"severity": Obligation.PROPOSED}, False),
        ({"status": ClauseStatus.PROPOSED}, False),
        ({"verified": Verified.SECONDARY}, True),
        ({"verified": Verified.NOT_READ}, False),
        ({"effective": TODAY}, True),
        ({"effective": TODAY + datetime.timedelta(days=1)}, False),
        ({"effective": None}, True),
    ],
)
def test_a_clause_blocks_only_if_it_binds_is_in_force_and_was_read(
    change: dict[str, object], expected: bool
) -> None:
    item = replace(CATALOGUE.clause("DORA-06"), **change)  # type: ignore[arg-type]  # fields by name
    assert item.blocks(TODAY) is expected


def test_what_is_proposed_is_not_in_force_and_binds_nobody() -> None:
    for item in CLAUSES:
        is_proposed = item.severity is Obligation.PROPOSED
        assert (item.status is ClauseStatus.PROPOSED) is is_proposed, item.id


def test_what_nobody_read_is_not_called_certain() -> None:
    for item in CLAUSES:
        if item.verified is Verified.NOT_READ:
            assert item.confidence is not Confidence.HIGH, item.id
        if item.confidence is Confidence.LOW:
            assert item.verified is Verified.NOT_READ, item.id


def test_words_of_people_find_the_regime_they_mean() -> None:
    known = spellings_of(CATALOGUE.terms, TermKind.REGIME, TermKind.ENTITY_TYPE)
    for word, expected in {
        "DORA": "dora", "nis-2 directive": "nis2", "N.I.S. 2": "nis2", "HIPAA": "hipaa",
        "fedramp HIGH": "fedramp-high", "Dsgvo": "gdpr", "PCI DSS 4.0.1": "pci-dss",
        "CCP": "central-counterparty", "ISO/IEC 22301": "iso-22301",
    }.items():  # fmt: skip
        assert known.get(term_key(word)) == expected, word


def test_naming_a_term_names_what_it_includes_and_no_more() -> None:
    assert with_included(["fedramp-high"], CATALOGUE.terms) == {"fedramp-high", "fedramp"}
    assert with_included(["nis2"], CATALOGUE.terms) == {"nis2", "nis2-cir"}
    # Proposals are looked at only where they are named.
    assert with_included(["hipaa"], CATALOGUE.terms) == {"hipaa"}


def test_ids_are_unique_and_each_clause_says_one_thing() -> None:
    said = Counter(
        (item.regime, item.clause, item.parameter, str(item.value), item.item, item.entity_types)
        for item in CLAUSES
    )
    assert [key for key, count in said.items() if count > 1] == []


def units_of(item: Clause) -> bool:
    looked_at = PARAMETERS[item.parameter]
    return item.unit == looked_at.unit and (looked_at.kind is ParameterKind.NUMBER) == bool(
        looked_at.unit
    )


@pytest.mark.parametrize("item", COMPUTED, ids=lambda item: item.id)
def test_a_computed_clause_is_in_the_unit_of_its_parameter(item: Clause) -> None:
    assert units_of(item)


# what stands there, what stands there instead, what the message must hold
FAULTS = {
    "an unknown regime": (
        "regulations.toml", 'regime = "dora"', 'regime = "dorra"',
        ["regulations.toml (DORA-01)", "'regime' names 'dorra'", "Use", "dora"],
    ),
    "an unknown kind of entity": (
        "regulations.toml", 'entity_types = ["financial-entity"]', 'entity_types = ["bank"]',
        ["regulations.toml (DORA-03)", "'entity_types' names 'bank'", "financial-entity"],
    ),
    "an unknown class of data": (
        "regulations.toml", 'data_classes = ["personal"]', 'data_classes = ["private"]',
        ["regulations.toml (GDPR-04)", "'data_classes' names 'private'", "personal"],
    ),
    "an unknown criticality": (
        "regulations.toml", 'criticalities = ["mission-critical"', 'criticalities = ["gold"',
        ["regulations.toml (DORA-12)", "'criticalities' names 'gold'", "mission-critical"],
    ),
    "an unknown parameter": (
        "regulations.toml", 'parameter = "test_interval_months"', 'parameter = "test_age"',
        ["regulations.toml (DORA-02)", "'parameter' is 'test_age'", "test_interval_months"],
    ),
    "an operator that does not go with it": (
        "regulations.toml", 'operator = "<="', 'operator = "in"',
        ["regulations.toml (DORA-02)", "'operator' is 'in'", "<=, ==, >="],
    ),
    "another unit": (
        "regulations.toml", 'unit = "months"', 'unit = "days"',
        ["regulations.toml (DORA-02)", "'unit' is 'days'", "'months'"],
    ),
    "words where a number is due": (
        "regulations.toml", "value = 12\n", 'value = ["yearly"]\n',
        ["regulations.toml (DORA-02)", "'value' is ('yearly',)", "takes a number"],
    ),
    "a number where yes or no is due": (
        "regulations.toml", "value = true\n", "value = 1.0\n",
        ["regulations.toml (DORA-05)", "restore_test takes true or false"],
    ),
    "a rung that is none": (
        "regulations.toml", 'value = ["physical+logical"]', 'value = ["safe"]',
        ["regulations.toml (DORA-06)", "isolation takes a list of immutable, offline"],
    ),
    "a value and an own limit": (
        "regulations.toml", 'own_limit = "MTD"', 'own_limit = "MTD"\nvalue = 4',
        ["regulations.toml (PRAOPERATI-01)", "'value' and 'own_limit' are both given"],
    ),
    "neither value nor own limit": (
        "regulations.toml", 'own_limit = "MTD"\n', "",
        ["regulations.toml (PRAOPERATI-01)", "both given or both missing. Give one of them."],
    ),
    "an own limit that is none": (
        "regulations.toml", 'own_limit = "MTD"', 'own_limit = "MTTR"',
        ["regulations.toml (PRAOPERATI-01)", "'own_limit' goes with hours", "MTD, RPO, RTO"],
    ),
    "a document without what is to be stated": (
        "regulations.toml", 'item = "Business impact analysis"\n', "",
        ["regulations.toml (DORA-01)", "key 'item' is blank", "Say what a person has to state."],
    ),
    "a document with a parameter": (
        "regulations.toml", 'item = "Business impact analysis"',
        'item = "Business impact analysis"\nparameter = "offsite"',
        ["regulations.toml (DORA-01)", "'parameter' is for computed clauses", "change 'kind'"],
    ),
    "a computed clause with an item": (
        "regulations.toml", 'parameter = "test_interval_months"',
        'parameter = "test_interval_months"\nitem = "Test"',
        ["regulations.toml (DORA-02)", "'item' is for document clauses"],
    ),
    "a verdict written by hand": (
        "regulations.toml", 'severity = "mandatory"', 'severity = "mandatory"\nblocks = true',
        ["regulations.toml, entry 1 (DORA-01)", "unknown key 'blocks'"],
    ),
    "a word that is no severity": (
        "regulations.toml", 'severity = "mandatory"', 'severity = "must"',
        ["regulations.toml, entry 1 (DORA-01)", "key 'severity'", "'mandatory'"],
    ),
    "an include that is not there": (
        "terms.toml", 'includes = ["dora-rts"]', 'includes = ["dora-its"]',
        ["terms.toml (dora)", "'includes' names 'dora-its'"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("file", "before", "after", "told"), FAULTS.values(), ids=FAULTS)
def test_a_fault_names_file_entry_field_and_remedy(
    tmp_path: Path, file: str, before: str, after: str, told: list[str]
) -> None:
    rewrite(copied_data(tmp_path), file, before, after)

    message = refusal(tmp_path)

    assert [part for part in told if part not in message] == [], message


def test_one_word_never_means_two_regimes(tmp_path: Path) -> None:
    rewrite(copied_data(tmp_path), "terms.toml", '"DSGVO"', '"DORA"')

    with pytest.raises(
        CatalogueError,
        match=re.escape("terms.toml: 'aliases' names 'DORA' in dora and gdpr. Keep it in one."),
    ):
        load_catalogue(tmp_path)
