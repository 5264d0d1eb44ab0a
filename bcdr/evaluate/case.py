"""A case: workloads and protections as the rules of feasibility see them, two axes only."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, wraps
from operator import attrgetter
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from bcdr.evaluate.axes import Codes, Flags, Numbers, by_protection, by_scenario, by_workload
from bcdr.evaluate.copies import Copies, is_supported
from bcdr.evaluate.cost import Costs
from bcdr.evaluate.inputs import Inputs
from bcdr.evaluate.protections import OPTIONS, ProtectionArrays
from bcdr.evaluate.times import jurisdiction_is_allowed, place_has_room, place_is_allowed
from bcdr.evaluate.world import World
from bcdr.model.catalogue import Catalogue
from bcdr.model.portfolio import PolicyRule
from bcdr.model.vocabulary import Mode, Option


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """A landscape and a catalogue; the same only where both are the same objects."""

    world: World
    catalogue: Catalogue

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Ground)
            and other.world is self.world
            and other.catalogue is self.catalogue
        )

    def __hash__(self) -> int:
        return hash((id(self.world), id(self.catalogue)))


@dataclass(frozen=True, eq=False)
class Case:
    """Everything a rule may look at, along workload (n) and protection (p) only.

    Accessors return workload x protection, or workload x 1 ("a column"), or 1 x protection where
    all workloads share it. Nothing outside this class knows the axes of the evaluation. `as_of`
    is the date facts are judged at, None where their age does not matter.
    """

    inputs: Inputs
    world: World
    catalogue: Catalogue
    protections: ProtectionArrays
    copies: Copies
    costs: Costs
    policies: tuple[PolicyRule, ...]
    accepted: Flags = field(repr=False)
    as_of: datetime.date | None = None

    @property
    def shape(self) -> tuple[int, int]:
        """Return the number of workloads and of protections."""
        return self.inputs.count, self.option.shape[1]

    @cached_property
    def option(self) -> Codes:
        """Return option codes, workload (or 1) x protection."""
        return self.per_protection(self.protections.option)

    @cached_property
    def target(self) -> Codes:
        """Return target codes, workload (or 1) x protection."""
        return self.per_protection(self.protections.target)

    @cached_property
    def option_at(self) -> Codes:
        """Return option codes with blanks as 0, for looking up."""
        return np.maximum(self.option, 0)

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
        """Return Hub codes as a column; of length 1 where all workloads share the Hub."""
        return by_workload(self.inputs.hub).reshape(-1, 1)

    @cached_property
    def is_synchronous(self) -> Flags:
        """Return where each change waits for the far side, workload (or 1) x protection."""
        return self.per_protection(self.protections.in_mode(Mode.SYNCHRONOUS))

    @cached_property
    def is_supported(self) -> Flags:
        """Return where platform and products support it, workload (or 1) x protection."""
        return self.per_protection(is_supported(self.world, self.protections))

    @cached_property
    def interval_hours(self) -> Numbers:
        """Return the time between copies, workload (or 1) x protection, NaN where unknown."""
        return self.per_protection(self.copies.interval_hours)

    @cached_property
    def retention_hours(self) -> Numbers:
        """Return how long copies are kept, workload (or 1) x protection, NaN where unknown."""
        return self.per_protection(self.protections.retention_hours)

    @cached_property
    def is_too_slow(self) -> Flags:
        """Return where copies never catch up, workload x protection."""
        return self.per_protection(self.copies.is_too_slow)

    @cached_property
    def stored_gb(self) -> Numbers:
        """Return what lies at the first target, workload x protection, NaN where unknown."""
        return self.costs.stored_gb

    @cached_property
    def rto_hours(self) -> Numbers:
        """Return the shortest RTO of any scenario as a column, infinite where there is none."""
        return self._tightest(self.inputs.rto_hours)

    @cached_property
    def rpo_hours(self) -> Numbers:
        """Return the shortest RPO of any scenario as a column, infinite where there is none."""
        return self._tightest(self.inputs.rpo_hours)

    @cached_property
    def is_unneeded(self) -> Flags:
        """Return as a column where RTO and RPO are not applicable in every scenario."""
        unneeded = np.isposinf(self.inputs.rto_hours) & np.isposinf(self.inputs.rpo_hours)
        return np.asarray(self.per_scenario(unneeded).all(axis=1, keepdims=True))

    @cached_property
    def place_has_room(self) -> Flags:
        """Return where a place has processors and memory for the workload, workload x place."""
        return _by_place(place_has_room(self.inputs, self.world))

    @cached_property
    def place_is_allowed(self) -> Codes:
        """Return whether a workload may run at a place: yes 1, no 0, unknown -1."""
        return _by_place(place_is_allowed(self.inputs, self.world))

    @cached_property
    def jurisdiction_state(self) -> Codes:
        """Return for workload x target whether a copy may rest there: yes 1, no 0, unknown -1."""
        return jurisdiction_is_allowed(self.inputs, self.world)

    def per_protection(self, array: NDArray[Any]) -> NDArray[Any]:
        """Return an array of the evaluation as workload (or 1) x protection (or 1).

        Of levels, places and scenarios the first one is taken.
        """
        return by_protection(array)

    def per_scenario(self, array: NDArray[Any]) -> NDArray[Any]:
        """Return an array of objectives as workload x scenario."""
        return by_scenario(array)

    def column(self, name: str) -> NDArray[Any]:
        """Return a field of the inputs as a column over workloads."""
        return by_workload(getattr(self.inputs, name)).reshape(-1, 1)

    def origin(self, name: str) -> Codes:
        """Return where the values of a field of the inputs come from, as a column."""
        return by_workload(self.inputs.origins[name]).reshape(-1, 1)

    def spelled(self, field_name: str) -> tuple[Codes, tuple[Any, ...]]:
        """Return a field of the workloads as they give it: a column of codes and what each means.

        Thousands of workloads share a few words, so that each word is looked at once.
        """
        known = self.memory.get(field_name)
        if known is None:
            values = list(map(attrgetter(field_name), self.inputs.workloads))
            position = {value: code for code, value in enumerate(dict.fromkeys(values))}
            codes = np.array([position[value] for value in values], dtype=np.int64)
            known = self.memory[field_name] = codes.reshape(-1, 1), tuple(position)
        return known

    def has(self, *options: Option) -> Flags:
        """Return where the protection is one of these options."""
        return self.where_option(np.array([option in options for option in OPTIONS]))

    @cached_property
    def is_continuity(self) -> Flags:
        """Return where the option keeps the workload going, workload (or 1) x protection."""
        return self.where_option(self.world.options.is_continuity)

    @cached_property
    def is_backup(self) -> Flags:
        """Return where the option keeps something to go back to, workload (or 1) x protection."""
        return self.where_option(self.world.options.is_backup)

    def where_option(self, table: Flags) -> Flags:
        """Return where a table per option holds, workload (or 1) x protection."""
        return table[self.option_at] & self.has_target

    def where_target(self, table: Flags) -> Flags:
        """Return where a table per target holds, workload (or 1) x protection."""
        return table[self.at] & self.has_target

    def where_pair(self, table: Flags) -> Flags:
        """Return where a table option x target holds, workload (or 1) x protection."""
        return table[self.option_at, self.at] & self.has_target

    def where_hub(self, table: Flags) -> Flags:
        """Return where a table Hub x target holds, workload (or 1) x protection."""
        return self.by_hub(table) & self.has_target

    def by_hub(self, table: NDArray[Any]) -> NDArray[Any]:
        """Return a table Hub x target at each workload's Hub and each protection's target."""
        if len(self.at) == 1:
            return table[:, self.at[0]][self.hub[:, 0]]
        return table[self.hub, self.at]

    def by_target(self, table: NDArray[Any], code: Codes | None = None) -> NDArray[Any]:
        """Return a table workload x target at each protection's target.

        `code` picks other columns of the table than those of the targets.
        """
        columns = self.at if code is None else code
        if len(columns) == 1:
            return table[:, columns[0]]
        return np.take_along_axis(table, columns, axis=1)

    @cached_property
    def memory(self) -> dict[Any, Any]:
        """Return what was looked up for this case, by what looked it up."""
        return {}

    @cached_property
    def tables(self) -> dict[Any, Any]:
        """Return the tables of this landscape and catalogue, by what makes them."""
        return _tables_of(Ground(self.world, self.catalogue))

    def _tightest(self, objective: Numbers) -> Numbers:
        hours = self.per_scenario(objective)
        return np.where(np.isnan(hours), np.inf, hours).min(axis=1, keepdims=True)


@lru_cache(maxsize=8)
def _tables_of(_ground: Ground) -> dict[Any, Any]:
    """Return the shelf for the tables of a landscape and catalogue; the last few are kept."""
    return {}


def _by_place(array: NDArray[Any]) -> NDArray[Any]:
    """Return a view workload x place."""
    return array[0, :, 0, 0].T


Answer = TypeVar("Answer")


def tabled(function: Callable[[Ground], Answer]) -> Callable[[Case], Answer]:
    """Return a function of a case whose table is made once for its landscape and catalogue."""

    @wraps(function)
    def recalled(case: Case) -> Answer:
        found: dict[Any, Answer] = case.tables
        if function not in found:
            found[function] = function(Ground(case.world, case.catalogue))
        return found[function]

    return recalled


def remembered(function: Callable[[Case], Answer]) -> Callable[[Case], Answer]:
    """Return a function that looks at each case once; the answer is forgotten with the case."""

    @wraps(function)
    def recalled(case: Case) -> Answer:
        found: dict[Any, Answer] = case.memory
        if function not in found:
            found[function] = function(case)
        return found[function]

    return recalled


def over_targets(world: World, holds: Callable[[Any], bool]) -> Flags:
    """Return a table per target of where a question about it is answered with yes."""
    return np.array([bool(holds(target)) for target in world.targets], dtype=bool)
