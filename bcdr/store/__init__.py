"""Reviews kept in a database: what was read, and every edit made since."""

from bcdr.store.database import DATABASE_URL_VARIABLE
from bcdr.store.faults import StoreError, UnknownReviewError
from bcdr.store.store import ReviewSummary, SaveResult, Store, open_store
from bcdr.store.undo import next_redo, next_undo

__all__ = [
    "DATABASE_URL_VARIABLE",
    "ReviewSummary",
    "SaveResult",
    "Store",
    "StoreError",
    "UnknownReviewError",
    "next_redo",
    "next_undo",
    "open_store",
]
