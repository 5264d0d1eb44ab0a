"""Who works in this window: asked once, kept by the browser while the window is open.

The name stands in the storage of the browser's window, not in the address: a refresh keeps it, and
whoever opens a copied link does not write under somebody else's name.
"""

from typing import Final

import streamlit as st

from bcdr.ui import state
from bcdr.ui.escaping import markdown_text
from bcdr.ui.store_access import who

_KEEPER: Final = "person_keeper"
_KEEP: Final = """
export default function ({ data, setStateValue }) {
  const key = 'bcdr.person';
  try {
    if (data.is_said && data.name) sessionStorage.setItem(key, data.name);
    else if (data.is_said) sessionStorage.removeItem(key);
    else {
      const kept = sessionStorage.getItem(key);
      if (kept) setStateValue('name', kept);
    }
  } catch {
    // A browser that keeps nothing asks again after a refresh.
  }
}
"""
_keep: Final = st.components.v2.component("bcdr.person", js=_KEEP)


def person_control() -> None:
    """Show under which name changes are written, to be changed."""
    with st.popover(markdown_text(who()), icon=":material/person:", key="person"):
        st.caption(
            "Changes and decisions of this window are written under this name, until the window "
            "is closed."
        )
        st.session_state[state.NEW_NAME] = who()
        st.text_input("Your name", key=state.NEW_NAME, on_change=_name)


def keep_person() -> None:
    """Have the browser keep the name given in this window, or take over the one it kept."""
    _keep(
        key=_KEEPER,
        data={"is_said": state.is_person_said(), "name": state.person()},
        on_name_change=_take_over,
        height=0,
    )


def _name() -> None:
    state.name_person(str(st.session_state[state.NEW_NAME]))


def _take_over() -> None:
    """Take over the name that the browser kept, unless somebody gave another meanwhile."""
    kept = st.session_state[_KEEPER].get("name")
    if isinstance(kept, str) and kept and not state.is_person_said():
        state.name_person(kept)
