"""Looks over the XML of one sheet, block by block: how far its cells go, what they have lost.

Cells as programs write them pass one pattern each, which costs next to nothing. Whatever looks
different is followed tag by tag, as lenient readers do. No pattern can run back over a block.
"""

import re
from functools import lru_cache
from typing import Final

from bcdr.intake import limits
from bcdr.intake.codes import Code
from bcdr.intake.letters import letters_to_number, number_to_letters
from bcdr.intake.problem_cells import ProblemCell, problem_cells_in
from bcdr.intake.refusals import RefusedFileError

_PREFIX: Final = re.compile(rb"<(\w++:)?+(?:worksheet|sheetData)[\s/>]")
_TAG: Final = re.compile(rb"<(?:[^\s<>/:=]*+:)?+(row|c)(?=[\s/>])([^<>]*+)>(?P<empty></)?+")
_PLACE: Final = re.compile(rb"""(?:^|[\s"'])r\s*+=\s*+["']([A-Za-z]*+)0*+([0-9]*+)["']""")
_STYLE: Final = re.compile(rb"""(?:^|[\s"'])s\s*+=\s*+["']([0-9]++)["']""")
_NO_NUMBER: Final = re.compile(rb"""(?:^|[\s"'])t\s*+=\s*+["'](?!n["'])""")
_DIGITS_READ: Final = 9
_LETTERS_READ: Final = 5
"""A longer reference is far outside of any list, whatever it is."""

_Extent = tuple[int, int]


class _Patterns:
    """What the cells of a sheet look like, whose tags have a prefix or none."""

    __slots__ = ("far", "filled", "foreign", "kinds", "opening")

    def __init__(self, prefix: bytes) -> None:
        begin = b"<" + prefix + b"c"
        rest = rb'"(?: [a-qs-z][a-z]*+="[^"<>]*+")*+ ?/?>)(?=[\s/>])'
        shapes: tuple[tuple[_Extent | None, bytes, bytes], ...] = (
            ((50, 199_999), rb"[A-Z]|A[A-X]", rb"1?[0-9]{1,5}"),
            ((702, 9_999), rb"[A-Z]{1,2}", rb"[0-9]{1,4}"),
            ((702, 199_999), rb"[A-Z]{1,2}", rb"1?[0-9]{1,5}"),
            (None, rb"[A-Z]{1,3}", rb"[0-9]{1,7}"),
        )
        self.opening = begin + b' r="'
        self.kinds = tuple(
            (extent, re.compile(begin + rb'(?! r="(?:' + columns + rb")" + rows + rest))
            for extent, columns, rows in shapes
        )
        """Columns and rows within which all cells lie where the pattern finds nothing."""
        filled = rb'([A-Z]++)([0-9]++)"[^<>]*+(?<!/)>(?!</)'
        self.filled = re.compile(re.escape(self.opening) + filled)
        self.far = re.compile(
            re.escape(self.opening) + rb"(?=[A-Z]{3}|[A-Z]++(?:[2-9][0-9]{5}|[0-9]{7}))" + filled
        )
        self.foreign = re.compile(
            rb"<(?!" + prefix + rb")(?:[^\s<>/:=]*+:)?+(?:c|row)[\s/>]"
            if prefix
            else rb":(?:c|row)[\s/>]"
        )


@lru_cache(maxsize=16)
def _patterns(prefix: bytes) -> _Patterns:
    return _Patterns(prefix)


