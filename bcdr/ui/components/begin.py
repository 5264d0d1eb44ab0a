"""Where a review begins: the sample, a file of one's own, or a backup."""

import io

import streamlit as st

from bcdr.report.template import write_template
from bcdr.store import StoreError
from bcdr.ui import state, uploads
from bcdr.ui.components.headings import headline, note, section
from bcdr.ui.components.mapping import refused_mapping
from bcdr.ui.escaping import markdown_text
from bcdr.ui.markup import tag
from bcdr.ui.navigation import PORTFOLIO
from bcdr.ui.store_access import now, store, who

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def begin() -> None:
    """Show what the app is for, and the ways to begin."""
    headline(
        "See what is not covered today, and what would cover it",
        "For virtual machines on Azure Stack Hub: hand over a list of applications, and every way "
        "of protecting each of them is judged against its objectives, in every kind of failure. "
        "The result is a plan to take away as a workbook.",
    )
    begin_another()
    st.space("small")
    infrastructure_note()


def begin_another() -> None:
    """Show the ways to begin a review."""
    left, middle, right = st.columns([5, 6, 5], gap="large")
    with left:
        section(
            "Look at an example",
            "An invented organisation with 60 applications on two Hubs, with a few untidy cells.",
        )
        st.space("small")
        if st.button("Load the sample portfolio", type="primary", key="load_sample"):
            refusal = uploads.begin_sample_review()
            _go_on(refusal, "sample")
    with middle:
        section(
            "Bring your own list",
            "One row per application. Only its name is required; what is blank is named as "
            "missing, never guessed silently.",
        )
        st.space("small")
        upload("Upload a list of applications")
        template_button()
    with right:
        section(
            "Restore a backup",
            "A file made by Back up comes back as a review of its own, with its whole log.",
        )
        st.space("small")
        _restore()
    refused_mapping()


def upload(label: str) -> None:
    """Ask for a file and open a review of it; a file that cannot be used is said to be so."""
    file = st.file_uploader(
        label,
        type=list(uploads.FILE_TYPES),
        key=state.upload_key(),
        help="Excel, OpenDocument or CSV. The file is read on this machine and goes nowhere else.",
    )
    if file is None:
        state.refuse_upload("", ())
        return
    refused_id, sentences = state.refused_upload()
    if file.file_id == refused_id:
        _show_refusal(sentences)
        state.keep_handed(state.REFUSED_FILE, ((file.name, file.getvalue()),))
        return
    refusal = uploads.begin_review(file.getvalue(), file.name)
    _go_on(refusal, file.file_id)
    if refusal is not None:
        state.keep_handed(state.REFUSED_FILE, ((file.name, file.getvalue()),))


def template_button() -> None:
    """Offer the empty workbook, written when it is asked for."""
    st.download_button(
        "Download the empty template",
        data=_template,
        file_name="portfolio-template.xlsx",
        mime=_XLSX,
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
    )


def infrastructure_note() -> None:
    """Say what the Hub's own backup does not hold."""
    note(
        tag("b", "The Hub's own infrastructure backup protects nothing in this list. "),
        "It keeps the Hub's services so that its operator can rebuild them. VMs, storage accounts "
        "and databases of users are not in it: their owners protect them.",
    )


def _restore() -> None:
    file = st.file_uploader("Upload a backup", type=["json"], key=f"backup-{state.upload_key()}")
    if file is None:
        return
    try:
        state.open_review(store().restore(file.getvalue(), who(), now()))
    except StoreError as error:
        st.error(markdown_text(str(error)), icon=":material/error:")
        return
    state.empty_uploader()
    st.switch_page(PORTFOLIO)


def _go_on(refusal: uploads.Refusal | None, file_id: str) -> None:
    if refusal is None:
        state.empty_uploader()
        st.switch_page(PORTFOLIO)
    state.refuse_upload(file_id, refusal.sentences)
    _show_refusal(refusal.sentences)


def _show_refusal(sentences: tuple[str, ...]) -> None:
    for sentence in sentences:
        st.error(markdown_text(sentence), icon=":material/error:")


def _template() -> bytes:
    written = io.BytesIO()
    write_template(written)
    return written.getvalue()
