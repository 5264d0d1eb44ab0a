"""Tables as CSV."""

import csv
import io
from pathlib import Path

from bcdr.report.blocks import CellKind, Column, Medium, Table
from bcdr.report.content import Report
from bcdr.report.csv import BYTE_ORDER_MARK, table_csv, write_csv

TABLE = Table(
    id="t",
    title="T",
    columns=(
        Column(key="title", title="Title", medium=Medium.PAGE),
        Column(key="name", title="Name"),
        Column(key="hours", title="RTO", unit="hours", kind=CellKind.HOURS, group="Today"),
        Column(key="share", title="Used", unit="%", kind=CellKind.SHARE),
        Column(key="state", title="State", kind=CellKind.COVERAGE),
        Column(key="build", title="To build", kind=CellKind.YES_NO),
    ),
    rows=(
        ("page", 'Order, "desk"', 0.1 + 0.2, 0.25, "late-and-lossy", True),
        ("page", "=1+1", "unknown", None, "met", False),
        ("page", "two\nlines", -4.0, 1.0, "unknown", None),
    ),
)


def rows_of(text: str) -> list[list[str]]:
    assert text.startswith(BYTE_ORDER_MARK)
    return list(csv.reader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))


def test_columns_are_headed_with_group_and_unit() -> None:
    assert rows_of(table_csv(TABLE))[0] == [
        "Name",
        "Today: RTO (hours)",
        "Used (share)",
        "State",
        "To build",
    ]


def test_numbers_keep_all_their_figures_and_words_their_meaning() -> None:
    assert rows_of(table_csv(TABLE))[1:] == [
        ['Order, "desk"', "0.30000000000000004", "0.25", "late and lossy", "Yes"],
        ["'=1+1", "unknown", "", "met", "No"],
        ["two\nlines", "-4.0", "1.0", "unknown", ""],
    ]


def test_no_field_of_hostile_names_begins_like_a_formula(hostile_report: Report) -> None:
    for section in hostile_report.sections:
        for table in section.tables:
            for row in rows_of(table_csv(table)):
                for field in row:
                    if field and field[0] in "=+@\t\uff1d":
                        raise AssertionError((table.id, field))
                    if field.startswith("-"):
                        float(field)


def test_every_table_is_written_to_a_file_by_its_id(report: Report, tmp_path: Path) -> None:
    files = write_csv(report, tmp_path / "tables")
    ids = [table.id for section in report.sections for table in section.tables]
    assert [path.name for path in files] == [f"{id_}.csv" for id_ in ids]
    assert {"plan.csv", "copies.csv", "cost-lines.csv", "target-cost.csv", "regulation.csv",
            "quantities.csv"} <= {path.name for path in files}  # fmt: skip
    for path, id_ in zip(files, ids, strict=True):
        assert path.read_bytes().decode() == table_csv(report.table(id_))


def test_every_table_of_the_sample_has_a_line_per_row(report: Report) -> None:
    for section in report.sections:
        for table in section.tables:
            assert len(rows_of(table_csv(table))) == len(table.rows) + 1
