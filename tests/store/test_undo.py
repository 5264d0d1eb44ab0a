"""Undo and redo: what they take back, in which order, and what ends them."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from bcdr.model.records import Cell, RecordTable
from bcdr.model.review import PRESENT, REMOVED, ROW_FIELD, Folding, current_cell
from bcdr.store import SaveResult, Store, next_redo, next_undo, open_store
from tests.store.factories import BASE, MINUTE, NOW, WISHES, edit, edits_for


@pytest.fixture
def review_id(store: Store) -> str:
    return store.create("Review", BASE, None, NOW)


def rto(store: Store, review_id: str) -> Cell:
    return current_cell(store.state(review_id).tables, "Applications", "erp", "rto_hours")


def set_rto(store: Store, review_id: str, *steps: str) -> None:
    for step in steps:
        store.append(review_id, [edit(before=rto(store, review_id), after=step)])


def test_undo_writes_the_inverse_of_the_newest_edit(store: Store, review_id: str) -> None:
    set_rto(store, review_id, "2 h")
    result = store.undo(review_id, "Bob", NOW + MINUTE)
    (undone,) = result.edits
    assert (undone.before, undone.after, undone.who) == ("2 h", "4 h", "Bob")
    assert (undone.number, undone.batch, undone.undoes) == (2, 2, 1)
    assert store.edits(review_id)[-1] == undone
    assert store.state(review_id).tables == BASE
    assert store.state(review_id).changed == NOW + MINUTE


def test_repeated_undo_walks_back(store: Store, review_id: str) -> None:
    set_rto(store, review_id, "3 h", "2 h", "1 h")
    seen = []
    for _ in range(3):
        store.undo(review_id, "Ada", NOW)
        seen.append(rto(store, review_id))
    assert seen == ["2 h", "3 h", "4 h"]


def test_with_nothing_to_undo_or_redo_nothing_is_saved(store: Store, review_id: str) -> None:
    assert store.undo(review_id, "Ada", NOW) == SaveResult(revision=0)
    set_rto(store, review_id, "2 h")
    assert store.redo(review_id, "Ada", NOW) == SaveResult(revision=1)
    store.undo(review_id, "Ada", NOW)
    assert store.undo(review_id, "Ada", NOW) == SaveResult(revision=2)


def test_redo_walks_forward_again(store: Store, review_id: str) -> None:
    set_rto(store, review_id, "3 h", "2 h")
    store.undo(review_id, "Ada", NOW)
    store.undo(review_id, "Ada", NOW)
    store.redo(review_id, "Ada", NOW)
    assert rto(store, review_id) == "3 h"
    store.redo(review_id, "Ada", NOW)
    assert rto(store, review_id) == "2 h"
    assert store.redo(review_id, "Ada", NOW).edits == ()


def test_what_was_redone_can_be_undone(store: Store, review_id: str) -> None:
    set_rto(store, review_id, "3 h", "2 h")
    store.undo(review_id, "Ada", NOW)
    store.redo(review_id, "Ada", NOW)
    store.undo(review_id, "Ada", NOW)
    assert rto(store, review_id) == "3 h"
    store.undo(review_id, "Ada", NOW)
    assert store.state(review_id).tables == BASE


def test_new_work_ends_redo(store: Store, review_id: str) -> None:
    set_rto(store, review_id, "3 h")
    store.undo(review_id, "Ada", NOW)
    set_rto(store, review_id, "1 h")
    assert store.redo(review_id, "Ada", NOW).edits == ()
    store.undo(review_id, "Ada", NOW)
    assert rto(store, review_id) == "4 h"


def test_edits_saved_together_are_undone_and_redone_together(store: Store, review_id: str) -> None:
    row = [edit("hr", ROW_FIELD, None, PRESENT), edit("hr", "application", None, "Payroll")]
    set_rto(store, review_id, "2 h")
    store.append(review_id, row)
    added = store.state(review_id).tables
    assert [one.undoes for one in store.undo(review_id, "Ada", NOW).edits] == [3, 2]
    assert len(store.state(review_id).tables[0].records) == 2
    assert rto(store, review_id) == "2 h"
    store.redo(review_id, "Ada", NOW)
    assert store.state(review_id).tables == added


def test_undo_of_a_removal_brings_back_the_row_as_it_was(store: Store, review_id: str) -> None:
    set_rto(store, review_id, "2 h")
    before = store.state(review_id).tables
    store.append(review_id, [edit("erp", ROW_FIELD, PRESENT, REMOVED)])
    store.undo(review_id, "Ada", NOW)
    assert store.state(review_id).tables == before


def test_undo_goes_on_after_the_store_was_closed(store: Store, review_id: str, url: str) -> None:
    set_rto(store, review_id, "3 h", "2 h")
    store.undo(review_id, "Ada", NOW)
    store.close()
    later = open_store(url)
    later.undo(review_id, "Ada", NOW)
    assert rto(later, review_id) == "4 h"
    later.redo(review_id, "Ada", NOW)
    assert rto(later, review_id) == "3 h"
    later.close()


def test_an_old_edit_taken_back_by_itself_counts_as_new_work(store: Store, review_id: str) -> None:
    set_rto(store, review_id, "2 h")
    store.append(review_id, [edit("crm", "notes", None, "ask Eve")])
    store.append(review_id, [store.edits(review_id)[0].inverse("Bob", NOW)])
    assert rto(store, review_id) == "4 h"
    store.undo(review_id, "Ada", NOW)
    assert rto(store, review_id) == "2 h"


def test_part_of_a_batch_taken_back_counts_as_new_work(store: Store, review_id: str) -> None:
    store.append(review_id, [edit(), edit("crm", "notes", None, "ask Eve")])
    store.append(review_id, [store.edits(review_id)[0].inverse("Bob", NOW)])
    store.undo(review_id, "Ada", NOW)
    assert rto(store, review_id) == "2 h"


def test_the_log_tells_what_undo_and_redo_would_take_back(store: Store, review_id: str) -> None:
    assert next_undo(store.edits(review_id)) == ()
    set_rto(store, review_id, "3 h", "2 h")
    assert [one.number for one in next_undo(store.edits(review_id))] == [2]
    assert next_redo(store.edits(review_id)) == ()
    store.undo(review_id, "Ada", NOW)
    assert [one.number for one in next_undo(store.edits(review_id))] == [1]
    assert [one.number for one in next_redo(store.edits(review_id))] == [3]


class Editing(RuleBasedStateMachine):
    """A review under edits, undo, redo and restarts, beside a plain list of its states."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.url = f"sqlite:///{Path(self.folder.name) / 'reviews.db'}"
        self.store = open_store(self.url)
        self.review_id = self.store.create("Review", BASE, None, NOW)
        self.states: list[tuple[RecordTable, ...]] = [BASE]
        self.at = 0

    @rule(wishes=WISHES)
    def edit(self, wishes: list[tuple[tuple[str, str, str], Cell]]) -> None:
        folding = Folding(BASE)
        for one in self.store.edits(self.review_id):
            folding.apply(one)
        edits = edits_for(wishes, folding)
        result = self.store.append(self.review_id, edits)
        assert result.conflicts == ()
        assert len(result.edits) == len(edits)
        if edits:
            self.states[self.at + 1 :] = [folding.tables()]
            self.at += 1
        self.compare()

    @rule()
    def undo(self) -> None:
        result = self.store.undo(self.review_id, "Bob", NOW)
        assert result.conflicts == ()
        assert bool(result.edits) == (self.at > 0)
        self.at = max(self.at - 1, 0)
        self.compare()

    @rule()
    def redo(self) -> None:
        result = self.store.redo(self.review_id, "Bob", NOW)
        assert result.conflicts == ()
        assert bool(result.edits) == (self.at < len(self.states) - 1)
        self.at = min(self.at + 1, len(self.states) - 1)
        self.compare()

    @rule(times=st.integers(0, 3))
    def restart(self, times: int) -> None:
        self.store.close()
        self.store = open_store(self.url)
        self.compare()
        for _ in range(times):
            self.undo()

    def compare(self) -> None:
        state = self.store.state(self.review_id)
        assert state.tables == self.states[self.at]
        assert state.revision == len(self.store.edits(self.review_id))

    def teardown(self) -> None:
        while self.at:
            self.undo()
        assert self.store.state(self.review_id).tables == BASE
        self.store.close()
        self.folder.cleanup()


TestEditing = Editing.TestCase
TestEditing.settings = settings(max_examples=60, stateful_step_count=15, deadline=None)
