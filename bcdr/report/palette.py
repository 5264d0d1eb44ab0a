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
PAPER_DARK: Final = "#10181e"
INK_ON_DARK: Final = "#e6edf2"
MUTED_ON_DARK: Final = "#a9b8c3"
LINE_ON_DARK: Final = "#34434e"
INPUT: Final = "#fff8e5"
INPUT_LINE: Final = "#8a6100"

_SERIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "workloads": "#cdd6dc",
        "today": "#7a8c99",
        "planned": ACCENT,
        "gaps_today": "#7a8c99",
        "gaps_planned": ACCENT,
        "outlay_today": "#7a8c99",
        "outlay_planned": ACCENT,
        "outlay": ACCENT,
        "penalty": "#d55e00",
    }
)


_SERIES_ON_DARK: Final[Mapping[str, str]] = MappingProxyType(
    {
        "workloads": "#4a5862",
        "today": "#93a4b0",
        "planned": "#4fb3d3",
        "gaps_today": "#93a4b0",
        "gaps_planned": "#4fb3d3",
        "outlay_today": "#93a4b0",
        "outlay_planned": "#4fb3d3",
        "outlay": "#4fb3d3",
        "penalty": "#f0914f",
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


def series_colour_on_dark(key: str) -> str:
    """Return the colour of a series on a dark page.

    Raises:
        KeyError: the series has no colour yet.
    """
    if key in {state.value for state in Coverage}:
        return SYMBOLS[Coverage(key)].dark.strong
    return _SERIES_ON_DARK[key]
