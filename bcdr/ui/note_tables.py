"""Where the notes on pages stand: one table beside the others, a row per page."""

from collections.abc import Mapping, Sequence
from typing import Final

from bcdr.model.records import RecordTable
from bcdr.model.review import is_empty

ROLE: Final = "Page notes"
FIELD: Final = "text"
WORKSHOP: Final = "Workshop"


def notes(tables: Sequence[RecordTable]) -> Mapping[str, str]:
    """Return the notes by page, such as `Coverage`, or `Workshop: erp` for one workload."""
    return {
        record.id: str(record.get(FIELD))
        for table in tables
        if table.role == ROLE
        for record in table.records
        if not is_empty(record.get(FIELD))
    }


def without_notes(tables: Sequence[RecordTable]) -> tuple[RecordTable, ...]:
    """Return the tables that are studied."""
    return tuple(table for table in tables if table.role != ROLE)


def of_workload(workload_id: str) -> str:
    """Return the page under which the note on a workload stands."""
    return f"{WORKSHOP}: {workload_id}"
