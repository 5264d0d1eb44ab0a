"""Reviews: where everything starts; begin one, go on with one, keep them in order."""

import streamlit as st

from bcdr.report.wording import counted
from bcdr.ui import state
from bcdr.ui.components.begin import begin, begin_another, infrastructure_note
from bcdr.ui.components.comparison import comparison
from bcdr.ui.components.headings import headline
from bcdr.ui.components.log import log
from bcdr.ui.components.note_cell import note_cell
from bcdr.ui.components.review_list import review_list
from bcdr.ui.components.snapshots import snapshots
from bcdr.ui.components.views import views
from bcdr.ui.store_access import store
from bcdr.ui.studies import current

reviews = store().reviews()
now = current()
if not reviews:
    begin()
else:
    at_hand = [review for review in reviews if review.archived is None]
    headline(
        f"{counted(len(at_hand), 'review')} at hand",
        "A review is a list of applications with its landscape, its decisions and everything that "
        "was changed since. Every change is saved as it is made: close the browser at any time.",
    )
    shown = {
        "Reviews": lambda: review_list(reviews),
        "Begin another": begin_another,
    }
    if len(reviews) > 1:
        shown["Compare two"] = lambda: comparison(reviews)
    if now is not None:
        open_now = now
        shown["Log"] = lambda: log(open_now)
        shown["Snapshots"] = lambda: snapshots(open_now)
    views(state.REVIEWS_VIEW, shown)
    if now is not None:
        note_cell(now, "Reviews", about="this review")
    st.space("small")
    infrastructure_note()
