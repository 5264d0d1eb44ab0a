"""What a blank input could be: the two ends of its plausible range, each as a portfolio."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from bcdr.choose.sensitivity_blanks import (
    PROTECTION,
    Blank,
    header,
    lacks_protection,
    of_target,
    of_workload,
)
from bcdr.choose.sensitivity_objectives import RPO_HOURS, RTO_HOURS, own_hours
from bcdr.choose.sensitivity_trial import Trial
from bcdr.evaluate.axes import Numbers, by_workload
from bcdr.model.columns import TARGETS
from bcdr.model.entries import Tier
from bcdr.model.landscape import Hub, Target
from bcdr.model.portfolio import Portfolio
from bcdr.model.units import format_gb, format_hours, format_money, format_number, format_share
from bcdr.model.vocabulary import TargetKind

YES_NO: Final = (
    "stateful", "template_off_hub", "native_replication", "multi_writer",
    "planned_downtime_allowed",
)  # fmt: skip
ELSEWHERE: Final = "elsewhere"
"""A site, region or jurisdiction that nothing else has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """The two ends of what a blank input could be, in words and as portfolios."""

    blank: Blank
    low_words: str
    high_words: str
    low: Portfolio
    high: Portfolio


def ranges_of(trial: Trial, data_gb: Numbers) -> tuple[Range, ...]:
    """Return the ranges of all blank inputs of a trial that have one.

    Numbers run between the low and high of the assumption that stands in for them, money between
    the criticalities next to its own, objectives over the grid, sizes over those that other rows
    state (`data_gb`), and answers between no and yes.
    """
    return (
        *_answers(trial),
        *_criticality(trial),
        *_objectives(trial),
        *_sizes(trial, data_gb),
        *_money(trial),
        *_systems(trial),
        *_targets(trial),
    )


def _of_row(trial: Trial, field: str, low: Any, high: Any, words: tuple[str, str]) -> Range:
    def given(value: Any) -> Portfolio:
        row = replace(trial.workload, **{field: value})
        return replace(trial.portfolio, workloads=(row,))

    return Range(
        blank=of_workload(header(field), trial.workload),
        low_words=words[0],
        high_words=words[1],
        low=given(low),
        high=given(high),
    )


def _answers(trial: Trial) -> Iterator[Range]:
    for field in YES_NO:
        if getattr(trial.workload, field) is None:
            yield _of_row(trial, field, False, True, ("no", "yes"))


def _criticality(trial: Trial) -> Iterator[Range]:
    if trial.workload.criticality is None:
        tiers = sorted(trial.catalogue.tiers, key=lambda tier: -tier.rank)
        low, high = tiers[0], tiers[-1]
        yield _of_row(trial, "criticality", low.id, high.id, (low.title, high.title))


def _objectives(trial: Trial) -> Iterator[Range]:
    for field, grid in (("rto_hours", RTO_HOURS), ("rpo_hours", RPO_HOURS)):
        is_blank = getattr(trial.workload, field) is None
        keeps_data = field == "rto_hours" or trial.workload.stateful is not False
        own = own_hours(trial.portfolio, trial.catalogue, trial.workload, field)
        if is_blank and keeps_data and own is None:
            ends = grid[0], grid[-1]
            yield _of_row(trial, field, *ends, (format_hours(ends[0]), format_hours(ends[1])))


def _sizes(trial: Trial, data_gb: Numbers) -> Iterator[Range]:
    """Yield sizes and rates that are blank, between the ends of what stands in for them."""
    row, known = trial.workload, trial.catalogue
    stated = by_workload(data_gb)
    stated = stated[~np.isnan(stated)]
    if row.data_gb is None and stated.size:
        low, high = float(stated.min()), float(stated.max())
        yield _of_row(trial, "data_gb", low, high, (format_gb(low), format_gb(high)))
    if row.daily_change_share is None:
        item = known.assumption("daily-change-share")
        words = (format_share(item.low), format_share(item.high))
        yield _of_row(trial, "daily_change_share", item.low, item.high, words)
    mean_change = float(
        by_workload(trial.inputs.data_gb * trial.inputs.daily_change_share)[0] * 1000.0 / 86400.0
    )
    vm_count = float(by_workload(trial.inputs.vm_count)[0])
    for field, id_, times, unit in (
        ("peak_change_mb_per_s", "peak-change-factor", mean_change, "MB/s"),
        ("vm_count", "vm-count", 1.0, ""),
        ("vcpu", "vcpu-per-vm", vm_count, "vCPU"),
        ("memory_gb", "memory-gb-per-vm", vm_count, "GB"),
    ):
        if getattr(row, field) is None and not np.isnan(times):
            item = known.assumption(id_)
            low, high = item.low * times, item.high * times
            ends = (_amount(low, unit), _amount(high, unit))
            yield _of_row(trial, field, low, high, ends)


