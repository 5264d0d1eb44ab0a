"""Files to take away, each built only when it is asked for."""

from collections.abc import Callable

import streamlit as st

from bcdr.report.blocks import Report
from bcdr.study import Study
from bcdr.ui import state
from bcdr.ui.exports import EXPORTS, Contents, Export
from bcdr.ui.markup import show, tag

_BYTES_PER_KB = 1000


def downloads(study: Study, report: Callable[[], Report], key: str) -> None:
    """Show a file of each kind.

    `report` makes what the files say; `key` names what it stands for, so that none is stale.
    """
    for export in EXPORTS:
        with st.container(border=True):
            words, action = st.columns([3, 1], vertical_alignment="center")
            with words:
                show(
                    tag(
                        "div",
                        tag("h3", export.title),
                        tag("p", export.purpose, css="b-note"),
                        css="b-card",
                    )
                )
            with action:
                _download(export, study, report, key, is_first=export is EXPORTS[0])


def _download(
    export: Export, study: Study, report: Callable[[], Report], key: str, *, is_first: bool
) -> None:
    """Show a button that builds the file; once it is built, one that hands it over."""
    kept = f"{export.id}:{key}"
    content = state.export(kept)
    place = st.empty()
    if content is None:
        asked = place.button(
            f"Prepare the {export.ending} file",
            key=f"build-{export.id}",
            type="primary" if is_first else "secondary",
            width="stretch",
        )
        if not asked:
            return
        bar = place.progress(0.1, text="Putting the content together")
        contents = Contents(study, report())
        bar.progress(0.5, text=f"Writing the {export.ending} file")
        content = export.build(contents)
        bar.progress(1.0, text="Ready")
        state.keep_export(kept, content)
    place.download_button(
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
