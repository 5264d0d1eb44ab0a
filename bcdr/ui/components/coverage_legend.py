"""States of coverage: as a mark with symbol and words, and as the legend of all of them."""

from bcdr.model.vocabulary import Coverage
from bcdr.report.symbols import SYMBOLS
from bcdr.ui.markup import Markup, show, tag


def state_mark(state: Coverage) -> Markup:
    """Return symbol and title of a state on its colour."""
    return tag("span", SYMBOLS[state].label, css=f"b-state b-{state}")


def coverage_legend() -> None:
    """Show every state with its meaning, from best to worst."""
    show(
        tag(
            "div",
            *(
                tag("div", state_mark(state), tag("span", symbol.meaning))
                for state, symbol in SYMBOLS.items()
            ),
            css="b-legend",
        )
    )


def coverage_marks() -> None:
    """Show the mark of every state in one line, from best to worst."""
    show(tag("div", *(state_mark(state) for state in SYMBOLS), css="b-marks"))
