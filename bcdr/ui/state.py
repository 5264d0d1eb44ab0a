"""Everything a session remembers: all session keys, and what of it stands in the address.

The address carries the review, the workload and the scope, so that a refresh, a link or a second
browser shows the same. What arrives in it is only text that somebody wrote, and checked here.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

REVIEW: Final = "review"
WORKLOAD: Final = "workload"
APPLICATION_VIEW: Final = "view"
COVERAGE_VIEW: Final = "part"
IN_ADDRESS: Final = (REVIEW, WORKLOAD, APPLICATION_VIEW, COVERAGE_VIEW)

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
APPLICATION_CHOICE: Final = "application_choice"
REFUSED_OPEN: Final = "refused_open"
MORE_FLIPS_OPEN: Final = "more_flips_open"
UNCHANGED_OPEN: Final = "unchanged_open"
KEPT_OPEN: Final = "kept_open"
TODAY_OPEN: Final = "today_open"
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

_REVIEW_ID: Final = re.compile(r"[A-Za-z0-9]{1,64}")
_LONGEST_TEXT: Final = 400
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


def chart_key(purpose: str, review_id: str, workload_id: str, revision: int) -> str:
    """Return the key of a chart that can be clicked, a fresh one whenever the review changed."""
    return f"{purpose}-{review_id}-{workload_id}-{revision}"


def grid() -> Any:
    """Return what the grid showed last and what was written from it, None at first."""
    return st.session_state.get(_GRID)


def keep_grid(grid: Any) -> None:
    """Remember what the grid shows."""
    st.session_state[_GRID] = grid


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


def _went_back() -> bool:
    """Return whether this run was asked for by the browser's back or forward button."""
    return bool(getattr(get_script_run_ctx(), "is_history_navigation", False))


def _forget_review() -> None:
    for key in SCOPE:
        st.session_state[key] = []
    for key in (*IN_ADDRESS[1:], _REFUSED, _GRID, _EXPORTS, COVERAGE_PAGE, COVERAGE_MAP):
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
