"""Several threads, stores and processes on one database: nothing is lost or overwritten."""

import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bcdr.model.records import Record, RecordTable
from bcdr.model.review import current_cell, fold
from bcdr.store import SaveResult, Store, open_store
from tests.store.factories import BASE, NOW, edit

WRITER = Path(__file__).with_name("writer.py")


def counter() -> RecordTable:
    return RecordTable(
        role="Applications",
        sheet="Applications",
        header_row=1,
        columns=(),
        records=(Record(id="erp", row=2, cells={"count": 0}),),
    )


def add_one(store: Store, review_id: str, times: int) -> int:
    """Count up, deciding again after each conflict; the number of conflicts met."""
    conflicts = 0
    while times:
        tables = store.state(review_id).tables
        count = current_cell(tables, "Applications", "erp", "count")
        assert isinstance(count, int)
        result = store.append(review_id, [edit(field="count", before=count, after=count + 1)])
        conflicts += len(result.conflicts)
        times -= not result.conflicts
    return conflicts


def test_two_threads_lose_no_edit(store: Store) -> None:
    review_id = store.create("Review", [counter()], None, NOW)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: add_one(store, review_id, 50), range(2)))
    tables = store.state(review_id).tables
    assert current_cell(tables, "Applications", "erp", "count") == 100
    assert [one.number for one in store.edits(review_id)] == list(range(1, 101))


def test_two_stores_on_one_file_lose_no_edit(store: Store, url: str) -> None:
    review_id = store.create("Review", [counter()], None, NOW)
    other = open_store(url)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda each: add_one(each, review_id, 50), (store, other)))
    assert [one.after for one in store.edits(review_id)] == list(range(1, 101))
    assert other.state(review_id) == store.state(review_id)
    other.close()


def test_the_second_saver_sees_a_conflict_and_overwrites_nothing(store: Store, url: str) -> None:
    review_id = store.create("Review", BASE, None, NOW)
    other = open_store(url)
    assert other.state(review_id).revision == 0
    store.append(review_id, [edit(after="2 h", who="Ada")])
    result = other.append(review_id, [edit(after="1 h", who="Bob")])
    assert [conflict.found for conflict in result.conflicts] == ["2 h"]
    assert [one.who for one in other.edits(review_id)] == ["Ada"]
    assert other.state(review_id).tables == fold(BASE, (edit(after="2 h"),))
    other.close()


def test_of_two_who_save_the_same_cell_at_once_one_wins(store: Store, url: str) -> None:
    other = open_store(url)
    start = threading.Barrier(2)

    def save(each: Store, review_id: str, after: str) -> SaveResult:
        start.wait()
        return each.append(review_id, [edit(after=after)])

    for _ in range(20):
        review_id = store.create("Review", BASE, None, NOW)
        with ThreadPoolExecutor(2) as pool:
            results = [
                pool.submit(save, store, review_id, "2 h"),
                pool.submit(save, other, review_id, "1 h"),
            ]
        assert sorted(len(result.result().conflicts) for result in results) == [0, 1]
        assert store.state(review_id).revision == 1
    other.close()


def test_edits_of_different_cells_do_not_conflict(store: Store, url: str) -> None:
    review_id = store.create("Review", BASE, None, NOW)
    other = open_store(url)
    store.append(review_id, [edit()])
    assert other.append(review_id, [edit("crm", "notes", None, "ask Eve")]).revision == 2
    other.close()


def test_undo_takes_back_what_another_store_saved_last(store: Store, url: str) -> None:
    review_id = store.create("Review", BASE, None, NOW)
    other = open_store(url)
    store.append(review_id, [edit()])
    other.append(review_id, [edit("crm", "notes", None, "ask Eve")])
    assert [one.row_id for one in store.undo(review_id, "Ada", NOW).edits] == ["crm"]
    assert [one.row_id for one in other.undo(review_id, "Bob", NOW).edits] == ["erp"]
    other.close()


def test_a_database_put_back_to_an_earlier_day_is_read_anew(tmp_path: Path) -> None:
    file = tmp_path / "reviews.db"
    store = open_store(f"sqlite:///{file}")
    review_id = store.create("Review", BASE, None, NOW)
    store.close()
    backup = file.read_bytes()
    store.append(review_id, [edit()])
    assert store.state(review_id).revision == 1
    store.close()
    file.write_bytes(backup)
    assert store.state(review_id).tables == BASE
    assert store.edits(review_id) == ()
    store.close()


def start_writer(url: str, review_id: str, how_it_ends: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(WRITER), url, review_id, how_it_ends],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )


def test_a_process_that_dies_after_a_save_loses_nothing(store: Store, url: str) -> None:
    review_id = store.create("Review", [counter()], None, NOW)
    process = start_writer(url, review_id, "die-after-save-5")
    acknowledged, _ = process.communicate(timeout=60)
    assert process.returncode == 9
    assert acknowledged.split() == ["1", "2", "3", "4", "5"]
    assert [one.after for one in store.edits(review_id)] == [1, 2, 3, 4, 5]


def test_a_process_that_dies_amid_a_save_leaves_all_or_nothing_of_it(
    store: Store, url: str
) -> None:
    review_id = store.create("Review", [counter()], None, NOW)
    process = start_writer(url, review_id, "die-in-save-3")
    acknowledged, _ = process.communicate(timeout=60)
    assert process.returncode == 9
    assert acknowledged.split() == ["1", "2"]
    assert [one.after for one in store.edits(review_id)] == [1, 2]
    assert store.append(review_id, [edit(field="count", before=2, after=3)]).revision == 3


@pytest.mark.parametrize("saves_seen", [1, 7, 20])
def test_a_process_killed_at_any_moment_loses_no_save_it_told_of(
    store: Store, url: str, saves_seen: int
) -> None:
    review_id = store.create("Review", [counter()], None, NOW)
    process = start_writer(url, review_id, "go-on")
    assert process.stdout is not None
    for _ in range(saves_seen):
        process.stdout.readline()
    process.kill()
    acknowledged = saves_seen + len(process.stdout.read().split())
    process.wait(timeout=60)
    saved = [one.after for one in store.edits(review_id)]
    assert saved == list(range(1, len(saved) + 1))
    # The last save may have been killed between the database and the word of it.
    assert len(saved) - acknowledged in {0, 1}
    assert store.state(review_id).revision == len(saved)
