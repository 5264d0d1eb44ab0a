"""A matrix of dependencies, applications down and across, is read as pairs."""

import pytest

from bcdr.intake.dependency_matrix import grid_of_matrix
from bcdr.intake.header_rows import Area
from bcdr.intake.raw import RawSheet
from bcdr.intake.recognise import recognise
from bcdr.intake.tables import tables_of
from bcdr.model.recognition import Layout, TableRole
from bcdr.model.records import Cell

NAMES = ("Shop", "Ledger", "Directory", "Storage")


def matrix(corner: str = "", mark: str = "x", title: str = "") -> list[list[Cell]]:
    rows: list[list[Cell]] = [
        [corner, *NAMES],
        ["Shop", "-", mark, mark, ""],
        ["Ledger", "", "-", mark, mark],
        ["Directory", "", "", "-", ""],
        ["Storage", "", "", "", "-"],
    ]
    return [[title, "", "", "", ""], *rows] if title else rows


def pairs_of(rows: list[list[Cell]]) -> set[tuple[Cell, Cell]]:
    grid = grid_of_matrix(rows, Area(0, len(rows) - 1, 0, max(map(len, rows)) - 1))
    return {(one, other) for one, other in grid.rows[1:]} if grid is not None else set()


ROW_NEEDS_COLUMN = {
    ("Shop", "Ledger"), ("Shop", "Directory"), ("Ledger", "Directory"), ("Ledger", "Storage"),
}  # fmt: skip


@pytest.mark.parametrize("mark", ["x", "X", "1", "✓", "yes", "High", "D"])
def test_a_mark_says_that_the_row_needs_the_column(mark: str) -> None:
    assert pairs_of(matrix(mark=mark)) == ROW_NEEDS_COLUMN


def test_a_title_above_changes_nothing() -> None:
    assert pairs_of(matrix(title="Dependencies 2026")) == ROW_NEEDS_COLUMN


@pytest.mark.parametrize("corner", ["Used by", "Required by", "Supports"])
def test_a_corner_may_turn_the_matrix_round(corner: str) -> None:
    turned = {(other, one) for one, other in ROW_NEEDS_COLUMN}

    assert pairs_of(matrix(corner)) == turned


def test_a_corner_that_says_depends_on_needs_few_names_on_both_sides() -> None:
    rows: list[list[Cell]] = [
        ["Depends on", "Directory", "DNS", "SAN", "Shop"],
        ["Shop", "x", "x", "", "-"],
        ["Ledger", "x", "", "x", ""],
        ["Intranet", "", "x", "", ""],
    ]

    assert ("Ledger", "SAN") in pairs_of(rows)
    assert pairs_of([["Application", *rows[0][1:]], *rows[1:]]) == set()


def test_numbers_and_texts_between_the_names_make_no_matrix() -> None:
    assert pairs_of(matrix(mark="nightly file by SFTP")) == set()


def test_no_and_zero_are_no_marks() -> None:
    assert pairs_of(matrix(mark="no")) == set()
    assert pairs_of(matrix(mark="0")) == set()


def test_a_matrix_is_read_into_dependencies() -> None:
    sheet = RawSheet(name="Matrix", is_visible=True, rows=matrix("Depends on"))
    proposals = recognise("matrix.xlsx", [sheet])
    (table,) = tables_of([sheet], proposals).tables

    assert [(p.role, p.layout) for p in proposals] == [(TableRole.DEPENDENCIES, Layout.EDGES)]
    assert {(r.get("application"), r.get("depends_on")) for r in table.records} == ROW_NEEDS_COLUMN
    assert [record.row for record in table.records] == [2, 2, 3, 3]
