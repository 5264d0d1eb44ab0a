"""Recognising is pure, quick and the same for the same headers."""

from bcdr.intake.raw import RawSheet
from bcdr.intake.recognise import recognise
from bcdr.intake.tables import tables_of
from bcdr.model.recognition import TableRole
from bcdr.model.records import Cell

HEADER: list[Cell] = ["App name", "Owner", "Criticality", "RTO (h)", "RPO (min)", "Data (GB)"]


def sheet(name: str, rows: list[list[Cell]], *, is_visible: bool = True) -> RawSheet:
    return RawSheet(name=name, is_visible=is_visible, rows=rows)


def big(count: int) -> RawSheet:
    filler: list[Cell] = [f"Column {n}" for n in range(19)]
    rows: list[list[Cell]] = [[*HEADER, *filler]]
    rows += [[f"App {n}", "Ana", "High", 4, 15, 100.5, *("text",) * 19] for n in range(count)]
    return sheet("Inventory", rows)


def test_the_same_sheets_give_the_same_proposals() -> None:
    assert recognise("a.xlsx", [big(20)]) == recognise("a.xlsx", [big(20)])


def test_the_same_headers_have_the_same_key_whatever_stands_below() -> None:
    (one,) = recognise("a.xlsx", [big(3)])
    (other,) = recognise("b.xlsx", [big(9)])

    assert one.headers_key == other.headers_key
    assert (one.row_count, other.row_count) == (3, 9)


def test_a_large_sheet_is_recognised_with_all_its_rows() -> None:
    large = big(50_000)

    (proposal,) = recognise("a.xlsx", [large])

    assert proposal.row_count == 50_000


def test_a_hidden_sheet_is_proposed_but_not_read() -> None:
    hidden = sheet("Old", [HEADER, ["Shop", "Ana", "High", 4, 15, 10]], is_visible=False)

    (proposal,) = recognise("a.xlsx", [hidden])

    assert (proposal.role, proposal.reason) == (TableRole.IGNORED, "It is hidden.")
    assert tables_of([hidden], [proposal]).tables == ()


def test_a_sheet_without_a_cell_gives_nothing() -> None:
    assert recognise("a.xlsx", [sheet("Empty", []), sheet("Blank", [["", None]])]) == ()


def test_every_column_that_is_not_used_says_why() -> None:
    (proposal,) = recognise("a.xlsx", [big(3)])

    unused = [column for column in proposal.columns if column.field is None]
    assert len(unused) == 19
    assert all(column.reason.endswith(".") for column in unused)
