"""How complete what is known of each application is, as stars with the reason."""

from typing import Final

import streamlit as st

from bcdr.model.completeness import STARS, Completeness, completeness
from bcdr.model.portfolio import Portfolio
from bcdr.report.wording import counted
from bcdr.ui import state
from bcdr.ui.components.headings import note
from bcdr.ui.components.tables import Heading, table
from bcdr.ui.markup import show, tag

_HEADINGS: Final = (
    Heading("Application", width=22),
    Heading("Known", width=12),
    Heading("What is missing, and what it decides", width=66),
)
_MOST_SHOWN: Final = 100


def completeness_list(portfolio: Portfolio) -> None:
    """Show the stars of every application that lacks one, the fewest first."""
    place = st.expander(
        "How complete it is, application by application",
        key=state.COMPLETENESS_OPEN,
        on_change="rerun",
    )
    if not place.open:
        return
    found = completeness(portfolio)
    lacking = sorted((one for one in found if one.stars < STARS), key=lambda one: one.stars)
    with place:
        show(tag("p", tag("b", _claim(len(found), len(lacking)))))
        note(
            "A star for each of: objectives, importance, size, place, protection today; given "
            "where all workloads of the application have what belongs to it."
        )
        if lacking:
            show(table(_HEADINGS, map(_row, lacking[:_MOST_SHOWN]), label="Completeness"))
        if len(lacking) > _MOST_SHOWN:
            note(f"And {len(lacking) - _MOST_SHOWN:,} more.")


def _claim(applications: int, lacking: int) -> str:
    if not lacking:
        return f"All of {counted(applications, 'application')} have {STARS} stars."
    return (
        f"{applications - lacking:,} of {counted(applications, 'application')} have {STARS} stars."
    )


def _row(one: Completeness) -> tuple[str, str, str]:
    return one.application, f"{one.symbols} {one.stars} of {STARS}", one.reason
