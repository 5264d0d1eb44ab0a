"""The copy ledger as arrays: every copy of every protection, what it survives, what is lost."""

from dataclasses import dataclass

import numpy as np

from bcdr.evaluate import loss
from bcdr.evaluate.axes import LEVEL, SCENARIO, Codes, Flags, Numbers, along
from bcdr.evaluate.inputs import BLANK, NO, YES, Inputs
from bcdr.evaluate.missing import Missing
from bcdr.evaluate.protections import ProtectionArrays
from bcdr.evaluate.world import World
from bcdr.model.catalogue import Catalogue
from bcdr.model.vocabulary import Family, Mode, Option


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """Copies along scenario, level, protection and workload.

    `state` is yes 1 (the copy can be used), no 0, unknown -1; `missing` holds the bits of what
    makes it unknown. Losses are NaN where unknown. `target` is the place of each level, -1 none.
    `needed_mb_per_s` is what the copies need of the link into the first target, on average.
    """

    target: Codes
    state: Codes
    missing: Codes
    worst_loss_hours: Numbers
    mean_loss_hours: Numbers
    interval_hours: Numbers
    is_too_slow: Flags
    propagation_hours: Numbers
    least_lag_hours: Numbers
    oldest_hours: Numbers
    needed_mb_per_s: Numbers
    available_mb_per_s: Numbers


def family_of(protections: ProtectionArrays, catalogue: Catalogue, family: Family) -> Flags:
    """Return where a protection's option belongs to a family."""
    return protections.has(*(item.id for item in catalogue.options if item.family is family))


def copy_targets(world: World, protections: ProtectionArrays) -> Codes:
    """Return the target of every copy; there is a second level where any target sends on."""
    if (world.copies_to < 0).all():
        return protections.target
    return np.concatenate([protections.target, onward_target(world, protections)], axis=LEVEL)


def make_copies(
    inputs: Inputs,
    world: World,
    catalogue: Catalogue,
    protections: ProtectionArrays,
    link_use: Numbers | None = None,
    *,
    only_built: bool = False,
    with_missing: bool = True,
) -> Copies:
    """Return the copies of every protection.

    `link_use` is the share of each target's link that is used by everything together, from
    `assess`; without it each protection has the full link. `only_built` makes copies at a target
    that is assumed or to build unknown, as for today. Without `with_missing`, nobody is told what
    leaves a copy unknown.
    """
    mirrored = _is_of(world.options.is_continuity, protections)
    synchronous = protections.in_mode(Mode.SYNCHRONOUS)
    target = copy_targets(world, protections)
    at = np.maximum(target, 0)

    interval = np.maximum(protections.interval_hours, world.shortest_interval_hours[at[:, :, :1]])
    interval = np.where(mirrored, catalogue.value("consistency-interval-hours"), interval)
    interval = np.where(synchronous, 0.0, interval)
    longest = loss.effective_interval_hours(interval_hours=_first_level(interval, target))

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
    lag = loss.replication_lag_hours(
        peak_mb_per_s=inputs.peak_change_mb_per_s * (1.0 - reduction),
        arrival_mb_per_s=arrival,
        burst_hours=catalogue.value("burst-hours"),
        churn_headroom=headroom,
    )
    copied = loss.propagation_hours(increment_gb=sent, arrival_mb_per_s=arrival)
    overbooked = np.zeros((1, 1, 1, 1, 1), dtype=bool)
    if link_use is not None:
        shared = link_use[at]
        overbooked = (shared > 1.0) & (target >= 0)
        copied = np.where(np.isnan(copied), copied, np.maximum(copied, shared * interval))
    propagation = np.where(mirrored, np.where(synchronous, 0.0, lag), copied)
    with np.errstate(invalid="ignore"):
        too_slow = np.where(
            mirrored, mean_change * (1.0 + headroom) > arrival, copied > interval * (1 + 1e-9)
        ) & (target >= 0)
    # A second deployment of what keeps no data has nothing to copy.
    sends_nothing = (inputs.stateful == NO) & protections.has(Option.ACTIVE_ACTIVE)
    too_slow = np.logical_or.accumulate(too_slow & ~overbooked & ~sends_nothing, axis=LEVEL)
    overbooked = np.logical_or.accumulate(np.broadcast_to(overbooked, too_slow.shape), axis=LEVEL)

    hold = np.where(mirrored, 0.0, catalogue.value("backup-hold-hours"))
    holds = np.broadcast_to(_first_level(hold, target), propagation.shape)
    least_lag = loss.least_lag_hours(hold_hours=holds, propagation_hours=propagation)
    mirror_history = world.options.history_hours[np.maximum(protections.option, 0)]
    retention = np.where(mirrored, mirror_history, protections.retention_hours)
    retention = np.minimum(retention, world.history_hours[at])
    kept = loss.kept_copies(retention_hours=retention, interval_hours=longest)
    oldest = loss.oldest_hours(
        least_lag_hours=least_lag, kept_copies=kept, effective_interval_hours=longest
    )
    noticed = world.scenarios.noticed_after_hours
    worst = loss.worst_loss_hours(
        least_lag_hours=least_lag, effective_interval_hours=longest, noticed_after_hours=noticed
    )
    mean = loss.mean_loss_hours(
        least_lag_hours=least_lag, effective_interval_hours=longest, noticed_after_hours=noticed
    )
    keeps_nothing = inputs.stateful == NO
    hopeless = (too_slow | overbooked) & ~keeps_nothing
    lost = np.where(hopeless, np.nan, 0.0)
    worst, mean = worst + lost, mean + lost
    if keeps_nothing.any():
        worst, mean = np.where(keeps_nothing, 0.0, worst), np.where(keeps_nothing, 0.0, mean)
    state, missing = _state(
        inputs, world, protections, target, oldest, retention,
        only_built=only_built, with_missing=with_missing,
    )  # fmt: skip
    if with_missing:
        no_size = np.isnan(least_lag) & np.isnan(inputs.data_gb)
        missing = missing | np.where(too_slow & ~keeps_nothing, int(Missing.TOO_SLOW), 0)
        missing = missing | np.where(overbooked & ~keeps_nothing, int(Missing.OVERBOOKED), 0)
        missing = missing | np.where(no_size & ~keeps_nothing, int(Missing.DATA), 0)
    return Copies(
        target=target,
        state=state,
        missing=missing,
        worst_loss_hours=worst,
        mean_loss_hours=mean,
        interval_hours=interval,
        is_too_slow=too_slow[:, :, :1],
        propagation_hours=propagation,
        least_lag_hours=least_lag,
        oldest_hours=oldest,
        needed_mb_per_s=np.where(
            mirrored,
            np.where(sends_nothing, 0.0, mean_change * (1.0 + headroom)),
            sent * 1000.0 / np.where(mirrored, np.nan, interval * 3600.0),
        ),
        available_mb_per_s=arrival,
    )


