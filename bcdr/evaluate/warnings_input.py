"""Warnings of what was said: blanks that were filled, objectives and advice that are not kept."""

from typing import Final

import numpy as np

from bcdr.evaluate.axes import Flags
from bcdr.evaluate.case import Case, Ground, over_targets, remembered, tabled
from bcdr.evaluate.cell import Cell, fact_source
from bcdr.evaluate.inputs import ASSUMED, NO
from bcdr.evaluate.policy import breaks_any, broken_sentence, broken_sources
from bcdr.evaluate.protections import OPTIONS
from bcdr.evaluate.rules import rule
from bcdr.evaluate.world import CLOUD_KINDS, World
from bcdr.model.catalogue import Catalogue
from bcdr.model.columns import APPLICATIONS, TARGETS
from bcdr.model.units import format_hours, format_number, format_share
from bcdr.model.vocabulary import Family, Option, Severity

WARNING: Final = Severity.WARNING
NOTE: Final = Severity.NOTE
SIZES: Final = ("daily_change_share", "vm_count", "vcpu", "memory_gb", "stateful")
"""Inputs that take an assumed value where they are blank."""
PEAK: Final = "peak_change_mb_per_s"
JURISDICTIONS: Final = "allowed_jurisdictions"
RATES: Final = ("link_mbit_per_s", "restore_mb_per_s", "write_mb_per_s")
ROUND_TRIP: Final = "round_trip_ms"
INFRASTRUCTURE: Final = "infrastructure-backup-content"


@remembered
def _size_is_assumed(case: Case) -> Flags:
    """Return as a column where a size or answer was blank and is assumed."""
    return np.logical_or.reduce([case.origin(name) == ASSUMED for name in SIZES])


@remembered
def _is_unlimited(case: Case) -> Flags:
    """Return as a column where nobody said in which jurisdictions copies may rest."""
    codes, wanted = case.spelled(JURISDICTIONS)
    return np.array([not item for item in wanted])[codes]


@tabled
def _is_cloud(ground: Ground) -> Flags:
    world = ground.world
    return over_targets(world, lambda target: target.kind in CLOUD_KINDS)


@tabled
def _rate_is_assumed(ground: Ground) -> Flags:
    """Return per target where a rate or the room for copies is blank on one that exists."""
    world, catalogue = ground.world, ground.catalogue
    rates = over_targets(world, lambda t: any(getattr(t, name) is None for name in RATES))
    return (rates | _room_for_copies_is_assumed(world, catalogue)) & ~world.is_to_build


def _room_for_copies_is_assumed(world: World, catalogue: Catalogue) -> Flags:
    elastic = over_targets(world, lambda t: catalogue.target_kind(t.kind).has_elastic_capacity)
    return np.isnan(world.capacity_gb) & ~elastic


@tabled
def _standby_is_assumed(ground: Ground) -> Flags:
    """Return per target where the round trip or the room to run is blank on one that exists."""
    world = ground.world
    blank = over_targets(world, lambda target: target.round_trip_ms is None)
    return (blank | _room_to_run_is_assumed(world)) & ~world.is_to_build


def _room_to_run_is_assumed(world: World) -> Flags:
    blank = np.zeros(len(world.targets), dtype=bool)
    rooms = np.isnan(world.place_vcpu) | np.isnan(world.place_memory_gb)
    for place, target in enumerate(world.place_target):
        if target >= 0:
            blank[target] = rooms[place] and not world.place_is_elastic[place]
    return blank


def _assumed_words(cell: Cell) -> tuple[str, str]:
    case, target = cell.case, cell.target
    is_continuity = cell.entry.family is Family.CONTINUITY
    found = [
        f"{APPLICATIONS.column(name).header} as {_value(name, cell.given(name))}"
        for name in (*SIZES, *((PEAK,) if is_continuity else ()))
        if cell.pick(case.origin(name)) == ASSUMED and np.isfinite(cell.given(name))
    ]
    if cell.pick(_is_unlimited(case)) and target.kind in CLOUD_KINDS:
        found.append(f"{APPLICATIONS.column(JURISDICTIONS).header} as any")
    if not target.is_to_build:
        found += _assumed_of_target(cell, is_continuity=is_continuity)
    return f"Blank and therefore assumed: {'; '.join(found)}.", "Fill in what is blank to be sure."


