"""Recovery time: redirection, the narrowest hop, and percentiles against sampling."""

from dataclasses import replace

import numpy as np
import pytest

from bcdr.evaluate import recovery
from bcdr.evaluate.tables import redirect_spread
from bcdr.model.catalogue import Catalogue
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.entries import Phase
from bcdr.model.vocabulary import Option
from tests.factories import assuming

OPTIONS_WITH_PHASES = [option for option in Option if option is not Option.NO_RECOVERY]
SAMPLES = 100_000
PERCENTILES = (0.5, 0.8, 0.9, 0.95)
TOLERANCE = 0.06
"""Share by which a percentile of the formula may differ from one of the sample."""


@pytest.mark.parametrize(("retries", "expected_seconds"), [(3, 40.0), (1, 20.0)])
def test_redirection_takes_the_time_to_live_and_the_failed_probes(
    retries: float, expected_seconds: float
) -> None:
    hours = recovery.redirect_hours(
        dns_ttl_seconds=10, probe_retries=retries, probe_interval_seconds=10
    )
    assert hours * 3600 == pytest.approx(expected_seconds)


def test_redirection_of_a_study_follows_its_assumptions() -> None:
    known = assuming(dns_ttl_seconds=10, probe_retries=3, probe_interval_seconds=10)
    phase = known.phase("redirect")
    known = known.with_entries(phases=(replace(phase, low=1.0, likely=1.0, high=1.0),))
    assert float(redirect_spread(known).mean) * 3600 == pytest.approx(40.0)


@pytest.mark.parametrize(
    ("narrow", "expected"),
    [
        ({}, 240.0),
        ({"target_read_mb_per_s": np.array(100.0)}, 100.0),
        ({"link_mbit_per_s": np.array(800.0)}, 70.0),
        ({"place_write_mb_per_s": np.array(50.0)}, 50.0),
        ({"restore_streams": 1.0}, 60.0),
    ],
)
def test_a_restore_runs_at_its_narrowest_hop(narrow: dict[str, float], expected: float) -> None:
    wide = {
        "restore_streams": 4.0,
        "stream_rate_mb_per_s": 60.0,
        "target_read_mb_per_s": np.array(300.0),
        "link_mbit_per_s": np.array(np.inf),
        "link_efficiency": 0.7,
        "place_write_mb_per_s": np.array(400.0),
    }
    assert recovery.restore_mb_per_s(**{**wide, **narrow}) == pytest.approx(expected)


def test_vms_are_made_in_batches() -> None:
    vms = np.array([1.0, 4.0, 5.0, 9.0])
    assert recovery.vm_batches(vms, parallel_vms=4.0).tolist() == [1.0, 1.0, 2.0, 3.0]


def test_the_longer_of_two_phases_side_by_side_counts() -> None:
    longer = recovery.longest(recovery.pert(1.0, 2.0, 9.0), recovery.pert(2.0, 2.5, 3.0))
    assert longer.mean == pytest.approx(3.0)
    assert longer.high == 9.0


def test_no_percentile_exceeds_the_sum_of_the_highs() -> None:
    spread = recovery.pert(1.0, 1.0, 2.0)
    hours = recovery.planning_hours(spread.mean, spread.variance, spread.high, z=10.0,
                                    wait_hours=np.array(0.0))  # fmt: skip
    assert hours == 2.0


def sampled(phase: Phase, chance: np.random.Generator) -> np.ndarray:
    """Draw from the PERT distribution whose mean and range the phase states."""
    width = phase.high - phase.low
    first = 1.0 + 4.0 * (phase.likely - phase.low) / width
    second = 1.0 + 4.0 * (phase.high - phase.likely) / width
    return phase.low + width * chance.beta(first, second, SAMPLES)


@pytest.mark.parametrize("option", OPTIONS_WITH_PHASES)
def test_percentiles_agree_with_sampling(option: Option) -> None:
    """Mean and variance add, and the sum is taken as normal: good to a few per cent.

    Transfer stands for one hour and redirection for one; both preparing phases run one after the
    other here, since the longer of two is another test.
    """
    known: Catalogue = load_catalogue()
    phases = [known.phase(name) for name in known.option(option).phases]
    chance = np.random.default_rng(20261122)
    sample = np.sum([sampled(phase, chance) for phase in phases], axis=0)
    total = recovery.pert(0.0, 0.0, 0.0)
    for phase in phases:
        total = total + recovery.pert(phase.low, phase.likely, phase.high)
    assert float(total.mean) == pytest.approx(sample.mean(), rel=0.01)
    for percentile in PERCENTILES:
        hours = recovery.planning_hours(
            total.mean, total.variance, total.high, recovery.z_value(percentile), np.array(0.0)
        )
        assert float(hours) == pytest.approx(np.quantile(sample, percentile), rel=TOLERANCE)
