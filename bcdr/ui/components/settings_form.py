"""Goal, weights and percentile: the settings of a review, saved as they are changed."""

from typing import Final

import streamlit as st

from bcdr.model.columns import SETTINGS
from bcdr.model.review import ReviewState
from bcdr.model.settings import Settings
from bcdr.model.vocabulary import Goal
from bcdr.ui import state
from bcdr.ui.cells import setting_cell, write_cells
from bcdr.ui.components.headings import section, subsection
from bcdr.ui.markup import show, tag

_GOALS: Final = {
    Goal.HIGHEST_SCORE: "Highest score: all parts weighed",
    Goal.LOWEST_COST: "Lowest cost that covers",
    Goal.BEST_COVERAGE: "Best coverage",
    Goal.LEAST_CHANGE: "Least change to what exists",
}
_PARTS: Final = ("objectives", "regulation", "cost", "guidance")


def settings_form(review: ReviewState, settings: Settings) -> None:
    """Show what is settled for the whole review."""
    section(
        f"The best strategy is that of the {str(settings.goal).replace('-', ' ')}",
        "The goal says what best means when strategies are ranked; a change ranks all anew.",
    )
    _chosen(review, "goal", "Goal", [str(goal) for goal in Goal], str(settings.goal))
    subsection(
        "Weights of the score", "Only their proportions matter; the bar shows what they come to."
    )
    weights = {part: getattr(settings.weights, part) for part in _PARTS}
    whole = sum(weights.values()) or 1.0
    show(
        tag(
            "div",
            *(
                tag("span", css=f"b-part-{number}", style=f"width:{100 * weights[part] / whole}%")
                for number, part in enumerate(_PARTS)
            ),
            css="b-bar b-thick",
            role="img",
            aria_label=", ".join(f"{part} {weights[part]:g}" for part in _PARTS),
        )
    )
    for number, (part, place) in enumerate(zip(_PARTS, st.columns(len(_PARTS)), strict=True)):
        with place:
            share = f"{100 * weights[part] / whole:.0f}% of the score"
            show(tag("span", tag("i", css=f"b-part-{number}"), share, css="b-key"))
            _number(review, f"weight-{part}", part.capitalize(), weights[part], 0.0, 1000.0, 5.0)
    subsection(
        "How careful times are",
        "Recovery times are judged at this percentile: at 90, nine recoveries of ten are faster.",
    )
    left, right, _ = st.columns([1, 1, 2])
    with left:
        _number(review, "planning-percentile", "Planning percentile (%)",
                round(100 * settings.planning_percentile, 1), 50.0, 99.0, 5.0)  # fmt: skip
    with right:
        _number(review, "ranked-count", "Strategies shown per workload",
                float(settings.ranked_count), 1.0, 50.0, 1.0)  # fmt: skip


def _chosen(review: ReviewState, name: str, label: str, words: list[str], held: str) -> None:
    key = state.cell_key("setting", review.id, name, "value", review.revision)
    st.segmented_control(
        label,
        words,
        format_func=lambda word: _GOALS[Goal(word)],
        default=held,
        required=True,
        key=key,
        on_change=_save,
        args=(review, name, label, key),
        label_visibility="collapsed",
    )


def _number(
    review: ReviewState,
    name: str,
    label: str,
    value: float,
    least: float,
    most: float,
    step: float,
) -> None:
    key = state.cell_key("setting", review.id, name, "value", review.revision)
    st.number_input(
        label,
        min_value=least,
        max_value=most,
        value=value,
        step=step,
        format="%g",
        key=key,
        help=SETTINGS.column("value").help,
        on_change=_save,
        args=(review, name, label, key),
    )


def _save(review: ReviewState, name: str, label: str, key: str) -> None:
    written = st.session_state[key]
    text = f"{written:g}" if isinstance(written, float) else str(written)
    write_cells([(setting_cell(review, name), text)], f"{label} is now {text}. Saved.")
