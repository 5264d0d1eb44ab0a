"""The list of reviews: open, rename, duplicate, back up, put away, delete."""

import re
from collections.abc import Callable, Sequence

import streamlit as st

from bcdr.report.wording import counted
from bcdr.store import ReviewSummary, StoreError
from bcdr.ui import state
from bcdr.ui.components.headings import note
from bcdr.ui.days import day
from bcdr.ui.escaping import markdown_text
from bcdr.ui.markup import show, tag
from bcdr.ui.navigation import PORTFOLIO
from bcdr.ui.state import Notice
from bcdr.ui.store_access import local_time, now, store, who

_PER_PAGE = 15


def review_list(reviews: Sequence[ReviewSummary]) -> None:
    """Show the reviews at hand, the one changed last first, and those put away."""
    at_hand = [review for review in reviews if review.archived is None]
    _rows(at_hand, "reviews_page")
    if not at_hand:
        note("Every review is put away. Begin another, or bring one back.")
    away = [review for review in reviews if review.archived is not None]
    if away:
        shelf = st.expander(f"Put away: {len(away):,}", key="away_open", on_change="rerun")
        if shelf.open:
            with shelf:
                _rows(away, "away_page")


def _rows(reviews: Sequence[ReviewSummary], key: str) -> None:
    pages = -(-len(reviews) // _PER_PAGE)
    number = min(int(st.session_state.get(key) or 1), max(pages, 1))
    for review in reviews[(number - 1) * _PER_PAGE : number * _PER_PAGE]:
        _row(review)
    if pages > 1:
        st.pagination(pages, key=key)


def _row(review: ReviewSummary) -> None:
    is_open = review.id == state.review_id()
    with st.container(key=f"review-{review.id}"):
        words, actions = st.columns([3, 1], vertical_alignment="center")
        with words:
            changed, begun = local_time(review.changed), local_time(review.created)
            source = f"from {review.source_name}" if review.source_name else "begun in the app"
            show(
                tag(
                    "div",
                    tag("h2", review.title, *([tag("span", "open", css="b-tag")] if is_open
                                              else [])),
                    tag(
                        "p",
                        f"Saved {day(changed)}, {changed:%H:%M:%S} · "
                        f"{counted(review.revision, 'change') if review.revision else 'unchanged'}"
                        f" · begun {day(begun)}, {source}",
                        css="b-note",
                    ),
                    css="b-card",
                )
            )  # fmt: skip
        with actions, st.container(horizontal=True, horizontal_alignment="right"):
            if st.button(
                "Go on" if is_open else "Open",
                key=f"open-{review.id}",
                type="primary" if is_open else "secondary",
                help=markdown_text(f"Open {review.title}"),
            ):
                if not is_open:
                    state.open_review(review.id)
                st.switch_page(PORTFOLIO)
            _more(review)


def _more(review: ReviewSummary) -> None:
    with st.popover("More", key=f"more-{review.id}"):
        name = f"title-{review.id}-{review.changed.timestamp()}"
        st.text_input("Name", value=review.title, key=name, on_change=_rename,
                      args=(review, name))  # fmt: skip
        st.button(
            "Duplicate",
            key=f"duplicate-{review.id}",
            icon=":material/content_copy:",
            on_click=_duplicate,
            args=(review,),
            width="stretch",
        )
        st.download_button(
            "Back up",
            data=lambda: store().backup(review.id),
            file_name=f"{_file_name(review.title)}-backup.json",
            mime="application/json",
            key=f"backup-{review.id}",
            icon=":material/download:",
            on_click="ignore",
            width="stretch",
        )
        st.button(
            "Put away" if review.archived is None else "Bring back",
            key=f"archive-{review.id}",
            icon=":material/inventory_2:",
            on_click=_archive,
            args=(review,),
            width="stretch",
        )
        st.divider()
        sure = st.checkbox(
            "Delete it with its log and snapshots, for good", key=f"sure-{review.id}"
        )
        st.button(
            "Delete",
            key=f"delete-{review.id}",
            icon=":material/delete:",
            on_click=_delete,
            args=(review,),
            disabled=not sure,
            width="stretch",
        )


def _rename(review: ReviewSummary, key: str) -> None:
    wanted = " ".join(str(st.session_state[key]).split())
    if not wanted:
        state.say(Notice("A review needs a name; it keeps the one it has.", is_fault=True))
        return
    _try(lambda: _renamed(review, wanted))


def _renamed(review: ReviewSummary, wanted: str) -> str:
    held = store().rename(review.id, review.title, wanted, who(), now())
    if held != wanted:
        return f"Not renamed: somebody else named it '{held}' in the meantime."
    return f"'{review.title}' is now called '{held}'. Saved."


def _duplicate(review: ReviewSummary) -> None:
    def duplicated() -> str:
        title = f"Copy of {review.title}"
        store().duplicate(review.id, title, who(), now())
        return f"'{title}' is a review of its own. Changes there leave '{review.title}' alone."

    _try(duplicated)


def _archive(review: ReviewSummary) -> None:
    def archived() -> str:
        if review.archived is None:
            store().archive(review.id, who(), now())
            return f"'{review.title}' is put away. It stands below the list, unchanged."
        store().bring_back(review.id, who(), now())
        return f"'{review.title}' is back in the list."

    _try(archived)


def _delete(review: ReviewSummary) -> None:
    def deleted() -> str:
        store().delete(review.id)
        if review.id == state.review_id():
            state.open_review("")
        return f"'{review.title}' is deleted."

    _try(deleted)


def _try(act: Callable[[], str]) -> None:
    try:
        state.say(Notice(act()))
    except StoreError as error:
        state.say(Notice(str(error), is_fault=True))


def _file_name(title: str) -> str:
    return re.sub(r"[^\w-]+", "-", title).strip("-")[:60] or "review"
