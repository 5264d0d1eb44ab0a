"""Everything a session remembers: all session keys, and what of it stands in the address.

The address carries the review, the workload and the scope, so that a refresh, a link or a second
browser shows the same. What arrives in it is only text that somebody wrote, and checked here.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

REVIEW: Final = "review"
WORKLOAD: Final = "workload"
REVIEWS_VIEW: Final = "list"
LANDSCAPE_VIEW: Final = "sheet"
COVERAGE_VIEW: Final = "part"
WORKSHOP_VIEW: Final = "view"
WORKSHOP_LIST: Final = "show"
PLAN_VIEW: Final = "plan"
METHOD_VIEW: Final = "how"
IN_ADDRESS: Final = (
    REVIEW,
    WORKLOAD,
    REVIEWS_VIEW,
    LANDSCAPE_VIEW,
    COVERAGE_VIEW,
    WORKSHOP_VIEW,
    WORKSHOP_LIST,
    PLAN_VIEW,
    METHOD_VIEW,
)

OWNER: Final = "owner"
BUSINESS_UNIT: Final = "business_unit"
ENVIRONMENT: Final = "environment"
CRITICALITY: Final = "criticality"
TAG: Final = "tag"
SCOPE: Final = (OWNER, BUSINESS_UNIT, ENVIRONMENT, CRITICALITY, TAG)
"""Keys of the scope's controls."""

PORTFOLIO_COLUMNS: Final = "portfolio_columns"
COVERAGE_ORDER: Final = "coverage_order"
COVERAGE_PAGE: Final = "coverage_page"
COVERAGE_MAP: Final = "coverage_map"
COVERAGE_GROUP: Final = "coverage_group"
COVERAGE_GAPS: Final = "coverage_gaps"
COVERAGE_SCENARIO: Final = "coverage_scenario"
COVERAGE_WHEN: Final = "coverage_when"
WORKSHOP_CHOICE: Final = "workshop_choice"
WORKSHOP_LIST_CHOICE: Final = "workshop_list_choice"
RECOVERY_WHEN: Final = "recovery_when"
FILL_FIELD: Final = "fill_field"
FILL_TEXT: Final = "fill_text"
FILL_BLANKS: Final = "fill_blanks"
ADD_APPLICATION: Final = "add_application"
ADD_WORKLOAD: Final = "add_workload"
REMOVE_ROWS: Final = "remove_rows"
PASTED: Final = "pasted"
COMPARE_ONE: Final = "compare_one"
COMPARE_OTHER: Final = "compare_other"
METHOD_KIND: Final = "method_kind"
LOG_PAGE: Final = "log_page"
NEW_NAME: Final = "person_typed"
REFUSED_OPEN: Final = "refused_open"
MORE_FLIPS_OPEN: Final = "more_flips_open"
UNCHANGED_OPEN: Final = "unchanged_open"
KEPT_OPEN: Final = "kept_open"
PARTS_OPEN: Final = "parts_open"
TODAY_OPEN: Final = "today_open"
MAPPING_OPEN: Final = "mapping_open"
ASKING_OPEN: Final = "asking_open"
COMPLETENESS_OPEN: Final = "completeness_open"
REFUSED_FILE: Final = "refused"
"""Stands for the review of a file that none could be begun with."""
EXPLAINED_QUANTITY: Final = "explained_quantity"
EXPLAINED_SCENARIO: Final = "explained_scenario"
EXPLAINED_STRATEGY: Final = "explained_strategy"

_ADDRESS: Final = "address"
_OPENED: Final = "opened"
_NOTICE: Final = "notice"
_UPLOADS: Final = "uploads"
_REFUSED: Final = "refused_upload"
_GRID: Final = "grid"
_EXPORTS: Final = "exports"
_PERSON: Final = "person"
_PENDING: Final = "pending"
_DECIDER: Final = "decider"
_HANDED: Final = "handed"
_MAPPING: Final = "mapping"
_WRITTEN: Final = "written"
_OWN_REVISION: Final = "own_revision"
_DECISION: Final = "decision_shown"

