"""The app on a PostgreSQL database, as a team runs it."""

from collections.abc import Iterator

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from bcdr.store import DATABASE_URL_VARIABLE, Store, open_store
from tests.store import postgres
from tests.ui.running import ROOT, faults, review_id, show, title, upload
from tests.ui.test_portfolio import held
from tests.ui.workbooks import five_applications


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The store of an app on a server of its own; skips the test where none can run."""
    why = postgres.missing()
    if why:
        pytest.skip(why)
    with postgres.server() as running:
        url = running.new_database("team")
        monkeypatch.setenv(DATABASE_URL_VARIABLE, url)
        st.cache_resource.clear()
        store = open_store(url)
        yield store
        store.close()
        st.cache_resource.clear()


def test_a_team_works_on_one_server(shared: Store) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    upload(app, "five.xlsx", five_applications())
    assert title(app).startswith("5 applications with 6 workloads")
    app.session_state["workload"] = "payroll"
    show(app, "workshop")
    next(one for one in app.text_input if one.label == "RTO").set_value("3 d").run()
    assert faults(app) == []
    assert held(shared, app, "payroll", "rto_hours") == "3 d"
    other = AppTest.from_file(app._script_path, default_timeout=60)
    other.query_params = {"review": [review_id(app)], "workload": ["payroll"]}
    show(other.run(), "workshop")
    assert next(one for one in other.text_input if one.label == "RTO").value == "3 d"
