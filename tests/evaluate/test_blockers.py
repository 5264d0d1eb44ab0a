"""Every blocker occurs, names the values it compared, and does not occur in its twin."""

import datetime
from dataclasses import dataclass, field
from typing import Any

import pytest

from bcdr.evaluate.rules import RULES
from bcdr.model.landscape import Target
from bcdr.model.portfolio import Decision, PolicyRule, Portfolio
from bcdr.model.results import Reason
from bcdr.model.vocabulary import DecisionKind, Deployment, Option, Severity, Special, TargetKind
from tests.factories import (
    azure,
    codes,
    current,
    judged,
    portfolio,
    reasons_for,
    second_hub,
    study,
    target,
    workload,
)

IN_GUEST = Option.IN_GUEST_BACKUP
LARGE = {"data_gb": 60_000.0, "daily_change_share": 0.05}
EXTERNAL_ONLY = PolicyRule(
    name="Own targets only", parameter="target_kind", operator="not in", value=("azure",),
    message="Copies stay on own targets", source="Policy 7",
)  # fmt: skip
ACCEPTED = Decision(workload_id="Ledger", kind=DecisionKind.ACCEPT_GAP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A small portfolio in which a protection is refused, what is said, and the change that helps.

    `mended` are the fields of the workload, `with_target` the target and `with_rest` what else
    makes the twin, in which the blocker is gone.
    """

    code: str
    option: Option
    at: Target
    given: dict[str, Any] = field(default_factory=dict)
    rest: dict[str, Any] = field(default_factory=dict)
    says: tuple[str, ...]
    mended: dict[str, Any] | None = None
    with_target: Target | None = None
    with_rest: dict[str, Any] | None = None

    def reasons(self) -> tuple[Reason, ...]:
        """Return the reasons against the protection."""
        return self._reasons(self.given, self.at, self.rest)

    def reasons_of_twin(self) -> tuple[Reason, ...]:
        """Return the reasons against it after the change."""
        return self._reasons(
            self.given if self.mended is None else self.given | self.mended,
            self.with_target or self.at,
            self.rest if self.with_rest is None else self.with_rest,
        )

    def _reasons(
        self, given: dict[str, Any], at: Target, rest: dict[str, Any]
    ) -> tuple[Reason, ...]:
        made = portfolio(workload(**given), targets=(at,), **rest)
        is_nothing = self.option is Option.NO_RECOVERY
        return reasons_for(judged(made), self.option, None if is_nothing else at.name)


REFUSALS = (
    Refusal(
        code="not-supported", option=Option.RUNNING_VM_SNAPSHOT, at=target(),
        says=("does not support snapshots of disks while the VM runs",),
        with_target=target(supported_options=(Option.RUNNING_VM_SNAPSHOT,), product="Vendor 12"),
    ),
    Refusal(
        code="not-supported", option=IN_GUEST, at=target("Shelf", TargetKind.IN_RACK),
        says=("Shelf is Appliance in the Hub's rack", "not supported"),
        with_target=target("Shelf", TargetKind.DEDICATED_EXTERNAL),
    ),
    Refusal(
        code="not-supported", option=Option.GUEST_REPLICATION, at=azure(),
        says=("retired",),
        with_target=azure(supported_options=(Option.GUEST_REPLICATION,), product="Vendor 12"),
    ),
    Refusal(
        code="option-target-mismatch", option=Option.NATIVE_REPLICATION, at=target(),
        says=("runs no VMs",), with_target=second_hub("Vault"),
    ),
    Refusal(
        code="option-target-mismatch", option=IN_GUEST, at=second_hub("South", hub="North"),
        says=("South is North, the Hub it runs on",), with_target=second_hub("South"),
    ),
    Refusal(
        code="option-target-mismatch", option=IN_GUEST, at=target(serves=("South",)),
        says=("Vault serves South, not North",), with_target=target(serves=("South", "North")),
    ),
    Refusal(
        code="option-target-mismatch", option=Option.STOPPED_VM_SNAPSHOT,
        at=target("Cloud", TargetKind.PROVIDER, has_hub=False), says=("Hub",),
        with_target=target("Cloud", TargetKind.PROVIDER, has_hub=True),
    ),
    Refusal(
        code="needs-planned-downtime", option=Option.STOPPED_VM_SNAPSHOT, at=target(),
        given={"planned_downtime_allowed": False}, says=("stopped", "not allowed"),
        mended={"planned_downtime_allowed": True},
    ),
    Refusal(
        code="ephemeral-instances", option=IN_GUEST, at=target(),
        given={"deployment": Deployment.SCALE_SET, "vm_count": 3}, says=("scale set",),
        mended={"deployment": Deployment.SINGLE_VM},
    ),
    Refusal(
        code="ephemeral-instances", option=Option.GUEST_REPLICATION, at=second_hub(),
        given={"deployment": Deployment.AVAILABILITY_SET, "stateful": False},
        says=("availability set",), mended={"stateful": True},
    ),
    Refusal(
        code="stateful-active-active", option=Option.ACTIVE_ACTIVE, at=second_hub(),
        given={"multi_writer": False}, says=("keeps data", "only one place can take writes"),
        mended={"multi_writer": True},
    ),
    Refusal(
        code="stateful-active-active", option=Option.ACTIVE_ACTIVE, at=second_hub(),
        given={"multi_writer": None}, says=("nobody has said",), mended={"stateful": False},
    ),
    Refusal(
        code="no-native-replication", option=Option.NATIVE_REPLICATION, at=second_hub(),
        given={"native_replication": False}, says=("cannot replicate its own data",),
        mended={"native_replication": True},
    ),
    Refusal(
        code="guest-os-unsupported", option=Option.GUEST_REPLICATION, at=second_hub(),
        given={"os": "Windows Server 2025"}, says=("'Windows Server 2025'",),
        mended={"os": "Windows Server 2022"},
    ),
    Refusal(
        code="disk-too-large", option=Option.GUEST_REPLICATION, at=second_hub(),
        given={"largest_disk_gb": 1023.0, "data_gb": 1500.0}, says=("1,023 GB", "1,022 GB"),
        mended={"largest_disk_gb": 1022.0},
    ),
    Refusal(
        code="residency", option=IN_GUEST, at=target(jurisdiction="US"),
        says=("Vault lies in US", "allowed are DE, NL"), with_target=target(jurisdiction="nl"),
    ),
    Refusal(
        code="corporate-policy", option=IN_GUEST, at=azure(), rest={"rules": (EXTERNAL_ONLY,)},
        says=("Copies stay on own targets.",), with_rest={"rules": ()},
    ),
    Refusal(
        code="latency", option=Option.ACTIVE_ACTIVE, at=second_hub(round_trip_ms=38.0),
        given={"stateful": False, "max_round_trip_ms": 20.0},
        says=("Round trip 38 ms", "allowed 20 ms"), mended={"max_round_trip_ms": 38.0},
    ),
    Refusal(
        code="link-too-slow", option=IN_GUEST, at=target(link_mbit_per_s=100.0), given=LARGE,
        says=("139 Mbit/s", "70 Mbit/s", "Vault"), with_target=target(link_mbit_per_s=300.0),
    ),
    Refusal(
        code="target-too-small", option=IN_GUEST, at=target(capacity_tb=0.05),
        says=("0.1 TB", "Vault holds 0.1 TB"), with_target=target(capacity_tb=1.0),
    ),
    Refusal(
        code="target-too-small", option=IN_GUEST, at=second_hub(capacity_tb=0.02),
        says=("South holds 0.0 TB",), with_target=second_hub(capacity_tb=None),
    ),
    Refusal(
        code="no-recovery-place", option=Option.NATIVE_REPLICATION, at=second_hub(vcpu=2.0),
        says=("4 vCPU", "2 vCPU", "free"), with_target=second_hub(vcpu=4.0),
    ),
    Refusal(
        code="input-missing", option=IN_GUEST, at=target(), given={"data_gb": None},
        says=("Not known: Data (GB).",), mended={"data_gb": 10.0},
    ),
    Refusal(
        code="input-missing", option=Option.STOPPED_VM_SNAPSHOT, at=target(),
        given={"planned_downtime_allowed": None}, says=("Planned downtime allowed",),
        mended={"planned_downtime_allowed": True},
    ),
    Refusal(
        code="input-missing", option=Option.NATIVE_REPLICATION, at=second_hub(),
        given={"native_replication": None}, says=("Native replication",),
        mended={"native_replication": True},
    ),
    Refusal(
        code="input-missing", option=Option.GUEST_REPLICATION, at=second_hub(),
        given={"os": None}, says=("OS",), mended={"os": "Ubuntu 20.04 LTS"},
    ),
    Refusal(
        code="input-missing", option=Option.GUEST_REPLICATION, at=second_hub(),
        given={"largest_disk_gb": None, "data_gb": 1500.0}, says=("Largest disk (GB)",),
        mended={"data_gb": 900.0},
    ),
    Refusal(
        code="input-missing", option=IN_GUEST, at=target(jurisdiction=None),
        says=("Jurisdiction of the target",), mended={"allowed_jurisdictions": ()},
    ),
    Refusal(
        code="input-missing", option=Option.GUEST_REPLICATION,
        at=target("Cloud", TargetKind.PROVIDER, has_hub=None, vcpu=99.0, memory_gb=999.0),
        says=("Provider has a Hub",),
        with_target=target("Cloud", TargetKind.PROVIDER, has_hub=True, vcpu=99.0, memory_gb=999.0),
    ),
    Refusal(
        code="input-missing", option=IN_GUEST, at=target(serves=("South",)), given={"hub": None},
        says=("Not known: Hub.",), with_target=target(),
    ),
    Refusal(
        code="no-recovery-not-accepted", option=Option.NO_RECOVERY, at=target(),
        says=("Nobody has said",),
        mended={"rto_hours": Special.NOT_APPLICABLE, "rpo_hours": Special.NOT_APPLICABLE},
    ),
    Refusal(
        code="no-recovery-not-accepted", option=Option.NO_RECOVERY, at=target(),
        says=("Nobody has said",), with_rest={"decisions": (ACCEPTED,)},
    ),
)  # fmt: skip


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda item: f"{item.code}-{item.option}")
def test_blocker_occurs_and_names_what_it_compared(refusal: Refusal) -> None:
    reason = next(item for item in refusal.reasons() if item.code == refusal.code)
    assert reason.severity is Severity.BLOCKER
    assert all(words in reason.message for words in refusal.says), reason.message
    assert reason.source.strip()
    assert reason.remedy.strip().endswith(".")
    assert reason.message.strip().endswith(".")


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda item: f"{item.code}-{item.option}")
def test_blocker_is_gone_in_its_twin(refusal: Refusal) -> None:
    assert refusal.code not in codes(refusal.reasons_of_twin())


def test_every_blocker_is_tested() -> None:
    shipped = {rule.code for rule in RULES if rule.severity is Severity.BLOCKER}
    assert {refusal.code for refusal in REFUSALS} == shipped


def test_all_reasons_of_a_refused_strategy_are_kept() -> None:
    given = workload(planned_downtime_allowed=False, deployment=Deployment.SCALE_SET, data_gb=None)
    done = judged(portfolio(given, targets=(target(jurisdiction="US"),)))
    found = codes(reasons_for(done, Option.STOPPED_VM_SNAPSHOT, "Vault"))
    wanted = {"needs-planned-downtime", "ephemeral-instances", "residency", "input-missing"}
    assert wanted <= found


def test_blocker_of_either_part_refuses_the_pair() -> None:
    done = study(portfolio(workload(native_replication=False)))
    result = done.workload("Ledger", detail="all")
    pairs = [
        item for item in result.ranked
        if len(item.strategy.protections) == 2
        and item.strategy.protections[0].option is Option.NATIVE_REPLICATION
    ]  # fmt: skip
    assert pairs
    assert not any(item.is_feasible or item.score for item in pairs)
    assert all("no-native-replication" in codes(item.reasons) for item in pairs)


def test_residency_looks_at_where_copies_are_sent_on() -> None:
    relay = target("Relay", copies_to="Abroad")
    given = portfolio(targets=(relay, target("Abroad", jurisdiction="US")))
    reasons = reasons_for(judged(given), IN_GUEST, "Relay")
    message = next(item.message for item in reasons if item.code == "residency")
    assert "Abroad lies in US" in message


@pytest.mark.parametrize(
    ("allowed", "jurisdiction", "is_refused"),
    [("EU", "DE", False), ("eu", "nl", False), ("EU", "NO", True), ("EEA", "NO", False),
     ("EEA", "EU", False), ("EU", "US", True)],
)  # fmt: skip
def test_a_union_stands_for_its_members(allowed: str, jurisdiction: str, is_refused: bool) -> None:
    given = portfolio(
        workload(allowed_jurisdictions=(allowed,)), targets=(target(jurisdiction=jurisdiction),)
    )
    found = codes(reasons_for(judged(given), IN_GUEST, "Vault"))
    assert ("residency" in found) is is_refused


def test_backup_targets_may_be_far_away() -> None:
    far = azure(round_trip_ms=200.0)
    found = codes(reasons_for(judged(portfolio(targets=(far,))), IN_GUEST, "Azure"))
    assert "latency" not in found


def test_synchronous_link_has_a_limit_of_its_own() -> None:
    done = study(portfolio(targets=(second_hub(round_trip_ms=8.0),)))
    found = {
        item.strategy.protections[0].mode: codes(item.reasons)
        for item in done.workload("Ledger", detail="all").ranked
        if item.strategy.protections[0].option is Option.NATIVE_REPLICATION
        and len(item.strategy.protections) == 1
    }
    assert {mode for mode, reasons in found.items() if "latency" in reasons} == {"synchronous"}


def test_refused_protection_of_today_is_computed_and_shown_without_a_score() -> None:
    own = portfolio(workload(current=(current(Option.STOPPED_VM_SNAPSHOT),),
                             planned_downtime_allowed=False))  # fmt: skip
    today = study(own).workload("Ledger").today
    assert "needs-planned-downtime" in codes(today.reasons)
    assert {item.scenario: item.coverage for item in today.outcomes}["vm-failure"] == "met"


def test_expired_acceptance_refuses_again() -> None:
    expired = Decision(workload_id="Ledger", kind=DecisionKind.ACCEPT_GAP,
                       until=datetime.date(2026, 11, 21))  # fmt: skip
    given = Portfolio(
        workloads=(workload(),), landscape=portfolio().landscape, decisions=(expired,)
    )
    found = codes(reasons_for(judged(given), Option.NO_RECOVERY, None))
    assert "no-recovery-not-accepted" in found
