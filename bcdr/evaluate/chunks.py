"""Cuts rows of workloads into chunks whose arrays the processor can hold, for threads to share."""

from collections.abc import Iterator
from math import ceil
from os import cpu_count

from bcdr.evaluate.axes import Codes


def threads() -> int:
    """Return how many threads can work at a time, one for each processor."""
    return cpu_count() or 1


def chunks_of(rows: Codes, size: int) -> Iterator[Codes]:
    """Return rows of workloads in chunks."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def even_chunks(rows: Codes, *, least: int, most: int) -> Iterator[Codes]:
    """Return rows in as many chunks for one thread as for another, so that none idles at the end.

    No chunk is larger than `most`, and none is cut smaller than `least`.
    """
    turns = ceil(len(rows) / (most * threads()))
    size = ceil(len(rows) / max(turns * threads(), 1))
    return chunks_of(rows, min(most, max(least, size)))
