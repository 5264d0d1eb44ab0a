"""Every warning and note occurs, says what is remarkable, and does not occur in its twin."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from bcdr.evaluate.rules import RULES
from bcdr.model.landscape import Target
from bcdr.model.portfolio import PolicyRule, Portfolio
from bcdr.model.results import Reason
from bcdr.model.vocabulary import Deployment, Mode, Option, Severity, TargetKind
from tests.factories import (
    AS_OF,
    azure,
    codes,
    current,
    hub,
    judged,
    portfolio,
    reasons_for,
    second_hub,
    study,
    target,
    workload,
)

IN_GUEST = Option.IN_GUEST_BACKUP
ADVICE = PolicyRule(
    name="Daily", parameter="interval_hours", operator="<=", value=12.0, is_blocking=False,
    message="Two copies a day are wanted", source="Policy 3",
)  # fmt: skip
NEAR: dict[str, Any] = {"site": "North site", "region": "North region"}
RELAY = TargetKind.ON_HUB_REPLICATED
ON_NORTH: dict[str, Any] = {**NEAR, "hub": "North"}
SNAPSHOTS: dict[str, Any] = {
    "supported_options": (Option.RUNNING_VM_SNAPSHOT,),
    "product": "Vendor 12",
}
CLOUD = (azure(),)
PROVEN = {"last_test_date": AS_OF, "measured_recovery_hours": 2.0}


def at(given: Portfolio, option: Option = IN_GUEST) -> Callable[[], tuple[Reason, ...]]:
    """Return how to get the reasons for an option on the first target."""
    return lambda: reasons_for(judged(given), option, given.landscape.targets[0].name)


def today(given: Portfolio) -> Callable[[], tuple[Reason, ...]]:
    """Return how to get the reasons about the first workload as it is today."""
    return lambda: study(given).workload(given.workloads[0].id, detail="chosen").today.reasons


def planned(given: Portfolio) -> Callable[[], tuple[Reason, ...]]:
    """Return how to get the reasons about the last workload as planned."""
    return lambda: study(given).workload(given.workloads[-1].id, detail="chosen").planned.reasons


def measured(**given: Any) -> Portfolio:
    return portfolio(workload(current=(current(),), **given))


def crowded(link_mbit_per_s: float) -> Portfolio:
    given = [
        workload(name, data_gb=8000.0, daily_change_share=0.05, current=(current(),))
        for name in ("One", "Two")
    ]
    return portfolio(*given, targets=(target(link_mbit_per_s=link_mbit_per_s),))


def waiting(vm_count: int) -> Portfolio:
    slow = workload("Slow", vm_count=vm_count, current=(current(),))
    return portfolio(workload("Quick", current=(current(),)), slow, edges=(("Quick", "Slow"),))


def sized(capacity_tb: float) -> Portfolio:
    given = [workload(name, rpo_hours=3.0, rto_hours=80.0) for name in ("Able", "Baker")]
    return portfolio(*given, targets=(target(capacity_tb=capacity_tb), second_hub()))


def scale_set(instances: int) -> Portfolio:
    made = workload(deployment=Deployment.SCALE_SET, vm_count=instances)
    return portfolio(made, hubs=(hub(node_count=4), hub("South")))


def provider(has_hub: bool) -> Target:
    return target("Cloud", TargetKind.PROVIDER, vcpu=99.0, memory_gb=999.0, has_hub=has_hub)


def unprotected(given: Portfolio) -> Callable[[], tuple[Reason, ...]]:
    """Return how to get the reasons about doing without recovery."""
    return lambda: reasons_for(judged(given), Option.NO_RECOVERY, None)


Say = Callable[[], tuple[Reason, ...]]
CASES: tuple[tuple[str, Severity, Say, Say, tuple[str, ...]], ...] = (
    (
        "not-recommended", Severity.WARNING,
        at(portfolio(targets=(target(kind=TargetKind.ON_HUB_STANDALONE, **ON_NORTH),))),
        at(portfolio()), ("advises against it at Vault.", "nothing survives the loss of the Hub"),
    ),
    (
        "near-source", Severity.WARNING, at(portfolio(targets=(target(**NEAR),))),
        at(portfolio()), ("Vault stands at North site, as does North",),
    ),
    (
        "no-external-copy", Severity.WARNING,
        at(portfolio(targets=(target(kind=RELAY, **ON_NORTH),))),
        at(portfolio(targets=(target(kind=RELAY, **ON_NORTH, copies_to="Far"), target("Far")))),
        ("Vault is said to be copied outside, but no target is named",),
    ),
    (
        "second-hub-not-operational", Severity.WARNING,
        at(portfolio(hubs=(hub(), hub("South", is_operational=None)), targets=(second_hub(),)),
           Option.NATIVE_REPLICATION),
        at(portfolio(targets=(second_hub(),)), Option.NATIVE_REPLICATION),
        ("South is not known to be fully operational",),
    ),
    (
        "assumed-input", Severity.NOTE, at(portfolio(workload(daily_change_share=None))),
        at(portfolio()), ("Blank and therefore assumed: Daily change (%) as 3%.",),
    ),
    (
        "single-hub", Severity.WARNING, at(portfolio(hubs=(hub(),), targets=(target(),))),
        at(portfolio(hubs=(hub(),), targets=(target(), azure()))),
        ("North is the only Hub.", "can take weeks."),
    ),
    (
        "rpo-below-interval", Severity.WARNING, at(portfolio(workload(rpo_hours=0.75))),
        at(portfolio(workload(rpo_hours=168.0))), ("every 24 h, the RPO is 45 min.",),
    ),
    (
        "dated-fact", Severity.WARNING,
        at(portfolio(targets=(target(**SNAPSHOTS),)), Option.RUNNING_VM_SNAPSHOT),
        at(portfolio(targets=(target(**SNAPSHOTS),))), ("Vendor 12 is named as supporting this",),
    ),
    (
        "no-spare-place", Severity.WARNING, at(portfolio(targets=(target(),))),
        at(portfolio(targets=(target(), azure()))),
        ("waits for a new one: no other Hub, Azure or provider is described.",),
    ),
    (
        "policy-advice", Severity.WARNING, at(portfolio(rules=(ADVICE,))), at(portfolio()),
        ("Two copies a day are wanted (copies every 24 h; at most 12 h).",),
    ),
    (
        "native-preferred", Severity.NOTE,
        at(portfolio(targets=(second_hub(),)), Option.GUEST_REPLICATION),
        at(portfolio(workload(native_replication=False), targets=(second_hub(),)),
           Option.GUEST_REPLICATION),
        ("can replicate its own data",),
    ),
    (
        "to-build", Severity.NOTE, at(portfolio(targets=(target(is_assumed=True),))),
        at(portfolio()), ("Vault is only assumed: it has to be built first.",),
    ),
    (
        "azure-points", Severity.WARNING, at(portfolio(targets=(azure(),))),
        at(portfolio(targets=(azure(product="Vendor 12"),))),
        ("Copies every 4 h are wanted", "at most 2 recovery points a day", "one every 12 h."),
    ),
    (
        "azure-guest", Severity.WARNING, at(portfolio(workload(os="Ubuntu 20.04"), targets=CLOUD)),
        at(portfolio(workload(os="Windows Server 2022"), targets=CLOUD)), ("'Ubuntu 20.04'",),
    ),
    (
        "paired-region", Severity.WARNING, at(portfolio(targets=CLOUD)),
        at(portfolio(workload(allowed_jurisdictions=()), targets=CLOUD)),
        ("Azure keeps a second copy in its paired region; allowed are DE and NL.",),
    ),
    (
        "replication-appliance", Severity.WARNING,
        at(portfolio(workload(vm_count=121, peak_change_mb_per_s=137.0), targets=(second_hub(),)),
           Option.GUEST_REPLICATION),
        at(portfolio(workload(vm_count=120, peak_change_mb_per_s=136.0), targets=(second_hub(),)),
           Option.GUEST_REPLICATION),
        ("it has 121 VMs, tested were 120 and it changes up to 137 MB/s, tested were 136",),
    ),
    (
        "hub-nodes", Severity.WARNING, at(scale_set(5), Option.APPLICATION_DATA_BACKUP),
        at(scale_set(4), Option.APPLICATION_DATA_BACKUP),
        ("has 5 instances", "North has 4 nodes."),
    ),
    (
        "disk-beyond-hub", Severity.WARNING, at(portfolio(workload(largest_disk_gb=1099.0))),
        at(portfolio(workload(largest_disk_gb=1098.0))),
        ("given as 1,099 GB", "at most 1,023 GiB (1,098 GB)"),
    ),
    (
        "tunnel-limit", Severity.WARNING,
        at(portfolio(targets=(second_hub(link_mbit_per_s=1251.0),))),
        at(portfolio(targets=(second_hub(link_mbit_per_s=1250.0),))),
        ("given as 1,251 Mbit/s", "at most 1,250 Mbit/s."),
    ),
    (
        "traffic-steering", Severity.NOTE,
        at(portfolio(targets=(second_hub(),)), Option.ACTIVE_ACTIVE),
        at(portfolio(targets=CLOUD), Option.ACTIVE_ACTIVE),
        ("directs requests to North and South has to stand outside both",),
    ),
    (
        "set-data", Severity.NOTE,
        at(portfolio(workload(deployment=Deployment.AVAILABILITY_SET, vm_count=2))),
        at(portfolio(workload(deployment=Deployment.AVAILABILITY_SET, vm_count=2)),
           Option.APPLICATION_DATA_BACKUP),
        ("runs in an availability set and keeps data",),
    ),
    (
        "provider-without-hub", Severity.NOTE, at(portfolio(targets=(provider(False),))),
        at(portfolio(targets=(provider(True),))), ("Cloud runs no Hub;",),
    ),
    (
        "infrastructure-backup", Severity.NOTE,
        unprotected(portfolio(hubs=(hub(has_infrastructure_backup=True),))),
        unprotected(portfolio(hubs=(hub(has_infrastructure_backup=None),))),
        ("The infrastructure backup of North holds no VMs",),
    ),
    (
        "untested", Severity.WARNING,
        today(measured(last_test_date=AS_OF - datetime.timedelta(days=366))),
        today(measured(last_test_date=AS_OF - datetime.timedelta(days=365))),
        ("2025-11-21", "365 days"),
    ),
    (
        "mttr-exceeds-rto", Severity.WARNING,
        today(measured(rto_hours=4.0, measured_recovery_hours=4.5)),
        today(measured(rto_hours=4.0, measured_recovery_hours=4.0)), ("4.5 h", "4 h"),
    ),
    (
        "dependency-slower", Severity.WARNING, today(waiting(9)), today(waiting(1)),
        ("Slow", "by itself"),
    ),
    (
        # 8 TB x 5% x half removed, daily, twice: 37 Mbit/s; 50 Mbit/s carry 35.
        "link-overbooked", Severity.WARNING, today(crowded(50.0)), today(crowded(60.0)),
        ("Vault", "37 Mbit/s", "35 Mbit/s"),
    ),
    (
        "over-capacity", Severity.WARNING, planned(sized(0.08)), planned(sized(5.0)),
        ("no longer fits",),
    ),
)  # fmt: skip
IDS = [code for code, *_ in CASES]


@pytest.mark.parametrize(("code", "severity", "here", "there", "says"), CASES, ids=IDS)
def test_warning_occurs_and_its_twin_is_free_of_it(
    code: str, severity: Severity, here: Say, there: Say, says: tuple[str, ...]
) -> None:
    reason = next(item for item in here() if item.code == code)
    assert reason.severity is severity
    assert all(words in reason.message for words in says), reason.message
    assert reason.source.strip()
    assert reason.remedy.strip().endswith(".")
    assert code not in codes(there())


def test_every_warning_is_tested() -> None:
    shipped = {rule.code for rule in RULES if rule.severity is not Severity.BLOCKER}
    together = {"untested", "mttr-exceeds-rto", "dependency-slower", "link-overbooked",
                "over-capacity"}  # fmt: skip
    assert set(IDS) == shipped | together


def test_recent_drill_is_proof_and_an_unknown_protection_a_claim() -> None:
    def evidence(**given: Any) -> str:
        return study(portfolio(workload(**given))).workload("Ledger").today.evidence

    assert evidence(current=(current(),), **PROVEN) == "proven"
    assert evidence(current=(current(),)) == "modelled"
    assert evidence(current=(current(to=None, mode=None, every=None),)) == "claimed"
    assert evidence() == "claimed"


def test_claim_alone_is_never_met() -> None:
    given = workload(current=(current(None, None, every=None, mode=None),),
                     measured_recovery_hours=1.0)  # fmt: skip
    found = study(portfolio(given)).workload("Ledger").today
    hit = [item for item in found.outcomes if item.scenario not in {"node-failure", "hub-outage"}]
    assert {item.coverage for item in hit} == {"unknown"}


@pytest.mark.parametrize(
    ("blank", "asked"),
    [
        ({"option": None}, "Current option"),
        ({"to": None}, "Current target"),
        ({"every": None, "mode": None}, "Current interval"),
        ({"kept": None}, "Retention (days)"),
    ],
)
def test_what_nobody_said_of_today_is_unknown_and_asked_for(
    blank: dict[str, None], asked: str
) -> None:
    given = portfolio(workload(current=(current(**blank),)), targets=(target(is_immutable=True),))
    found = {item.scenario: item for item in study(given).workload("Ledger").today.outcomes}
    assert found["data-loss"].coverage == "unknown"
    assert asked in found["data-loss"].missing
    assert found["data-loss"].loss_hours is None


def test_retention_matters_only_where_damage_is_noticed_late() -> None:
    given = portfolio(workload(current=(current(kept=None),)))
    found = {
        item.scenario: item.coverage for item in study(given).workload("Ledger").today.outcomes
    }
    assert found["vm-failure"] == "met"
    assert found["data-loss"] == "unknown"


def test_replica_of_today_is_judged_by_the_same_formulas() -> None:
    made = current(Option.NATIVE_REPLICATION, "South", every=None, kept=None, mode=Mode.CONTINUOUS)
    done = study(portfolio(workload(rto_hours=6.0, rpo_hours=1.0, current=(made,))))
    found = {item.scenario: item.coverage for item in done.workload("Ledger").today.outcomes}
    assert found["site-loss"] == "met"
    assert found["data-loss"] == "unrecoverable"
