"""Findings, the weightiest first: where, what is wrong, what to do."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from bcdr.model.findings import Finding, FindingSeverity
from bcdr.report.wording import counted
from bcdr.ui.claims import sentence
from bcdr.ui.components.tables import Heading, table
from bcdr.ui.markup import show

_MEANINGS: Final = {
    FindingSeverity.ERROR: ("error", "what was written could not be used"),
    FindingSeverity.WARNING: ("warning", "it was used, but look at it"),
    FindingSeverity.NOTE: ("note", "how something was understood"),
}
_HEADINGS: Final = (Heading("Place"), Heading("What is wrong"), Heading("What to do"))
# A page of a thousand rows helps nobody; the report lists them all.
_MOST_SHOWN: Final = 200


def findings_list(findings: Sequence[Finding]) -> None:
    """Show findings by severity: errors and warnings open, notes folded."""
    for severity, (word, meaning) in _MEANINGS.items():
        found = [finding for finding in findings if finding.severity is severity]
        if not found:
            continue
        title = f"{counted(len(found), word)}: {meaning}"
        with st.expander(title, expanded=severity is not FindingSeverity.NOTE):
            show(
                table(
                    _HEADINGS,
                    (
                        (finding.place, sentence(finding.problem), sentence(finding.remedy))
                        for finding in found[:_MOST_SHOWN]
                    ),
                    label=title,
                    css="b-findings",
                )
            )
            if len(found) > _MOST_SHOWN:
                st.caption(
                    f"The first {_MOST_SHOWN} of {len(found):,}. The Excel report lists all."
                )
