"""The log of a review: who changed what, when, from what to what; to be read and taken away."""

import csv
import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from bcdr.model.review import Edit
from bcdr.report.cell_text import csv_text
from bcdr.report.wording import counted
from bcdr.store import Event
from bcdr.ui import state
from bcdr.ui.components.headings import note, section
from bcdr.ui.components.tables import Heading, table
from bcdr.ui.markup import show, tag
from bcdr.ui.places_in_words import RowNames, change_words, field_words, row_names, row_words
from bcdr.ui.store_access import local_time, store
from bcdr.ui.studies import Current

_PER_PAGE = 50
_HEADINGS = ("When", "Who", "Where", "What", "Before", "After")


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """One line of the log, in words; `is_undo` marks a step that took another back."""

    when: str
    who: str
    where: str
    what: str
    before: str
    after: str
    is_undo: bool = False

    @property
    def cells(self) -> tuple[str, ...]:
        """Return the line in the order of its headings."""
        what = f"{self.what} (taken back)" if self.is_undo else self.what
        return (self.when, self.who, self.where, what, self.before, self.after)


def log_lines(now: Current) -> tuple[LogLine, ...]:
    """Return every change of a review, the newest first."""
    names = row_names(now.review.tables)
    lines = [(edit.when, _of_edit(edit, names)) for edit in store().edits(now.review.id)]
    lines += [(event.when, _of_event(event)) for event in store().events(now.review.id)]
    # Sorting is stable: what was saved at one moment keeps its order.
    return tuple(line for _, line in sorted(lines, key=lambda pair: pair[0]))[::-1]


def _of_edit(edit: Edit, names: RowNames) -> LogLine:
    before, after = change_words(edit.field, edit.before, edit.after)
    return LogLine(
        when=_moment(edit.when),
        who=edit.who,
        where=row_words(edit.table, edit.row_id, names),
        what=field_words(edit.table, edit.field),
        before=before,
        after=after,
        is_undo=bool(edit.undoes),
    )


def _of_event(event: Event) -> LogLine:
    return LogLine(
        when=_moment(event.when),
        who=event.who,
        where="The review",
        what=str(event.kind),
        before=event.before,
        after=event.after,
    )


def _moment(when: datetime.datetime) -> str:
    return f"{local_time(when):%Y-%m-%d %H:%M:%S}"


def log(now: Current) -> None:
    """Show the log page by page."""
    lines = log_lines(now)
    section(
        f"{counted(len(lines), 'change') if lines else 'No change'} since the review began",
        "Who, when, what, before and after. Nothing is ever taken out of it: what is undone "
        "stands there as a change of its own.",
    )
    if not lines:
        note("Change a cell or take a decision, and it is listed here.")
        return
    pages = -(-len(lines) // _PER_PAGE)
    number = min(int(st.session_state.get(state.LOG_PAGE) or 1), pages)
    shown = lines[(number - 1) * _PER_PAGE : number * _PER_PAGE]
    show(
        table(
            (
                Heading(_HEADINGS[0], is_kept=True),
                *(Heading(title) for title in _HEADINGS[1:]),
            ),
            ((tag("span", line.when, css="b-keep"), *line.cells[1:]) for line in shown),
            label="Log of the review",
        )
    )
    if pages > 1:
        st.pagination(pages, key=state.LOG_PAGE)
    st.download_button(
        "Download the log as CSV",
        data=lambda: log_csv(lines),
        file_name="log.csv",
        mime="text/csv",
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
    )


def log_csv(lines: Sequence[LogLine]) -> bytes:
    """Return the log as a file that spreadsheets open without running anything of it."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(_HEADINGS)
    rows.writerows([csv_text(cell) for cell in line.cells] for line in lines)
    return written.getvalue().encode("utf-8-sig")
