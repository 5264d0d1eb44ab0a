"""How each state of coverage is shown: symbol, words and colours, from best to worst.

Colour is never the only signal. The symbols are in every usual office font (they belong to the
WGL4 set), and the shapes speak for themselves: late points up, lossy points down, late and lossy
is both at once; a full circle is met, an empty one accepted without protection.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from bcdr.model.vocabulary import Coverage


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """Colours of one state on one background, as #rrggbb.

    `strong` is for marks and bars (3 to 1 on the page), `fill` for cells and `ink` for text on
    that fill (4.5 to 1).
    """

    strong: str
    fill: str
    ink: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageSymbol:
    """How one state of coverage is shown. `order` counts from 0, the best, to 7, the worst."""

    state: Coverage
    symbol: str
    title: str
    meaning: str
    order: int
    light: Colours
    dark: Colours

    @property
    def label(self) -> str:
        """Return symbol and title, such as `▲ late`."""
        return f"{self.symbol} {self.title}"


_IN_ORDER: Final = (
    (
        Coverage.MET,
        "●",
        "met",
        "Recovery time and data loss stay within the objectives.",
        Colours(strong="#00876a", fill="#d3eee6", ink="#00523f"),
        Colours(strong="#2fc39b", fill="#0f4a3b", ink="#c4f3e5"),
    ),
    (
        Coverage.ACCEPTED,
        "○",
        "accepted",
        "Nobody needs it back, or its owner has accepted the gap.",
        Colours(strong="#3f7fa6", fill="#e0edf5", ink="#1f4c68"),
        Colours(strong="#6db6e0", fill="#1c3f55", ink="#d6ebf7"),
    ),
    (
        Coverage.OUT_OF_SCOPE,
        "\N{EN DASH}",
        "out of scope",
        "The scenario is not looked at for this workload.",
        Colours(strong="#7b8790", fill="#f0f2f4", ink="#56616a"),
        Colours(strong="#8d9aa4", fill="#232d35", ink="#b3c0ca"),
    ),
    (
        Coverage.LATE,
        "▲",
        "late",
        "It comes back, but later than the RTO allows.",
        Colours(strong="#b88100", fill="#fbedc4", ink="#664700"),
        Colours(strong="#f0c64a", fill="#54430f", ink="#fbe9b4"),
    ),
    (
        Coverage.LOSSY,
        "▼",
        "lossy",
        "It comes back in time, but more data is lost than the RPO allows.",
        Colours(strong="#d55e00", fill="#fad9bf", ink="#7a3300"),
        Colours(strong="#f0914f", fill="#64330f", ink="#fbdcc5"),
    ),
    (
        Coverage.LATE_AND_LOSSY,
        "♦",
        "late and lossy",
        "It comes back later than the RTO allows, with more data lost than the RPO allows.",
        Colours(strong="#a83200", fill="#efb9a1", ink="#611c00"),
        Colours(strong="#e8673c", fill="#7a2c10", ink="#fdd9cb"),
    ),
    (
        Coverage.UNKNOWN,
        "?",
        "unknown",
        "An input is missing, so nothing can be promised. Unknown never counts as met.",
        Colours(strong="#7a5ea8", fill="#e5dcf2", ink="#46306c"),
        Colours(strong="#b79be0", fill="#41305f", ink="#e8ddf8"),
    ),
    (
        Coverage.UNRECOVERABLE,
        "\N{MULTIPLICATION SIGN}",  # the only cross in every font
        "unrecoverable",
        "No copy survives: it does not come back.",
        Colours(strong="#67001f", fill="#67001f", ink="#ffffff"),
        Colours(strong="#ff7d98", fill="#a3123d", ink="#ffffff"),
    ),
)

SYMBOLS: Final[Mapping[Coverage, CoverageSymbol]] = MappingProxyType(
    {
        state: CoverageSymbol(
            state=state,
            symbol=symbol,
            title=title,
            meaning=meaning,
            order=order,
            light=light,
            dark=dark,
        )
        for order, (state, symbol, title, meaning, light, dark) in enumerate(_IN_ORDER)
    }
)
"""Every state of coverage, from best to worst."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSymbol:
    """How an answer is shown: a symbol, and colours as of a state of coverage."""

    symbol: str
    colours: Colours


def _answer(symbol: Coverage, colours: Coverage) -> AnswerSymbol:
    return AnswerSymbol(symbol=SYMBOLS[symbol].symbol, colours=SYMBOLS[colours].light)


_GOOD: Final = _answer(Coverage.MET, Coverage.MET)
# A no is seldom a disaster by itself: it has the cross, and not the darkest colour.
_BAD: Final = _answer(Coverage.UNRECOVERABLE, Coverage.LOSSY)

ANSWERS: Final[Mapping[str, AnswerSymbol]] = MappingProxyType(
    {
        "yes": _GOOD,
        "pass": _GOOD,
        "no": _BAD,
        "fail": _BAD,
        "unknown": _answer(Coverage.UNKNOWN, Coverage.UNKNOWN),
        "not stated": _answer(Coverage.OUT_OF_SCOPE, Coverage.OUT_OF_SCOPE),
    }
)
"""Every answer to whether something holds: of a copy, a place or a clause."""

GAP_STATES: Final = (
    Coverage.LATE,
    Coverage.LOSSY,
    Coverage.LATE_AND_LOSSY,
    Coverage.UNKNOWN,
    Coverage.UNRECOVERABLE,
)
"""The states that leave something to do, from the mildest to the worst."""
