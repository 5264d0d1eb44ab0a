"""Writes what people note on a page, and keeps it harmless where it is shown."""

from bcdr.model.review import Edit, ReviewState, current_cell
from bcdr.ui import state
from bcdr.ui.note_tables import FIELD, ROLE
from bcdr.ui.state import Notice
from bcdr.ui.store_access import now, save, who


def write_note(review: ReviewState, page: str, held: str, text: str) -> None:
    """Save the note of a page, to be undone like any other change.

    `held` is what the page showed; where somebody else wrote meanwhile, that is a conflict.
    """
    if text.strip() == held.strip():
        return
    present = current_cell(review.tables, ROLE, page, FIELD)
    before = present if str(present or "") == held else held
    edit = Edit(
        table=ROLE,
        row_id=page,
        field=FIELD,
        before=before or None,
        after=text if text.strip() else None,
        who=who(),
        when=now(),
    )
    if save((edit,)) is not None:
        state.say(Notice("The note is saved."))


def harmless(text: str) -> str:
    """Return Markdown that shows no picture, so that nothing is fetched from anywhere."""
    return text.replace("![", "!\\[")
