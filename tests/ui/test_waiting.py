"""Waiting for a study: said where it takes long, stopped by a button, begun by the next change."""

import threading
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from bcdr.store import Store
from bcdr.study import Study, study_reading
from bcdr.ui import study_work
from bcdr.ui.components import waiting
from bcdr.ui.long_work import GivenUpError, Once
from bcdr.ui.markup import show as show_markup
from tests.ui.running import button, faults, review_id, show, title, words
from tests.ui.test_long_work import PATIENCE_SECONDS, Clock, Slow, begun, end_of
from tests.ui.test_portfolio import edit

STOPPED = "The judging was stopped"
JUDGED = ("coverage", "workshop", "plan", "report", "method")


def stop(app: AppTest, page: str) -> AppTest:
    """The app on a page whose study, as the review stands at first, was stopped in its window."""
    app.session_state["stopped"] = f"{review_id(app)}:0"
    return show(app, page)


@pytest.fixture
def unjudged(five: AppTest, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The app with five applications, in which nothing may be judged."""

    def refuse(*_: object, **__: object) -> Study:
        raise AssertionError("nothing was to be judged here")

    monkeypatch.setattr(study_work, "study_reading", refuse)
    return five


@pytest.mark.parametrize("page", ["portfolio", "landscape", "reviews"])
def test_nobody_waits_for_a_study_where_none_is_shown(unjudged: AppTest, page: str) -> None:
    show(unjudged, page)
    assert faults(unjudged) == []
    assert title(unjudged)


@pytest.mark.parametrize("page", JUDGED)
def test_a_stopped_study_is_said_to_be_stopped(unjudged: AppTest, page: str) -> None:
    stop(unjudged, page)
    assert faults(unjudged) == []
    assert title(unjudged) == STOPPED
    assert "Everything you changed is saved." in words(unjudged)


def test_a_stopped_study_is_made_when_it_is_asked_for(five: AppTest) -> None:
    stop(five, "coverage")
    button(five, "Judge it now").click().run()
    assert faults(five) == []
    assert "of 6 workloads meets every binding objective today" in title(five)


def test_the_next_change_is_judged_by_itself(five: AppTest, database: Store) -> None:
    stop(five, "coverage")
    edit(database, review_id(five), "payroll", "owner", "Eve")
    five.run()
    assert "of 6 workloads meets every binding objective today" in title(five)


def test_another_review_is_not_stopped(five: AppTest) -> None:
    five.session_state["stopped"] = "another:0"
    show(five, "plan")
    assert title(five) != STOPPED


def test_it_is_said_what_is_done_while_it_takes_long(
    five: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    is_said = threading.Event()

    def note(*content: str) -> None:
        said.extend(content)
        show_markup(*content)
        is_said.set()

    def slow(*given: Any, **more: Any) -> Study:
        assert is_said.wait(PATIENCE_SECONDS)
        return study_reading(*given, **more)

    monkeypatch.setattr(waiting, "_QUIET_SECONDS", 0.0)
    monkeypatch.setattr(waiting, "show", note)
    show(five, "portfolio")
    said.clear()
    is_said.clear()
    monkeypatch.setattr(study_work, "study_reading", slow)
    show(five, "coverage")
    assert faults(five) == []
    assert any("Judging every option of every workload" in text for text in said)
    assert not any(one.label == "Stop" for one in five.button)


def test_what_a_window_waited_for_last_is_let_go_when_it_waits_for_something_else(
    five: AppTest,
) -> None:
    slow = Slow()
    older = Once(slow, clock=Clock())
    run = begun(older, slow)
    five.session_state["awaited"] = older
    show(five, "coverage")
    slow.may_go_on.set()
    with pytest.raises(GivenUpError, match=r"^$"):
        end_of(run)


def test_a_fault_in_a_study_is_one_sentence_and_the_next_attempt_is_free(
    five: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> Study:
        raise ZeroDivisionError("in the middle of it")

    monkeypatch.setattr(study_work, "study_reading", fail)
    show(five, "coverage")
    assert [said for said in faults(five) if "fault in the program" in said]
    monkeypatch.setattr(study_work, "study_reading", study_reading)
    five.run()
    assert faults(five) == []
    assert "of 6 workloads meets every binding objective today" in title(five)
