"""Makes text that people wrote safe for a cell: it stays text and it can be stored."""

import re
from typing import Final

LONGEST_CELL: Final = 32_767
"""What a cell of Excel can hold, in characters."""

_CUT_NOTE: Final = f" [cut: a cell holds {LONGEST_CELL:,} characters]"
_FORMULA_STARTS: Final = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20|%")
"""What makes a spreadsheet take a text for a formula, with the full-width forms."""

_NOT_STORABLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_LOOKS_ESCAPED: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def storable(text: str) -> str:
    """Return a text without characters that no XML or HTML may hold, with plain line ends."""
    return _NOT_STORABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def excel_text(text: str) -> str:
    """Return a text as a cell can hold it; one that is too long is cut and says so.

    Excel reads `_x0041_` as an escaped character: such a text is escaped to stay what it is.
    """
    kept = _LOOKS_ESCAPED.sub("_x005F_", storable(text))
    if len(kept) <= LONGEST_CELL:
        return kept
    return kept[: LONGEST_CELL - len(_CUT_NOTE)] + _CUT_NOTE


def looks_like_formula(text: str) -> bool:
    """Return whether a spreadsheet could take the text for a formula, blanks in front or not.

    >>> [looks_like_formula(text) for text in ("=1+1", " @SUM(A1)", "-2", "R2-D2", "")]
    [True, True, True, False, False]
    """
    bare = text.lstrip(" \u00a0\u3000\ufeff")
    return bool(bare) and bare[0] in _FORMULA_STARTS


def csv_text(text: str) -> str:
    """Return a text as a CSV field may hold it: one that looks like a formula gets a quote mark.

    >>> csv_text("=cmd|' /C calc'!A0"), csv_text("Order desk")
    ("'=cmd|' /C calc'!A0", 'Order desk')
    """
    kept = storable(text)
    return f"'{kept}" if looks_like_formula(kept) else kept
