"""Reviews kept in a database: what was read, every edit made since, and snapshots of them."""

from bcdr.store.database import DATABASE_URL_VARIABLE
from bcdr.store.faults import StoreError, UnknownReviewError
from bcdr.store.shelf import Event, EventKind
from bcdr.store.snapshots import Snapshot
from bcdr.store.store import ReviewSummary, SaveResult, Store, open_store
from bcdr.store.undo import next_redo, next_undo

__all__ = [
    "DATABASE_URL_VARIABLE",
    "Event",
    "EventKind",
    "ReviewSummary",
    "SaveResult",
    "Snapshot",
    "Store",
    "StoreError",
    "UnknownReviewError",
    "next_redo",
    "next_undo",
    "open_store",
]
