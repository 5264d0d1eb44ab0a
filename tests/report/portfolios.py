"""Small portfolios to report on, some with everything in them that could break a report."""

import datetime
from collections.abc import Iterable

from bcdr.model.landscape import Hub, Landscape, Target
from bcdr.model.portfolio import CurrentProtection, Portfolio, Workload
from bcdr.model.settings import Settings
from bcdr.model.vocabulary import Mode, Option, TargetKind

AS_OF = datetime.date(2026, 11, 22)
SETTINGS = Settings(as_of=AS_OF)

LANDSCAPE = Landscape(
    (Hub(name="Hub North", site="Hamburg", region="North Germany", jurisdiction="DE"),),
    (
        Target(
            name="Vault",
            kind=TargetKind.DEDICATED_EXTERNAL,
            site="Bremen",
            region="Weser",
            jurisdiction="DE",
            link_mbit_per_s=1000,
            restore_mb_per_s=400,
            write_mb_per_s=300,
            capacity_tb=80,
            is_immutable=True,
            is_isolated=True,
        ),
        Target(
            name="Hub South",
            kind=TargetKind.SECOND_HUB,
            site="Rotterdam",
            region="Randstad",
            jurisdiction="NL",
            link_mbit_per_s=1000,
            round_trip_ms=9,
            restore_mb_per_s=400,
            write_mb_per_s=300,
            capacity_tb=40,
            vcpu=200,
            memory_gb=1024,
        ),
    ),
)

DAILY = CurrentProtection(
    option=Option.IN_GUEST_BACKUP,
    target="Vault",
    mode=Mode.INTERVAL,
    interval_hours=24,
    retention_days=30,
)


def workload(name: str, **more: object) -> Workload:
    """A small workload about which everything is known that a study asks for."""
    known: dict[str, object] = {
        "owner": "Ana Ruiz",
        "criticality": "important",
        "environment": "production",
        "rto_hours": 48.0,
        "rpo_hours": 24.0,
        "mtd_hours": 168.0,
        "data_gb": 100.0,
        "daily_change_share": 0.03,
        "vm_count": 1,
        "vcpu": 4.0,
        "memory_gb": 16.0,
        "os": "Windows Server 2022",
        "stateful": True,
        "hub": "Hub North",
        "current": (DAILY,),
    }
    return Workload(id=name, application=name, **{**known, **more})  # type: ignore[arg-type]


def portfolio(workloads: Iterable[Workload]) -> Portfolio:
    """A portfolio of these workloads in the small landscape."""
    return Portfolio(workloads=tuple(workloads), landscape=LANDSCAPE)


HOSTILE_NAMES = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "\uff1d1+1",
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "<b>%{x}</b> & \"quoted\" 'names'",
    "bell\x07 and tab\tand line\nend",
    "x" * 250,
    "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd",
    "\u53d7\u6ce8\u7ba1\u7406\u30b7\u30b9\u30c6\u30e0",
    "_x0041_ stays as it is",
    "#REF!",
)
"""Names that a program could take for a formula, for markup, or for more than a cell holds."""


def hostile() -> Portfolio:
    """A portfolio in which every name, owner and unit is hostile."""
    return portfolio(
        workload(name, owner=name, business_unit=name, notes=name, criticality="minor")
        for name in HOSTILE_NAMES
    )