def _assumed_of_target(cell: Cell, *, is_continuity: bool) -> list[str]:
    world, target, code = cell.case.world, cell.target, cell.target_code
    values = {
        "link_mbit_per_s": float(cell.pick(cell.case.by_hub(world.link_in))),
        "restore_mb_per_s": float(world.read_mb_per_s[code]),
        "write_mb_per_s": float(world.write_mb_per_s[code]),
        ROUND_TRIP: float(world.round_trip_ms[code]),
    }
    blank = [name for name in RATES if getattr(target, name) is None]
    if is_continuity and target.round_trip_ms is None:
        blank.append(ROUND_TRIP)
    found = [
        f"{TARGETS.column(name).header} of {target.name} as {format_number(values[name])}"
        for name in blank
        if np.isfinite(values[name])
    ]
    if _room_for_copies_is_assumed(world, cell.case.catalogue)[code]:
        found.append(f"{TARGETS.column('capacity_tb').header} of {target.name} as enough")
    if is_continuity and _room_to_run_is_assumed(world)[code]:
        found.append(f"vCPU and memory of {target.name} as enough")
    return found


def _value(name: str, value: float) -> str:
    if name == "stateful":
        return "Yes"
    return format_share(value) if name.endswith("_share") else format_number(value)


@rule("assumed-input", NOTE, "Assumptions", _assumed_words)
def assumed_input(case: Case) -> Flags:
    """Hold where a size, an answer, a rate or the room at a target is assumed."""
    continuity = case.is_continuity
    of_target = case.where_target(_rate_is_assumed(case)) | (
        continuity & case.where_target(_standby_is_assumed(case))
    )
    of_place = case.where_target(_is_cloud(case)) & _is_unlimited(case)
    of_size = case.has_target & _size_is_assumed(case)
    # Without a data size nothing can be assumed of its change, and the size is asked for.
    peak = (case.origin(PEAK) == ASSUMED) & ~np.isnan(case.column(PEAK))
    return of_target | of_place | of_size | (continuity & peak)


def _interval_words(cell: Cell) -> tuple[str, str]:
    interval, rpo = (
        float(cell.pick(cell.case.interval_hours)),
        float(cell.pick(cell.case.rpo_hours)),
    )
    wanted = format_hours(rpo)
    return (
        f"Copies are made every {format_hours(interval)}, the RPO is {wanted}.",
        f"Copy at least every {wanted}, or add a replica."
        if cell.entry.family is Family.BACKUP
        else "Replicate synchronously where the round trip allows it, or agree on another RPO.",
    )


@rule("rpo-below-interval", WARNING, "O2: the RPO bounds the time between copies",
      _interval_words)  # fmt: skip
def rpo_below_interval(case: Case) -> Flags:
    """Hold where copies are made less often than the tightest RPO asks."""
    with np.errstate(invalid="ignore"):
        rare = case.interval_hours > case.rpo_hours
    return case.has_target & rare & (case.column("stateful") != NO)


def _policy_words(cell: Cell) -> tuple[str, str]:
    return (
        broken_sentence(cell, is_blocking=False),
        "Choose what the rule advises, or note under Decisions why not.",
    )


@rule("policy-advice", WARNING, lambda cell: broken_sources(cell, is_blocking=False),
      _policy_words)  # fmt: skip
def policy_advice(case: Case) -> Flags:
    """Hold where an advising rule of the Rules sheet is broken."""
    return breaks_any(case, is_blocking=False)


def _infrastructure_words(cell: Cell) -> tuple[str, str]:
    return (
        f"The infrastructure backup of {cell.hub.name} holds no VMs, storage accounts or databases "
        "of users: it brings nothing of this back.",
        "Protect what is needed back with an option of its own.",
    )


@rule("infrastructure-backup", NOTE,
      lambda cell: f"R1: {fact_source(cell.fact(INFRASTRUCTURE))}",
      _infrastructure_words)  # fmt: skip
def infrastructure_backup(case: Case) -> Flags:
    """Hold where nothing protects a workload whose Hub has a backup of its own services."""
    unprotected = case.option == OPTIONS.index(Option.NO_RECOVERY)
    has_backup = np.array([bool(hub.has_infrastructure_backup) for hub in case.world.hubs])
    return unprotected & has_backup[case.hub]
