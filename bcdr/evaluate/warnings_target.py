"""Warnings of the target: what is advised against, stands too near, or does not exist yet."""

from typing import Final

import numpy as np

from bcdr.evaluate.axes import Codes, Flags
from bcdr.evaluate.blockers_support import combination_on
from bcdr.evaluate.case import Case, Ground, over_targets, tabled
from bcdr.evaluate.cell import Cell, combination_source, enumerated, kind_source
from bcdr.evaluate.inputs import NO, YES
from bcdr.evaluate.protections import OPTIONS
from bcdr.evaluate.rules import rule
from bcdr.evaluate.world import ON_HUB_KINDS
from bcdr.model.landscape import Target
from bcdr.model.vocabulary import Allowed, Family, Guidance, Severity, TargetKind

WARNING: Final = Severity.WARNING
NOTE: Final = Severity.NOTE
EXTERNAL_KINDS: Final = frozenset({TargetKind.EXISTING_EXTERNAL, TargetKind.DEDICATED_EXTERNAL})
SECOND_PLACES: Final = frozenset({TargetKind.SECOND_HUB, TargetKind.PROVIDER})


@tabled
def _is_not_recommended(ground: Ground) -> Flags:
    """Return option x target where the guidance advises against what is supported."""
    world, catalogue = ground.world, ground.catalogue
    table = np.zeros((len(OPTIONS), len(world.targets)), dtype=bool)
    for row, option in enumerate(OPTIONS):
        for column, target in enumerate(world.targets):
            said, kind = (
                combination_on(catalogue, option, target),
                catalogue.target_kind(target.kind),
            )
            if said is None or said.allowed is Allowed.NO or not kind.is_supported:
                continue
            opinions = (kind.guidance, said.guidance, catalogue.option(option).guidance)
            table[row, column] = Guidance.NOT_RECOMMENDED in opinions
    return table


def _not_recommended_words(cell: Cell) -> tuple[str, str]:
    target, entry, said = cell.target, cell.entry, cell.combination
    if entry.guidance is Guidance.NOT_RECOMMENDED:
        return (
            f"The guidance advises against it. {entry.summary}",
            "Choose an option that it recommends, such as an agent in the guest.",
        )
    remedy = said.remedy
    if target.kind is TargetKind.ON_HUB_STANDALONE and target.copies_to:
        remedy = (
            f"As {target.name} copies on to {target.copies_to}, describe it as on-hub-replicated "
            "if all its data goes there continuously."
        )
    return f"The guidance advises against it at {target.name}. {said.reason}", remedy


@rule("not-recommended", WARNING, combination_source, _not_recommended_words)
def not_recommended(case: Case) -> Flags:
    """Hold where the guidance advises against the option, the target or both together."""
    return case.where_pair(_is_not_recommended(case))


@tabled
def _is_near(ground: Ground) -> Flags:
    """Return Hub x target where a place off the Hub may be lost together with it.

    Where nobody said where either stands, it may be; a distance that is given says it is not.
    """
    world = ground.world
    is_outside = over_targets(world, lambda t: t.kind in EXTERNAL_KINDS | SECOND_PLACES)
    is_told = over_targets(world, lambda t: bool(getattr(t, "distance_km", None)))
    may_be = (world.is_near == YES) | ((world.is_near != NO) & ~is_told)
    return may_be & is_outside & ~world.is_own_hub


@tabled
def _is_sent_away(ground: Ground) -> Flags:
    """Return Hub x target where copies are sent on to another site than the Hub's."""
    world = ground.world
    onward = world.copies_to
    return (onward >= 0) & (world.is_near[:, np.maximum(onward, 0)] == NO)


def _near_words(cell: Cell) -> tuple[str, str]:
    target, hub = cell.target, cell.hub
    if not hub.name:
        return (
            f"The Hub it runs on is not known, so {target.name} may be lost together with it.",
            "Fill in Hub on the sheet Applications.",
        )
    if cell.pick(cell.case.by_hub(cell.case.world.is_near)) == YES:
        remedy = (
            "Choose one at another site, or keep a further copy there."
            if cell.entry.family is Family.BACKUP
            else "Choose one at another site, or add a backup that is kept there."
        )
        return (
            f"{target.name} stands at {hub.site}, as does {hub.name}: losing the site loses both.",
            remedy,
        )
    unsaid, sheet = (target.name, "Targets") if target.site is None else (hub.name, "Hubs")
    other = hub.name if target.site is None else target.name
    return (
        f"Where {unsaid} stands is not known, so it may be lost together with {other}.",
        f"Fill in Site and Region of {unsaid} on the sheet {sheet}.",
    )