def _is_of(table: Flags, protections: ProtectionArrays) -> Flags:
    """Return an option's answer for every protection; a blank option has none."""
    return table[np.maximum(protections.option, 0)] & (protections.option >= 0)


def _first_level(values: Numbers, target: Codes) -> Numbers:
    """Return what holds for the first copy only, 0 for every further level."""
    further = target.shape[LEVEL] - 1
    return np.concatenate([values, *[np.zeros_like(values)] * further], axis=LEVEL)


def _state(
    inputs: Inputs,
    world: World,
    protections: ProtectionArrays,
    target: Codes,
    oldest: Numbers,
    retention: Numbers,
    *,
    only_built: bool,
    with_missing: bool,
) -> tuple[Codes, Codes]:
    """Return whether each copy can be used in each scenario, and what leaves it unknown.

    What place and policy say is the same for many workloads; only how far copies reach back is
    every workload's own.
    """
    at = np.maximum(target, 0)
    scenario = along(np.arange(len(world.scenarios.kind)), SCENARIO)
    survives = world.survives[inputs.hub, at, scenario]
    protected = np.where(world.scenarios.needs_protected_copy, world.is_protected[at], YES)
    says_where = target >= 0
    bits = np.where(survives == BLANK, world.blank_place_bits[inputs.hub, at], 0)
    bits |= np.where(protected == BLANK, int(Missing.PROTECTED_COPY), 0)
    blank = (survives == BLANK) | (protected == BLANK)
    gone = (survives == NO) | (protected == NO)

    no_option = protections.option == -1
    blank_target = (protections.option >= 0) & (protections.target < 0)
    blank_target &= ~protections.has(Option.NO_RECOVERY)
    blank_interval = np.isnan(protections.interval_hours) & (
        protections.in_mode(Mode.INTERVAL) | (protections.mode < 0)
    )
    blank_interval &= (protections.option >= 0) & says_where[:, :, :1]
    supported = is_supported(world, protections)
    lapses = [
        (no_option, Missing.CURRENT_OPTION),
        (blank_target, Missing.CURRENT_TARGET),
        (blank_interval, Missing.CURRENT_INTERVAL),
        (~supported & (protections.option >= 0) & says_where, Missing.NOT_SUPPORTED),
    ]
    if only_built:
        lapses.append((world.is_to_build[at] & says_where, Missing.TARGET_ASSUMED))
    for lapse, bit in lapses:
        blank = blank | lapse
        bits = bits | np.where(lapse, int(bit), 0)
    # Where nobody said where the first copy goes there may be one; a further level is then none.
    is_first = along(np.arange(target.shape[LEVEL]) == 0, LEVEL)
    may_be = (no_option | blank_target) & is_first
    gone = np.where(says_where, gone, ~may_be)

    noticed = world.scenarios.noticed_after_hours
    reached, reach_unknown = loss.reaches_back(oldest, noticed)
    reach_unknown &= says_where
    gone = gone | (says_where & ~reached & ~reach_unknown)
    state = np.where(
        gone, np.int8(NO), np.where(blank | reach_unknown, np.int8(BLANK), np.int8(YES))
    )
    if not with_missing:
        return state, np.zeros((1, 1, 1, 1, 1), dtype=np.int64)
    far = np.where(np.isnan(retention), int(Missing.RETENTION), 0)
    far = far | np.where(np.isnan(inputs.data_gb), int(Missing.DATA), 0)
    bits = bits | np.where(reach_unknown, far, 0)
    return state, np.where(state == BLANK, bits, 0)


def onward_target(world: World, protections: ProtectionArrays) -> Codes:
    """Return where backups are copied on to, -1 nowhere; a replica is not copied on."""
    first = protections.target
    is_copied_on = (first >= 0) & _is_of(world.options.is_backup, protections)
    return np.where(is_copied_on, world.copies_to[np.maximum(first, 0)], -1)


def is_supported(world: World, protections: ProtectionArrays) -> Flags:
    """Return where platform and products support it by default, or a named product does."""
    return world.is_supported[np.maximum(protections.option, 0), np.maximum(protections.target, 0)]
