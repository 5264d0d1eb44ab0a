"""The names of machines are found by what the other columns are."""

import pytest

from bcdr.intake.raw import RawSheet
from bcdr.intake.recognise import recognise
from bcdr.model.recognition import SheetProposal, TableRole

SIZES = "IP Address|Total Memory (GB)|CPU Count|Node Status"


def proposal_of(name: str, *names: str, sizes: str = SIZES) -> SheetProposal:
    cells = [f"10.0.0.{n}|32|8|Up".split("|") for n in range(1, len(names) + 1)]
    rows = [[name, *sizes.split("|")], *([n, *c] for n, c in zip(names, cells, strict=True))]
    (found,) = recognise("nodes.csv", [RawSheet(name="Nodes", is_visible=True, rows=rows)])
    return found


@pytest.mark.parametrize("header", ["Sysid", "Objektkennung X", "Ident"])
def test_the_first_column_of_short_names_beside_sizes_names_the_machines(header: str) -> None:
    found = proposal_of(header, "APP01", "APP02")

    assert found.role is TableRole.VMS
    assert [c.header for c in found.columns if c.field == "vm"] == [header]


@pytest.mark.parametrize("names", [("Leeds", "Leeds"), ("4711", "4712"), ("yes", "no")])
def test_cells_that_name_nothing_are_no_machines(names: tuple[str, str]) -> None:
    assert proposal_of("Sysid", *names).column("vm") is None


def test_a_list_without_sizes_names_no_machines() -> None:
    found = proposal_of("Sysid", "APP01", "APP02", sizes="Remark A|Colour|Shelf|Mood")

    assert found.role is TableRole.IGNORED
