"""A small portfolio for every blocker, what is said of it, and the change that helps."""

from dataclasses import dataclass, field
from typing import Any, Final

from bcdr.model.landscape import Target
from bcdr.model.portfolio import Decision, PolicyRule
from bcdr.model.results import Reason
from bcdr.model.vocabulary import DecisionKind, Deployment, Option, Special, TargetKind
from tests.factories import (
    azure,
    hub,
    judged,
    portfolio,
    reasons_for,
    second_hub,
    target,
    workload,
)

IN_GUEST: Final = Option.IN_GUEST_BACKUP
STOPPED: Final = Option.STOPPED_VM_SNAPSHOT
RUNNING: Final = Option.RUNNING_VM_SNAPSHOT
NATIVE: Final = Option.NATIVE_REPLICATION
GUEST: Final = Option.GUEST_REPLICATION
SERVING: Final = Option.ACTIVE_ACTIVE
NONE: Final = Option.NO_RECOVERY

LARGE: Final = {"data_gb": 60_000.0, "daily_change_share": 0.05}
ROOM: Final = {"vcpu": 99.0, "memory_gb": 999.0}
NOBODY: Final = {"rto_hours": Special.NOT_APPLICABLE, "rpo_hours": Special.NOT_APPLICABLE}
UNSAID: Final = {"rto_hours": None, "rpo_hours": None}
EXTERNAL_ONLY: Final = PolicyRule(
    name="Own targets only", parameter="target_kind", operator="not in", value=("azure",),
    message="Copies stay on own targets", source="Policy 7",
)  # fmt: skip
ACCEPTED: Final = Decision(workload_id="Ledger", kind=DecisionKind.ACCEPT_GAP)


def vault(**given: Any) -> Target:
    """Return an external target at a site of its own."""
    return target(**given)


def cloud(**given: Any) -> Target:
    """Return a provider with room to run workloads."""
    return target("Cloud", TargetKind.PROVIDER, **{**ROOM, **given})


