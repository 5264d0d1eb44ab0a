"""A process that counts up in a review and prints each save, until it dies as it was told.

Arguments: database URL, review id, and `die-after-save-N`, `die-in-save-N` or `go-on`.
"""

import itertools
import os
import sys

from sqlalchemy import event

from bcdr.store import open_store
from tests.store.factories import edit

DIED = 9


def main(url: str, review_id: str, how_it_ends: str) -> None:
    store = open_store(url)
    how, _, last = how_it_ends.rpartition("-")
    for count in itertools.count(1):
        if how == "die-in-save" and count == int(last):
            # Called with all statements sent and the commit still to come.
            event.listen(store._engine, "commit", lambda _: os._exit(DIED))
        result = store.append(review_id, [edit(field="count", before=count - 1, after=count)])
        print(result.revision, flush=True)
        if how == "die-after-save" and count == int(last):
            os._exit(DIED)


if __name__ == "__main__":
    main(*sys.argv[1:])
