"""Makes text of the user show as it is wherever a renderer would read markup in it."""

import re
from typing import Final

_MARKDOWN_MARKS: Final = re.compile(r"([!-/:-@\[-`{-~])")
# Some marks are looked for again after the escapes are gone: addresses, icons, arrows, dashes.
# An invisible word joiner keeps them from being found, and no line from being broken there.
_JOINER: Final = "\N{WORD JOINER}"
_LATE_MARKS: Final = re.compile(
    r"(?<=[:@.<>-])(?=\S)|(?<=\S)(?=[:@])|(?<=www)(?=\.)", re.IGNORECASE
)
_PLOT_MARKS: Final = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "%": "&#37;",
    "$": "&#36;",
}


def markdown_text(text: str) -> str:
    """Return text that Streamlit's Markdown shows as it is, on one line."""
    one_line = " ".join(text.split())
    return _MARKDOWN_MARKS.sub(r"\\\1", _LATE_MARKS.sub(_JOINER, one_line))


def plot_text(text: str) -> str:
    """Return text that a Plotly label, hover or annotation shows as it is."""
    return "".join(_PLOT_MARKS.get(char, char) for char in text)
