"""Corporate policy: rules of the Rules sheet as conditions on one protection."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np

from bcdr.evaluate.axes import Flags, Numbers
from bcdr.evaluate.case import Case, remembered
from bcdr.evaluate.cell import Cell
from bcdr.evaluate.protections import OPTIONS
from bcdr.evaluate.world import World
from bcdr.model.landscape import Target
from bcdr.model.portfolio import PolicyRule
from bcdr.model.units import format_hours, format_number

TARGET_WORDS: Final[Mapping[str, Callable[[Target], str | None]]] = MappingProxyType(
    {
        "target": lambda target: target.name,
        "target_kind": lambda target: target.kind,
        "operator": lambda target: target.operator,
        "jurisdiction": lambda target: target.jurisdiction,
    }
)
"""Parameters that are words of the target."""

_LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "target": "target",
        "target_kind": "kind of target",
        "operator": "operator",
        "jurisdiction": "jurisdiction",
        "option": "option",
        "interval_hours": "copies",
        "retention_days": "kept",
    }
)
_WANTED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "in": "allowed",
        "==": "allowed",
        "not in": "not allowed",
        "contains": "wanted with",
        "<=": "at most",
        ">=": "at least",
    }
)
_HOURS_PER_DAY: Final = 24.0


@remembered
def policy_breaks(case: Case) -> tuple[tuple[PolicyRule, Flags], ...]:
    """Return each rule that looks at one protection, and where it is broken or not known.

    Flags are over workload (or 1) x protection. A rule with a parameter that concerns a whole
    strategy is left to the strategy's rules.
    """
    return tuple(
        (item, case.has_target & broken & _applies(item, case))
        for item in case.policies
        if (broken := _broken(item, case)) is not None
    )


def breaks_any(case: Case, *, is_blocking: bool) -> Flags:
    """Return where a rule that blocks, or one that advises, is broken or not known."""
    broken = np.zeros((1, 1), dtype=bool)
    for item, flags in policy_breaks(case):
        if item.is_blocking == is_blocking and flags.any():
            broken = broken | flags
    return broken


def broken_sentence(cell: Cell, *, is_blocking: bool) -> str:
    """Return what the broken rules say and the values they compare."""
    said = [
        f"{(item.message or f'{item.name} is not kept').rstrip('.')} ({_compared(item, cell)})"
        for item in _broken_rules(cell, is_blocking=is_blocking)
    ]
    return f"{'; '.join(said)}."


def broken_sources(cell: Cell, *, is_blocking: bool) -> str:
    """Return the sources of the broken rules, each once."""
    names = [
        item.source or f"Rules sheet, {item.name}"
        for item in _broken_rules(cell, is_blocking=is_blocking)
    ]
    return "; ".join(dict.fromkeys(names))


def _broken_rules(cell: Cell, *, is_blocking: bool) -> list[PolicyRule]:
    return [
        item
        for item, flags in policy_breaks(cell.case)
        if item.is_blocking == is_blocking and cell.pick(flags)
    ]


def _compared(item: PolicyRule, cell: Cell) -> str:
    """Return the value found and the value wanted: `kept 30 d, at least 90 d`."""
    found, values = _found(item, cell), item.value
    if isinstance(values, tuple):
        limit = ", ".join(values)
    elif item.parameter == "interval_hours":
        limit = format_hours(values)
    else:
        limit = f"{format_number(values)} d"
    return f"{_LABELS[item.parameter]} {found}; {_WANTED[item.operator]} {limit}"


def _found(item: PolicyRule, cell: Cell) -> str:
    if item.parameter in TARGET_WORDS:
        return TARGET_WORDS[item.parameter](cell.target) or f"of {cell.target.name} not known"
    if item.parameter == "option":
        return cell.option
    case = cell.case
    hours = case.interval_hours if item.parameter == "interval_hours" else case.retention_hours
    found = float(cell.pick(hours))
    if np.isnan(found):
        return "not known"
    if item.parameter == "interval_hours":
        return f"every {format_hours(found)}" if found > 0 else "at once"
    return f"{format_number(found / _HOURS_PER_DAY)} d"


def _applies(item: PolicyRule, case: Case) -> Flags:
    """Return as a column, or as one flag for all, which workloads a rule holds for."""
    field = item.applies_to_field
    if not field:
        return np.ones((1, 1), dtype=bool)
    if not hasattr(case.inputs.workloads[0], field):
        return np.zeros((1, 1), dtype=bool)
    wanted = {value.casefold() for value in item.applies_to_values}
    codes, values = case.spelled(field)
    return np.array([_holds(value, wanted) for value in values], dtype=bool)[codes]


def _holds(value: object, wanted: set[str]) -> bool:
    words = value if isinstance(value, tuple) else (value,)
    return any(str(word).casefold() in wanted for word in words if word is not None)


def _broken(item: PolicyRule, case: Case) -> Flags | None:
    """Return where the condition does not hold, None if it is not about one protection."""
    if item.parameter in TARGET_WORDS:
        return _table(item, case, _breaking_targets)[case.at]
    if item.parameter == "option":
        return _table(item, case, _breaking_options)[case.option_at]
    if item.parameter == "interval_hours":
        return ~_within(item, case.interval_hours)
    if item.parameter == "retention_days":
        # A replica keeps no history; how long copies are kept is asked of backups.
        kept_days = case.retention_hours / _HOURS_PER_DAY
        return case.is_backup & ~_within(item, kept_days)
    return None


def _table(item: PolicyRule, case: Case, made: Callable[[PolicyRule, World], Flags]) -> Flags:
    """Return where targets or options break a rule, made once for a landscape."""
    found: Flags | None = case.tables.get(item)
    if found is None:
        found = case.tables[item] = made(item, case.world)
    return found


def _breaking_targets(item: PolicyRule, world: World) -> Flags:
    wanted = _wanted(item)
    if item.parameter == "jurisdiction":
        # A union such as EU stands for its members, as it does for the workload's own.
        wanted |= {member for word in wanted for member in world.unions.get(word, ())}
    words = map(TARGET_WORDS[item.parameter], world.targets)
    return np.array([word is None or not _holds_of(item, word, wanted) for word in words])


def _breaking_options(item: PolicyRule, _world: World) -> Flags:
    wanted = _wanted(item)
    return np.array([not _holds_of(item, option, wanted) for option in OPTIONS])


def _wanted(item: PolicyRule) -> set[str]:
    values = item.value if isinstance(item.value, tuple) else (f"{item.value:g}",)
    return {value.casefold() for value in values}


def _holds_of(item: PolicyRule, word: str, wanted: set[str]) -> bool:
    if item.operator == "contains":
        return any(value in word.casefold() for value in wanted)
    return (word.casefold() in wanted) is not (item.operator == "not in")


def _within(item: PolicyRule, numbers: Numbers) -> Flags:
    limit = item.value if isinstance(item.value, float) else float(item.value[0])
    with np.errstate(invalid="ignore"):
        if item.operator == "<=":
            return np.asarray(numbers <= limit)
        if item.operator == ">=":
            return np.asarray(numbers >= limit)
        return np.asarray(numbers == limit)
