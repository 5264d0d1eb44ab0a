"""What a session remembers of the work it waits for, and of what it stopped."""

from typing import Any, Final

import streamlit as st

_PLACE: Final = "waiting_place"
_AWAITED: Final = "awaited"
_STOPPED: Final = "stopped"


def place() -> tuple[Any, int]:
    """Return where on this page waiting is shown, and how often that was asked for before."""
    kept, asked = st.session_state[_PLACE]
    st.session_state[_PLACE] = (kept, asked + 1)
    return kept, asked


def keep_place(place: Any) -> None:
    """Remember where on this page waiting is shown."""
    st.session_state[_PLACE] = (place, 0)


def awaited() -> Any:
    """Return the work that this window waited for last, None if it waited for none."""
    return st.session_state.get(_AWAITED)


def keep_awaited(work: Any) -> None:
    """Remember the work that this window waits for."""
    st.session_state[_AWAITED] = work


def is_stopped(work: str) -> bool:
    """Return whether some work was stopped in this window."""
    return st.session_state.get(_STOPPED) == work


def stop(work: str) -> None:
    """Do without some work in this window, until another is asked for."""
    st.session_state[_STOPPED] = work
    before = awaited()
    if before is not None:
        before.release()


def go_on() -> None:
    """Ask for what was stopped after all."""
    st.session_state.pop(_STOPPED, None)
