"""What is done with a review as a whole: named, put away, copied, thrown away, and noted."""

import datetime
import secrets
import string
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection, Engine, Update, delete, func, insert, literal, select, update

from bcdr.store.database import told_plainly
from bcdr.store.faults import UnknownReviewError
from bcdr.store.schema import base_table, edit_table, event_table, review_table

# 16 letters and digits are 95 bits: an id in an address cannot be guessed.
ID_ALPHABET: Final = string.ascii_letters + string.digits
ID_LENGTH: Final = 16


class EventKind(StrEnum):
    """What happened to a review as a whole."""

    RENAMED = "renamed"
    ARCHIVED = "archived"
    BROUGHT_BACK = "brought back"
    DUPLICATED_FROM = "duplicated from"
    RESTORED = "restored from a backup"
    FROZEN = "frozen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened to a review as a whole: what, before and after, who and when."""

    kind: EventKind
    before: str
    after: str
    who: str
    when: datetime.datetime


class Shelf:
    """The part of a store that handles reviews as a whole.

    All methods raise StoreError if the database fails, UnknownReviewError for an unknown id.
    """

    _engine: Engine

    def rename(
        self, review_id: str, before: str, after: str, who: str, now: datetime.datetime
    ) -> str:
        """Return the title of a review after naming it anew.

        It is `after`, or, where the title is no longer `before`, what somebody else named it.
        """
        with told_plainly("The review was not renamed"), self._engine.begin() as connection:
            held = lock_review(connection, review_id)
            if held == before != after:
                values = {"title": after, "changed": now}
                connection.execute(_of(review_id).values(values))
                note(connection, review_id, EventKind.RENAMED, (held, after), who, now)
                return after
            return held

    def archive(self, review_id: str, who: str, now: datetime.datetime) -> None:
        """Put a review away: it stays as it is, and stands apart in the list."""
        self._put(review_id, now, EventKind.ARCHIVED, who, now)

    def bring_back(self, review_id: str, who: str, now: datetime.datetime) -> None:
        """Put a review back among those at hand."""
        self._put(review_id, None, EventKind.BROUGHT_BACK, who, now)

    def delete(self, review_id: str) -> None:
        """Remove a review for good, with its log and its snapshots."""
        with told_plainly("The review was not deleted"), self._engine.begin() as connection:
            lock_review(connection, review_id)
            connection.execute(delete(review_table).where(review_table.c.id == review_id))

    def duplicate(self, review_id: str, title: str, who: str, now: datetime.datetime) -> str:
        """Return the id of a new review with the same base and log as another has now."""
        new_id = new_review_id()
        with told_plainly("The review was not duplicated"), self._engine.begin() as connection:
            original = lock_review(connection, review_id)
            for table, changed in (
                (review_table, {"id": new_id, "title": title, "archived": None, "changed": now}),
                (base_table, {"review_id": new_id}),
                (edit_table, {"review_id": new_id}),
            ):
                key = table.c.id if table is review_table else table.c.review_id
                columns = [
                    literal(changed[column.name], column.type) if column.name in changed else column
                    for column in table.columns
                ]
                taken = select(*columns).where(key == review_id)
                names = [column.name for column in table.columns]
                connection.execute(insert(table).from_select(names, taken))
            note(connection, new_id, EventKind.DUPLICATED_FROM, ("", original), who, now)
        return new_id

    def events(self, review_id: str) -> tuple[Event, ...]:
        """Return what happened to a review as a whole, oldest first."""
        columns = event_table.c
        query = (
            select(columns.kind, columns.before, columns.after, columns.who, columns.at)
            .where(columns.review_id == review_id)
            .order_by(columns.number)
        )
        with told_plainly("The log of the review cannot be read"), self._engine.connect() as reader:
            return tuple(
                Event(kind=EventKind(kind), before=before, after=after, who=who, when=at)
                for kind, before, after, who, at in reader.execute(query)
            )

    def _put(
        self,
        review_id: str,
        archived: datetime.datetime | None,
        kind: EventKind,
        who: str,
        now: datetime.datetime,
    ) -> None:
        with told_plainly("The review was not changed"), self._engine.begin() as connection:
            lock_review(connection, review_id)
            connection.execute(_of(review_id).values(archived=archived))
            note(connection, review_id, kind, ("", ""), who, now)


def new_review_id() -> str:
    """Return an id that no review has and nobody guesses."""
    return "".join(secrets.choice(ID_ALPHABET) for _ in range(ID_LENGTH))


def lock_review(connection: Connection, review_id: str) -> str:
    """Return the title of a review, which no one else writes until the transaction ends.

    Raises:
        UnknownReviewError: there is no such review.
    """
    # An update that changes nothing comes first: it makes other writers wait.
    connection.execute(_of(review_id).values(revision=review_table.c.revision))
    title = connection.scalar(select(review_table.c.title).where(review_table.c.id == review_id))
    if title is None:
        raise UnknownReviewError(review_id)
    return title


def note(
    connection: Connection,
    review_id: str,
    kind: EventKind,
    change: tuple[str, str],
    who: str,
    now: datetime.datetime,
) -> None:
    """Add what happens to a locked review to its events; `change` is before and after."""
    columns = event_table.c
    last = connection.scalar(select(func.max(columns.number)).where(columns.review_id == review_id))
    before, after = change
    connection.execute(
        insert(event_table),
        {
            "review_id": review_id,
            "number": (last or 0) + 1,
            "kind": str(kind),
            "before": before,
            "after": after,
            "who": who,
            "at": now,
        },
    )


def _of(review_id: str) -> Update:
    return update(review_table).where(review_table.c.id == review_id)
