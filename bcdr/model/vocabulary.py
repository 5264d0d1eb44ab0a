"""The closed lists of words: options, target kinds, coverage states, goals and the rest."""

from enum import StrEnum
from typing import Final, TypeAlias


class Option(StrEnum):
    """A way of protecting a workload."""

    IN_GUEST_BACKUP = "in-guest-backup"
    STOPPED_VM_SNAPSHOT = "stopped-vm-snapshot"
    RUNNING_VM_SNAPSHOT = "running-vm-snapshot"
    APPLICATION_DATA_BACKUP = "application-data-backup"
    NATIVE_REPLICATION = "native-replication"
    GUEST_REPLICATION = "guest-replication"
    ACTIVE_ACTIVE = "active-active"
    NO_RECOVERY = "no-recovery"

    @property
    def words(self) -> str:
        """Return the option as it stands in a sentence."""
        match self:
            case Option.ACTIVE_ACTIVE:
                return "active/active"
            case Option.IN_GUEST_BACKUP:
                return "in-guest backup"
            case Option.STOPPED_VM_SNAPSHOT | Option.RUNNING_VM_SNAPSHOT:
                return self.value.replace("-vm-", "-VM ")
            case Option.APPLICATION_DATA_BACKUP:
                return "application-data backup"
            case _:
                return self.value.replace("-", " ")


class Family(StrEnum):
    """What an option is for: going on, going back, or neither."""

    BACKUP = "backup"
    CONTINUITY = "continuity"
    NONE = "none"


class TargetKind(StrEnum):
    """A kind of place where a copy is kept or a standby runs."""

    EXISTING_EXTERNAL = "existing-external"
    DEDICATED_EXTERNAL = "dedicated-external"
    AZURE = "azure"
    PROVIDER = "provider"
    SECOND_HUB = "second-hub"
    ON_HUB_STANDALONE = "on-hub-standalone"
    ON_HUB_REPLICATED = "on-hub-replicated"
    IN_RACK = "in-rack"


class Mode(StrEnum):
    """How copies are made."""

    INTERVAL = "interval"
    CONTINUOUS = "continuous"
    SYNCHRONOUS = "synchronous"
    NONE = "none"


class Deployment(StrEnum):
    """How the VMs of a workload are deployed."""

    SINGLE_VM = "single VM"
    AVAILABILITY_SET = "availability set"
    SCALE_SET = "scale set"


class Special(StrEnum):
    """A duration that is not a number: both differ from zero and from a blank."""

    NOT_APPLICABLE = "not applicable"
    NEAR_ZERO = "near zero"


Duration: TypeAlias = float | Special | None
"""Hours, a special value, or None where nothing is defined."""


class Coverage(StrEnum):
    """How a workload fares in a scenario against its objectives."""

    MET = "met"
    LATE = "late"
    LOSSY = "lossy"
    LATE_AND_LOSSY = "late-and-lossy"
    UNRECOVERABLE = "unrecoverable"
    UNKNOWN = "unknown"
    ACCEPTED = "accepted"
    OUT_OF_SCOPE = "out-of-scope"


class Verdict(StrEnum):
    """What the study says of a workload."""

    TODAY_MEETS = "today meets"
    CAN_MEET = "can meet"
    CANNOT_MEET = "cannot meet"
    UNKNOWN = "unknown"


class Evidence(StrEnum):
    """How well a recovery time is known; a claim alone never yields met."""

    PROVEN = "proven"
    MODELLED = "modelled"
    CLAIMED = "claimed"


class Severity(StrEnum):
    """How much a reason for or against a strategy weighs."""

    BLOCKER = "blocker"
    WARNING = "warning"
    NOTE = "note"


class ClauseOutcome(StrEnum):
    """How a plan stands to a clause; what is not stated neither passes nor fails."""

    PASS = "pass"  # noqa: S105  the outcome of a clause
    FAIL = "fail"
    UNKNOWN = "unknown"
    NOT_STATED = "not stated"


class Goal(StrEnum):
    """What "best" means when strategies are ranked."""

    HIGHEST_SCORE = "highest-score"
    LOWEST_COST = "lowest-cost"
    BEST_COVERAGE = "best-coverage"
    LEAST_CHANGE = "least-change"


class Guidance(StrEnum):
    """How the guidance for Azure Stack Hub speaks of an option or a target."""

    RECOMMENDED = "recommended"
    CONDITIONAL = "conditional"
    NOT_RECOMMENDED = "not recommended"


class Allowed(StrEnum):
    """Whether an option goes with a kind of target."""

    YES = "yes"
    NO = "no"
    IF_VENDOR_SUPPORTS = "if a vendor supports it"
    IF_PROVIDER_HAS_HUB = "if the provider has a Hub"


class Standby(StrEnum):
    """How much computing runs at the target while nothing is wrong."""

    NONE = "none"
    RESERVED = "reserved"
    FULL = "full"


class Confidence(StrEnum):
    """How far a figure or fact can be relied on."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Origin(StrEnum):
    """Where a value comes from."""

    GIVEN = "given"
    TIER = "tier default"
    ASSUMED = "assumed"
    UNKNOWN = "unknown"


class Scope(StrEnum):
    """What one event of a scenario hits."""

    APPLICATION = "application"
    VM = "vm"
    WORKLOAD = "workload"
    HUB = "hub"
    SITE = "site"
    REGION = "region"
    ORGANISATION = "organisation"


SHARED_SCOPES: Final = frozenset({Scope.HUB, Scope.SITE, Scope.REGION, Scope.ORGANISATION})
"""Scopes in which one event hits many workloads at once."""


class DecisionKind(StrEnum):
    """What an owner may decide for a workload."""

    CHOOSE = "choose"
    KEEP_TODAY = "keep today"
    ACCEPT_GAP = "accept gap until"
    OVERRIDE_RULE = "override a rule"
    PARK = "park"
