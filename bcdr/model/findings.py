"""A finding: one thing wrong or remarkable in the input, with place, problem and remedy."""

from dataclasses import dataclass, field
from enum import StrEnum


class FindingSeverity(StrEnum):
    """How much a finding weighs: an error loses data, a warning or note does not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing wrong or remarkable.

    `cell` is the place as the user sees it (`E7`, `C2:C40`), empty when the whole sheet is meant;
    `sheet` is empty when the whole file is meant. `cells` holds every cell where `cell` names only
    the first few of many; it is empty where `cell` says all.
    """

    code: str
    severity: FindingSeverity
    sheet: str
    cell: str
    problem: str
    remedy: str
    cells: tuple[str, ...] = field(default=(), compare=False)

    @property
    def place(self) -> str:
        """Return the place as one word: `Applications!E7`, `Applications` or `file`."""
        if not self.sheet:
            return "file"
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet

    def __str__(self) -> str:
        """Return place, problem and remedy as one line."""
        return f"{self.place}: {self.problem} {self.remedy}".rstrip()
