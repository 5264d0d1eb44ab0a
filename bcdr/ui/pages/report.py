"""Report: what the plan says, and the files to take away."""

import streamlit as st

from bcdr.report.blocks import Section, Text, TextRole
from bcdr.study import Study
from bcdr.ui.components.downloads import downloads
from bcdr.ui.components.headings import headline, section
from bcdr.ui.components.no_study import no_study
from bcdr.ui.components.tables import Heading, table
from bcdr.ui.markup import show
from bcdr.ui.scope import chosen
from bcdr.ui.studies import Current, current


def show_report(now: Current, study: Study) -> None:
    """Show the files, and what each of them holds."""
    headline(
        "Take the plan away",
        "Every file says the same, with the numbers behind it and the assumptions it rests on. A "
        "file is made when you ask for it, from what is saved at that moment.",
    )
    if any(chosen().values()):
        st.info(
            "The files hold the whole portfolio, whatever scope is chosen.",
            icon=":material/info:",
        )
    downloads(study, lambda: now.report, now.key)
    section("What is in it", "One sheet or chapter each, with what it finds.")
    with st.spinner("Putting the content together"):
        parts = now.report.sections
    show(
        table(
            (Heading("Part", is_kept=True), Heading("What it shows"), Heading("What it finds")),
            ((part.title, part.purpose, _claim(part)) for part in parts),
            label="Parts of the report",
        )
    )


def _claim(part: Section) -> str:
    claims = (
        block.text
        for block in part.blocks
        if isinstance(block, Text) and block.role is TextRole.CLAIM
    )
    return next(claims, "")


now = current()
if now is None or now.study is None:
    no_study(is_open=now is not None)
else:
    show_report(now, now.study)
