"""Sets a process of ours up for what it does: large arrays that come and go, many small records.

A library must not change the process it is used in, so only what starts one calls this.
"""

import ctypes
import gc
import sys
from functools import cache
from typing import Final

RECORDS_BETWEEN_LOOKS: Final = 50_000
"""New records after which Python looks among them for circles. Ours have none; its own default of
some hundred makes reading many rows half as slow again."""
KEPT_BYTES: Final = 256 * 1024**2
"""Freed memory that is kept for the next arrays, and not given back to the system."""
LARGEST_BYTES: Final = 32 * 1024**2
"""The largest array that is taken from what is kept; the C library allows no more."""

# The names of these settings in malloc.h of the GNU C library.
_M_TRIM_THRESHOLD: Final = -1
_M_MMAP_THRESHOLD: Final = -3


@cache
def prepare_process() -> None:
    """Look for circles less often, and keep freed memory; the second is for Linux alone.

    Memory that goes back to the system comes from it empty, page by page, for every array anew,
    which takes about as long as the arithmetic on it.
    """
    gc.set_threshold(RECORDS_BETWEEN_LOOKS, *gc.get_threshold()[1:])
    if sys.platform == "linux":
        set_option = getattr(ctypes.CDLL(None), "mallopt", None)
        if set_option is not None:
            set_option(_M_TRIM_THRESHOLD, KEPT_BYTES)
            set_option(_M_MMAP_THRESHOLD, LARGEST_BYTES)
