"""Cells and tables as the JSON text that the database keeps, and back."""

import datetime
import json
from typing import Any

from bcdr.model.records import (
    Cell,
    ColumnMatch,
    JsonCell,
    Record,
    RecordTable,
    cell_from_json,
    cell_to_json,
)


def cell_to_text(cell: Cell) -> str:
    """Return a cell as JSON text.

    Raises:
        TypeError: the value is of a type that no cell has.
    """
    return json.dumps(cell, default=_to_json)


def cell_from_text(text: str) -> Cell:
    """Return the cell that `cell_to_text` wrote."""
    return cell_from_json(json.loads(text))


def tables_to_text(tables: tuple[RecordTable, ...]) -> str:
    """Return tables as JSON text.

    Raises:
        TypeError: a cell is of a type that no cell has.
    """
    content = [
        {
            "role": table.role,
            "sheet": table.sheet,
            "header_row": table.header_row,
            "columns": [
                {
                    "header": column.header,
                    "letter": column.letter,
                    "field": column.field,
                    "unit": column.unit,
                    "confidence": column.confidence,
                }
                for column in table.columns
            ],
            "records": [
                {"id": record.id, "row": record.row, "cells": dict(record.cells)}
                for record in table.records
            ],
            **({"family": table.family} if table.family else {}),
        }
        for table in tables
    ]
    return json.dumps({"tables": content}, separators=(",", ":"), default=_to_json)


def tables_from_text(text: str) -> tuple[RecordTable, ...]:
    """Return the tables that `tables_to_text` wrote.

    Raises:
        ValueError, KeyError, TypeError: the text is damaged.
    """
    return tuple(
        RecordTable(
            role=table["role"],
            sheet=table["sheet"],
            header_row=table["header_row"],
            columns=tuple(ColumnMatch(**column) for column in table["columns"]),
            records=tuple(
                Record(id=record["id"], row=record["row"], cells=_cells(record["cells"]))
                for record in table["records"]
            ),
            family=table.get("family", ""),
        )
        for table in json.loads(text)["tables"]
    )


def _cells(stored: dict[str, JsonCell]) -> dict[str, Cell]:
    """Return stored cells; most are plain values, so only objects take the slower way."""
    return {
        field: cell_from_json(value) if isinstance(value, dict) else value
        for field, value in stored.items()
    }


def _to_json(value: Any) -> JsonCell:
    """Return what JSON has no type for, for the encoder, which writes plain values itself."""
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        stored = cell_to_json(value)
        # Some values only look like a time (a missing one in pandas); they would not come back.
        cell_from_json(stored)
        return stored
    raise TypeError(
        f"{value!r} is of type {type(value).__name__}, which no cell has; expected text, number, "
        f"true or false, date, time, duration or None"
    )
