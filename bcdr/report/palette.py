"""Colours that workbook, page and charts share, beside those of the states of coverage."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bcdr.model.vocabulary import Coverage
from bcdr.report.symbols import SYMBOLS

PAPER: Final = "#ffffff"
INK: Final = "#1a2530"
MUTED: Final = "#43525e"
LINE: Final = "#d3dbe1"
BAND: Final = "#f2f5f7"
ACCENT: Final = "#0b6380"
ACCENT_DARK: Final = "#083f54"
INPUT: Final = "#fff8e5"
INPUT_LINE: Final = "#8a6100"

_SERIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "workloads": "#cdd6dc",
        "today": "#7a8c99",
        "planned": ACCENT,
        "outlay": ACCENT,
        "penalty": "#d55e00",
    }
)


def series_colour(key: str) -> str:
    """Return the colour of a series: of the state of coverage it is, or its own.

    Raises:
        KeyError: the series has no colour yet.
    """
    if key in {state.value for state in Coverage}:
        return SYMBOLS[Coverage(key)].light.strong
    return _SERIES[key]
