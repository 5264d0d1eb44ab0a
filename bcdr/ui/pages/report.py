"""Report: the files to take away, and what will be in them."""

import streamlit as st

from bcdr.report.blocks import Section, Text, TextRole
from bcdr.study import Study
from bcdr.ui import state, waiting
from bcdr.ui.components.downloads import downloads
from bcdr.ui.components.headings import headline, section
from bcdr.ui.components.no_study import no_study
from bcdr.ui.components.note_cell import note_cell
from bcdr.ui.components.tables import Heading, table
from bcdr.ui.export_request import ExportRequest
from bcdr.ui.markup import show, tag
from bcdr.ui.scope import chosen, scope_words
from bcdr.ui.studies import Current, current


def show_report(now: Current, study: Study) -> None:
    """Show the files, and what each of them holds."""
    scope = scope_words(chosen())
    headline(
        "Take the plan away",
        "Every file says the same, with the numbers behind it, the decisions, your notes and the "
        "assumptions it rests on. A file is made when you ask for it, of what is saved then; you "
        "can go on working meanwhile.",
    )
    if scope:
        st.info(
            "The files are about the workloads in scope: figures, sentences, charts and the live "
            "cost are of these alone. Recommendations and capacity are those of the whole "
            "portfolio, because a target is shared by all.",
            icon=":material/filter_alt:",
        )
    request = ExportRequest(
        review_id=now.review.id,
        revision=now.review.revision,
        source=now.review.source,
        tables=now.review.tables,
        as_of=study.settings.as_of,
        scope=scope,
        ids=now.ids_in_scope if scope else None,
    )
    downloads(study, request, f"{now.key}:{scope}")
    _parts(now)
    note_cell(now, "Report")


def _parts(now: Current) -> None:
    section("What will be in it", "One sheet or chapter each, with what it finds.")
    parts = st.expander("Show the parts", key=state.PARTS_OPEN, on_change="rerun")
    if not parts.open:
        return
    with parts:
        report = now.report
        if report is None:
            show(tag("p", "This was stopped. The files above can be made without it."))
            st.button("Put it together now", key="go_on", on_click=waiting.go_on)
            return
        show(
            table(
                (Heading("Part", is_kept=True), Heading("What it shows"), Heading("What it finds")),
                ((part.title, part.purpose, _claim(part)) for part in report.sections),
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
    no_study(now)
elif not now.ids_in_scope:
    no_study(now, is_scoped=True)
else:
    show_report(now, now.study)
