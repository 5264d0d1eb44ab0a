"""What clauses and rules of policy refuse, and what they score."""

import datetime
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from bcdr.evaluate.checks import check_of_rows
from bcdr.evaluate.clause_results import clause_reasons, clause_results
from bcdr.evaluate.evaluation import Evaluation, evaluate, evaluate_some
from bcdr.evaluate.protections import all_strategies, protection_arrays
from bcdr.evaluate.registry import REGISTRY
from bcdr.evaluate.strategies import judge_rows
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.portfolio import PolicyRule, Portfolio
from bcdr.model.regulation import Verified
from bcdr.model.results import Reason
from bcdr.model.vocabulary import (
    ClauseOutcome,
    Option,
    Severity,
    Verdict,
)
from tests.evaluate.checking import only, reasons_against
from tests.factories import (
    AS_OF,
    azure,
    codes,
    judged,
    portfolio,
    second_hub,
    settings,
    study,
    target,
    workload,
)

CATALOGUE = load_catalogue()
CLAUSES = CATALOGUE.regulations
PASS = ClauseOutcome.PASS


SEGREGATED = workload(regulations=("DORA",))


def test_a_blocking_clause_refuses_what_fails_it_with_values_source_and_remedy() -> None:
    done = study(portfolio(SEGREGATED), only("DORA-06"))
    reason = next(
        item for item in reasons_against(done, Option.IN_GUEST_BACKUP, "Vault")
        if item.code == "regulation"
    )  # fmt: skip
    assert reason.severity is Severity.BLOCKER
    assert reason.message.startswith(
        "Isolation of the backup: separate network, physical+logical wanted. Systems used"
    )
    assert reason.source == "DORA (EU) 2022/2554, Art. 12(3)"
    assert reason.remedy.startswith("Keep a backup copy that is farther out of reach")
    # Azure is immutable here.
    assert "regulation" not in codes(reasons_against(done, Option.IN_GUEST_BACKUP, "Azure"))
    plan = done.plan.strategy(0)
    assert plan is not None
    assert any(item.target == "Azure" for item in plan.protections)


def test_the_verdict_names_the_clause_where_it_refuses_everything() -> None:
    done = study(portfolio(SEGREGATED, targets=(target(), second_hub())), only("DORA-06"))
    verdict, why = done.verdict(0)
    assert verdict is Verdict.CANNOT_MEET
    assert "physical+logical wanted" in why
    assert "DORA (EU) 2022/2554, Art. 12(3)" in why
    assert done.workload("Ledger").clauses == ()


def same_feasible(one: Evaluation, other: Evaluation) -> bool:
    return bool(np.array_equal(one.judged.is_feasible, other.judged.is_feasible))


def named(**given: Any) -> Portfolio:
    """Return a workload that names every regime and kind of entity there is."""
    every = tuple(
        item.id for item in CATALOGUE.terms if item.kind.value in ("regime", "entity type")
    )
    return portfolio(
        workload(regulations=every, data_class="personal; health; payment; export-controlled; "
                 "criminal-justice", criticality="mission-critical", **given),
    )  # fmt: skip


def test_a_clause_that_advises_refuses_nothing_and_still_counts() -> None:
    advising = [item.id for item in CLAUSES if not item.blocks(AS_OF) or item.unless]
    plain = judged(named(), replace(CATALOGUE, regulations=()))
    advised = judged(named(), only(*advising))
    assert same_feasible(plain, advised)
    assert np.isnan(plain.judged.regulation).all()
    assert (advised.judged.regulation < 1.0).all()


def test_a_clause_nobody_read_or_not_yet_in_force_advises() -> None:
    item = CATALOGUE.clause("DORA-06")
    done = study(portfolio(SEGREGATED), only("DORA-06"))
    for change in ({"verified": Verified.NOT_READ}, {"effective": datetime.date(2027, 1, 1)}):
        milder = CATALOGUE.with_entries(regulations=(replace(item, **change),))
        advised = study(portfolio(SEGREGATED), only("DORA-06", known=milder))
        assert advised.evaluation.judged.is_feasible.sum() > (
            done.evaluation.judged.is_feasible.sum()
        )
        reasons = reasons_against(advised, Option.IN_GUEST_BACKUP, "Vault")
        assert {"regulation-advice"} == {code for code in codes(reasons) if "regulation" in code}


def test_unknown_refuses_nothing_and_counts_as_not_passed() -> None:
    blank = target(is_isolated=None, is_immutable=None, site="North site")
    done = study(portfolio(SEGREGATED, targets=(blank, second_hub())), only("DORA-06"))
    reasons = reasons_against(done, Option.IN_GUEST_BACKUP, "Vault")
    found = next(item for item in reasons if item.code == "regulation-unknown")
    assert found.severity is Severity.WARNING
    assert found.remedy == "State Isolated, Immutable."
    column = next(
        position for position, item in enumerate(done.evaluation.strategies.protections)
        if (item.option, item.target) == (Option.IN_GUEST_BACKUP, "Vault")
    )  # fmt: skip
    assert done.evaluation.judged.is_feasible[0, column]
    assert done.evaluation.judged.regulation[0, column] == 0.0


