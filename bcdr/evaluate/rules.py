"""Feasibility: every blocker and warning as a named rule with source, sentence and remedy."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any, Final, TypeVar
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from bcdr.evaluate.axes import Codes, Flags
from bcdr.evaluate.copies import Copies, family_of
from bcdr.evaluate.cost import Costs
from bcdr.evaluate.inputs import Inputs
from bcdr.evaluate.protections import OPTIONS, ProtectionArrays
from bcdr.evaluate.times import jurisdiction_is_allowed
from bcdr.evaluate.world import World
from bcdr.model.catalogue import Catalogue
from bcdr.model.landscape import Target
from bcdr.model.portfolio import PolicyRule, Workload
from bcdr.model.vocabulary import Family, Option, Severity


@dataclass(frozen=True, eq=False)
class Case:
    """Everything a rule may look at, along workload (n) and protection (p) only."""

    inputs: Inputs
    world: World
    catalogue: Catalogue
    protections: ProtectionArrays
    copies: Copies
    costs: Costs
    policies: tuple[PolicyRule, ...]
    accepted: Flags = field(repr=False)

    @cached_property
    def option(self) -> Codes:
        """Return option codes, workload (or 1) x protection."""
        return self.protections.option[:, :, 0, 0, 0]

    @cached_property
    def target(self) -> Codes:
        """Return target codes, workload (or 1) x protection."""
        return self.protections.target[:, :, 0, 0, 0]

    @cached_property
    def at(self) -> Codes:
        """Return target codes with blanks as 0, for looking up."""
        return np.maximum(self.target, 0)

    @cached_property
    def has_target(self) -> Flags:
        """Return where there is an option and a known target."""
        return (self.option >= 0) & (self.target >= 0)

    @cached_property
    def hub(self) -> Codes:
        """Return Hub codes as a column."""
        return self.inputs.hub.reshape(-1, 1)

    def has(self, *options: Option) -> Flags:
        """Return where the protection is one of these options."""
        return self.protections.has(*options)[:, :, 0, 0, 0] & self.has_target

    def of_family(self, family: Family) -> Flags:
        """Return where the option belongs to a family."""
        return family_of(self.protections, self.catalogue, family)[:, :, 0, 0, 0] & self.has_target

    def column(self, name: str) -> NDArray[Any]:
        """Return a field of the inputs as a column over workloads."""
        array: NDArray[Any] = getattr(self.inputs, name)
        return array.reshape(-1, 1)

    def workload(self, n: int) -> Workload:
        """Return one workload."""
        return self.inputs.workloads[n]

    def option_of(self, n: int, p: int) -> Option:
        """Return the option of one cell."""
        return OPTIONS[max(int(self.option[min(n, len(self.option) - 1), p]), 0)]

    def target_of(self, n: int, p: int) -> Target:
        """Return the target of one cell."""
        return self.world.targets[int(self.at[min(n, len(self.at) - 1), p])]

    def number(self, array: NDArray[Any], n: int, p: int) -> float:
        """Return one number of an array that may be shared by workloads or protections."""
        flat = array.reshape(array.shape[0], array.shape[1], -1)[:, :, 0]
        return float(flat[min(n, flat.shape[0] - 1), min(p, flat.shape[1] - 1)])


Answer = TypeVar("Answer")


def remembered(function: Callable[[Case], Answer]) -> Callable[[Case], Answer]:
    """Return a function that looks at each case once and forgets the answer with the case."""
    answers: WeakKeyDictionary[Case, Answer] = WeakKeyDictionary()

    @wraps(function)
    def recalled(case: Case) -> Answer:
        if case not in answers:
            answers[case] = function(case)
        return answers[case]

    return recalled


Words = Callable[[Case, int, int], tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: where it holds, and for one cell its message and remedy.

    `sources` says, for one cell, the guidance row, fact or policy behind it.
    """

    code: str
    severity: Severity
    holds: Callable[[Case], Flags]
    words: Words
    sources: Callable[[Case, int, int], str]


RULES: Final[list[Rule]] = []
"""Every rule in the order of its bit."""


def rule(
    code: str,
    severity: Severity,
    source: str | Callable[[Case, int, int], str],
    words: Words,
) -> Callable[[Callable[[Case], Flags]], Callable[[Case], Flags]]:
    """Return a decorator that registers a predicate over workload x protection as a rule."""

    def register(holds: Callable[[Case], Flags]) -> Callable[[Case], Flags]:
        def fixed(case: Case, n: int, p: int) -> str:
            return source if isinstance(source, str) else source(case, n, p)

        RULES.append(Rule(code=code, severity=severity, holds=holds, words=words, sources=fixed))
        return holds

    return register


def tick_rules(case: Case) -> Codes:
    """Return along workload and protection one bit per rule that holds."""
    shape = np.broadcast_shapes((case.inputs.count, 1), case.option.shape)
    bits = np.zeros(shape, dtype=np.int64)
    for position, item in enumerate(RULES):
        bits |= np.where(np.broadcast_to(item.holds(case), shape), 1 << position, 0)
    return bits


def blocking_bits() -> int:
    """Return the bits of all blockers."""
    return sum(
        1 << position for position, item in enumerate(RULES) if item.severity is Severity.BLOCKER
    )


def bit_of(code: str) -> int:
    """Return the bit of a rule."""
    return 1 << [item.code for item in RULES].index(code)


def jurisdiction_state(case: Case) -> Codes:
    """Return for workload x target whether a copy may rest there: yes 1, no 0, unknown -1."""
    return jurisdiction_is_allowed(case.inputs, case.world)
