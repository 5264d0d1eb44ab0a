"""Several files as people have them, read together: exports, reports, registers, legends."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bcdr.intake import Reading, read_files
from bcdr.model.portfolio import Workload
from bcdr.model.recognition import SheetCorrection
from tests.intake.books import AS_OF, Rows, book

READING_CODES = frozenset(
    {"sheet-guessed", "column-not-used", "column-twice", "column-guessed", "look-alike"}
    | {"unit-from-header", "unit-assumed", "hubs-assumed", "targets-assumed", "rows-left-out"}
)
"""Codes of how headers were understood, which every foreign list has."""

APPS: Rows = [
    ["Application Name", "RTO (hours)", "RPO (hours)"],
    ["Shop", 4, 1],
    ["HR", 24, 24],
    ["Ledger", 8, 1],
    ["Directory", 2, 1],
]
VINFO: Rows = [
    ["VM", "Powerstate", "Template", "CPUs", "Memory", "Provisioned MiB", "In Use MiB",
     "Datacenter", "Cluster", "Host", "Folder", "OS according to the VMware Tools"],
    ["shop-web-01", "poweredOn", "False", 4, 8192, 102400, 51200, "HAM", "CL1", "esx1",
     "/HAM/vm/Shop", "Ubuntu Linux (64-bit)"],
    ["shop-db-01", "poweredOn", "False", 8, 65536, 512000, 256000, "HAM", "CL1", "esx1",
     "/HAM/vm/Shop", "Ubuntu Linux (64-bit)"],
    ["hr-app-01", "poweredOff", "False", 2, 4096, 51200, 20480, "HAM", "CL1", "esx2",
     "/HAM/vm/HR", "Ubuntu Linux (64-bit)"],
    ["golden-image", "poweredOff", "True", 2, 4096, 51200, 20480, "HAM", "CL1", "esx2",
     "/HAM/vm/Templates", "Ubuntu Linux (64-bit)"],
]  # fmt: skip


def sheets(**found: Any) -> bytes:
    """A workbook with these sheets."""
    return book(**found)


def text(rows: Any, separator: str = ",") -> bytes:
    """A text file with these rows."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator).writerows(rows)
    return stream.getvalue().encode()


def together(
    *files: tuple[str, bytes], corrections: Sequence[SheetCorrection] = (), grouping: str = ""
) -> Reading:
    """The reading of files, with a way of grouping VMs where one is given."""
    chosen = [("settings.xlsx", book(Settings=[["Setting", "Value"], ["vm-grouping", grouping]]))]
    return read_files([*files, *(chosen if grouping else [])], as_of=AS_OF, corrections=corrections)


def said(found: Reading, *also_left_out: str) -> list[tuple[str, str]]:
    """Place and code of what was found beside how headers were understood."""
    left_out = READING_CODES | set(also_left_out)
    return [(item.place, str(item.code)) for item in found.findings if item.code not in left_out]


def problem(found: Reading, code: str) -> str:
    """The only problem with a code, with its remedy."""
    (one,) = [item for item in found.findings if item.code == code]
    return f"{one.problem} {one.remedy}"


def by_title(found: Reading) -> Mapping[str, Workload]:
    """The workloads of a reading by title."""
    assert found.portfolio is not None, [str(item) for item in found.findings]
    return {workload.title: workload for workload in found.portfolio.workloads}


def facts(workloads: Iterable[Workload], *fields: str) -> list[tuple[Any, ...]]:
    """Some fields of each workload."""
    return [tuple(getattr(workload, field) for field in fields) for workload in workloads]
