"""Portfolio: what was found in the file of a review, and its rows to edit."""

from bcdr.ui.claims import portfolio_claim, source_line, targets_note
from bcdr.ui.components.begin import infrastructure_note
from bcdr.ui.components.file_reading import file_reading
from bcdr.ui.components.findings import findings_list
from bcdr.ui.components.headings import Figure, figures, headline, section
from bcdr.ui.components.no_study import no_study
from bcdr.ui.components.note_cell import note_cell
from bcdr.ui.components.portfolio_grid import portfolio_grid
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
    file_reading(now)
    section(
        "The list",
        "One row per workload, as it was read. Change any cell: it is saved the moment you leave "
        "it, and everything is judged anew. Durations are written as 4 h, 30 min or 2 d; a plain "
        "number is read in the unit of its heading.",
    )
    portfolio_grid(now.review, now.workloads, now.ids_in_scope, now.reading.catalogue.currency)
    note_cell(now, "Portfolio")
    infrastructure_note()


now = current()
if now is None:
    no_study(now)
else:
    show_portfolio(now)
