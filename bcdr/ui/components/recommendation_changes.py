"""What would change the recommendation: numbers with their ranges, blanks to fill, break-even."""

from collections.abc import Sequence

import streamlit as st

from bcdr.model.catalogue import Catalogue
from bcdr.model.portfolio import Workload
from bcdr.model.review import ReviewState
from bcdr.model.sensitivity import BreakEvens, Flip, MissingInput
from bcdr.report.wording import counted
from bcdr.ui import changes, state
from bcdr.ui.answers import Changes
from bcdr.ui.cells import cells_by_words, without_place
from bcdr.ui.changes import RangeBar
from bcdr.ui.claims import sentence
from bcdr.ui.components.cell_control import cell_control
from bcdr.ui.components.headings import note, section, subsection
from bcdr.ui.components.tables import Heading, table
from bcdr.ui.markup import Markup, joined, show, tag
from bcdr.ui.navigation import PORTFOLIO

_FIRST = 8
_CONTROL_WIDTH = 360


def recommendation_changes(
    review: ReviewState, workload: Workload, found: Changes, catalogue: Catalogue
) -> None:
    """Show which change of one number changes what is recommended, and what is not known."""
    numbers = found.flips.numbers
    recommended = found.flips.recommended
    section(
        changes.flips_claim(numbers),
        f"Judged alone, {workload.title} is best served by "
        f"{recommended.title if recommended else 'nothing: every option is refused'}. Each number "
        "was changed by itself within its range; the mark is the nearest value found at which "
        "something else is recommended.",
    )
    changing = changes.changing(numbers)
    if changing:
        show(_flips_table(changing[:_FIRST], catalogue))
    kept = numbers[len(changing) :]
    _missing(review, workload, found.missing)
    if found.break_even is not None:
        _break_even(found.break_even)
    _others(changing[_FIRST:], kept, catalogue)


def _flips_table(flips: Sequence[Flip], catalogue: Catalogue) -> Markup:
    return table(
        (
            Heading("Number", width=26),
            Heading("Now", is_number=True, width=7.5),
            Heading("Changes at", is_number=True, width=8.5),
            Heading("Its range", width=24),
            Heading("Then recommended", width=34),
        ),
        (
            (
                joined(
                    tag("div", flip.title),
                    tag("div", changes.unit_words(flip), css="b-small"),
                    tag("div", changes.source_of(flip, catalogue), css="b-small"),
                ),
                changes.value_words(flip, flip.value),
                tag("b", changes.value_words(flip, flip.at)) if flip.at is not None else "",
                _bar(changes.range_bar(flip)),
                flip.becomes.title if flip.becomes else "nothing would be allowed",
            )
            for flip in flips
        ),
        label="Numbers that change the recommendation within their range, nearest first",
        css="b-flips",
    )


def _bar(bar: RangeBar) -> Markup:
    """Return a range as a line with a dot where the number is and a rhomb where it changes."""
    marks = [tag("i", css="b-now", style=_at(bar.value))]
    if bar.changes_at is not None:
        start, end = sorted((bar.value, bar.changes_at))
        way = f"left:{100 * start:.1f}%;width:{100 * (end - start):.1f}%"
        marks = [
            tag("i", css="b-way", style=way),
            *marks,
            tag("i", css="b-flip", style=_at(bar.changes_at)),
        ]
    said = f"from {bar.low_words} to {bar.high_words}"
    return tag(
        "div",
        tag("div", *marks, css="b-track"),
        tag("div", tag("span", bar.low_words), tag("span", bar.high_words), css="b-ends"),
        css="b-range",
        role="img",
        aria_label=said,
        title=said,
    )


def _at(share: float) -> str:
    return f"left:{100 * share:.1f}%"


def _missing(review: ReviewState, workload: Workload, missing: MissingInput | None) -> None:
    """Show the blank that would tell most, with the place to fill it in."""
    if missing is None:
        subsection(
            "No missing input would change anything here",
            "What is blank leaves no binding scenario unknown and moves neither the "
            "recommendation nor its score.",
        )
        return
    of = f" of {missing.where}" if missing.where else ""
    with st.container(border=True, key="missing_input"):
        subsection(
            f"What would tell most: {without_place(missing.input)}{of}", sentence(missing.sentence)
        )
        cells = cells_by_words(review, missing.sheet, missing.where or workload.id, missing.input)
        for cell in cells:
            cell_control(
                review,
                cell,
                purpose="missing",
                placeholder="not given",
                of=of,
                width=_CONTROL_WIDTH,
            )
        owner = f"{missing.owner} answers for it. " if missing.owner else ""
        if cells:
            note(f"{owner}What you write is saved and judged at once, and stands on Portfolio.")
        else:
            note(
                f"{owner}It belongs on the sheet {missing.sheet} of the list, "
                f"in a row for {missing.where or workload.title}."
            )
            st.page_link(
                PORTFOLIO,
                label="Go to Portfolio",
                icon=":material/arrow_forward:",
                query_params=state.address(),
            )


def _break_even(found: BreakEvens) -> None:
    subsection(
        "Where other ways would cost the same",
        "Outlay and expected penalty together, with everything else as it is.",
    )
    show(
        tag(
            "ul",
            *(tag("li", tag("b", one.title), tag("div", one.sentence)) for one in found.against),
            css="b-steps",
        )
    )


def _others(more: Sequence[Flip], kept: Sequence[Flip], catalogue: Catalogue) -> None:
    if more:
        with st.expander(
            f"{counted(len(more), 'more number')}, further away",
            key=state.MORE_FLIPS_OPEN,
            on_change="rerun",
        ) as place:
            if place.open:
                show(_flips_table(more, catalogue))
    if kept:
        with st.expander(
            f"{counted(len(kept), 'number')} that would change nothing within the range",
            key=state.UNCHANGED_OPEN,
            on_change="rerun",
        ) as place:
            if place.open:
                show(
                    table(
                        (
                            Heading("Number"),
                            Heading("Now", is_number=True),
                            Heading("Its range", is_number=True),
                            Heading("Source"),
                        ),
                        (
                            (
                                joined(
                                    tag("div", flip.title),
                                    tag("div", changes.unit_words(flip), css="b-small"),
                                ),
                                changes.value_words(flip, flip.value),
                                f"{changes.value_words(flip, flip.low)} to "
                                f"{changes.value_words(flip, flip.high)}",
                                tag("span", changes.source_of(flip, catalogue), css="b-small"),
                            )
                            for flip in kept
                        ),
                        label="Numbers that change nothing within their range",
                    )
                )
