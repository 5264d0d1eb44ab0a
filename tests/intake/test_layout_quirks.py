"""One sheet per quirk: where its table is, and which of its rows hold records."""

from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

from bcdr.intake import Code, TablesRead, read_tables
from bcdr.intake.raw import RawSheet
from bcdr.intake.recognise import recognise
from bcdr.model.recognition import Layout, SheetProposal, SkipKind, TableRole, UnitSource
from bcdr.model.records import RecordTable
from tests.intake.books import book, codes, saved

Rows = Sequence[Any]


def proposals(rows: Rows, name: str = "Sheet1") -> tuple[SheetProposal, ...]:
    cells = [["" if cell is None else cell for cell in row] for row in rows]
    return recognise("file.xlsx", [RawSheet(name=name, is_visible=True, rows=cells)])


def proposal(rows: Rows, name: str = "Sheet1") -> SheetProposal:
    (one,) = proposals(rows, name)
    return one


def read(rows: Rows, name: str = "Sheet1") -> TablesRead:
    return read_tables(book(**{name: rows}), "file.xlsx")


def table(found: TablesRead, role: str = "Applications") -> RecordTable:
    (one,) = [item for item in found.tables if item.role == role]
    return one


def names(found: TablesRead) -> list[object]:
    return [record.cells["application"] for record in table(found).records]


LIST: list[list[Any]] = [["Application", "RTO (h)", "Owner"], ["Shop", 4, "Ana"], ["Desk", 8, "Bo"]]


def test_titles_and_empty_rows_above_the_header() -> None:
    found = proposal([["Risk Manager"], ["Table 12. Estimate"], [], *LIST])

    assert (found.header_rows, found.row_count, found.block) == ((4,), 2, "A4:C6")


def test_a_band_over_several_columns_says_what_its_columns_lack() -> None:
    rows = [
        ["", "", "RTO (h)", "", "RPO (h)", ""],
        ["System", "Plant", "Target", "Actual", "Target", "Actual"],
        ["MES", "Graz", 4, 6, 1, 2],
        ["ERP", "Linz", 8, 9, 4, 5],
    ]

    found = proposal(rows)

    fields = {c.letter: c.field for c in found.columns}
    assert fields["C"] == "rto_hours"
    assert fields["D"] == "measured_recovery_hours"
    assert fields["E"] == "rpo_hours"
    assert fields["F"] is None


def test_rows_of_marks_kinds_and_labels_below_the_header() -> None:
    rows = [
        ["application", "rto", "owner"],
        ["Required", "Optional", "Optional"],
        ["Text", "Number", "Text"],
        ["Shop", "4 h", "Ana"],
    ]

    found = proposal(rows)

    assert {item.kind for item in found.skipped} == {SkipKind.REQUIRED, SkipKind.TYPES}
    assert found.row_count == 1


def test_keys_above_labels_are_one_header() -> None:
    rows = [
        ["name", "businessCriticality", "owner"],
        ["Name", "Business Criticality", "Owner"],
        ["SAP", "missionCritical", "Ana"],
    ]

    found = proposal(rows)

    assert found.header_rows == (1,)
    assert [(item.kind, item.rows_text) for item in found.skipped] == [
        (SkipKind.SECOND_HEADER, "2")
    ]


def test_codes_above_labels_leave_the_labels_as_header() -> None:
    found = proposal([["c0030", "c0080", "c0050"], *LIST])

    assert found.header_rows == (2,)


def test_totals_legends_and_notes_below_the_rows_are_left_out() -> None:
    rows = [
        *LIST,
        ["TOTAL", 12, ""],
        [],
        ["Legend"],
        ["RTO: time out of service"],
        ["* agreed with the business in the workshop of last autumn, see the minutes of it"],
    ]

    found = read(rows)

    assert names(found) == ["Shop", "Desk"]
    assert Code.TOTAL_ROW in [code for _, code in codes(found.findings)]
    assert Code.ROWS_LEFT_OUT in [code for _, code in codes(found.findings)]


def test_rows_with_a_number_and_zeros_but_no_name_are_empty() -> None:
    rows = [
        ["#", "Application", "RTO (h)", "Owner"],
        [1, "Shop", 4, "Ana"],
        *([n, "", 0, "#DIV/0!"] for n in range(2, 40)),
    ]

    found = read(rows)

    assert names(found) == ["Shop"]


