"""Workbooks for tests, each a few rows long, and findings as (place, code) pairs."""

import datetime
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook

from bcdr.intake import Reading, read_workbook
from bcdr.model.columns import SHEETS
from bcdr.model.findings import Finding
from bcdr.model.portfolio import Portfolio, Workload

AS_OF = datetime.date(2026, 6, 1)

Rows = Sequence[Sequence[Any]]


def book(**sheets: Rows) -> bytes:
    """An .xlsx file with these sheets, each given as its rows from A1 on."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return saved(workbook)


def saved(workbook: Workbook) -> bytes:
    """The bytes of a workbook."""
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def sheet(name: str, *rows: Mapping[str, Any]) -> Rows:
    """The rows of a sheet of the contract, from its fields; only the fields used get a column."""
    spec = SHEETS[name]
    used = [column for column in spec.columns if any(column.field in row for row in rows)]
    return [
        [column.header for column in used],
        *([row.get(column.field) for column in used] for row in rows),
    ]


def read(content: bytes, name: str = "book.xlsx") -> Reading:
    """The reading of a file at the date of these tests."""
    return read_workbook(content, name=name, as_of=AS_OF)


def reading(*rows: Mapping[str, Any], **others: Iterable[Mapping[str, Any]]) -> Reading:
    """The reading of a workbook with these rows on Applications, and on other sheets."""
    sheets = {"Applications": sheet("Applications", *rows)}
    sheets |= {name: sheet(name, *found) for name, found in others.items()}
    return read(book(**sheets))


def portfolio(*rows: Mapping[str, Any], **others: Iterable[Mapping[str, Any]]) -> Portfolio:
    """The portfolio of such a workbook."""
    found = reading(*rows, **others).portfolio
    assert found is not None
    return found


def workload(**cells: Any) -> Workload:
    """The workload of a workbook with one row."""
    return portfolio({"application": "Order desk", **cells}).workloads[0]


ASSUMED = frozenset({"hubs-assumed", "targets-assumed"})
"""Codes that every list without Hubs and targets has; `codes` leaves them out."""


def codes(found: Reading | Iterable[Finding]) -> list[tuple[str, str]]:
    """Place and code of each finding, without those that a list alone always has."""
    findings = found.findings if isinstance(found, Reading) else found
    return [(item.place, item.code) for item in findings if item.code not in ASSUMED]


def finding(found: Reading, code: str) -> Finding:
    """The only finding with a code."""
    (one,) = [item for item in found.findings if item.code == code]
    return one


def with_part(content: bytes, part: str, text: str | bytes) -> bytes:
    """A package in which one part is replaced or added."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            if info.filename != part:
                new.writestr(info.filename, old.read(info.filename))
        new.writestr(part, text)
    return stream.getvalue()
