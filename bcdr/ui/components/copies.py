"""The copy ledger: where every copy is, how old it can be, and in which scenario it can be used."""

from collections.abc import Sequence

from bcdr.model.catalogue import Catalogue
from bcdr.ui.components.coverage_legend import answer_mark
from bcdr.ui.components.headings import note, section, subsection
from bcdr.ui.components.tables import Heading, table
from bcdr.ui.ledger import CopyLine, Line, copies_claim, copy_lines
from bcdr.ui.markup import Markup, joined, show, tag

# Percent of the table for all scenarios together.
_OF_SCENARIOS = 50


def copies(today: Sequence[Line], planned: Sequence[Line], catalogue: Catalogue) -> None:
    """Show the copies with the plan, then those of today."""
    then, now = copy_lines(planned, catalogue), copy_lines(today, catalogue)
    section(
        copies_claim(then, catalogue, "with the plan"),
        "The workload itself is no copy. A copy is usable in a scenario if its place stands, its "
        "history reaches back far enough, and nobody can have changed it.",
    )
    if then:
        show(_table(then, catalogue, "Copies with the plan"))
    else:
        note("Nothing is planned that keeps a copy. Strategies shows what is possible.")
    subsection(copies_claim(now, catalogue, "today"))
    if now:
        show(_table(now, catalogue, "Copies today"))
    else:
        note("State on Portfolio, in the columns Today, how it is protected now.")


def _table(shown: Sequence[CopyLine], catalogue: Catalogue, label: str) -> Markup:
    width = _OF_SCENARIOS / len(catalogue.scenarios)
    return table(
        (
            Heading("Copy", width=14),
            Heading("Place", width=10),
            Heading("Age when needed", width=8),
            Heading("Oldest kept", is_number=True, width=6),
            Heading("Copies kept", is_number=True, width=5),
            Heading("Immutable, isolated", width=7),
            *(
                Heading(scenario.title, group="Can it be used when ...", width=width)
                for scenario in catalogue.scenarios
            ),
        ),
        (
            (
                joined(
                    tag("div", copy.name),
                    tag("div", copy.how, css="b-small"),
                    *([tag("div", copy.missing, css="b-small")] if copy.missing else []),
                ),
                copy.place,
                copy.age,
                copy.oldest,
                copy.kept,
                copy.protected,
                *(answer_mark(copy.answers[scenario.id]) for scenario in catalogue.scenarios),
            )
            for copy in shown
        ),
        label=label,
        css="b-copies",
    )
