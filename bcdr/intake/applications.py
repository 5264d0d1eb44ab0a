"""Groups rows by application: rows of their own, their workloads, and what those inherit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from bcdr.intake.codes import Code
from bcdr.intake.faults import Fault, FaultLog, cell_of, enumerate_some
from bcdr.intake.text import name_key
from bcdr.intake.typed import TypedRow
from bcdr.model.columns import APPLICATIONS

INHERITED: Final = tuple(column.field for column in APPLICATIONS.columns if column.inherited)
_OF_ANY_ROW: Final = frozenset({"id", "application", "workload"})

_WITHOUT_NAME: Final = Fault(
    code=Code.ROW_WITHOUT_NAME,
    problem="the row names no application; it is left out.",
    many="the rows name no application; they are left out.",
    remedy="Fill in Application, or empty the row.",
)
_NAME_TWICE: Final = Fault(
    code=Code.NAME_TWICE,
    problem="{value} stands on an earlier row too; both rows are kept as workloads.",
    many="{values} stand on earlier rows too; all these rows are kept as workloads.",
    remedy="Fill in Workload to tell them apart, or remove the row that is too many.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupedRows:
    """Workload rows in the order of the sheet, with inherited values, and how many were left out.

    `own_rows` are the rows that stand for a whole application beside rows of its workloads.
    """

    workloads: tuple[TypedRow, ...]
    own_rows: tuple[TypedRow, ...]
    skipped: int


def group_rows(rows: Sequence[TypedRow], log: FaultLog) -> GroupedRows:
    """Return the workload rows, each with what its application's own row gives it."""
    named = [row for row in rows if row.text("application")]
    for row in rows:
        if not row.text("application"):
            row.fault(log, _WITHOUT_NAME, "application")
    with_parts = {name_key(row.text("application")) for row in named if row.text("workload")}
    own: dict[str, list[TypedRow]] = {}
    for row in named:
        key = name_key(row.text("application"))
        if key in with_parts and not row.text("workload"):
            own.setdefault(key, []).append(row)
    for parents in own.values():
        for parent in parents:
            _say_not_used(parent, log)
    inherited = {key: _inherited(parents) for key, parents in own.items()}
    spelling: dict[str, str] = {}
    workloads: list[TypedRow] = []
    for row in named:
        key = name_key(row.text("application"))
        if key in own and not row.text("workload"):
            continue
        name = spelling.setdefault(key, row.text("application"))
        values = {**inherited.get(key, {}), **row.values, "application": name}
        workloads.append(replace(row, values=values))
    _say_twice(workloads, log)
    return GroupedRows(
        workloads=tuple(workloads),
        own_rows=tuple(row for parents in own.values() for row in parents),
        skipped=len(rows) - len(named),
    )


def _inherited(parents: Sequence[TypedRow]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for parent in parents:
        for field in INHERITED:
            if field in parent.values:
                found.setdefault(field, parent.values[field])
    return found


def _say_not_used(parent: TypedRow, log: FaultLog) -> None:
    lost = [
        APPLICATIONS.column(field).header
        for field in parent.values
        if field not in INHERITED and field not in _OF_ANY_ROW
    ]
    if not lost:
        return
    log.add(
        Code.OWN_ROW_NOT_USED,
        f"this row stands for the whole application, whose workloads have rows of their own; what "
        f"it says under {enumerate_some(lost, 6)} is not used.",
        "Write these on the rows of the workloads.",
        sheet=parent.table.sheet,
        cell=cell_of(parent.table, parent.record, "application"),
    )


def _say_twice(workloads: Sequence[TypedRow], log: FaultLog) -> None:
    seen: set[tuple[str, str]] = set()
    for row in workloads:
        key = (name_key(row.text("application")), name_key(row.text("workload")))
        if key in seen:
            title = " / ".join(filter(None, (row.text("application"), row.text("workload"))))
            row.fault(log, _NAME_TWICE, "workload" if row.text("workload") else "application",
                      title)  # fmt: skip
        seen.add(key)
