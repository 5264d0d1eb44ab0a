"""Overrides of rules: what they lift, for whom, how long, and how it is shown."""

import datetime
from dataclasses import replace

import numpy as np
import pytest

from bcdr.choose.overruled import overrides_in_force
from bcdr.model.portfolio import Decision, PolicyRule
from bcdr.model.vocabulary import DecisionKind, Severity
from bcdr.study import Study, run_study
from tests.report.portfolios import AS_OF, SETTINGS, portfolio, workload

OLD = "guest-os-unsupported"
OVERRIDE = Decision(
    workload_id="Shop",
    kind=DecisionKind.OVERRIDE_RULE,
    rule=OLD,
    decided_by="Ana Ruiz",
    date=datetime.date(2026, 11, 20),
    reason="The vendor supports it",
)


def study(*decisions: Decision, rules: tuple[PolicyRule, ...] = ()) -> Study:
    """Two workloads with a system that is too old, and what was decided."""
    given = portfolio([workload("Shop", os="Windows 95"), workload("Desk", os="Windows 95")])
    return run_study(replace(given, decisions=decisions, rules=rules), SETTINGS)


def feasible(of: Study, row: int) -> set[str]:
    """The ids of the strategies that a workload may have."""
    flags = of.evaluation.judged.is_feasible[row]
    return {of.strategies[place].id for place in np.flatnonzero(flags)}


def test_a_refusal_is_lifted_for_the_workload_and_no_other() -> None:
    plain, lifted = study(), study(OVERRIDE)
    more = feasible(lifted, 0) - feasible(plain, 0)
    assert more
    assert all("guest-replication@Hub South" in id_ for id_ in more)
    assert feasible(lifted, 1) == feasible(plain, 1)


def test_what_another_rule_refuses_stays_refused() -> None:
    lifted = study(OVERRIDE)
    assert not any("guest-replication@Vault" in id_ for id_ in feasible(lifted, 0))


def test_a_lifted_strategy_is_scored_and_its_outcomes_stay_the_same() -> None:
    plain, lifted = study(), study(OVERRIDE)
    rows = np.flatnonzero(
        lifted.evaluation.judged.is_feasible[0] & ~plain.evaluation.judged.is_feasible[0]
    )
    assert np.isnan(plain.evaluation.judged.score[0, rows]).all()
    assert (lifted.evaluation.judged.score[0, rows] > 0).all()
    assert lifted.evaluation.judged.binding_not_met[0].tolist() == (
        plain.evaluation.judged.binding_not_met[0].tolist()
    )


def test_the_reason_is_kept_and_says_who_overrides_it() -> None:
    lifted = study(replace(OVERRIDE, strategy="guest-replication@Hub South:continuous"))
    reasons = lifted.workload("Shop").planned.reasons
    (kept,) = [reason for reason in reasons if reason.code == OLD]
    assert kept.severity is Severity.WARNING
    assert kept.message.startswith(
        "Overridden by Ana Ruiz on 2026-11-20 (The vendor supports it): 'Windows 95' is not among"
    )
    table = lifted.reasons_table()
    shown = table[(table["workload_id"] == "Shop") & (table["code"] == OLD)]
    assert set(shown["severity"]) == {"overridden"}
    other = table[(table["workload_id"] == "Desk") & (table["code"] == OLD)]
    assert set(other["severity"]) == {"blocker"}


def test_the_strategy_that_an_override_names_is_chosen() -> None:
    wanted = "guest-replication@Hub South:continuous"
    chosen = study(replace(OVERRIDE, strategy=wanted)).plan.strategy(0)
    assert chosen is not None
    assert chosen.id == wanted


def test_a_strategy_that_another_rule_refuses_is_not_chosen_by_name() -> None:
    named = study(replace(OVERRIDE, strategy="guest-replication@Vault:continuous"))
    assert named.plan.strategy(0) == study(OVERRIDE).plan.strategy(0)


@pytest.mark.parametrize(
    "decisions",
    [
        (replace(OVERRIDE, until=datetime.date(2026, 11, 21)),),
        (OVERRIDE, replace(OVERRIDE, kind=DecisionKind.PARK)),
        (replace(OVERRIDE, rule=" "),),
    ],
    ids=["expired", "parked", "no rule"],
)
def test_an_override_that_does_not_hold_lifts_nothing(decisions: tuple[Decision, ...]) -> None:
    assert (
        overrides_in_force(replace(portfolio([workload("Shop")]), decisions=decisions), AS_OF) == {}
    )
    assert feasible(study(*decisions), 0) == feasible(study(), 0)


def test_a_policy_is_overridden_by_its_name_and_shown_as_that() -> None:
    rule = PolicyRule(name="No vault", parameter="target", operator="not in", value=("Vault",))
    strict = study(rules=(rule,))
    lifted = study(replace(OVERRIDE, rule="no vault"), rules=(rule,))
    assert not any("@Vault" in id_ for id_ in feasible(strict, 0))
    assert any("@Vault" in id_ for id_ in feasible(lifted, 0))
    assert not any("@Vault" in id_ for id_ in feasible(lifted, 1))
    table = lifted.reasons_table()
    shown = table[(table["workload_id"] == "Shop") & (table["code"] == "corporate-policy")]
    assert set(shown["severity"]) == {"overridden"}
