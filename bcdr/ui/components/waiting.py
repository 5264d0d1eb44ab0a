"""What stands on the screen while work takes long: what is done, how far it is, a way to stop."""

from typing import Final, TypeVar

import streamlit as st

from bcdr.ui import waiting
from bcdr.ui.long_work import Once, Run
from bcdr.ui.markup import show, tag

Made = TypeVar("Made")

_QUIET_SECONDS: Final = 1.0
"""What takes less is not worth a word: it would only flicker."""
_LOOK_EVERY_SECONDS: Final = 0.2


def waiting_place() -> None:
    """Make the place where waiting is shown, at the same spot of every page."""
    waiting.keep_place(st.empty())


def waited(work: Once[Made], title: str, *, stop: str = "") -> Made:
    """Return what some work makes; where it takes more than a moment, show how far it is.

    Every look at it is a point where Streamlit may end this run because somebody clicked on: then
    nobody waits for the work here any more. `stop` names what may be stopped by a button.
    """
    if work.is_made:
        return work.made()
    before = waiting.awaited()
    if before is not None and before is not work:
        # What this window waited for last is of no use to it: it is past, or another was begun.
        before.release()
    waiting.keep_awaited(work)
    with work.asked() as run:
        if not run.ended.wait(max(0.0, _QUIET_SECONDS - work.seconds_since(run.begun))):
            _show_until_it_ends(run, title, stop)
        # It is here: the window need not hold on to it.
        waiting.keep_awaited(None)
        return run.result()


def _show_until_it_ends(run: Run[Made], title: str, stop: str) -> None:
    place, number = waiting.place()
    with place.container(key=f"waiting-{number}", border=True, gap="small"):
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        ):
            show(tag("p", title, css="b-waiting", role="status"))
            if stop:
                st.button(
                    "Stop",
                    key=f"stop-{number}",
                    icon=":material/stop_circle:",
                    on_click=waiting.stop,
                    args=(stop,),
                    help="Shows the page without it. What you changed is saved.",
                )
        bar = st.empty()
    while True:
        bar.progress(run.step.share, text=run.step.words or "Beginning")
        if run.ended.wait(_LOOK_EVERY_SECONDS):
            break
    place.empty()
