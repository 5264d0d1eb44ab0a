"""What a study says: outcomes, reasons, costs and scores, each carrying its own evidence."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bcdr.model.portfolio import Workload
from bcdr.model.strategy import Protection, Strategy
from bcdr.model.vocabulary import Coverage, Duration, Evidence, Severity, Verdict

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
    `copy` is the protection the data comes from, `recovery_place` where it runs again.
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
    """Everything a study says of one workload."""

    workload: Workload
    criticality_title: str
    hub: str
    objectives: tuple[Objectives, ...]
    today: AssignmentResult
    planned: AssignmentResult
    recommended: Strategy | None
    verdict: Verdict
    verdict_reason: str
    ranked: tuple[StrategyResult, ...]
    feasible_count: int
    refused_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationOutcome:
    """How an application fares in one scenario: the slowest of its workloads decides.

    `critical_path` names workload titles from what everything waits for to the slowest.
    """

    scenario: str
    coverage: Coverage
    recovery_hours: float | None
    critical_path: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationResult:
    """One application over its workloads, today and as planned."""

    application: str
    workload_ids: tuple[str, ...]
    today: tuple[ApplicationOutcome, ...]
    planned: tuple[ApplicationOutcome, ...]


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
