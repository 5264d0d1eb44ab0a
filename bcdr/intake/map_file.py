"""Writes proposals as a file that a person edits, and reads it back as corrections."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from bcdr.intake.faults import quote
from bcdr.model.columns import SHEETS
from bcdr.model.recognition import ColumnProposal, SheetCorrection, SheetProposal, TableRole

_HEAD: Final = """\
# What each table of the files is read as. Edit, then read the files again with --map FILE.
# role: the sheet of the template it is read into, or ignored.
# fields: the field of each column, by header or column letter; "" means not used.
# units: the unit of plain numbers in a column, such as min or MB, where no cell says it.
# headers_key stands for the headers of the table: the same file with more rows keeps it.
"""
_KEYS: Final = frozenset(
    {"headers_key", "role", "fields", "units", "file", "sheet", "block", "reason"}
)


class MapFileError(ValueError):
    """A file of corrections cannot be used; the message quotes what is wrong and what to do."""


def write_map(path: Path, proposals: Sequence[SheetProposal]) -> None:
    """Write the proposals for a person to edit: JSON where the name ends so, else TOML."""
    tables = [_table(proposal) for proposal in proposals]
    if path.suffix.casefold() == ".json":
        text = json.dumps({"tables": tables}, indent=1, ensure_ascii=False) + "\n"
    else:
        text = _HEAD + "".join(map(_toml, tables))
    path.write_text(text, encoding="utf-8")


def read_map(path: Path) -> tuple[SheetCorrection, ...]:
    """Return the corrections of a file that `write_map` wrote and a person edited.

    Raises:
        MapFileError: it is no such file, or names a role or field that is not known.
        OSError: it cannot be opened.
    """
    text = path.read_text(encoding="utf-8-sig")
    try:
        found = json.loads(text) if path.suffix.casefold() == ".json" else tomllib.loads(text)
    except ValueError as fault:
        raise MapFileError(f"{path.name} cannot be read: {fault}. Mend that line.") from fault
    tables = found.get("tables") if isinstance(found, dict) else None
    if not isinstance(tables, list) or not all(isinstance(item, dict) for item in tables):
        raise MapFileError(
            f"{path.name} holds no tables. Write one with `bcdr check FILE --write-map MAP`."
        )
    return tuple(_correction(item, path.name) for item in tables)


def correction_json(correction: SheetCorrection) -> dict[str, Any]:
    """Return a correction as plain JSON values, as a file of corrections holds it."""
    return {
        "headers_key": correction.headers_key,
        "role": correction.role.value if correction.role else "",
        "fields": {name: field or "" for name, field in correction.fields.items()},
        "units": dict(correction.units),
    }


def _table(proposal: SheetProposal) -> dict[str, Any]:
    names = _names(proposal.columns)
    return {
        "file": proposal.file,
        "sheet": proposal.sheet,
        "block": proposal.block,
        "headers_key": proposal.headers_key,
        "role": proposal.role.value,
        "reason": proposal.reason,
        "fields": {names[c.letter]: c.field or "" for c in reversed(proposal.columns)},
        "units": {
            names[c.letter]: c.unit for c in reversed(proposal.columns) if c.field and c.unit
        },
    }


def _names(columns: Sequence[ColumnProposal]) -> dict[str, str]:
    """Return by letter how a column is named: its header, or its letter where that says more."""
    headers: dict[str, set[str]] = {}
    for column in columns:
        headers.setdefault(column.header.casefold(), set()).add(column.letter)
    return {
        column.letter: column.header
        if column.header and len(headers[column.header.casefold()]) == 1
        else column.letter
        for column in columns
    }


def _toml(table: Mapping[str, Any]) -> str:
    lines = ["", "[[tables]]"]
    maps = {key: value for key, value in table.items() if isinstance(value, dict)}
    lines += [f"{key} = {_text(value)}" for key, value in table.items() if key not in maps]
    for name, entries in maps.items():
        lines += [f"[tables.{name}]"]
        lines += [f"{_text(key)} = {_text(value)}" for key, value in reversed(entries.items())]
    return "\n".join(lines) + "\n"


def _text(value: str) -> str:
    """Return a text as TOML writes it; that of JSON is one, but for the sign of deletion."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _correction(item: Mapping[str, Any], file: str) -> SheetCorrection:
    unknown = sorted(item.keys() - _KEYS)
    if unknown:
        raise MapFileError(
            f"{file}: {quote(unknown[0])} is nothing a table has. Write one of "
            f"{', '.join(sorted(_KEYS))}."
        )
    key = item.get("headers_key")
    if not isinstance(key, str) or not key:
        raise MapFileError(f"{file}: a table has no headers_key. Keep the one that was written.")
    role = _role(item.get("role", ""), file)
    fields = _texts(item.get("fields", {}), "fields", file)
    known = _known_fields(role)
    for name, field in fields.items():
        if field and field not in known:
            raise MapFileError(
                f"{file}: {quote(field)} for the column {quote(name)} is no field"
                f"{f' of {role.value}' if role else ''}. Write one of {', '.join(sorted(known))}, "
                'or "" for a column that is not used.'
            )
    return SheetCorrection(
        headers_key=key,
        role=role,
        fields={name: field or None for name, field in fields.items()},
        units={name: unit for name, unit in _texts(item.get("units", {}), "units", file).items()
               if unit},
    )  # fmt: skip


def _role(value: object, file: str) -> TableRole | None:
    if value in ("", None):
        return None
    spelled = {role.value.casefold(): role for role in TableRole}
    role = spelled.get(str(value).casefold())
    if role is None:
        raise MapFileError(
            f"{file}: {quote(str(value))} is no role. Write one of "
            f"{', '.join(item.value for item in TableRole)}."
        )
    return role


def _known_fields(role: TableRole | None) -> frozenset[str]:
    sheets = [SHEETS[role.value]] if role and role.value in SHEETS else SHEETS.values()
    return frozenset(field for sheet in sheets for field in sheet.fields)


def _texts(value: object, name: str, file: str) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        raise MapFileError(f'{file}: {name} is no list of "column" = "word". Write it so.')
    return value
