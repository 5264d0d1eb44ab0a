"""Names of sheets that a spreadsheet program takes: short, without certain signs, each once."""

import re
from collections.abc import Iterable
from typing import Final

from bcdr.report.cell_text import storable

LONGEST_NAME: Final = 31
"""What the name of a sheet can hold, in characters."""

_NOT_IN_NAME: Final = re.compile(r"[\[\]:*?/\\]")
_RESERVED: Final = "history"


class SheetNames:
    """Gives names of sheets of one workbook; those `taken` are given to nobody."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        """Begin with the names that are taken."""
        self._taken = {name.casefold() for name in taken}

    def of(self, wanted: str) -> str:
        """Return the nearest name to the one wanted that can be had, and take it.

        >>> names = SheetNames(("Findings",))
        >>> names.of("Apps / servers"), names.of("findings"), names.of("")
        ('Apps _ servers', 'findings 2', 'Sheet')
        """
        plain = _NOT_IN_NAME.sub("_", storable(wanted))
        plain = " ".join(plain.split())[:LONGEST_NAME].strip("' ") or "Sheet"
        if plain.casefold() == _RESERVED:
            plain = f"{plain}_"
        name, number = plain, 2
        while name.casefold() in self._taken:
            ending = f" {number}"
            name = f"{plain[: LONGEST_NAME - len(ending)].rstrip()}{ending}"
            number += 1
        self._taken.add(name.casefold())
        return name
