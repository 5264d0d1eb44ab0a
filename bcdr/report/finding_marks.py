"""Where findings stand on the sheets of a file: for each cell and row, what is said of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from openpyxl.utils import column_index_from_string, get_column_letter

from bcdr.model.findings import Finding, FindingSeverity
from bcdr.model.findings_sheets import SAID_OF_CELL

SEVERITY_WORDS: Final[Mapping[FindingSeverity, str]] = MappingProxyType(
    {
        FindingSeverity.ERROR: "Error",
        FindingSeverity.WARNING: "Warning",
        FindingSeverity.NOTE: "Note",
    }
)
"""The severities from the weightiest on, in words."""

_ORDER: Final = tuple(SEVERITY_WORDS)
_BETWEEN: Final = re.compile(r", | and ")
_CELL: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})(?::([A-Z]{1,3})([1-9][0-9]{0,6}))?")

Place = tuple[int, int]
"""A cell as row and column, both counted from 1."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What is said of the cells of one sheet, in the order it was found."""

    cells: Mapping[Place, tuple[Finding, ...]] = field(default_factory=dict)

    def severity(self, place: Place) -> FindingSeverity | None:
        """Return the weightiest severity of a cell, None where nothing is said of it."""
        found = self.cells.get(place)
        return min((one.severity for one in found), key=_ORDER.index) if found else None

    def rows(self) -> Mapping[int, str]:
        """Return for each row with findings what is said of its cells, a line per finding."""
        lines: dict[int, list[str]] = {}
        for row, column in sorted(self.cells):
            for finding in self.cells[row, column]:
                lines.setdefault(row, []).append(_line(finding, _name(row, column)))
        return {row: "\n".join(found) for row, found in lines.items()}


def marks_of(findings: Sequence[Finding], sheet: str, row_count: int, column_count: int) -> Marks:
    """Return what findings say of the cells of a sheet, as far as these lie on it."""
    found: dict[Place, list[Finding]] = {}
    for finding in findings:
        if finding.sheet != sheet:
            continue
        for place in places_of(finding, row_count, column_count):
            found.setdefault(place, []).append(finding)
    return Marks({place: tuple(items) for place, items in found.items()})


def places_of(finding: Finding, row_count: int, column_count: int) -> Iterator[Place]:
    """Yield the cells that a finding names and that lie on a sheet of this size.

    A finding without the name of a cell is about the whole sheet and yields none.
    """
    for name in names_in(finding):
        match = _CELL.fullmatch(name)
        if match is None:
            continue
        left, top = column_index_from_string(match[1]), int(match[2])
        right = column_index_from_string(match[3]) if match[3] else left
        bottom = int(match[4]) if match[4] else top
        for row in range(top, min(bottom, row_count) + 1):
            for column in range(left, min(right, column_count) + 1):
                yield row, column


def names_in(finding: Finding) -> tuple[str, ...]:
    """Return the cells and ranges that a finding names, each as the user sees it."""
    return finding.cells or tuple(name for name in _BETWEEN.split(finding.cell) if name)


def comment_of(findings: Sequence[Finding]) -> str:
    """Return what a comment on a cell says: severity, problem and remedy of each finding."""
    return "\n\n".join(
        f"{SEVERITY_WORDS[one.severity]}: {one.problem}\n{one.remedy}".rstrip() for one in findings
    )


def _line(finding: Finding, cell: str) -> str:
    word = SEVERITY_WORDS[finding.severity]
    return f"{word}{SAID_OF_CELL}{cell}: {finding.problem} {finding.remedy}".rstrip()


def _name(row: int, column: int) -> str:
    return f"{get_column_letter(column)}{row}"
