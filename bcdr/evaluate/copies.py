"""The copy ledger as arrays: every copy of every protection, what it survives, what is lost."""

from dataclasses import dataclass

import numpy as np

from bcdr.evaluate import loss
from bcdr.evaluate.axes import LEVEL, SCENARIO, Codes, Flags, Numbers, along
from bcdr.evaluate.inputs import BLANK, NO, YES, Inputs
from bcdr.evaluate.missing import Missing
from bcdr.evaluate.protections import OPTIONS, ProtectionArrays
from bcdr.evaluate.world import World
from bcdr.model.catalogue import Catalogue
from bcdr.model.landscape import Target
from bcdr.model.vocabulary import Allowed, Family, Mode, Option


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """Copies along workload, protection, level and scenario.

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
    needed_mb_per_s: Numbers
    available_mb_per_s: Numbers


def family_of(protections: ProtectionArrays, catalogue: Catalogue, family: Family) -> Flags:
    """Return where a protection's option belongs to a family."""
    return protections.has(*(item.id for item in catalogue.options if item.family is family))


def make_copies(
    inputs: Inputs,
    world: World,
    catalogue: Catalogue,
    protections: ProtectionArrays,
    link_use: Numbers | None = None,
    *,
    only_built: bool = False,
) -> Copies:
    """Return the copies of every protection.

    `link_use` is the share of each target's link that is used by everything together, from
    `assess`; without it each protection has the full link. `only_built` makes copies at a target
    that is assumed or to build unknown, as for today.
    """
    mirrored = family_of(protections, catalogue, Family.CONTINUITY)
    target = np.concatenate(
        [protections.target, onward_target(world, catalogue, protections)], axis=LEVEL
    )
    hub = inputs.hub
    at = np.maximum(target, 0)

    interval = np.maximum(protections.interval_hours, world.shortest_interval_hours[at[:, :, :1]])
    consistency = catalogue.value("consistency-interval-hours")
    interval = np.where(mirrored, consistency, interval)
    interval = np.where(protections.in_mode(Mode.SYNCHRONOUS), 0.0, interval)
    intervals = np.concatenate([interval, np.zeros_like(interval)], axis=LEVEL)

    reduction = np.where(
        mirrored,
        catalogue.value("replication-reduction-share"),
        catalogue.value("backup-reduction-share"),
    )
    arrival = loss.arrival_mb_per_s(
        link_mbit_per_s=world.link_in[hub, at],
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
    lag = np.where(protections.in_mode(Mode.SYNCHRONOUS), 0.0, lag)
    copied = loss.propagation_hours(increment_gb=sent, arrival_mb_per_s=arrival)
    overbooked = np.zeros((1, 1, 1, 1, 1), dtype=bool)
    if link_use is not None:
        shared = link_use[at]
        overbooked = (shared > 1.0) & (target >= 0)
        copied = np.where(np.isnan(copied), copied, np.maximum(copied, shared * interval))
    propagation = np.where(mirrored, lag, copied)
    with np.errstate(invalid="ignore"):
        too_slow = np.where(
            mirrored, mean_change * (1.0 + headroom) > arrival, copied > interval * (1 + 1e-9)
        ) & (target >= 0)
    # A second deployment of what keeps no data has nothing to copy.
    sends_nothing = (inputs.stateful == NO) & protections.has(Option.ACTIVE_ACTIVE)
    too_slow = np.logical_or.accumulate(too_slow & ~overbooked & ~sends_nothing, axis=LEVEL)
    overbooked = np.logical_or.accumulate(np.broadcast_to(overbooked, too_slow.shape), axis=LEVEL)

    hold = np.where(mirrored, 0.0, catalogue.value("backup-hold-hours"))
    holds = np.concatenate([hold, np.zeros_like(hold)], axis=LEVEL)
    least_lag = loss.least_lag_hours(
        hold_hours=np.broadcast_to(holds, propagation.shape), propagation_hours=propagation
    )
    longest = loss.effective_interval_hours(interval_hours=intervals)
    mirror_history = np.array(
        [
            np.nan if o.history_hours is None else o.history_hours
            for o in map(catalogue.option, OPTIONS)
        ]
    )[np.maximum(protections.option, 0)]
    retention = np.where(mirrored, mirror_history, protections.retention_hours)
    retention = np.minimum(retention, world.history_hours[at])
    kept = loss.kept_copies(retention_hours=retention, interval_hours=longest)
    oldest = loss.oldest_hours(
        least_lag_hours=least_lag, kept_copies=kept, effective_interval_hours=longest
    )
    noticed = along(np.array([s.noticed_after_hours for s in catalogue.scenarios]), SCENARIO)
    worst = loss.worst_loss_hours(
        least_lag_hours=least_lag, effective_interval_hours=longest, noticed_after_hours=noticed
    )
    mean = loss.mean_loss_hours(
        least_lag_hours=least_lag, effective_interval_hours=longest, noticed_after_hours=noticed
    )
    keeps_nothing = inputs.stateful == NO
    hopeless = (too_slow | overbooked) & ~keeps_nothing
    worst = np.where(keeps_nothing, 0.0, np.where(hopeless, np.nan, worst))
    mean = np.where(keeps_nothing, 0.0, np.where(hopeless, np.nan, mean))
    state, missing = _state(
        inputs,
        world,
        catalogue,
        protections,
        target,
        oldest,
        noticed,
        retention,
        only_built=only_built,
    )
    missing = missing | np.where(too_slow & ~keeps_nothing, int(Missing.TOO_SLOW), 0)
    missing = missing | np.where(overbooked & ~keeps_nothing, int(Missing.OVERBOOKED), 0)
    missing = missing | np.where(np.isnan(worst) & np.isnan(inputs.data_gb), int(Missing.DATA), 0)
    return Copies(
        target=target,
        state=state,
        missing=missing,
        worst_loss_hours=worst,
        mean_loss_hours=mean,
        interval_hours=interval,
        is_too_slow=too_slow[:, :, :1],
        propagation_hours=propagation,
        needed_mb_per_s=np.where(
            mirrored,
            np.where(sends_nothing, 0.0, mean_change * (1.0 + headroom)),
            sent * 1000.0 / np.where(mirrored, np.nan, interval * 3600.0),
        ),
        available_mb_per_s=arrival,
    )


def _state(
    inputs: Inputs,
    world: World,
    catalogue: Catalogue,
    protections: ProtectionArrays,
    target: Codes,
    oldest: Numbers,
    noticed: Numbers,
    retention: Numbers,
    *,
    only_built: bool,
) -> tuple[Codes, Codes]:
    """Return whether each copy can be used in each scenario, and what leaves it unknown."""
    at = np.maximum(target, 0)
    scenario = along(np.arange(len(catalogue.scenarios)), SCENARIO)
    survives = world.survives[inputs.hub, at, scenario]
    needs_protected = along(
        np.array([s.needs_protected_copy for s in catalogue.scenarios]), SCENARIO
    )
    protected = np.where(needs_protected, world.is_protected[at], YES)
    reached, reach_unknown = loss.reaches_back(oldest, noticed)
    reach = np.where(reach_unknown, BLANK, reached.astype(int))
    says_where = target >= 0
    supported = is_supported(world, catalogue, protections)

    state = np.minimum(np.minimum(np.abs(survives), np.abs(protected)), np.abs(reach))
    unknown = (survives == BLANK) | (protected == BLANK) | (reach == BLANK)
    state = np.where((state == YES) & unknown, BLANK, state)
    bits = np.zeros(np.broadcast_shapes(state.shape, target.shape), dtype=np.int64)
    bits |= np.where((survives == BLANK), _place_bits(inputs, world, at), 0)
    bits |= np.where(protected == BLANK, int(Missing.PROTECTED_COPY), 0)
    bits |= np.where(reach_unknown & np.isnan(retention), int(Missing.RETENTION), 0)
    bits |= np.where(reach_unknown & np.isnan(inputs.data_gb), int(Missing.DATA), 0)

    no_option = protections.option == -1
    blank_target = (protections.option >= 0) & (protections.target < 0)
    blank_target &= ~protections.has(OPTIONS[-1])
    blank_interval = np.isnan(protections.interval_hours) & (
        protections.in_mode(Mode.INTERVAL) | (protections.mode < 0)
    )
    blank_interval &= (protections.option >= 0) & says_where[:, :, :1]
    to_build = world.is_to_build[at] & says_where if only_built else np.zeros(at.shape, dtype=bool)
    lapses = (
        (no_option, Missing.CURRENT_OPTION),
        (blank_target, Missing.CURRENT_TARGET),
        (blank_interval, Missing.CURRENT_INTERVAL),
        (to_build, Missing.TARGET_ASSUMED),
        (~supported & (protections.option >= 0) & says_where, Missing.NOT_SUPPORTED),
    )
    is_no = (state == NO) & says_where
    for lapse, bit in lapses:
        state = np.where(lapse & ~is_no, BLANK, state)
        bits = bits | np.where(lapse & ~is_no, int(bit), 0)
    nothing_said = no_option | blank_target
    first_only = np.concatenate(
        [np.ones_like(nothing_said), np.zeros_like(nothing_said)], axis=LEVEL
    )
    state = np.where(~says_where & ~(nothing_said & first_only), NO, state)
    return state, np.where(state == BLANK, bits, 0)


def _place_bits(inputs: Inputs, world: World, at: Codes) -> Codes:
    of_hub = np.array(
        [
            int(Missing.HUB) if not hub.name
            else int(Missing.HUB_PLACE) if hub.site is None or hub.region is None
            else 0
            for hub in world.hubs
        ]
    )[inputs.hub]  # fmt: skip
    target_blank = np.array([t.site is None or t.region is None for t in world.targets])
    return of_hub | (target_blank[at].astype(np.int64) * int(Missing.TARGET_PLACE))


def onward_target(world: World, catalogue: Catalogue, protections: ProtectionArrays) -> Codes:
    """Return where backups are copied on to, -1 nowhere; a replica is not copied on."""
    first = protections.target
    is_copied_on = (first >= 0) & family_of(protections, catalogue, Family.BACKUP)
    return np.where(is_copied_on, world.copies_to[np.maximum(first, 0)], -1)


def is_supported(world: World, catalogue: Catalogue, protections: ProtectionArrays) -> Flags:
    """Return where platform and products support it by default, or a named product does."""
    table = np.array(
        [
            [_is_supported(target, option, catalogue) for target in world.targets]
            for option in OPTIONS
        ]
    ).reshape(len(OPTIONS), len(world.targets))
    return table[np.maximum(protections.option, 0), np.maximum(protections.target, 0)]


def _is_supported(target: Target, option: Option, catalogue: Catalogue) -> bool:
    if not catalogue.target_kind(target.kind).is_supported:
        return False
    if target.product and option in target.supported_options:
        return True
    if option is Option.NO_RECOVERY:
        return True
    said = catalogue.combination(option, target.kind).allowed
    by_default = catalogue.option(option).allowed_by_default
    return by_default and said is not Allowed.IF_VENDOR_SUPPORTS
