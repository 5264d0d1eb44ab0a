"""Single cells of a review: where they stand."""

import datetime

from bcdr.model.records import Record, RecordTable
from bcdr.model.review import ReviewState
from bcdr.ui.cells import cell_of_workload, cells_by_words, entity_types_cell

NOW = datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)


def table(role: str, *records: Record) -> RecordTable:
    return RecordTable(role=role, sheet=role, header_row=1, columns=(), records=records)


def record(id_: str, **cells: object) -> Record:
    return Record(id=id_, row=2, cells=cells)


REVIEW = ReviewState(
    id="r1",
    title="t",
    source=None,
    tables=(
        table("Applications", record("pay", application="Payroll", rto_hours="4 h", rpo_hours=" ")),
        table("Targets", record("vault", target="Vault", site="Hamburg")),
    ),
    revision=3,
    created=NOW,
    changed=NOW,
)


def test_a_cell_of_a_workload_is_found_with_what_it_holds() -> None:
    cell = cell_of_workload(REVIEW, "pay", "rto_hours")
    assert cell is not None
    assert (cell.sheet, cell.row_id, cell.column.header, cell.text) == (
        "Applications", "pay", "RTO", "4 h",
    )  # fmt: skip


def test_blank_text_is_nothing() -> None:
    cell = cell_of_workload(REVIEW, "pay", "rpo_hours")
    assert cell is not None
    assert (cell.held, cell.text) == (None, "")


def test_a_row_that_is_not_there_has_no_cell() -> None:
    assert cell_of_workload(REVIEW, "nobody", "rto_hours") is None
    assert cells_by_words(REVIEW, "Targets", "Azure", "Site") == ()
    assert cells_by_words(REVIEW, "Nothing", "Vault", "Site") == ()


def test_words_find_the_columns_they_name() -> None:
    assert fields("Site and Region") == ["site", "region"]
    assert fields("Immutable or Isolated") == ["is_immutable", "is_isolated"]
    assert fields("Site and region of the target") == ["site", "region"]
    assert fields("link (mbit/s)") == ["link_mbit_per_s"]
    assert fields("How it is protected") == []


def test_a_target_is_found_by_its_name_whatever_the_case() -> None:
    (cell,) = cells_by_words(REVIEW, "Targets", " vAULT", "Site")
    assert (cell.row_id, cell.text) == ("vault", "Hamburg")


def test_a_setting_that_is_not_written_yet_brings_its_name_along() -> None:
    cell = entity_types_cell(REVIEW)
    assert (cell.sheet, cell.row_id, cell.names) == (
        "Settings", "entity-types", (("setting", "entity-types"),),
    )  # fmt: skip


def fields(words: str) -> list[str]:
    return [cell.column.field for cell in cells_by_words(REVIEW, "Targets", "Vault", words)]
