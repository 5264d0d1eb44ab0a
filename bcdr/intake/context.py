"""What is known of a whole column when one of its cells is read."""

import datetime
from dataclasses import dataclass
from typing import Final

DEFAULT_SEPARATORS: Final = ";\n"
"""What separates the items of a list in the contract's own workbook."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A scale of bare numbers: the number that is most critical, and the one that is least."""

    top: int
    bottom: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnContext:
    """What holds for every cell of a column.

    `unit` is the unit of its plain numbers where it is not the contract's. `family` names the
    known kind of export that the table is. `decimal_mark` is `,` or `.`, empty where the column
    was looked through and leaves it open, None where nobody looked. `is_day_first` is None where
    nothing in the column tells. `separators` are the characters between the items of its lists.
    `scale` says what bare numbers of a criticality mean. `as_of` is the day that ages count from.
    """

    unit: str = ""
    family: str = ""
    decimal_mark: str | None = None
    is_day_first: bool | None = None
    separators: str = DEFAULT_SEPARATORS
    scale: Scale | None = None
    holds_only_answers: bool = False
    as_of: datetime.date | None = None

    @property
    def is_register(self) -> bool:
        """Return whether the table is the register in which 0 says not defined and 1 up to 1 h."""
        return "dora" in self.family.casefold()

    @property
    def is_export(self) -> bool:
        """Return whether a program wrote the table, so that 0 and -1 may mean not measured."""
        return bool(self.family) and not self.is_register


NO_CONTEXT: Final = ColumnContext()
"""A cell of the contract's own workbook, looked at alone."""
