"""Reviews as a whole: renamed, put away, copied, deleted, frozen and backed up."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from bcdr.store import Store, StoreError, UnknownReviewError
from tests.store.factories import BASE, MINUTE, NOW, edit


@pytest.fixture
def review_id(store: Store) -> str:
    """A review with one edit."""
    id_ = store.create("Spring", BASE, None, NOW)
    store.append(id_, [edit()])
    return id_


def test_a_review_is_renamed_and_the_log_says_so(store: Store, review_id: str) -> None:
    later = NOW + MINUTE
    assert store.rename(review_id, "Spring", "Autumn", "Ada", later) == "Autumn"
    assert [(one.title, one.changed) for one in store.reviews()] == [("Autumn", later)]
    (event,) = store.events(review_id)
    assert (event.kind, event.before, event.after) == ("renamed", "Spring", "Autumn")
    assert (event.who, event.when) == ("Ada", later)


def test_the_second_to_rename_sees_the_name_of_the_first(store: Store, review_id: str) -> None:
    store.rename(review_id, "Spring", "Autumn", "Ada", NOW)
    assert store.rename(review_id, "Spring", "Winter", "Bob", NOW) == "Autumn"
    assert store.reviews()[0].title == "Autumn"
    assert len(store.events(review_id)) == 1


def test_the_same_name_again_is_no_change(store: Store, review_id: str) -> None:
    assert store.rename(review_id, "Spring", "Spring", "Ada", NOW) == "Spring"
    assert store.events(review_id) == ()


def test_an_archived_review_stands_apart_and_comes_back(store: Store, review_id: str) -> None:
    store.archive(review_id, "Ada", NOW)
    assert store.reviews()[0].archived == NOW
    assert store.state(review_id).revision == 1
    store.bring_back(review_id, "Ada", NOW)
    assert store.reviews()[0].archived is None
    assert [event.kind for event in store.events(review_id)] == ["archived", "brought back"]


def test_a_deleted_review_is_gone_with_all_that_was_its_own(store: Store, review_id: str) -> None:
    store.freeze(review_id, "Decided", "{}", revision=1, who="Ada", now=NOW)
    other = store.create("Other", BASE, None, NOW)
    store.delete(review_id)
    assert [one.id for one in store.reviews()] == [other]
    assert store.events(review_id) == ()
    assert store.snapshots(review_id) == ()
    with pytest.raises(UnknownReviewError, match="There is no review"):
        store.state(review_id)


def test_a_duplicate_has_base_and_log_and_goes_its_own_way(store: Store, review_id: str) -> None:
    copy = store.duplicate(review_id, "Copy of Spring", "Ada", NOW + MINUTE)
    assert store.state(copy).tables == store.state(review_id).tables
    assert store.edits(copy) == store.edits(review_id)
    assert store.state(copy).changed == NOW + MINUTE
    store.undo(copy, "Bob", NOW + 2 * MINUTE)
    assert store.state(copy).tables == BASE
    assert store.state(review_id).revision == 1
    assert [event.after for event in store.events(copy)] == ["Spring"]


def test_a_snapshot_stays_as_it_was_when_the_review_goes_on(store: Store, review_id: str) -> None:
    frozen = store.freeze(review_id, "Board", '{"a": 1}', revision=1, who="Ada", now=NOW)
    store.append(review_id, [edit(before="2 h", after="1 h")])
    second = store.freeze(review_id, "Again", '{"a": 2}', revision=2, who="Bob", now=NOW + MINUTE)
    assert store.snapshots(review_id) == (second, frozen)
    assert store.snapshot_content(review_id, 1) == '{"a": 1}'
    assert frozen.revision == 1


def test_a_snapshot_that_is_not_there_is_told_in_a_sentence(store: Store, review_id: str) -> None:
    with pytest.raises(StoreError, match=r"has no snapshot 7\. Choose one"):
        store.snapshot_content(review_id, 7)


def test_a_backup_comes_back_as_a_review_of_its_own_with_everything(
    store: Store, review_id: str
) -> None:
    store.rename(review_id, "Spring", "Ünïted", "Ada", NOW)
    store.freeze(review_id, "Board", "{}", revision=1, who="Ada", now=NOW)
    restored = store.restore(store.backup(review_id), "Bob", NOW + MINUTE)
    assert restored != review_id
    mine, theirs = store.state(review_id), store.state(restored)
    assert replace(theirs, id=review_id) == mine
    assert store.edits(restored) == store.edits(review_id)
    assert store.snapshots(restored) == store.snapshots(review_id)
    assert store.events(restored)[:-1] == store.events(review_id)
    assert store.events(restored)[-1].kind == "restored from a backup"
    assert [one.after for one in store.undo(restored, "Bob", NOW).edits] == ["4 h"]


def test_a_backup_outlives_the_review_it_was_made_of(store: Store, review_id: str) -> None:
    content = store.backup(review_id)
    tables = store.state(review_id).tables
    store.delete(review_id)
    assert store.state(store.restore(content, "Ada", NOW)).tables == tables


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda read: read.update(kind="study"), "holds a 'study', not a 'review backup'"),
        (lambda read: read.update(schema=2), "of schema 2; this version reads schema 1"),
        (lambda read: read.update(base='{"tab'), "The backup is damaged"),
        (lambda read: read["edits"].clear(), "edits are missing from its log"),
        (lambda read: read["edits"][0].update(after="{"), "The backup is damaged"),
        (lambda read: read["review"].pop("title"), "The backup is damaged"),
        (lambda read: read.update(events=[{"number": 5}]), "The backup is damaged"),
    ],
)
def test_a_backup_that_cannot_be_used_is_told_and_changes_nothing(
    store: Store, review_id: str, change: Callable[[dict], None], sentence: str
) -> None:
    read = json.loads(store.backup(review_id))
    change(read)
    with pytest.raises(StoreError, match=sentence):
        store.restore(json.dumps(read).encode(), "Ada", NOW)
    assert len(store.reviews()) == 1


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"[]", b"null", b'"x"', b"\xff\xfe"])
def test_a_file_that_is_no_backup_is_told_in_a_sentence(store: Store, content: bytes) -> None:
    with pytest.raises(StoreError, match=r"is not a backup of a review\. Choose a file"):
        store.restore(content, "Ada", NOW)


@pytest.mark.parametrize(
    "ask",
    [
        lambda store: store.rename("nobody", "a", "b", "Ada", NOW),
        lambda store: store.archive("nobody", "Ada", NOW),
        lambda store: store.delete("nobody"),
        lambda store: store.duplicate("nobody", "a", "Ada", NOW),
        lambda store: store.backup("nobody"),
        lambda store: store.freeze("nobody", "a", "{}", revision=0, who="Ada", now=NOW),
    ],
)
def test_what_is_asked_of_an_unknown_review_is_told(
    store: Store, ask: Callable[[Store], object]
) -> None:
    with pytest.raises(UnknownReviewError, match="There is no review 'nobody'"):
        ask(store)
