"""Has the page drawn again where the browser goes from light to dark while it is open.

Text follows by itself. The colours of charts are part of what was sent.
"""

from typing import Final

import streamlit as st

_WATCH: Final = """
export default function ({ data, setTriggerValue }) {
  const mode = matchMedia('(prefers-color-scheme: dark)');
  const look = () => setTimeout(() => {
    const app = document.querySelector('.stApp');
    const shown = app && getComputedStyle(app).colorScheme;
    if (shown && shown !== data.drawn) setTriggerValue('mode', shown);
  }, 300);
  mode.addEventListener('change', look);
  return () => mode.removeEventListener('change', look);
}
"""
_watch: Final = st.components.v2.component("bcdr.mode", js=_WATCH)


def follow_mode(drawn: str) -> None:
    """Draw the page anew once the browser shows another mode than `drawn`, light or dark."""
    _watch(key="mode", data={"drawn": drawn}, on_mode_change=_drawn_anew, height=0)


def _drawn_anew() -> None:
    """Do nothing: the run that follows asks the browser for its mode."""
