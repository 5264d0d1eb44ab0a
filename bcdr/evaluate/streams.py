"""How copies flow to their targets: how often, how long each is on its way, what they need."""

from dataclasses import dataclass

import numpy as np

from bcdr.evaluate import loss
from bcdr.evaluate.axes import LEVEL, Codes, Flags, Numbers
from bcdr.evaluate.inputs import NO, Inputs
from bcdr.evaluate.protections import ProtectionArrays
from bcdr.evaluate.world import World
from bcdr.model.catalogue import Catalogue
from bcdr.model.vocabulary import Mode, Option

NONE = np.zeros((1, 1, 1, 1, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Streams:
    """The streams of copies along level, protection and workload.

    `needed_mb_per_s` is what they need of the link into the first target: on average for copies
    at intervals, with headroom for replication, the peak where every change waits for the far
    side. `full_hours` is how long a full copy is on its way, 0 where none are made any more.
    """

    is_mirrored: Flags
    interval_hours: Numbers
    propagation_hours: Numbers
    full_hours: Numbers
    full_interval_hours: Numbers
    is_too_slow: Flags
    is_overbooked: Flags
    needed_mb_per_s: Numbers
    available_mb_per_s: Numbers


def make_streams(
    inputs: Inputs,
    world: World,
    catalogue: Catalogue,
    protections: ProtectionArrays,
    target: Codes,
    link_use: Numbers | None,
) -> Streams:
    """Return the streams to the targets of every level; `link_use` as for `make_copies`.

    A stream that does not carry what changes never catches up: too slow. A synchronous link must
    carry the peak, since every write waits for it (Keeton et al., FAST 2004).
    """
    mirrored = is_of(world.options.is_continuity, protections)
    synchronous = protections.in_mode(Mode.SYNCHRONOUS)
    at = np.maximum(target, 0)
    interval = np.maximum(protections.interval_hours, world.shortest_interval_hours[at[:, :, :1]])
    interval = np.where(mirrored, catalogue.value("consistency-interval-hours"), interval)
    interval = np.where(synchronous, 0.0, interval)
    reduction = np.where(
        mirrored,
        catalogue.value("replication-reduction-share"),
        catalogue.value("backup-reduction-share"),
    )
    arrival = loss.arrival_mb_per_s(
        link_mbit_per_s=world.link_in[inputs.hub, at],
        link_efficiency=catalogue.value("link-efficiency"),
        write_mb_per_s=world.write_mb_per_s[at],
    )
    sent = loss.increment_gb(
        data_gb=inputs.data_gb,
        daily_change_share=inputs.daily_change_share,
        interval_hours=interval,
        reduction_share=reduction,
    )
    mean_change = loss.change_mb_per_s(
        data_gb=inputs.data_gb,
        daily_change_share=inputs.daily_change_share,
        reduction_share=reduction,
    )
    headroom = catalogue.value("churn-headroom-share")
    peak = inputs.peak_change_mb_per_s * (1.0 - reduction)
    lag = loss.replication_lag_hours(
        peak_mb_per_s=peak,
        arrival_mb_per_s=arrival,
        burst_hours=catalogue.value("burst-hours"),
        churn_headroom=headroom,
    )
    copied = loss.propagation_hours(increment_gb=sent, arrival_mb_per_s=arrival)
    every, full = _full_copies(inputs, world, mirrored, at, reduction, arrival)
    overbooked = np.zeros((1, 1, 1, 1, 1), dtype=bool)
    if link_use is not None:
        shared = link_use[at]
        overbooked = (shared > 1.0) & (target >= 0)
        copied = np.where(np.isnan(copied), copied, np.maximum(copied, shared * interval))
    mirror_need = np.where(synchronous, peak, mean_change * (1.0 + headroom))
    # Whether a stream keeps up is not known where its size is not.
    behind = np.where(np.isnan(mirror_need), np.nan, np.where(synchronous, 0.0, lag))
    with np.errstate(invalid="ignore"):
        too_slow = np.where(mirrored, mirror_need > arrival, copied > interval * (1 + 1e-9))
        too_slow = (too_slow | (full > every)) & (target >= 0)
    # A second deployment of what keeps no data has nothing to copy.
    sends_nothing = (inputs.stateful == NO) & protections.has(Option.ACTIVE_ACTIVE)
    too_slow = np.logical_or.accumulate(too_slow & ~overbooked & ~sends_nothing, axis=LEVEL)
    copy_need = sent * 1000.0 / np.where(mirrored, np.nan, interval * 3600.0)
    if full.any():
        per_hour = np.nan_to_num(inputs.data_gb * (1.0 - reduction) / every)
        copy_need = copy_need + per_hour * 1000.0 / 3600.0
    return Streams(
        is_mirrored=mirrored,
        interval_hours=interval,
        propagation_hours=np.where(mirrored, behind, copied),
        full_hours=full,
        full_interval_hours=every,
        is_too_slow=too_slow,
        is_overbooked=np.logical_or.accumulate(
            np.broadcast_to(overbooked, too_slow.shape), axis=LEVEL
        ),
        needed_mb_per_s=np.where(mirrored, np.where(sends_nothing, 0.0, mirror_need), copy_need),
        available_mb_per_s=arrival,
    )


def _full_copies(
    inputs: Inputs,
    world: World,
    mirrored: Flags,
    at: Codes,
    reduction: Numbers,
    arrival: Numbers,
) -> tuple[Numbers, Numbers]:
    """Return the hours between full copies (NaN: incremental for ever) and that one takes."""
    every = np.where(mirrored, np.nan, world.full_interval_hours[at[:, :, :1]])
    if np.isnan(every).all():
        return every, NONE
    hours = loss.full_copy_hours(
        data_gb=inputs.data_gb, reduction_share=reduction, arrival_mb_per_s=arrival
    )
    return every, np.where(np.isnan(every), 0.0, hours)


def is_of(table: Flags, protections: ProtectionArrays) -> Flags:
    """Return an option's answer for every protection; a blank option has none."""
    return table[np.maximum(protections.option, 0)] & (protections.option >= 0)


def first_level(values: Numbers, target: Codes) -> Numbers:
    """Return what holds for the first copy only, 0 for every further level."""
    further = target.shape[LEVEL] - 1
    return np.concatenate([values, *[np.zeros_like(values)] * further], axis=LEVEL)