def _near_source(cell: Cell) -> str:
    if cell.target.kind in EXTERNAL_KINDS:
        return f"{', '.join(cell.kind.rows)}: a backup target must not be close to its source"
    return "T3: surviving a datacenter needs a place in another datacenter"


@rule("near-source", WARNING, _near_source, _near_words)
def near_source(case: Case) -> Flags:
    """Hold where the only copy may be lost together with its source."""
    sent_away = case.where_hub(_is_sent_away(case)) & case.is_backup
    return case.where_hub(_is_near(case)) & ~sent_away


def _leaves_hub(target: Target, onward: Target) -> bool:
    """Return whether a copy at `onward` is off the Hub that a target stands on."""
    if onward.kind is TargetKind.SECOND_HUB:
        return onward.hub is None or onward.hub != target.hub
    if onward.kind in ON_HUB_KINDS:
        return None not in (onward.hub, target.hub) and onward.hub != target.hub
    return onward.kind is not TargetKind.IN_RACK


@tabled
def _has_no_external_copy(ground: Ground) -> Flags:
    world = ground.world
    return np.array(
        [
            target.kind is TargetKind.ON_HUB_REPLICATED
            and (code < 0 or not _leaves_hub(target, world.targets[code]))
            for target, code in zip(world.targets, world.copies_to, strict=True)
        ],
        dtype=bool,
    )


def _no_external_words(cell: Cell) -> tuple[str, str]:
    name, onward = cell.target.name, cell.target.copies_to
    if onward:
        return (
            f"{name} copies on to {onward}, which is lost together with the Hub.",
            f"Have the data of {name} copied continuously to a target outside the Hub.",
        )
    return (
        f"{name} is said to be copied outside, but no target is named.",
        f"Name under Copies to of {name} where its data goes.",
    )


@rule("no-external-copy", WARNING, "D6: all data must be copied outside continuously",
      _no_external_words)  # fmt: skip
def no_external_copy(case: Case) -> Flags:
    """Hold where what is on a replicated on-Hub target does not leave the Hub."""
    return case.where_target(_has_no_external_copy(case))


@tabled
def _is_unbuilt(ground: Ground) -> Codes:
    """Return per target how many of it and of the target it copies on to have to be built."""
    world = ground.world
    onward = np.where(world.copies_to >= 0, world.is_to_build[world.copies_to], False)
    return world.is_to_build.astype(np.int64) + onward


def _to_build_words(cell: Cell) -> tuple[str, str]:
    unbuilt = [item for item in (cell.target, cell.onward) if item and item.is_to_build]
    said = [
        f"{item.name} is {'only assumed' if item.is_assumed else 'planned'}" for item in unbuilt
    ]
    it = "it has" if len(unbuilt) == 1 else "they have"
    return f"{enumerated(said)}: {it} to be built first.", "Plan and pay for it first."


@rule("to-build", NOTE, "An assumed target never covers today", _to_build_words)
def to_build(case: Case) -> Flags:
    """Hold where the target, or the one its copies are sent on to, does not exist yet."""
    onward = case.where_target(_is_unbuilt(case) > 0) & case.is_backup
    return onward | case.where_target(case.world.is_to_build)


@tabled
def _is_other_platform(ground: Ground) -> Flags:
    """Return option x target where a provider may run no Hub, and need not."""
    world, catalogue = ground.world, ground.catalogue
    rows = []
    for option in OPTIONS:
        said = [combination_on(catalogue, option, target) for target in world.targets]
        rows.append(
            [
                item is not None
                and item.allowed is Allowed.YES
                and not item.needs_hub
                and target.kind is TargetKind.PROVIDER
                and target.has_hub is not True
                for item, target in zip(said, world.targets, strict=True)
            ]
        )
    return np.array(rows, dtype=bool)


def _other_platform_words(cell: Cell) -> tuple[str, str]:
    name = cell.target.name
    what = (
        f"{name} runs no Hub"
        if cell.target.has_hub is False
        else f"Whether {name} runs a Hub is not known"
    )
    return (
        f"{what}; the guidance prefers a provider who does, so that what is recovered is operated "
        "in the same way.",
        "Prefer a provider with a Hub, or rehearse operating it on the other platform.",
    )


@rule("provider-without-hub", NOTE, kind_source, _other_platform_words)
def provider_without_hub(case: Case) -> Flags:
    """Hold for a provider who does not, or may not, run Azure Stack Hub."""
    return case.where_pair(_is_other_platform(case))