_REVIEW_ID: Final = re.compile(r"[A-Za-z0-9]{1,64}")
_LONGEST_TEXT: Final = 400
_LONGEST_NAME: Final = 100
_MOST_WORDS: Final = 200


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence to show once, above the page; `is_fault` says that something did not work."""

    text: str
    is_fault: bool = False


def arrive() -> None:
    """Take over what the address says, unless something else counts more.

    A review just opened does, and so does the session where the address is the one it wrote (then
    a control was moved) or names no review (then only the page was changed). Runs before any
    control exists, so that they all begin with what is taken over.
    """
    opened = st.session_state.pop(_OPENED, None)
    if opened is not None:
        _forget_review()
        st.session_state[REVIEW] = opened
        return
    arrived = _arrived()
    if arrived.get(REVIEW) and arrived != st.session_state.get(_ADDRESS):
        for key in IN_ADDRESS:
            st.session_state[key] = next(iter(arrived.get(key, ())), "")
        for key in SCOPE:
            st.session_state[key] = arrived.get(key, [])
        st.session_state[_ADDRESS] = arrived


def address() -> dict[str, list[str]]:
    """Return what the address has to say, for links and for the address itself."""
    said = {key: [str(st.session_state.get(key, ""))] for key in IN_ADDRESS}
    said |= {key: list(st.session_state.get(key) or ()) for key in SCOPE}
    return {key: values for key, values in said.items() if any(values)}


def write_address() -> None:
    """Bring the address up to date at the end of a run, in one step of the browser's history.

    Not where somebody just went back in the history: a step added there would hold them for ever.
    """
    said = address()
    if said != _arrived() and not _went_back():
        st.query_params.from_dict(said)
    st.session_state[_ADDRESS] = said


def keep_scope(key: str, choices: Collection[str]) -> None:
    """Forget what is chosen in a field of the scope and can no longer be."""
    words = st.session_state.get(key) or []
    if not all(word in choices for word in words):
        st.session_state[key] = [word for word in words if word in choices]


def review_id() -> str:
    """Return the id of the open review, empty if none is open."""
    return str(st.session_state.get(REVIEW, ""))


def open_review(id_: str) -> None:
    """Open a review from the next run on; an empty id opens none.

    What was chosen in another review is forgotten.
    """
    st.session_state[_OPENED] = id_


def close_review() -> None:
    """Open no review, from now on."""
    st.session_state[REVIEW] = ""
    open_review("")


def workload_id() -> str:
    """Return the id of the workload last chosen, empty if none was."""
    return str(st.session_state.get(WORKLOAD, ""))


def choose_workload(id_: str) -> None:
    """Remember a workload for every page that shows one."""
    st.session_state[WORKLOAD] = id_


def view(page: str) -> str:
    """Return which tab of a page is open, empty for the first."""
    return str(st.session_state.get(page, ""))


def choose_view(page: str, title: str) -> None:
    """Remember which tab of a page is open, for every workload."""
    st.session_state[page] = title


def tabs_key(page: str) -> str:
    """Return the key of the tabs of a page."""
    return f"tabs-{page}"


def say(notice: Notice) -> None:
    """Keep a sentence for the next time a page is shown."""
    st.session_state[_NOTICE] = notice


def take_notice() -> Notice | None:
    """Return the sentence kept, once."""
    notice: Notice | None = st.session_state.pop(_NOTICE, None)
    return notice


def upload_key() -> str:
    """Return the key of the uploader, which changes when its file has been taken."""
    return f"upload-{st.session_state.get(_UPLOADS, 0)}"


def empty_uploader() -> None:
    """Let the uploader begin again, without a file."""
    st.session_state[_UPLOADS] = st.session_state.get(_UPLOADS, 0) + 1


def refused_upload() -> tuple[str, tuple[str, ...]]:
    """Return the id of the file that could not be used, and why; empty texts if none was."""
    refused: tuple[str, tuple[str, ...]] = st.session_state.get(_REFUSED, ("", ()))
    return refused


def refuse_upload(file_id: str, sentences: tuple[str, ...]) -> None:
    """Remember why a file could not be used, so that it is not read again at every click."""
    st.session_state[_REFUSED] = (file_id, sentences)


def cell_key(purpose: str, review_id: str, row_id: str, field: str, revision: int) -> str:
    """Return the key of the control of a cell, a fresh one whenever the review changed.

    `purpose` tells apart controls of one cell on one page.
    """
    return f"{purpose}-{review_id}-{row_id}-{field}-{revision}"


def written_from(key: str) -> str | None:
    """Return what was last saved from a control, None if nothing was."""
    written: tuple[str, str] = st.session_state.get(_WRITTEN, ("", ""))
    return written[1] if written[0] == key else None


def keep_written(key: str, text: str) -> None:
    """Remember what was saved from a control, in place of what was saved from another."""
    st.session_state[_WRITTEN] = (key, text)


def keep_own_revision(revision: int) -> None:
    """Remember which revision the last change of this session made."""
    st.session_state[_OWN_REVISION] = revision


def is_decided_elsewhere(place: str, stamp: str, revision: int) -> bool:
    """Return whether another session changed the decision since it was shown here last.

    `place` says whose decision it is, `stamp` what it is now; both are remembered.
    """
    before = st.session_state.get(_DECISION)
    st.session_state[_DECISION] = (place, stamp)
    is_own = st.session_state.get(_OWN_REVISION) == revision
    return before is not None and before[0] == place and before[1] != stamp and not is_own


def chart_key(purpose: str, review_id: str, workload_id: str, revision: int) -> str:
    """Return the key of a chart that can be clicked, a fresh one whenever the review changed."""
    return f"{purpose}-{review_id}-{workload_id}-{revision}"


def person() -> str:
    """Return the name somebody gave as theirs in this session, empty if nobody did."""
    return str(st.session_state.get(_PERSON, ""))


def is_person_said() -> bool:
    """Return whether somebody gave a name in this session, or took it back."""
    return _PERSON in st.session_state


def name_person(name: str) -> None:
    """Remember under whose name changes are written in this session."""
    st.session_state[_PERSON] = " ".join(name.split())[:_LONGEST_NAME]


def decider() -> str:
    """Return who decided last in this window, or who works in it; empty if nobody said."""
    return str(st.session_state.get(_DECIDER, "")) or person()


def keep_decider(name: str) -> None:
    """Remember who decides, for the next decision made in this window."""
    st.session_state[_DECIDER] = name


def pending() -> Any:
    """Return the changes that wait for a decision because others changed the same, or None."""
    return st.session_state.get(_PENDING)


def keep_pending(changes: Any) -> None:
    """Remember changes that wait for a decision; None forgets them."""
    st.session_state[_PENDING] = changes


def grid(purpose: str) -> Any:
    """Return what a grid showed last and what was written from it, None at first."""
    return st.session_state.get(_GRID, {}).get(purpose)


def keep_grid(purpose: str, grid: Any) -> None:
    """Remember what a grid shows."""
    st.session_state[_GRID] = {**st.session_state.get(_GRID, {}), purpose: grid}


def export(key: str) -> bytes | None:
    """Return a file that was built for download in this session, None if it was not."""
    built: dict[str, bytes] = st.session_state.get(_EXPORTS, {})
    return built.get(key)


def keep_export(key: str, content: bytes) -> None:
    """Keep a built file; files of the same kind that stand for an older state are dropped."""
    kind = key.partition(":")[0]
    built: dict[str, bytes] = st.session_state.get(_EXPORTS, {})
    kept = {name: file for name, file in built.items() if name.partition(":")[0] != kind}
    st.session_state[_EXPORTS] = {**kept, key: content}


def handed(owner: str) -> tuple[tuple[str, bytes], ...]:
    """Return the files that a review was begun with in this session, none in a later one.

    `owner` is the id of the review, or `REFUSED_FILE`.
    """
    files: tuple[tuple[str, bytes], ...] = st.session_state.get(_HANDED, {}).get(owner, ())
    return files


def keep_handed(owner: str, files: tuple[tuple[str, bytes], ...]) -> None:
    """Keep the files that a review was begun with, in place of those of another review.

    A file that was refused is kept beside them until a review is begun.
    """
    kept = st.session_state.get(_HANDED, {}) if owner == REFUSED_FILE else {}
    st.session_state[_HANDED] = {**kept, owner: files}


def mapping_draft(owner: str) -> Mapping[str, Any]:
    """Return what is changed about how files are read and not yet used, by the key of headers.

    `owner` is the review that the files are of, or stands for a file that has none.
    """
    kept: tuple[str, Mapping[str, Any]] = st.session_state.get(_MAPPING, ("", {}))
    return kept[1] if kept[0] == owner else {}


def keep_mapping_draft(owner: str, draft: Mapping[str, Any]) -> None:
    """Keep what is changed about how files are read; nothing forgets it."""
    st.session_state[_MAPPING] = (owner, draft)


def _went_back() -> bool:
    """Return whether this run was asked for by the browser's back or forward button."""
    return bool(getattr(get_script_run_ctx(), "is_history_navigation", False))


def _forget_review() -> None:
    for key in SCOPE:
        st.session_state[key] = []
    shown = (COVERAGE_PAGE, COVERAGE_MAP, COVERAGE_GAPS, LOG_PAGE)
    for key in (*IN_ADDRESS[1:], _REFUSED, _GRID, _EXPORTS, _PENDING, *shown):
        st.session_state.pop(key, None)


def _arrived() -> dict[str, list[str]]:
    """Return what of the address can be what it claims to be, without what is empty."""
    found = {
        key: [text for text in st.query_params.get_all(key)[:_MOST_WORDS] if _is_plain(key, text)]
        for key in (*IN_ADDRESS, *SCOPE)
    }
    return {key: values for key, values in found.items() if values}


def _is_plain(key: str, text: str) -> bool:
    if key == REVIEW:
        return _REVIEW_ID.fullmatch(text) is not None
    return 0 < len(text) <= _LONGEST_TEXT and text.isprintable()
