"""Files to take away, each built when it is asked for, beside the page that shows how far it is."""

import logging

import streamlit as st

from bcdr.study import Study
from bcdr.ui import state
from bcdr.ui.export_request import ExportRequest
from bcdr.ui.exports import EXPORTS, Export
from bcdr.ui.jobs import Jobs
from bcdr.ui.markup import show, tag

_log = logging.getLogger(__name__)
_BYTES_PER_KB = 1000
_LOOK_EVERY_SECONDS = 0.6


@st.cache_resource(show_spinner=False)
def jobs() -> Jobs:
    """Return the files in the making, of all sessions."""
    return Jobs()


def downloads(study: Study, request: ExportRequest, key: str) -> None:
    """Show a file of each kind; `key` names what it stands for, so that none is stale."""
    for export in EXPORTS:
        with st.container(border=True):
            words, action = st.columns([3, 1], vertical_alignment="center")
            with words:
                show(
                    tag(
                        "div",
                        tag("h2", export.title),
                        tag("p", export.purpose, css="b-note"),
                        css="b-card",
                    )
                )
            with action:
                _download(export, study, request, key)


def _download(export: Export, study: Study, request: ExportRequest, key: str) -> None:
    """Show a button that has the file built; once it is built, one that hands it over."""
    kept = f"{export.id}:{key}"
    content = state.export(kept)
    if content is None and jobs().has(kept):
        _wait(kept)
    elif content is None:
        st.button(
            f"Prepare the {export.ending} file",
            key=f"build-{export.id}",
            type="primary" if export is EXPORTS[0] else "secondary",
            on_click=_start,
            args=(kept, export.id, request),
            width="stretch",
        )
    else:
        st.download_button(
            f"Download ({max(1, len(content) // _BYTES_PER_KB):,} kB)",
            data=content,
            file_name=export.file_name(study),
            mime=export.mime,
            key=f"download-{export.id}",
            icon=":material/download:",
            type="primary",
            on_click="ignore",
            width="stretch",
        )


def _start(kept: str, kind: str, request: ExportRequest) -> None:
    jobs().start(kept, kind, request)


@st.fragment(run_every=_LOOK_EVERY_SECONDS)
def _wait(kept: str) -> None:
    """Show how far a file is, and the file as soon as it is there."""
    stage = jobs().stage(kept)
    if stage is None or stage.fault or stage.content is not None:
        if stage is not None and stage.content is not None:
            state.keep_export(kept, stage.content)
        elif stage is not None:
            _log.error("the file could not be written: %s", stage.fault)
            state.say(
                state.Notice(
                    "The file could not be written because of a fault in the program; the "
                    "terminal in which it runs says more. Nothing of the review is lost.",
                    is_fault=True,
                )
            )
        st.rerun()
    st.progress(stage.share, text=stage.words)
    st.button("Cancel", key=f"cancel-{kept}", on_click=jobs().cancel, args=(kept,),
              width="stretch")  # fmt: skip
