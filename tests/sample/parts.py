"""The words the sample is written in: applications, their parts, sizes and protection today."""

import datetime
from collections.abc import Mapping
from typing import Final, TypeAlias

from bcdr.model.columns import APPLICATIONS
from bcdr.model.vocabulary import Deployment, Option

Cell: TypeAlias = str | int | float | datetime.date | datetime.time | datetime.timedelta | None
Row: TypeAlias = dict[str, Cell]

VITAL: Final = "Vital"
ESSENTIAL: Final = "Essential"
IMPORTANT: Final = "Important"
DEFERRABLE: Final = "Deferrable"

NORTH: Final = "Hub North"
SOUTH: Final = "Hub South"
HAMBURG: Final = "Hamburg Hafen"
ROTTERDAM: Final = "Rotterdam Waalhaven"

HARBOUR_VAULT: Final = "Harbour vault"
BERGEDORF_VAULT: Final = "Bergedorf vault"
RELAY_STORE: Final = "North relay store"
LOCAL_STORE: Final = "South local store"
SECOND_HUB: Final = "Hub South"
AZURE: Final = "Azure West Europe"
SKAGERRAK: Final = "Skagerrak Cloud"

YES: Final = "Yes"
NO: Final = "No"
NOT_APPLICABLE: Final = "not applicable"

IN_GUEST: Final = Option.IN_GUEST_BACKUP.value
STOPPED_SNAPSHOT: Final = Option.STOPPED_VM_SNAPSHOT.value
RUNNING_SNAPSHOT: Final = Option.RUNNING_VM_SNAPSHOT.value
DATA_BACKUP: Final = Option.APPLICATION_DATA_BACKUP.value
NATIVE: Final = Option.NATIVE_REPLICATION.value
GUEST: Final = Option.GUEST_REPLICATION.value
ACTIVE_ACTIVE: Final = Option.ACTIVE_ACTIVE.value
NO_RECOVERY: Final = Option.NO_RECOVERY.value

IN_THREE_COUNTRIES: Final[Row] = {"allowed_jurisdictions": "DE; NL; DK"}

_COMMON: Final[Row] = {
    "environment": "production",
    "source_platform": "Azure Stack Hub",
    "native_replication": NO,
    "multi_writer": NO,
    "planned_downtime_allowed": NO,
    "static_ip": NO,
    "site_to_site_vpn": NO,
    "template_off_hub": NO,
    "deployment": Deployment.SINGLE_VM.value,
}
WEB_TIER: Final[Row] = _COMMON | {
    "workload_type": "web tier",
    "os": "Windows Server 2022",
    "stateful": NO,
    "multi_writer": YES,
    "deployment": Deployment.SCALE_SET.value,
    "template_off_hub": YES,
}
SERVICE: Final[Row] = _COMMON | {
    "workload_type": "application server",
    "os": "Windows Server 2019",
    "stateful": NO,
    "deployment": Deployment.AVAILABILITY_SET.value,
    "template_off_hub": YES,
}
SQL_DATABASE: Final[Row] = _COMMON | {
    "workload_type": "database",
    "os": "Windows Server 2019",
    "stateful": YES,
    "native_replication": YES,
    "deployment": Deployment.AVAILABILITY_SET.value,
    "static_ip": YES,
}
LINUX_DATABASE: Final[Row] = SQL_DATABASE | {"os": "Red Hat Enterprise Linux 8.6"}
STORE: Final[Row] = _COMMON | {
    "workload_type": "file server",
    "os": "Windows Server 2019",
    "stateful": YES,
    "planned_downtime_allowed": YES,
    "static_ip": YES,
}
PACKAGED: Final[Row] = _COMMON | {
    "workload_type": "packaged application",
    "os": "Windows Server 2016",
    "stateful": YES,
    "planned_downtime_allowed": YES,
}


def size(
    vm_count: int | None,
    vcpu: int | None,
    memory_gb: int | None,
    data_gb: Cell,
    daily_change: Cell,
    largest_disk_gb: Cell,
) -> Row:
    """Return the sizes of a row: totals, daily change in percent, and its largest disk."""
    return {
        "vm_count": vm_count,
        "vcpu": vcpu,
        "memory_gb": memory_gb,
        "data_gb": data_gb,
        "daily_change_share": daily_change,
        "largest_disk_gb": largest_disk_gb,
    }


def protected(*protections: tuple[str, str, str, int]) -> Row:
    """Return the cells of today's protection: option, target, interval and days kept of each."""
    options, targets, intervals, days = zip(*protections, strict=True)
    return {
        "current_option": "; ".join(options),
        "current_target": "; ".join(targets),
        "current_interval_hours": "; ".join(intervals),
        "retention_days": days[0] if len(days) == 1 else "; ".join(str(day) for day in days),
    }


def daily(target: str, retention_days: int = 30) -> Row:
    """Return the cells of a nightly backup in the guest."""
    return protected((IN_GUEST, target, "24 h", retention_days))


def tested(date: datetime.date, recovery: Cell) -> Row:
    """Return the cells of the last test and how long it took."""
    return {"last_test_date": date, "measured_recovery_hours": recovery}


def part(name: str, kind: Mapping[str, Cell], *groups: Mapping[str, Cell], **cells: Cell) -> Row:
    """Return the row of one workload; later groups and cells replace earlier ones."""
    row: Row = {"workload": name, **kind}
    for group in groups:
        row.update(group)
    return row | cells


def application_with_own_row(name: str, *parts: Row, **shared: Cell) -> list[Row]:
    """Return an application's own row with the shared cells, and its parts, which inherit them.

    Shared cells of columns that are not inherited stand on the row of each part.
    """
    own = {field: cell for field, cell in shared.items() if APPLICATIONS.column(field).inherited}
    others = {field: cell for field, cell in shared.items() if field not in own}
    return [
        {"application": name, **own},
        *({"application": name, **others, **row} for row in parts),
    ]


def application(name: str, *parts: Row, **shared: Cell) -> list[Row]:
    """Return the rows of an application, with the shared cells on the row of each part.

    Shared notes stand on the first row only, as people write them.
    """
    notes = shared.pop("notes", None)
    rows: list[Row] = [{"application": name, **shared, **row} for row in parts]
    rows[0].setdefault("notes", notes)
    return rows


def hours(text: str) -> datetime.time:
    """Return a duration as Excel keeps one that was typed as a time of day."""
    return datetime.time.fromisoformat(text)


def days(count: float) -> datetime.timedelta:
    """Return a duration as Excel keeps one that is longer than a day."""
    return datetime.timedelta(days=count)


def day(text: str) -> datetime.date:
    """Return a date."""
    return datetime.date.fromisoformat(text)
