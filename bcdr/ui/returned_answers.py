"""Answers of a questionnaire that came back, as changes of the review that is open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bcdr.intake import read_tables
from bcdr.intake.answers import answers_in, with_answers
from bcdr.model.questionnaire import ANSWERS_ROLE
from bcdr.model.records import Cell, RecordTable
from bcdr.model.review import Edit, ReviewState, same_cell
from bcdr.report.wording import counted
from bcdr.ui import state
from bcdr.ui.state import Notice
from bcdr.ui.store_access import now, save, who


@dataclass(frozen=True, slots=True)
class Found:
    """The changes that answers make, and what is to be said about the file."""

    edits: tuple[Edit, ...]
    sentences: tuple[str, ...]


def found_in(review: ReviewState, content: bytes, name: str) -> Found:
    """Return what the answers of a file change in a review."""
    read = read_tables(content, name)
    given = tuple(table for table in read.tables if table.role == ANSWERS_ROLE)
    if not given:
        said = tuple(str(one) for one in read.findings if not read.tables)
        return Found((), said or (f"'{name}' is no questionnaire of this review.",))
    filled, findings = with_answers((*review.tables, *given))
    before, after = _cells(review.tables), _cells(filled)
    moment, writer = now(), who()
    places = dict.fromkeys((one.sheet, one.row_id, one.field) for one in answers_in(given))
    edits = tuple(
        Edit(
            table=sheet,
            row_id=row_id,
            field=field,
            before=before[sheet, row_id].get(field),
            after=after[sheet, row_id].get(field),
            who=writer,
            when=moment,
        )
        for sheet, row_id, field in places
        if (sheet, row_id) in before
        and not same_cell(before[sheet, row_id].get(field), after[sheet, row_id].get(field))
    )
    said = tuple(str(one) for one in findings)
    if not edits and not said:
        said = ("Every answer in it stands in the list already.",)
    return Found(edits, said)


def write(found: Found) -> None:
    """Save the changes in one step, and say so on the next page."""
    if save(found.edits) is not None:
        state.say(Notice(f"{counted(len(found.edits), 'answer')} written into the list."))


def _cells(tables: Sequence[RecordTable]) -> Mapping[tuple[str, str], Mapping[str, Cell]]:
    return {(table.role, record.id): record.cells for table in tables for record in table.records}
