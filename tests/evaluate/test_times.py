"""Recovery times worked out by hand from the phases."""

from dataclasses import replace

import pytest

from bcdr.model.catalogue import Catalogue
from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.entries import Phase
from bcdr.model.vocabulary import Option, TargetKind
from tests.factories import (
    azure,
    found_alone,
    knowledge,
    portfolio,
    protection,
    replica,
    target,
    workload,
)

KNOWN = load_catalogue()
BESIDE = target("Vault", site="North site", region="North region")


def mean(*names: str) -> float:
    """Return the sum of the means of some phases."""
    phases = [KNOWN.phase(name) for name in names]
    return sum((phase.low + 4 * phase.likely + phase.high) / 6 for phase in phases)


def certain() -> Catalogue:
    """Return a catalogue in which every phase takes exactly its likely time."""

    def flat(phase: Phase) -> Phase:
        return replace(phase, low=phase.likely, high=phase.likely)

    return knowledge(phases=tuple(flat(phase) for phase in KNOWN.phases))


REDIRECT = (60 + 3 * 10) / 3600 * (0.5 + 4 * 1 + 2) / 6
UP = mean("start", "validate") + REDIRECT
MOVED = 100.0 * 1000 / 87.5 / 3600 * (0.8 + 4 + 2) / 6


@pytest.mark.parametrize(
    ("option", "before"),
    [
        (Option.IN_GUEST_BACKUP,
         mean("detect", "decide", "fetch-media", "create-vm", "install-os", "install-agent")),
        (Option.STOPPED_VM_SNAPSHOT, mean("detect", "decide", "fetch-media", "create-vm")),
        (Option.APPLICATION_DATA_BACKUP,
         mean("detect", "decide", "fetch-media", "create-from-template", "replay")),
    ],
)  # fmt: skip
def test_a_backup_comes_back_after_its_phases_and_the_transfer(
    option: Option, before: float
) -> None:
    found = found_alone(workload(), protection(option))["vm-failure"]
    assert found.likely_hours == pytest.approx(before + MOVED + UP)


def test_a_replica_is_attached() -> None:
    found = found_alone(workload(), replica())["site-loss"]
    assert found.likely_hours == pytest.approx(mean("detect", "decide", "attach-replica") + UP)


def test_a_second_deployment_is_noticed_and_redirected_to() -> None:
    found = found_alone(workload(), replica(Option.ACTIVE_ACTIVE))["site-loss"]
    assert found.likely_hours == pytest.approx(mean("detect-automatic") + REDIRECT)


def test_another_place_is_prepared_while_the_copy_is_fetched() -> None:
    here = found_alone(workload(), protection())
    # The longer of preparing the place and fetching the copy counts, not their sum.
    extra = mean("provision-place") - mean("fetch-media")
    assert here["site-loss"].likely_hours - here["vm-failure"].likely_hours == pytest.approx(extra)


def test_vms_are_made_four_at_a_time() -> None:
    def hours(vms: int) -> float:
        one = workload(vm_count=vms)
        return found_alone(one, protection())["site-loss"].likely_hours

    batch = mean("create-vm", "install-os", "install-agent")
    assert hours(4) == pytest.approx(hours(1))
    assert hours(5) - hours(4) == pytest.approx(batch)
    assert hours(12) - hours(4) == pytest.approx(2 * batch)


def test_cleaning_comes_before_a_restore_after_ransomware() -> None:
    given = portfolio(targets=(target(is_immutable=True),))
    found = found_alone(given, protection(every=4.0))
    difference = found["ransomware"].likely_hours - found["vm-failure"].likely_hours
    assert difference == pytest.approx(mean("clean"))


def test_snapshots_are_converted_for_azure() -> None:
    given = portfolio(targets=(BESIDE, azure()))
    snapshot = found_alone(given, protection(Option.STOPPED_VM_SNAPSHOT))["hub-outage"]
    backup = found_alone(given, protection(Option.IN_GUEST_BACKUP))["hub-outage"]
    difference = backup.likely_hours - snapshot.likely_hours
    expected = mean("install-os", "install-agent") - mean("convert-disks")
    assert difference == pytest.approx(expected)


def test_without_a_template_the_vms_are_made_by_hand() -> None:
    made = protection(Option.APPLICATION_DATA_BACKUP)
    known, none = (
        found_alone(workload(template_off_hub=is_kept), made)["vm-failure"].likely_hours
        for is_kept in (True, None)
    )
    expected = mean("create-vm", "install-os") - mean("create-from-template")
    assert none - known == pytest.approx(expected)


def test_phases_without_a_range_give_one_time_for_every_percentile() -> None:
    found = found_alone(workload(), protection(), known=certain())["vm-failure"]
    assert found.recovery_hours == pytest.approx(found.likely_hours)


def test_a_provider_with_a_hub_writes_and_converts_as_a_hub_does() -> None:
    def likely(*, has_hub: bool) -> float:
        cloud = target("Cloud", TargetKind.PROVIDER, has_hub=has_hub, vcpu=9.0, memory_gb=99.0)
        made = protection(Option.STOPPED_VM_SNAPSHOT, "Cloud")
        return found_alone(portfolio(targets=(cloud,)), made)["site-loss"].likely_hours

    assert likely(has_hub=False) - likely(has_hub=True) == pytest.approx(mean("convert-disks"))
