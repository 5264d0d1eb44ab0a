"""Who works in a window: given once, written with every change, kept by the browser alone."""

import json
from typing import Any

from streamlit.testing.v1 import AppTest

from bcdr.store import Store
from tests.ui.running import begin_another, faults, review_id, show


def keeper(app: AppTest) -> dict[str, Any]:
    """What the browser is handed to keep."""
    found: dict[str, Any] = next(
        json.loads(one.proto.json)
        for one in app.get("bidi_component")
        if one.proto.component_name == "bcdr.person"
    )
    return found


def call_oneself(app: AppTest, name: str) -> AppTest:
    """The app after somebody wrote a name."""
    return app.text_input(key="person_typed").set_value(name).run()


def test_nothing_is_kept_before_somebody_gives_a_name(five: AppTest) -> None:
    assert keeper(five) == {"is_said": False, "name": ""}


def test_the_browser_keeps_the_name_that_was_given(five: AppTest) -> None:
    call_oneself(five, "  Ann \n Other ")
    assert faults(five) == []
    assert keeper(five) == {"is_said": True, "name": "Ann Other"}


def test_a_name_that_was_taken_back_is_not_kept(five: AppTest) -> None:
    call_oneself(call_oneself(five, "Ann"), "")
    assert keeper(five) == {"is_said": True, "name": ""}


def test_the_name_stands_in_no_address(five: AppTest) -> None:
    call_oneself(five, "Ann Other")
    show(five, "coverage")
    assert "Ann" not in str(dict(five.query_params))


def test_the_browser_is_asked_before_a_review_is_open(app: AppTest) -> None:
    assert keeper(app) == {"is_said": False, "name": ""}


def test_changes_are_written_under_the_name(five: AppTest, database: Store) -> None:
    call_oneself(five, "Ann Other")
    five.session_state["add_application"] = "Ledger"
    next(one for one in five.button if one.key == "add_row").click().run()
    assert {edit.who for edit in database.edits(review_id(five))} == {"Ann Other"}


def test_the_field_shows_the_name_that_is_written(five: AppTest) -> None:
    call_oneself(five, "Ann Other")
    show(begin_another(five), "portfolio")
    assert five.text_input(key="person_typed").value == "Ann Other"
