"""Judges what some workload may have, and leaves out what is refused however it fares."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any, TypeVar, cast

import numpy as np

from bcdr.evaluate.axes import PROTECTION, Codes, Flags
from bcdr.evaluate.basis import Basis
from bcdr.evaluate.copies import make_copies
from bcdr.evaluate.cost import make_costs
from bcdr.evaluate.inputs import Inputs
from bcdr.evaluate.outcomes import judge_copies
from bcdr.evaluate.pairs import Pairing
from bcdr.evaluate.protections import StrategyList
from bcdr.evaluate.rules import is_blocked
from bcdr.evaluate.strategies import Details, Judged, case_of, judge_strategies

Arrays = TypeVar("Arrays")
"""A record all of whose fields are arrays on the five axes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """A basis with some of the protections, and the strategies that are made of them alone.

    `positions` is where these strategies stand in the whole list.
    """

    basis: Basis
    positions: Codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Possible:
    """Some workloads, by row, judged against the strategies that any of them may have.

    The `basis` has no others; `positions` is where these stand in the whole list.
    """

    rows: Codes
    basis: Basis
    positions: Codes
    details: Details
    judged: Judged


@dataclass(frozen=True, kw_only=True)
class _Part(Details):
    """Details of which it is known already what is blocked."""

    blocked: Flags

    @cached_property
    def is_blocked(self) -> Flags:
        """Return where any blocker holds, workload x protection."""
        return self.blocked


def narrowed(basis: Basis, kept: Flags) -> Narrowed:
    """Return the basis with those protections alone that are kept."""
    whole = basis.strategies
    positions = np.flatnonzero(kept[whole.first] & kept[whole.second])
    places = np.cumsum(kept) - 1
    strategies = StrategyList(
        protections=tuple(whole.protections[place] for place in np.flatnonzero(kept).tolist()),
        first=places[whole.first[positions]],
        second=places[whole.second[positions]],
    )
    return Narrowed(
        basis=replace(
            basis,
            strategies=strategies,
            arrays=_of(basis.arrays, kept),
            guidance=basis.guidance[:, :, :, kept],
            pairing=Pairing(strategies),
        ),
        positions=positions,
    )


def judge_possible(
    basis: Basis, rows: Codes, inputs: Inputs, wanted: Flags, narrow: Callable[[Flags], Narrowed]
) -> Possible:
    """Return workloads judged against what is not blocked for all of them.

    Protections that are `wanted` are judged as well. `narrow` is `narrowed` of this basis; most
    chunks of workloads ask for the same.
    """
    copies = make_copies(inputs, basis.world, basis.catalogue, basis.arrays, with_missing=False)
    costs = make_costs(inputs, basis.world, basis.catalogue, basis.arrays, copies)
    blocked = is_blocked(case_of(basis, inputs, basis.arrays, copies, costs))
    kept = wanted | ~blocked.all(axis=0)
    if not (kept[basis.strategies.first] & kept[basis.strategies.second]).any():
        # Where nothing is possible, there is still to be said how it would be.
        kept[:] = True
    part = narrow(kept)
    some, copies = part.basis, _of(copies, kept)
    costs = make_costs(inputs, some.world, some.catalogue, some.arrays, copies)
    details = _Part(
        inputs=inputs,
        outcomes=judge_copies(inputs, some.world, some.catalogue, some.arrays, copies, some.z),
        copies=copies,
        costs=costs,
        case=case_of(some, inputs, some.arrays, copies, costs),
        blocked=blocked[:, kept],
    )
    return Possible(
        rows=rows,
        basis=some,
        positions=part.positions,
        details=details,
        judged=judge_strategies(some, details),
    )


def _of(record: Arrays, kept: Flags) -> Arrays:
    """Return what a record says of some protections; what holds for all of them stays."""
    arrays = {item.name: getattr(record, item.name) for item in fields(cast(Any, record))}
    return type(record)(**{
        name: array if array.shape[PROTECTION] == 1 else array[:, :, :, kept]
        for name, array in arrays.items()
    })  # fmt: skip
