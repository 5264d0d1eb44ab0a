"""Portfolio: where a review begins, what was found in its file, and its rows to edit."""

import streamlit as st

from bcdr.ui.claims import portfolio_claim, source_line, targets_note
from bcdr.ui.components.findings import findings_list
from bcdr.ui.components.headings import Figure, figures, headline, section
from bcdr.ui.components.portfolio_grid import portfolio_grid
from bcdr.ui.components.start import (
    infrastructure_note,
    start,
    start_button,
    template_button,
    upload,
)
from bcdr.ui.studies import Current, current


def show_portfolio(now: Current) -> None:
    """Show what the open review holds."""
    counts, findings = now.reading.counts, now.reading.findings
    headline(
        portfolio_claim(counts, findings),
        source_line(now.review.source, now.review.revision),
    )
    figures(
        Figure(title="Errors", value=f"{counts['errors']:,}", note="could not be used"),
        Figure(title="Warnings", value=f"{counts['warnings']:,}", note="used, but look at them"),
        Figure(title="Hubs", value=f"{counts['hubs']:,}", note="where the workloads run"),
        Figure(title="Targets", value=f"{counts['targets']:,}", note=targets_note(now.targets)),
    )
    section(
        "What to look at in the list" if findings else "Nothing in the list needs a look",
        "Where something could not be read or was understood in one of several ways. A change in "
        "the table below answers it at once.",
    )
    findings_list(findings)
    section(
        "The list",
        "One row per workload, as it was read. Change any cell: it is saved the moment you leave "
        "it, and everything is judged anew. Durations are written as 4 h, 30 min or 2 d.",
    )
    portfolio_grid(now.review, now.workloads, now.ids_in_scope)
    infrastructure_note()
    section("Another list", "A file begins a review of its own; this one stays as it is.")
    upload("Upload another list of applications")
    with st.container(horizontal=True):
        template_button()
        start_button()


now = current()
if now is None:
    start()
else:
    show_portfolio(now)
