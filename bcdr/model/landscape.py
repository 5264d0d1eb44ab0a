"""The landscape: Hubs, and the targets that copies go to or a standby runs on."""

from dataclasses import dataclass

from bcdr.model.vocabulary import Option, TargetKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """One Azure Stack Hub cloud. None is unknown; `is_assumed` marks one nobody described."""

    name: str
    site: str | None = None
    region: str | None = None
    jurisdiction: str | None = None
    node_count: int | None = None
    free_vcpu: float | None = None
    free_memory_gb: float | None = None
    free_storage_tb: float | None = None
    is_operational: bool | None = None
    has_infrastructure_backup: bool | None = None
    notes: str = ""
    is_assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One place where copies are kept or a standby runs. None is unknown.

    `hub` names the Hub it is (second-hub) or stands on (on-hub kinds). `serves` empty serves
    every Hub. `supported_options` are those a named `product` supports here though they are
    refused by default. A target that does not exist yet, or is only assumed, never covers today.
    `distance_km` is the great circle from the Hubs it serves; `has_own_risk_profile` says whether
    its hazards, grid and provider are others than theirs. `full_interval_hours` is the time
    between full copies, None where copies are incremental for ever.
    """

    name: str
    kind: TargetKind
    hub: str | None = None
    site: str | None = None
    region: str | None = None
    jurisdiction: str | None = None
    operator: str | None = None
    link_mbit_per_s: float | None = None
    round_trip_ms: float | None = None
    restore_mb_per_s: float | None = None
    write_mb_per_s: float | None = None
    capacity_tb: float | None = None
    vcpu: float | None = None
    memory_gb: float | None = None
    is_immutable: bool | None = None
    is_isolated: bool | None = None
    copies_to: str | None = None
    distance_km: float | None = None
    has_own_risk_profile: bool | None = None
    shortest_interval_hours: float | None = None
    full_interval_hours: float | None = None
    history_days: float | None = None
    has_hub: bool | None = None
    serves: tuple[str, ...] = ()
    supported_options: tuple[Option, ...] = ()
    product: str | None = None
    fixed_cost_per_year: float | None = None
    exists: bool = True
    notes: str = ""
    is_assumed: bool = False

    @property
    def is_to_build(self) -> bool:
        """Return whether the target has still to be built."""
        return self.is_assumed or not self.exists


@dataclass(frozen=True, slots=True)
class Landscape:
    """All Hubs and targets; names are unique within each."""

    hubs: tuple[Hub, ...]
    targets: tuple[Target, ...]
