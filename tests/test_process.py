"""What starts a process of ours sets it up; what is imported leaves it alone."""

import platform
import subprocess
import sys

import pytest

# Arrays that come and go; pages of memory that the system had to give for them.
COMING_AND_GOING = """
import resource
import numpy as np
def faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for number in range(200):
    if number == 20:
        before = faults()
    kept = [np.ones(250_000) for _ in range(4)]
    del kept
print(faults() - before)
"""
PREPARED = "from bcdr.process import prepare_process; prepare_process()\n"


def output(code: str) -> str:
    """What a new process prints."""
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    ).stdout


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="this C library has no such setting")
def test_memory_of_arrays_is_used_again() -> None:
    as_it_is, prepared = int(output(COMING_AND_GOING)), int(output(PREPARED + COMING_AND_GOING))
    assert prepared < as_it_is / 10


@pytest.mark.parametrize(("begin", "is_prepared"), [("import bcdr\n", False), (PREPARED, True)])
def test_records_are_looked_through_less_often_where_asked_for(
    begin: str, is_prepared: bool
) -> None:
    thresholds = "import gc; print(gc.get_threshold()[0])"
    assert (int(output(begin + thresholds)) > int(output(thresholds))) is is_prepared
