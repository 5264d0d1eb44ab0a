"""The strategies of a workload: the best with the parts of their score, and what is refused."""

import streamlit as st

from bcdr.model.results import WorkloadResult
from bcdr.study import Study
from bcdr.ui import state
from bcdr.ui.claims import ranked_claim
from bcdr.ui.components.headings import note, section
from bcdr.ui.components.reasons import refused_pairs, refused_table
from bcdr.ui.components.score_parts import ranked_table


def alternatives(study: Study, result: WorkloadResult) -> None:
    """Show the ranked strategies, and the refused ones when they are asked for."""
    section(
        ranked_claim(result.ranked, study.currency),
        "Ranked for this workload alone: first by the binding scenarios they cover, then by score "
        "from 0 to 100. The bar shows what each part of the score adds.",
    )
    if result.ranked:
        ranked_table(result.ranked, study.settings.weights, study.currency)
    else:
        note("Everything is refused, for the reasons below.")
    st.space("small")
    refused = st.expander(
        "Refused options, with all reasons", key=state.REFUSED_OPEN, on_change="rerun"
    )
    if refused.open:
        with refused:
            whole = study.workload(result.workload.id, detail="all")
            refused_table(refused_pairs(whole.ranked), study.catalogue)
