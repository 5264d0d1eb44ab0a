"""Data loss: how old copies are, how far back they reach, and what a return to a point loses.

All functions are elementwise over arrays with the axes of `axes.py`; hours unless said.
"""

import numpy as np

from bcdr.evaluate.axes import LEVEL, Flags, Numbers
from bcdr.evaluate.recording import quantity

_METHOD = "Keeton & Merchant, DSN 2004"


@quantity(
    title="Data sent per copy",
    unit="GB",
    formula="data x min(1, daily change x interval / 24) x (1 - reduction)",
    source=_METHOD,
)
def increment_gb(
    data_gb: Numbers, daily_change_share: Numbers, interval_hours: Numbers, reduction_share: Numbers
) -> Numbers:
    """Return GB that one incremental copy sends."""
    changed = np.minimum(1.0, daily_change_share * interval_hours / 24.0)
    return data_gb * changed * (1.0 - reduction_share)


@quantity(
    title="Rate at which copies arrive",
    unit="MB/s",
    formula="min(link / 8 x link efficiency, write rate of the target)",
    source=_METHOD,
)
def arrival_mb_per_s(
    link_mbit_per_s: Numbers, link_efficiency: float, write_mb_per_s: Numbers
) -> Numbers:
    """Return MB/s that reach the place of a copy."""
    return np.minimum(link_mbit_per_s / 8.0 * link_efficiency, write_mb_per_s)


@quantity(
    title="Time until a copy is complete",
    unit="h",
    formula="GB sent x 1000 / rate / 3600",
    source=_METHOD,
)
def propagation_hours(increment_gb: Numbers, arrival_mb_per_s: Numbers) -> Numbers:
    """Return hours from sending to completeness; NaN where data or rate is unknown."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return increment_gb * 1000.0 / arrival_mb_per_s / 3600.0


@quantity(
    title="Rate of change to be replicated",
    unit="MB/s",
    formula="data x daily change x 1000 / 86400 x (1 - reduction)",
    source=_METHOD,
)
def change_mb_per_s(
    data_gb: Numbers, daily_change_share: Numbers, reduction_share: Numbers
) -> Numbers:
    """Return the mean rate of change."""
    return data_gb * daily_change_share * 1000.0 / 86400.0 * (1.0 - reduction_share)


@quantity(
    title="Lag of continuous replication",
    unit="h",
    formula="burst x max(0, peak x (1 + headroom) / rate - 1)",
    source="Keeton et al., Designing for disasters, FAST 2004",
)
def replication_lag_hours(
    peak_mb_per_s: Numbers, arrival_mb_per_s: Numbers, burst_hours: float, churn_headroom: float
) -> Numbers:
    """Return hours the replica falls behind in a burst of change at the peak rate."""
    with np.errstate(divide="ignore", invalid="ignore"):
        backlog = peak_mb_per_s * (1.0 + churn_headroom) / arrival_mb_per_s - 1.0
    return burst_hours * np.maximum(0.0, backlog)


def bandwidth_needed_mb_per_s(change_mb_per_s: Numbers, step_hours: float, lag_hours: float
                              ) -> float:  # fmt: skip
    """Return the least rate that keeps a replica within a lag, for a series of change rates.

    The largest over all windows of the series of change / (length + lag). `change_mb_per_s` has
    one entry per step of `step_hours`. Every window is looked at.
    """
    total = np.concatenate(([0.0], np.cumsum(change_mb_per_s))) * step_hours
    start, end = np.triu_indices(len(total), k=1)
    return float(np.max((total[end] - total[start]) / ((end - start) * step_hours + lag_hours)))


@quantity(
    title="Copies kept",
    unit="copies",
    formula="max(1, floor(retention / interval))",
    source=_METHOD,
)
def kept_copies(retention_hours: Numbers, interval_hours: Numbers) -> Numbers:
    """Return how many copies a level holds; a mirror (interval 0) holds one."""
    with np.errstate(divide="ignore", invalid="ignore"):
        kept = np.floor(retention_hours / interval_hours)
    return np.where(interval_hours == 0, 1.0, np.maximum(1.0, kept))


@quantity(
    title="Age of the newest copy, least",
    unit="h",
    formula="sum over levels of (hold + propagation)",
    source=_METHOD,
)
def least_lag_hours(hold_hours: Numbers, propagation_hours: Numbers) -> Numbers:
    """Return the least age of the newest copy per level, summed along the level axis."""
    return np.cumsum(hold_hours + propagation_hours, axis=LEVEL)


@quantity(
    title="Time until a full copy is complete",
    unit="h",
    formula="data x (1 - reduction) x 1000 / rate / 3600",
    source=_METHOD,
)
def full_copy_hours(data_gb: Numbers, reduction_share: Numbers, arrival_mb_per_s: Numbers
                    ) -> Numbers:  # fmt: skip
    """Return hours that a full copy is on its way; NaN where data or rate is unknown."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return data_gb * (1.0 - reduction_share) * 1000.0 / arrival_mb_per_s / 3600.0


