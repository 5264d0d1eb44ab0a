"""What arrives in the address is only text; faults reach people as sentences."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from bcdr.store import DATABASE_URL_VARIABLE
from tests.ui.running import ROOT, faults, in_address, review_id, show, title
from tests.ui.test_portfolio import plain


@pytest.mark.parametrize("arrived", ["../../etc", "a b", "'; drop table review; --", "x" * 99])
def test_what_cannot_be_a_review_is_no_review(app: AppTest, arrived: str) -> None:
    app.query_params["review"] = arrived
    app.run()
    assert faults(app) == []
    assert title(app).startswith("See what is not covered today")


def test_control_characters_in_the_address_are_ignored(five: AppTest) -> None:
    again = AppTest.from_file(five._script_path, default_timeout=60)
    again.query_params = {"review": review_id(five), "workload": "a\x00b", "owner": "x" * 999}
    again.run()
    assert faults(again) == []
    assert again.multiselect(key="owner").value == []


def test_the_address_says_what_is_shown(five: AppTest) -> None:
    five.multiselect(key="owner").set_value(["Bo"]).run()
    assert in_address(five, "owner") == "Bo"
    show(five, "workshop")
    assert (in_address(five, "owner"), in_address(five, "workload")) == ("Bo", "payroll")
    five.multiselect(key="owner").set_value([]).run()
    assert in_address(five, "owner") == ""


def test_a_fault_in_the_program_is_said_without_a_traceback(
    five: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("secret detail")

    show(five, "coverage")
    monkeypatch.setattr("bcdr.ui.components.coverage_map.charts.coverage_map", broken)
    five.run()
    said = faults(five)
    assert len(said) == 1
    assert "a fault in the program, not in your data" in said[0]
    assert "secret detail" not in said[0]


def test_a_database_that_cannot_be_opened_is_said(
    database: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(b"this is no database at all, but long enough to be looked at" * 20)
    monkeypatch.setenv(DATABASE_URL_VARIABLE, f"sqlite:///{damaged}")
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    said = faults(app)
    assert len(said) == 1
    assert "cannot be opened" in plain(said[0])
