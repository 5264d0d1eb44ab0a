"""Reviews saved, listed, changed and read again."""

import dataclasses
import datetime
import re

import pytest

from bcdr.model.records import Cell, Record
from bcdr.model.review import (
    PRESENT,
    REMOVED,
    ROW_FIELD,
    Conflict,
    Edit,
    ReviewState,
    SourceFile,
    current_cell,
    fold,
)
from bcdr.store import ReviewSummary, SaveResult, Store, StoreError, UnknownReviewError, open_store
from tests.store.factories import BASE, MINUTE, NOW, edit

SOURCE = SourceFile(name="Anwendungen.xlsx", size_bytes=5_000_000_000, sha256="ab" * 32)


def held(store: Store, review_id: str, row_id: str = "erp", field: str = "rto_hours") -> Cell:
    return current_cell(store.state(review_id).tables, "Applications", row_id, field)


def test_a_new_review_is_its_base(store: Store) -> None:
    review_id = store.create("Spring review", BASE, SOURCE, NOW)
    assert store.state(review_id) == ReviewState(
        id=review_id,
        title="Spring review",
        source=SOURCE,
        tables=BASE,
        revision=0,
        created=NOW,
        changed=NOW,
    )
    assert store.edits(review_id) == ()


def test_a_review_may_begin_without_a_file(store: Store) -> None:
    assert store.state(store.create("Blank", (), None, NOW)).source is None


def test_an_id_is_short_safe_in_an_address_and_new_each_time(store: Store) -> None:
    ids = {store.create("Review", (), None, NOW) for _ in range(20)}
    assert len(ids) == 20
    assert all(re.fullmatch(r"[A-Za-z0-9]{16}", review_id) for review_id in ids)


def test_reviews_are_listed_by_their_last_change(store: Store) -> None:
    first = store.create("First", BASE, None, NOW)
    second = store.create("Second", BASE, None, NOW + MINUTE)
    assert [review.id for review in store.reviews()] == [second, first]
    store.append(first, [edit(when=NOW + 2 * MINUTE)])
    assert store.reviews() == (
        ReviewSummary(id=first, title="First", created=NOW, changed=NOW + 2 * MINUTE, revision=1),
        ReviewSummary(
            id=second, title="Second", created=NOW + MINUTE, changed=NOW + MINUTE, revision=0
        ),
    )


def test_an_empty_store_lists_no_review(store: Store) -> None:
    assert store.reviews() == ()


def test_a_saved_edit_is_in_state_and_log(store: Store) -> None:
    review_id = store.create("Review", BASE, None, NOW)
    saved = dataclasses.replace(edit(), number=1, batch=1)
    assert store.append(review_id, [edit()]) == SaveResult(revision=1, edits=(saved,))
    assert store.edits(review_id) == (saved,)
    state = store.state(review_id)
    assert state.tables == fold(BASE, (edit(),))
    assert state.revision == 1


def test_edits_saved_together_share_a_batch(store: Store) -> None:
    review_id = store.create("Review", BASE, None, NOW)
    store.append(review_id, [edit()])
    store.append(review_id, [edit(before="2 h", after="1 h"), edit("crm", before=None)])
    assert [(one.number, one.batch) for one in store.edits(review_id)] == [(1, 1), (2, 2), (3, 2)]


def test_a_review_is_the_same_for_a_store_opened_later(store: Store, url: str) -> None:
    review_id = store.create("Review", BASE, SOURCE, NOW)
    store.append(review_id, [edit(), edit("hr", ROW_FIELD, None, PRESENT)])
    state, log = store.state(review_id), store.edits(review_id)
    store.close()
    later = open_store(url)
    assert later.state(review_id) == state
    assert later.edits(review_id) == log
    later.close()


def test_reviews_do_not_share_edits(store: Store) -> None:
    first, second = (store.create("Review", BASE, None, NOW) for _ in range(2))
    store.append(first, [edit()])
    assert held(store, first) == "2 h"
    assert held(store, second) == "4 h"


def test_an_edit_of_a_cell_that_changed_is_a_conflict(store: Store) -> None:
    review_id = store.create("Review", BASE, None, NOW)
    store.append(review_id, [edit(after="2 h")])
    late = edit(after="1 h", who="Bob")
    assert store.append(review_id, [late]) == SaveResult(
        revision=1, conflicts=(Conflict(edit=late, found="2 h"),)
    )
    assert held(store, review_id) == "2 h"


def test_nothing_of_a_batch_with_a_conflict_is_written(store: Store) -> None:
    review_id = store.create("Review", BASE, None, NOW)
    wrong = edit("crm", "application", "SAP", "CRM 2")
    result = store.append(review_id, [edit(), wrong, edit("crm", "rto_hours", "9 h", "8 h")])
    assert [conflict.found for conflict in result.conflicts] == ["CRM", ""]
    assert store.state(review_id).tables == BASE
    assert store.edits(review_id) == ()


def test_a_batch_may_change_one_cell_twice(store: Store) -> None:
    review_id = store.create("Review", BASE, None, NOW)
    result = store.append(review_id, [edit(after="2 h"), edit(before="2 h", after="1 h")])
    assert result.revision == 2
    assert held(store, review_id) == "1 h"


def test_an_empty_batch_saves_nothing(store: Store) -> None:
    review_id = store.create("Review", BASE, None, NOW)
    assert store.append(review_id, []) == SaveResult(revision=0)
    assert store.reviews()[0].changed == NOW


