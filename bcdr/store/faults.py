"""What can go wrong with stored reviews, each fault one sentence that says what to do."""

from typing import Final

ASK_FOR_LIST: Final = "Open it from the list of reviews, or begin a new one."


class StoreError(Exception):
    """The database cannot be opened, read or written; the message says what to do."""


class UnknownReviewError(StoreError, LookupError):
    """No review has this id in this database."""

    def __init__(self, review_id: str) -> None:
        super().__init__(f"There is no review {review_id!r} in this database. {ASK_FOR_LIST}")
        self.review_id = review_id
