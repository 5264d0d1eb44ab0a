"""Fills today's protection of workloads from reports of backup tools, never their objectives."""

import datetime
import re
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final

from bcdr.intake import limits
from bcdr.intake.codes import Code
from bcdr.intake.faults import Fault, FaultLog, cell_of, enumerate_some, quote
from bcdr.intake.intervals import Interval, interval_of
from bcdr.intake.protection_words import option_of
from bcdr.intake.protections import LAST_SUCCESSES
from bcdr.intake.text import clean_text, name_key
from bcdr.intake.typed import TypedRow
from bcdr.intake.vm_places import Places
from bcdr.model.records import Cell
from bcdr.model.units import format_hours
from bcdr.model.value_words import WORDS, word_form
from bcdr.model.vocabulary import Mode, Option

_LISTS: Final = (
    "current_option", "current_target", "current_interval_hours", "retention_days",
)  # fmt: skip

_WORD: Final = re.compile(r"[A-Z]?[^\W\d_A-Z]{3,}|[A-Z]{4,}")
"""A word of a name of two words or more: `Daily` and `Policy` in `DailyPolicy-30d`."""

_FREQUENCIES: Final = frozenset(
    word
    for id_ in ("hourly", "twice-daily", "daily", "weekly", "monthly")
    for word in WORDS.copying[id_]
)

