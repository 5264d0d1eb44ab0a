"""States of coverage and answers: as a mark with symbol and words, and as the legend of states."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bcdr.model.vocabulary import Coverage
from bcdr.report.symbols import ANSWERS, SYMBOLS
from bcdr.ui.markup import Markup, show, tag

_ANSWER_STATES: Final[Mapping[str, Coverage]] = MappingProxyType(
    {
        answer: next(state for state, symbol in SYMBOLS.items() if symbol.light == shown.colours)
        for answer, shown in ANSWERS.items()
    }
)
"""The state of coverage whose colours an answer has."""


def state_mark(state: Coverage) -> Markup:
    """Return symbol and title of a state on its colour."""
    return tag("span", SYMBOLS[state].label, css=f"b-state b-{state}")


def answer_mark(answer: str) -> Markup:
    """Return symbol and word of an answer, such as yes, fail or unknown, on its colour."""
    return tag("span", answer_words(answer), css=f"b-state b-{_ANSWER_STATES[answer]}")


def answer_words(answer: str) -> str:
    """Return symbol and word of an answer.

    >>> answer_words("unknown")
    '? unknown'
    """
    return f"{ANSWERS[answer].symbol} {answer}"


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
