"""Corporate policy: conditions on one protection, for some workloads or all."""

from typing import Any

import numpy as np
import pytest

from bcdr.model.portfolio import PolicyRule
from bcdr.model.vocabulary import Option
from tests.factories import (
    azure,
    codes,
    judged,
    portfolio,
    reasons_for,
    second_hub,
    study,
    target,
    workload,
)

IN_GUEST = Option.IN_GUEST_BACKUP


def broken_by(rule: dict[str, Any], option: Option = IN_GUEST, to: str = "Vault",
              **given: Any) -> bool:  # fmt: skip
    """Return whether a rule refuses an option on a target under every policy."""
    made = PolicyRule(name="Rule", **rule)
    targets = (target(operator="Own"), second_hub(), azure())
    done = judged(portfolio(workload(**given), targets=targets, rules=(made,)))
    columns = [
        column for column, item in enumerate(done.strategies.protections)
        if (item.option, item.target) == (option, to)
    ]  # fmt: skip
    found = [
        "corporate-policy" in codes(reasons_for(done, option, to)),
        bool(done.judged.is_feasible[0, columns].any()),
    ]
    return found == [True, False]


@pytest.mark.parametrize(
    ("parameter", "kept", "not_kept"),
    [
        ("target_kind", ("Dedicated-External", "azure"), ("azure",)),
        ("target", ("vault",), ("Other",)),
        ("operator", ("own",), ("Cloud corp",)),
        ("jurisdiction", ("de", "NL"), ("US",)),
        ("option", ("in-guest-backup",), ("active-active",)),
    ],
)
def test_words_are_compared_without_regard_to_case(
    parameter: str, kept: tuple[str, ...], not_kept: tuple[str, ...]
) -> None:
    assert not broken_by({"parameter": parameter, "operator": "in", "value": kept})
    assert broken_by({"parameter": parameter, "operator": "in", "value": not_kept})
    assert broken_by({"parameter": parameter, "operator": "not in", "value": kept})


@pytest.mark.parametrize(
    ("operator", "value", "expected"),
    [("<=", 0.5, True), ("<=", 24.0, False), (">=", 48.0, True), ("==", 12.0, False)],
)
def test_intervals_are_compared_as_numbers(operator: str, value: float, expected: bool) -> None:
    rule = {"parameter": "interval_hours", "operator": operator, "value": value}
    assert broken_by(rule) is expected


@pytest.mark.parametrize(
    ("operator", "value", "is_broken"),
    [("in", ("EU",), False), ("in", ("eea", "US"), False), ("not in", ("EU",), True),
     ("in", ("US",), True)],
)  # fmt: skip
def test_a_union_stands_for_its_members(
    operator: str, value: tuple[str, ...], is_broken: bool
) -> None:
    rule = {"parameter": "jurisdiction", "operator": operator, "value": value}
    assert broken_by(rule) is is_broken


def test_what_is_not_known_is_not_kept() -> None:
    # Nobody said who operates Azure.
    rule = {"parameter": "operator", "operator": "in", "value": ("own",)}
    assert broken_by(rule, to="Azure")


def test_how_long_copies_are_kept_is_asked_of_backups_alone() -> None:
    rule = {"parameter": "retention_days", "operator": ">=", "value": 90.0}
    assert broken_by(rule)
    assert not broken_by(rule, Option.NATIVE_REPLICATION, "South")


@pytest.mark.parametrize(
    ("field", "values", "given", "expected"),
    [
        ("criticality", ("IMPORTANT",), {}, True),
        ("criticality", ("minor",), {}, False),
        ("tags", ("pci",), {"tags": ("web", "PCI")}, True),
        ("data_class", ("secret",), {"data_class": None}, False),
        ("colour", ("red",), {}, False),
    ],
)
def test_rule_holds_for_the_workloads_it_names(
    field: str, values: tuple[str, ...], given: dict[str, Any], expected: bool
) -> None:
    rule = {"parameter": "target", "operator": "in", "value": ("Other",),
            "applies_to_field": field, "applies_to_values": values}  # fmt: skip
    assert broken_by(rule, **given) is expected


def test_advice_does_not_refuse() -> None:
    rule = {"parameter": "target", "operator": "in", "value": ("Other",), "is_blocking": False}
    assert not broken_by(rule)


def test_message_and_source_of_every_broken_rule_are_shown() -> None:
    rules = (
        PolicyRule(name="One", parameter="target", operator="in", value=("Other",),
                   message="Use Other", source="Policy 1"),
        PolicyRule(name="Two", parameter="interval_hours", operator="<=", value=0.1),
    )  # fmt: skip
    reasons = reasons_for(judged(portfolio(rules=rules)), IN_GUEST, "Vault")
    reason = next(item for item in reasons if item.code == "corporate-policy")
    assert reason.message == (
        "Use Other (target Vault; allowed Other); "
        "Two is not kept (copies every 24 h; at most 6 min)."
    )
    assert reason.source == "Policy 1; Rules sheet, Two"


@pytest.mark.parametrize(
    ("rule", "option", "to", "says"),
    [
        ({"parameter": "operator", "operator": "in", "value": ("own",)}, IN_GUEST, "Azure",
         "(operator of Azure not known; allowed own)"),
        ({"parameter": "retention_days", "operator": ">=", "value": 90.0}, IN_GUEST, "Vault",
         "(kept 30 d; at least 90 d)"),
        ({"parameter": "option", "operator": "not in", "value": ("in-guest-backup", "x")},
         IN_GUEST, "Vault", "(option in-guest-backup; not allowed in-guest-backup, x)"),
        ({"parameter": "jurisdiction", "operator": "in", "value": ("DE",)}, IN_GUEST, "South",
         "(jurisdiction NL; allowed DE)"),
        ({"parameter": "target", "operator": "contains", "value": ("vau",)}, IN_GUEST, "Azure",
         "(target Azure; wanted with vau)"),
    ],
)  # fmt: skip
def test_the_values_compared_are_named(
    rule: dict[str, Any], option: Option, to: str, says: str
) -> None:
    given = portfolio(rules=(PolicyRule(name="Rule", **rule),))
    found = reasons_for(judged(given), option, to)
    message = next(item.message for item in found if item.code == "corporate-policy")
    assert message == f"Rule is not kept {says}."


def test_rule_about_a_whole_strategy_is_left_alone() -> None:
    rule = PolicyRule(name="Copies", parameter="copies", operator=">=", value=3.0)
    plain, ruled = study(portfolio()), study(portfolio(rules=(rule,)))
    assert np.array_equal(plain.evaluation.judged.is_feasible, ruled.evaluation.judged.is_feasible)