def test_a_header_that_is_repeated_is_no_application() -> None:
    found = read([*LIST, [], LIST[0], ["Mail", 2, "Cy"]])

    assert names(found) == ["Shop", "Desk", "Mail"]


def test_two_tables_one_below_the_other() -> None:
    rows = [*LIST, [], ["Objectives per tier"], ["Tier", "RTO", "RPO"],
            ["Tier 1", "4 h", "1 h"], ["Tier 2", "24 h", "8 h"]]  # fmt: skip

    found = proposals(rows)

    assert [(item.role, item.layout) for item in found] == [
        (TableRole.APPLICATIONS, Layout.TABLE),
        (TableRole.OBJECTIVES, Layout.TIER_LEGEND),
    ]
    assert [item.row_count for item in found] == [2, 2]


def test_two_tables_side_by_side() -> None:
    rows = [
        ["Application", "RTO", "Owner", "", "Tier", "RTO", "RPO"],
        ["Shop", "4 h", "Ana", "", "Tier 1", "4 h", "1 h"],
        ["Desk", "8 h", "Bo", "", "Tier 2", "24 h", "8 h"],
    ]

    found = proposals(rows)

    assert [(item.role, item.block) for item in found] == [
        (TableRole.APPLICATIONS, "A1:C3"),
        (TableRole.OBJECTIVES, "E1:G3"),
    ]


def test_a_form_with_labels_down_the_side() -> None:
    rows = [
        ["Business impact analysis", ""],
        ["Application name", "Treasury"],
        ["Business owner", "K. Fox"],
        ["RTO", "4 h"],
        ["RPO (min)", 30],
        ["Criticality", "High"],
    ]

    found = read(rows)

    (record,) = table(found).records
    assert record.cells["application"] == "Treasury"
    assert record.cells["rpo_hours"] == 30
    assert {c.field: c.unit for c in table(found).columns}["rpo_hours"] == "min"


def test_applications_as_columns_without_the_marks_and_the_example() -> None:
    rows = [
        ["", "Information", "", "Shop", "Desk", "Example:"],
        ["", "Application", "Required", "Shop", "Desk", "Contoso"],
        ["", "Owner", "Required", "Ana", "Bo", "Jane"],
        ["", "RTO", "Optional", "4 h", "8 h", "Minutes / Hours"],
        ["", "RPO", "Optional", "1 h", "2 h", "Minutes / Hours"],
    ]

    found = read(rows)

    assert names(found) == ["Shop", "Desk"]


def test_a_row_per_attribute() -> None:
    rows = [
        ["Application", "Attribute", "Value"],
        ["Shop", "RTO", "4 h"],
        ["Shop", "Owner", "Ana"],
        ["Desk", "RTO", "8 h"],
    ]

    found = read(rows)

    assert proposal(rows).layout is Layout.LONG
    assert [dict(record.cells) for record in table(found).records] == [
        {"application": "Shop", "rto_hours": "4 h", "owner": "Ana"},
        {"application": "Desk", "rto_hours": "8 h"},
    ]


def test_forms_one_below_the_other() -> None:
    form = [["Application", "Shop"], ["RTO", "4 h"], ["RPO", "1 h"], ["Owner", "Ana"], []]
    other = [["Application", "Desk"], ["RTO", "8 h"], ["RPO", "2 h"], ["Owner", "Bo"], []]

    assert names(read([*form, *other, *form[:4]])) == ["Shop", "Desk", "Shop"]


def test_pairs_are_dependencies_and_make_no_applications() -> None:
    rows = [
        ["Source application", "Relationship type", "Target application"],
        ["Shop", "depends on", "Desk"],
        ["Mail", "used by", "Shop"],
    ]

    found = read(rows)

    assert [item.role for item in found.tables] == ["Dependencies"]
    assert [
        (record.cells["application"], record.cells["depends_on"])
        for record in found.tables[0].records
    ] == [("Shop", "Desk"), ("Shop", "Mail")]


