"""Builds workloads from their rows, and checks what one row says in several columns."""

import datetime
from collections.abc import Sequence
from typing import Final

from bcdr.intake.codes import Code
from bcdr.intake.faults import Fault, FaultLog
from bcdr.intake.names import KnownNames
from bcdr.intake.protections import TargetNames, current_protections
from bcdr.intake.text import name_key
from bcdr.intake.typed import TypedRow
from bcdr.model.columns import APPLICATIONS
from bcdr.model.landscape import Hub
from bcdr.model.portfolio import Workload

_ELSEWHERE: Final = frozenset(
    {"id", "application", "workload", "hub", "notes"}
    | {"current_option", "current_target", "current_interval_hours", "retention_days"}
)
_PLAIN_FIELDS: Final = tuple(f for f in APPLICATIONS.fields if f not in _ELSEWHERE)

_HUB_NOT_FOUND: Final = Fault(
    code=Code.HUB_NOT_FOUND,
    problem="{value} is the site of no Hub and Hub is blank, so the Hub is not known.",
    many="{values} are the sites of no Hub and Hub is blank, so the Hub is not known.",
    remedy="Fill in Hub, or write the site as on the sheet Hubs.",
)
_HUB_BLANK: Final = Fault(
    code=Code.HUB_NOT_FOUND,
    problem="Hub and Location are blank and there are several Hubs, so the Hub is not known.",
    many="Hub and Location are blank and there are several Hubs, so the Hub is not known.",
    remedy="Fill in Hub.",
)
_RTO_ABOVE_MTD: Final = Fault(
    code=Code.RTO_ABOVE_MTD,
    problem="RTO is longer than MTD, the point where the harm is no longer tolerable.",
    many="RTO is longer than MTD, the point where the harm is no longer tolerable.",
    remedy="Shorten RTO, or lengthen MTD.",
)
_TEST_IN_FUTURE: Final = Fault(
    code=Code.DATE_IN_FUTURE,
    problem="the last test is dated {value}, after the date of this study.",
    many="last tests are dated {values}, after the date of this study.",
    remedy="Correct the date; a test that is planned is not evidence.",
)


def build_workloads(
    rows: Sequence[TypedRow],
    hubs: Sequence[Hub],
    targets: TargetNames,
    as_of: datetime.date,
    log: FaultLog,
) -> tuple[Workload, ...]:
    """Return one workload for each row."""
    finder = _HubFinder(hubs)
    workloads: list[Workload] = []
    for row in rows:
        values = row.values
        _check(row, as_of, log)
        workloads.append(
            Workload(
                id=row.record.id,
                application=row.text("application"),
                workload=row.text("workload"),
                hub=finder.find(row, log),
                current=current_protections(row, targets, log),
                notes=row.text("notes"),
                from_tier=row.get("from_tier") or (),
                **{
                    field: values[field] for field in _PLAIN_FIELDS if values.get(field) is not None
                },
            )
        )
    return tuple(workloads)


class _HubFinder:
    """Finds a row's Hub: by its name, else by the site it stands at, else the only one."""

    def __init__(self, hubs: Sequence[Hub]) -> None:
        self._names = KnownNames(hub.name for hub in hubs)
        sites: dict[str, list[str]] = {}
        for hub in hubs:
            if hub.site:
                sites.setdefault(name_key(hub.site), []).append(hub.name)
        self._sites = sites
        self._only = hubs[0].name if len(hubs) == 1 else None

    def find(self, row: TypedRow, log: FaultLog) -> str | None:
        """Return the name of the row's Hub, None if it cannot be told."""
        named = self._names.find(row.text("hub"))
        if named is not None or self._only is not None:
            return named or self._only
        location = row.text("location")
        at_site = self._sites.get(name_key(location), [])
        by_location = at_site[0] if len(at_site) == 1 else self._names.find(location)
        if by_location is None:
            row.fault(log, _HUB_NOT_FOUND if location else _HUB_BLANK, "location" if location else
                      "hub", location)  # fmt: skip
        return by_location


def _check(row: TypedRow, as_of: datetime.date, log: FaultLog) -> None:
    rto, mtd = row.get("rto_hours"), row.get("mtd_hours")
    if isinstance(rto, float) and isinstance(mtd, float) and rto > mtd:
        row.fault(log, _RTO_ABOVE_MTD, "rto_hours")
    tested = row.get("last_test_date")
    if tested is not None and tested > as_of:
        row.fault(log, _TEST_IN_FUTURE, "last_test_date", tested)
