"""Builds HTML that is safe by construction: whatever is not made here is escaped."""

from collections.abc import Mapping
from html import escape
from typing import Final

from bcdr.report.cell_text import storable

_WITHOUT_END: Final = frozenset({"meta", "br", "hr", "col"})


class Markup(str):
    """HTML that was made by `element` or `trusted`, and is not escaped again."""

    __slots__ = ()


def trusted(html: str) -> Markup:
    """Return HTML of our own as it is: never pass what a person wrote."""
    return Markup(html)


def text(words: str) -> Markup:
    """Return words as HTML shows them, without characters that no page may hold.

    >>> text("<script>")
    '&lt;script&gt;'
    """
    return words if isinstance(words, Markup) else Markup(escape(storable(words)))


def element(
    name: str, *children: str, attributes: Mapping[str, str | None] | None = None
) -> Markup:
    """Return an element; children and attributes are escaped, attributes of None left out.

    >>> element("p", "a < b", attributes={"class": "note", "id": None})
    '<p class="note">a &lt; b</p>'
    """
    said = "".join(
        f' {key}="{text(value)}"' for key, value in (attributes or {}).items() if value is not None
    )
    if name in _WITHOUT_END:
        return Markup(f"<{name}{said}>")
    return Markup(f"<{name}{said}>{''.join(map(text, children))}</{name}>")


def together(*parts: str) -> Markup:
    """Return parts one after the other."""
    return Markup("".join(map(text, parts)))
