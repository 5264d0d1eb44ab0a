"""Knows the sheets of the template: which header row is the contract's own, word for word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from bcdr.intake import limits
from bcdr.intake.header_words import HEADER_LENGTH, bare, header_text
from bcdr.intake.look_alikes import refusal_of
from bcdr.intake.text import name_key
from bcdr.intake.units_of_columns import foreign_unit
from bcdr.model.columns import SHEETS
from bcdr.model.records import Cell

EXPLAINING_SHEETS: Final = frozenset({"columns", "lists"})
"""Sheets of the template that hold no rows, in lower case."""

_OTHER_WORDS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "Applications": {"row id": "id", "workload id": "id"},
        "Hubs": {"name": "hub", "hub name": "hub", "node count": "node_count"},
        "Targets": {"name": "target", "target name": "target", "target kind": "kind"},
    }
)
"""Other headers of a contract sheet; a bare `Name` says nothing on a list of workloads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractHeader:
    """A header row of the template by its index from 0, with the field of each known column."""

    at: int
    fields: Mapping[int, str]


def contract_role(sheet_name: str) -> str:
    """Return the contract's sheet that a sheet is called, empty if none."""
    return _roles().get(name_key(sheet_name), "")


def contract_header(rows: Sequence[Sequence[Cell]], role: str) -> ContractHeader | None:
    """Return the row among the first ones that is the header of a role's sheet, if there is one.

    A column without which a row means nothing must have the contract's own header.
    """
    best: ContractHeader | None = None
    required = {column.field for column in SHEETS[role].columns if column.required}
    for at, row in enumerate(rows[: limits.HEADER_ROWS]):
        fields = _exact_fields(row, role)
        found = set(fields.values())
        if not fields or not required <= found or (not required and len(found) < 2):
            continue
        if len(found) == 1 and sum(isinstance(c, str) and bool(c.strip()) for c in row) > 2:
            # One word among many others: a list of somebody's own.
            continue
        if best is None or len(fields) > len(best.fields):
            best = ContractHeader(at=at, fields=fields)
    return best


def exact_field(header: str, role: str) -> str:
    """Return the field whose contract header this is, empty if none.

    A unit in brackets may stand behind it; one of another quantity, or money, makes it another.
    """
    if len(header) > HEADER_LENGTH:
        return ""
    text = header_text(header)
    known = _exact_headers(role)
    whole = f"{text.words} {bare(text.bracketed)}".strip()
    field = known.get(whole) or known.get(text.words, "")
    if not field or whole in known:
        return field
    is_other = foreign_unit(header, field) or refusal_of(field, text, text.words)
    return "" if is_other else field


def _exact_fields(row: Sequence[Cell], role: str) -> dict[int, str]:
    """Return the fields of a row's cells; of two with the same header the first counts."""
    fields: dict[int, str] = {}
    for position, cell in enumerate(row):
        if isinstance(cell, str) and cell.strip():
            field = exact_field(cell, role)
            if field and field not in fields.values():
                fields[position] = field
    return fields


@cache
def _exact_headers(role: str) -> Mapping[str, str]:
    known: dict[str, str] = {}
    for column in SHEETS[role].columns:
        for own in (column.header, column.field):
            text = header_text(own)
            known.setdefault(f"{text.words} {bare(text.bracketed)}".strip(), column.field)
            known.setdefault(text.words, column.field)
    return known | dict(_OTHER_WORDS.get(role, {}))


@cache
def _roles() -> Mapping[str, str]:
    return {name_key(name): name for name in SHEETS}
