"""Adds the dependencies of a list of pairs to the workloads they name; it creates none."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bcdr.intake.codes import Code
from bcdr.intake.faults import Fault, FaultLog
from bcdr.intake.text import clean_text
from bcdr.intake.typed import TypedRow
from bcdr.intake.vm_places import Places

_SEPARATORS: Final = re.compile(r"\s*[;,|\n]\s*")

_UNKNOWN: Final = Fault(
    code=Code.DEPENDENCY_UNKNOWN,
    problem="{value} is no application, workload or VM that is listed; its dependencies are left "
    "out.",
    many="{values} are no applications, workloads or VMs that are listed; their dependencies are "
    "left out.",
    remedy="Add them to the list of applications if they have to be recovered too.",
)


def with_edges(
    rows: Sequence[TypedRow], pairs: Sequence[TypedRow], places: Places, log: FaultLog
) -> tuple[TypedRow, ...]:
    """Return the workload rows with what the pairs say each depends on, beside its own cell.

    An end may be an application, a workload or a VM. A pair inside one workload says nothing.
    """
    added: dict[str, dict[str, None]] = {}
    titles = {row.record.id: _title(row) for row in rows}
    for pair in pairs:
        sources, targets = _sources(pair, places, log), _targets(pair, places, log)
        for source in sources:
            for target in targets:
                if target != source and target not in sources:
                    added.setdefault(source, {})[titles[target]] = None
    return tuple(
        replace(row, values={**row.values, "depends_on": _both(row, added[row.record.id])})
        if row.record.id in added
        else row
        for row in rows
    )


def _sources(pair: TypedRow, places: Places, log: FaultLog) -> tuple[str, ...]:
    application, workload = pair.text("application"), pair.text("workload")
    found = places.find(workload, application) or places.find(application)
    if not found and (application or workload):
        field = "application" if application else "workload"
        pair.fault(log, _UNKNOWN, field, application or workload)
    return found


def _targets(pair: TypedRow, places: Places, log: FaultLog) -> tuple[str, ...]:
    name, application = pair.text("depends_on"), pair.text("application")
    if not name:
        return ()
    whole = places.find(name, application)
    if whole:
        return whole
    found: dict[str, None] = {}
    cell = pair.record.get("depends_on")
    for piece in _SEPARATORS.split(cell if isinstance(cell, str) else clean_text(cell)):
        ids = places.find(clean_text(piece), application) if piece.strip() else ()
        if piece.strip() and not ids:
            pair.fault(log, _UNKNOWN, "depends_on", clean_text(piece))
        found.update(dict.fromkeys(ids))
    return tuple(found)


def _both(row: TypedRow, names: dict[str, None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*(row.get("depends_on") or ()), *names]))


def _title(row: TypedRow) -> str:
    return " / ".join(filter(None, (row.text("application"), row.text("workload"))))
