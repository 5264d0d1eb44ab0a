"""Warnings of recovery: places that are not ready, have no room, or lie beyond a border."""

from typing import Final

import numpy as np

from bcdr.evaluate.axes import Flags
from bcdr.evaluate.blockers_capacity import lacking
from bcdr.evaluate.case import Case, Ground, over_targets, remembered, tabled
from bcdr.evaluate.cell import Cell, enumerated, fact_source
from bcdr.evaluate.inputs import NO, YES
from bcdr.evaluate.rules import rule
from bcdr.model.vocabulary import Severity, TargetKind

WARNING: Final = Severity.WARNING
CLOUD_RECOVERY: Final = "cloud-recovery-weeks"


@tabled
def _is_not_operational(ground: Ground) -> Flags:
    world = ground.world
    ready = {hub.name for hub in world.hubs if hub.name and hub.is_operational}
    return over_targets(
        world,
        lambda t: (
            t.kind is TargetKind.SECOND_HUB
            and t.hub not in ready
            and not (t.is_to_build and t.hub is None)
        ),
    )


def _not_operational_words(cell: Cell) -> tuple[str, str]:
    target = cell.target
    if target.hub is None:
        return (
            f"Which Hub {target.name} is, and so whether it is fully operational, is not known.",
            f"Fill in Hub of {target.name} on the sheet Targets, and describe it on Hubs.",
        )
    stated = [hub.is_operational for hub in cell.case.world.hubs if hub.name == target.hub]
    what = "is said not to be" if stated and stated[0] is False else "is not known to be"
    return (
        f"{target.hub} {what} fully operational.",
        "Have its operator confirm under Fully operational that it can run recovered workloads "
        "now: capacity, quotas, images, VM sizes, interface versions and networks.",
    )


@rule("second-hub-not-operational", WARNING, "D4: the second Hub must be fully operational",
      _not_operational_words)  # fmt: skip
def second_hub_not_operational(case: Case) -> Flags:
    """Hold where failing over needs a second Hub that nobody calls operational."""
    return case.is_continuity & case.where_target(_is_not_operational(case))


@tabled
def _waits_for_new_hub(ground: Ground) -> Flags:
    """Return per target where, with one Hub alone, a copy has no place to come back at."""
    world, catalogue = ground.world, ground.catalogue
    is_place = over_targets(world, lambda t: catalogue.target_kind(t.kind).is_recovery_place)
    is_ready = is_place & ~world.is_to_build & ~world.is_own_hub.any(axis=0)
    is_single = sum(bool(hub.name) for hub in world.hubs) == 1
    return ~is_place & is_single & ~is_ready.any()


def _single_words(cell: Cell) -> tuple[str, str]:
    world = cell.case.world
    only = next(hub.name for hub in world.hubs if hub.name)
    planned = [
        world.targets[int(code)].name for code in world.place_target
        if code >= 0 and world.is_to_build[code]
    ]  # fmt: skip
    yet = f"; {enumerated(planned)} would have to be built first" if planned else ""
    return (
        f"{only} is the only Hub. If it is lost, this copy waits for a new one, which can take "
        f"weeks{yet}.",
        "Consider Azure as the recovery cloud, or a second Hub at another site.",
    )


def _single_source(cell: Cell) -> str:
    fact = fact_source(cell.fact(CLOUD_RECOVERY))
    return f"T4: with one Hub, Azure is the suggested recovery cloud; {fact}"


@rule("single-hub", WARNING, _single_source, _single_words)
def single_hub(case: Case) -> Flags:
    """Hold for copies with no place to come back at, since there is one Hub and no other place."""
    return case.where_target(_waits_for_new_hub(case))


@remembered
def _is_spare(case: Case) -> Flags:
    """Return workload x place where a place other than the source could take it."""
    world = case.world
    target = np.maximum(world.place_target, 0)
    joined = (world.serves & ~world.is_own_hub)[:, target][case.hub[:, 0]]
    return (world.place_target >= 0) & joined & case.place_has_room & (case.place_is_allowed == YES)


def _no_place_words(cell: Cell) -> tuple[str, str]:
    world, found = cell.case.world, []
    for place, code in enumerate(world.place_target):
        if code < 0:
            continue
        name, hub = world.targets[int(code)].name, int(cell.pick(cell.case.hub))
        if world.is_own_hub[hub, code]:
            continue
        allowed = cell.case.place_is_allowed[cell.n, place]
        found.append(
            f"{name} does not serve its Hub"
            if not world.serves[hub, code]
            else f"it may not run at {name}"
            if allowed == NO
            else f"whether it may run at {name} is not known"
            if allowed != YES
            else f"{name} has {lacking(cell, place)}"
        )
    why = "; ".join(found) if found else "no other Hub, Azure or provider is described"
    return (
        f"If its Hub is lost it waits for a new one: {why}.",
        "Provide spare capacity at a second Hub, Azure or a provider where it may run.",
    )


@rule("no-spare-place", WARNING, "T2: less critical workloads may restore into spare capacity",
      _no_place_words)  # fmt: skip
def no_spare_place(case: Case) -> Flags:
    """Hold for backups that no place but the source Hub could take; of several Hubs."""
    has_spare = _is_spare(case).any(axis=1, keepdims=True)
    waits = case.where_target(_waits_for_new_hub(case))
    return case.is_backup & ~waits & ~has_spare
