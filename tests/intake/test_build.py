"""Tables become a portfolio, also after edits."""

import datetime
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bcdr.intake import Code, build, read_tables
from bcdr.model.columns import APPLICATIONS, SHEETS
from bcdr.model.records import ColumnMatch, Record, RecordTable
from bcdr.model.review import PRESENT, ROW_FIELD, Edit, fold
from tests.intake.books import AS_OF, book, codes, sheet

NOW = datetime.datetime(2026, 6, 1, 12, tzinfo=datetime.UTC)


def edit(row_id: str, field: str, after: object) -> Edit:
    return Edit(
        table="Applications",
        row_id=row_id,
        field=field,
        before=None,
        after=after,  # type: ignore[arg-type]  # tests write cells of any kind
        who="Ana",
        when=NOW,
    )


def test_the_same_tables_give_the_same_reading() -> None:
    tables = read_tables(book(Applications=sheet("Applications", {"application": "Shop"}))).tables

    assert build(tables, as_of=AS_OF) == build(tables, as_of=AS_OF)


def test_an_edit_is_read_like_a_cell_of_the_file() -> None:
    base = read_tables(
        book(Applications=sheet("Applications", {"application": "Shop", "rto_hours": "soon"}))
    ).tables
    before = build(base, as_of=AS_OF)
    after = build(fold(base, [edit("shop", "rto_hours", "4 h")]), as_of=AS_OF)

    assert codes(before) == [("Applications!B2", Code.NOT_A_DURATION)]
    assert codes(after) == []
    assert after.portfolio is not None
    assert after.portfolio.workloads[0].rto_hours == 4


def test_a_name_that_changes_keeps_the_id() -> None:
    base = read_tables(book(Applications=sheet("Applications", {"application": "Shop"}))).tables

    after = build(fold(base, [edit("shop", "application", "Web shop")]), as_of=AS_OF)

    assert after.portfolio is not None
    assert [(item.id, item.application) for item in after.portfolio.workloads] == [
        ("shop", "Web shop")
    ]


def test_a_row_made_in_the_app_is_named_by_its_id() -> None:
    tables = fold(
        (),
        [
            edit("new-1", ROW_FIELD, PRESENT),
            edit("new-1", "application", "Shop"),
            edit("new-1", "rto_hours", "soon"),
        ],
    )

    found = build(tables, as_of=AS_OF)

    assert found.is_usable
    assert codes(found) == [("Applications!new-1", Code.NOT_A_DURATION)]


def test_nothing_is_not_usable() -> None:
    found = build((), as_of=AS_OF)

    assert (found.portfolio, found.findings, found.counts["workloads"]) == (None, (), 0)


def test_counts_say_what_became_of_the_rows() -> None:
    content = book(
        Applications=sheet(
            "Applications",
            {"application": "Shop", "workload": "Web", "rto_hours": "soon"},
            {"application": "Shop", "workload": "Database"},
            {"application": "Total"},
            {"rto_hours": 4},
        )
    )
    tables = read_tables(content)

    found = build(tables.tables, as_of=AS_OF)

    assert found.has_errors
    assert {name: found.counts[name] for name in ("rows_read", "workloads", "applications")} == {
        "rows_read": 3,
        "workloads": 2,
        "applications": 1,
    }
    assert (found.counts["rows_skipped"], found.counts["errors"]) == (1, 2)


def test_ten_thousand_full_rows_become_ten_thousand_workloads() -> None:
    examples = {c.field: c.example for c in APPLICATIONS.columns if c.example}
    examples |= {"depends_on": "App 0 / W0", "current_target": "Vault"}
    table = RecordTable(
        role="Applications",
        sheet="Applications",
        header_row=1,
        columns=tuple(
            ColumnMatch(header=c.header, letter="A", field=c.field, unit=c.unit, confidence=1.0)
            for c in APPLICATIONS.columns
        ),
        records=(),
    )
    records = tuple(
        Record(
            id=f"row-{number}",
            row=number + 2,
            cells={
                **examples,
                "application": f"App {number // 3}",
                "workload": f"W{number % 3}",
                "data_gb": float(number),
                "notes": f"note {number}",
            },
        )
        for number in range(10_000)
    )
    table = replace(table, records=records)

    found = build((table,), as_of=AS_OF)

    assert found.counts["workloads"] == 10_000


CELLS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.sampled_from(["Shop", "Desk", "Shop / Web", "4 h", "Hub North", "azure", "no-recovery; ;"]),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


@given(st.data())
def test_no_cells_make_the_reader_fail_or_lose_a_row_in_silence(data: st.DataObject) -> None:
    tables: list[RecordTable] = []
    for sheet_spec in SHEETS.values():
        rows = data.draw(
            st.lists(st.dictionaries(st.sampled_from(sheet_spec.fields), CELLS), max_size=4)
        )
        records = tuple(
            Record(id=f"{sheet_spec.name}-{row}", row=row, cells=cells)
            for row, cells in enumerate(rows, start=2)
        )
        tables.append(
            RecordTable(
                role=sheet_spec.name,
                sheet=sheet_spec.name,
                header_row=1,
                columns=(),
                records=records,
            )
        )

    found = build(tables, as_of=AS_OF)

    rows_of_applications = len(tables[0].records)
    left_out = [item for item in found.findings if item.sheet == "Applications"]
    assert found.counts["workloads"] == rows_of_applications or left_out
    if found.portfolio is not None:
        hubs = {hub.name for hub in found.portfolio.landscape.hubs}
        assert {item.hub for item in found.portfolio.workloads} <= {*hubs, None}
        ids = [item.id for item in found.portfolio.workloads]
        assert len(set(ids)) == len(ids)
        assert all(one in ids and other in ids for one, other in found.portfolio.edges)
