"""The frozen parts a report is built from, before anyone knows on which medium they appear.

Writers format what stands here and never calculate: every sentence and number is already made.
"""

import datetime
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

CellValue: TypeAlias = str | float | int | bool | datetime.date | None
"""One value of a table. None is shown as an empty cell: say in words what is not known."""


class CellKind(StrEnum):
    """What a column holds, which decides how a value is shown.

    SHARE counts from 0 to 1 and is shown in percent. COVERAGE and SYMBOL hold the words of
    `Coverage`, shown as symbol and words, or as the symbol alone where columns are narrow. ANSWER
    holds the words of `ANSWERS`, such as yes, no and unknown. A text in a column of numbers
    stands for a number that does not exist, such as `unrecoverable`.
    """

    TEXT = "text"
    LONG_TEXT = "long text"
    COUNT = "count"
    NUMBER = "number"
    VALUE = "figure as written"
    HOURS = "hours"
    MONEY = "money"
    PRICE = "price"
    SHARE = "share"
    SCORE = "score"
    PART = "part of the score"
    RATE = "rate"
    MARK = "mark"
    DATE = "date"
    COVERAGE = "coverage"
    SYMBOL = "coverage symbol"
    YES_NO = "yes or no"
    ANSWER = "answer"


class Medium(StrEnum):
    """Where a column is shown: a workbook has room for more of them than a page."""

    EVERYWHERE = "everywhere"
    WORKBOOK = "workbook"
    PAGE = "page"


class TextRole(StrEnum):
    """What a text is for, which decides how large it is."""

    CLAIM = "claim"
    BODY = "body"
    NOTE = "note"


class ChartKind(StrEnum):
    """How a chart is drawn."""

    STACKED_BARS = "stacked bars"
    GROUPED_BARS = "grouped bars"
    TIMES = "recovery time against objective"


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph. A claim is what the section shows, in one sentence."""

    text: str
    role: TextRole = TextRole.BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number shown large, with what it counts and a sentence that puts it in proportion.

    `value` is the number in words, ready to be shown.
    """

    title: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Figures:
    """A row of numbers shown large, the most important first."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: a key for code, a title and unit for people, what it holds, how wide it is.

    `width` counts characters. Columns of one `group` stand side by side under that heading.
    `formula` rebuilds the value in a spreadsheet from other columns of the row, written as
    `{key}`, or whole columns of other tables, written as `{table.key}`, with functions that Excel
    2010 and LibreOffice both know; rows hold the value anyway.
    People fill in a column with `is_input`; `choices` are the words it offers, `choices_from` a
    formula of the cells that offer them; other words are refused only if `is_closed`.
    `quantity` is the id by which one of its numbers can be explained, empty where no formula of
    the model gives them; `note` says where the numbers come from, and how to ask.
    """

    key: str
    title: str
    kind: CellKind = CellKind.TEXT
    unit: str = ""
    width: int = 14
    group: str = ""
    formula: str = ""
    medium: Medium = Medium.EVERYWHERE
    quantity: str = ""
    note: str = ""
    is_input: bool = False
    choices: tuple[str, ...] = ()
    choices_from: str = ""
    is_closed: bool = False

    @property
    def full_heading(self) -> str:
        """Return group, title and unit: `Today: RTO (hours)`."""
        return f"{self.group}: {self.heading}" if self.group else self.heading

    @property
    def heading(self) -> str:
        """Return title and unit: `RTO (hours)`."""
        return f"{self.title} ({self.unit})" if self.unit else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of values under columns; every row has a value per column, None where there is none.

    `title` is its caption, `empty` the sentence shown when it has no rows. The first
    `heading_columns` name the row. `has_total` says that the last row sums up the others.
    `names` are the names that cells have in a workbook, by column and number of the row from 0.
    A page folds away a table that `is_folded` until somebody opens it.
    """

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[CellValue, ...], ...]
    empty: str = "There is nothing to list."
    heading_columns: int = 1
    has_total: bool = False
    names: tuple[tuple[str, str, int], ...] = ()
    is_folded: bool = False

    def shown_on(self, medium: Medium) -> "Table":
        """Return the table with the columns that are shown on a medium."""
        kept = [
            place
            for place, column in enumerate(self.columns)
            if column.medium in {Medium.EVERYWHERE, medium}
        ]
        if len(kept) == len(self.columns):
            return self
        return replace(
            self,
            columns=tuple(self.columns[place] for place in kept),
            rows=tuple(tuple(row[place] for place in kept) for row in self.rows),
            heading_columns=sum(1 for place in kept if place < self.heading_columns),
        )

    def column(self, key: str) -> Column:
        """Return the column of a key.

        Raises:
            KeyError: the table has no such column.
        """
        return self.columns[self.position(key)]

    def position(self, key: str) -> int:
        """Return the place of a column, counted from 0.

        Raises:
            KeyError: the table has no such column.
        """
        for position, column in enumerate(self.columns):
            if column.key == key:
                return position
        raise KeyError(f"{self.id} has no column {key!r}")

    def values(self, key: str) -> tuple[CellValue, ...]:
        """Return the values of a column from top to bottom."""
        position = self.position(key)
        return tuple(row[position] for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart of a table that stands beside it, with the sentence it shows.

    `x` names the columns of its categories, outermost first; `y` those of its series. `claim` is
    the title; `alternative` says the same and more for those who cannot see it. Where a series is
    a state of coverage it has the colour of that state. For TIMES the first of `x` is the objective
    and the second names the row; rows without both numbers are not drawn.
    """

    id: str
    table: Table
    kind: ChartKind
    x: tuple[str, ...]
    y: tuple[str, ...]
    unit: str
    claim: str
    alternative: str


Block: TypeAlias = Text | Figures | Table | Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One sheet of the workbook, one chapter of the page.

    `is_reference` marks long lists that people look things up in rather than read. `medium` says
    where it is shown at all.
    """

    id: str
    title: str
    purpose: str
    blocks: tuple[Block, ...]
    is_reference: bool = False
    medium: Medium = Medium.EVERYWHERE

    @property
    def tables(self) -> tuple[Table, ...]:
        """Return the tables in order, without those that only stand behind a chart."""
        return tuple(block for block in self.blocks if isinstance(block, Table))


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything a report says, in order: title, what it is based on, sections.

    `inputs` are the sheets of the workbook contract, filled in, so that the workbook can be read
    again; they are no part of a page. `pages` are chapters of a page alone: its method, and one
    for each application; `pages_purpose` says which applications have one.
    """

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    inputs: tuple[Table, ...]
    pages: tuple[Section, ...] = ()
    pages_purpose: str = ""

    def section(self, id_: str) -> Section:
        """Return the section of an id.

        Raises:
            KeyError: the report has no such section.
        """
        for section in self.sections:
            if section.id == id_:
                return section
        raise KeyError(id_)

    def table(self, id_: str) -> Table:
        """Return the table of an id, wherever it stands.

        Raises:
            KeyError: the report has no such table.
        """
        for section in self.sections:
            for table in section.tables:
                if table.id == id_:
                    return table
        raise KeyError(id_)
