"""Blockers of support: what platform, products and kinds of target cannot do."""

from functools import lru_cache
from typing import Final

import numpy as np

from bcdr.evaluate.axes import Codes, Flags
from bcdr.evaluate.case import Case, Ground, over_targets, remembered, tabled
from bcdr.evaluate.cell import Cell, combination_source, fact_source, told_apart
from bcdr.evaluate.inputs import BLANK, NO, YES
from bcdr.evaluate.protections import OPTIONS
from bcdr.evaluate.rules import rule
from bcdr.model.catalogue import Catalogue
from bcdr.model.entries import Combination
from bcdr.model.landscape import Target
from bcdr.model.vocabulary import Allowed, Option, Severity, TargetKind

GUESTS: Final = "guest-replication-guests"
LARGEST_DISK: Final = "guest-replication-max-disk"


def names_product(target: Target, option: Option) -> bool:
    """Return whether a target names a product that supports an option there."""
    return bool(target.product) and option in target.supported_options


def combination_on(catalogue: Catalogue, option: Option, target: Target) -> Combination | None:
    """Return what is said of an option on a target, None of doing without recovery."""
    if option is Option.NO_RECOVERY:
        return None
    return catalogue.combination(option, target.kind)


def lacks_hub(target: Target, said: Combination, *, has_hub: bool | None) -> bool:
    """Return whether an option needs the provider's Hub and the answer about it is this one.

    A named product stands in for the Hub, unless the combination needs the Hub in any case.
    """
    if target.has_hub is not has_hub:
        return False
    if said.needs_hub:
        return target.kind is TargetKind.PROVIDER
    by_product = names_product(target, said.option)
    return said.allowed is Allowed.IF_PROVIDER_HAS_HUB and not by_product


def _support_source(cell: Cell) -> str:
    said = cell.combination
    opened_by = (cell.kind.opened_by if not cell.kind.is_supported else "") or said.opened_by
    if not opened_by:
        return combination_source(cell)
    return f"{', '.join(said.rows)}: {fact_source(cell.fact(opened_by))}"


def _not_supported_words(cell: Cell) -> tuple[str, str]:
    target, kind, option = cell.target, cell.kind, cell.option
    if not kind.is_supported:
        return (
            f"{target.name} is of the kind {kind.id}. {kind.refusal}",
            _or_newer(kind.refusal_remedy, kind.opened_by),
        )
    entry, said = cell.entry, cell.combination
    is_refused = not entry.allowed_by_default
    message = entry.refusal if is_refused else said.reason
    remedy = entry.refusal_remedy if is_refused else said.remedy
    if option in target.supported_options:
        message += f" {target.name} lists {option} as supported, but names no product."
        remedy = f"Name under Product what supports it at {target.name}, or choose another option."
    elif target.product:
        message += f" {target.product} is named at {target.name}, but not for {option}."
        remedy = (
            f"Add {option} to Supported options of {target.name} if {target.product} supports it, "
            "or choose another option."
        )
    return message, _or_newer(remedy, said.opened_by)


def _or_newer(remedy: str, fact: str) -> str:
    """Return a remedy that also says how to override the fact behind a refusal."""
    if not fact:
        return remedy
    return f"{remedy} If a newer source allows it, answer {fact} with Yes on the sheet Rules."


@rule("not-supported", Severity.BLOCKER, _support_source, _not_supported_words)
def not_supported(case: Case) -> Flags:
    """Hold where the platform, or today's products, do not support it and none is named."""
    return case.has_target & ~case.is_supported


@tabled
def _goes_not_together(ground: Ground) -> Flags:
    """Return option x target where they do not go together; of what is supported at all."""
    world, catalogue = ground.world, ground.catalogue
    table = np.zeros((len(OPTIONS), len(world.targets)), dtype=bool)
    for row, option in enumerate(OPTIONS):
        for column, target in enumerate(world.targets):
            said = combination_on(catalogue, option, target)
            if said is not None and catalogue.target_kind(target.kind).is_supported:
                is_no = said.allowed is Allowed.NO
                table[row, column] = is_no or lacks_hub(target, said, has_hub=False)
    return table


@tabled
def _is_not_joined(ground: Ground) -> Flags:
    """Return Hub x target where the target is the Hub itself or serves others only."""
    world = ground.world
    return world.is_own_hub | ~world.serves


