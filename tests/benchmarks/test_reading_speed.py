"""How fast a file is read safely, as ratios of one run. Figures are printed, never asserted.

Run `pytest tests/benchmarks/test_reading_speed.py -s` to see them.
"""

import datetime
import io
import random
from collections.abc import Sequence

import pytest
from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from bcdr.intake import read_tables, reading_of
from bcdr.intake.alike import alike_names
from bcdr.intake.package import inspect
from bcdr.intake.raw import read_raw
from bcdr.model.columns import APPLICATIONS
from tests.benchmarks.large import timed

ROWS, COLUMNS, TYPED_ROWS, TIMES = 100_000, 25, 5_000, 5
RUNS = 4
AS_OF = datetime.date(2026, 6, 1)


def written(rows: int, headers: list[str]) -> bytes:
    """Return a workbook of texts, words that repeat, round numbers and others."""
    chance = random.Random(20261122)  # noqa: S311  the same file each time
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Applications")
    sheet.append(headers)
    for row in range(rows):
        sheet.append(
            [
                *(f"Application {row}", f"srv-{row:06d}", f"owner{row % 500}@example.org"),
                *(chance.choice(["Prod", "Test"]), chance.choice(["Tier 1", "Tier 2", None])),
                *(chance.choice([1, 4, 8, 24, 72]) for _ in range(5)),
                *(round(chance.random() * 1000, 2) for _ in range(len(headers) - 11)),
                f"Free note {chance.randrange(50_000)}",
            ][: len(headers)]
        )
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def plainly(content: bytes) -> Sequence[Sequence[object]]:
    """Return the cells as the fast reader gives them, with no guard at all."""
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    return sheet.to_python(skip_empty_area=False)


def test_a_safe_read_against_the_reader_itself(capsys: pytest.CaptureFixture[str]) -> None:
    content = written(ROWS, [f"Column {number}" for number in range(COLUMNS)])
    of_reader, of_inspection, of_raw = [], [], []
    for _ in range(RUNS):  # by turns, so that what else the machine does weighs on all alike
        seconds, plain = timed(lambda: plainly(content))
        of_reader.append(seconds)
        of_inspection.append(timed(lambda: inspect(content, "large.xlsx"))[0])
        seconds, found = timed(lambda: read_raw(content, "large.xlsx"))
        of_raw.append(seconds)
        assert found.sheets[0].rows == plain
        del plain, found

    with capsys.disabled():
        print(
            f"\n{ROWS:,} x {COLUMNS} cells, {len(content) / 1e6:.1f} MB: the reader alone "
            f"{min(of_reader):.2f} s; read safely {min(of_raw):.2f} s, "
            f"{min(of_raw) / min(of_reader):.2f} times as long, of which the inspection "
            f"{min(of_inspection):.2f} s."
        )


def test_typing_apart_from_reading(capsys: pytest.CaptureFixture[str]) -> None:
    headers = [column.header for column in APPLICATIONS.columns][:COLUMNS]
    content = written(TYPED_ROWS, headers)
    of_raw, _ = timed(lambda: read_raw(content, "list.xlsx"), runs=2)
    of_tables, tables = timed(lambda: read_tables(content, "list.xlsx"), runs=2)
    of_typing, reading = timed(lambda: reading_of(tables, as_of=AS_OF))
    more_tables = read_tables(written(TYPED_ROWS * TIMES, headers), "list.xlsx")
    of_more, _ = timed(lambda: reading_of(more_tables, as_of=AS_OF))

    assert len(tables.tables[0].records) == TYPED_ROWS
    assert reading.findings
    with capsys.disabled():
        print(
            f"\n{TYPED_ROWS:,} x {len(headers)} cells: read safely {of_raw:.2f} s, found and laid "
            f"out in {of_tables - of_raw:.2f} s, typed and checked in {of_typing:.2f} s; "
            f"{TIMES} times the rows are typed and checked in {of_more / of_typing:.1f} times the "
            "time."
        )


def test_names_that_are_probably_one(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["Payment", "Customer", "Warehouse", "Reporting", "Directory", "Settlement"]
    names = [
        f"{words[n % 6]} {words[n // 6 % 6]}{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}ne {n}"
        for n in range(TYPED_ROWS * TIMES)
    ]
    of_few, few = timed(lambda: alike_names(names[:TYPED_ROWS]), runs=2)
    of_many, many = timed(lambda: alike_names(names))

    assert set(few) <= set(many)
    with capsys.disabled():
        print(
            f"\n{len(names):,} names are compared in {of_many:.2f} s, "
            f"{of_many / of_few:.1f} times the time of {TYPED_ROWS:,}."
        )
