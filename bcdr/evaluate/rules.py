"""Feasibility: every blocker and warning as a named rule with source, sentence and remedy."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from bcdr.evaluate.axes import Codes, Flags
from bcdr.evaluate.case import Case
from bcdr.evaluate.cell import Cell
from bcdr.model.vocabulary import Severity

__all__ = [
    "RULES",
    "Case",
    "Rule",
    "bit_of",
    "blocking_bits",
    "is_blocked",
    "register",
    "rule",
    "tick_rules",
]

Words = Callable[[Cell], tuple[str, str]]
Source = str | Callable[[Cell], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: where it holds, and for one cell its message, remedy and source.

    `holds` returns flags over workload (or 1) x protection (or 1).
    """

    code: str
    severity: Severity
    holds: Callable[[Case], Flags]
    say: Words
    source: Source

    def words(self, case: Case, n: int, p: int) -> tuple[str, str]:
        """Return message and remedy for workload n under protection p."""
        return self.say(Cell(case, n, p))

    def sources(self, case: Case, n: int, p: int) -> str:
        """Return the guidance row, fact or policy behind it for workload n under protection p."""
        return self.source if isinstance(self.source, str) else self.source(Cell(case, n, p))


BYTES: Final = 8
"""Of the number that holds a bit for every rule."""

RULES: Final[list[Rule]] = []
"""Every rule in the order of its bit."""


def rule(
    code: str, severity: Severity, source: Source, say: Words
) -> Callable[[Callable[[Case], Flags]], Rule]:
    """Return a decorator that makes a rule of a predicate over workload x protection."""

    def made(holds: Callable[[Case], Flags]) -> Rule:
        return Rule(code=code, severity=severity, holds=holds, say=say, source=source)

    return made


def register(*rules: Rule) -> None:
    """Add rules to the book in this order; one that is there already keeps its place.

    Raises:
        ValueError: another rule has the same code, or there are more rules than bits.
    """
    for item in rules:
        if item in RULES:
            continue
        if any(known.code == item.code for known in RULES):
            raise ValueError(f"there are two rules with the code {item.code}")
        if len(RULES) == 8 * BYTES - 1:
            raise ValueError(f"there is no bit left for {item.code}")
        RULES.append(item)


def tick_rules(case: Case) -> Codes:
    """Return along workload and protection one bit per rule that holds.

    Rules are gathered in planes of eight, a byte each, which are then laid side by side; what all
    workloads share is added to them once.
    """
    planes = np.zeros((BYTES, *case.shape), dtype=np.uint8)
    shared = np.zeros((1, case.shape[1]), dtype=np.int64)
    for position, item in enumerate(RULES):
        found = item.holds(case)
        if not found.any():
            continue
        if len(found) == 1:
            shared |= found.astype(np.int64) << position
        else:
            plane, bit = divmod(position, 8)
            planes[plane] |= found.view(np.uint8) * np.uint8(1 << bit)
    bits = np.zeros((*case.shape, BYTES), dtype=np.uint8)
    for number in range(-(-len(RULES) // 8)):
        bits[..., number] = planes[number]
    return bits.view("<i8")[..., 0] | shared


def is_blocked(case: Case) -> Flags:
    """Return along workload and protection where any blocker holds.

    The same as looking for `blocking_bits` in `tick_rules`, for those who need no reasons.
    """
    blocked = np.zeros(case.shape, dtype=bool)
    for item in RULES:
        if item.severity is Severity.BLOCKER:
            blocked |= item.holds(case)
    return blocked


def blocking_bits() -> int:
    """Return the bits of all blockers."""
    return sum(
        1 << position for position, item in enumerate(RULES) if item.severity is Severity.BLOCKER
    )


def warning_bits() -> int:
    """Return the bits of all warnings."""
    return sum(
        1 << position for position, item in enumerate(RULES) if item.severity is Severity.WARNING
    )


def bit_of(code: str) -> int:
    """Return the bit of a rule."""
    return 1 << [item.code for item in RULES].index(code)