@pytest.mark.parametrize("before", [None, "", " "])
def test_blank_text_and_none_are_no_conflict_and_the_log_keeps_what_was_there(
    store: Store, before: Cell
) -> None:
    review_id = store.create("Review", BASE, None, NOW)
    result = store.append(review_id, [edit("crm", "rto_hours", before, "8 h")])
    assert [one.before for one in result.edits] == [""]
    store.append(review_id, [edit("crm", "notes", before, "ask Eve")])
    assert store.edits(review_id)[1].before is None


def test_a_cell_of_a_removed_row_conflicts_even_if_it_was_empty(store: Store) -> None:
    review_id = store.create("Review", BASE, None, NOW)
    store.append(review_id, [edit("crm", ROW_FIELD, PRESENT, REMOVED)])
    late = edit("crm", "notes", None, "ask Eve")
    assert store.append(review_id, [late]).conflicts == (
        Conflict(edit=late, found=None, row_removed=True),
    )


def test_a_row_that_was_removed_meanwhile_cannot_be_removed_again(store: Store) -> None:
    review_id = store.create("Review", BASE, None, NOW)
    removal = edit("crm", ROW_FIELD, PRESENT, REMOVED)
    store.append(review_id, [removal])
    assert store.append(review_id, [removal]).conflicts == (Conflict(edit=removal, found=REMOVED),)


def test_a_row_is_added_with_its_cells_in_one_batch(store: Store) -> None:
    review_id = store.create("Review", BASE, None, NOW)
    store.append(
        review_id,
        [edit("hr", ROW_FIELD, None, PRESENT), edit("hr", "application", None, "Payroll")],
    )
    assert store.state(review_id).tables[0].records[2] == Record(
        id="hr", row=0, cells={"application": "Payroll"}
    )


@pytest.mark.parametrize(("before", "after"), [(None, REMOVED), (PRESENT, None), (None, "x")])
def test_a_row_goes_only_the_three_ways_there_are(store: Store, before: Cell, after: Cell) -> None:
    review_id = store.create("Review", BASE, None, NOW)
    with pytest.raises(ValueError, match=r"a row cannot go from .* write None to 'present'"):
        store.append(review_id, [edit("hr", ROW_FIELD, before, after)])


def test_two_rows_with_one_id_are_refused(store: Store) -> None:
    rows = (Record(id="erp", row=2, cells={}), Record(id="erp", row=3, cells={}))
    table = dataclasses.replace(BASE[0], records=rows)
    with pytest.raises(ValueError, match="two rows of 'Applications' have the id 'erp'"):
        store.create("Review", [table], None, NOW)
    assert store.reviews() == ()


def test_one_id_may_stand_in_two_roles(store: Store) -> None:
    tables = (BASE[0], dataclasses.replace(BASE[0], role="VMs"))
    review_id = store.create("Review", tables, None, NOW)
    store.append(review_id, [edit(table="VMs")])
    assert held(store, review_id) == "4 h"
    assert current_cell(store.state(review_id).tables, "VMs", "erp", "rto_hours") == "2 h"


def test_an_unknown_id_is_told_in_a_sentence(store: Store) -> None:
    for ask in (
        lambda: store.state("nowhere"),
        lambda: store.edits("nowhere"),
        lambda: store.append("nowhere", [edit()]),
        lambda: store.undo("nowhere", "Ada", NOW),
    ):
        with pytest.raises(UnknownReviewError, match=r"no review 'nowhere' in this database\. Op"):
            ask()
    assert issubclass(UnknownReviewError, LookupError)
    assert issubclass(UnknownReviewError, StoreError)


def test_times_come_back_in_utc_from_any_zone(store: Store) -> None:
    summer = datetime.timezone(datetime.timedelta(hours=2))
    review_id = store.create("Review", BASE, None, NOW.astimezone(summer))
    store.append(review_id, [edit(when=NOW.astimezone(summer))])
    state = store.state(review_id)
    assert state.created == NOW
    assert state.created.tzinfo is datetime.UTC
    assert store.reviews()[0].changed.tzinfo is datetime.UTC


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="has no time zone; give a datetime in UTC"):
        store.create("Review", BASE, None, NOW.replace(tzinfo=None))
    review_id = store.create("Review", BASE, None, NOW)
    with pytest.raises(ValueError, match="has no time zone; give a datetime in UTC"):
        store.append(review_id, [edit(when=NOW.replace(tzinfo=None))])
    assert store.append(review_id, [edit()]).revision == 1


def test_an_edit_with_a_value_that_is_no_cell_saves_nothing(store: Store) -> None:
    review_id = store.create("Review", BASE, None, NOW)
    broken: Edit = edit(after=object())  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="which no cell has"):
        store.append(review_id, [edit("crm", before=None), broken])
    assert store.edits(review_id) == ()
    assert store.append(review_id, [edit()]).revision == 1


def test_more_reviews_than_are_held_in_memory_stay_readable(store: Store) -> None:
    ids = [store.create(f"Review {n}", BASE, None, NOW) for n in range(12)]
    for n, review_id in enumerate(ids):
        store.append(review_id, [edit(after=f"{n} h")])
    assert [held(store, review_id) for review_id in ids] == [f"{n} h" for n in range(12)]
