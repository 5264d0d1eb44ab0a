"""Finds what a name means: the spelling that is known, and the close one where it is not."""

import difflib
from collections.abc import Iterable
from typing import Final

from bcdr.intake.faults import quote
from bcdr.intake.text import name_key

_SUGGESTIONS: Final = 25
"""Looking for a close name takes long where thousands are known, so not every name gets one."""

_CLOSE: Final = 0.75
"""How much of two names has to agree, from 0 to 1, for one to be meant by the other."""


class KnownNames:
    """Names in their first spelling, found whatever the case and spaces."""

    __slots__ = ("_names", "_remedies")

    def __init__(self, names: Iterable[str]) -> None:
        self._names: dict[str, str] = {}
        for name in names:
            self._names.setdefault(name_key(name), name)
        self._remedies: dict[str, str] = {}

    def __contains__(self, name: str) -> bool:
        """Return whether a name is known."""
        return name_key(name) in self._names

    def __iter__(self) -> Iterable[str]:
        """Return the names as they are spelled."""
        return iter(self._names.values())

    def find(self, name: str) -> str | None:
        """Return the name as it is spelled first, None if it is not known."""
        return self._names.get(name_key(name))

    def closest(self, name: str) -> str:
        """Return the known name that is nearly the same, empty if there is none."""
        close = difflib.get_close_matches(name_key(name), self._names, n=1, cutoff=_CLOSE)
        return self._names[close[0]] if close else ""

    def remedy(self, name: str, otherwise: str) -> str:
        """Return a remedy that offers the close name, or `otherwise` where there is none."""
        known = self._remedies.get(name)
        if known is not None:
            return known
        if len(self._remedies) >= _SUGGESTIONS:
            return otherwise
        close = self.closest(name)
        remedy = f"Is {quote(close)} meant? Write it the same way." if close else otherwise
        self._remedies[name] = remedy
        return remedy
