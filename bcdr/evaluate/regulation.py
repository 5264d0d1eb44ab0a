"""Checks strategies against clauses and rules of policy: the share that passes, what is refused.

Arrays run over workload x strategy. Unknown is never a pass, and never refuses.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from bcdr.evaluate import parameters
from bcdr.evaluate.axes import Codes, Flags
from bcdr.evaluate.clause_limits import Limits
from bcdr.evaluate.registry import REGISTRY
from bcdr.evaluate.rulebook import APPLIES, DOES_NOT_APPLY, Condition, Rulebook
from bcdr.evaluate.subject import Answer, Subject
from bcdr.model.parameters import ParameterKind

PARAMETER_MODULES: Final = (parameters,)
"""Importing these registers their parameters."""

EXACT: Final = 1e-9
"""How much a number may pass its limit by, for what rounding does."""

Small: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check of all conditions says, workload (or 1, the same for all) x strategy.

    `part` is the share that passes of those that apply and depend on the strategy, NaN where
    there is none. `is_refused`: one that blocks is known to fail.
    """

    part: Small
    is_refused: Flags


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Where a condition passes and where it fails, per row x strategy; elsewhere it is unknown."""

    passes: Flags
    fails: Flags
    is_per_workload: bool


@dataclass(frozen=True, eq=False, kw_only=True)
class Check:
    """The conditions of a rulebook on some strategies, each parameter asked once."""

    subject: Subject
    limits: Limits

    @property
    def rulebook(self) -> Rulebook:
        """Return what is checked."""
        return self.limits.rulebook

    @cached_property
    def states(self) -> Codes:
        """Return for workload x clause whether it applies, also by what the workload needs.

        A condition on the recovery (or data) of what nobody needs back (which has no data) does
        not apply.
        """
        states = self.rulebook.states(self.subject.inputs.workloads)
        for column, condition in enumerate(self.rulebook.conditions):
            needs = REGISTRY[condition.parameter].needs
            if needs:
                is_moot = np.isposinf(self.limits.objective(needs))
                states[:, column] = np.where(is_moot, DOES_NOT_APPLY, states[:, column])
        return states

    @cached_property
    def _answers(self) -> dict[tuple[str, tuple[str, ...]], Answer]:
        return {}

    def answer(self, condition: Condition) -> Answer:
        """Return what the parameter of a condition says."""
        wanted = condition.value if isinstance(condition.value, tuple) else ()
        known = self._answers.get((condition.parameter, wanted))
        if known is None:
            known = REGISTRY[condition.parameter].ask(self.subject, wanted)
            self._answers[condition.parameter, wanted] = known
        return known

    @cached_property
    def _held(self) -> dict[int, Held]:
        return {}

    def holds(self, condition: Condition) -> Held:
        """Return where a condition passes and fails; what could lift it leaves a failure open."""
        known = self._held.get(id(condition))
        if known is None:
            known = self._held[id(condition)] = self._hold(condition)
        return known

    def _hold(self, condition: Condition) -> Held:
        answer, limit = self.answer(condition), self.limits.limit(condition)
        low, high = answer.span.low, answer.span.high
        is_per_workload = answer.is_per_workload
        if condition.own_limit and not is_per_workload:
            rows = self.subject.group_of
            low, high, is_per_workload = low[rows], high[rows], True
        with np.errstate(invalid="ignore"):
            at_least = REGISTRY[condition.parameter].parameter.kind is ParameterKind.WORDS
            if condition.operator == "<=":
                passes, fails = high <= limit + EXACT, low > limit + EXACT
            elif condition.operator == ">=" or at_least:
                passes, fails = low >= limit - EXACT, high < limit - EXACT
            else:
                passes = (np.abs(low - limit) <= EXACT) & (np.abs(high - limit) <= EXACT)
                fails = (low > limit + EXACT) | (high < limit - EXACT)
        if condition.unless:
            fails = np.zeros_like(fails)
        return Held(passes=passes, fails=fails, is_per_workload=is_per_workload)

    @property
    def is_empty(self) -> bool:
        """Return whether nothing is checked in which strategies differ."""
        return not any(
            REGISTRY[item.parameter].depends_on_strategy for item in self.rulebook.conditions
        )

    def checked(self) -> Checked | None:
        """Return the share of conditions that pass, and what is refused; None without any."""
        if self.is_empty:
            return None
        subject, conditions = self.subject, self.rulebook.conditions
        applies = self.states[:, : len(conditions)] == APPLIES
        asked = [
            column
            for column in np.flatnonzero(applies.any(axis=0)).tolist()
            if REGISTRY[conditions[column].parameter].depends_on_strategy
        ]
        held = {column: self.holds(conditions[column]) for column in asked}
        of_groups = [column for column in asked if not held[column].is_per_workload]
        # Workloads of one group to which the same applies are counted once.
        keys, kind_of = np.unique(
            np.column_stack([subject.group_of, applies[:, of_groups]]), axis=0, return_inverse=True
        )
        kinds = [self._of_kind(key, of_groups, held) for key in keys]
        passed = np.stack([item[0] for item in kinds], axis=1)
        refused = np.stack([item[1] for item in kinds], axis=1)
        counted = applies[:, asked].sum(axis=1, dtype=np.float32)
        if len(kinds) > 1 or len(of_groups) < len(asked):
            passed, refused = passed[:, kind_of], refused[:, kind_of]
        else:
            counted = counted[:1]
        for column in asked:
            if held[column].is_per_workload:
                passed = passed + (applies[:, column] & held[column].passes.T)
                if conditions[column].blocks:
                    refused = refused | (applies[:, column] & held[column].fails.T)
        with np.errstate(invalid="ignore"):
            part = np.where(counted > 0, passed / counted, np.float32(np.nan))
        return Checked(part=part.T, is_refused=refused.T)

    def _of_kind(
        self, key: Codes, columns: list[int], held: Mapping[int, Held]
    ) -> tuple[Small, Flags]:
        """Return how many conditions pass, and whether one refuses, for one kind of workload.

        The key is the group of the kind, then which of the columns apply to it.
        """
        width = len(self.subject.members)
        passed, refused = np.zeros(width, dtype=np.float32), np.zeros(width, dtype=bool)
        for column in np.array(columns, dtype=np.int64)[key[1:] > 0]:
            passed += held[column].passes[key[0]]
            if self.rulebook.conditions[column].blocks:
                refused |= held[column].fails[key[0]]
        return passed, refused
