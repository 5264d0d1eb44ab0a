"""Measured times in place of modelled ones: how far a test's time reaches into the ways back."""

from dataclasses import replace
from typing import Final

import numpy as np

from bcdr.evaluate.axes import (
    LEVEL,
    PROTECTION,
    SCENARIO,
    WORKLOAD,
    Codes,
    Flags,
    Numbers,
    along,
)
from bcdr.evaluate.evidence import Proofs
from bcdr.evaluate.inputs import BLANK, NO, YES, Inputs
from bcdr.evaluate.protections import ProtectionArrays
from bcdr.evaluate.times import REPLACED_HUB, Times
from bcdr.evaluate.world import World
from bcdr.model.catalogue import Catalogue

NOWHERE_NAMED: Final = -1
"""Place of what was recovered in a test at a place the landscape does not have."""


def with_measured(
    times: Times,
    proofs: Proofs,
    inputs: Inputs,
    world: World,
    catalogue: Catalogue,
    protections: ProtectionArrays,
) -> tuple[Times, Flags]:
    """Return times in which measured ones stand where they are proof, and where they stand.

    A test in a named scenario counts for every copy that is left in it; where the model knows of
    no place but a new Hub, it was recovered somewhere that nobody named. A test that names no
    scenario is taken to have tried the replica where there is one, else the only protection; it
    says nothing of one VM of several. Cleaning up and waiting for a new Hub are no part of it:
    there, and where it is open which of several protections was tried, it can only lengthen what
    is modelled.
    """
    hours = along(proofs.hours, WORKLOAD, SCENARIO)
    is_general = along(proofs.is_general, WORKLOAD, SCENARIO)
    cleans = along([item.needs_cleaning for item in catalogue.scenarios], SCENARIO)
    filled = (protections.option >= 0) & (protections.target >= 0)
    tried, may_be_tried = _tried(world, protections, filled)
    is_part = world.scenarios.is_vm & (inputs.vm_count > 1)
    known = ~np.isnan(hours) & filled & (times.state != NO) & ~(is_general & is_part)
    waits = times.place == REPLACED_HUB
    exact = known & (~is_general | (tried & ~cleans & ~waits))
    least = known & ~exact & may_be_tried
    with np.errstate(invalid="ignore"):
        least = least & (hours > times.planning_hours)
    planning = np.where(exact | least, hours, times.planning_hours)
    likely = np.where(exact, hours, times.likely_hours)
    likely = np.where(least, np.maximum(likely, hours), likely)
    state = np.where(exact & (times.state == BLANK), np.int8(YES), times.state)
    return (
        replace(
            times,
            state=state,
            place=np.where(exact & waits, NOWHERE_NAMED, times.place),
            planning_hours=planning,
            likely_hours=likely,
            ready_likely_hours=_ready(likely, times.likely_hours, times.ready_likely_hours),
            ready_planning_hours=_ready(planning, times.planning_hours, times.ready_planning_hours),
        ),
        exact | least,
    )


def _tried(world: World, protections: ProtectionArrays, filled: Flags) -> tuple[Flags, Flags]:
    """Return which protection a test that names no scenario tried, and which it may have."""
    continuity = world.options.is_continuity[np.maximum(protections.option, 0)] & filled
    has_replica = continuity.any(axis=PROTECTION, keepdims=True)
    is_only = filled.sum(axis=PROTECTION, keepdims=True) == 1
    tried = np.where(has_replica, continuity, filled & is_only)
    return tried, np.where(has_replica, continuity, filled)


def _ready(measured: Numbers, modelled: Numbers, ready: Numbers) -> Numbers:
    """Return the hours until the start, which takes as long as modelled after a measured time."""
    start = np.nan_to_num(modelled - ready)
    return np.maximum(measured - start, 0.0)


def of_copy(values: Flags, copy: Codes, levels: int) -> Flags:
    """Return what holds for the copy an outcome comes from; for the platform nothing does.

    `copy` is the code of a copy: protection x levels + level.
    """
    found = np.zeros(copy.shape, dtype=bool)
    for slot in range(values.shape[PROTECTION]):
        for level in range(values.shape[LEVEL]):
            of_level = np.take(values, [level], axis=LEVEL)
            one = np.take(of_level, [slot], axis=PROTECTION)
            found |= one & (copy == slot * levels + level)
    return found
