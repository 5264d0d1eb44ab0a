"""Names that are probably one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcdr.intake.alike import alike_names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Payments", "Paymnets"),
        ("Payments", "Payment"),
        ("Customer portal", "Custmer portal"),
        ("Customer portal", "Customer portall"),
        ("Warehouse management", "Warehouse mnagemnt"),
        ("Order desk", "Order-Desk"),
        ("Order desk", "OrderDesk"),
        ("Facturación", "Facturacion"),
    ],
)
def test_a_slip_in_one_word_or_another_sign_is_noticed(one: str, other: str) -> None:
    assert alike_names([one, "Something else", other]) == ((one, other),)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Node 1", "Node 2"),
        ("srv01", "srv02"),
        ("Plan A", "Plan B"),
        ("Import", "Export"),
        ("ERP EU", "ERP US"),
        ("Test", "Text"),
        ("C", "C#"),
        ("Order desk", "ORDER  DESK"),
        ("Customer portal", "Supplier portal"),
        ("Archive 2025", "Archive 2026"),
    ],
)
def test_names_meant_to_differ_are_left_alone(one: str, other: str) -> None:
    assert alike_names([one, other]) == ()


@given(st.text(st.characters(categories=["Ll"], max_codepoint=0x7A), min_size=6, max_size=12),
       st.integers(0, 5))  # fmt: skip
def test_a_letter_left_out_is_always_noticed(word: str, place: int) -> None:
    shorter = word[:place] + word[place + 1 :]

    assert alike_names([word, shorter]) == (((word, shorter),) if len(shorter) >= 5 else ())


@given(st.lists(st.text(max_size=12), max_size=8))
def test_every_pair_is_of_two_names_that_were_given(names: list[str]) -> None:
    for one, other in alike_names(names):
        assert one in names
        assert other in names
        assert one != other
