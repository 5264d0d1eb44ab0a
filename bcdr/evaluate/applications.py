"""Applications: the slowest of the workloads that are hit together decides, and what it costs."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bcdr.evaluate.axes import Codes, Flags, Numbers
from bcdr.evaluate.events import NO_EVENT, Events
from bcdr.evaluate.inputs import Inputs
from bcdr.evaluate.outcomes import LATE, LATE_AND_LOSSY, LOSSY

WORST_FIRST: Final = np.array([0, 3, 1, 2, 4, 5])
"""Rank of each coverage code when the worst of several counts: unknown weighs more than late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applications:
    """Which workloads (n) make up which application (a).

    `order` lists workloads application by application; those of one begin at its `start`.
    """

    names: tuple[str, ...]
    of_workload: Codes
    order: Codes
    start: Codes

    def members(self, position: int) -> Codes:
        """Return the workloads of an application in the order of the portfolio."""
        end = self.start[position + 1] if position + 1 < len(self.start) else len(self.order)
        return self.order[self.start[position] : end]


def make_applications(inputs: Inputs) -> Applications:
    """Return the applications in the order in which the portfolio first names them."""
    names = tuple(dict.fromkeys(item.application for item in inputs.workloads))
    position = {name: code for code, name in enumerate(names)}
    member = np.array([position[item.application] for item in inputs.workloads], dtype=np.int64)
    order = np.argsort(member, kind="stable")
    return Applications(
        names=names,
        of_workload=member,
        order=order,
        start=np.searchsorted(member[order], np.arange(len(names))),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """How groups of workloads fare per scenario; hours are NaN if any of them is unknown."""

    state: Codes
    planning_hours: Numbers
    likely_hours: Numbers


def per_group(
    count: int, member: Codes, needed: Flags, state: Codes, planning: Numbers, likely: Numbers
) -> Together:
    """Return per group and scenario the worst state and the longest hours.

    `member` is the group of each workload; no group is empty. Late in one workload and lossy in
    another is both. A workload that nobody needs back keeps no group waiting, unless nobody needs
    any part of it.
    """
    order = np.argsort(member, kind="stable")
    start = np.searchsorted(member[order], np.arange(count))

    def worst(values: NDArray[Any], counts: Flags) -> NDArray[Any]:
        return np.maximum.reduceat(
            np.where(counts, values, values.dtype.type(0))[order], start, axis=0
        )

    needed = needed | ~worst(needed, np.ones_like(needed))[member]
    found = np.argsort(WORST_FIRST)[worst(WORST_FIRST[state], needed)]
    is_late = worst(np.isin(state, (LATE, LATE_AND_LOSSY)), needed)
    return Together(
        state=np.where((found == LOSSY) & is_late, LATE_AND_LOSSY, found),
        planning_hours=worst(planning, needed),
        likely_hours=worst(likely, needed),
    )


def hit_together(
    applications: Applications,
    events: Events,
    needed: Flags,
    state: Codes,
    planning: Numbers,
    likely: Numbers,
) -> Together:
    """Return, per workload and scenario, how the part of its application hit with it fares.

    An application over two Hubs loses only one of them in a Hub's outage. Where nobody said where
    a part stands, all of the application counts; so it does where one workload is hit at a time.
    """
    member = applications.of_workload
    whole = Together(
        state=np.zeros_like(state),
        planning_hours=np.zeros_like(planning),
        likely_hours=np.zeros_like(likely),
    )
    for column in range(state.shape[1]):
        event = events.of_workload[:, column]
        unplaced = np.zeros(len(applications.names), dtype=bool)
        unplaced[member[events.is_unplaced[:, column]]] = True
        part = np.where(unplaced[member], NO_EVENT, event)
        key = member * (len(events) + 1) + part - NO_EVENT
        group = np.unique(key, return_inverse=True)[1].reshape(-1)
        one = slice(column, column + 1)
        found = per_group(
            int(group.max(initial=-1)) + 1, group, needed[:, one], state[:, one],
            planning[:, one], likely[:, one],
        )  # fmt: skip
        whole.state[:, one] = found.state[group]
        whole.planning_hours[:, one] = found.planning_hours[group]
        whole.likely_hours[:, one] = found.likely_hours[group]
    return whole
