"""What a clause looks at: a strategy's copies, as what is sure and what is possible of each.

Arrays run over group x protection x level of copy, then group x strategy. Workloads of one group
have the same Hub, the same protections, and are sets of VMs or not, so a group is looked at once.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bcdr.evaluate.axes import Codes, Flags, Numbers, by_level, by_protection, by_workload
from bcdr.evaluate.copies import copy_targets
from bcdr.evaluate.inputs import Inputs
from bcdr.evaluate.missing import missing_inputs
from bcdr.evaluate.protections import OPTIONS, ProtectionArrays
from bcdr.evaluate.world import World
from bcdr.model.catalogue import Catalogue
from bcdr.model.vocabulary import Option


@dataclass(frozen=True, slots=True)
class Span:
    """Numbers as the range they can lie in; yes is 1 and no is 0. Known where both ends agree."""

    low: Numbers
    high: Numbers

    def __and__(self, other: "Span") -> "Span":
        """Return the yes or no of both together."""
        return Span(np.minimum(self.low, other.low), np.minimum(self.high, other.high))

    def __or__(self, other: "Span") -> "Span":
        """Return the yes or no of either."""
        return Span(np.maximum(self.low, other.low), np.maximum(self.high, other.high))

    def __invert__(self) -> "Span":
        """Return the opposite yes or no."""
        return Span(1.0 - self.high, 1.0 - self.low)

    @property
    def is_known(self) -> Flags:
        """Return where the number is known."""
        return np.equal(self.low, self.high)

    @property
    def value(self) -> Numbers:
        """Return the numbers, NaN where they are not known."""
        return np.where(self.is_known, self.low, np.nan)


def certain(numbers: NDArray[Any]) -> Span:
    """Return numbers that are known."""
    exact = np.asarray(numbers, dtype=float)
    return Span(exact, exact)


def answers(given: NDArray[Any]) -> Span:
    """Return yes 1, no 0 and unknown -1 as a span."""
    return Span(np.asarray(given == 1, dtype=float), np.asarray(given != 0, dtype=float))


def numbers_or_any(given: Numbers) -> Span:
    """Return numbers, and any number from 0 up where they are NaN."""
    blank = np.isnan(given)
    return Span(np.where(blank, 0.0, given), np.where(blank, np.inf, given))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """The worst hours over the binding scenarios, workload x strategy, and what is missing.

    `missing` holds the bits of `Missing`, None where nobody asked for them.
    """

    span: Span
    missing: Codes | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class Subject:
    """Strategies of workloads, as clauses and rules of policy look at them.

    `members` are the protections of each strategy (strategy x slot; one that has fewer repeats
    one of them). With `only_built`, as for today, a target that is assumed or to build is not
    known to hold a copy.
    """

    inputs: Inputs
    world: World
    catalogue: Catalogue
    protections: ProtectionArrays
    members: Codes
    as_of: datetime.date
    last_tests: Callable[[], tuple[datetime.date | None, ...]]
    recovery: Callable[[], Hours]
    loss: Callable[[], Hours]
    only_built: bool = False

    @property
    def count(self) -> int:
        """Return the number of workloads."""
        return self.inputs.count

    @cached_property
    def is_grouped(self) -> bool:
        """Return whether workloads share their protections, so that their Hub makes the group."""
        return self.protections.is_shared

    @cached_property
    def group_of(self) -> Codes:
        """Return the group of each workload: its Hub, and whether it is a set of VMs."""
        if not self.is_grouped:
            return np.arange(self.count)
        hubs = by_workload(self.inputs.hub)
        first = 0 if len(hubs) == 1 else 2 * hubs
        return np.broadcast_to(first + by_workload(self.inputs.is_set), (self.count,))

    @cached_property
    def hub(self) -> Codes:
        """Return the Hub of each group, as a column over targets."""
        hubs = by_workload(self.inputs.hub)
        if self.is_grouped:
            hubs = np.repeat(hubs if len(hubs) == 1 else np.arange(len(self.world.hubs)), 2)
        return hubs.reshape(-1, 1)

    @cached_property
    def is_set(self) -> Numbers:
        """Return 1 for groups of sets of two or more VMs, else 0, as a column."""
        if self.is_grouped:
            return np.tile([0.0, 1.0], len(self.hub) // 2).reshape(-1, 1)
        return by_workload(self.inputs.is_set).astype(float).reshape(-1, 1)

    @cached_property
    def option(self) -> Codes:
        """Return option codes, group (or 1) x protection."""
        return by_protection(self.protections.option)

    @cached_property
    def target(self) -> Codes:
        """Return target codes, group (or 1) x protection x level, -1 where none is named."""
        return by_level(copy_targets(self.world, self.protections))

    @cached_property
    def every_copy(self) -> Span:
        """Return which copies there are, replicas included."""
        kinds = self.world.options
        return self._copies(kinds.is_backup | kinds.is_continuity)

    @cached_property
    def backup_copies(self) -> Span:
        """Return which copies there are that keep a history."""
        return self._copies(self.world.options.is_backup)

    def _copies(self, is_of_kind: Flags) -> Span:
        """Return which copies of a kind of option there are, group (or 1) x protection x level.

        What nobody described may be one. So may what is made in a way that is not supported.
        """
        described = (self.option >= 0) & is_of_kind[np.maximum(self.option, 0)]
        nobody_said = self.option == -1
        first = np.arange(self.target.shape[-1]) == 0
        named = self.target >= 0
        possible = (described[..., None] & (named | first)) | (nobody_said[..., None] & first)
        doubtful = np.zeros(possible.shape, dtype=bool)
        for _, lapse in self.lapses:
            doubtful = doubtful | lapse
        return Span((possible & ~doubtful).astype(float), possible.astype(float))

    @cached_property
    def lapses(self) -> tuple[tuple[str, Flags], ...]:
        """Return for each input to ask for where its lack leaves open whether there is a copy."""
        at = np.maximum(self.target, 0)
        named = self.target >= 0
        is_option = self.option >= 0
        unsupported = is_option & ~by_protection(
            self.world.is_supported[
                np.maximum(self.protections.option, 0), np.maximum(self.protections.target, 0)
            ]
        )
        unsupported &= named[..., 0]
        found = [
            ("Current option", np.broadcast_to((self.option == -1)[..., None], named.shape)),
            ("Current option", np.broadcast_to(unsupported[..., None], named.shape)),
        ]
        if self.only_built:
            found.append(("Targets", self.world.is_to_build[at] & named))
        return tuple(found)

    @cached_property
    def blank_target(self) -> Flags:
        """Return where there is a copy of which nobody said where, group x protection x level."""
        first = np.arange(self.target.shape[-1]) == 0
        somewhere = (self.option >= 0) & (self.option != OPTIONS.index(Option.NO_RECOVERY))
        return (self.target < 0) & first & somewhere[..., None]

    def at_target(self, table: Span, highest: float = 1.0) -> Span:
        """Return a property of Hub and target for every copy.

        Where no target is named it is anything from 0 to `highest`.
        """
        rows, at = self.hub[..., None], np.maximum(self.target, 0)
        low = np.broadcast_to(table.low, self._table_shape)[rows, at]
        high = np.broadcast_to(table.high, self._table_shape)[rows, at]
        blank = self.target < 0
        return Span(np.where(blank, 0.0, low), np.where(blank, highest, high))

    def lacking(self, name: str, table: NDArray[Any]) -> tuple[str, Flags]:
        """Return an input to ask for, and the copies whose Hub and target leave it blank."""
        blank = np.broadcast_to(table, self._table_shape)[
            self.hub[..., None], np.maximum(self.target, 0)
        ]
        return name, blank & (self.target >= 0)

    @property
    def _table_shape(self) -> tuple[int, int]:
        return len(self.world.hubs), len(self.world.targets)

    def most(self, copies: Span, numbers: Span) -> Span:
        """Return the largest number of the copies there are, group x strategy; 0 without any."""
        return Span(
            self._over(np.where(copies.low > 0, numbers.low, 0.0), np.max),
            self._over(np.where(copies.high > 0, numbers.high, 0.0), np.max),
        )

    def least(self, copies: Span, numbers: Span) -> Span:
        """Return the smallest number of the copies there are; infinite without any."""
        return Span(
            self._over(np.where(copies.high > 0, numbers.low, np.inf), np.min),
            self._over(np.where(copies.low > 0, numbers.high, np.inf), np.min),
        )

    def any_of(self, copies: Span, answer: Span) -> Span:
        """Return whether any copy there is answers yes, group x strategy."""
        both = copies & answer
        return Span(self._over(both.low, np.max), self._over(both.high, np.max))

    def _over(self, numbers: Numbers, reduce: Callable[..., Numbers]) -> Numbers:
        return reduce(self.of_strategies(numbers), axis=(2, 3))

    def of_strategies(self, array: NDArray[Any]) -> NDArray[Any]:
        """Return an array of copies as group x strategy x slot x level."""
        groups = max(array.shape[0], len(self.hub))
        shape = (groups, self.option.shape[1], self.target.shape[2])
        return np.broadcast_to(array, shape)[:, self.members]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a parameter says: a range per group (or workload) x strategy, and what would tell.

    `lacks` names inputs, each with where it is blank: per copy, or per workload. `bits` are bits
    of `Missing` per workload x strategy.
    """

    span: Span
    lacks: tuple[tuple[str, Flags], ...] = ()
    bits: Codes | None = None
    is_per_workload: bool = False

    def row(self, subject: Subject, workload: int) -> int:
        """Return the row of a workload in the span."""
        return workload if self.is_per_workload else int(subject.group_of[workload])

    def cell(self, subject: Subject, workload: int, strategy: int) -> tuple[float, float]:
        """Return the range of one workload's strategy."""
        row = self.row(subject, workload)
        column = min(strategy, self.span.low.shape[1] - 1)
        return float(self.span.low[row, column]), float(self.span.high[row, column])

    def missing(self, subject: Subject, workload: int, strategy: int) -> tuple[str, ...]:
        """Return the inputs to ask for in one cell, each once."""
        names = []
        for name, blank in self.lacks:
            if blank.ndim == 1:
                is_blank = bool(blank[workload])
            else:
                cells = subject.of_strategies(blank)
                is_blank = bool(
                    cells[min(int(subject.group_of[workload]), len(cells) - 1), strategy].any()
                )
            if is_blank:
                names.append(name)
        if self.bits is not None:
            names += missing_inputs(int(self.bits[workload, strategy]))
        return tuple(dict.fromkeys(names))
