"""The copy ledger as arrays: every copy of every protection, what it survives, what is lost."""

from dataclasses import dataclass

import numpy as np

from bcdr.evaluate import loss
from bcdr.evaluate.axes import LEVEL, SCENARIO, Codes, Flags, Numbers, along
from bcdr.evaluate.inputs import BLANK, NO, YES, Inputs
from bcdr.evaluate.missing import Missing
from bcdr.evaluate.protections import ProtectionArrays
from bcdr.evaluate.streams import Streams, first_level, is_of, make_streams
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
    target = copy_targets(world, protections)
    at = np.maximum(target, 0)
    stream = make_streams(inputs, world, catalogue, protections, target, link_use)
    mirrored, propagation = stream.is_mirrored, stream.propagation_hours
    longest = loss.effective_interval_hours(
        interval_hours=first_level(stream.interval_hours, target)
    )
    hold = np.where(mirrored, 0.0, catalogue.value("backup-hold-hours"))
    holds = np.broadcast_to(first_level(hold, target), propagation.shape)
    least_lag = loss.least_lag_hours(hold_hours=holds, propagation_hours=propagation)
    mirror_history = world.options.history_hours[np.maximum(protections.option, 0)]
    retention = np.where(mirrored, mirror_history, protections.retention_hours)
    retention = np.minimum(retention, world.history_hours[at])
    kept = loss.kept_copies(retention_hours=retention, interval_hours=longest)
    # A stream is behind only in a burst: however late it may be, its lag is no history.
    oldest = loss.oldest_hours(
        least_lag_hours=np.where(mirrored, 0.0, least_lag),
        kept_copies=kept,
        effective_interval_hours=longest,
    )
    worst, mean = _losses(world, stream, least_lag, longest)
    keeps_nothing = inputs.stateful == NO
    hopeless = (stream.is_too_slow | stream.is_overbooked) & ~keeps_nothing
    lost = np.where(hopeless, np.nan, 0.0)
    worst, mean = worst + lost, mean + lost
    if keeps_nothing.any():
        worst, mean = np.where(keeps_nothing, 0.0, worst), np.where(keeps_nothing, 0.0, mean)
    state, missing = _state(
        inputs, world, protections, target, oldest, retention,
        only_built=only_built, with_missing=with_missing,
    )  # fmt: skip
    if with_missing:
        lapses = (
            (stream.is_too_slow, Missing.TOO_SLOW),
            (stream.is_overbooked, Missing.OVERBOOKED),
            (np.isnan(least_lag) & np.isnan(inputs.data_gb), Missing.DATA),
        )
        for lapse, bit in lapses:
            missing = missing | np.where(lapse & ~keeps_nothing, int(bit), 0)
    return Copies(
        target=target,
        state=state,
        missing=missing,
        worst_loss_hours=worst,
        mean_loss_hours=mean,
        interval_hours=stream.interval_hours,
        is_too_slow=stream.is_too_slow[:, :, :1],
        propagation_hours=propagation,
        least_lag_hours=least_lag,
        oldest_hours=oldest,
        needed_mb_per_s=stream.needed_mb_per_s,
        available_mb_per_s=stream.available_mb_per_s,
    )


def _losses(
    world: World, stream: Streams, least_lag: Numbers, longest: Numbers
) -> tuple[Numbers, Numbers]:
    """Return worst and mean loss; full copies, where there are any, delay what follows them."""
    noticed = world.scenarios.noticed_after_hours
    if not stream.full_hours.any():
        return (
            loss.worst_loss_hours(
                least_lag_hours=least_lag,
                effective_interval_hours=longest,
                noticed_after_hours=noticed,
            ),
            loss.mean_loss_hours(
                least_lag_hours=least_lag,
                effective_interval_hours=longest,
                noticed_after_hours=noticed,
            ),
        )
    delay = loss.full_delay_hours(
        full_copy_hours=stream.full_hours, propagation_hours=stream.propagation_hours
    )
    mean_delay = loss.mean_full_delay_hours(
        full_delay_hours=delay,
        effective_interval_hours=longest,
        full_interval_hours=stream.full_interval_hours,
    )
    return (
        loss.worst_loss_hours(
            least_lag_hours=least_lag,
            effective_interval_hours=longest,
            noticed_after_hours=noticed,
            full_delay_hours=delay,
        ),
        loss.mean_loss_hours(
            least_lag_hours=least_lag,
            effective_interval_hours=longest,
            noticed_after_hours=noticed,
            mean_full_delay_hours=mean_delay,
        ),
    )


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
    is_copied_on = (first >= 0) & is_of(world.options.is_backup, protections)
    return np.where(is_copied_on, world.copies_to[np.maximum(first, 0)], -1)


def is_supported(world: World, protections: ProtectionArrays) -> Flags:
    """Return where platform and products support it by default, or a named product does."""
    return world.is_supported[np.maximum(protections.option, 0), np.maximum(protections.target, 0)]