def supporting(*options: Option, product: str | None = "Vendor 12") -> dict[str, Any]:
    """Return what a target says of a product that supports options there."""
    return {"supported_options": options, "product": product}


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A portfolio in which a protection is refused, what is said, and its twin.

    `mended` are the fields of the workload, `with_target` the target and `with_rest` what else
    makes the twin, in which the blocker is gone. `advises` is part of the remedy.
    """

    code: str
    option: Option
    at: Target
    given: dict[str, Any] = field(default_factory=dict)
    rest: dict[str, Any] = field(default_factory=dict)
    says: tuple[str, ...]
    advises: str = ""
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
        return reasons_for(judged(made), self.option, None if self.option is NONE else at.name)


SUPPORT: Final = (
    Refusal(
        code="not-supported", option=RUNNING, at=vault(),
        says=("does not support snapshots of disks while the VM runs.",),
        advises="answer running-snapshot-support with Yes on the sheet Rules.",
        with_target=vault(**supporting(RUNNING)),
    ),
    Refusal(
        code="not-supported", option=RUNNING, at=vault(**supporting(RUNNING, product=None)),
        says=("Vault lists running-vm-snapshot as supported, but names no product.",),
        advises="Name under Product", with_target=vault(**supporting(RUNNING)),
    ),
    Refusal(
        code="not-supported", option=RUNNING, at=vault(**supporting()),
        says=("Vendor 12 is named at Vault, but not for running-vm-snapshot.",),
        advises="Add running-vm-snapshot to Supported options of Vault",
        with_target=vault(**supporting(RUNNING)),
    ),
    Refusal(
        code="not-supported", option=IN_GUEST, at=target("Shelf", TargetKind.IN_RACK),
        says=("Shelf is of the kind in-rack.", "switches", "not supported"),
        advises="answer rack-appliance-support with Yes",
        with_target=target("Shelf", TargetKind.DEDICATED_EXTERNAL),
    ),
    Refusal(
        code="not-supported", option=GUEST, at=azure(), says=("retired on 29 March 2026",),
        advises="answer guest-replication-to-azure with Yes",
        with_target=azure(**supporting(GUEST)),
    ),
    Refusal(
        code="option-target-mismatch", option=NATIVE, at=vault(),
        says=("runs no VMs",), with_target=second_hub("Vault"),
    ),
    Refusal(
        code="option-target-mismatch", option=IN_GUEST, at=second_hub("South", hub="North"),
        says=("South is North, the Hub it runs on.",), with_target=second_hub("South"),
    ),
    Refusal(
        code="option-target-mismatch", option=IN_GUEST, at=vault(serves=("South",)),
        says=("Vault serves South, not North.",), advises="Join North to it",
        with_target=vault(serves=("South", "North")),
    ),
    Refusal(
        code="option-target-mismatch", option=NATIVE, at=vault(serves=("South",)),
        says=("Vault serves South, not North. A backup target", "runs no VMs"),
        with_target=second_hub("Vault", serves=("North",)),
    ),
    Refusal(
        code="option-target-mismatch", option=STOPPED, at=cloud(has_hub=False),
        says=("Cloud runs none.",), with_target=cloud(has_hub=True),
    ),
    Refusal(
        code="option-target-mismatch", option=GUEST, at=cloud(has_hub=False),
        says=("must run one. Cloud runs none.",),
        with_target=cloud(has_hub=False, **supporting(GUEST)),
    ),
    Refusal(
        # A vendor's support of the snapshots is one thing, a Hub to restore them on another.
        code="option-target-mismatch", option=RUNNING,
        at=cloud(has_hub=False, **supporting(RUNNING)), says=("Cloud runs none.",),
        with_target=cloud(has_hub=True, **supporting(RUNNING)),
    ),
    Refusal(
        code="guest-os-unsupported", option=GUEST, at=second_hub(),
        given={"os": "Windows Server 2025"},
        says=("'Windows Server 2025' is not among", "as of 2024-04-15"),
        advises="add it to guest-replication-guests on the sheet Rules",
        mended={"os": "Windows Server 2022"},
    ),
    Refusal(
        code="guest-os-unsupported", option=GUEST, at=second_hub(), given={"os": "CentOS 7"},
        says=("'CentOS 7'",), with_target=second_hub(**supporting(GUEST)),
    ),
    Refusal(
        code="disk-too-large", option=GUEST, at=second_hub(),
        given={"largest_disk_gb": 1023.0, "data_gb": 1500.0}, says=("1,023 GB", "1,022 GB"),
        mended={"largest_disk_gb": 1022.0},
    ),
    Refusal(
        code="disk-too-large", option=GUEST, at=second_hub(),
        given={"largest_disk_gb": 1022.04, "data_gb": 1500.0}, says=("1,022.04 GB", "1,022 GB"),
        with_target=second_hub(**supporting(GUEST)),
    ),
)  # fmt: skip

APPLICATION: Final = (
    Refusal(
        code="needs-planned-downtime", option=STOPPED, at=vault(),
        given={"planned_downtime_allowed": False},
        says=("about 30 min each time", "Planned downtime allowed says No"),
        mended={"planned_downtime_allowed": True},
    ),
    Refusal(
        code="ephemeral-instances", option=IN_GUEST, at=vault(),
        given={"deployment": Deployment.SCALE_SET, "vm_count": 3},
        says=("instances of a scale set that come and go",), advises="the application's data",
        mended={"deployment": Deployment.SINGLE_VM},
    ),
    Refusal(
        code="ephemeral-instances", option=GUEST, at=second_hub(),
        given={"deployment": Deployment.AVAILABILITY_SET, "stateful": False},
        says=("instances of an availability set and keep no data",), mended={"stateful": True},
    ),
    Refusal(
        code="stateful-active-active", option=SERVING, at=second_hub(),
        given={"multi_writer": False}, says=("It keeps data", "only one place can take writes"),
        mended={"multi_writer": True},
    ),
    Refusal(
        code="stateful-active-active", option=SERVING, at=second_hub(),
        given={"multi_writer": None}, says=("nobody has said under Multi-writer",),
        advises="Fill in Multi-writer, or", mended={"stateful": False},
    ),
    Refusal(
        code="stateful-active-active", option=SERVING, at=second_hub(),
        given={"multi_writer": None, "stateful": None},
        says=("It is taken to keep data, as Stateful is blank",),
        advises="Fill in Stateful and Multi-writer", mended={"multi_writer": True},
    ),
    Refusal(
        code="no-native-replication", option=NATIVE, at=second_hub(),
        given={"native_replication": False}, says=("cannot replicate its own data",),
        mended={"native_replication": True},
    ),
    Refusal(
        code="no-native-replication", option=NATIVE, at=second_hub(), given={"stateful": False},
        says=("keeps no data that could be replicated",), mended={"stateful": True},
    ),
    Refusal(
        code="no-recovery-not-accepted", option=NONE, at=vault(),
        says=("Its RTO is 24 h and its RPO is 36 h, and nobody has accepted",), mended=NOBODY,
    ),
    Refusal(
        code="no-recovery-not-accepted", option=NONE, at=vault(), given=UNSAID,
        says=("Nobody has said that it is not needed back.",),
        with_rest={"decisions": (ACCEPTED,)},
    ),
)  # fmt: skip

PLACE: Final = (
    Refusal(
        code="residency", option=IN_GUEST, at=vault(jurisdiction="US"),
        says=("Vault lies in US; allowed are DE and NL.",), with_target=vault(jurisdiction="nl"),
    ),
    Refusal(
        code="residency", option=NATIVE, at=second_hub(jurisdiction="US"),
        given={"allowed_jurisdictions": ("DE",)}, says=("South lies in US; allowed is DE.",),
        mended={"allowed_jurisdictions": ()},
    ),
    Refusal(
        code="corporate-policy", option=IN_GUEST, at=azure(), rest={"rules": (EXTERNAL_ONLY,)},
        says=("Copies stay on own targets (kind of target azure; not allowed azure).",),
        with_rest={"rules": ()},
    ),
    Refusal(
        code="latency", option=SERVING, at=second_hub(round_trip_ms=38.0),
        given={"stateful": False, "max_round_trip_ms": 20.0},
        says=("Round trip to South 38 ms, allowed 20 ms.",), advises="Max round trip",
        mended={"max_round_trip_ms": 38.0},
    ),
)  # fmt: skip

CAPACITY: Final = (
    Refusal(
        code="link-too-slow", option=IN_GUEST, at=vault(link_mbit_per_s=100.0), given=LARGE,
        says=("Copies to Vault need 139 Mbit/s", "the link of 100 Mbit/s carries 70"),
        advises="a link of at least 198 Mbit/s", with_target=vault(link_mbit_per_s=300.0),
    ),
    Refusal(
        code="link-too-slow", option=IN_GUEST, at=vault(write_mb_per_s=10.0), given=LARGE,
        says=("need 139 Mbit/s, Vault takes 80",), advises="takes at least 17.4 MB/s",
        with_target=vault(write_mb_per_s=20.0),
    ),
    Refusal(
        code="target-too-small", option=IN_GUEST, at=vault(capacity_tb=0.05),
        says=("Its copies take", "GB, Vault holds 50 GB."), advises="Enlarge Vault by at least",
        with_target=vault(capacity_tb=1.0),
    ),
    Refusal(
        code="target-too-small", option=IN_GUEST, at=second_hub(capacity_tb=0.02),
        says=("South holds 20 GB",), with_target=second_hub(capacity_tb=None),
    ),
    Refusal(
        code="no-recovery-place", option=NATIVE, at=second_hub(vcpu=2.0),
        says=("South has too little room: 2 vCPU free, 4 needed.",),
        with_target=second_hub(vcpu=4.0),
    ),
    Refusal(
        code="no-recovery-place", option=NATIVE, at=second_hub(vcpu=None, memory_gb=15.9),
        rest={"hubs": (hub(), hub("South", free_vcpu=None))},
        says=("room: 15.9 GB memory free, 16 needed.",), with_target=second_hub(vcpu=None),
    ),
)  # fmt: skip

MISSING: Final = (
    Refusal(
        code="input-missing", option=IN_GUEST, at=vault(), given={"data_gb": None},
        says=("Not known: Data (GB). Without it this",),
        advises="Fill in Data (GB) on the sheet Applications.", mended={"data_gb": 10.0},
    ),
    Refusal(
        code="input-missing", option=STOPPED, at=vault(),
        given={"planned_downtime_allowed": None}, says=("Planned downtime allowed",),
        mended={"planned_downtime_allowed": True},
    ),
    Refusal(
        code="input-missing", option=NATIVE, at=second_hub(),
        given={"native_replication": None}, says=("Native replication",),
        mended={"native_replication": True},
    ),
    Refusal(
        code="input-missing", option=GUEST, at=second_hub(), given={"os": None},
        says=("Not known: OS.",), mended={"os": "Ubuntu 20.04 LTS"},
    ),
    Refusal(
        code="input-missing", option=GUEST, at=second_hub(), given={"os": "Linux (64-bit)"},
        says=("Not known: version of the OS.",), with_target=second_hub(**supporting(GUEST)),
    ),
    Refusal(
        code="input-missing", option=GUEST, at=second_hub(),
        given={"largest_disk_gb": None, "data_gb": 1500.0}, says=("Largest disk (GB)",),
        mended={"data_gb": 900.0},
    ),
    Refusal(
        code="input-missing", option=IN_GUEST, at=vault(jurisdiction=None),
        says=("Jurisdiction of Vault",),
        advises="Fill in Jurisdiction of Vault on the sheet Targets.",
        mended={"allowed_jurisdictions": ()},
    ),
    Refusal(
        code="input-missing", option=GUEST, at=cloud(has_hub=None),
        says=("Provider has a Hub of Cloud",), with_target=cloud(has_hub=True),
    ),
    Refusal(
        code="input-missing", option=STOPPED, at=cloud(has_hub=None),
        says=("Provider has a Hub of Cloud",),
        with_target=cloud(has_hub=None, **supporting(STOPPED)),
    ),
    Refusal(
        code="input-missing", option=IN_GUEST, at=vault(serves=("South",)), given={"hub": None},
        says=("Not known: Hub.",), with_target=vault(),
    ),
    Refusal(
        code="input-missing", option=STOPPED, at=vault(jurisdiction=None),
        given={"data_gb": None, "planned_downtime_allowed": None},
        says=("Data (GB), Planned downtime allowed, Jurisdiction of Vault. Without them",),
        advises="Fill in Data (GB) and Planned downtime allowed on the sheet Applications and "
        "Jurisdiction of Vault on the sheet Targets.",
        mended={"data_gb": 1.0, "planned_downtime_allowed": True, "allowed_jurisdictions": ()},
    ),
)  # fmt: skip

REFUSALS: Final = (*SUPPORT, *APPLICATION, *PLACE, *CAPACITY, *MISSING)