def test_rows_of_two_kinds_are_told_apart() -> None:
    rows = [
        ["Record Type 1", "Application Name", "Description", "Dependency", "Dependency Direction"],
        [1, "Shop", "web", "", ""],
        [1, "Desk", "orders", "", ""],
        [2, "Shop", "", "Desk", "southbound"],
        [2, "Shop", "", "Mail", "northbound"],
    ]

    found = read(rows)

    assert names(found) == ["Shop", "Desk"]
    pairs = table(found, "Dependencies").records
    assert [(r.cells["application"], r.cells["depends_on"]) for r in pairs] == [
        ("Shop", "Desk"),
        ("Mail", "Shop"),
    ]


def test_several_disks_of_a_machine_are_summed_up() -> None:
    rows = [
        ["Server name", "Cores", "Memory (In MB)", "OS name", "Disk 1 size (In GB)",
         "Disk 2 size (In GB)"],
        ["fs1", 2, 4096, "Windows Server 2019", 60, 100.5],
        ["fs2", 2, 4096, "Windows Server 2019", 40, ""],
    ]  # fmt: skip

    found = read(rows)

    machines = table(found, "VMs")
    assert [record.cells["data_gb"] for record in machines.records] == ["172.3355628 GB", 40]
    assert {c.unit for c in machines.columns if c.field == "data_gb"} == {"GiB"}


def test_objectives_that_share_a_cell_give_three_fields() -> None:
    rows = [["name", "objectives"], ["pay", "rto: 1h,rpo: 2h,mtd: 3h"]]

    found = proposal(rows)

    assert {c.field for c in found.columns if c.letter == "B"} == {
        "rto_hours",
        "rpo_hours",
        "mtd_hours",
    }


def test_headers_that_stand_twice_belong_to_the_first_block() -> None:
    rows = [
        ["Parent process", "RTO", "Sub-process", "RTO"],
        ["Assembly", "2 days", "QA", "1 day"],
    ]

    found = proposal(rows)

    assert found.column("rto_hours") is not None
    assert [c.field for c in found.columns] == ["application", "rto_hours", "workload", None]
    assert "says it better" in found.columns[3].reason


def test_megabytes_of_rvtools_are_mebibytes_and_its_memory_needs_no_unit() -> None:
    rows = [
        ["VM", "Powerstate", "Template", "CPUs", "Memory", "In Use MB", "Host"],
        ["web1", "poweredOn", "False", 1, 4096, 62420, "esx1"],
    ]

    found = proposal(rows, "vInfo")

    memory, data = found.column("memory_gb"), found.column("data_gb")
    assert memory is not None
    assert data is not None
    assert found.family == "RVTools vInfo"
    assert (memory.unit, memory.unit_source) == ("MiB", UnitSource.FAMILY)
    assert (data.unit, data.unit_source) == ("MiB", UnitSource.HEADER)


def test_a_backup_report_never_gives_objectives() -> None:
    rows = [
        ["VM Name", "Job Name", "Last Backup", "RPO (hours)", "Repository"],
        ["app01", "Daily", "2026-05-10 23:12", 24, "Repo 1"],
    ]

    found = proposal(rows)

    assert found.role is TableRole.BACKUPS
    assert found.columns[3].field is None
    assert "not what is required" in found.columns[3].reason


def test_a_column_without_a_header_may_hold_the_names() -> None:
    found = read([["", "RTO", "RPO"], ["Shop", "4 h", "1 h"], ["Desk", "8 h", "2 h"]])

    assert names(found) == ["Shop", "Desk"]


def test_cells_merged_downwards_in_a_foreign_list_hold_for_each_row() -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Inventory"
    for row in (["App name", "Component", "RTO"], ["Shop", "Web", "4 h"], [None, "DB", "8 h"]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")

    found = read_tables(saved(workbook), "book.xlsx")

    assert names(found) == ["Shop", "Shop"]
    assert ("Inventory!A2", Code.MERGED_CELLS) in codes(found.findings)


def test_a_list_of_something_else_is_left_alone_with_its_reason() -> None:
    rows = [
        ["Company", "Position", "Application Date", "Interview Date", "Salary"],
        ["Acme", "Engineer", "2026-01-02", "2026-01-09", 100000],
    ]

    found = read(rows, "applications")

    assert found.tables == ()
    assert "not software" in next(
        item.problem for item in found.findings if item.code == Code.SHEET_NOT_USED
    )


def test_beside_the_template_other_lists_are_not_read() -> None:
    found = read_tables(book(Applications=[["Application"], ["Shop"]], Old=LIST), "book.xlsx")

    assert [item.sheet for item in found.tables] == ["Applications"]
