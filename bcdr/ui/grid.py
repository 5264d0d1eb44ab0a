"""The editable grid: rows as text for the screen, and what was typed as edits for the store.

The frame on the screen stays as it is while people type (a frame that changes makes the browser
lose edits and its place); what they type arrives as differences to it, by position.
"""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final

import pandas as pd

from bcdr.model.columns import APPLICATIONS, Column, Kind
from bcdr.model.durations import write_duration
from bcdr.model.portfolio import Workload
from bcdr.model.records import Cell, Record
from bcdr.model.review import Edit, is_empty

NUMERIC: Final = frozenset({Kind.NUMBER, Kind.COUNT, Kind.SHARE, Kind.MONEY, Kind.DURATION})
NAMES: Final = ("application", "workload")
COLUMN_GROUPS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "Essentials": (
            *NAMES, "owner", "criticality", "rto_hours", "rpo_hours", "data_gb",
            "current_option", "current_target", "current_interval_hours", "retention_days",
        ),
        "Objectives": (
            *NAMES, "criticality", "rto_hours", "rpo_hours", "mtd_hours",
            "downtime_cost_per_hour", "data_loss_cost_per_hour", "owner", "business_unit",
            "environment", "tags",
        ),
        "Size and platform": (
            *NAMES, "data_gb", "daily_change_share", "peak_change_mb_per_s", "vm_count", "vcpu",
            "memory_gb", "largest_disk_gb", "os", "workload_type", "stateful", "deployment",
            "template_off_hub", "native_replication", "multi_writer",
            "planned_downtime_allowed", "hub", "location", "source_platform",
        ),
        "Rules": (
            *NAMES, "data_class", "regulations", "allowed_jurisdictions", "max_round_trip_ms",
            "depends_on", "static_ip", "site_to_site_vpn",
        ),
        "Today": (
            *NAMES, "current_option", "current_target", "current_interval_hours",
            "retention_days", "last_test_date", "measured_recovery_hours", "notes",
        ),
        "Everything": APPLICATIONS.fields,
    }
)  # fmt: skip
"""Which columns are shown together, by what one looks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """What one grid on the screen was built from, and what has been written from it since.

    `purpose` tells apart the grids of a page, `sheet` is where the rows stand. `rows` are the ids
    of the rows by position, `cells` what each held as it was read. `written`
    holds the text last written per position and field. `revision` is that of the review after
    the last write: another one means that the review changed elsewhere.
    """

    purpose: str
    sheet: str
    review_id: str
    revision: int
    number: int
    fields: tuple[str, ...]
    rows: tuple[str, ...]
    cells: tuple[Mapping[str, Cell], ...]
    frame: pd.DataFrame
    written: Mapping[tuple[int, str], str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Return the key of the widget: the same while the frame is."""
        return f"grid-{self.purpose}-{self.review_id}-{self.number}"

    def after_write(self, revision: int, written: Mapping[tuple[int, str], str]) -> "Grid":
        """Return the grid with what has just been written."""
        return replace(self, revision=revision, written={**self.written, **written})

    def outdated(self) -> "Grid":
        """Return the grid as one that no longer shows what is saved."""
        return replace(self, revision=-1)


def build_grid(
    records: Sequence[Record],
    fields: Sequence[str],
    *,
    purpose: str,
    sheet: str,
    review_id: str,
    revision: int,
    number: int,
) -> Grid:
    """Return the grid of rows as they stand, with these columns."""
    frame = pd.DataFrame(
        {
            name: pd.Series([cell_text(record.get(name)) for record in records], dtype=str)
            for name in fields
        }
    )
    return Grid(
        purpose=purpose,
        sheet=sheet,
        review_id=review_id,
        revision=revision,
        number=number,
        fields=tuple(fields),
        rows=tuple(record.id for record in records),
        cells=tuple(record.cells for record in records),
        frame=frame,
    )


def records_in_scope(
    records: Sequence[Record], workloads: Sequence[Workload], ids: Collection[str]
) -> tuple[Record, ...]:
    """Return the rows of the workloads with these ids, and the rows of their applications.

    A row that is no workload of its own holds for the workloads of its application.
    """
    every = {workload.id for workload in workloads}
    if every <= set(ids):
        return tuple(records)
    named = {workload.application.casefold() for workload in workloads if workload.id in ids}
    return tuple(
        record
        for record in records
        if record.id in ids
        or (record.id not in every and cell_text(record.get("application")).casefold() in named)
    )


def typed(grid: Grid, edited_rows: Mapping[Any, Mapping[str, Any]]) -> dict[tuple[int, str], str]:
    """Return what was typed and is not written yet, by position and field.

    `edited_rows` are all differences to the frame since it was shown, as the browser sends them.
    """
    found: dict[tuple[int, str], str] = {}
    for position, changes in edited_rows.items():
        row = int(position)
        for name, value in changes.items():
            if not 0 <= row < len(grid.rows) or name not in grid.fields:
                continue
            text = "" if value is None else str(value)
            if text != _shown(grid, row, name):
                found[row, name] = text
    return found


def edits(
    grid: Grid, changes: Mapping[tuple[int, str], str], who: str, when: datetime.datetime
) -> tuple[Edit, ...]:
    """Return what was typed as edits of the rows themselves."""
    return tuple(
        Edit(
            table=grid.sheet,
            row_id=grid.rows[row],
            field=name,
            before=_held(grid, row, name),
            after=typed_cell(text),
            who=who,
            when=when,
        )
        for (row, name), text in changes.items()
    )


def cell_text(cell: Cell) -> str:
    """Return a raw cell as the text that stands in the grid."""
    if is_empty(cell):
        return ""
    match cell:
        case bool():
            return "Yes" if cell else "No"
        case float() | int():
            return f"{cell:.15g}"
        case datetime.timedelta():
            return write_duration(cell / datetime.timedelta(hours=1))
        case datetime.datetime() if cell.time() == datetime.time():
            return cell.date().isoformat()
        case datetime.datetime():
            return cell.isoformat(" ")
        case _:
            return str(cell)


def is_numeric(column: Column) -> bool:
    """Return whether a column holds amounts, which stand at the right."""
    return column.kind in NUMERIC


def _shown(grid: Grid, row: int, name: str) -> str:
    written = grid.written.get((row, name))
    return cell_text(grid.cells[row].get(name)) if written is None else written


def _held(grid: Grid, row: int, name: str) -> Cell:
    written = grid.written.get((row, name))
    return grid.cells[row].get(name) if written is None else typed_cell(written)


def typed_cell(text: str) -> Cell:
    """Return a text as the cell that is saved: a blank one holds nothing."""
    return text if text.strip() else None