class SheetScan:
    """What is learned of one sheet while its blocks pass.

    `styles` are the format codes of cell styles that have meaning. With `is_exact` the last row
    and column are those of filled cells; else they may lie beyond, which costs less to know.
    """

    __slots__ = (
        *("_column", "_is_exact", "_name", "_patterns", "_row", "_styled", "_styles"),
        *("formats", "last_column", "last_row", "problem_cells"),
    )

    def __init__(self, name: str, styles: dict[str, str], *, is_exact: bool = False) -> None:
        self._name = name
        self._is_exact = is_exact
        self._styles = {number.encode(): code for number, code in styles.items()}
        self._patterns: _Patterns | None = None
        self._styled: re.Pattern[bytes] | None = None
        self._row, self._column = 0, 0
        self.last_row, self.last_column = 0, 0
        self.problem_cells: list[ProblemCell] = []
        self.formats: list[tuple[int, int, str]] = []
        """Row and column from 0 and format code of each number whose format has meaning."""

    @property
    def area(self) -> int:
        """Return the most cells a table of this sheet can have."""
        return self.last_row * self.last_column

    def look_at(self, block: bytes) -> None:
        """Learn from the next block, which ends with a whole tag.

        Raises:
            RefusedFileError: a value stands far outside of any list.
        """
        patterns = self._patterns or self._begin(block)
        if self._has_foreign_tags(patterns, block):
            self._follow(block)
        else:
            self._look_at_usual(patterns, block)
        room = limits.PROBLEM_CELLS - len(self.problem_cells)
        if room > 0 and not self._is_exact:
            self.problem_cells += [
                cell for cell, _ in zip(problem_cells_in(block), range(room), strict=False)
            ]

    def _begin(self, block: bytes) -> _Patterns:
        root = _PREFIX.search(block)
        prefix = (root[1] or b"") if root else b""
        patterns = _patterns(prefix)
        self._styled = re.compile(
            re.escape(patterns.opening)
            + rb'([A-Z]++)([0-9]++)"(?=[^<>]* s="('
            + b"|".join(self._styles)
            + rb')")(?![^<>]* t="[^n])[^<>]*+(?<!/)>(?!</)'
        )
        if root:
            self._patterns = patterns
        return patterns

    def _has_foreign_tags(self, patterns: _Patterns, block: bytes) -> bool:
        return b":" in block and patterns.foreign.search(block) is not None

    def _look_at_usual(self, patterns: _Patterns, block: bytes) -> None:
        if b"<" not in block:
            return
        usual = next((kind for kind in patterns.kinds if kind[1].search(block) is None), None)
        if usual is None:
            self._follow(block)
            return
        extent = usual[0]
        if extent is None:
            for hit in patterns.far.finditer(block):
                self._note(letters_to_number(hit[1].decode()), int(hit[2]))
            extent = (limits.COLUMNS, limits.ROWS)
        if self._is_exact:
            self._measure(patterns, block)
        elif patterns.opening in block:
            self.last_column = max(self.last_column, extent[0])
            self.last_row = max(self.last_row, extent[1])
        self._go_to_last(patterns, block)
        if self._styles and self._styled is not None and not self._is_exact:
            self.formats += [
                (int(hit[2]) - 1, _column_of(hit[1]) - 1, self._styles[hit[3]])
                for hit in self._styled.finditer(block)
            ]

    def _measure(self, patterns: _Patterns, block: bytes) -> None:
        found = patterns.filled.findall(block)
        if found:
            columns = {letters for letters, _ in found}
            self.last_column = max(self.last_column, *map(_column_of, columns))
            self.last_row = max(self.last_row, *(int(row) for _, row in found))

    def _go_to_last(self, patterns: _Patterns, block: bytes) -> None:
        start = block.rfind(patterns.opening)
        place = _PLACE.search(block, start + len(patterns.opening) - 4) if start >= 0 else None
        if place is not None:
            self._column, self._row = _column_of(place[1]), int(place[2] or b"0")

    def _follow(self, block: bytes) -> None:
        """Follow rows and cells as a reader that takes every tag it can make sense of."""
        for tag in _TAG.finditer(block):
            places = _PLACE.findall(tag[2])
            letters, digits = places[-1] if places else (b"", b"")
            row = int(digits[:_DIGITS_READ] or b"0")
            if tag[1] == b"row":
                self._row, self._column = row or self._row + 1, 0
                continue
            self._row = row or self._row or 1
            self._column = _column_of(letters) if letters else self._column + 1
            if tag[2].endswith(b"/") or tag["empty"]:
                continue
            self._note(self._column, self._row)
            style = _STYLE.search(tag[2])
            if style and style[1] in self._styles and not _NO_NUMBER.search(tag[2]):
                place = (self._row - 1, self._column - 1)
                self.formats.append((*place, self._styles[style[1]]))

    def _note(self, column: int, row: int) -> None:
        if row > limits.ROWS or column > limits.COLUMNS:
            cell = f"{number_to_letters(column)}{row}"
            raise RefusedFileError(
                Code.FILE_UNSAFE,
                f"a value stands in cell {cell}, far outside any list; the limit is row "
                f"{limits.ROWS:,} and column ZZ.",
                "Delete the rows or columns beyond the list, save and upload again.",
                sheet=self._name,
                cell=cell,
            )
        self.last_column = max(self.last_column, column)
        self.last_row = max(self.last_row, row)


@lru_cache(maxsize=2_000)
def _column_of(letters: bytes) -> int:
    return letters_to_number(letters[:_LETTERS_READ].decode("ascii"))
