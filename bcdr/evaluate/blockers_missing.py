"""The blocker of missing inputs: what a rule needs, nobody gave, and no default stands in for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from bcdr.evaluate.axes import Flags
from bcdr.evaluate.blockers_application import needs_stop
from bcdr.evaluate.blockers_place import residency_state
from bcdr.evaluate.blockers_support import (
    combination_on,
    guest_is_supported,
    lacks_hub,
    largest_replicated_disk,
    replicates_by_default,
)
from bcdr.evaluate.case import Case, Ground, over_targets, remembered, tabled
from bcdr.evaluate.cell import Cell, enumerated
from bcdr.evaluate.inputs import BLANK, NO
from bcdr.evaluate.protections import OPTIONS
from bcdr.evaluate.rules import rule
from bcdr.evaluate.world import ON_HUB_KINDS
from bcdr.model.vocabulary import Option, Severity

_WORKLOAD: Final = "Applications"
_TARGET: Final = "Targets"


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One input: where it is needed and blank, what it is called, and on which sheet it stands."""

    holds: Callable[[Case], Flags]
    name: Callable[[Cell], str]
    sheet: str


@tabled
def _depends_on_hub(ground: Ground) -> Flags:
    world = ground.world
    return over_targets(world, lambda target: target.serves or target.kind in ON_HUB_KINDS)


def _hub(case: Case) -> Flags:
    unplaced = np.array([not hub.name for hub in case.world.hubs])[case.hub]
    return case.where_target(_depends_on_hub(case)) & unplaced


def _data(case: Case) -> Flags:
    keeps_none = case.has(Option.ACTIVE_ACTIVE) & (case.column("stateful") == NO)
    return case.has_target & np.isnan(case.column("data_gb")) & ~keeps_none


def _planned_downtime(case: Case) -> Flags:
    return needs_stop(case) & (case.column("planned_downtime_allowed") == BLANK)


def _native_replication(case: Case) -> Flags:
    unsaid = (case.column("native_replication") == BLANK) & (case.column("stateful") != NO)
    return case.has(Option.NATIVE_REPLICATION) & unsaid


def _largest_disk(case: Case) -> Flags:
    """Hold where the largest disk is blank and the data could fill one that is too large."""
    could_be = np.nan_to_num(case.column("data_gb")) > largest_replicated_disk(case)
    unsaid = np.isnan(case.column("largest_disk_gb")) & could_be
    return case.where_pair(replicates_by_default(case)) & unsaid


def _os(case: Case) -> Flags:
    return case.where_pair(replicates_by_default(case)) & (guest_is_supported(case) == BLANK)


def _os_name(cell: Cell) -> str:
    return "version of the OS" if cell.workload.os else "OS"


def _jurisdiction(case: Case) -> Flags:
    return case.has_target & (residency_state(case) == BLANK)


def _jurisdiction_name(cell: Cell) -> str:
    places = [cell.target, *((cell.onward,) if cell.onward else ())]
    unsaid = [item.name for item in places if item.jurisdiction is None]
    return f"Jurisdiction of {enumerated(unsaid)}"


def _round_trip(case: Case) -> Flags:
    unsaid = case.where_target(np.isnan(case.world.round_trip_ms))
    is_limited = ~np.isnan(case.column("max_round_trip_ms")) | case.is_synchronous
    return case.is_continuity & unsaid & is_limited


@tabled
def _may_lack_hub(ground: Ground) -> Flags:
    world, catalogue = ground.world, ground.catalogue
    table = np.zeros((len(OPTIONS), len(world.targets)), dtype=bool)
    for row, option in enumerate(OPTIONS):
        for column, target in enumerate(world.targets):
            said = combination_on(catalogue, option, target)
            table[row, column] = said is not None and lacks_hub(target, said, has_hub=None)
    return table


def _provider_hub(case: Case) -> Flags:
    return case.where_pair(_may_lack_hub(case))


NEEDS: Final = (
    Need(holds=_hub, name=lambda _: "Hub", sheet=_WORKLOAD),
    Need(holds=_data, name=lambda _: "Data (GB)", sheet=_WORKLOAD),
    Need(holds=_planned_downtime, name=lambda _: "Planned downtime allowed", sheet=_WORKLOAD),
    Need(holds=_native_replication, name=lambda _: "Native replication", sheet=_WORKLOAD),
    Need(holds=_largest_disk, name=lambda _: "Largest disk (GB)", sheet=_WORKLOAD),
    Need(holds=_os, name=_os_name, sheet=_WORKLOAD),
    Need(holds=_jurisdiction, name=_jurisdiction_name, sheet=_TARGET),
    Need(holds=_round_trip, name=lambda c: f"Round trip (ms) of {c.target.name}", sheet=_TARGET),
    Need(holds=_provider_hub, name=lambda c: f"Provider has a Hub of {c.target.name}",
         sheet=_TARGET),
)  # fmt: skip
"""Every input that may stop a judgement, in the order in which it is asked for."""


@remembered
def missing_inputs_of(case: Case) -> tuple[Flags, ...]:
    """Return for each of `NEEDS` where it is needed and blank."""
    return tuple(need.holds(case) for need in NEEDS)


def _missing_words(cell: Cell) -> tuple[str, str]:
    by_sheet: dict[str, list[str]] = {}
    for need, flags in zip(NEEDS, missing_inputs_of(cell.case), strict=True):
        if cell.pick(flags):
            by_sheet.setdefault(need.sheet, []).append(need.name(cell))
    names = [name for found in by_sheet.values() for name in found]
    places = [f"{enumerated(found)} on the sheet {sheet}" for sheet, found in by_sheet.items()]
    it = "it" if len(names) == 1 else "them"
    return (
        f"Not known: {', '.join(names)}. Without {it} this cannot be judged.",
        f"Fill in {enumerated(places)}.",
    )


@rule("input-missing", Severity.BLOCKER, "Unknown never counts as met", _missing_words)
def input_missing(case: Case) -> Flags:
    """Hold where a rule needs an input that is blank and has no default."""
    needed = np.zeros((1, 1), dtype=bool)
    for flags in missing_inputs_of(case):
        if flags.any():
            needed = needed | flags
    return needed
