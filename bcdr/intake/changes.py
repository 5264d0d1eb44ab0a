"""Turns changed data in GB a day into the share of the data, once the size of a row is known."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bcdr.intake.codes import Code
from bcdr.intake.faults import Fault, FaultLog
from bcdr.intake.numbers import ChangePerDay
from bcdr.intake.typed import TypedRow

_FIELD: Final = "daily_change_share"

_WITHOUT_SIZE: Final = Fault(
    code=Code.CHANGE_WITHOUT_SIZE,
    problem="{value} is an amount of data a day, and the size of the data is blank, so its share "
    "is not known.",
    many="{values} are amounts of data a day, and the sizes of the data are blank, so their shares "
    "are not known.",
    remedy="Fill in Data (GB), or write the percentage that changes in a day.",
)
_MORE_THAN_ALL: Final = Fault(
    code=Code.NUMBER_ABSURD,
    problem="{value} a day would be more than all data of the row; it is read as blank.",
    many="{values} a day would be more than all data of their rows; they are read as blank.",
    remedy="Check Data (GB) and the unit of this column.",
)


def with_change_shares(rows: Sequence[TypedRow], log: FaultLog) -> tuple[TypedRow, ...]:
    """Return the rows with every change a day as a share of the row's data, or without it."""
    return tuple(_settled(row, log) for row in rows)


def _settled(row: TypedRow, log: FaultLog) -> TypedRow:
    change = row.get(_FIELD)
    if not isinstance(change, ChangePerDay):
        return row
    size = row.get("data_gb")
    share: float | None = None
    if size:
        share = change.gigabytes / size
    elif change.gigabytes == 0:
        share = 0.0
    if share is None:
        row.fault(log, _WITHOUT_SIZE, _FIELD)
    elif share > 1:
        row.fault(log, _MORE_THAN_ALL, _FIELD)
        share = None
    return replace(row, values={**row.values, _FIELD: share})