@quantity(
    title="Delay by a full copy",
    unit="h",
    formula="sum over levels of (time of the full copy - time of an increment)",
    source=_METHOD,
)
def full_delay_hours(full_copy_hours: Numbers, propagation_hours: Numbers) -> Numbers:
    """Return how much older the newest copy is while a full one is in flight, per level.

    Where no full copies are made any more, `full_copy_hours` is 0 and so is the delay.
    """
    return np.cumsum(np.maximum(full_copy_hours - propagation_hours, 0.0), axis=LEVEL)


@quantity(
    title="Mean delay by a full copy",
    unit="h",
    formula="interval x hours that the full copy and the increments due behind it wait, all "
    "together / time between full copies; each puts the newest copy one interval further back",
    source=_METHOD,
)
def mean_full_delay_hours(
    full_delay_hours: Numbers, effective_interval_hours: Numbers, full_interval_hours: Numbers
) -> Numbers:
    """Return the delay by full copies averaged over time; 0 where none are made."""
    with np.errstate(divide="ignore", invalid="ignore"):
        # The full copy waits for the whole delay, every increment an interval less than the last.
        due = np.floor(full_delay_hours / effective_interval_hours)
        waiting = (due + 1.0) * (full_delay_hours - effective_interval_hours * due / 2.0)
        mean = effective_interval_hours * waiting / full_interval_hours
    return np.where(np.isnan(full_interval_hours), 0.0, mean)


@quantity(
    title="Time between copies, over the levels",
    unit="h",
    formula="largest interval up to this level",
    source=_METHOD,
)
def effective_interval_hours(interval_hours: Numbers) -> Numbers:
    """Return the largest interval up to each level."""
    return np.maximum.accumulate(interval_hours, axis=LEVEL)


@quantity(
    title="Age of the oldest copy",
    unit="h",
    formula="least lag + (kept - 1) x interval",
    source=_METHOD,
)
def oldest_hours(
    least_lag_hours: Numbers, kept_copies: Numbers, effective_interval_hours: Numbers
) -> Numbers:
    """Return how far back the copies of a level reach."""
    return least_lag_hours + (kept_copies - 1.0) * effective_interval_hours


@quantity(
    title="Worst data loss",
    unit="h",
    formula="max(interval, least lag + delay by a full copy + interval - hours until noticed)",
    source=_METHOD,
)
def worst_loss_hours(
    least_lag_hours: Numbers,
    effective_interval_hours: Numbers,
    noticed_after_hours: Numbers,
    full_delay_hours: Numbers | float = 0.0,
) -> Numbers:
    """Return the worst loss of a return to a point `noticed_after_hours` back."""
    late = least_lag_hours + full_delay_hours + effective_interval_hours - noticed_after_hours
    return np.maximum(effective_interval_hours, late)


@quantity(
    title="Mean data loss",
    unit="h",
    formula="max(interval / 2, least lag + mean delay by a full copy + interval / 2 - hours until "
    "noticed)",
    source=_METHOD,
)
def mean_loss_hours(
    least_lag_hours: Numbers,
    effective_interval_hours: Numbers,
    noticed_after_hours: Numbers,
    mean_full_delay_hours: Numbers | float = 0.0,
) -> Numbers:
    """Return the mean loss of a return to a point `noticed_after_hours` back."""
    half = effective_interval_hours / 2.0
    late = least_lag_hours + mean_full_delay_hours + half - noticed_after_hours
    return np.maximum(half, late)


@quantity(
    title="Data loss where nothing has to be restored",
    unit="h",
    formula="0: what the platform brings back has its data, and what keeps no data loses none",
    source=_METHOD,
)
def intact_loss_hours(platform_hours: Numbers) -> Numbers:
    """Return no loss at all, whatever the hours until the platform brings it back."""
    return np.zeros_like(platform_hours)


def reaches_back(oldest_hours: Numbers, noticed_after_hours: Numbers) -> tuple[Flags, Flags]:
    """Return where a level reaches back far enough, and where that is unknown.

    A return to now (0 h) is always reached; an unknown reach is unknown only where it matters.
    """
    with np.errstate(invalid="ignore"):
        reached = (noticed_after_hours <= oldest_hours) | (noticed_after_hours == 0)
    unknown = np.isnan(oldest_hours) & (noticed_after_hours > 0)
    return reached & ~unknown, unknown
