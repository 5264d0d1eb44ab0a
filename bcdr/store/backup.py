"""A review as one file, and back: everything that is known of it, in JSON with a version."""

import datetime
import json
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, Engine, Table, insert, select

from bcdr.model.review import Folding
from bcdr.store.database import told_plainly
from bcdr.store.encoding import cell_from_text, tables_from_text
from bcdr.store.faults import StoreError, UnknownReviewError
from bcdr.store.schema import (
    UtcTime,
    base_table,
    edit_table,
    event_table,
    review_table,
    snapshot_table,
)
from bcdr.store.shelf import EventKind, new_review_id, note

KIND: Final = "review backup"
SCHEMA: Final = 1
_LISTS: Final[Mapping[str, Table]] = {
    "edits": edit_table,
    "events": event_table,
    "snapshots": snapshot_table,
}
_OWN: Final = ("id", "review_id")


class Backups:
    """The part of a store that writes a review into a file and reads it back."""

    _engine: Engine

    def backup(self, review_id: str) -> bytes:
        """Return a review with its base, log, events and snapshots as JSON.

        Raises:
            StoreError: the database fails, or there is no such review.
        """
        with told_plainly("The review cannot be read"), self._engine.connect() as connection:
            reviews = _rows(connection, review_table, review_table.c.id == review_id)
            if not reviews:
                raise UnknownReviewError(review_id)
            bases = _rows(connection, base_table, base_table.c.review_id == review_id)
            lists = {
                name: _rows(connection, table, table.c.review_id == review_id)
                for name, table in _LISTS.items()
            }
        content = {
            "kind": KIND,
            "schema": SCHEMA,
            "review": reviews[0],
            "base": bases[0]["tables"],
            **lists,
        }
        return json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()

    def restore(self, content: bytes, who: str, now: datetime.datetime) -> str:
        """Return the id of a new review that is what a backup holds.

        A review of which the backup was made stays as it is.

        Raises:
            StoreError: the database fails, or the file is no backup that can be read here.
        """
        read = _checked(content)
        new_id = new_review_id()
        with told_plainly("The review was not restored"), self._engine.begin() as connection:
            review = {**_values(review_table, read["review"]), "id": new_id, "archived": None}
            connection.execute(insert(review_table), review)
            connection.execute(insert(base_table), {"review_id": new_id, "tables": read["base"]})
            for name, table in _LISTS.items():
                rows = [{**_values(table, row), "review_id": new_id} for row in read[name]]
                if rows:
                    connection.execute(insert(table), rows)
            note(connection, new_id, EventKind.RESTORED, ("", ""), who, now)
        return new_id


def _rows(connection: Connection, table: Table, which: Any) -> list[dict[str, Any]]:
    columns = [column for column in table.columns if column.name not in _OWN]
    query = select(*columns).where(which).order_by(*table.primary_key.columns)
    return [
        {name: _plain(value) for name, value in row._mapping.items()}  # noqa: SLF001  public, with a leading underscore by its documentation
        for row in connection.execute(query)
    ]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime.datetime) else value


def _values(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of the file as the table takes it: its columns, moments as moments."""
    found: dict[str, Any] = {}
    for column in table.columns:
        if column.name in _OWN:
            continue
        value = row[column.name]
        is_moment = isinstance(column.type, UtcTime) and value is not None
        found[column.name] = datetime.datetime.fromisoformat(value) if is_moment else value
    return found


def _checked(content: bytes) -> dict[str, Any]:
    """Return what a file holds, once it is sure that it can be opened as a review."""
    try:
        read = json.loads(content)
        kind, schema = read["kind"], read["schema"]
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(
            "The file is not a backup of a review. Choose a file that was made by 'Back up' on "
            "the page Reviews."
        ) from error
    if kind != KIND:
        raise StoreError(
            f"The file holds a {kind!r}, not a {KIND!r}. Choose a file that was made by "
            "'Back up' on the page Reviews."
        )
    if schema != SCHEMA:
        raise StoreError(
            f"The backup is of schema {schema!r}; this version reads schema {SCHEMA}. Install "
            "the version of bcdr that wrote it, or a newer one."
        )
    try:
        _try_to_open(read)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(
            f"The backup is damaged ({error!r}). Use another backup of the review."
        ) from error
    return dict(read)


def _try_to_open(read: Mapping[str, Any]) -> None:
    """Go through everything once as opening the review will; raises what is wrong."""
    review = _values(review_table, read["review"])
    Folding(tables_from_text(read["base"]))
    edits = [_values(edit_table, row) for row in read["edits"]]
    for row in edits:
        cell_from_text(row["before"])
        cell_from_text(row["after"])
    if [row["number"] for row in edits] != list(range(1, review["revision"] + 1)):
        raise ValueError("edits are missing from its log")
    for name in ("events", "snapshots"):
        rows = [_values(_LISTS[name], row) for row in read[name]]
        if [row["number"] for row in rows] != list(range(1, len(rows) + 1)):
            raise ValueError(f"{name} are missing")
    for event in read["events"]:
        EventKind(event["kind"])
