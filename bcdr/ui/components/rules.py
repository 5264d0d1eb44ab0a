"""How a workload stands to clauses of regulation and to rules of corporate policy."""

from collections.abc import Mapping, Sequence

import streamlit as st

from bcdr.model.catalogue import Catalogue
from bcdr.model.portfolio import Workload
from bcdr.model.regulation import TermKind
from bcdr.model.results import ClauseResult
from bcdr.model.review import ReviewState
from bcdr.model.vocabulary import ClauseOutcome
from bcdr.report.wording import counted
from bcdr.ui import clauses, state
from bcdr.ui.cells import cell_of_workload, cells_by_words, entity_types_cell
from bcdr.ui.clauses import ORDER
from bcdr.ui.components.cell_control import cell_control, words_control
from bcdr.ui.components.coverage_legend import answer_mark, answer_words
from bcdr.ui.components.headings import Figure, figures, note, section, subsection
from bcdr.ui.components.tables import Heading, table
from bcdr.ui.markup import Markup, joined, show, tag

ENTITY_TYPES = "Entity types"
REGULATIONS = "Regulations"


def rules(
    review: ReviewState,
    workload: Workload,
    planned: Sequence[ClauseResult],
    today: Sequence[ClauseResult],
    catalogue: Catalogue,
) -> None:
    """Show what fails, what is unknown, what a person has to state, and what is kept."""
    looked_at = planned or today
    section(
        clauses.rules_claim(looked_at, "with the plan" if planned else "today"),
        "Clauses are compared with the plan once somebody states that they apply; unknown is "
        "never a pass. A clause that blocks refuses the strategies that fail it; the others are "
        "advice.",
    )
    if looked_at:
        _counts(looked_at)
    before = {clause.id: clause for clause in today}
    first = clauses.of_outcome(looked_at, ClauseOutcome.FAIL, ClauseOutcome.UNKNOWN)
    if first:
        show(_table(first, before, "Clauses that fail or are unknown"))
    _to_state(review, workload, looked_at, catalogue)
    rest = clauses.of_outcome(looked_at, ClauseOutcome.NOT_STATED, ClauseOutcome.PASS)
    if rest:
        with st.expander(
            f"{counted(len(rest), 'clause')} kept or not known to apply",
            key=state.KEPT_OPEN,
            on_change="rerun",
        ) as place:
            if place.open:
                show(_table(rest, before, "Clauses that are kept or not known to apply"))


def _counts(looked_at: Sequence[ClauseResult]) -> None:
    counts = clauses.clause_counts(looked_at)
    notes = {
        ClauseOutcome.FAIL: "what it has breaks the clause",
        ClauseOutcome.UNKNOWN: "an input is missing",
        ClauseOutcome.NOT_STATED: "nobody said whether it applies",
        ClauseOutcome.PASS: "kept",
    }
    figures(
        *(
            Figure(
                title=answer_words(str(outcome)),
                value=f"{counts[outcome]:,}",
                note=notes[outcome],
            )
            for outcome in ORDER
        )
    )


def _table(shown: Sequence[ClauseResult], before: Mapping[str, ClauseResult], label: str) -> Markup:
    return table(
        (
            Heading("With the plan", is_kept=True),
            Heading("Clause"),
            Heading("Asks for"),
            Heading("Found, and wanted"),
            Heading("Today", is_kept=True),
            Heading("Weight", is_kept=True),
            Heading("Source"),
        ),
        (
            (
                answer_mark(str(clause.outcome)),
                joined(tag("div", clause.regime), tag("div", clause.clause, css="b-small")),
                clause.condition,
                _compared(clause),
                answer_mark(str(before[clause.id].outcome)) if clause.id in before else "",
                _weight(clause),
                _source(clause),
            )
            for clause in shown
        ),
        label=label,
        css="b-clauses",
    )


def _compared(clause: ClauseResult) -> Markup:
    pieces = []
    if clause.value:
        pieces.append(tag("div", tag("b", clause.value), f"; wanted: {clause.wanted}"))
    else:
        pieces.append(tag("div", f"wanted: {clause.wanted}"))
    if clause.missing:
        pieces.append(tag("div", f"Missing: {', '.join(clause.missing)}", css="b-small"))
    elif clause.outcome is ClauseOutcome.FAIL and clause.remedy:
        pieces.append(tag("div", clause.remedy, css="b-small"))
    return joined(*pieces)


def _weight(clause: ClauseResult) -> Markup:
    return joined(
        tag("div", "blocks" if clause.is_blocking else "advice"),
        tag("div", clause.severity, css="b-small"),
    )


def _source(clause: ClauseResult) -> Markup:
    dated = f", {clause.date.isoformat()}" if clause.date else ""
    return tag("span", f"{clause.source}{dated}", css="b-small")


def _to_state(
    review: ReviewState,
    workload: Workload,
    looked_at: Sequence[ClauseResult],
    catalogue: Catalogue,
) -> None:
    """Show what a person has to state so that it is known which clauses apply."""
    waiting = dict(clauses.waiting_for(looked_at))
    subsection(
        "What you have to state",
        "Nothing is guessed: a clause is looked at where its regime, kind of entity, class of "
        "data and criticality are stated. The Rules sheet of the list holds corporate policy.",
    )
    left, right = st.columns(2, gap="medium")
    with left:
        regulations = cell_of_workload(review, workload.id, "regulations")
        if regulations is not None:
            inherited = workload.regulations if regulations.held is None else ()
            words_control(
                review,
                regulations,
                _titles(catalogue, TermKind.REGIME),
                purpose="rules",
                label=f"{REGULATIONS} that {workload.title} falls under",
                placeholder=_inherited(inherited),
                help_text="Regimes by their usual names, such as NIS2 or DORA.",
            )
    with right:
        words_control(
            review,
            entity_types_cell(review),
            _titles(catalogue, TermKind.ENTITY_TYPE),
            purpose="rules",
            label=f"{ENTITY_TYPES} of the organisation",
            placeholder="nothing stated",
            help_text="Which kinds of entity the organisation is; holds for the whole review.",
        )
        if ENTITY_TYPES in waiting:
            note(clauses.waiting_words(waiting[ENTITY_TYPES]))
    for name, count in waiting.items():
        for cell in (
            ()
            if name in (ENTITY_TYPES, REGULATIONS)
            else cells_by_words(review, "Applications", workload.id, name)
        ):
            cell_control(review, cell, purpose="rules", placeholder="not given")
            note(clauses.waiting_words(count))


def _titles(catalogue: Catalogue, kind: TermKind) -> tuple[str, ...]:
    return tuple(term.title for term in catalogue.terms if term.kind is kind)


def _inherited(regulations: Sequence[str]) -> str:
    if not regulations:
        return "nothing stated"
    return f"{'; '.join(regulations)}, from the application's own row"
