"""Forms of several things keep the names of the things, with or without a label."""

from bcdr.intake.raw import RawSheet
from bcdr.intake.recognise import recognise
from bcdr.model.recognition import Layout, SheetProposal
from bcdr.model.records import Cell


def _only(*rows: list[Cell]) -> SheetProposal:
    sheet = RawSheet(name="Needs", is_visible=True, rows=list(rows))
    (proposal,) = recognise("needs.xlsx", [sheet])
    return proposal


def test_names_above_a_blank_corner_are_applications() -> None:
    proposal = _only(
        ["Recovery needs", "", ""],
        ["", "Webshop", "Payroll"],
        ["Owner", "Ann", "Cyd"],
        ["RTO", "2 h", "24 h"],
        ["RPO", "15 min", "24 h"],
    )

    names = [c for c in proposal.columns if c.field == "application"]
    assert proposal.layout is Layout.TRANSPOSED
    assert [c.samples for c in names] == [("Webshop", "Payroll")]


def test_ranks_above_a_blank_corner_make_a_legend() -> None:
    proposal = _only(
        ["", "Mission critical", "Business critical", "Administrative"],
        ["RTO", "1 h", "4 h", "5 d"],
        ["RPO", "0", "15 min", "24 h"],
        ["MTD", "4 h", "12 h", "14 d"],
    )

    assert proposal.layout is Layout.TIER_LEGEND


def test_a_title_above_the_things_is_no_label() -> None:
    proposal = _only(
        ["Criticality of applications", "", ""],
        ["Application", "Webshop", "Payroll"],
        ["RTO", "2 h", "24 h"],
        ["RPO", "15 min", "24 h"],
    )

    assert "criticality" not in proposal.fields
