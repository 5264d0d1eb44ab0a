"""Warnings of Azure as a target: what its own backup sends there, and where copies end up."""

from typing import Final

import numpy as np

from bcdr.evaluate.axes import Flags
from bcdr.evaluate.blockers_support import begins_with
from bcdr.evaluate.case import Case, Ground, over_targets, remembered, tabled
from bcdr.evaluate.cell import Cell, enumerated, fact_source
from bcdr.evaluate.rules import rule
from bcdr.model.units import format_hours, format_number
from bcdr.model.vocabulary import Option, Severity, TargetKind

WARNING: Final = Severity.WARNING
POINTS: Final = "backup-server-points"
BACKUP_GUESTS: Final = "backup-server-guests"
PAIRED_REGION: Final = "azure-paired-region-copy"
HOURS_PER_DAY: Final = 24.0


@tabled
def _is_plain_azure(ground: Ground) -> Flags:
    """Return per target where backups go to Azure with nothing but its own backup server named."""
    world = ground.world
    return over_targets(world, lambda t: t.kind is TargetKind.AZURE and not t.product)


def _interval_hours(case: Case) -> float:
    """Return the shortest time between points that the backup server sends to Azure."""
    points = case.catalogue.fact(POINTS).value
    return HOURS_PER_DAY / points if points else 0.0


def _points_words(cell: Cell) -> tuple[str, str]:
    every = format_hours(float(cell.pick(cell.case.interval_hours)))
    points = cell.case.catalogue.fact(POINTS).value
    wanted = format_hours(_interval_hours(cell.case))
    return (
        f"Copies every {every} are wanted; Azure Backup Server sends at most "
        f"{format_number(points)} recovery points a day to Azure, one every {wanted}.",
        f"Name under Product of {cell.target.name} what writes there this often, or copy every "
        f"{wanted}.",
    )


@rule("azure-points", WARNING, lambda cell: fact_source(cell.fact(POINTS)), _points_words)
def azure_points(case: Case) -> Flags:
    """Hold where copies go to Azure more often than its backup server sends them."""
    backup = case.has(Option.IN_GUEST_BACKUP, Option.APPLICATION_DATA_BACKUP)
    with np.errstate(invalid="ignore"):
        too_often = case.interval_hours < _interval_hours(case)
    return backup & too_often & case.where_target(_is_plain_azure(case))


@remembered
def _is_other_system(case: Case) -> Flags:
    """Return as a column where the operating system is one that the backup server leaves out."""
    codes, names = case.spelled("os")
    words = case.catalogue.fact(BACKUP_GUESTS).words
    return np.array([bool(name) and not begins_with(name, words) for name in names])[codes]


def _guest_words(cell: Cell) -> tuple[str, str]:
    return (
        f"'{cell.workload.os}' is not among the systems that Azure Backup Server protects.",
        f"Name under Product of {cell.target.name} the partner's product that backs it up to "
        "Azure, or use another target.",
    )


@rule("azure-guest", WARNING, lambda cell: fact_source(cell.fact(BACKUP_GUESTS)), _guest_words)
def azure_guest(case: Case) -> Flags:
    """Hold where a guest that is not Windows is backed up to Azure without a partner's product."""
    in_guest = case.has(Option.IN_GUEST_BACKUP) & case.where_target(_is_plain_azure(case))
    return in_guest & _is_other_system(case)


@tabled
def _may_be_paired(ground: Ground) -> Flags:
    world, catalogue = ground.world, ground.catalogue
    is_paired = bool(catalogue.fact(PAIRED_REGION).answer)
    return over_targets(world, lambda t: is_paired and t.kind is TargetKind.AZURE)


def _paired_words(cell: Cell) -> tuple[str, str]:
    allowed = enumerated(cell.workload.allowed_jurisdictions)
    return (
        f"Unless another redundancy was chosen, {cell.target.name} keeps a second copy in its "
        f"paired region; allowed {'is' if ' ' not in allowed else 'are'} {allowed}.",
        "Check where the paired region lies, or choose storage that stays in one region before "
        "anything is protected.",
    )


@rule("paired-region", WARNING, lambda cell: fact_source(cell.fact(PAIRED_REGION)),
      _paired_words)  # fmt: skip
def paired_region(case: Case) -> Flags:
    """Hold for backups in Azure of what may rest in some jurisdictions only."""
    codes, wanted = case.spelled("allowed_jurisdictions")
    is_limited = np.array([bool(item) for item in wanted])[codes]
    return case.is_backup & case.where_target(_may_be_paired(case)) & is_limited
