"""Three workloads that an expert would know the answer for come out so, for every goal."""

from dataclasses import replace

import pytest

from bcdr.model.catalogue_files import load_catalogue
from bcdr.model.portfolio import Portfolio, Workload
from bcdr.model.results import WorkloadResult
from bcdr.model.strategy import Protection
from bcdr.model.vocabulary import Coverage, Deployment, Family, Goal, Mode, Option, Special, Verdict
from tests.factories import (
    SCENARIOS,
    azure,
    portfolio,
    second_hub,
    study,
    target,
    workload,
)

VAULT = target("Immutable vault", is_immutable=True, link_mbit_per_s=10_000.0)
WEB = workload(
    "Shop", "Web", stateful=False, deployment=Deployment.SCALE_SET, vm_count=4, vcpu=8.0,
    memory_gb=32.0, data_gb=80.0, criticality="business-critical", rto_hours=4.0, rpo_hours=None,
    native_replication=False,
)  # fmt: skip
DATABASE = workload(
    "Orders", data_gb=500.0, rto_hours=4.0, rpo_hours=0.25, mtd_hours=24.0, vm_count=2, vcpu=16.0,
    memory_gb=128.0, criticality="mission-critical", downtime_cost_per_hour=20_000.0,
    data_loss_cost_per_hour=10_000.0, peak_change_mb_per_s=1.5,
)  # fmt: skip
MINOR = {"criticality": "minor", "downtime_cost_per_hour": 20.0, "data_loss_cost_per_hour": 20.0}
SANDBOX = workload(
    "Sandbox", **MINOR, rto_hours=Special.NOT_APPLICABLE, rpo_hours=Special.NOT_APPLICABLE
)
TOOLS = workload("Build tools", **MINOR, rto_hours=120.0, rpo_hours=48.0, mtd_hours=720.0)


def landscape_with(*workloads: Workload) -> Portfolio:
    return portfolio(*workloads, targets=(VAULT, second_hub(), azure()))


def result(one: Workload, goal: Goal) -> WorkloadResult:
    return study(landscape_with(one), goal=goal).workload(one.id)


def chosen(one: Workload, goal: Goal) -> tuple[Protection, ...]:
    recommended = result(one, goal).recommended
    assert recommended is not None
    return recommended.protections


@pytest.mark.parametrize("goal", Goal)
@pytest.mark.parametrize("rto_hours", [0.25, 4.0])
def test_stateless_web_tier_runs_twice_or_is_redeployed_from_its_template(
    goal: Goal, rto_hours: float
) -> None:
    quick = workload("Shop", "Web", **{
        name: getattr(WEB, name) for name in (
            "stateful", "deployment", "vm_count", "vcpu", "memory_gb", "data_gb", "criticality",
            "native_replication", "rpo_hours",
        )
    }, rto_hours=rto_hours)  # fmt: skip
    made = chosen(quick, goal)
    assert len(made) == 1
    wanted = Option.ACTIVE_ACTIVE if rto_hours < 1 else Option.APPLICATION_DATA_BACKUP
    assert made[0].option is wanted


@pytest.mark.parametrize("goal", Goal)
def test_database_gets_a_replica_and_log_backups_to_an_immutable_target(goal: Goal) -> None:
    replica, backup = chosen(DATABASE, goal)
    assert (replica.option, replica.mode) == (Option.NATIVE_REPLICATION, Mode.CONTINUOUS)
    assert (backup.option, backup.interval_hours) == (Option.APPLICATION_DATA_BACKUP, 0.25)
    assert backup.target in {"Immutable vault", "Azure"}
    assert result(DATABASE, goal).verdict is Verdict.CAN_MEET


def test_database_is_backed_up_to_the_own_vault_for_the_highest_score() -> None:
    _, backup = chosen(DATABASE, Goal.HIGHEST_SCORE)
    assert backup.target == "Immutable vault"


@pytest.mark.parametrize("goal", Goal)
def test_software_in_the_guest_is_for_what_cannot_replicate_by_itself(goal: Goal) -> None:
    replica, _ = chosen(replace(DATABASE, native_replication=False), goal)
    assert replica.option is Option.GUEST_REPLICATION


@pytest.mark.parametrize("goal", Goal)
def test_replication_alone_is_never_recommended_for_what_keeps_data(goal: Goal) -> None:
    known = load_catalogue()
    ranked = result(DATABASE, goal).ranked
    assert ranked
    for item in ranked:
        families = {known.option(made.option).family for made in item.strategy.protections}
        assert Family.BACKUP in families


@pytest.mark.parametrize("goal", Goal)
def test_what_nobody_needs_back_is_left_without_recovery_and_accepted(goal: Goal) -> None:
    found = result(SANDBOX, goal)
    assert [item.option for item in chosen(SANDBOX, goal)] == [Option.NO_RECOVERY]
    states = {item.coverage for item in found.planned.outcomes}
    assert states == {Coverage.ACCEPTED, Coverage.MET}
    assert found.planned.cost.outlay_per_year == 0
    assert found.planned.cost.expected_penalty_per_year == 0


@pytest.mark.parametrize("goal", Goal)
def test_what_somebody_needs_back_is_backed_up_about_once_a_day(goal: Goal) -> None:
    (made,) = chosen(TOOLS, goal)
    assert load_catalogue().option(made.option).family is Family.BACKUP
    assert made.interval_hours is not None
    assert 12.0 <= made.interval_hours <= 24.0
    assert result(TOOLS, goal).verdict is Verdict.CAN_MEET


@pytest.mark.parametrize("goal", Goal)
def test_together_they_come_out_as_each_alone(goal: Goal) -> None:
    everyone = (WEB, DATABASE, SANDBOX, TOOLS)
    together = study(landscape_with(*everyone), goal=goal)
    for one in everyone:
        assert together.workload(one.id).recommended == result(one, goal).recommended


def test_modelled_times_agree_with_the_published_classes() -> None:
    """Backup takes hours, replication minutes, high availability seconds: the order of size."""
    found = study(landscape_with(WEB, DATABASE)).workload(DATABASE.id, detail="all")
    column = SCENARIOS.index("hub-outage")
    hours: dict[str, list[float]] = {}
    for item in found.ranked:
        if len(item.strategy.protections) == 1:
            planning = item.outcomes[column].recovery_planning_hours
            option = item.strategy.protections[0].option
            hours.setdefault(option, []).append(72.0 if planning is None else planning)
    assert min(hours[Option.ACTIVE_ACTIVE]) < 0.2
    assert 0.2 < min(hours[Option.NATIVE_REPLICATION]) < 2.0
    assert min(hours[Option.IN_GUEST_BACKUP]) > 2.0
