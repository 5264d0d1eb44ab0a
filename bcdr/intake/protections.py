"""Reads today's protection of a row: lists of options, targets and intervals match by position."""

import datetime
from collections.abc import Sequence
from typing import Any, Final

from bcdr.intake.codes import Code
from bcdr.intake.faults import Fault, FaultLog, enumerate_some
from bcdr.intake.intervals import Interval
from bcdr.intake.names import KnownNames
from bcdr.intake.typed import TypedRow
from bcdr.intake.words import Words, find_word
from bcdr.model.columns import APPLICATIONS
from bcdr.model.landscape import Target
from bcdr.model.portfolio import CurrentProtection
from bcdr.model.vocabulary import Mode, Option

_LISTS: Final = (
    "current_option",
    "current_target",
    "current_interval_hours",
    "retention_days",
)

LAST_SUCCESSES: Final = "last_success_dates"
"""Where a row keeps when the last copy of each protection succeeded, which no cell of it says."""


class TargetNames:
    """Finds the target of the landscape that a name means; a kind means its only target."""

    def __init__(self, targets: Sequence[Target], words: Words) -> None:
        self._names = KnownNames(target.name for target in targets if not target.is_assumed)
        self._words = words
        self._targets = [target for target in targets if not target.is_assumed]

    def find(self, name: str) -> str | None:
        """Return the target's name as the landscape spells it, None if it is not there."""
        found = self._names.find(name)
        if found is not None:
            return found
        kind = find_word(self._words.target_kinds, name)
        of_kind = [target.name for target in self._targets if target.kind == kind]
        return of_kind[0] if len(of_kind) == 1 else None

    def unknown(self, name: str) -> Fault:
        """Return the fault of a name that is not there."""
        otherwise = "Add a row for it on the sheet Targets."
        return Fault(
            code=Code.TARGET_UNKNOWN,
            problem="the target {value} is not on the sheet Targets; what it covers stays unknown.",
            many="the targets {values} are not on the sheet Targets; what they cover stays "
            "unknown.",
            remedy=self._names.remedy(name, otherwise),
        )


def current_protections(
    row: TypedRow, targets: TargetNames, log: FaultLog
) -> tuple[CurrentProtection, ...]:
    """Return a row's protections of today; a list that is too short leaves blanks at its end."""
    lists: dict[str, tuple[Any, ...]] = {field: row.get(field) or () for field in _LISTS}
    _check_lengths(row, lists, log)
    successes: tuple[Any, ...] = row.get(LAST_SUCCESSES) or ()
    count = max(map(len, lists.values()))
    return tuple(
        _protection(
            [_at(lists[field], position) for field in _LISTS],
            _at(successes, position),
            row,
            targets,
            log,
        )
        for position in range(count)
    )


def _at(items: tuple[Any, ...], position: int) -> Any:
    return items[position] if position < len(items) else None


def _protection(
    parts: list[Any],
    last_success: datetime.date | None,
    row: TypedRow,
    targets: TargetNames,
    log: FaultLog,
) -> CurrentProtection:
    option, name, interval, retention_days = parts
    if option is Option.NO_RECOVERY:
        return CurrentProtection(
            option=option, target=None, mode=Mode.NONE, last_success_date=last_success
        )
    target: str | None = name or None
    if target is not None:
        found = targets.find(target)
        if found is None:
            row.fault(log, targets.unknown(target), "current_target", target)
        target = found or target
    interval = interval or Interval()
    return CurrentProtection(
        option=option,
        target=target,
        mode=interval.mode,
        interval_hours=interval.hours,
        retention_days=retention_days,
        last_success_date=last_success,
    )


def _check_lengths(row: TypedRow, lists: dict[str, tuple[Any, ...]], log: FaultLog) -> None:
    """Add a fault where two filled lists have different lengths; no-recovery needs no partner."""
    options = lists["current_option"]
    if options == (Option.NO_RECOVERY,):
        return
    lengths = {field: len(items) for field, items in lists.items() if items}
    if len(set(lengths.values())) < 2:
        return
    said = [f"{APPLICATIONS.column(f).header} has {count}" for f, count in lengths.items()]
    row.fault(
        log,
        Fault(
            code=Code.PROTECTION_LISTS,
            problem=f"the lists of today's protection differ in length: "
            f"{enumerate_some(said, len(said))}. What is missing stays blank.",
            many="the lists of today's protection differ in length. What is missing stays blank.",
            remedy="Write one item for each current option, separated by ; (blank between two ; "
            "where nothing is known).",
        ),
        next(iter(lengths)),
    )
