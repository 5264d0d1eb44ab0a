"""Hubs and targets that are only assumed, as the rows that would describe them."""

from collections.abc import Mapping
from typing import Any

from bcdr.model.columns import HUBS, TARGETS, Sheet
from bcdr.model.durations import write_duration
from bcdr.model.portfolio import Portfolio
from bcdr.model.records import Cell

Rows = Mapping[str, Mapping[str, Cell]]


def assumed_hubs(portfolio: Portfolio | None) -> Rows:
    """Return the Hubs that nobody described, by name."""
    hubs = portfolio.landscape.hubs if portfolio else ()
    return {one.name: _cells(HUBS, one) for one in hubs if one.is_assumed}


def assumed_targets(portfolio: Portfolio | None) -> Rows:
    """Return the targets that nobody described, by name; they do not exist yet."""
    targets = portfolio.landscape.targets if portfolio else ()
    return {one.name: {**_cells(TARGETS, one), "exists": "No"} for one in targets if one.is_assumed}


def _cells(sheet: Sheet, item: Any) -> dict[str, Cell]:
    first = sheet.key[0]
    found: dict[str, Cell] = {first: item.name}
    for field in sheet.fields:
        value = getattr(item, field, None)
        if field == first or value is None or value == ():
            continue
        if isinstance(value, bool):
            found[field] = "Yes" if value else "No"
        elif isinstance(value, tuple):
            found[field] = "; ".join(map(str, value))
        elif field.endswith("_interval_hours"):
            found[field] = write_duration(value)
        else:
            found[field] = value if isinstance(value, int | float) else str(value)
    return found
