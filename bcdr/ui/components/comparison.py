"""Two reviews to choose, what differs between them, and why the plan is another."""

from collections.abc import Sequence

import streamlit as st

from bcdr.model.units import format_number
from bcdr.report.wording import counted
from bcdr.store import ReviewSummary
from bcdr.study_changes import Changes, ResultChange
from bcdr.ui import answers, state
from bcdr.ui.components.headings import Figure, figures, note, section, subsection
from bcdr.ui.components.tables import Heading, table
from bcdr.ui.markup import joined, show, tag
from bcdr.ui.store_access import store
from bcdr.ui.studies import study_of

# A page of a thousand rows helps nobody.
_MOST_SHOWN = 200


def comparison(reviews: Sequence[ReviewSummary]) -> None:
    """Ask for two reviews, and show what changed from the first to the second and why."""
    titles = {review.id: review.title for review in reviews}
    ids = list(titles)
    last = state.review_id() if state.review_id() in titles else ids[0]
    left, right = st.columns(2)
    one = left.selectbox(
        "From",
        ids,
        index=next((place for place, id_ in enumerate(ids) if id_ != last), 0),
        format_func=lambda id_: titles.get(id_, id_),
        key=state.COMPARE_ONE,
    )
    other = right.selectbox(
        "To",
        ids,
        index=ids.index(last),
        format_func=lambda id_: titles.get(id_, id_),
        key=state.COMPARE_OTHER,
    )
    if one == other:
        note("Both are the same review. Choose another one on one side.")
        return
    before, after = (study_of(store().state(str(id_))) for id_ in (one, other))
    first, second = before.study, after.study
    if first is None or second is None:
        note("One of them has no application yet, or its judging was stopped.")
        return
    _show(answers.differences(before, first, after, second))


def changes_claim(changes: Changes) -> str:
    """Return in one sentence how much is different."""
    if changes.is_empty:
        return "Both reviews say the same"
    verb = "differs" if len(changes.inputs) == 1 else "differ"
    differing = f"{counted(len(changes.inputs), 'input')} {verb}"
    if not changes.results:
        return f"{differing}; for no workload that is in both did anything come out differently"
    them = "it" if len(changes.inputs) == 1 else "them"
    return f"{differing}, and with {them} {counted(len(changes.results), 'result')}"


def _show(changes: Changes) -> None:
    section(
        changes_claim(changes),
        "From the first review to the second. Rows are matched by their ID; what is noted on pages "
        "is not compared.",
    )
    figures(
        *(
            Figure(
                title=f"{total.title} ({total.unit})",
                value=format_number(round(total.after)),
                note=f"{format_number(round(total.before))} before",
            )
            for total in changes.totals
            if total.before != total.after
        )
    )
    if changes.results:
        subsection(
            "What came out differently, and why",
            "The cause is the rule or the number that made the difference; behind it stand the "
            "inputs that were changed.",
        )
        show(
            table(
                (
                    Heading("Workload", width=18),
                    Heading("Before", width=24),
                    Heading("After", width=24),
                    Heading("Why", width=34),
                ),
                (_row(change) for change in changes.results[:_MOST_SHOWN]),
                label="Results that differ, with the cause",
            )
        )
        _cut(len(changes.results))
    if changes.inputs:
        subsection("What was put in differently")
        show(
            table(
                (Heading("Sheet", is_kept=True), Heading("Change")),
                ((one.sheet, one.sentence) for one in changes.inputs[:_MOST_SHOWN]),
                label="Inputs that differ",
            )
        )
        _cut(len(changes.inputs))


def _row(change: ResultChange) -> tuple[str, ...]:
    return (
        joined(tag("div", change.title), tag("div", change.what, css="b-small")),
        change.before,
        change.after,
        joined(
            tag("div", change.cause),
            *(tag("div", one, css="b-small") for one in change.inputs),
        ),
    )


def _cut(count: int) -> None:
    if count > _MOST_SHOWN:
        note(f"The first {_MOST_SHOWN} of {count:,}.")
