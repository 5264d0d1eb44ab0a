"""The portfolio: workloads with their objectives and protection, and what a workbook adds."""

import datetime
from dataclasses import dataclass

from bcdr.model.landscape import Landscape
from bcdr.model.vocabulary import DecisionKind, Deployment, Duration, Mode, Option


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentProtection:
    """One protection a workload has today; None is a blank that nobody filled.

    `mode` is None where the interval is blank. `last_success_date` is when a backup tool says that
    its last copy succeeded.
    """

    option: Option | None
    target: str | None
    mode: Mode | None = None
    interval_hours: float | None = None
    retention_days: float | None = None
    last_success_date: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """A part of an application that is protected as one unit, as its row says.

    Every field but `id` and `application` may be blank; blanks stay None here and are given
    defaults, visibly, only by the evaluation. Sizes are totals of the row: GB of 10^9 bytes.
    `from_tier` names the objectives that a legend of tiers gave it, where its row gave none.
    """

    id: str
    application: str
    workload: str = ""
    owner: str | None = None
    business_unit: str | None = None
    criticality: str | None = None
    environment: str | None = None
    tags: tuple[str, ...] = ()
    rto_hours: Duration = None
    rpo_hours: Duration = None
    mtd_hours: Duration = None
    downtime_cost_per_hour: float | None = None
    data_loss_cost_per_hour: float | None = None
    data_gb: float | None = None
    daily_change_share: float | None = None
    peak_change_mb_per_s: float | None = None
    vm_count: int | None = None
    vcpu: float | None = None
    memory_gb: float | None = None
    largest_disk_gb: float | None = None
    os: str | None = None
    workload_type: str | None = None
    stateful: bool | None = None
    deployment: Deployment | None = None
    template_off_hub: bool | None = None
    native_replication: bool | None = None
    multi_writer: bool | None = None
    planned_downtime_allowed: bool | None = None
    hub: str | None = None
    location: str | None = None
    source_platform: str | None = None
    static_ip: bool | None = None
    site_to_site_vpn: bool | None = None
    data_class: str | None = None
    regulations: tuple[str, ...] = ()
    allowed_jurisdictions: tuple[str, ...] = ()
    max_round_trip_ms: float | None = None
    depends_on: tuple[str, ...] = ()
    current: tuple[CurrentProtection, ...] = ()
    last_test_date: datetime.date | None = None
    measured_recovery_hours: float | None = None
    notes: str = ""
    from_tier: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Return `Application / Workload`, or the application where it has no parts."""
        return f"{self.application} / {self.workload}" if self.workload else self.application


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveDefault:
    """Objectives for a criticality and scenario; None means every one of them."""

    criticality: str | None
    scenario: str | None
    rto_hours: Duration = None
    rpo_hours: Duration = None
    mtd_hours: Duration = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyRule:
    """One condition of corporate policy: `parameter operator value`, on some rows or all."""

    name: str
    parameter: str
    operator: str
    value: tuple[str, ...] | float
    unit: str = ""
    applies_to_field: str = ""
    applies_to_values: tuple[str, ...] = ()
    is_blocking: bool = True
    message: str = ""
    source: str = ""
    date: datetime.date | None = None

    def applies_to(self, workload: Workload) -> bool:
        """Return whether the rule holds for a workload: its column has one of the values."""
        if not self.applies_to_field:
            return True
        wanted = {value.casefold() for value in self.applies_to_values}
        value = getattr(workload, self.applies_to_field, None)
        words = value if isinstance(value, tuple) else (value,)
        return any(str(word).casefold() in wanted for word in words if word is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill:
    """One drill or real recovery; `recovery_hours` is None where it was aborted or not noted."""

    workload_id: str
    date: datetime.date | None
    scenario: str
    recovery_hours: float | None
    result: str
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided for a workload, by whom, when and why; `until` is when it expires."""

    workload_id: str
    kind: DecisionKind
    strategy: str = ""
    rule: str = ""
    decided_by: str = ""
    date: datetime.date | None = None
    reason: str = ""
    until: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """How far one duty is done for an application or a Hub: by whom, until when.

    `duty` is the id of a responsibility of the catalogue, `of` the name of the application or Hub.
    """

    duty: str
    of: str
    status: str = ""
    owner: str = ""
    date: datetime.date | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """Everything a study needs that the user said. One that exists is valid.

    Workload ids are unique; every Hub a workload names is in the landscape; `edges` are
    dependencies as (workload id, id of what it depends on).
    """

    workloads: tuple[Workload, ...]
    landscape: Landscape
    edges: tuple[tuple[str, str], ...] = ()
    objectives: tuple[ObjectiveDefault, ...] = ()
    rules: tuple[PolicyRule, ...] = ()
    drills: tuple[Drill, ...] = ()
    decisions: tuple[Decision, ...] = ()
    duties: tuple[Duty, ...] = ()
