"""The words that drop-downs of the empty workbook offer, and where they are kept."""

from typing import Final

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bcdr.model.catalogue import Catalogue
from bcdr.model.columns import APPLICATIONS, HUBS, RULES, TARGETS, Column, Sheet

LISTS_SHEET: Final = "Lists"
"""The hidden sheet that holds the longer lists."""

INPUT_ROWS: Final = 1000
"""Rows that drop-downs reach to; more rows are read all the same."""

_INLINE_LENGTH: Final = 255
"""Longest list that a drop-down may hold in itself."""


def _names_on(sheet: Sheet, field: str) -> str:
    place = get_column_letter(sheet.fields.index(field) + 1)
    return f"{sheet.name}!${place}$2:${place}${INPUT_ROWS}"


_NAMES: Final = {
    **{(name, "hub"): _names_on(HUBS, "hub") for name in (APPLICATIONS.name, "VMs", TARGETS.name)},
    (APPLICATIONS.name, "current_target"): _names_on(TARGETS, "target"),
    (TARGETS.name, "copies_to"): _names_on(TARGETS, "target"),
    **{(name, "application"): _names_on(APPLICATIONS, "application") for name in ("VMs", "Drills")},
    ("Decisions", "id"): _names_on(APPLICATIONS, "id"),
}
"""Columns that name what another sheet lists, and where it lists it."""


class DropDowns:
    """The words that drop-downs offer beside those of the contract, on a hidden sheet."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._words: dict[str, tuple[str, ...]] = {
            "criticality": tuple(tier.title for tier in catalogue.tiers),
            "scenario": tuple(scenario.id for scenario in catalogue.scenarios),
            "assumption": (
                *(assumption.id for assumption in catalogue.assumptions),
                *(phase.id for phase in catalogue.phases),
            ),
            "price": tuple(price.id for price in catalogue.prices),
            "current_option": APPLICATIONS.column("current_option").choices,
            "parameter": RULES.column("parameter").choices,
        }

    def words(self, column: Column) -> tuple[str, ...]:
        """Return the words a column may hold or is likely to hold."""
        return column.choices or self._words.get(column.field, ())

    def formula(self, sheet: Sheet, column: Column) -> str:
        """Return what a drop-down of the column takes its words from, empty for no drop-down."""
        names = _NAMES.get((sheet.name, column.field))
        if names is not None:
            return names
        words = self.words(column)
        inline = f'"{",".join(words)}"'
        if not words:
            return ""
        if column.field not in self._words and len(inline) <= _INLINE_LENGTH:
            return inline
        place = get_column_letter(list(self._words).index(column.field) + 1)
        return f"{LISTS_SHEET}!${place}$2:${place}${len(words) + 1}"

    def write(self, sheet: Worksheet) -> None:
        """Write the words, one list a column."""
        sheet.sheet_state = "hidden"
        for number, (name, words) in enumerate(self._words.items(), start=1):
            for row, word in enumerate((name, *words), start=1):
                sheet.cell(row, number, word)
