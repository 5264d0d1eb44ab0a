"""The one store of this process, the clock, and who writes."""

import datetime
import getpass
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import streamlit as st

from bcdr.model.review import Conflict, Edit
from bcdr.store import SaveResult, Store, StoreError, open_store
from bcdr.ui import state
from bcdr.ui.state import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """Changes of a review that were not written, and those of them that met others' changes."""

    review_id: str
    edits: tuple[Edit, ...]
    conflicts: tuple[Conflict, ...]


@st.cache_resource(show_spinner=False)
def store() -> Store:
    """Return the store, opened once for all sessions.

    Raises:
        StoreError: the database cannot be opened; it is tried again at the next call.
    """
    return open_store()


def now() -> datetime.datetime:
    """Return the present moment."""
    return datetime.datetime.now(datetime.UTC)


def local_time(moment: datetime.datetime) -> datetime.datetime:
    """Return a moment on the clock of the browser, or of this machine if it does not say."""
    try:
        return moment.astimezone(ZoneInfo(st.context.timezone or ""))
    except (ValueError, KeyError, OSError):
        return moment.astimezone()


def today() -> datetime.date:
    """Return the date that everything is judged at."""
    return local_time(now()).date()


def who() -> str:
    """Return the name that edits are written under: the one given, or that of this machine."""
    return state.person() or _signed_in()


def _signed_in() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


def save(edits: Sequence[Edit]) -> SaveResult | None:
    """Save edits of the open review at once; what stood in the way is said on the next page.

    Returns None where nothing was written. What others changed meanwhile waits for a decision.
    """
    try:
        result = store().append(state.review_id(), edits)
    except StoreError as error:
        state.say(Notice(str(error), is_fault=True))
        return None
    if result.conflicts:
        state.keep_pending(
            Pending(review_id=state.review_id(), edits=tuple(edits), conflicts=result.conflicts)
        )
        return None
    state.keep_own_revision(result.revision)
    return result


def undo() -> None:
    """Take back the newest change of the open review."""
    _step(store().undo, "There is nothing left to undo.")


def redo() -> None:
    """Make the change again that was taken back last."""
    _step(store().redo, "There is nothing to redo.")


def _step(step: Callable[[str, str, datetime.datetime], SaveResult], nothing: str) -> None:
    try:
        result = step(state.review_id(), who(), now())
    except StoreError as error:
        state.say(Notice(str(error), is_fault=True))
        return
    state.keep_own_revision(result.revision)
    if not result.edits:
        state.say(Notice(nothing))
