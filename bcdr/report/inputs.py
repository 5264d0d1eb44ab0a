"""The sheets of the workbook contract, filled in again, so that a plan can be read as input.

Only what the user said is written, and every price, for people to change: an assumed Hub, target,
price or number stays assumed when the workbook is read again. A value is written so that reading
it gives the same value.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, Final

from bcdr.model import columns as contract
from bcdr.model.columns import Kind, Sheet
from bcdr.model.entries import Price
from bcdr.model.landscape import Hub, Target
from bcdr.model.portfolio import CurrentProtection, Workload
from bcdr.model.settings import Settings
from bcdr.model.units import write_duration
from bcdr.model.vocabulary import Mode, Origin
from bcdr.report.blocks import CellKind, CellValue, Column, Table
from bcdr.report.drop_downs import DropDowns
from bcdr.study import Study

_WIDTHS: Final[Mapping[Kind, int]] = {
    Kind.TEXT: 20,
    Kind.LIST: 22,
    Kind.CHOICE: 20,
    Kind.CHOICES: 26,
    Kind.CRITICALITY: 17,
    Kind.VALUE: 22,
}
_NARROW: Final = 12
_WIDE_FIELDS: Final = {
    "application": 30,
    "workload": 24,
    "notes": 40,
    "message": 40,
    "reason": 40,
    "source": 60,
}
_KEYS: Final = frozenset({(contract.APPLICATIONS.name, "id"), (contract.PRICES.name, "price")})
"""Columns by which a row is known again, which nobody should change."""

_NAMED_ON: Final[Mapping[tuple[str, str], str]] = {
    ("Applications", "hub"): "{Hubs.hub}",
    ("Targets", "hub"): "{Hubs.hub}",
    ("Targets", "copies_to"): "{Targets.target}",
    ("Applications", "current_target"): "{Targets.target}",
    ("Drills", "application"): "{Applications.application}",
}
"""Columns that name what another sheet lists, and the cells that list it."""

_NUMBERS: Final = frozenset({Kind.NUMBER, Kind.COUNT, Kind.MONEY, Kind.DAYS})


def input_tables(study: Study) -> tuple[Table, ...]:
    """Return the filled-in sheets of the contract, in its order.

    VMs, Dependencies and Backups are left out: what they say stands on Applications.
    """
    tiers = {tier.id: tier.title for tier in study.catalogue.tiers}
    rows: dict[str, Iterable[Mapping[str, Any]]] = {
        contract.APPLICATIONS.name: (
            _workload(workload, tiers) for workload in study.portfolio.workloads
        ),
        contract.HUBS.name: map(_hub, _given(study.portfolio.landscape.hubs)),
        contract.TARGETS.name: map(_target, _given(study.portfolio.landscape.targets)),
        contract.OBJECTIVES.name: (
            _with_tier(_attributes(default), tiers) for default in study.portfolio.objectives
        ),
        contract.RULES.name: map(_rule, study.portfolio.rules),
        contract.SCENARIOS.name: map(_scenario, _overridden(study.catalogue.scenarios)),
        contract.ASSUMPTIONS.name: _assumptions(study),
        contract.PRICES.name: map(_price, study.catalogue.prices),
        contract.DRILLS.name: _drills(study),
        contract.DECISIONS.name: map(_decision, study.portfolio.decisions),
        contract.SETTINGS.name: _settings(study.settings),
    }
    words = DropDowns(study.catalogue)
    return tuple(_table(contract.SHEETS[name], found, words) for name, found in rows.items())


def _table(sheet: Sheet, rows: Iterable[Mapping[str, Any]], words: DropDowns) -> Table:
    return Table(
        id=sheet.name,
        title=sheet.title,
        columns=tuple(_column(column, sheet, words) for column in sheet.columns),
        rows=tuple(
            tuple(_written(row.get(column.field), column.kind) for column in sheet.columns)
            for row in rows
        ),
        empty=_purpose(sheet),
        heading_columns=3 if sheet is contract.APPLICATIONS else 1,
    )


def _purpose(sheet: Sheet) -> str:
    if sheet is contract.DECISIONS:
        return f"{sheet.purpose} This is the log: decide on the sheet Plan."
    return sheet.purpose


def _column(column: contract.Column, sheet: Sheet, words: DropDowns) -> Column:
    kind = CellKind.TEXT
    if column.kind in _NUMBERS:
        kind = CellKind.VALUE
    elif column.kind is Kind.DATE:
        kind = CellKind.DATE
    width = _WIDE_FIELDS.get(column.field, _WIDTHS.get(column.kind, _NARROW))
    names = _NAMED_ON.get((sheet.name, column.field), "")
    return Column(
        key=column.field,
        title=column.header,
        kind=kind,
        width=max(width, len(column.header) // 2),
        note=column.help,
        is_input=sheet is not contract.DECISIONS and (sheet.name, column.field) not in _KEYS,
        choices=() if names else words.words(column),
        choices_from=names,
        is_closed=column.kind in (Kind.CHOICE, Kind.YES_NO),
    )


def _written(value: Any, kind: Kind) -> CellValue:
    """Return a value as the contract writes it, so that reading gives it back."""
    write = _WRITERS.get(kind)
    if value in (None, "", ()):
        return None
    if write is not None:
        return write(value)
    if isinstance(value, tuple):
        return "; ".join("" if item is None else _text(item) for item in value)
    if isinstance(value, (bool, float, int, datetime.date)):
        return _yes_no(value) if isinstance(value, bool) else value
    return _text(value)


def _text(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value.value) if isinstance(value, StrEnum) else str(value)


def _yes_no(value: bool) -> str:
    return "Yes" if value else "No"


def _share(value: float) -> str:
    """Return a share in percent; three decimals would look like a thousand set apart by a dot."""
    percent = f"{value * 100:.12g}"
    decimals = len(percent.partition(".")[2])
    return f"{percent}0%" if decimals == 3 else f"{percent}%"


_WRITERS: Final[Mapping[Kind, Callable[[Any], CellValue]]] = {
    Kind.DURATION: write_duration,
    Kind.SHARE: _share,
}


def _attributes(entry: Any) -> Mapping[str, Any]:
    return {name: getattr(entry, name) for name in entry.__dataclass_fields__}


def _given(places: Iterable[Any]) -> Iterable[Any]:
    return (place for place in places if not place.is_assumed)


def _overridden(entries: Iterable[Any]) -> Iterable[Any]:
    return (entry for entry in entries if entry.origin is Origin.GIVEN)


def _with_tier(row: Mapping[str, Any], tiers: Mapping[str, str]) -> Mapping[str, Any]:
    """Return a row with the title of its criticality in place of the id."""
    return {**row, "criticality": tiers.get(row["criticality"] or "")}


def _workload(workload: Workload, tiers: Mapping[str, str]) -> Mapping[str, Any]:
    current = workload.current
    return {
        **_with_tier(_attributes(workload), tiers),
        "current_option": _list(item.option for item in current),
        "current_target": _list(item.target for item in current),
        "current_interval_hours": _list(_interval(item) for item in current),
        "retention_days": _list(item.retention_days for item in current),
    }


def _list(items: Iterable[Any]) -> tuple[Any, ...]:
    """Return items that match others by position; a list without any item is empty."""
    found = tuple(items)
    return found if any(item is not None for item in found) else ()


def _interval(protection: CurrentProtection) -> str | None:
    if protection.mode in {Mode.CONTINUOUS, Mode.SYNCHRONOUS}:
        return str(protection.mode)
    return write_duration(protection.interval_hours) or None


def _hub(hub: Hub) -> Mapping[str, Any]:
    return {**_attributes(hub), "hub": hub.name}


def _target(target: Target) -> Mapping[str, Any]:
    return {**_attributes(target), "target": target.name}


def _rule(rule: Any) -> Mapping[str, Any]:
    return {
        **_attributes(rule),
        "rule": rule.name,
        "severity": "blocker" if rule.is_blocking else "warning",
    }


def _scenario(scenario: Any) -> Mapping[str, Any]:
    return {**_attributes(scenario), "scenario": scenario.id}


def _assumptions(study: Study) -> Iterable[Mapping[str, Any]]:
    for entry in _overridden(study.catalogue.assumptions):
        yield {**_attributes(entry), "assumption": entry.id}
    for phase in _overridden(study.catalogue.phases):
        yield {**_attributes(phase), "assumption": phase.id, "value": phase.likely}


def _price(price: Price) -> Mapping[str, Any]:
    """Return a price as listed; one that is only assumed stays so while its row is not changed."""
    return {
        **_attributes(price),
        "price": price.id,
        "value": price.list_price,
        "discount_percent": price.discount_percent or None,
    }


def _drills(study: Study) -> Iterable[Mapping[str, Any]]:
    by_id = {workload.id: workload for workload in study.portfolio.workloads}
    for drill in study.portfolio.drills:
        workload = by_id[drill.workload_id]
        yield {
            **_attributes(drill),
            "application": workload.application,
            "workload": workload.workload,
        }


def _decision(decision: Any) -> Mapping[str, Any]:
    return {**_attributes(decision), "id": decision.workload_id, "decision": decision.kind}


def _settings(settings: Settings) -> Iterable[Mapping[str, Any]]:
    yield {"setting": "as_of", "value": settings.as_of}
    yield {"setting": "goal", "value": settings.goal}
    yield {"setting": "planning_percentile", "value": settings.planning_percentile}
    if settings.entity_types:
        yield {"setting": "entity_types", "value": settings.entity_types}
    if settings.vm_grouping:
        yield {"setting": "vm_grouping", "value": settings.vm_grouping}
    for name in ("objectives", "regulation", "cost", "guidance"):
        yield {"setting": f"weight_{name}", "value": getattr(settings.weights, name)}
