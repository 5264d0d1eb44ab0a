"""Every clause of the file, on workloads that keep it, break it, or say nothing."""

import datetime
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pytest

from bcdr.evaluate.registry import REGISTRY
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.portfolio import Drill, Portfolio, Workload
from bcdr.model.regulation import Clause, ClauseKind
from bcdr.model.results import ClauseResult
from bcdr.model.vocabulary import (
    ClauseOutcome,
    Mode,
    Option,
    TargetKind,
)
from bcdr.study import Study
from tests.factories import (
    AS_OF,
    current,
    portfolio,
    second_hub,
    study,
    target,
    workload,
)

CATALOGUE = load_catalogue()
LAST_WEEK = datetime.date(2026, 11, 15)
CLAUSES = CATALOGUE.regulations
PASS, FAIL = ClauseOutcome.PASS, ClauseOutcome.FAIL
UNKNOWN = ClauseOutcome.UNKNOWN


def country_of(clause: Clause) -> str:
    """Return where copies have to lie for a clause; within the EU unless it says otherwise."""
    named = clause.value if clause.parameter == "residency" else ()
    assert isinstance(named, tuple)
    return "DE" if not named or named[0] in ("EU", "EEA") else named[0]


def stating(clause: Clause, **given: Any) -> Workload:
    """Return a workload whose row states all that makes a clause apply."""
    stated = (clause.regime, *clause.entity_types[:1])
    return workload(
        clause.id,
        regulations=stated,
        data_class=clause.data_classes[0] if clause.data_classes else None,
        criticality=clause.criticalities[0] if clause.criticalities else "important",
        **given,
    )


def keeping(clauses: list[Clause], country: str) -> Portfolio:
    """Return workloads that do all that any clause asks for, one for each clause."""
    far: dict[str, Any] = {
        "jurisdiction": country, "distance_km": 900.0, "has_own_risk_profile": True,
        "is_isolated": True, "is_immutable": True, "full_interval_hours": 24.0,
    }  # fmt: skip
    today = (
        current(Option.NATIVE_REPLICATION, "South", every=None, kept=None, mode=Mode.SYNCHRONOUS),
        current(Option.APPLICATION_DATA_BACKUP, "Vault", every=0.25),
        current(Option.IN_GUEST_BACKUP, "Third", every=1.0),
    )
    made: dict[str, Any] = {
        "current": today,
        "last_test_date": LAST_WEEK,
        "measured_recovery_hours": 0.5,
    }
    # Little data, so that all of them together leave room on the links.
    made |= {"data_gb": 1.0, "daily_change_share": 0.001, "peak_change_mb_per_s": 0.001}
    return portfolio(
        *(stating(item, **made, allowed_jurisdictions=()) for item in clauses),
        targets=(
            target(copies_to="Second", **far),
            target("Second", **far),
            target("Third", **far),
            second_hub(**far),
        ),
        # Restoring what was deleted is tried apart: another way back than failing over.
        drills=tuple(
            Drill(workload_id=item.id, date=AS_OF, scenario="data-loss", recovery_hours=0.5,
                  result="passed")
            for item in clauses
        ),
    )  # fmt: skip


def breaking(clauses: list[Clause]) -> Portfolio:
    """Return workloads with one rare old backup on the Hub itself, one for each clause."""
    made = []
    for item in clauses:
        blank = dict.fromkeys(("rto_hours", "rpo_hours", "mtd_hours"))
        given: dict[str, Any] = blank if item.parameter == "objectives" else {}
        never_tried = item.parameter == "restore_test"
        given["last_test_date"] = None if never_tried else datetime.date(2022, 11, 22)
        kept = None if item.parameter == "retention_defined" else 30.0
        given["current"] = (current(to="Inside", every=200.0, kept=kept),)
        if item.parameter == "backup_copies_min" and item.value == 1.0:
            given["current"] = (
                current(Option.NO_RECOVERY, None, every=None, kept=None, mode=Mode.NONE),
            )
        made.append(stating(item, **given))
    inside = target("Inside", TargetKind.ON_HUB_STANDALONE, hub="North", site=None, region=None,
                    jurisdiction="XX", full_interval_hours=400.0)  # fmt: skip
    return portfolio(*made, targets=(inside,))


def results_of(done: Study) -> dict[str, ClauseResult]:
    """Return what today is to the clause that each workload is named after."""
    found = {}
    for row, item in enumerate(done.portfolio.workloads):
        results = done.results.reasons.clauses(row, is_today=True)
        found[item.id] = next(result for result in results if result.id == item.id)
    return found


@pytest.fixture(scope="module")
def kept() -> Mapping[str, ClauseResult]:
    by_country: dict[str, list[Clause]] = defaultdict(list)
    for item in CLAUSES:
        by_country[country_of(item)].append(item)
    found: dict[str, ClauseResult] = {}
    for country, clauses in by_country.items():
        found |= results_of(study(keeping(clauses, country)))
    return found


@pytest.fixture(scope="module")
def broken() -> Mapping[str, ClauseResult]:
    return results_of(study(breaking(list(CLAUSES))))


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda item: item.id)
def test_a_clause_passes_where_all_it_asks_for_is_there(
    kept: Mapping[str, ClauseResult], clause: Clause
) -> None:
    found = kept[clause.id]
    if clause.kind is ClauseKind.DOCUMENT:
        assert (found.outcome, found.missing) == (UNKNOWN, (clause.item,))
    elif clause.value == ("offline",):
        # No input says that a copy is offline, so nothing can pass this.
        assert (found.outcome, found.missing) == (UNKNOWN, ("Offline copy",))
    else:
        assert found.outcome is PASS, found


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda item: item.id)
def test_a_clause_fails_or_is_unknown_where_what_it_asks_for_is_not_there(
    broken: Mapping[str, ClauseResult], clause: Clause
) -> None:
    found = broken[clause.id]
    blank = clause.parameter in ("objectives", "restore_test", "retention_defined")
    is_open = clause.kind is ClauseKind.DOCUMENT or bool(clause.unless) or blank
    assert found.outcome is (UNKNOWN if is_open else FAIL), found
    assert bool(found.missing) is is_open
    assert (found.condition, found.source, found.date) == (
        clause.condition, clause.source, clause.date,
    )  # fmt: skip
    if clause.unless:
        assert f"whether {clause.unless}" in found.missing


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda item: item.id)
def test_a_clause_neither_passes_nor_fails_where_nothing_is_known(clause: Clause) -> None:
    blank = dict.fromkeys(("rto_hours", "rpo_hours", "mtd_hours", "data_gb"))
    found = results_of(study(portfolio(stating(clause, **blank))))[clause.id]
    assert found.outcome is UNKNOWN
    assert found.missing


def test_every_clause_that_blocks_refuses_something_that_is_broken(
    broken: Mapping[str, ClauseResult],
) -> None:
    for item in CLAUSES:
        if item.kind is ClauseKind.COMPUTED and item.blocks(AS_OF) and not item.unless:
            depends = REGISTRY[item.parameter].depends_on_strategy
            assert broken[item.id].is_blocking is depends, item.id
