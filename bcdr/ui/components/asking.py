"""What to ask whom: the missing inputs that matter most, a questionnaire out, its answers in."""

import io
from collections.abc import Mapping, Sequence
from typing import Any, Final

import streamlit as st

from bcdr.model.asking import asking, columns_of_input
from bcdr.report.questionnaire import write_questionnaire
from bcdr.report.questions import Question, by_owner, questions
from bcdr.report.wording import counted
from bcdr.study import Study
from bcdr.ui import returned_answers, state
from bcdr.ui.components.headings import note
from bcdr.ui.components.tables import Heading, table
from bcdr.ui.escaping import markdown_text
from bcdr.ui.markup import show, tag
from bcdr.ui.studies import Current

_HEADINGS: Final = (
    Heading("Input", width=20),
    Heading("Who knows it", width=18),
    Heading("Workloads", is_number=True, width=10),
    Heading("Unknown without it", is_number=True, width=14),
    Heading("What it decides", width=38),
)
_MOST_SHOWN: Final = 10
_LISTS_KEPT: Final = 4
_EVERYONE: Final = "Everyone, a sheet each"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def asking_list(now: Current) -> None:
    """Show what to ask for first, and hand out and take back questionnaires."""
    place = st.expander(
        "What to ask for, and a questionnaire for each owner",
        key=state.ASKING_OPEN,
        on_change="rerun",
    )
    # Nobody waits for a study on account of a part that is folded.
    if not place.open or (study := now.study) is None:
        return
    rows = now.missing_inputs
    with place:
        people = len({row["owner"] for row in rows})
        said = f"{counted(len(rows), 'input')} of {counted(people, 'owner')}" if rows else "Nothing"
        show(tag("p", tag("b", f"{said} to ask for. "), "What weighs most stands first."))
        show(table(_HEADINGS, map(_row, rows[:_MOST_SHOWN]), label="What to ask for first"))
        if len(rows) > _MOST_SHOWN:
            note(f"And {len(rows) - _MOST_SHOWN:,} more, of less weight.")
        left, right = st.columns(2, gap="large")
        with left:
            _hand_out(by_owner(_questions(now.key, _study=study)))
        with right:
            _take_back(now)


def _row(row: Mapping[str, Any]) -> tuple[str, ...]:
    unknown = int(row["unknown_scenarios_today"]) + int(row["unknown_scenarios_planned"])
    columns = columns_of_input(str(row["sheet"]), str(row["input"]))
    where = f" of {row['where']}" if row["where"] else ""
    return (
        f"{row['input']}{where}",
        str(row["owner"] or "nobody named"),
        f"{int(row['workloads']):,}",
        counted(unknown, "scenario") if unknown else "assumed",
        asking(str(row["sheet"]), columns[0].field).decides if columns else "",
    )


@st.cache_resource(max_entries=_LISTS_KEPT, show_spinner="Looking for what is missing")
def _questions(key: str, *, _study: Study) -> tuple[Question, ...]:  # noqa: ARG001 - Streamlit keeps it by the key
    return questions(_study)


def _hand_out(asked: Mapping[str, Sequence[Question]]) -> None:
    owner = st.selectbox("Questions for", [_EVERYONE, *asked], key="ask_owner")
    chosen: Sequence[Question] = (
        [one for found in asked.values() for one in found]
        if owner == _EVERYONE
        else asked.get(str(owner), ())
    )
    st.download_button(
        f"Download the questionnaire ({counted(len(chosen), 'question')})",
        data=lambda: _written(chosen),
        file_name="questionnaire.xlsx",
        mime=_XLSX,
        icon=":material/download:",
        key="ask_download",
        on_click="ignore",
    )
    note("A workbook to fill in: a row for each question, in plain words, with a drop-down "
         "where there is a list.")  # fmt: skip


def _written(asked: Sequence[Question]) -> bytes:
    target = io.BytesIO()
    write_questionnaire(asked, target)
    return target.getvalue()


def _take_back(now: Current) -> None:
    file = st.file_uploader(
        "Upload a questionnaire that was filled in",
        type=["xlsx", "ods", "xlsm", "xls"],
        key=f"answers-{state.upload_key()}",
        help="Its answers are written into their rows in one step, which can be undone.",
    )
    if file is None:
        return
    found = returned_answers.found_in(now.review, file.getvalue(), file.name)
    for line in found.sentences:
        st.warning(markdown_text(line), icon=":material/warning:")
    if found.edits:
        st.button(
            f"Write {counted(len(found.edits), 'answer')} into the list",
            key="take_answers",
            type="primary",
            on_click=_write,
            args=(found,),
        )


def _write(found: returned_answers.Found) -> None:
    returned_answers.write(found)
    state.empty_uploader()
