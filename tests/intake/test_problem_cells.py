"""Cells that lost their value are found in whatever way they are written."""

import pytest

from bcdr.intake import Code
from bcdr.intake.problem_cells import problem_cells_in

BARE, ERROR = Code.FORMULA_WITHOUT_VALUE, Code.ERROR_CELL


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        ('<c r="B2"><f>1+1</f></c>', BARE),
        ('<c r="B2"><f>1+1</f><v/></c>', BARE),
        ('<c r="B2"><f>1+1</f><v></v></c>', BARE),
        ('<c s="1" r="B2"><f>1+1</f><v /></c>', BARE),
        ('<c r="B2">\n  <f>1+1</f>\n</c>', BARE),
        ('<c r="B2"><f t="shared" si="0"/></c>', BARE),
        ("<x:c r='B2'><x:f>1+1</x:f></x:c>", BARE),
        ('<c r="B2" t="e"><v>#REF!</v></c>', ERROR),
        ('<c r="B2" t="e"><f>A1/0</f><v>#DIV/0!</v></c>', ERROR),
        ("<x:c t='e' r='B2'><x:v>#N/A</x:v></x:c>", ERROR),
    ],
)
def test_a_lost_value_is_found(xml: str, code: Code) -> None:
    assert [(cell.cell, cell.code) for cell in problem_cells_in(xml.encode())] == [("B2", code)]


@pytest.mark.parametrize(
    "xml",
    [
        '<c r="B2"><f>1+1</f><v>2</v></c>',
        '<c r="B2" t="str"><f>IF(A1="","",1)</f><v></v></c>',
        '<c r="B2"/><c r="C2"><f>1</f><v>1</v></c>',
        '<c r="B2" t="s"><v>0</v></c>',
        '<c r="B2" t="inlineStr"><is><t>#REF!</t></is></c>',
    ],
)
def test_what_has_its_value_is_not(xml: str) -> None:
    assert list(problem_cells_in(xml.encode())) == []


@pytest.mark.parametrize(
    "piece",
    ['<c r="A1" t="e"><f>', '<c r="A1" t="e">', "<c r=", '<c t="e" ', "<f", "<wwwwwww", " "],
)
def test_tags_that_never_end_are_read_over(piece: str) -> None:
    block = b'<c t="e" r="A1"><f><' + piece.encode() * (2**22 // len(piece)) + b"</f></c>"

    assert len(list(problem_cells_in(block))) <= 1
