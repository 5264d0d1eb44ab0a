"""The Reviews page: begin, go on, keep in order, compare, read the log, freeze."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from bcdr.model.records import Record
from bcdr.store import Store
from bcdr.study_changes import Changes
from bcdr.study_changes_inputs import InputChange
from bcdr.ui.components.comparison import changes_claim
from bcdr.ui.components.log import LogLine, log_csv
from tests.ui.conftest import NOW
from tests.ui.running import begin_another, button, faults, review_id, show, title, upload, words
from tests.ui.test_portfolio import edit, plain
from tests.ui.workbooks import five_applications


def reviews(app: AppTest, tab: str = "") -> AppTest:
    app.session_state["list"] = tab
    return show(app, "reviews")


def test_a_review_that_was_left_can_be_opened_again(five: AppTest, database: Store) -> None:
    left = review_id(five)
    upload(begin_another(five), "again.xlsx", five_applications())
    assert review_id(five) != left
    reviews(five).button(key=f"open-{left}").click().run()
    assert review_id(five) == left
    assert title(five).startswith("5 applications")


def test_a_review_is_renamed_where_it_stands(five: AppTest, database: Store) -> None:
    reviews(five)
    name = next(one for one in five.text_input if one.label == "Name")
    name.set_value("  Autumn   2026 ").run()
    assert faults(five) == []
    assert [one.title for one in database.reviews()] == ["Autumn 2026"]
    assert "Autumn 2026" in words(five)


def test_a_review_keeps_its_name_rather_than_none(five: AppTest, database: Store) -> None:
    reviews(five)
    next(one for one in five.text_input if one.label == "Name").set_value("  ").run()
    assert "needs a name" in plain(faults(five)[0])
    assert [one.title for one in database.reviews()] == ["five"]


def test_a_duplicate_is_a_review_of_its_own(five: AppTest, database: Store) -> None:
    reviews(five).button(key=f"duplicate-{review_id(five)}").click().run()
    assert faults(five) == []
    assert {one.title for one in database.reviews()} == {"five", "Copy of five"}


def test_a_review_is_put_away_and_brought_back(five: AppTest, database: Store) -> None:
    id_ = review_id(five)
    reviews(five).button(key=f"archive-{id_}").click().run()
    assert database.reviews()[0].archived is not None
    assert "Every review is put away." in words(five)
    five.session_state["away_open"] = True
    five.run()
    five.button(key=f"archive-{id_}").click().run()
    assert database.reviews()[0].archived is None


def test_a_review_is_deleted_only_by_those_who_say_so_twice(five: AppTest, database: Store) -> None:
    id_ = review_id(five)
    reviews(five)
    assert five.button(key=f"delete-{id_}").disabled
    five.checkbox(key=f"sure-{id_}").check().run()
    five.button(key=f"delete-{id_}").click().run()
    assert faults(five) == []
    assert database.reviews() == ()
    assert review_id(five) == ""
    assert title(five).startswith("See what is not covered today")


def test_a_backup_is_restored_as_a_review_of_its_own(five: AppTest, database: Store) -> None:
    content = database.backup(review_id(five))
    begin_another(five).file_uploader[1].set_value(("b.json", content, "application/json"))
    five.run()
    assert faults(five) == []
    assert len(database.reviews()) == 2
    assert title(five).startswith("5 applications")


def test_a_file_that_is_no_backup_is_refused_in_a_sentence(five: AppTest, database: Store) -> None:
    begin_another(five).file_uploader[1].set_value(("b.json", b"{}", "application/json"))
    five.run()
    assert "is not a backup of a review" in plain(faults(five)[0])
    assert len(database.reviews()) == 1


def test_two_reviews_are_compared_with_the_cause_of_each_change(
    five: AppTest, database: Store
) -> None:
    id_ = review_id(five)
    copy = database.duplicate(id_, "Stricter", "Ada", NOW)
    edit(database, copy, "payroll", "rto_hours", "15 min")
    reviews(five, "Compare two")
    five.selectbox(key="compare_one").select(id_)
    five.selectbox(key="compare_other").select(copy).run()
    assert faults(five) == []
    said = words(five)
    assert "1 input differs" in said
    assert "What came out differently, and why" in said
    assert "Payroll" in said


@pytest.mark.parametrize(("count", "said"), [(1, "1 input differs"), (2, "2 inputs differ")])
def test_reviews_with_no_workload_in_common_have_no_result_to_compare(
    count: int, said: str
) -> None:
    one = InputChange(
        sheet="Applications", row_id="a", subject="Payroll", field="row", before="there", after=""
    )
    claim = changes_claim(Changes(inputs=(one,) * count, results=(), totals=()))
    assert claim.startswith(f"{said}; for no workload that is in both")


def test_a_review_compared_with_itself_says_so(five: AppTest, database: Store) -> None:
    database.duplicate(review_id(five), "Copy", "Ada", NOW)
    reviews(five, "Compare two")
    five.selectbox(key="compare_one").select(review_id(five))
    five.selectbox(key="compare_other").select(review_id(five)).run()
    assert "Both are the same review." in words(five)


def test_equal_reviews_say_the_same(five: AppTest, database: Store) -> None:
    copy = database.duplicate(review_id(five), "Copy", "Ada", NOW)
    reviews(five, "Compare two")
    five.selectbox(key="compare_one").select(review_id(five))
    five.selectbox(key="compare_other").select(copy).run()
    assert "Both reviews say the same" in words(five)


def test_the_log_says_who_changed_what_from_what_to_what(five: AppTest, database: Store) -> None:
    edit(database, review_id(five), "payroll", "owner", "Eve")
    database.undo(review_id(five), "Ada", NOW)
    database.rename(review_id(five), "five", "Six", "Ada", NOW)
    said = words(reviews(five, "Log"))
    assert "3 changes since the review began" in said
    for word in ("somebody", "Applications: Payroll", "Owner", "Bo", "Eve", "renamed", "Six"):
        assert f"\n{word}\n" in said
    assert "Owner (taken back)" in said


def test_the_log_as_a_file_runs_nothing_in_a_spreadsheet() -> None:
    line = LogLine(when="2026", who="=1+1", where="A", what="RTO", before="@x", after="4 h")
    said = log_csv([line]).decode("utf-8-sig").splitlines()
    assert said == ["When,Who,Where,What,Before,After", "2026,'=1+1,A,RTO,'@x,4 h"]


def test_a_snapshot_is_frozen_by_name(five: AppTest, database: Store) -> None:
    reviews(five, "Snapshots")
    five.text_input(key="snapshot_name").set_value("Decided by the board")
    button(five, "Freeze as it is now").click().run()
    assert faults(five) == []
    (frozen,) = database.snapshots(review_id(five))
    assert (frozen.name, frozen.revision) == ("Decided by the board", 0)
    said = json.loads(database.snapshot_content(review_id(five), 1))
    assert (said["kind"], len(said["workloads"])) == ("study", 6)
    assert "Decided by the board" in words(five)


@pytest.mark.parametrize("page", ["reviews", "portfolio", "landscape", "coverage", "workshop",
                                  "plan", "report", "method"])  # fmt: skip
def test_every_page_says_when_it_was_saved_and_has_a_note(
    five: AppTest, database: Store, page: str
) -> None:
    show(five, page)
    assert faults(five) == []
    assert "saved " in words(five)
    note = next(one for one in five.text_area if one.label == "Note")
    note.set_value("**Agreed** ![x](http://e.example/p.png)").run()
    assert faults(five) == []
    (record,) = notes(database, five)
    assert record.get("text") == "**Agreed** ![x](http://e.example/p.png)"
    shown = [one.value for one in five.markdown if "Agreed" in one.value]
    assert shown == ["**Agreed** !\\[x](http://e.example/p.png)"]


def notes(store: Store, app: AppTest) -> tuple[Record, ...]:
    tables = store.state(review_id(app)).tables
    return next(table.records for table in tables if table.role == "Page notes")


@pytest.mark.parametrize("page", ["portfolio", "landscape", "coverage", "workshop", "plan",
                                  "report", "method"])  # fmt: skip
def test_every_page_says_where_to_begin_while_nothing_is_open(app: AppTest, page: str) -> None:
    show(app, page)
    assert faults(app) == []
    assert title(app) == "No review is open"


def test_changes_carry_the_name_given_in_the_window(five: AppTest, database: Store) -> None:
    five.text_input(key="person_typed").set_value("Ana Ruiz").run()
    show(five, "workshop")
    next(one for one in five.text_input if one.label == "RTO").set_value("5 h").run()
    assert database.edits(review_id(five))[-1].who == "Ana Ruiz"
