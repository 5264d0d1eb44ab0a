"""What a file was recognised as: a proposal per table found on a sheet, and a person's corrections.

A proposal says which contract sheet a table is read into, how it lies on its sheet, and for each
column the field it is taken for, why, and what came second. Nothing here is a value yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final


class TableRole(StrEnum):
    """The contract sheet that a table is read into, or that it is left alone."""

    APPLICATIONS = "Applications"
    VMS = "VMs"
    DEPENDENCIES = "Dependencies"
    BACKUPS = "Backups"
    HUBS = "Hubs"
    TARGETS = "Targets"
    OBJECTIVES = "Objectives"
    RULES = "Rules"
    SCENARIOS = "Scenarios"
    ASSUMPTIONS = "Assumptions"
    PRICES = "Prices"
    DRILLS = "Drills"
    DECISIONS = "Decisions"
    SETTINGS = "Settings"
    IGNORED = "ignored"


class Layout(StrEnum):
    """How a table lies on its sheet.

    `long` has a row per attribute of a thing; `edges` a row per pair of things; `mixed-records`
    rows of several kinds told apart by a column; a `tier-legend` gives objectives per tier.
    """

    TABLE = "table"
    TRANSPOSED = "transposed"
    LONG = "long"
    EDGES = "edges"
    MIXED_RECORDS = "mixed-records"
    TIER_LEGEND = "tier-legend"
    REJECTED = "rejected"


class UnitSource(StrEnum):
    """Where the unit of plain numbers comes from; `assumed` is a question to a person."""

    CELL = "cell"
    HEADER = "header"
    NUMBER_FORMAT = "number-format"
    NEIGHBOUR = "neighbour"
    FAMILY = "family"
    ANSWERED = "answered"
    ASSUMED = "assumed"


class SkipKind(StrEnum):
    """Why rows inside a block hold no record."""

    TITLE = "title"
    BAND = "band"
    REQUIRED = "required"
    TYPES = "types"
    SECOND_HEADER = "second-header"
    REPEATED_HEADER = "repeated-header"
    TOTAL = "total"
    SUMMARY = "summary"
    LEGEND = "legend"
    FOOTNOTE = "footnote"
    NUMBERED_EMPTY = "numbered-empty"
    EXAMPLE = "example"
    WITHOUT_NAME = "without-name"


@dataclass(frozen=True, slots=True)
class FieldGuess:
    """A field that a column might hold, with a score from 0 to 1."""

    field: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnProposal:
    """What one column is taken for.

    `letter` is the column's letter, or the row's number where the sheet is transposed. `field` is
    None for a column that is not used. `unit` is that of a plain number in the column, with
    `unit_source` None where no unit is needed. `reason` is one sentence, also for a column that is
    not used. A cell that carries several fields (`rto: 4h, rpo: 1h`) gives one proposal per field
    with the same letter.
    """

    letter: str
    header: str
    samples: tuple[str, ...]
    field: str | None
    unit: str
    unit_source: UnitSource | None
    confidence: float
    runner_up: FieldGuess | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedRows:
    """Rows of a block that are left out: as ranges of first and last row, counted from 1."""

    kind: SkipKind
    rows: tuple[tuple[int, int], ...]
    reason: str

    @property
    def row_count(self) -> int:
        """Return how many rows these are."""
        return sum(last - first + 1 for first, last in self.rows)

    @property
    def rows_text(self) -> str:
        """Return the rows for people: `5, 8-10`, the first few of many."""
        parts = [str(a) if a == b else f"{a}-{b}" for a, b in self.rows]
        more = len(parts) - _RANGES_NAMED
        return ", ".join(parts) if more <= 0 else ", ".join(parts[:_RANGES_NAMED]) + ", ..."


_RANGES_NAMED: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetProposal:
    """What one table of a sheet is taken for.

    `block` is its area with its header (`A4:K90`), `header_rows` the rows, counted from 1, that
    name its columns (its columns A, B ... as 1, 2 ... where it is transposed). `family` names a
    known kind of export (`RVTools vInfo`) or is empty. `row_count` counts the rows that hold
    records. `headers_key` is the same for all tables with the same headers.
    """

    file: str
    sheet: str
    block: str
    role: TableRole
    layout: Layout
    header_rows: tuple[int, ...]
    columns: tuple[ColumnProposal, ...]
    family: str
    confidence: float
    reason: str
    row_count: int
    skipped: tuple[SkippedRows, ...]
    headers_key: str

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the fields that are used, in column order."""
        return tuple(column.field for column in self.columns if column.field is not None)

    def column(self, name: str) -> ColumnProposal | None:
        """Return the first column that is taken for a field, None if there is none."""
        return next((column for column in self.columns if column.field == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCorrection:
    """What a person changed about every table with the same headers.

    `fields` and `units` have a header or a column letter as key; a field of None means that the
    column is not used. A letter counts before a header. `role` None keeps the proposed role.
    """

    headers_key: str
    role: TableRole | None = None
    fields: Mapping[str, str | None] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