def _mismatch_words(cell: Cell) -> tuple[str, str]:
    target, hub, said = cell.target, cell.hub.name, cell.combination
    found: list[tuple[str, str]] = []
    if target.kind is TargetKind.SECOND_HUB and hub and target.hub == hub:
        found.append(
            (f"{target.name} is {hub}, the Hub it runs on.", "Choose a target that is another Hub.")
        )
    elif target.serves and hub and hub not in target.serves:
        found.append(
            (
                f"{target.name} serves {', '.join(target.serves)}, not {hub}.",
                f"Join {hub} to it and name it under Serves Hubs, or choose another target.",
            )
        )
    if cell.kind.is_supported and said.allowed is Allowed.NO:
        found.append((said.reason, said.remedy))
    elif cell.kind.is_supported and lacks_hub(target, said, has_hub=False):
        found.append((f"{said.reason} {target.name} runs none.", said.remedy))
    return " ".join(message for message, _ in found), " ".join(remedy for _, remedy in found)


@rule("option-target-mismatch", Severity.BLOCKER, combination_source, _mismatch_words)
def option_target_mismatch(case: Case) -> Flags:
    """Hold where the option does not go with the target, or the target not with the Hub."""
    together = case.where_pair(_goes_not_together(case))
    return together | case.where_hub(_is_not_joined(case))


@lru_cache(maxsize=4096)
def begins_with(name: str, words: tuple[str, ...]) -> bool:
    """Return whether the name of a system begins with one of the words."""
    return name.casefold().strip().startswith(tuple(word.casefold() for word in words))


@remembered
def guest_is_supported(case: Case) -> Codes:
    """Return per workload, as a column, whether guest replication supports its system.

    An operating system without a version, or none, is unknown (-1).
    """
    codes, names = case.spelled("os")
    words = case.catalogue.fact(GUESTS).words
    return np.array([_is_supported_guest(name, words) for name in names], dtype=np.int64)[codes]


def _is_supported_guest(name: str | None, words: tuple[str, ...]) -> int:
    if begins_with(name or "", words):
        return YES
    return NO if any(letter.isdigit() for letter in (name or "").split("(")[0]) else BLANK


@tabled
def replicates_by_default(ground: Ground) -> Flags:
    """Return option x target where the limits of guest replication hold: no product is named.

    What does not go together at all is refused for that.
    """
    world, catalogue = ground.world, ground.catalogue
    table = np.zeros((len(OPTIONS), len(world.targets)), dtype=bool)
    option = Option.GUEST_REPLICATION
    table[OPTIONS.index(option)] = over_targets(
        world,
        lambda target: (
            catalogue.combination(option, target.kind).allowed is not Allowed.NO
            and not names_product(target, option)
        ),
    )
    return table


def _guest_words(cell: Cell) -> tuple[str, str]:
    fact, name = cell.fact(GUESTS), cell.workload.os
    return (
        f"'{name}' is not among the systems that replication in the guest supports as of "
        f"{fact.date}.",
        "Upgrade the operating system, or name under Product and Supported options of "
        f"{cell.target.name} what supports it. If a newer list has it, add it to {fact.id} on the "
        "sheet Rules (operator contains).",
    )


@rule("guest-os-unsupported", Severity.BLOCKER,
      lambda cell: fact_source(cell.fact(GUESTS)), _guest_words)  # fmt: skip
def guest_os_unsupported(case: Case) -> Flags:
    """Hold where the guest is not on the list of guest replication."""
    return case.where_pair(replicates_by_default(case)) & (guest_is_supported(case) == NO)


def largest_replicated_disk(case: Case) -> float:
    """Return the largest disk that guest replication takes, infinite where no limit is known.

    The limit is compared with the figure as it stands: portals count in GiB and write GB.
    """
    limit = case.catalogue.fact(LARGEST_DISK).value
    return np.inf if limit is None else limit


def _disk_words(cell: Cell) -> tuple[str, str]:
    found, allowed = told_apart(cell.given("largest_disk_gb"), largest_replicated_disk(cell.case))
    return (
        f"Its largest disk has {found} GB, replication in the guest takes up to {allowed} GB.",
        "Split the disk, or protect it in another way.",
    )


@rule("disk-too-large", Severity.BLOCKER,
      lambda cell: fact_source(cell.fact(LARGEST_DISK)), _disk_words)  # fmt: skip
def disk_too_large(case: Case) -> Flags:
    """Hold where a disk is larger than guest replication takes."""
    with np.errstate(invalid="ignore"):
        too_large = case.column("largest_disk_gb") > largest_replicated_disk(case)
    return case.where_pair(replicates_by_default(case)) & too_large
