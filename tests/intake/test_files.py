"""Several files are read together, and every finding says which one it means."""

from pathlib import Path

import pytest

from bcdr.intake import Code, read_file_tables, read_files, read_workbook
from bcdr.intake.files import sheets_of_files
from bcdr.intake.raw import RawSheet
from tests.intake.books import AS_OF, Rows, book, sheet
from tests.intake.file_sets import by_title, problem, text, together

APPS: Rows = [["Application Name", "RTO (min)", "Owner"], ["Shop", 240, "Ana"], ["HR", 60, ""]]


def test_one_file_is_read_as_a_workbook_is() -> None:
    content = book(Apps=APPS)

    alone = read_workbook(content, name="a.xlsx", as_of=AS_OF)

    assert read_files([("a.xlsx", content)], as_of=AS_OF) == alone


def test_units_of_each_file_are_its_own() -> None:
    hours = [["Application Name", "RTO (hours)"], ["Ledger", 8], ["Shop", 4]]

    found = together(("a.xlsx", book(Apps=APPS)), ("b.csv", text(hours)))

    assert [item.rto_hours for item in by_title(found).values()] == [4, 1, 8]
    assert Code.FILES_DISAGREE not in {item.code for item in found.findings}


def test_the_first_file_counts_and_both_values_are_shown() -> None:
    later = [["Application Name", "RTO (hours)", "Owner"], ["shop", 6, "Bo"], ["HR", 1, "Kim"]]

    found = together(("a.xlsx", book(Apps=APPS)), ("b.csv", text(later)))

    workloads = by_title(found)
    assert (workloads["Shop"].rto_hours, workloads["Shop"].owner) == (4, "Ana")
    assert workloads["HR"].owner == "Kim"
    problems = [str(item) for item in found.findings if item.code == Code.FILES_DISAGREE]
    assert problems == [
        "[b.csv]b!B2: RTO is not what [a.xlsx]Apps says: 'shop: 4 h there, 6 h here'. What was "
        "read first counts. Correct whichever is out of date, or name the file that counts first.",
        "[b.csv]b!C2: Owner is not what [a.xlsx]Apps says: 'shop: Ana there, Bo here'. What was "
        "read first counts. Correct whichever is out of date, or name the file that counts first.",
    ]


def test_row_ids_are_unique_over_all_files() -> None:
    read = read_file_tables([("a.xlsx", book(Apps=APPS)), ("b.csv", text(APPS))])

    ids = [record.id for table in read.tables for record in table.records]
    assert ids == ["shop", "hr", "shop-2", "hr-2"]
    assert [table.sheet for table in read.tables] == ["[a.xlsx]Apps", "[b.csv]b"]
    assert [proposal.file for proposal in read.proposals] == ["a.xlsx", "b.csv"]


def test_sheets_of_the_template_in_two_files_are_joined_by_name() -> None:
    one = {"hub": "North", "site": "Berlin", "node_count": 4}
    two = {"hub": "north", "site": "Bonn", "region": "Rhine"}

    found = together(
        ("a.xlsx", book(Apps=APPS, Hubs=sheet("Hubs", one))),
        ("b.xlsx", book(Hubs=sheet("Hubs", two))),
    )

    assert found.portfolio is not None
    (hub,) = found.portfolio.landscape.hubs
    assert (hub.name, hub.site, hub.region, hub.node_count) == ("North", "Berlin", "Rhine", 4)
    assert "'north: Berlin there, Bonn here'" in problem(found, Code.FILES_DISAGREE)


def test_a_bad_file_is_said_by_name_and_the_others_are_read() -> None:
    found = together(("a.xlsx", book(Apps=APPS)), ("b.xlsx", b""))

    assert set(by_title(found)) == {"Shop", "HR"}
    assert [item.sheet for item in found.findings if item.code == Code.FILE_EMPTY] == ["[b.xlsx]"]


def test_a_file_without_a_list_is_no_fault_beside_one_that_has_it() -> None:
    rules = book(Rules=sheet("Rules", {"rule": "P", "parameter": "option", "operator": "in",
                                       "value": "in-guest-backup"}))  # fmt: skip

    found = together(("a.xlsx", book(Apps=APPS)), ("rules.xlsx", rules))

    assert Code.NO_USABLE_SHEET not in {item.code for item in found.findings}
    assert found.portfolio is not None
    assert len(found.portfolio.rules) == 1


def test_files_of_one_name_in_two_folders_are_told_apart(tmp_path: Path) -> None:
    paths = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        paths.append(tmp_path / folder / "list.csv")
        paths[-1].write_bytes(text(APPS))

    read = read_file_tables(paths)

    names = [sheet.name for sheet in sheets_of_files(paths)]
    assert [table.sheet for table in read.tables] == names
    assert names == ["[list.csv (1)]list", "[list.csv (2)]list"]


@pytest.mark.parametrize("count", [1, 2])
def test_raw_sheets_carry_the_names_that_findings_use(tmp_path: Path, count: int) -> None:
    paths = [tmp_path / f"{place}.csv" for place in range(count)]
    for path in paths:
        path.write_bytes(text([["Application", "RTO"], ["Shop", "soon"], ["HR", "4 h"]]))

    found = read_files(paths, as_of=AS_OF)

    raw: tuple[RawSheet, ...] = sheets_of_files(paths)
    places = {item.sheet for item in found.findings if item.code == Code.NOT_A_DURATION}
    assert places == {one.name for one in raw}
