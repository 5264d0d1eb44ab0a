"""What a sheet and a column of the workbook contract are, and how columns are written down."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a column holds, which decides how a cell is read, shown and checked."""

    TEXT = "text"
    LIST = "list"
    DURATION = "duration"
    DURATIONS = "durations"
    NUMBER = "number"
    COUNT = "count"
    SHARE = "share"
    MONEY = "money"
    YES_NO = "yes or no"
    DATE = "date"
    DAYS = "days"
    CHOICE = "choice"
    CHOICES = "choices"
    CRITICALITY = "criticality"
    VALUE = "value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of the contract.

    `unit` is the unit of a plain number in the cell; `choices` is the closed list of a choice;
    `help` is the comment shown on the header; `example` fills the template's example row.
    `inherited` columns of an application's own row hold for its workload rows too.
    """

    field: str
    header: str
    kind: Kind
    help: str
    example: str = ""
    unit: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False
    inherited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet of the contract: its columns in order, and what names a row."""

    name: str
    title: str
    purpose: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    def column(self, field: str) -> Column:
        """Return the column of a field.

        Raises:
            KeyError: the sheet has no such field.
        """
        for column in self.columns:
            if column.field == field:
                return column
        raise KeyError(f"{self.name} has no field {field!r}")

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the field names in column order."""
        return tuple(column.field for column in self.columns)


def text_column(
    field: str,
    header: str,
    help_: str,
    example: str = "",
    *,
    required: bool = False,
    inherited: bool = False,
) -> Column:
    """Return a column of text."""
    return Column(
        field=field,
        header=header,
        kind=Kind.TEXT,
        help=help_,
        example=example,
        required=required,
        inherited=inherited,
    )


def number_column(field: str, header: str, unit: str, help_: str, example: str = "") -> Column:
    """Return a column of numbers in a unit."""
    return Column(
        field=field, header=header, kind=Kind.NUMBER, unit=unit, help=help_, example=example
    )


def duration_column(
    field: str, header: str, help_: str, example: str = "", *, inherited: bool = False
) -> Column:
    """Return a column of durations, plain numbers in hours."""
    return Column(
        field=field,
        header=header,
        kind=Kind.DURATION,
        unit="hours",
        help=f"{help_} Write 4 h, 30 min or 2 d; a plain number is hours.",
        example=example,
        inherited=inherited,
    )


def yes_no_column(field: str, header: str, help_: str, example: str = "") -> Column:
    """Return a column of yes, no, or blank for not known."""
    return Column(
        field=field,
        header=header,
        kind=Kind.YES_NO,
        help=f"{help_} Yes, No, or blank for not known.",
        example=example,
        choices=("Yes", "No"),
    )


def choice_column(
    field: str, header: str, choices: tuple[str, ...], help_: str, example: str = ""
) -> Column:
    """Return a column with one of a closed list."""
    return Column(
        field=field, header=header, kind=Kind.CHOICE, choices=choices, help=help_, example=example
    )


def list_column(
    field: str, header: str, help_: str, example: str = "", *, inherited: bool = False
) -> Column:
    """Return a column of several words."""
    return Column(
        field=field,
        header=header,
        kind=Kind.LIST,
        help=f"{help_} Separate several with ;",
        example=example,
        inherited=inherited,
    )


SOURCED: Final = (
    text_column(
        "source", "Source", "Where the value comes from: a document, a person, a measurement."
    ),
    Column(field="date", header="Date", kind=Kind.DATE, help="When the value was true."),
)
"""Where a value comes from, and when it was true."""
