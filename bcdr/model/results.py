"""What a study says: outcomes, reasons, costs and scores, each carrying its own evidence."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bcdr.model.portfolio import Workload
from bcdr.model.strategy import Protection, Strategy
from bcdr.model.vocabulary import (
    ClauseOutcome,
    Coverage,
    Duration,
    Evidence,
    Severity,
    Verdict,
)

Detail: TypeAlias = Literal["none", "chosen", "ranked", "all"]
"""Which strategies of a workload are described: none, the one chosen, the best, or all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a strategy is refused or remarkable: values compared, remedy, and the source.

    `protection` is the id of the protection it is about, empty for the whole strategy.
    """

    code: str
    severity: Severity
    message: str
    remedy: str
    source: str
    protection: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseResult:
    """How one strategy of a workload stands to a clause, or to a rule of corporate policy.

    `value` and `wanted` are in words; `missing` names the inputs that would tell, or what a
    person has to state. `is_blocking` says whether a strategy that fails it is refused, `severity`
    how it binds. `not stated` means that nobody said whether it applies; `missing` then names
    what would say so.
    """

    id: str
    regime: str
    clause: str
    condition: str
    outcome: ClauseOutcome
    value: str
    wanted: str
    missing: tuple[str, ...]
    is_blocking: bool
    severity: str
    remedy: str
    source: str
    date: datetime.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Objectives:
    """What is wanted of a workload in one scenario, and where that comes from.

    `origin` is `given`, `tier default` or `unknown`, the weakest of RTO and RPO.
    """

    scenario: str
    rto_hours: Duration
    rpo_hours: Duration
    mtd_hours: Duration
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a workload fares in one scenario. Hours count from the incident being noticed.

    Numbers are None where they are unknown or nothing is recoverable; `null_reason` then says
    why. `loss_hours` is the worst loss, counted back from the point one wants to return to.
    `copy` is the protection the data comes from, `recovery_place` where it runs again. `evidence`
    is what the recovery time rests on, `evidence_reason` says which test, or why it is a claim.
    """

    scenario: str
    coverage: Coverage
    recovery_likely_hours: float | None
    recovery_planning_hours: float | None
    loss_hours: float | None
    mean_loss_hours: float | None
    recovery_place: str
    copy: str
    null_reason: str
    missing: tuple[str, ...]
    is_assumed: bool
    event_cost: float | None
    evidence: Evidence = Evidence.MODELLED
    evidence_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The score, 0 to 100, and its parts, 0 to 1; a part that is not applicable is None.

    `is_at_least` marks a score that could only rise if the `missing` inputs were known.
    """

    total: float
    objectives: float
    regulation: float | None
    cost: float | None
    guidance: float
    is_at_least: bool
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Money per year in the currency of the price sheet: outlay by component, and penalty."""

    components: Mapping[str, float]
    outlay_per_year: float
    expected_penalty_per_year: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyResult:
    """One strategy of one workload, judged alone. A refused strategy has no score or rank."""

    strategy: Strategy
    rank: int | None
    is_feasible: bool
    reasons: tuple[Reason, ...]
    outcomes: tuple[Outcome, ...]
    cost: Cost
    score: Score | None
    is_to_build: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentResult:
    """What one assignment (today, planned) means for a workload, assessed with all others."""

    strategy: Strategy
    protections: tuple[Protection, ...]
    reasons: tuple[Reason, ...]
    outcomes: tuple[Outcome, ...]
    cost: Cost
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkloadResult:
    """Everything a study says of one workload; `clauses` are those of the plan."""

    workload: Workload
    criticality_title: str
    hub: str
    objectives: tuple[Objectives, ...]
    today: AssignmentResult
    planned: AssignmentResult
    recommended: Strategy | None
    verdict: Verdict
    verdict_reason: str
    clauses: tuple[ClauseResult, ...]
    ranked: tuple[StrategyResult, ...]
    feasible_count: int
    refused_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationOutcome:
    """How an application fares in one scenario: the slowest of its workloads decides.

    `critical_path` names workload titles from what everything waits for to the slowest.
    `event_cost` is the money of one event, the dearest where it can be hit in parts.
    `is_mtd_broken` tells whether one event breaks an MTD of it, None where that is not known.
    """

    scenario: str
    coverage: Coverage
    recovery_hours: float | None
    critical_path: tuple[str, ...]
    event_cost: float
    is_mtd_broken: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationResult:
    """One application over its workloads, today and as planned."""

    application: str
    workload_ids: tuple[str, ...]
    today: tuple[ApplicationOutcome, ...]
    planned: tuple[ApplicationOutcome, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCost:
    """What one event that hits many workloads at once costs, under one assignment.

    `hit` names the Hub, site or region. `cost` counts the downtime of each application once; what
    never comes back counts until it is replaced. `mtd_broken` and `mtd_unknown` are applications
    whose MTD is, or may be, broken.
    """

    scenario: str
    hit: str
    applications: int
    workloads: int
    cost: float
    unrecoverable: int
    unknown: int
    mtd_broken: int
    mtd_unknown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceUse:
    """What one event needs of a recovery place at once, against what is free there.

    Free is None where nobody said, and infinite room, as in a cloud, is None as well with
    `is_elastic`. `share` is the largest of needed over free, None where none is known. `workloads`
    would recover there, `refused` of them no longer fit.
    """

    scenario: str
    hit: str
    place: str
    is_elastic: bool
    needed_vcpu: float
    free_vcpu: float | None
    needed_memory_gb: float
    free_memory_gb: float | None
    needed_storage_gb: float
    free_storage_gb: float | None
    share: float | None
    workloads: int
    refused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Inversion:
    """A workload that what it depends on holds up in a scenario.

    `needed_hours` is when the dependency is up, `own_hours` when the workload would be by itself;
    `gap_hours` is the difference. `rto_hours` is that of the workload; `is_late` tells whether the
    wait makes it miss it. `closing_cost_per_year` is the outlay by which the cheapest feasible
    strategy of the dependency that is fast enough, and covers no less, exceeds what it has; None
    where there is none.
    """

    workload: str
    needed: str
    scenario: str
    needed_hours: float
    own_hours: float
    rto_hours: float | None
    gap_hours: float
    is_late: bool
    closing_strategy: Strategy | None
    closing_cost_per_year: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of an explanation: a registered quantity with its inputs and value.

    `depth` is how far it is nested; `inputs` are (name, value in words, origin).
    """

    quantity: str
    title: str
    unit: str
    formula: str
    source: str
    value: str
    inputs: tuple[tuple[str, str, str], ...]
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Where a number comes from: the steps in the order they were computed."""

    workload: str
    quantity: str
    scenario: str
    strategy: str
    unit: str
    value: float | None
    steps: tuple[Step, ...]
    as_of: datetime.date