_UNMATCHED: Final = Fault(
    code=Code.BACKUP_UNMATCHED,
    problem="{value} is no workload, application or VM that is listed; this row is not used.",
    many="{values} are no workloads, applications or VMs that are listed; these rows are not used.",
    remedy="List them, or read the list of VMs together with this report.",
)
_SEVERAL: Final = Fault(
    code=Code.BACKUP_UNMATCHED,
    problem="the application {value} has several workloads; nobody knows which of them this row "
    "protects.",
    many="the applications {values} have several workloads; nobody knows which of them these rows "
    "protect.",
    remedy="Name the workload, or read the list of VMs together with this report.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Copies:
    """What a report says of one thing that is protected in one way at one place."""

    option: Option
    target: str
    interval: Interval | None
    retention_days: float | None
    last_success: datetime.date | None


def with_backups(
    rows: Sequence[TypedRow],
    reported: Sequence[TypedRow],
    places: Places,
    log: FaultLog,
) -> tuple[TypedRow, ...]:
    """Return the workload rows with blanks of today's protection filled from reports.

    Rows of one thing, option and target are copies of one protection, whose interval is measured
    where it is not given. Where a workload has several VMs, the weakest counts: the longest
    interval, the shortest retention, the oldest success.
    """
    if not reported:
        return tuple(rows)
    by_workload = _by_workload(reported, places, log)
    newest = max(filter(None, map(_last_date, reported)), default=None)
    found = []
    used: list[TypedRow] = []
    for row in rows:
        given = by_workload.get(row.record.id)
        filled = row if given is None else _filled(row, given, places, newest, log)
        if filled is not row:
            used.append(row)
        found.append(filled)
    if used:
        _say_used(used, reported[0], log)
    return tuple(found)


def _by_workload(
    reported: Sequence[TypedRow], places: Places, log: FaultLog
) -> dict[str, list[TypedRow]]:
    found: dict[str, list[TypedRow]] = {}
    for row in reported:
        name, application = row.text("workload"), row.text("application")
        ids = places.find(name, application) or (places.find("", application))
        if len(ids) == 1:
            found.setdefault(ids[0], []).append(row)
        elif ids:
            row.fault(log, _SEVERAL, "workload" if name else "application", name or application)
        elif name or application:
            row.fault(log, _UNMATCHED, "workload" if name else "application", name or application)
    return found


def _filled(
    row: TypedRow,
    given: Sequence[TypedRow],
    places: Places,
    newest: datetime.date | None,
    log: FaultLog,
) -> TypedRow:
    protections = _protections(given, log)
    _say_missing_vms(row, given, places, log)
    for item in protections:
        _check_age(row, item, newest, given[0], log)
    values = {**row.values, **_others(row, given, places)}
    own = {field: row.get(field) for field in _LISTS if row.get(field)}
    if not own:
        values.update(_lists(protections))
    elif len(protections) == 1 and all(len(items) == 1 for items in own.values()):
        reported = _lists(protections)
        for field in _LISTS:
            if field not in own:
                values[field] = reported[field]
            elif _differs(own[field][0], reported[field][0]):
                _say_differs(row, field, own[field][0], reported[field][0], given[0], log)
        values[LAST_SUCCESSES] = reported[LAST_SUCCESSES]
    return row if values == row.values else replace(row, values=values)


def _protections(given: Sequence[TypedRow], log: FaultLog) -> list[_Copies]:
    """Return the ways a workload is protected; what is not protected counts where nothing else."""
    kinds: dict[tuple[Option, str], dict[str, list[TypedRow]]] = {}
    for row in given:
        option, is_said = _option(row)
        if not is_said:
            told = row.text("protection") or row.text("product") or row.table.sheet
            row.fault(log, _ASSUMED, "protection", told)
        target = "" if option is Option.NO_RECOVERY else row.text("current_target")
        things = kinds.setdefault((option, target), {})
        things.setdefault(name_key(row.text("workload")), []).append(row)
    if any(option is not Option.NO_RECOVERY for option, _ in kinds):
        kinds = {key: things for key, things in kinds.items() if key[0] is not Option.NO_RECOVERY}
    return [
        _weakest(option, target, [_copies(rows) for rows in things.values()])
        for (option, target), things in kinds.items()
    ]


def _option(row: TypedRow) -> tuple[Option, bool]:
    headers = {column.field: column.header for column in row.table.columns}
    for text in (
        row.text("protection"),
        row.text("product"),
        headers.get("protection", ""),
        row.table.family,
    ):
        option, is_said = option_of(text)
        if is_said and option is not None:
            return option, True
    return Option.IN_GUEST_BACKUP, False


def _weakest(
    option: Option,
    target: str,
    things: Sequence[tuple[Interval | None, float | None, datetime.date | None]],
) -> _Copies:
    intervals = [interval for interval, _, _ in things if interval is not None]
    kept = [days for _, days, _ in things if days is not None]
    successes = [day for _, _, day in things if day is not None]
    return _Copies(
        option=option,
        target=target,
        interval=max(intervals, key=lambda item: item.hours or 0.0, default=None),
        retention_days=min(kept, default=None),
        last_success=min(successes, default=None),
    )


def _copies(
    rows: Sequence[TypedRow],
) -> tuple[Interval | None, float | None, datetime.date | None]:
    """Return interval, days of retention and last success of one thing."""
    stated = [item for row in rows for item in row.get("current_interval_hours") or ()
              if item.mode is not None]  # fmt: skip
    kept = [days for row in rows for days in row.get("retention_days") or () if days is not None]
    successes = [day for row in rows if (day := row.get("last_success_date")) is not None]
    times = (row.record.get("last_copy_date") for row in rows)
    return (
        stated[0] if stated else measured_interval(times) or _interval_by_name(rows[0]),
        min(kept, default=None),
        max(successes, default=None) or max(filter(None, map(_last_date, rows)), default=None),
    )


def measured_interval(times: Iterable[Cell]) -> Interval | None:
    """Return the usual time between copies, None where fewer than two times are known.

    It is the median of the times between them, as whole hours where it is nearly that.
    """
    moments = sorted({moment for time in times if (moment := _moment(time)) is not None})
    gaps = [(later - earlier).total_seconds() / 3600.0 for earlier, later in pairwise(moments)]
    if not gaps:
        return None
    hours = statistics.median(gaps)
    whole = round(hours)
    if whole and abs(hours - whole) <= limits.SAME_INTERVAL_SHARE * whole:
        hours = float(whole)
    return Interval(Mode.INTERVAL, hours)


def _interval_by_name(row: TypedRow) -> Interval | None:
    """Return the only interval that the name of a job or kind tells: `Daily`, `VM-Hourly`."""
    for text in (row.text("protection"), row.text("product")):
        words = {word_form(word) for word in (text, *_WORD.findall(text))} & _FREQUENCIES
        found = {interval_of(word)[0] for word in words}
        if len(found) == 1:
            return found.pop()
    return None


def reports_of_vms(vms: Sequence[TypedRow], reported: Sequence[TypedRow]) -> list[TypedRow]:
    """Return what lists of VMs say of their protection, as a report, for VMs that no report names.

    Words that name no protection are left out.
    """
    named = {name_key(row.text("workload")) for row in reported}
    found = []
    for vm in vms:
        text = vm.text("protection")
        if not text or name_key(vm.text("vm")) in named or option_of(text)[0] is None:
            continue
        found.append(replace(vm, values={"workload": vm.text("vm"), "protection": text}))
    return found


def _moment(cell: Cell) -> datetime.datetime | None:
    if isinstance(cell, datetime.datetime):
        return cell.replace(tzinfo=None)
    if isinstance(cell, datetime.date):
        return datetime.datetime.combine(cell, datetime.time())
    if not isinstance(cell, str):
        return None
    try:
        return datetime.datetime.fromisoformat(clean_text(cell)).replace(tzinfo=None)
    except ValueError:
        return None


def _last_date(row: TypedRow) -> datetime.date | None:
    days = [row.get("last_success_date"), row.get("last_copy_date")]
    return max(filter(None, days), default=None)


def _lists(protections: Sequence[_Copies]) -> dict[str, Any]:
    return {
        "current_option": tuple(item.option for item in protections),
        "current_target": tuple(item.target for item in protections),
        "current_interval_hours": tuple(item.interval or Interval() for item in protections),
        "retention_days": tuple(item.retention_days for item in protections),
        LAST_SUCCESSES: tuple(item.last_success for item in protections),
    }


def _others(row: TypedRow, given: Sequence[TypedRow], places: Places) -> Mapping[str, Any]:
    """Return what a report says beside the protection, where the workload's row leaves it blank."""
    found: dict[str, Any] = {}
    tests = [day for item in given if (day := item.get("last_test_date")) is not None]
    if tests and row.get("last_test_date") is None:
        found["last_test_date"] = max(tests)
    changes = {item.get("daily_change_share") for item in given} - {None}
    if len(changes) == 1 and row.get("daily_change_share") is None:
        found["daily_change_share"] = changes.pop()
    sizes: dict[str, float] = {}
    for item in given:
        if item.get("data_gb") is not None:
            key = name_key(item.text("workload"))
            sizes[key] = max(sizes.get(key, 0.0), item.values["data_gb"])
    is_whole = places.vms_of(row.record.id) <= {places.vm_of(name) for name in sizes}
    if sizes and is_whole and row.get("data_gb") is None:
        found["data_gb"] = sum(sizes.values())
    return found


def _differs(own: Any, reported: Any) -> bool:
    if own is None or reported is None or reported == "":
        return False
    if isinstance(own, Interval):
        return None not in (own.mode, reported.mode) and own != reported
    if isinstance(own, str) and not isinstance(own, Option):
        return name_key(own) != name_key(reported)
    return bool(own != reported)


def _say_differs(
    row: TypedRow, field: str, own: Any, reported: Any, first: TypedRow, log: FaultLog
) -> None:
    fault = Fault(
        code=Code.BACKUPS_DISAGREE,
        problem=f"the report {first.table.sheet} says otherwise: {{value}}. This row's own counts.",
        many=f"the report {first.table.sheet} says otherwise: {{values}}. Each row's own counts.",
        remedy="Correct whichever is out of date.",
    )
    row.fault(log, fault, field, f"{_word(own)} here, {_word(reported)} there")


def _word(value: Any) -> str:
    if isinstance(value, Interval):
        return format_hours(value.hours) if value.hours else str(value.mode or "")
    return f"{value:g} days" if isinstance(value, (int, float)) else str(value)


def _say_missing_vms(
    row: TypedRow, given: Sequence[TypedRow], places: Places, log: FaultLog
) -> None:
    reported = {places.vm_of(item.text("workload")) for item in given}
    vms = places.vms_of(row.record.id)
    missing = sorted(vms - reported)
    if not missing or not reported - {""}:
        return
    fault = Fault(
        code=Code.BACKUPS_DISAGREE,
        problem="the VM {value} of this row is not in the report of backups; nothing says that it "
        "is protected.",
        many="the VMs {values} of these rows are not in the report of backups; nothing says that "
        "they are protected.",
        remedy="Check whether they are left out on purpose.",
    )
    for vm in missing:
        row.fault(log, fault, "application", vm)


def _check_age(
    row: TypedRow,
    copies: _Copies,
    newest: datetime.date | None,
    first: TypedRow,
    log: FaultLog,
) -> None:
    """Add a finding where the last success lies far before the newest copy of the report."""
    if copies.last_success is None or newest is None:
        return
    hours = copies.interval.hours if copies.interval is not None else None
    allowed = max(limits.OLD_BACKUP_DAYS, 2 * (hours or 0.0) / 24)
    if (newest - copies.last_success).days > allowed:
        title = " / ".join(filter(None, (row.text("application"), row.text("workload"))))
        first.fault(log, _OLD, "last_success_date", f"{title}: {copies.last_success}")


def _say_used(rows: Sequence[TypedRow], first: TypedRow, log: FaultLog) -> None:
    names = enumerate_some(list(dict.fromkeys(quote(row.text("application")) for row in rows)), 3)
    # It is said of the whole report: its place is the header of the column of names.
    letter, header_row = first.table.letter("workload"), first.table.header_row
    log.add(
        Code.BACKUP_USED,
        f"today's protection of {names} is filled from this report where their own rows leave it "
        "blank.",
        "Nothing to do. It says what is done, never what is required.",
        sheet=first.table.sheet,
        cell=f"{letter}{header_row}"
        if letter and header_row
        else cell_of(first.table, first.record, "workload"),
    )


_ASSUMED: Final = Fault(
    code=Code.PROTECTION_ASSUMED,
    problem="{value} does not say how the copies are made; it is read as a backup by an agent in "
    "the guest.",
    many="{values} do not say how the copies are made; they are read as backups by an agent in "
    "the guest.",
    remedy="Fill in Current option on the row of the workload if that is not right.",
)
_OLD: Final = Fault(
    code=Code.BACKUP_OLD,
    problem="{value} is the last success, long before the newest copy of this report.",
    many="{values} are the last successes, long before the newest copy of this report.",
    remedy="Check whether these copies are still made.",
)
