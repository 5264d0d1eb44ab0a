"""Cells whose value was lost before the file got here: errors, and formulas never worked out."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bcdr.intake.codes import Code

_CELL: Final = rb"<(?:\w++:)?+c(?=[\s/>])([^<>]*+)(?<!/)>\s*+"
_FORMULA: Final = rb"<(?:\w++:)?+f\b[^<>]*+(?:(?<=/)>|>[^<]*+</(?:\w++:)?+f>)\s*+"
_ERROR_CELL: Final = re.compile(
    _CELL + rb"(?:" + _FORMULA + rb")?+<(?:\w++:)?+v(?:\s[^<>]*+)?+>([^<]*+)</"
)
_BARE_FORMULA: Final = re.compile(
    _CELL
    + _FORMULA
    + rb"(<(?:\w++:)?+v\s*+/>|<(?:\w++:)?+v>\s*+</(?:\w++:)?+v>)?+\s*+</(?:\w++:)?+c>"
)
_IS_ERROR: Final = re.compile(rb"""\st\s*+=\s*+["']e["']""")
_IS_TEXT: Final = re.compile(rb"""\st\s*+=\s*+["']str["']""")
_NAME: Final = re.compile(rb"""\sr\s*+=\s*+["']([A-Za-z]++[0-9]++)["']""")
_BARE_HINTS: Final = (b"</f></c>", b"/></c>", b"<v></v>", b":f>", b">\n", b">\r", b"> ")
"""One of these stands in a block that holds a formula without a value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemCell:
    """A cell whose value was lost before the file got here: an error, or a formula never run."""

    cell: str
    code: Code
    text: str


def problem_cells_in(block: bytes) -> Iterator[ProblemCell]:
    """Yield the cells of a block of sheet XML that show an error or lack their result.

    A formula whose result is an empty text has one: programs then write its kind and no text.
    """
    if b't="e"' in block or (b"'" in block and _IS_ERROR.search(block)):
        for hit in _ERROR_CELL.finditer(block):
            name = _NAME.search(hit[1])
            if name and _IS_ERROR.search(hit[1]):
                text = html.unescape(hit[2].decode("utf-8", "replace"))
                yield ProblemCell(cell=name[1].decode(), code=Code.ERROR_CELL, text=text)
    has_formula = b"<f" in block or (b":" in block and b":f" in block)
    if has_formula and any(hint in block for hint in _BARE_HINTS):
        for hit in _BARE_FORMULA.finditer(block):
            name = _NAME.search(hit[1])
            if name and not (hit[2] and _IS_TEXT.search(hit[1])):
                yield ProblemCell(cell=name[1].decode(), code=Code.FORMULA_WITHOUT_VALUE, text="")
