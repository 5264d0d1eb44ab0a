"""What one entry of each data file holds: every figure with unit, source, date and confidence."""

import datetime
from dataclasses import dataclass

from bcdr.model.vocabulary import (
    Allowed,
    Confidence,
    Family,
    Guidance,
    Mode,
    Option,
    Origin,
    Scope,
    Standby,
    TargetKind,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """A number the model needs that the user did not give."""

    id: str
    title: str
    value: float
    low: float
    high: float
    unit: str
    source: str
    date: datetime.date
    confidence: Confidence
    origin: Origin = Origin.ASSUMED


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """One phase of a recovery: hours as low, likely and high.

    `part` is `ready` (before dependencies matter) or `up` (after them). `per_vm` phases are
    repeated for every batch of VMs handled side by side. Phases of one `side_by_side` name run
    at the same time and the longest counts.
    """

    id: str
    title: str
    order: int
    part: str
    low: float
    likely: float
    high: float
    unit: str
    source: str
    date: datetime.date
    confidence: Confidence
    per_vm: bool = False
    side_by_side: str = ""
    origin: Origin = Origin.ASSUMED


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionEntry:
    """A way of protecting, with the guidance rows it comes from and the phases of its recovery.

    `vm_level` options act on whole VMs; `needs_stop` ones stop them. `history_hours` is how far
    back its points reach where the policy does not say, None where the policy's retention does.
    `recovery_class` and `loss_class` are the published classes, a plausibility check only.
    `opened_by` is the yes-or-no fact that decides `allowed_by_default`; `limits` are the facts
    that bound the option where no product is named.
    """

    id: Option
    title: str
    summary: str
    rows: tuple[str, ...]
    family: Family
    guidance: Guidance
    phases: tuple[str, ...]
    standby: Standby
    vm_level: bool
    needs_stop: bool
    recovery_class: str
    loss_class: str
    source: str
    date: datetime.date
    confidence: Confidence
    history_hours: float | None = None
    allowed_by_default: bool = True
    opened_by: str = ""
    refusal: str = ""
    refusal_remedy: str = ""
    limits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetDefaults:
    """What an assumed target of a kind is like; None stays unknown."""

    name: str
    is_offered: bool
    at_source_site: bool | None = None
    in_source_region: bool | None = None
    link_mbit_per_s: float | None = None
    round_trip_ms: float | None = None
    restore_mb_per_s: float | None = None
    write_mb_per_s: float | None = None
    is_immutable: bool | None = None
    is_isolated: bool | None = None
    has_hub: bool | None = None
    copies_to: TargetKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetKindEntry:
    """A kind of target: what the guidance says of it and what is assumed where nothing is given.

    `is_recovery_place` kinds can run workloads. `has_elastic_capacity` kinds need no capacity
    figure. `price_group` names the prices that apply. `opened_by` is the yes-or-no fact that
    decides `is_supported`.
    """

    id: TargetKind
    title: str
    summary: str
    rows: tuple[str, ...]
    guidance: Guidance
    is_supported: bool
    is_recovery_place: bool
    has_elastic_capacity: bool
    price_group: str
    source: str
    date: datetime.date
    confidence: Confidence
    defaults: TargetDefaults
    opened_by: str = ""
    refusal: str = ""
    refusal_remedy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """Whether an option goes with a kind of target, why not, and what would help.

    Where the yes-or-no fact `opened_by` says yes, `opened_as` stands in place of `allowed`.
    `needs_hub`: a provider must run a Hub, whatever product is named.
    """

    option: Option
    target: TargetKind
    allowed: Allowed
    rows: tuple[str, ...]
    reason: str
    remedy: str
    source: str
    date: datetime.date
    confidence: Confidence
    guidance: Guidance = Guidance.RECOMMENDED
    needs_hub: bool = False
    opened_by: str = ""
    opened_as: Allowed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How often copies are made and how long they are kept, offered for some options."""

    id: str
    title: str
    options: tuple[Option, ...]
    mode: Mode
    interval_hours: float | None
    retention_days: float | None
    source: str
    date: datetime.date
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A kind of failure with a scope and a yearly frequency.

    `noticed_after_hours` is how long damage goes unnoticed (0: at once). `repair_hours` is when
    what was hit is back by itself, None if never. `needs_protected_copy`: only immutable or
    isolated copies survive. `replacement_hours` stands for the time of an unrecoverable workload
    in money alone. `binding_for` lists criticality tiers, or is `("all",)`.
    """

    id: str
    title: str
    summary: str
    scope: Scope
    frequency_per_year: float
    frequency_low: float
    frequency_high: float
    noticed_after_hours: float
    repair_hours: float | None
    needs_protected_copy: bool
    needs_cleaning: bool
    replacement_hours: float
    in_scope: bool
    binding_for: tuple[str, ...]
    unit: str
    source: str
    date: datetime.date
    confidence: Confidence
    origin: Origin = Origin.ASSUMED


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """One price of the price sheet. `group` is a target kind's price group, or `all`.

    `value` is what is paid: `list_value` less `discount_percent`. `list_value` is None where there
    is no discount.
    """

    id: str
    title: str
    component: str
    group: str
    value: float
    low: float
    high: float
    unit: str
    currency: str
    source: str
    date: datetime.date
    confidence: Confidence
    origin: Origin = Origin.ASSUMED
    list_value: float | None = None
    discount_percent: float = 0.0

    @property
    def list_price(self) -> float:
        """Return the price before any discount."""
        return self.value if self.list_value is None else self.list_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """A criticality: rank 1 is the most critical. Never gives an RTO or RPO."""

    id: str
    title: str
    rank: int
    aliases: tuple[str, ...]
    mtd_hours: float
    downtime_cost_per_hour: float
    data_loss_cost_per_hour: float
    weight: float
    unit: str
    source: str
    date: datetime.date
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A dated fact about the platform.

    What a rule uses of it is its number `value`, its list of `words` or its `answer`, yes or no;
    a fact with none of them is there to be read.
    """

    id: str
    statement: str
    source: str
    date: datetime.date
    confidence: Confidence
    value: float | None = None
    words: tuple[str, ...] = ()
    answer: bool | None = None
    unit: str = ""
    origin: Origin = Origin.ASSUMED


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """One duty of an application owner or of the Hub's operator."""

    id: str
    row: str
    role: str
    per: str
    duty: str
    source: str
    date: datetime.date
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreStep:
    """One step after a restore, and when it applies.

    `when_field` and `when_values` name a workload column and its values; empty applies always.
    `families` are the option families it belongs to.
    """

    id: str
    row: str
    order: int
    title: str
    text: str
    families: tuple[Family, ...]
    source: str
    date: datetime.date
    confidence: Confidence
    when_field: str = ""
    when_values: tuple[str, ...] = ()
