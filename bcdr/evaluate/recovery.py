"""Recovery time: phases with a range, transfer at the narrowest rate, percentiles.

All functions are elementwise over arrays with the axes of `axes.py`; hours unless said.
"""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from bcdr.evaluate.axes import Flags, Numbers
from bcdr.evaluate.recording import quantity

_PERT = "PERT, after Malcolm et al., Operations Research 7 (1959)"
_METHOD = "Keeton & Merchant, DSN 2004"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Mean, variance and sum of highs of a sum of independent phases; arrays or scalars."""

    mean: Numbers
    variance: Numbers
    high: Numbers

    def __add__(self, other: "Spread") -> "Spread":
        """Return the spread of both one after the other."""
        return Spread(
            mean=self.mean + other.mean,
            variance=self.variance + other.variance,
            high=self.high + other.high,
        )

    def times(self, repeats: Numbers) -> "Spread":
        """Return the spread of so many independent repeats in a row."""
        return Spread(
            mean=self.mean * repeats, variance=self.variance * repeats, high=self.high * repeats
        )

    def scaled(self, hours: Numbers) -> "Spread":
        """Return the spread of a duration known up to this factor."""
        return Spread(
            mean=self.mean * hours, variance=self.variance * hours**2, high=self.high * hours
        )


def pert(low: float, likely: float, high: float) -> Spread:
    """Return mean and variance of one phase from its low, likely and high hours."""
    mean = np.asarray((low + 4.0 * likely + high) / 6.0)
    return Spread(mean=mean, variance=np.asarray(((high - low) / 6.0) ** 2), high=np.asarray(high))


def longest(first: Spread, second: Spread) -> Spread:
    """Return the one with the larger mean of two phases that run side by side."""
    keep = first.mean >= second.mean
    return Spread(
        mean=np.where(keep, first.mean, second.mean),
        variance=np.where(keep, first.variance, second.variance),
        high=np.where(keep, first.high, second.high),
    )


def z_value(percentile: float) -> float:
    """Return the standard normal quantile of a percentile between 0 and 1."""
    return NormalDist().inv_cdf(percentile)


@quantity(
    title="Restore rate",
    unit="MB/s",
    formula="min(streams x stream rate, read rate of the target, link / 8 x efficiency, "
    "write rate at the place)",
    source=_METHOD,
)
def restore_mb_per_s(
    restore_streams: float,
    stream_rate_mb_per_s: float,
    target_read_mb_per_s: Numbers,
    link_mbit_per_s: Numbers,
    link_efficiency: float,
    place_write_mb_per_s: Numbers,
) -> Numbers:
    """Return MB/s of a restore, the narrowest of the hops, which are pipelined.

    An infinite link stands for a copy that is restored where it rests.
    """
    link = link_mbit_per_s / 8.0 * link_efficiency
    store = np.minimum(restore_streams * stream_rate_mb_per_s, target_read_mb_per_s)
    return np.minimum(np.minimum(store, link), place_write_mb_per_s)


@quantity(
    title="Transfer of the data",
    unit="h",
    formula="GB x 1000 / rate / 3600",
    source=_METHOD,
)
def transfer_hours(restored_gb: Numbers, restore_mb_per_s: Numbers) -> Numbers:
    """Return hours to bring the data back; NaN where data or link is unknown."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return restored_gb * 1000.0 / restore_mb_per_s / 3600.0


@quantity(
    title="Batches of VMs",
    unit="batches",
    formula="ceil(VMs / VMs handled side by side)",
    source="Keeton et al., On the road to recovery, EuroSys 2006",
)
def vm_batches(vm_count: Numbers, parallel_vms: float) -> Numbers:
    """Return how often the phases that are per VM have to be repeated."""
    return np.ceil(vm_count / parallel_vms)


def redirect_hours(dns_ttl_seconds: float, probe_retries: float, probe_interval_seconds: float
                   ) -> float:  # fmt: skip
    """Return hours until requests go to the other place: time to live + retries x interval."""
    return (dns_ttl_seconds + probe_retries * probe_interval_seconds) / 3600.0


@quantity(
    title="Mean of all phases",
    unit="h",
    formula="fixed phases + prepare place and media + per-VM phases x batches + clean + transfer "
    "x its range + start, validate and redirect",
    source=_PERT,
)
def phases_mean_hours(
    fixed_hours: Numbers,
    prepare_hours: Numbers,
    per_vm_hours: Numbers,
    vm_batches: Numbers,
    clean_hours: Numbers,
    transfer_factor: Numbers,
    transfer_hours: Numbers,
    up_hours: Numbers,
) -> Numbers:
    """Return the mean of the phases one after the other."""
    moved = np.where(transfer_factor == 0.0, 0.0, transfer_factor * transfer_hours)
    repeated = per_vm_hours * vm_batches
    return fixed_hours + prepare_hours + clean_hours + up_hours + (repeated + moved)


@quantity(
    title="Time until the platform brings it back by itself",
    unit="h",
    formula="0 for a set of two or more VMs, the restart on another node, or the Hub's repair",
    source="Azure Stack Hub: VMs of a lost node restart on another",
)
def platform_hours(
    rides_through: Flags, is_restart: Flags, restart_hours: float, repair_hours: Numbers
) -> Numbers:
    """Return hours of an outage that needs no protection; NaN where nothing comes by itself."""
    return np.where(rides_through, 0.0, np.where(is_restart, restart_hours, repair_hours))


@quantity(
    title="Recovery time, likely",
    unit="h",
    formula="sum of the means of the phases, (low + 4 likely + high) / 6 each, and the wait",
    source=_PERT,
)
def likely_hours(phases_mean_hours: Numbers, wait_hours: Numbers) -> Numbers:
    """Return the mean recovery time; the wait is for a place that has yet to be replaced."""
    return phases_mean_hours + wait_hours


@quantity(
    title="Recovery time at the planning percentile",
    unit="h",
    formula="min(mean + z x standard deviation, sum of highs) and the wait",
    source=_PERT,
)
def planning_hours(
    phases_mean_hours: Numbers,
    phases_variance: Numbers,
    phases_high_hours: Numbers,
    z: float,
    wait_hours: Numbers,
) -> Numbers:
    """Return the recovery time at the percentile whose normal quantile is z."""
    spread = phases_mean_hours + z * np.sqrt(phases_variance)
    return np.minimum(spread, phases_high_hours) + wait_hours
