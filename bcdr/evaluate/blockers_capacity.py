"""Blockers of capacity: links, targets and recovery places that are too small."""

import numpy as np

from bcdr.evaluate.axes import Codes, Flags
from bcdr.evaluate.blockers_support import combination_on
from bcdr.evaluate.case import Case, Ground, remembered, tabled
from bcdr.evaluate.cell import Cell, enumerated, gb_apart, told_apart
from bcdr.evaluate.protections import OPTIONS
from bcdr.evaluate.rules import rule
from bcdr.model.units import format_gb, format_number
from bcdr.model.vocabulary import Allowed, Severity

MBIT_PER_MB = 8.0


def _slow_words(cell: Cell) -> tuple[str, str]:
    copies, world, name = cell.case.copies, cell.case.world, cell.target.name
    need = cell.number(copies.needed_mb_per_s) * MBIT_PER_MB
    rate = cell.number(copies.available_mb_per_s) * MBIT_PER_MB
    needed, given = told_apart(need, rate)
    efficiency = cell.case.catalogue.value("link-efficiency")
    link = float(cell.pick(cell.case.by_hub(world.link_in)))
    is_the_link = not rate < link * efficiency * (1.0 - 1e-9)
    what = (
        f"the link of {format_number(link)} Mbit/s carries {given}"
        if is_the_link
        else f"{name} takes {given}"
    )
    remedy = (
        f"Provide a link of at least {format_number(need / efficiency)} Mbit/s"
        if is_the_link
        else f"Choose a target that takes at least {format_number(need / MBIT_PER_MB)} MB/s"
    )
    less = "make full copies less often" if cell.target.full_interval_hours else "copy less of it"
    return (
        f"Copies to {name} need {needed} Mbit/s, {what}: they would never catch up.",
        f"{remedy}, or {less}.",
    )


@rule("link-too-slow", Severity.BLOCKER, "Keeton & Merchant, DSN 2004: copies must complete within "
      "their interval", _slow_words)  # fmt: skip
def link_too_slow(case: Case) -> Flags:
    """Hold where copies would take longer than the time between them."""
    return case.has_target & case.is_too_slow


def _small_words(cell: Cell) -> tuple[str, str]:
    target = cell.target
    stored = float(cell.pick(cell.case.stored_gb))
    holds = float(cell.case.world.capacity_gb[cell.target_code])
    taken, room = gb_apart(stored, holds)
    return (
        f"Its copies take {taken}, {target.name} holds {room}.",
        f"Enlarge {target.name} by at least {format_gb(stored - holds)}, keep fewer copies, or "
        "choose another target.",
    )


@rule("target-too-small", Severity.BLOCKER, "D1: the target must be sized for what it is to hold",
      _small_words)  # fmt: skip
def target_too_small(case: Case) -> Flags:
    """Hold where the copies of this workload alone exceed the target."""
    with np.errstate(invalid="ignore"):
        return case.has_target & (case.stored_gb > case.world.capacity_gb[case.at])


@tabled
def place_of_target(ground: Ground) -> Codes:
    """Return per target the place it is for recovery, -1 where it cannot run workloads."""
    world = ground.world
    places = np.full(len(world.targets), -1, dtype=np.int64)
    for place, target in enumerate(world.place_target):
        if target >= 0:
            places[target] = place
    return places


@remembered
def has_own_place(case: Case) -> Flags:
    """Return where the target can run the workload: a recovery place with room."""
    place = place_of_target(case)
    room = case.place_has_room[:, np.maximum(place, 0)] & (place >= 0)
    return case.by_target(room)


def lacking(cell: Cell, place: int) -> str:
    """Return what a place lacks to run the workload: `2 vCPU free, 4 needed`; empty if nothing."""
    world, found = cell.case.world, []
    for name, unit, free in (
        ("vcpu", "vCPU", world.place_vcpu),
        ("memory_gb", "GB memory", world.place_memory_gb),
    ):
        needed, has = cell.given(name), float(free[place])
        if needed > has and not world.place_is_elastic[place]:
            more, less = told_apart(needed, has)
            found.append(f"{less} {unit} free, {more} needed")
    return enumerated(found)


def _no_place_words(cell: Cell) -> tuple[str, str]:
    name = cell.target.name
    place = int(place_of_target(cell.case)[cell.target_code])
    if place < 0:
        return (
            f"{name} cannot run workloads.",
            "Choose a target that can, such as a second Hub.",
        )
    return (
        f"{name} has too little room: {lacking(cell, place)}.",
        f"Free or add capacity at {name}, or choose another place.",
    )


@tabled
def _goes_together(ground: Ground) -> Flags:
    """Return option x target where the option goes with the kind of target at all."""
    world, catalogue = ground.world, ground.catalogue
    said = [
        [combination_on(catalogue, option, target) for target in world.targets]
        for option in OPTIONS
    ]
    return np.array(
        [[item is not None and item.allowed is not Allowed.NO for item in row] for row in said],
        dtype=bool,
    )


@rule("no-recovery-place", Severity.BLOCKER,
      "D4: the second place must be ready to run the workload", _no_place_words)  # fmt: skip
def no_recovery_place(case: Case) -> Flags:
    """Hold where a continuity protection could not run at its target.

    A target that does not go with the option at all is refused for that, in words that say why.
    """
    could = case.is_continuity & case.where_pair(_goes_together(case))
    return could & ~has_own_place(case)
