"""Which cells have a number format that says more than their number, found while inspecting."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

_BUILT_IN: Final[Mapping[str, str]] = MappingProxyType(
    {
        # Of the formats a workbook need not write down, those that say more than their digits.
        # The currency of 5 to 8, 42 and 44 is that of the reader's country: nobody can know it.
        "5": '"¤"#,##0',
        "6": '"¤"#,##0',
        "7": '"¤"#,##0.00',
        "8": '"¤"#,##0.00',
        "9": "0%",
        "10": "0.00%",
        "42": '"¤"#,##0',
        "44": '"¤"#,##0.00',
        "46": "[h]:mm:ss",
    }
)
_NO_DIGITS: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|General', re.IGNORECASE)
_TEXT: Final = re.compile(r'"([^"]*)"|\\(.)')
_ELAPSED: Final = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_CURRENCY: Final = re.compile(r"\[\$[^\]\-]")
_SYMBOLS: Final = frozenset("$€£¥₹¤")
_CLOCK: Final = frozenset("yYdDhHmMsS")


def has_meaning(code: str) -> bool:
    """Return whether a format says what its number means: a unit, a currency, percent, hours.

    >>> has_meaning('0 "hours"'), has_meaning("[h]:mm"), has_meaning("0.00"), has_meaning("h:mm")
    (True, True, False, False)
    """
    if _ELAPSED.search(code):
        return True
    bare = _NO_DIGITS.sub("", code)
    if "%" in bare or _SYMBOLS & set(bare) or _CURRENCY.search(code):
        return True
    if _CLOCK & set(bare):
        return False
    words = "".join(quoted or escaped for quoted, escaped in _TEXT.findall(code))
    return any(char.isalpha() or char in _SYMBOLS or char == "%" for char in words)


def styles_with_meaning(styles: bytes | None) -> dict[str, str]:
    """Return the format code for each cell style that has meaning, by its number as text.

    `styles` is the part `xl/styles.xml`; where it is missing or cannot be read there are none.
    """
    if styles is None:
        return {}
    try:
        root = fromstring(styles)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return {}
    codes = dict(_BUILT_IN)
    for element in root.iter():
        if _local_name(element.tag) == "numFmt":
            codes[element.get("numFmtId", "")] = element.get("formatCode", "")
    meaning = {number: code for number, code in codes.items() if has_meaning(code)}
    cell_styles = next((e for e in root.iter() if _local_name(e.tag) == "cellXfs"), ())
    return {
        str(position): meaning[style.get("numFmtId", "")]
        for position, style in enumerate(cell_styles)
        if style.get("numFmtId", "") in meaning
    }


def _local_name(tag: str) -> str:
    return tag.rpartition("}")[2]


class FormatRuns(Mapping[tuple[int, int], str]):
    """The format code of cells by (row, column) from 0, kept as runs of rows down each column."""

    __slots__ = ("_columns", "_count")

    def __init__(self, cells: Iterable[tuple[int, int, str]] = ()) -> None:
        self._columns: dict[int, list[tuple[int, int, str]]] = {}
        self._count = 0
        for row, column, code in sorted(cells):
            runs = self._columns.setdefault(column, [])
            if runs and row == runs[-1][1]:
                continue
            if runs and row == runs[-1][1] + 1 and code == runs[-1][2]:
                runs[-1] = (runs[-1][0], row, code)
            else:
                runs.append((row, row, code))
            self._count += 1

    def __getitem__(self, cell: tuple[int, int]) -> str:
        """Return the format code of a cell."""
        row, column = cell
        runs = self._columns.get(column, [])
        place = bisect_right(runs, row, key=lambda run: run[0]) - 1
        if place < 0 or runs[place][1] < row:
            raise KeyError(cell)
        return runs[place][2]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        """Yield the cells, column by column."""
        for column, runs in sorted(self._columns.items()):
            for first, last, _ in runs:
                yield from ((row, column) for row in range(first, last + 1))

    def __len__(self) -> int:
        """Return how many cells have a format with meaning."""
        return self._count

    def runs(self, column: int) -> tuple[tuple[int, int, str], ...]:
        """Return first row, last row and code of each run of a column, from the top."""
        return tuple(self._columns.get(column, ()))
