"""A file of corrections is written from proposals, edited by a person and read back."""

import json
from pathlib import Path

import pytest

from bcdr.intake import MapFileError, read_map, read_tables, write_map
from bcdr.model.recognition import SheetCorrection, TableRole
from tests.intake.books import Rows, book

ROWS: Rows = [['Application "Name"', "RTO (min)", "RTO (min)", "Colour\\shade", ""],
        ["Shop", 30, 60, "red", "x"]]  # fmt: skip


@pytest.mark.parametrize("name", ["map.toml", "map.json", "map"])
def test_what_is_written_is_read_back_and_changes_nothing(tmp_path: Path, name: str) -> None:
    read = read_tables(book(List=ROWS), "a.xlsx")
    path = tmp_path / name

    write_map(path, read.proposals)

    (found,) = read_map(path)
    assert found.headers_key == read.proposals[0].headers_key
    assert found.role is read.proposals[0].role
    again = read_tables(book(List=ROWS), "a.xlsx", corrections=[found])
    assert [t.records for t in again.tables] == [t.records for t in read.tables]
    assert [[c.field for c in t.columns] for t in again.tables] == [
        [c.field for c in t.columns] for t in read.tables
    ]


def test_headers_that_stand_twice_are_named_by_their_letters(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"

    write_map(path, read_tables(book(List=ROWS), "a.xlsx").proposals)

    (found,) = read_map(path)
    assert {"B", "C"} <= found.fields.keys()
    assert 'Application "Name"' in found.fields


def test_blank_words_mean_no_role_and_a_column_that_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text(
        '[[tables]]\nheaders_key = "k"\n[tables.fields]\n"Colour" = ""\n"B" = "owner"\n'
        '[tables.units]\nC = ""\nD = "min"\n',
        encoding="utf-8",
    )

    assert read_map(path) == (
        SheetCorrection(headers_key="k", fields={"Colour": None, "B": "owner"}, units={"D": "min"}),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("tables = 3", "holds no tables. Write one with `bcdr check FILE --write-map MAP`"),
        ("[[tables]\n", r"map.toml cannot be read: .* Mend that line"),
        ("[[tables]]\nrole = 'VMs'", "a table has no headers_key. Keep the one"),
        ("[[tables]]\nheaders_key = 'k'\nrole = 'Cars'", "'Cars' is no role. Write one of Appl"),
        ("[[tables]]\nheaders_key = 'k'\ncolour = 1", "'colour' is nothing a table has"),
        ("[[tables]]\nheaders_key = 'k'\nfields = 'x'", "fields is no list of"),
        (
            "[[tables]]\nheaders_key = 'k'\nrole = 'vms'\n[tables.fields]\nA = 'rto_hours'",
            "'rto_hours' for the column 'A' is no field of VMs. Write one of",
        ),
    ],
)
def test_what_cannot_be_used_is_quoted_with_what_to_do(
    tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / "map.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(MapFileError, match=message):
        read_map(path)


def test_json_holds_the_same(tmp_path: Path) -> None:
    path = tmp_path / "map.json"
    tables = [{"headers_key": "k", "role": "ignored", "fields": {}, "units": {}}]
    path.write_text(json.dumps({"tables": tables}), encoding="utf-8")

    assert read_map(path) == (SheetCorrection(headers_key="k", role=TableRole.IGNORED),)