def _amount(number: float, unit: str) -> str:
    return f"{format_number(number)} {unit}".strip()


def _money(trial: Trial) -> Iterator[Range]:
    """Yield cost rates that are blank, between the criticalities next to the workload's own."""
    tiers = sorted(trial.catalogue.tiers, key=lambda tier: -tier.rank)
    here = tiers.index(trial.catalogue.tiers[int(by_workload(trial.inputs.tier)[0])])
    low, high = tiers[max(here - 1, 0)], tiers[min(here + 1, len(tiers) - 1)]
    for field in ("downtime_cost_per_hour", "data_loss_cost_per_hour"):
        if getattr(trial.workload, field) is None:
            yield _of_row(trial, field, _rate(low, field), _rate(high, field), (
                format_money(_rate(low, field), trial.catalogue.currency),
                format_money(_rate(high, field), trial.catalogue.currency),
            ))  # fmt: skip


def _rate(tier: Tier, field: str) -> float:
    rate: float = getattr(tier, field)
    return rate


def _systems(trial: Trial) -> Iterator[Range]:
    """Yield what guest replication asks of the guest, and the Hub it runs on."""
    row, hubs = trial.workload, trial.portfolio.landscape.hubs
    listed = trial.catalogue.fact("guest-replication-guests").words
    if row.os is None and listed:
        yield _of_row(trial, "os", "0", listed[0], ("not on the list", "on the list"))
    if row.largest_disk_gb is None and row.data_gb is not None:
        words = ("small", format_gb(row.data_gb))
        yield _of_row(trial, "largest_disk_gb", 1.0, row.data_gb, words)
    if row.hub is None and len(hubs) > 1:
        yield _of_row(trial, "hub", hubs[0].name, hubs[-1].name, (hubs[0].name, hubs[-1].name))


def _targets(trial: Trial) -> Iterator[Range]:
    """Yield what is blank of the targets that serve the workload."""
    hub = next((h for h in trial.portfolio.landscape.hubs if h.name == trial.workload.hub), None)
    for target in trial.portfolio.landscape.targets:
        if target.serves and hub is not None and hub.name not in target.serves:
            continue
        if lacks_protection(target):
            yield _of_target(
                trial, target, PROTECTION, {"is_immutable": False, "is_isolated": False},
                {"is_immutable": True}, ("no", "yes"),
            )  # fmt: skip
        if target.kind is TargetKind.PROVIDER and target.has_hub is None:
            name = TARGETS.column("has_hub").header
            ends = {"has_hub": False}, {"has_hub": True}
            yield _of_target(trial, target, name, *ends, ("no", "yes"))
        yield from _places(trial, target, hub)


def _places(trial: Trial, target: Target, hub: Hub | None) -> Iterator[Range]:
    """Yield the site and region of a target, the same as its Hub's or others, and its country."""
    blank = [name for name in ("site", "region") if getattr(target, name) is None]
    if blank and hub is not None and hub.site is not None and hub.region is not None:
        yield _of_target(
            trial, target, " and ".join(TARGETS.column(name).header for name in blank),
            {name: getattr(hub, name) for name in blank},
            dict.fromkeys(blank, ELSEWHERE), (f"those of {hub.name}", "others"),
        )  # fmt: skip
    allowed = trial.workload.allowed_jurisdictions
    if target.jurisdiction is None and allowed:
        yield _of_target(
            trial, target, TARGETS.column("jurisdiction").header, {"jurisdiction": ELSEWHERE},
            {"jurisdiction": allowed[0]}, ("not allowed", "allowed"),
        )  # fmt: skip


def _of_target(
    trial: Trial,
    target: Target,
    name: str,
    low: dict[str, Any],
    high: dict[str, Any],
    words: tuple[str, str],
) -> Range:
    def given(values: dict[str, Any]) -> Portfolio:
        landscape = trial.portfolio.landscape
        targets = tuple(
            replace(item, **values) if item is target else item for item in landscape.targets
        )
        return replace(trial.portfolio, landscape=replace(landscape, targets=targets))

    return Range(
        blank=of_target(name, target),
        low_words=words[0],
        high_words=words[1],
        low=given(low),
        high=given(high),
    )
