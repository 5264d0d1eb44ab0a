"""Method: how it computes, in words, with the numbers in use."""

from bcdr.study import Study
from bcdr.ui import state
from bcdr.ui.components.headings import headline
from bcdr.ui.components.method import assumptions, chain, formulas, sources
from bcdr.ui.components.no_study import no_study
from bcdr.ui.components.note_cell import note_cell
from bcdr.ui.components.views import views
from bcdr.ui.studies import Current, current


def show_method(now: Current, study: Study) -> None:
    """Show the chain of the computation, then every formula and every number."""
    headline(
        "How it computes, and with which numbers",
        "Every number on these pages comes from the steps below. The figures in them are those of "
        "this review: change one on Landscape, and it changes here and everywhere.",
    )
    views(
        state.METHOD_VIEW,
        {
            "Step by step": lambda: chain(study),
            "Formulas": lambda: formulas(study),
            "Assumptions in use": lambda: assumptions(study),
            "Guidance": lambda: sources(study),
        },
    )
    note_cell(now, "Method")


now = current()
if now is None or now.study is None:
    no_study(now)
else:
    show_method(now, now.study)
