"""Frozen snapshots: what a review said at one revision, kept as it was decided."""

import datetime
from dataclasses import dataclass

from sqlalchemy import Engine, func, insert, select

from bcdr.store.database import told_plainly
from bcdr.store.faults import StoreError
from bcdr.store.schema import snapshot_table
from bcdr.store.shelf import EventKind, lock_review, note


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One snapshot in a list: its number, its name, the revision it holds, who and when."""

    number: int
    name: str
    revision: int
    who: str
    when: datetime.datetime


class Snapshots:
    """The part of a store that keeps snapshots; none is ever changed.

    All methods raise StoreError if the database fails, UnknownReviewError for an unknown id.
    """

    _engine: Engine

    def freeze(
        self,
        review_id: str,
        name: str,
        content: str,
        *,
        revision: int,
        who: str,
        now: datetime.datetime,
    ) -> Snapshot:
        """Keep what a review says at a revision, as a text that comes back as it is."""
        columns = snapshot_table.c
        with told_plainly("The snapshot was not saved"), self._engine.begin() as connection:
            lock_review(connection, review_id)
            query = select(func.max(columns.number)).where(columns.review_id == review_id)
            number = (connection.scalar(query) or 0) + 1
            connection.execute(
                insert(snapshot_table),
                {
                    "review_id": review_id,
                    "number": number,
                    "name": name,
                    "revision": revision,
                    "who": who,
                    "at": now,
                    "content": content,
                },
            )
            note(connection, review_id, EventKind.FROZEN, ("", name), who, now)
        return Snapshot(number=number, name=name, revision=revision, who=who, when=now)

    def snapshots(self, review_id: str) -> tuple[Snapshot, ...]:
        """Return the snapshots of a review without their content, the newest first."""
        columns = snapshot_table.c
        query = (
            select(columns.number, columns.name, columns.revision, columns.who, columns.at)
            .where(columns.review_id == review_id)
            .order_by(columns.number.desc())
        )
        with told_plainly("The snapshots cannot be read"), self._engine.connect() as reader:
            return tuple(
                Snapshot(number=number, name=name, revision=revision, who=who, when=at)
                for number, name, revision, who, at in reader.execute(query)
            )

    def snapshot_content(self, review_id: str, number: int) -> str:
        """Return the text that was frozen.

        Raises:
            StoreError: the review has no such snapshot.
        """
        columns = snapshot_table.c
        query = select(columns.content).where(
            columns.review_id == review_id, columns.number == number
        )
        with told_plainly("The snapshot cannot be read"), self._engine.connect() as reader:
            content = reader.scalar(query)
        if content is None:
            raise StoreError(
                f"Review {review_id!r} has no snapshot {number}. Choose one of the list."
            )
        return content