LIMITS = {
    "rto_hours": ("<=", (0.1, 1.0, 6.0, 24.0, 1000.0)),
    "rpo_hours": ("<=", (0.0, 0.3, 6.0, 30.0)),
    "copies_min": (">=", (4.0, 3.0, 2.0, 1.0)),
    "backup_copies_min": (">=", (3.0, 2.0, 1.0, 0.0)),
    "backup_interval_hours": ("<=", (0.1, 1.0, 24.0, 500.0)),
    "full_interval_hours": ("<=", (24.0, 168.0, 700.0)),
    "site_distance_km": (">=", (900.0, 100.0, 1.0, 0.0)),
}
"""Limits of each parameter that has a size, from the strictest to the loosest."""

VARIED = portfolio(
    workload(last_test_date=AS_OF),
    targets=(
        target(copies_to="Second", distance_km=50.0, full_interval_hours=168.0),
        target("Second", distance_km=300.0, full_interval_hours=168.0),
        target("Near", site="North site", is_isolated=None),
        second_hub(distance_km=None),
        azure(jurisdiction=None),
    ),
)


def under(rule: PolicyRule, given: Portfolio = VARIED) -> Evaluation:
    return judged(replace(given, rules=(rule,)))


@pytest.mark.parametrize("parameter", LIMITS)
def test_a_looser_rule_never_blocks_more_and_never_passes_less(parameter: str) -> None:
    operator, limits = LIMITS[parameter]
    rules = [
        PolicyRule(name="One", parameter=parameter, operator=operator, value=limit)
        for limit in limits
    ]
    found = [under(rule).judged for rule in rules]
    counts = [int(item.is_feasible.sum()) for item in found]
    assert counts[0] < counts[-1], "the limits must tell strategies apart"
    for strict, loose in pairwise(found):
        assert (loose.is_feasible | ~strict.is_feasible).all()
        assert (loose.regulation >= strict.regulation).all()


def test_a_stricter_rung_never_blocks_less() -> None:
    rungs = ("separate media", "separate network", "physical+logical", "immutable", "offline")
    found = [
        under(PolicyRule(name="One", parameter="isolation", operator="contains", value=(rung,)))
        for rung in rungs
    ]
    for loose, strict in pairwise(found):
        assert (loose.judged.is_feasible | ~strict.judged.is_feasible).all()
        assert (loose.judged.regulation >= strict.judged.regulation).all()


# Strategies, one by one


RULES = (
    PolicyRule(name="Fast", parameter="rto_hours", operator="<=", value=20.0),
    PolicyRule(name="Fresh", parameter="rpo_hours", operator="<=", value=1.0, is_blocking=False),
    PolicyRule(name="Twice", parameter="copies_min", operator=">=", value=3.0, is_blocking=False),
    PolicyRule(name="Away", parameter="offsite", operator="in", value=("yes",)),
    PolicyRule(name="Apart", parameter="isolation", operator="contains",
               value=("physical+logical",), is_blocking=False),
    PolicyRule(name="Home", parameter="residency", operator="in", value=("EEA",),
               is_blocking=False),
)  # fmt: skip


@pytest.mark.parametrize("data_gb", [100.0, None])
def test_every_strategy_is_checked_as_it_is_by_itself(data_gb: float | None) -> None:
    """The share and the refusals of all strategies at once are those of each one alone."""
    given = replace(
        VARIED,
        workloads=(workload(regulations=("DORA", "CCP", "GDPR", "NIST 800-53"), data_gb=data_gb,
                            criticality="mission-critical", data_class="personal"),),
        rules=RULES,
    )  # fmt: skip
    done = judged(given)
    count = len(done.strategies)
    inputs = done.inputs.take(np.zeros(count, dtype=np.int64))
    arrays = protection_arrays(
        [done.strategies.strategy(position).protections for position in range(count)],
        given.landscape, shared=False,
    )  # fmt: skip
    looked = judge_rows(done.basis, inputs, arrays)
    check = check_of_rows(done.basis, inputs, arrays, looked.outcomes)
    depends = {
        (item.clause.id if item.clause else item.rule.name if item.rule else "")
        for item in done.basis.rulebook.conditions
        if REGISTRY[item.parameter].depends_on_strategy
    }
    refused = np.zeros(count, dtype=bool)
    for position in range(count):
        results = clause_results(check, position, 0)
        counted = [item for item in results if item.id in depends]
        share = sum(item.outcome is PASS for item in counted) / len(counted)
        assert done.judged.regulation[0, position] == pytest.approx(share)
        against = clause_reasons(check, position, results, all_duties=False)
        refused[position] = any(item.severity is Severity.BLOCKER for item in against)
    without = judged(replace(given, rules=()), replace(CATALOGUE, regulations=()))
    expected = without.judged.is_feasible[0] & ~refused
    assert np.array_equal(done.judged.is_feasible[0], expected)
    assert refused.any() or data_gb is None


