"""Corporate policy: rules of the Rules sheet as conditions on one protection."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np

from bcdr.evaluate.axes import Flags, Numbers
from bcdr.evaluate.protections import OPTIONS
from bcdr.evaluate.rules import Case, remembered
from bcdr.model.landscape import Target
from bcdr.model.portfolio import PolicyRule, Workload
from bcdr.model.vocabulary import Family

TARGET_WORDS: Final[Mapping[str, Callable[[Target], str | None]]] = MappingProxyType(
    {
        "target": lambda target: target.name,
        "target_kind": lambda target: target.kind,
        "operator": lambda target: target.operator,
        "jurisdiction": lambda target: target.jurisdiction,
    }
)
"""Parameters that are words of the target."""


@remembered
def policy_breaks(case: Case) -> tuple[tuple[PolicyRule, Flags], ...]:
    """Return each rule that looks at one protection, and where it is broken or not known.

    A rule with a parameter that concerns a whole strategy is left to the strategy's rules.
    """
    return tuple(
        (item, case.has_target & _applies(item, case) & broken)
        for item in case.policies
        if (broken := _broken(item, case)) is not None
    )


def _applies(item: PolicyRule, case: Case) -> Flags:
    if not item.applies_to_field:
        return np.ones((case.inputs.count, 1), dtype=bool)
    wanted = {value.casefold() for value in item.applies_to_values}
    return np.array(
        [_holds(workload, item.applies_to_field, wanted) for workload in case.inputs.workloads]
    ).reshape(-1, 1)


def _holds(workload: Workload, field: str, wanted: set[str]) -> bool:
    value = getattr(workload, field, None)
    words = value if isinstance(value, tuple) else (value,)
    return any(str(word).casefold() in wanted for word in words if word is not None)


def _broken(item: PolicyRule, case: Case) -> Flags | None:
    """Return where the condition does not hold, None if it is not about one protection."""
    if item.parameter in TARGET_WORDS:
        words = [TARGET_WORDS[item.parameter](target) for target in case.world.targets]
        kept = np.array([word is not None and _compare(item, word) for word in words], dtype=bool)
        return ~kept[case.at]
    if item.parameter == "option":
        kept = np.array([_compare(item, option) for option in OPTIONS], dtype=bool)
        return ~kept[np.maximum(case.option, 0)]
    if item.parameter == "interval_hours":
        return ~_within(item, case.copies.interval_hours[:, :, 0, 0, 0])
    if item.parameter == "retention_days":
        # A replica keeps no history; how long copies are kept is asked of backups.
        kept_days = case.protections.retention_hours[:, :, 0, 0, 0] / 24.0
        return case.of_family(Family.BACKUP) & ~_within(item, kept_days)
    return None


def _compare(item: PolicyRule, word: str) -> bool:
    values = item.value if isinstance(item.value, tuple) else (f"{item.value:g}",)
    found = word.casefold() in {value.casefold() for value in values}
    return not found if item.operator == "not in" else found


def _within(item: PolicyRule, numbers: Numbers) -> Flags:
    limit = item.value if isinstance(item.value, float) else float(item.value[0])
    with np.errstate(invalid="ignore"):
        if item.operator == "<=":
            return np.asarray(numbers <= limit)
        if item.operator == ">=":
            return np.asarray(numbers >= limit)
        return np.asarray(numbers == limit)
