"""Lists in cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcdr.intake.lists import key_values, separators_of, split_list
from bcdr.model.records import Cell

KNOWN = frozenset({"erp", "identity", "dns", "payment gateway", "shop", "shop / web"})


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("a; b\nc", ["a", "b", "c"]),
        ("a;;b", ["a", "", "b"]),
        ("[10.0.0.1,10.0.0.2];[10.0.0.3];", ["10.0.0.1", "10.0.0.2", "10.0.0.3"]),
        ("owner:finance, tier:1", ["owner:finance", "tier:1"]),
        ("Smith, Ana", ["Smith, Ana"]),
        ("Baseline;Client", ["Baseline", "Client"]),
        (7.0, ["7"]),
    ],
)
def test_a_cell_is_taken_apart(cell: Cell, items: list[str]) -> None:
    assert split_list(cell) == items


@pytest.mark.parametrize(
    ("cells", "separators"),
    [
        (["a; b"], ";\n"),
        (["gold|pci"], ";\n|"),
        (["a|b; c"], ";\n"),
        (["Identity, DNS", "ERP, mail"], ";\n,"),
        (["App server, backup system"], ";\n"),
        (["4 people, laptop"], ";\n"),
        (["M02, M03, M30"], ";\n,"),
        (["GDPR, NIS2"], ";\n,"),
        (["ERP/DNS"], ";\n/"),
        (["Shop / Web"], ";\n"),
        (["payment gateway"], ";\n"),
        ([4.0, None], ";\n"),
    ],
)
def test_commas_and_slashes_separate_only_known_names_and_codes(
    cells: list[Cell], separators: str
) -> None:
    assert separators_of(cells, KNOWN) == separators


def test_an_application_and_its_part_stay_together_where_slashes_separate() -> None:
    assert split_list("Shop / Web; ERP/DNS", ";/") == ["Shop / Web", "ERP", "DNS"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("rto: 4h,rpo: 5h,mtd: 6h", {"rto": "4h", "rpo": "5h", "mtd": "6h"}),
        ("App: ERP, Environment: Production", {"app": "ERP", "environment": "Production"}),
        ("owner=finance;tier=1", {"owner": "finance", "tier": "1"}),
        ("Identity, DNS", {}),
        ("01:23:45", {}),
        ("", {}),
    ],
)
def test_keys_and_values(text: str, found: dict[str, str]) -> None:
    assert key_values(text) == found


@given(st.text(max_size=40))
def test_no_text_makes_a_list_fail(text: str) -> None:
    assert split_list(text, separators_of([text], KNOWN))
    assert isinstance(key_values(text), dict)