def test_workloads_of_all_kinds_are_checked_together_as_they_are_alone() -> None:
    kinds = (
        workload("A", regulations=("GDPR",), data_class="personal"),
        workload("B", regulations=("DORA", "CCP"), hub="South"),
        workload("C"),
        workload("D", regulations=("GDPR", "SecNumCloud"), data_class="public"),
        workload("E", regulations=("GDPR",), data_class="personal", hub="South"),
    )
    together = judged(replace(VARIED, workloads=kinds, landscape=portfolio().landscape))
    for row, item in enumerate(kinds):
        alone = judged(portfolio(item))
        for name in ("regulation", "score"):
            found, expected = getattr(together.judged, name)[row], getattr(alone.judged, name)[0]
            assert found == pytest.approx(expected, rel=1e-5, nan_ok=True), (item.id, name)
    assert np.isnan(together.judged.regulation[2]).all()


def test_the_score_takes_the_part_in_and_shares_its_weight_where_nothing_applies() -> None:
    plain, ruled = judged(workload()), judged(workload(regulations=("SecNumCloud",)))
    both = plain.judged.is_feasible[0] & ruled.judged.is_feasible[0]
    parts = ruled.judged
    expected = (
        45.0 * parts.objectives + 20.0 * parts.regulation + 25.0 * parts.cost
        + 10.0 * parts.guidance
    )[0, both]  # fmt: skip
    assert ruled.judged.score[0, both] == pytest.approx(expected, rel=1e-5)
    assert not np.isnan(plain.judged.score[0, both]).any()


def test_removing_a_strategy_changes_the_part_of_no_other() -> None:
    given = portfolio(workload(regulations=("SecNumCloud",)))
    done = judged(given)
    every = all_strategies(given.landscape, CATALOGUE)
    fewer = replace(every, first=every.first[:-5], second=every.second[:-5])
    again = evaluate(given, fewer, CATALOGUE, settings())
    assert np.array_equal(done.judged.regulation[:, :-5], again.judged.regulation)


def test_a_row_that_newly_names_a_regime_is_checked_when_it_is_judged_again() -> None:
    done = judged(workload())
    changed = replace(done.portfolio, workloads=(workload(regulations=("SecNumCloud",)),))
    _, again = evaluate_some(done, changed, (0,))
    assert np.isnan(done.judged.regulation).all()
    assert not np.isnan(again.regulation).any()


# Rules of policy about whole strategies


def told(rule: PolicyRule, **given: Any) -> tuple[Reason, ...]:
    """Return what a rule says against a backup in the guest to Vault, daily."""
    done = study(replace(VARIED, workloads=(workload(**given),), rules=(rule,)))
    found = reasons_against(done, Option.IN_GUEST_BACKUP, "Vault")
    return tuple(item for item in found if "policy" in item.code)


def test_a_rule_about_a_whole_strategy_refuses_with_the_values_it_compares() -> None:
    rule = PolicyRule(name="3-2-1", parameter="copies_min", operator=">=", value=4.0,
                      message="Keep four copies.", source="Policy 7")  # fmt: skip
    (reason,) = told(rule)
    assert (reason.code, reason.severity) == ("corporate-policy", Severity.BLOCKER)
    assert reason.message == (
        "Copies, the live data counted as one: 3 copies, at least 4 copies wanted. "
        "Keep four copies."
    )
    assert reason.source == "Policy 7"


def test_a_rule_that_advises_or_is_not_known_warns() -> None:
    advice = PolicyRule(name="Far", parameter="site_distance_km", operator=">=", value=500.0,
                        is_blocking=False)  # fmt: skip
    (reason,) = told(advice)
    assert (reason.code, reason.severity) == ("policy-advice", Severity.WARNING)
    assert reason.source == "Rules sheet, Far"
    unknown = PolicyRule(name="Own", parameter="distinct_risk_profile", operator="==",
                         value=("yes",))  # fmt: skip
    (reason,) = told(unknown)
    assert (reason.code, reason.remedy) == ("policy-unknown", "State Own risk profile.")


def test_a_rule_holds_for_the_workloads_it_names() -> None:
    rule = PolicyRule(name="Four", parameter="copies_min", operator=">=", value=4.0,
                      applies_to_field="data_class", applies_to_values=("secret",))  # fmt: skip
    assert told(rule, data_class="Secret")
    assert not told(rule, data_class="public")
    assert not told(rule, data_class=None)


@pytest.mark.parametrize(
    ("value", "refuses"), [(("yes",), False), (("no",), True)]
)  # fmt: skip
def test_a_rule_may_want_no_as_well_as_yes(value: tuple[str, ...], refuses: bool) -> None:
    rule = PolicyRule(name="Away", parameter="offsite", operator="==", value=value)
    assert bool(told(rule)) is refuses


def test_two_rules_of_one_name_are_both_told() -> None:
    rules = tuple(
        PolicyRule(name="Same", parameter=parameter, operator=">=", value=9.0)
        for parameter in ("copies_min", "backup_copies_min")
    )
    done = study(replace(VARIED, rules=rules))
    found = reasons_against(done, Option.IN_GUEST_BACKUP, "Vault")
    said = [item.message.split(":")[0] for item in found if item.code == "corporate-policy"]
    assert said == ["Copies, the live data counted as one", "Backup copies"]
